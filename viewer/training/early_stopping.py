"""When to stop a fit that would learn noise next: windowed moving variance (Wang et al., arXiv 2112.06074, section 3)."""

import torch
from torch import Tensor

PIXELS = 1 << 14  # values of a picture that are watched


class MovingVariance:
    """Watches what a network makes, step by step: while it learns the picture this settles, and with the noise it moves again.

    window    pictures whose variance is taken
    patience  steps without a lower variance after which the lowest is believed
    guard     steps before which none is: structured pictures dip early

    variance  of the last window, None until there is one
    lowest    and the step it belongs to, 0 for none
    """

    def __init__(self, window: int, patience: int, guard: int) -> None:
        self.window, self.patience, self.guard = window, patience, guard
        self.variance: float | None = None
        self.lowest, self.step = float("inf"), 0
        self._which: Tensor | None = None
        self._seen = torch.empty(0)
        self._at = 0  # pictures seen

    def see(self, picture: Tensor, step: int) -> bool:
        """Take in the picture of a step. Whether it is the best so far."""
        values = picture.detach().flatten()
        if self._which is None:
            count = len(values)
            generator = torch.Generator().manual_seed(0)
            chosen = torch.randperm(count, generator=generator)[:PIXELS] if count > PIXELS else torch.arange(count)
            self._which = chosen.to(values.device)
        if not len(self._seen):
            self._seen = torch.zeros(self.window, len(self._which))
        self._seen[self._at % self.window] = values[self._which].float().cpu()
        self._at += 1
        if self._at < self.window:
            return False
        self.variance = float(self._seen.var(0, correction=0).mean())
        if step < self.guard or self.variance >= self.lowest:
            return False
        self.lowest, self.step = self.variance, step
        return True

    def is_past(self, step: int) -> bool:
        """Whether the lowest was so long ago that it is believed."""
        return self.step > 0 and step - self.step >= self.patience

    def state(self) -> dict[str, Tensor]:
        """What it knows."""
        numbers = torch.tensor([self.lowest, self.step, self._at], dtype=torch.float64)
        return {"seen": self._seen, "numbers": numbers}

    def load(self, state: dict[str, Tensor]) -> None:
        """Go on from `state`."""
        lowest, step, at = state["numbers"].tolist()
        self._seen, self.lowest, self.step, self._at = state["seen"].cpu(), lowest, int(step), int(at)
