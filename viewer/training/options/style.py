"""The options of style transfer: by optimisation of one picture, and of training a network that does it in one pass."""

from pathlib import Path
from typing import Any, Literal

from pydantic import NonNegativeFloat, model_validator

from viewer.training.options.training import (
    DATA,
    DECAYS,
    LOSS,
    MACHINE,
    NETWORK,
    PATCHES,
    SCHEDULE,
    WEIGHT,
    FolderOptions,
    Rate,
    TrainingOptions,
    option,
)

QUALITIES: dict[str, dict[str, Any]] = {
    "quick": {"size": 512, "steps": 300, "seconds": 240.0},
    "fine": {"size": 768, "steps": 700, "seconds": 1800.0},
}
SMALL: dict[str, Any] = {"width": 16, "patch": 160, "steps": 2_000}  # a use of an hour or so on a CPU
UNUSED = "clip", "ema", "warmup"  # options of other trainings, which have no meaning here


class StyliseOptions(TrainingOptions):
    """Restyling one picture by optimisation (arXiv 1508.06576, with the losses of arXiv 1603.08155)."""

    image: Path = option(..., "Picture", "picture to be restyled", DATA)
    style: list[Path] = option(..., "Styles", "pictures whose style it takes", DATA, min_length=1, max_length=16)
    shares: list[NonNegativeFloat] = option([], "Their shares", "how much each style counts (default: all the same)", DATA)
    content_weight: float = option(1.0, "Content", "weight of the content: what things look like", DATA, WEIGHT, ge=0, le=1e6)
    style_weight: float = option(1.0, "Style", "weight of the style: colours, strokes, textures", DATA, WEIGHT, ge=0, le=1e6)
    tv_weight: float = option(1.0, "Smoothness", "weight of the total variation: more is smoother", DATA, WEIGHT, ge=0, le=1e6)
    keep_colours: bool = option(False, "Keep colours", "restyle the lightness alone; colours stay those of the picture", DATA)
    size: int = option(
        512, "Size", "longer side at which it is restyled; what is finer stays as it is", DATA, unit="px", ge=32, le=8192
    )
    style_size: int = option(
        0, "Size of styles", "longer side of the style pictures beside that, 0: as long (smaller: finer strokes)", DATA,
        unit="px", zero="as long as the picture", ge=0, le=8192,
    )  # fmt: skip
    features: str = option(
        "auto", "Feature network", "what compares: auto, vgg16, features, random, or a file", LOSS, unit="features"
    )
    levels: int = option(
        3, "Levels", "sizes it is restyled at, from coarse to fine, each twice the one before", SCHEDULE, ge=1, le=6
    )
    optimiser: Literal["lbfgs", "adam"] = option(
        "lbfgs", "Optimiser", "L-BFGS, or Adam with less memory", SCHEDULE, labels={"lbfgs": "L-BFGS"}
    )
    steps: int = option(300, "Steps", "optimiser steps at most, of all levels together", SCHEDULE, ge=1, le=1_000_000)
    seconds: float = option(240.0, "Time budget", "seconds after which it ends (0: none)", SCHEDULE, unit="s", ge=0, le=1e9)
    lr: Rate = option(0.02, "Learning rate", "learning rate of Adam; L-BFGS finds its own", SCHEDULE)
    schedule: Literal["constant", "step", "cosine"] = option(  # type: ignore[assignment]
        "cosine", "Decay", "decay of Adam's learning rate", SCHEDULE, labels=DECAYS
    )
    ema: float = option(0.0, "Averaged weights", "none: there are no weights", SCHEDULE, ge=0, lt=1)
    save_every: int = option(50, "Checkpoint every", "steps between checkpoints", MACHINE, unit="steps", ge=1, le=10_000_000)
    val_every: int = option(25, "Snapshot every", "steps between snapshots", MACHINE, unit="steps", ge=1, le=10_000_000)

    @model_validator(mode="after")
    def _fit_together(self) -> "StyliseOptions":
        if self.shares and (len(self.shares) != len(self.style) or not sum(self.shares)):
            raise ValueError(f"{len(self.style)} styles need as many shares, not all of them 0")
        if not self.content_weight + self.style_weight + self.tv_weight:
            raise ValueError("some weight must be above 0")
        return self


class StyleOptions(FolderOptions):
    """Training the image transformation network that restyles any picture in one pass (arXiv 1603.08155, section 3)."""

    style: Path = option(..., "Style", "picture whose style is learnt", DATA, unit="picture")
    style_size: int = option(
        256, "Size of the style", "longer side of the style picture (smaller: finer strokes)", DATA, unit="px", ge=32, le=8192
    )
    content_weight: float = option(
        5.0, "Content", "weight of the content: more than for one picture, which begins with it", LOSS, WEIGHT, ge=0, le=1e6
    )
    style_weight: float = option(1.0, "Style", "weight of the style: colours, strokes, textures", LOSS, WEIGHT, ge=0, le=1e6)
    tv_weight: float = option(0.0, "Smoothness", "weight of the total variation: more is smoother", LOSS, WEIGHT, ge=0, le=1e6)
    features: str = option(
        "auto", "Feature network", "what compares: auto, vgg16, features, random, or a file", LOSS, unit="features"
    )
    width: int = option(
        32, "Width", "filters of the outermost layers; 16: half the paper's, for a CPU", NETWORK, unit="filters", ge=4, le=128
    )
    init: Path | None = option(None, "Start from", "style network to start from, of the same width", NETWORK)
    patch: int = option(256, "Patch", "side of the pictures learnt from", PATCHES, unit="px", ge=32, le=1024)
    batch: int = option(4, "Batch", "pictures in a step", PATCHES, unit="pictures", ge=1, le=256)
    steps: int = option(40_000, "Steps", "optimiser steps", SCHEDULE, ge=1, le=100_000_000)
    lr: Rate = option(1e-3, "Learning rate", "peak learning rate of Adam", SCHEDULE)
    schedule: Literal["step", "cosine"] = option(
        "cosine", "Decay", "decay: halved every fifth, or cosine to zero", SCHEDULE, labels=DECAYS
    )
    warmup: int = option(20, "Warm-up", "steps of linear warm-up", SCHEDULE, unit="steps", ge=0, le=1_000_000)
    ema: float = option(0.99, "Averaging", "decay of the averaged weights (0: none)", SCHEDULE, ge=0, lt=1)
    save_every: int = option(250, "Checkpoint every", "steps between checkpoints", MACHINE, unit="steps", ge=1, le=10_000_000)
