"""The options of fitting a SIREN."""

from pathlib import Path
from typing import Literal

from pydantic import field_validator, model_validator

from viewer.training.options.losses import ERRORS, SMALLEST_WINDOW, LossOptions
from viewer.training.options.training import DATA, DECAYS, LOSS, MACHINE, NETWORK, SCHEDULE, Rate, option


class FitOptions(LossOptions):
    """Fitting a SIREN to one picture (arXiv 2006.09661)."""

    image: Path = option(..., "Picture", "picture to be fitted", DATA)
    region: list[int] = option([], "Part", "part of it to be fitted: x, y, width, height (default all)", DATA, unit="px")
    mask: Path | None = option(
        None, "Mask", "picture of what is known, white, and what is to be filled in, black", DATA, unit="picture"
    )
    learn: Literal["pixels", "gradient", "laplacian"] = option(
        "pixels", "Learn from", "pixels, or only how they change, from which the picture is rebuilt (Poisson)", DATA
    )
    composite: Path | None = option(
        None, "Composite with", "second picture, whose gradient is joined to that of the first", DATA, unit="picture"
    )
    mix: Literal["stronger", "mean"] = option(
        "stronger", "Joint gradient", "of two pictures: everywhere the stronger of both, or their mean, as in the paper", DATA,
        labels={"stronger": "The stronger one", "mean": "Their mean"},
    )  # fmt: skip
    hidden: int = option(256, "Width", "neurons of each layer", NETWORK, unit="neurons", ge=1, le=8192)
    layers: int = option(3, "Layers", "sine layers after the first", NETWORK, ge=0, le=64)
    omega0: float = option(30.0, "First ω0", "frequency of the first layer: more for finer pictures", NETWORK, gt=0, le=1e4)
    hidden_omega0: float = option(30.0, "Hidden ω0", "frequency of the other layers", NETWORK, gt=0, le=1e4)
    grid: Literal["pixels", "aligned"] = option(
        "pixels", "Coordinates", "what ends at -1 and 1: pixels, or aligned, their centres, as in the official code", NETWORK,
        labels={"pixels": "To the edges of pixels", "aligned": "To their centres (official)"},
    )  # fmt: skip
    loss: Literal["l1", "l2", "charbonnier"] = option(
        "l2", "Pixels", "how pixels are compared; the paper: l2", LOSS, labels=ERRORS
    )
    patch: int = option(
        64, "Patch", "side of the part of the picture, another in each step, that features, style and variation are seen in",
        LOSS, unit="px", ge=SMALLEST_WINDOW, le=1024,
    )  # fmt: skip
    steps: int = option(2_000, "Steps", "optimiser steps", SCHEDULE, ge=1, le=100_000_000)
    psnr: float = option(0.0, "PSNR wanted", "end when it is reached (0: none)", SCHEDULE, unit="dB", ge=0, le=100)
    batch: int = option(
        16_384,
        "Pixels at a time",
        "random pixels in a step (0: all of them)",
        SCHEDULE,
        unit="px",
        zero="all",
        ge=0,
        le=2**31 - 1,
    )
    lr: Rate = option(5e-4, "Learning rate", "peak learning rate of Adam", SCHEDULE)
    schedule: Literal["step", "cosine"] = option(
        "cosine", "Decay", "decay: halved every fifth, or cosine to zero", SCHEDULE, labels=DECAYS
    )
    ema: float = option(0.99, "Averaging", "decay of the averaged weights (0: none)", SCHEDULE, ge=0, lt=1)
    save_every: int = option(500, "Checkpoint every", "steps between checkpoints", MACHINE, unit="steps", ge=1, le=10_000_000)
    val_every: int = option(100, "Measure every", "steps between measurements", MACHINE, unit="steps", ge=1, le=10_000_000)

    @field_validator("region")
    @classmethod
    def _is_a_part(cls, region: list[int]) -> list[int]:
        if region and (len(region) != 4 or min(region) < 0 or min(region[2:]) < 1):
            raise ValueError("a part is given by x, y, width and height in whole pixels")
        return region

    @model_validator(mode="after")
    def _go_together(self) -> "FitOptions":
        if self.mask is not None and self.learn != "pixels":
            raise ValueError("a mask is for learning from pixels")
        if self.composite is not None and self.learn == "pixels":
            raise ValueError("a composite is learnt from the gradient or Laplacian")
        if self.learn != "pixels" and (self.sees_windows or self.loss != "l2"):
            raise ValueError("what colours are compared by is for learning from pixels")
        return self
