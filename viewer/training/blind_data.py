"""Training pairs for blind super-resolution: two crops, degraded alike, and the pixels that the first was made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from viewer.imaging.degradation import Degradation
from viewer.training.data import Batch, Sampler, augment, to_network_range
from viewer.training.options.dasr import DasrOptions
from viewer.training.store import ImageStore, Pixels

SHARPEST = 0.2  # the least blur there is, in pixels of the large picture


@dataclass(frozen=True)
class Pairs:
    """What one step of blind super-resolution needs."""

    batch: Batch  # of the first crops
    others: Tensor  # (B, 3, patch, patch), the second crops, in [-1, 1]

    def to(self, device: torch.device) -> "Pairs":
        """The same on `device`."""
        others = self.others.to(device, memory_format=torch.channels_last, non_blocking=True)
        return Pairs(self.batch.to(device), others)


@dataclass(frozen=True)
class BlindSampler:
    """Draws pairs. Like those of `Sampler` they depend on the seed, the step and their place in the batch alone."""

    images: Sequence[Pixels] | ImageStore
    options: DasrOptions
    share: range | None = None
    _plain: Sampler = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_plain", Sampler.of(self.options, self.images, self.share))

    def draw(self, step: int) -> Pairs:
        """The pairs of `step`."""
        mine = range(self.options.batch) if self.share is None else self.share
        drawn = [self._draw(np.random.default_rng((self.options.seed, step, i))) for i in mine]
        image, other, coord, cell, rgb = (torch.from_numpy(np.stack(part)) for part in zip(*drawn, strict=True))
        return Pairs(Batch(image, coord, cell, rgb), other)

    def _draw(self, rng: np.random.Generator) -> tuple[Pixels, ...]:
        source = self.images[int(rng.integers(len(self.images)))]
        partner = source if self.options.partner == "same" else self.images[int(rng.integers(len(self.images)))]
        scale = rng.uniform(self.options.scale_min, self.options.scale_max)
        side = min(round(self.options.patch * scale), *source.shape[:2], *partner.shape[:2])
        degradation = random_degradation(self.options, scale, rng)
        flips = rng.random(3) < 0.5  # once for both, as their kernel is the same
        crops = []
        for picture in (source, partner):
            top, left = (rng.integers(n - side + 1) for n in picture.shape[:2])
            crops.append(augment(picture[top : top + side, left : left + side], flips))
        small = [degradation.apply(crop, (self.options.patch, self.options.patch), rng) for crop in crops]
        image, other = (to_network_range(each).transpose(2, 0, 1) for each in small)
        return image, other, *self._plain.asked(crops[0], rng)


def random_degradation(options: DasrOptions, scale: float, rng: np.random.Generator) -> Degradation:
    """One of those that are trained on, for a picture that is shrunk by `scale`."""
    noise = float(rng.uniform(0, options.noise)) if options.noise else 0.0
    if rng.random() < options.sharp:
        return Degradation(noise=noise)
    along, across = rng.uniform(SHARPEST, options.blur_max * scale, 2)
    if options.blur == "isotropic":
        return Degradation.isotropic(along, noise)
    return Degradation(along, across, rng.uniform(0, np.pi), noise)
