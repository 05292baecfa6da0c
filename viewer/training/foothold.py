"""A fit whose loss leaps up goes back to where it stood."""

import torch
from torch import Tensor, nn

from viewer.errors import JobFailed

COLLAPSE = 10**0.5  # times as large a loss, 5 dB, is a collapse
GIVES_UP = 50  # collapses, one after another


class Foothold:
    """Weights that made no collapse. Steps are told to it one by one.

    loss  of those weights
    """

    def __init__(self, trained: list[nn.Parameter], loss: float = float("inf"), is_kept: bool = False) -> None:
        """`is_kept` says that the weights as they are have that loss."""
        self._trained = trained
        self._kept = self.copies() if is_kept else []
        self.loss = loss
        self._collapses = 0

    def copies(self) -> list[Tensor]:
        """The weights as they are."""
        return [parameter.detach().clone() for parameter in self._trained]

    def is_lost(self, before: list[Tensor], loss: float, step: int) -> bool:
        """Whether the loss of the weights `before` a step was a collapse, NaN, too; then those kept are put back.

        JobFailed if that happens again and again.
        """
        if loss <= COLLAPSE * self.loss or not self._kept:
            if loss < float("inf"):
                self._kept, self.loss, self._collapses = before, loss, 0
            return False
        self._collapses += 1
        if self._collapses > GIVES_UP:
            raise JobFailed(f"The fit collapsed at step {step}, again and again.", "Try a lower --lr or another --seed.")
        with torch.no_grad():
            for parameter, kept in zip(self._trained, self._kept, strict=True):
                parameter.copy_(kept)
        return True
