"""The options of each kind of training, written once: flags, forms and `job.toml` derive from these models."""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, model_validator

ENCODERS = {
    "compact": {"name": "edsr-baseline", "args": {"n_resblocks": 8, "n_feats": 48, "no_upsampling": True}},
    "edsr-baseline": {"name": "edsr-baseline", "args": {"no_upsampling": True}},
    "edsr": {"name": "edsr", "args": {"no_upsampling": True}},
    "rdn": {"name": "rdn", "args": {"no_upsampling": True}},
}
Rate = Annotated[float, Field(gt=0, lt=1)]


class LiifOptions(BaseModel):
    """Self-supervised training of LIIF at random scales (arXiv 2012.09161, section 4)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    data: list[Path] = Field(min_length=1, description="folder of training images (may be repeated)")
    val: list[Path] = Field([], description="folder of validation images, by which the best checkpoint is chosen")
    init: Path | None = Field(None, description="checkpoint to start from, of the same architecture or a smaller one")
    encoder: Literal["compact", "edsr-baseline", "edsr", "rdn"] = Field("edsr-baseline", description="encoder preset")
    hidden: list[PositiveInt] = Field([256, 256, 256, 256], description="widths of the decoder's hidden layers")
    scale_min: float = Field(1.0, ge=1, description="smallest training scale")
    scale_max: float = Field(4.0, ge=1, description="largest training scale")
    patch: int = Field(48, ge=4, description="side of the low-resolution patches, in pixels")
    batch: PositiveInt = Field(16, description="patches in a step")
    samples: PositiveInt = Field(2304, description="high-resolution pixels queried in each patch")
    steps: PositiveInt = Field(1_000_000, description="optimiser steps")
    loss: Literal["l1", "l2"] = Field("l1", description="what is made small; l2 for a last stage that is after PSNR alone")
    lr: Rate = Field(1e-4, description="peak learning rate of Adam")
    schedule: Literal["step", "cosine"] = Field("step", description="decay: halved every fifth, or cosine to zero")
    warmup: int = Field(0, ge=0, description="steps of linear warm-up")
    clip: float = Field(1.0, gt=0, description="largest norm of a step's gradient; longer ones are shortened")
    ema: float = Field(0.999, ge=0, lt=1, description="decay of the averaged weights (0: none)")
    precision: Literal["auto", "float32", "bfloat16"] = Field("auto", description="arithmetic of the networks")
    save_every: PositiveInt = Field(1000, description="steps between checkpoints")
    val_every: PositiveInt = Field(1000, description="steps between validations")
    seed: int = Field(0, ge=0, description="seed of weights and data")
    device: str = Field("auto", description="auto, cpu, cuda, cuda:N or mps")

    @model_validator(mode="after")
    def _fit_together(self) -> "LiifOptions":
        if self.scale_max < self.scale_min:
            raise ValueError("scale_max must not be below scale_min")
        if self.samples > (smallest := round(self.patch * self.scale_min) ** 2):
            raise ValueError(f"samples must not exceed the {smallest} pixels of the smallest crop")
        return self

    def architecture(self) -> dict[str, Any]:
        """The arguments of the LIIF network."""
        return {
            "encoder_spec": ENCODERS[self.encoder],
            "imnet_spec": {"name": "mlp", "args": {"out_dim": 3, "hidden_list": list(self.hidden)}},
        }
