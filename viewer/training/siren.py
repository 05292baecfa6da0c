"""Fitting a SIREN to one picture: random pixels, mean square error (Sitzmann et al., arXiv 2006.09661, section 4).

Ours besides: some pixels at a time instead of all, a rate ten times as high that falls to zero, averaged weights, and bfloat16
in the hidden layers, whose phases are small; those of the first layer, up to omega0 and more, stay float32.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from viewer.errors import UserError
from viewer.imaging.files import load_image
from viewer.models.checkpoint import Checkpoint
from viewer.models.device import choose_device
from viewer.models.siren import SineLayer, Siren, layer_of
from viewer.training.losses import PIXEL
from viewer.training.options.fit import FitOptions
from viewer.training.trainer import Batch, Trainer

MEASURED = 1 << 18  # pixels of a picture that PSNR is measured on, at most
CHUNK = 1 << 14  # pixels computed at a time
HIGHEST = 100.0  # dB, for a picture that is hit exactly


@dataclass(frozen=True)
class Points:
    """Some pixels: network coordinates (n, 2) and values (n, C) in [-1, 1]."""

    coords: Tensor
    values: Tensor

    def to(self, device: torch.device) -> "Points":
        """The same on `device`."""
        return Points(self.coords.to(device, non_blocking=True), self.values.to(device, non_blocking=True))


class Target:
    """The picture, or the part of it, that is fitted.

    pixels  (h, w, C) uint8 or uint16; C is 1 for a grey picture
    known   the numbers of the pixels that are known, row by row, None for all
    origin  of a part: where it lies, "part" (x, y, width, height), and the size of the picture that it is part "of"
    """

    def __init__(self, options: FitOptions) -> None:
        image = load_image(options.image)
        pixels = image.pixels[..., :1] if image.is_grey else image.pixels
        self.origin: dict[str, Any] = {}
        part = slice(None), slice(None)
        if options.region:
            x, y, width, height = options.region
            self.origin = {"part": list(options.region), "of": list(image.size)}
            if x + width > image.size[0] or y + height > image.size[1]:
                raise UserError(f"The part reaches beyond the {image.size[0]} x {image.size[1]} pixels of {image.name}.")
            part = slice(y, y + height), slice(x, x + width)
        self.pixels = np.ascontiguousarray(pixels[part])
        self.known: np.ndarray | None = None
        if options.mask is not None:
            mask = load_image(options.mask)
            if mask.size != image.size:
                raise UserError(f"{options.mask.name} is not as large as {image.name}.")
            self.known = np.flatnonzero(mask.rgb8()[..., 0][part] >= 128).astype(np.uint32)
            if not len(self.known):
                raise UserError(f"{options.mask.name} is black everywhere: nothing of the picture is known.")
        self._batch, self._seed = options.batch, options.seed

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.pixels.shape[1], self.pixels.shape[0]

    @property
    def count(self) -> int:
        """How many pixels are known."""
        return self.size[0] * self.size[1] if self.known is None else len(self.known)

    def draw(self, step: int, model: Siren) -> Batch:
        """The pixels of a step: a function of it and the seed alone."""
        if not 0 < self._batch < self.count:
            return self.points(np.arange(self.count), model)
        return self.points(np.random.default_rng((self._seed, step)).integers(0, self.count, self._batch), model)

    def points(self, which: np.ndarray, model: Siren) -> Points:
        """Those of the known pixels, by number."""
        numbers = which if self.known is None else self.known[which]
        rows, cols = np.divmod(numbers, self.size[0])
        coords = np.stack([model.coordinates(index + 0.5, axis) for axis, index in enumerate((rows, cols))], -1)
        return Points(torch.from_numpy(coords.astype(np.float32)), torch.from_numpy(self.values_of(self.pixels[rows, cols])))

    @staticmethod
    def values_of(pixels: np.ndarray) -> np.ndarray:
        """Pixels of 8 or 16 bits as the network's values, from -1 to 1, float32."""
        return pixels.astype(np.float32) / np.float32(np.iinfo(pixels.dtype).max / 2) - 1

    @torch.no_grad()
    def psnr(self, model: Siren) -> float:
        """Of `model` in dB, on all known pixels or so many of them that it hardly matters."""
        if self.count <= MEASURED:
            which = np.arange(self.count)
        else:
            which = np.random.default_rng(self._seed).choice(self.count, MEASURED, replace=False)
        device = next(model.parameters()).device
        total = 0.0
        for part in np.array_split(which, -(-len(which) // CHUNK)):
            points = self.points(part, model).to(device)
            total += float((model(points.coords).clamp(-1, 1) - points.values).double().square().sum())
        error = total / (len(which) * self.pixels.shape[2])
        return min(float(10 * np.log10(4 / max(error, 1e-12))), HIGHEST)


class SirenTrainer(Trainer):
    """The fit of a SIREN to a target."""

    options: FitOptions

    def __init__(self, options: FitOptions, target: Target) -> None:
        shape = target.size, target.pixels.shape[2], options.hidden, options.layers, options.omega0, options.hidden_omega0
        super().__init__(
            options, "siren", lambda: Siren(*shape, aligned=options.grid == "aligned"), choose_device(options.device)
        )
        self._target = target
        self.begin()

    def checkpoint(self, **figures: Any) -> Checkpoint:
        """The network, and of what part of a picture it is."""
        return super().checkpoint(**self._target.origin, **figures)

    def loss(self, batch: Any) -> Tensor:
        """How far some pixels are off, the mean: its square, unless another distance was asked for."""
        return PIXEL[self.options.loss](self.values(batch.coords), batch.values)

    @property
    def is_finished(self) -> bool:
        """Whether the run has reached its end, or the PSNR that was wanted."""
        return super().is_finished or 0 < self.options.psnr <= self.psnr

    def values(self, coords: Tensor) -> Tensor:
        """The network's values (..., C) at `coords` (..., 2), in the arithmetic of the training."""
        model: Siren = self.model
        value = torch.sin(model.phases(coords)).to(self.dtype)
        for layer in model.net[1:]:
            weight, bias = layer_of(layer)
            a = F.linear(value, weight.to(self.dtype), bias.to(self.dtype))
            value = torch.sin(a) if isinstance(layer, SineLayer) else a
        return value.float()
