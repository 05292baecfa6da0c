"""The options of restoring a picture, and presets of each task."""

from pathlib import Path
from typing import Any, Literal

from pydantic import NonNegativeInt, PositiveInt, model_validator

from viewer.training.options.losses import ERRORS, LossOptions
from viewer.training.options.training import DATA, DECAYS, LOSS, MACHINE, NETWORK, SCHEDULE, Rate, option

SMALL = {"down": [32] * 4, "up": [32] * 4, "skip": [4] * 4}
PRESETS: dict[str, dict[str, dict[str, Any]]] = {  # of restoring; "paper": what the authors' notebooks do
    "denoise": {"quick": {**SMALL, "steps": 2_000, "patience": 400}, "paper": {}},
    "upscale": {
        "quick": {**SMALL, "steps": 1_500, "jitter": 0.03, "early_stop": False},
        "paper": {"steps": 2_000, "jitter": 0.03, "early_stop": False},
    },
    "inpaint": {
        "quick": {**SMALL, "upsample": "nearest", "steps": 1_500, "jitter": 0.03, "early_stop": False},
        "paper": {"skip": [128] * 5, "upsample": "nearest", "steps": 6_000, "jitter": 0.03, "early_stop": False},
        "paper-hole": {
            "code": "meshgrid", "skip": [0] * 5, "upsample": "nearest", "steps": 5_000, "jitter": 0.03, "early_stop": False,
        },
    },
    "artefacts": {
        "quick": {**SMALL, "steps": 2_000, "patience": 400},
        "paper": {"depth": 3, "down": [8, 16, 32, 64, 128], "up": [8, 16, 32, 64, 128], "skip": [0, 0, 0, 4, 4], "steps": 2_400},
    },
}  # fmt: skip


def restore_recipe(task: str, preset: str, scale: int = 4, sigma: float | None = None) -> dict[str, Any]:
    """The options of a preset. The code trembles more the noisier the picture is (`sigma` of 255), and the more it grows."""
    values = dict(PRESETS[task][preset])
    if task == "upscale" and scale == 8:
        values |= {"jitter": 0.05, "steps": 2 * values["steps"]}
    if task == "denoise" and sigma is not None:
        values["jitter"] = min(max((1 / 30) + (sigma - 25) / 25 * (1 / 20 - 1 / 30), 0.01), 0.1)
    return values


class RestoreOptions(LossOptions):
    """Restoring a picture with an untrained network: Deep Image Prior (arXiv 1711.10925)."""

    image: Path = option(..., "Picture", "picture to be restored", DATA)
    task: Literal["denoise", "upscale", "inpaint", "artefacts"] = option(
        "denoise", "Task", "what is to be mended", DATA, labels={"artefacts": "JPEG artefacts"}
    )
    mask: Path | None = option(
        None, "Mask", "picture of what is known, white, and what is to be filled in, black", DATA, unit="picture"
    )
    scale: Literal[2, 4, 8] = option(4, "Scale", "how much larger the picture becomes, if it is enlarged", DATA, unit="×")
    reference: Path | None = option(
        None,
        "Reference",
        "what should come out, if that is known: its PSNR is told, and nothing learnt from it",
        DATA,
        unit="picture",
    )
    code: Literal["noise", "meshgrid"] = option(
        "noise", "Code", "what the network makes the picture of", NETWORK, labels={"meshgrid": "Coordinates"}
    )
    depth: int = option(32, "Code's depth", "channels of noise", NETWORK, ge=1, le=512)
    down: list[PositiveInt] = option(
        [128] * 5, "Encoder", "channels of each level of the encoder", NETWORK, min_length=1, max_length=8
    )
    up: list[PositiveInt] = option(
        [128] * 5, "Decoder", "channels of each level of the decoder", NETWORK, min_length=1, max_length=8
    )
    skip: list[NonNegativeInt] = option([4] * 5, "Skips", "channels of each level's skip", NETWORK, min_length=1, max_length=8)
    kernel_down: Literal[3, 5, 7] = option(3, "Encoder's kernels", "pixels a side", NETWORK, unit="px")
    kernel_up: Literal[3, 5, 7] = option(3, "Decoder's kernels", "pixels a side", NETWORK, unit="px")
    upsample: Literal["bilinear", "nearest"] = option("bilinear", "Enlarging", "how levels are enlarged", NETWORK)
    downsample: Literal["stride", "avg", "max", "lanczos2", "lanczos3"] = option(
        "stride", "Shrinking", "how levels shrink", NETWORK,
        labels={"stride": "Stride", "avg": "Mean", "max": "Maximum", "lanczos2": "Lanczos 2", "lanczos3": "Lanczos 3"},
    )  # fmt: skip
    padding: Literal["reflection", "zero"] = option("reflection", "Borders", "what lies beyond them", NETWORK)
    act: Literal["leaky", "swish", "elu", "none"] = option(
        "leaky", "Activation", "nonlinearity after each convolution", NETWORK,
        labels={"leaky": "Leaky ReLU", "elu": "ELU"},
    )  # fmt: skip
    one_by_one: bool = option(True, "1 × 1 layers", "a second convolution in each level of the decoder", NETWORK)
    steps: int = option(3_000, "Steps", "optimiser steps at most", SCHEDULE, ge=1, le=1_000_000)
    lr: Rate = option(0.01, "Learning rate", "learning rate of Adam", SCHEDULE)
    schedule: Literal["constant", "step", "cosine"] = option(  # type: ignore[assignment]
        "constant", "Decay", "decay of the learning rate", SCHEDULE, labels=DECAYS
    )
    clip: float = option(1e6, "Gradient limit", "largest norm of a step's gradient", SCHEDULE, gt=0, le=1e6)
    ema: float = option(0.0, "Averaged weights", "decay of the averaged weights (0: none)", SCHEDULE, ge=0, lt=1)
    jitter: float = option(
        1 / 30, "Jitter", "noise added to the code in each step, its standard deviation", SCHEDULE, ge=0, le=10
    )
    loss: Literal["l1", "l2", "charbonnier"] = option(
        "l2", "Pixels", "how pixels are compared; the paper: l2", LOSS, labels=ERRORS
    )
    average: float = option(0.99, "Averaged output", "decay of the average of what the network makes", SCHEDULE, ge=0, lt=1)
    early_stop: bool = option(True, "Early stopping", "stop before noise is learnt: where the output moves least", SCHEDULE)
    window: int = option(100, "Window", "outputs whose variance is watched", SCHEDULE, unit="steps", ge=2, le=10_000)
    patience: int = option(
        1_000, "Patience", "steps without a lower variance before it ends", SCHEDULE, unit="steps", ge=1, le=1_000_000
    )
    guard: int = option(300, "Not before", "step before which it does not end", SCHEDULE, unit="steps", ge=0, le=1_000_000)
    save_every: int = option(200, "Checkpoint every", "steps between checkpoints", MACHINE, unit="steps", ge=1, le=10_000_000)
    val_every: int = option(50, "Snapshot every", "steps between snapshots", MACHINE, unit="steps", ge=1, le=10_000_000)

    @model_validator(mode="after")
    def _levels_agree(self) -> "RestoreOptions":
        if not len(self.down) == len(self.up) == len(self.skip):
            raise ValueError("the encoder, the decoder and the skips must have as many levels")
        return self
