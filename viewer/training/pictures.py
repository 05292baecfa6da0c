"""The files of a job that ends in a picture: `result.png`, `live.png`, and a snapshot of the way there now and then."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from viewer.files import LIVE, RESULT
from viewer.imaging.files import save_image
from viewer.training.files import RunFiles
from viewer.training.loop import Report
from viewer.training.trail import Trail

PREVIEW_EVERY = 2.0  # seconds


class Painter(Protocol):
    """A trainer that makes a picture."""

    step: int

    @property
    def result(self) -> np.ndarray | None:
        """What comes out, (h, w, C) in [0, 1]; None before there is anything."""

    @property
    def picture(self) -> np.ndarray | None:
        """The same as it looks now."""

    @property
    def alpha(self) -> np.ndarray | None:
        """Of what comes out, (h, w) in [0, 1], None if it is opaque."""


class PictureFiles(RunFiles):
    """What a run that makes a picture leaves in its folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, preview_every=PREVIEW_EVERY)
        self._trail = Trail(folder, ".png")

    def judge(self, trainer: Any, measure: Callable[[Any], float], report: Report) -> None:
        """Keep a snapshot of what is made now."""
        if trainer.picture is not None:
            self._trail.add(trainer.step, lambda file: self._save(trainer.picture, trainer, file))

    def mark(self, trainer: Any) -> None:
        """Snapshots are what is judged."""

    def _keep(self, trainer: Painter) -> None:
        self._save(trainer.result, trainer, self._folder / RESULT)

    def _show(self, trainer: Painter) -> None:
        self._save(trainer.picture, trainer, self._folder / LIVE)

    def _save(self, values: np.ndarray | None, trainer: Painter, file: Path) -> None:
        if values is not None:
            save_image(np.repeat(values, 3, -1) if values.shape[2] == 1 else values, file, trainer.alpha)
