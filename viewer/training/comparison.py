"""The colours of a field held against those that should be there: single pixels, or windows of them (see `perceptual`)."""

import math

import torch
from torch import Tensor

from viewer.models.device import arithmetic
from viewer.models.liif import LIIF
from viewer.training.data import Batch
from viewer.training.decoding import decoded, decoding_loss
from viewer.training.losses import PIXEL
from viewer.training.options.patches import PatchOptions
from viewer.training.perceptual import PerceptualLoss


class Comparison:
    """The loss of colours in the network's range; `parts` are those of the last one, if it had several."""

    def __init__(self, options: PatchOptions, device: torch.device, dtype: torch.dtype) -> None:
        self._pixel = options.loss
        self._dtype = dtype
        self._loss = PerceptualLoss(options, device, dtype)

    @property
    def parts(self) -> dict[str, Tensor]:
        """Of the last loss."""
        return self._loss.parts

    @property
    def figures(self) -> dict[str, dict[str, float]]:
        """The same, as a trainer tells them."""
        return self._loss.figures

    def of(self, model: LIIF, folded: Tensor, batch: Batch) -> Tensor:
        """The loss of what `model` makes of folded latents (B, hidden, h, w)."""
        device = batch.rgb.device
        is_parted = device.type == "cpu" and model.imnet is not None and model.local_ensemble
        if is_parted and not self._loss.sees_windows:
            return decoding_loss(model, folded, batch.coord, batch.cell, batch.rgb, self._pixel)
        if is_parted:
            return self(decoded(model, folded, batch.coord, batch.cell), batch.rgb)
        with arithmetic(device, self._dtype):
            return self(model.decode(folded, batch.coord, batch.cell), batch.rgb)

    def __call__(self, colours: Tensor, rgb: Tensor) -> Tensor:
        """The loss of `colours` where `rgb` should be, (B, Q, 3) in [-1, 1] both; those of a window row by row."""
        with arithmetic(rgb.device, torch.float32):
            colours = colours.float()
            pixel = PIXEL[self._pixel](colours, rgb)
            return self._loss(pixel, _picture(colours), _picture(rgb)) if self._loss.sees_windows else pixel


def _picture(colours: Tensor) -> Tensor:
    """(B, Q, 3) in [-1, 1], a square row by row -> (B, 3, n, n) in [0, 1]."""
    side = math.isqrt(colours.shape[1])
    return colours.mT.unflatten(-1, (side, side)) / 2 + 0.5
