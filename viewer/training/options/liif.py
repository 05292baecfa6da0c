"""The options of training LIIF, and good uses of the compute of each encoder."""

from pathlib import Path
from typing import Any, Literal

from pydantic import PositiveInt

from viewer.training.options.patches import PatchOptions
from viewer.training.options.training import LOSS, MACHINE, NETWORK, SCHEDULE, option

SIZES = {"compact": (16, 48), "edsr-baseline": (16, 64), "edsr": (32, 256), "rdn": (16, 64)}  # residual blocks, channels
ENCODERS = {
    "compact": {"name": "edsr-baseline", "args": {"n_resblocks": 16, "n_feats": 48, "no_upsampling": True}},
    "edsr-baseline": {"name": "edsr-baseline", "args": {"no_upsampling": True}},
    "edsr": {"name": "edsr", "args": {"no_upsampling": True}},
    "rdn": {"name": "rdn", "args": {"no_upsampling": True}},
}
RECIPES: dict[str, dict[str, Any]] = {  # a good use of the compute of each encoder
    "compact": {
        "init": Path("liif-small"), "hidden": [128, 96, 64], "batch": 8, "samples": 1024, "steps": 5_000,
        "schedule": "cosine", "warmup": 200, "lr": 4e-4, "clip": 0.4, "save_every": 250, "val_every": 250,
    },
    "edsr-baseline": {
        "hidden": [256, 256, 256, 256], "steps": 100_000, "schedule": "cosine", "warmup": 1_000, "optimiser": "muon", "lr": 1e-3,
        "clip": 0.4,
    },
    "edsr": {"hidden": [256, 256, 256, 256], "steps": 300_000, "schedule": "cosine", "warmup": 2_000, "lr": 1e-4},
    "rdn": {"hidden": [256, 256, 256, 256], "steps": 300_000, "schedule": "cosine", "warmup": 2_000, "lr": 1e-4},
}  # fmt: skip
HEAT: dict[str, Any] = {"hidden": [128, 128], "samples": 2304, "clip": 0.4}  # what is different with a heat decoder


class LiifOptions(PatchOptions):
    """Self-supervised training of LIIF at random scales (arXiv 2012.09161, section 4)."""

    encoder: Literal["compact", "edsr-baseline", "edsr", "rdn", "custom"] = option(
        "edsr-baseline", "Encoder", "encoder preset; custom: EDSR of --blocks and --channels", NETWORK,
        labels={"edsr-baseline": "EDSR-baseline", "edsr": "EDSR", "rdn": "RDN"},
    )  # fmt: skip
    decoder: Literal["liif", "heat"] = option(
        "liif", "Kind of field", "liif: the paper's MLP; heat: sines, 13 to 90 times as fast to look at", NETWORK,
        labels={"liif": "LIIF", "heat": "Heat field"},
    )  # fmt: skip
    frequencies: int = option(3, "Frequencies", "sines along each axis of a heat decoder", NETWORK, ge=2, le=16)
    blocks: int = option(8, "Blocks", "residual blocks of a custom encoder", NETWORK, ge=1, le=64)
    channels: int = option(48, "Channels", "features of a custom encoder", NETWORK, ge=4, le=512)
    hidden: list[PositiveInt] = option(
        [256, 256, 256, 256], "Decoder", "widths of the decoder's hidden layers", NETWORK, unit="neurons"
    )
    optimiser: Literal["adam", "muon"] = option(
        "adam", "Optimiser", "Adam, as in the paper, or Muon, which learns more in as many steps from nothing", SCHEDULE
    )
    compile: bool = option(
        False, "Compile", "compile the network first, for half a minute: a GPU then takes a third more steps a second", MACHINE
    )
    tv: float = option(
        1e-4, "Sharpest picture", "weight of the total variation of a heat field's sharpest picture", LOSS, ge=0, le=1
    )

    @property
    def layout(self) -> Literal["scattered", "lattice", "window"]:
        """Where the pixels to be predicted lie: a heat field is quick where rows cross columns."""
        return "lattice" if self.decoder == "heat" and not self.sees_windows else super().layout

    def architecture(self) -> dict[str, Any]:
        """The arguments of the network whose kind is `decoder`."""
        if self.decoder == "heat":
            decoder = {"frequencies": self.frequencies, "hidden": list(self.hidden), "scale_max": self.scale_max}
            return {"encoder_spec": self._encoder_spec(), **decoder}
        return {
            "encoder_spec": self._encoder_spec(),
            "imnet_spec": {"name": "mlp", "args": {"out_dim": 3, "hidden_list": list(self.hidden)}},
        }

    def _encoder_spec(self) -> dict[str, Any]:
        custom = {"n_resblocks": self.blocks, "n_feats": self.channels, "no_upsampling": True}
        return ENCODERS.get(self.encoder, {"name": "edsr-baseline", "args": custom})


def size_of(encoder: str) -> dict[str, Any]:
    """The `blocks` and `channels` of an encoder preset; nothing of one that is custom."""
    return dict(zip(("blocks", "channels"), SIZES[encoder], strict=True)) if encoder in SIZES else {}


def recipe(encoder: str, decoder: str) -> dict[str, Any]:
    """What the form of a new run begins with."""
    values = {"encoder": encoder, "decoder": decoder, "init": None, "optimiser": "adam", **size_of(encoder)}
    values |= RECIPES.get(encoder, {})
    if decoder == "heat":
        values |= HEAT
        if values["init"] is not None:
            values["init"] = Path("liif-fast")
    return values
