"""Learning rates over a run."""

import math


def learning_rate(step: int, steps: int, peak: float, schedule: str, warmup: int) -> float:
    """The rate of `step` (from 0): linear warm-up, then `constant`, `cosine` to zero or `step`, halved every fifth of the run."""
    if step < warmup:
        return peak * (step + 1) / warmup
    if schedule == "cosine":
        return peak * (1 + math.cos(math.pi * (step - warmup) / max(steps - warmup, 1))) / 2
    if schedule == "constant":
        return peak
    return float(peak * 0.5 ** (5 * step // steps))


def expected_steps(step: int, seconds: float, steps: int, budget: float) -> int:
    """How long a run will be, of at most `steps`, if `step` took `seconds` of its `budget` and the rest goes at that pace.

    A budget of 0 is none.
    """
    if budget <= 0 or seconds <= 0 or step <= 0:
        return steps
    if seconds >= budget:
        return min(steps, step)
    return min(steps, max(step + 1, round(step * budget / seconds)))
