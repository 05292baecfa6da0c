"""What features are learnt from: two views of a part of a picture, of the same content and little else in common."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image as PILImage
from torch import Tensor

from viewer.training.store import ImageStore, Pixels

LARGEST = 6.0  # patches a side of a part of a picture
LEAST = 0.3  # of its area that a view has
JITTER, HUE = 0.4, 0.6  # of brightness, contrast and saturation; of hue, in radians either way
COLOURED, GREY, NOISY = 0.8, 0.2, 0.5  # how many views are changed in their colours, are without any, and have noise
NOISE = 0.04  # its largest standard deviation
TO_GREY = np.array([0.299, 0.587, 0.114], np.float32)
_AXES = np.array([[0, -1, 1], [1, 0, -1], [-1, 1, 0]], np.float32) / np.float32(math.sqrt(3))  # turns colours about grey


@dataclass(frozen=True)
class Views:
    """What one step of learning features needs: (B, 3, patch, patch) in [0, 1] each."""

    query: Tensor
    key: Tensor

    def to(self, device: torch.device) -> "Views":
        """The same on `device`."""
        return Views(*(t.to(device, memory_format=torch.channels_last, non_blocking=True) for t in (self.query, self.key)))


@dataclass(frozen=True)
class ViewSampler:
    """Draws views. Like batches of `Sampler` they depend on the seed, the step and their place in the batch alone."""

    images: Sequence[Pixels] | ImageStore
    patch: int
    batch: int
    seed: int
    share: range | None = None

    def draw(self, step: int) -> Views:
        """The views of `step`."""
        mine = range(self.batch) if self.share is None else self.share
        pairs = [self._draw_pair(np.random.default_rng((self.seed, step, i))) for i in mine]
        return Views(*(torch.from_numpy(np.stack(views)) for views in zip(*pairs, strict=True)))

    def _draw_pair(self, rng: np.random.Generator) -> tuple[Pixels, Pixels]:
        source = self.images[int(rng.integers(len(self.images)))]
        side = min(round(self.patch * LARGEST ** rng.random()), *source.shape[:2])
        top, left = (rng.integers(n - side + 1) for n in source.shape[:2])
        part = source[top : top + side, left : left + side]
        return self._view(part, rng), self._view(part, rng)

    def _view(self, part: Pixels, rng: np.random.Generator) -> Pixels:
        """A square of a part of a picture, (3, patch, patch), flipped or not, in other colours and with noise."""
        side = max(round(len(part) * math.sqrt(rng.uniform(LEAST, 1))), 1)
        top, left = rng.integers(len(part) - side + 1, size=2)
        square = PILImage.fromarray(part[top : top + side, left : left + side])
        shrunk = np.asarray(square.resize((self.patch, self.patch), PILImage.Resampling.BICUBIC))
        view = shrunk.astype(np.float32) / np.float32(255)
        if rng.random() < 0.5:
            view = view[:, ::-1]
        view = recoloured(view, rng)
        if rng.random() < NOISY:
            view = view + np.float32(rng.uniform(0, NOISE)) * rng.standard_normal(view.shape, np.float32)
        return np.ascontiguousarray(view.clip(0, 1).transpose(2, 0, 1))


def recoloured(view: Pixels, rng: np.random.Generator) -> Pixels:
    """(h, w, 3) with other brightness, contrast, saturation and hue, or none of the latter two."""
    if rng.random() > COLOURED:
        return view
    brightness, contrast, saturation = rng.uniform(1 - JITTER, 1 + JITTER, 3).astype(np.float32)
    if rng.random() < GREY / COLOURED:
        saturation = np.float32(0)
    angle = rng.uniform(-HUE, HUE)
    mean = np.full((3, 3), 1 / 3, np.float32)
    turn = mean + math.cos(angle) * (np.eye(3, dtype=np.float32) - mean) + math.sin(angle) * _AXES
    grey = np.tile(TO_GREY, (3, 1))
    change = (brightness * contrast * (grey + saturation * (turn - grey))).astype(np.float32)
    middle = brightness * (1 - contrast) * float(view.mean((0, 1)) @ TO_GREY)
    return view @ change.T + np.float32(middle)
