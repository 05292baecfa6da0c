"""What trainings on patches of photographs are asked."""

from pathlib import Path
from typing import Literal

from pydantic import model_validator

from viewer.training.options.training import DATA, LOSS, NETWORK, PATCHES, FolderOptions, option

SMALLEST_WINDOW = 16  # pixels a side, 2 of the deepest features
TAPS = "relu1_2", "relu2_2", "relu3_3", "relu4_3"  # of a feature network, at strides 1, 2, 4 and 8


class PatchOptions(FolderOptions):
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
    loss: Literal["l1", "l2", "charbonnier"] = option(
        "l1", "Pixels", "how pixels are compared; l2 for a last stage that is after PSNR alone", LOSS
    )
    feature_weight: float = option(
        0.0, "Features", "weight of what a feature network sees otherwise, of its own size: sharper, at a lower PSNR", LOSS,
        ge=0, le=1000,
    )  # fmt: skip
    style_weight: float = option(
        0.0, "Style", "weight of how features go together, wherever they are (Gram matrices)", LOSS, ge=0, le=1000
    )
    tv_weight: float = option(
        0.0, "Variation", "weight of the mean squared difference of neighbouring pixels, which smooths", LOSS, ge=0, le=1000
    )
    features: str = option(
        "auto", "Feature network", "auto, vgg16, features (srview's own), random, or a file of one; several: a+b", LOSS,
        unit="features",
    )  # fmt: skip
    feature_taps: list[Literal[TAPS]] = option(  # type: ignore[valid-type]
        ["relu2_2", "relu3_3"], "Layers", f"layers of it: {', '.join(TAPS)}", LOSS, min_length=1
    )

    @property
    def sees_features(self) -> bool:
        """Whether features are compared."""
        return self.feature_weight > 0 or self.style_weight > 0

    @property
    def sees_windows(self) -> bool:
        """Whether more than single pixels is compared: then they are those of a square window of each patch."""
        return any(self.window_weights.values())

    @property
    def window_weights(self) -> dict[str, float]:
        """Of the parts of the loss that need a window."""
        return {"feature": self.feature_weight, "style": self.style_weight, "tv": self.tv_weight}

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
