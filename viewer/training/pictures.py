"""The files of a job that ends in a picture: `result.png`, `live.png`, and a snapshot of the way there now and then."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from viewer.files import LIVE, RESULT, SNAPSHOTS
from viewer.imaging.files import save_image
from viewer.training.files import RunFiles
from viewer.training.loop import Report

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

    def judge(self, trainer: Any, measure: Callable[[Any], float], report: Report) -> None:
        """Keep a snapshot of what is made now."""
        self._save(trainer.picture, trainer, f"{SNAPSHOTS}/{trainer.step:06d}.png")

    def _keep(self, trainer: Painter) -> None:
        self._save(trainer.result, trainer, RESULT)

    def _show(self, trainer: Painter) -> None:
        self._save(trainer.picture, trainer, LIVE)

    def _save(self, values: np.ndarray | None, trainer: Painter, name: str) -> None:
        if values is not None:
            save_image(np.repeat(values, 3, -1) if values.shape[2] == 1 else values, self._folder / name, trainer.alpha)
