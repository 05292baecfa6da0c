"""How fast a job goes: some of its steps, timed before it is begun."""

import time
from collections.abc import Callable

from torch import Tensor

SECONDS = 3.0


def pace(step: Callable[[int], Tensor], seconds: float = SECONDS, warm_up: int = 1) -> float:
    """Steps a second within `seconds`, or that of those to warm up, which take longer, if they take more than that.

    step  takes the step of a number, and gives its loss, which is waited for
    """
    begun = time.monotonic()
    for number in range(warm_up):
        float(step(number))
    started, done = time.monotonic(), 0
    if started - begun > seconds:
        return warm_up / (started - begun)
    while (now := time.monotonic()) - started < seconds:
        float(step(warm_up + done))
        done += 1
    return done / (now - started)
