"""The options of training blind super-resolution."""

from pathlib import Path
from typing import Any, Literal

from pydantic import PositiveInt, model_validator

from viewer.training.options.patches import PatchOptions
from viewer.training.options.training import DATA, LOSS, NETWORK, SCHEDULE, Rate, option

BLIND: dict[str, Any] = {  # a blind network that a processor can train
    "init": Path("liif-small"), "blocks": 16, "hidden": [128, 96, 64], "batch": 8, "samples": 1024, "contrast": 0.01,
    "steps": 20_000, "schedule": "cosine", "warmup": 300, "lr": 5e-4, "clip": 0.4, "save_every": 250, "val_every": 1_000,
}  # fmt: skip


class DasrOptions(PatchOptions):
    """Blind super-resolution at random scales: DASR (arXiv 2104.00416) with the decoder of LIIF."""

    trunk: Literal["edsr-aware", "dasr"] = option(
        "edsr-aware", "Trunk", "EDSR's blocks with a degradation-aware convolution in each, or the paper's own", NETWORK,
        labels={"edsr-aware": "EDSR, degradation-aware", "dasr": "DASR"},
    )  # fmt: skip
    blocks: int = option(16, "Blocks", "residual blocks; of the paper's trunk those of each of five groups", NETWORK, ge=1, le=64)
    channels: int = option(48, "Channels", "features of the trunk", NETWORK, ge=4, le=512)
    hidden: list[PositiveInt] = option([96, 96], "Decoder", "widths of the decoder's hidden layers", NETWORK, unit="neurons")
    blur: Literal["isotropic", "anisotropic"] = option(
        "isotropic", "Blur", "the same in all directions, or not", DATA,
        labels={"isotropic": "The same in all directions", "anisotropic": "By direction"},
    )  # fmt: skip
    blur_max: float = option(
        1.0, "Strongest blur", "largest standard deviation, in pixels of the small picture", DATA, unit="px", ge=0.2, le=2
    )
    sharp: float = option(0.1, "Without blur", "share of pictures that are only shrunk", DATA, ge=0, le=1)
    partner: Literal["other", "same"] = option(
        "other",
        "Second crop",
        "of another picture, so that nothing but the degradation is alike, or of the same, as in the paper",
        DATA,
        labels={"other": "Of another picture", "same": "Of the same"},
    )
    noise: float = option(0.0, "Strongest noise", "largest standard deviation, of 255", DATA, ge=0, le=100)
    alone: int = option(
        3_000,
        "Contrast alone",
        "first steps, in which nothing but representations is learnt",
        SCHEDULE,
        unit="steps",
        ge=0,
        le=100_000_000,
    )
    alone_lr: Rate = option(1e-3, "Their learning rate", "in those steps; a tenth in the last two fifths", SCHEDULE)
    contrast: float = option(
        0.05, "Weight of contrast", "of the contrastive loss beside that of the colours, 0: none", LOSS, ge=0, le=10
    )
    queue: int = option(1024, "Queue", "earlier pictures that a crop is held against", SCHEDULE, ge=1, le=1_000_000)

    @model_validator(mode="after")
    def _queue_fits(self) -> "DasrOptions":
        if self.queue % self.batch:
            raise ValueError("queue must be a multiple of batch")
        return self

    def architecture(self) -> dict[str, Any]:
        """The arguments of the network."""
        if self.trunk == "dasr":
            trunk = {"name": "dasr", "args": {"width": self.channels, "groups": 5, "blocks": self.blocks}}
        else:
            trunk = {"name": "edsr-aware", "args": {"n_resblocks": self.blocks, "n_feats": self.channels}}
        return {"encoder_spec": trunk, "imnet_spec": {"name": "mlp", "args": {"out_dim": 3, "hidden_list": list(self.hidden)}}}
