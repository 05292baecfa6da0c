"""Training pairs for LIIF: random crops shrunk by random scales, and the pixels to be predicted."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from PIL import Image as PILImage
from torch import Tensor

from viewer.training.options.patches import PatchOptions
from viewer.training.store import ImageStore, Pixels


@dataclass(frozen=True)
class Batch:
    """What one step needs, in the network's range [-1, 1]."""

    image: Tensor  # (B, 3, patch, patch)
    coord: Tensor  # (B, Q, 2), y and x
    cell: Tensor  # (B, Q, 2)
    rgb: Tensor  # (B, Q, 3)

    def to(self, device: torch.device) -> "Batch":
        """The batch on `device`."""
        image = self.image.to(device, memory_format=torch.channels_last, non_blocking=True)
        return Batch(image, *(t.to(device, non_blocking=True) for t in (self.coord, self.cell, self.rgb)))


@dataclass(frozen=True)
class Sampler:
    """Draws batches. A patch depends on the seed, the step and its place in the batch alone.

    So a resumed run sees the same data, and processes that share a batch draw what one would. `images` must have at least
    `patch` times the smallest scale pixels a side, or they could not fill it.
    """

    images: Sequence[Pixels] | ImageStore
    patch: int
    batch: int
    samples: int
    scales: tuple[float, float]
    seed: int
    share: range | None = None  # which patches of the batch this process draws, if not all
    layout: Literal["scattered", "lattice", "window"] = "scattered"  # of the pixels to be predicted: see `_choose`

    @classmethod
    def of(cls, options: PatchOptions, images: Sequence[Pixels] | ImageStore, share: range | None = None) -> "Sampler":
        """The sampler that a training asks for."""
        o = options
        return cls(images, o.patch, o.batch, o.samples, (o.scale_min, o.scale_max), o.seed, share, o.layout)

    def draw(self, step: int) -> Batch:
        """The batch of `step`."""
        mine = range(self.batch) if self.share is None else self.share
        pairs = [self._draw_pair(np.random.default_rng((self.seed, step, i))) for i in mine]
        image, coord, cell, rgb = (torch.from_numpy(np.stack(part)) for part in zip(*pairs, strict=True))
        return Batch(image, coord, cell, rgb)

    def _draw_pair(self, rng: np.random.Generator) -> tuple[Pixels, ...]:
        source = self.images[int(rng.integers(len(self.images)))]
        side = min(round(self.patch * rng.uniform(*self.scales)), *source.shape[:2])
        top, left = (rng.integers(n - side + 1) for n in source.shape[:2])
        crop = augment(source[top : top + side, left : left + side], rng.random(3) < 0.5)
        shrunk = PILImage.fromarray(crop).resize((self.patch, self.patch), PILImage.Resampling.BICUBIC)
        image = to_network_range(np.asarray(shrunk)).transpose(2, 0, 1)
        return image, *self.asked(crop, rng)

    def asked(self, crop: Pixels, rng: np.random.Generator) -> tuple[Pixels, Pixels, Pixels]:
        """Some pixels of a square crop: their places, cells and colours."""
        side = len(crop)
        row, column = self._choose(side, rng)
        coord = (np.stack((row, column), -1) * 2 + 1).astype(np.float32) / side - 1
        cell = np.full((len(row), 2), 2 / side, np.float32)
        return coord, cell, to_network_range(crop[row, column])

    @property
    def lattice_side(self) -> int:
        """How many rows, and columns, of pixels are to be predicted, where they are not scattered."""
        return math.isqrt(self.samples)

    def _choose(self, side: int, rng: np.random.Generator) -> tuple[Pixels, Pixels]:
        """Rows and columns of the pixels to be predicted, of a crop of `side` pixels.

        Anywhere, or where some rows cross as many columns, which are anywhere or, in a window, next to each other.
        """
        if self.layout == "scattered":
            row, column = np.divmod(rng.choice(side * side, self.samples, replace=False), side)
            return row, column
        n = self.lattice_side
        if self.layout == "lattice":
            row, column = (rng.choice(side, n, replace=False) for _ in range(2))
        else:
            row, column = (rng.integers(side - n + 1) + np.arange(n) for _ in range(2))
        return np.repeat(row, n), np.tile(column, n)


def to_network_range(pixels: Pixels) -> Pixels:
    """8-bit values as float32 in [-1, 1]."""
    return pixels.astype(np.float32) / np.float32(127.5) - 1


def augment(crop: Pixels, flips: Pixels) -> Pixels:
    """One of the eight flips and transpositions of `crop`, as three yes or no say."""
    flip_rows, flip_columns, transpose = flips
    if flip_rows:
        crop = crop[::-1]
    if flip_columns:
        crop = crop[:, ::-1]
    if transpose:
        crop = crop.transpose(1, 0, 2)
    return np.ascontiguousarray(crop)
