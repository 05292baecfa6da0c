"""Fitting a SIREN to what a picture shows, too: features, style and variation of a patch, beside random pixels (`perceptual`)."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from viewer.models.siren import Siren
from viewer.training.options.fit import FitOptions
from viewer.training.perceptual import PerceptualLoss
from viewer.training.siren import SirenTrainer, Target
from viewer.training.trainer import Batch


@dataclass(frozen=True)
class Patch:
    """Random pixels, and those of a patch of the picture.

    points      the random ones
    coords      network coordinates (h, w, 2) of the patch
    picture     what should be there, (1, C, h, w) in [0, 1]
    known       (1, 1, h, w), 1 where that is known, None if it is everywhere
    """

    points: Batch
    coords: Tensor
    picture: Tensor
    known: Tensor | None

    def to(self, device: torch.device) -> "Patch":
        """The same on `device`."""
        coords, picture = (values.to(device, non_blocking=True) for values in (self.coords, self.picture))
        return Patch(self.points.to(device), coords, picture, None if self.known is None else self.known.to(device))


class PatchTarget(Target):
    """A picture that is seen patch by patch."""

    def __init__(self, options: FitOptions) -> None:
        super().__init__(options)
        width, height = self.size
        self._sides = min(options.patch, height), min(options.patch, width)
        self._is_known: np.ndarray | None = None
        if self.known is not None:
            self._is_known = np.zeros((height, width), np.float32)
            self._is_known.flat[self.known] = 1

    def draw(self, step: int, model: Siren) -> Patch:
        """The pixels and the patch of a step: a function of it and the seed alone."""
        random = np.random.default_rng((self._seed, step, 1))
        rows, cols = (
            random.integers(n - side + 1) + np.arange(side) for n, side in zip(self.pixels.shape, self._sides, strict=False)
        )
        at = np.meshgrid(*(model.coordinates(i + 0.5, axis) for axis, i in enumerate((rows, cols))), indexing="ij")
        where = np.ix_(rows, cols)
        picture = torch.from_numpy(self.values_of(self.pixels[where]) / 2 + np.float32(0.5)).movedim(-1, 0)[None]
        known = None if self._is_known is None else torch.from_numpy(self._is_known[where])[None, None]
        return Patch(super().draw(step, model), torch.from_numpy(np.stack(at, -1).astype(np.float32)), picture, known)


class PatchTrainer(SirenTrainer):
    """The fit of a SIREN to random pixels and to what patches show."""

    def __init__(self, options: FitOptions, target: PatchTarget) -> None:
        super().__init__(options, target)
        self._loss = PerceptualLoss(options, self.device, self.dtype)

    def loss(self, batch: Patch) -> Tensor:
        """That of the random pixels, and what is seen in the patch."""
        made = self.values(batch.coords).movedim(-1, 0)[None] / 2 + 0.5
        return self._loss(super().loss(batch.points), made, batch.picture, batch.known)

    @property
    def figures(self) -> dict[str, dict[str, float]]:
        """The parts of the last step's loss."""
        return self._loss.figures
