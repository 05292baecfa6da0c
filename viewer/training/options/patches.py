"""What trainings on patches of photographs are asked."""

from pathlib import Path
from typing import Literal

from pydantic import model_validator

from viewer.training.options.losses import SMALLEST_WINDOW, LossOptions
from viewer.training.options.training import DATA, NETWORK, PATCHES, FolderOptions, option


class PatchOptions(FolderOptions, LossOptions):
    """What a training on patches of a folder's images is asked."""

    val: list[Path] = option([], "Validation images", "folder of images by which the best checkpoint is chosen", DATA)
    init: Path | None = option(
        None, "Start from", "checkpoint or model to start from, of the same architecture or a smaller one", NETWORK
    )
    scale_min: float = option(1.0, "Smallest scale", "smallest training scale", PATCHES, unit="×", ge=1, le=30)
    scale_max: float = option(4.0, "Largest scale", "largest training scale", PATCHES, unit="×", ge=1, le=30)
    patch: int = option(48, "Patch", "side of the low-resolution patches, in pixels", PATCHES, unit="px", ge=4, le=1024)
    batch: int = option(16, "Batch", "patches in a step, of all processes together", PATCHES, unit="patches", ge=1, le=4096)
    samples: int = option(2304, "Samples", "high-resolution pixels queried in each patch", PATCHES, unit="px", ge=1, le=1_000_000)

    @property
    def layout(self) -> Literal["scattered", "lattice", "window"]:
        """Where the pixels to be predicted lie."""
        return "window" if self.sees_windows else "scattered"

    @model_validator(mode="after")
    def _fit_together(self) -> "PatchOptions":
        if self.scale_max < self.scale_min:
            raise ValueError("scale_max must not be below scale_min")
        if self.samples > (smallest := round(self.patch * self.scale_min) ** 2):
            raise ValueError(f"samples must not exceed the {smallest} pixels of the smallest crop")
        if self.sees_windows and self.samples < SMALLEST_WINDOW**2:
            raise ValueError(f"samples must be at least {SMALLEST_WINDOW**2} for features to be seen in them")
        return self
