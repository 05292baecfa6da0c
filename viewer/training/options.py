"""The options of each kind of training, written once: flags, forms and `job.toml` derive from these models."""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, PositiveInt, field_validator, model_validator

ENCODERS = {
    "compact": {"name": "edsr-baseline", "args": {"n_resblocks": 12, "n_feats": 48, "no_upsampling": True}},
    "edsr-baseline": {"name": "edsr-baseline", "args": {"no_upsampling": True}},
    "edsr": {"name": "edsr", "args": {"no_upsampling": True}},
    "rdn": {"name": "rdn", "args": {"no_upsampling": True}},
}
RECIPES: dict[str, dict[str, Any]] = {  # a good use of the compute of each encoder
    "compact": {
        "init": Path("liif-small"), "hidden": [128, 128, 128], "batch": 8, "samples": 1024, "steps": 5_000,
        "schedule": "cosine", "warmup": 200, "lr": 4e-4, "clip": 0.4, "save_every": 250, "val_every": 250,
    },
    "edsr-baseline": {
        "hidden": [256, 256, 256, 256], "steps": 100_000, "schedule": "cosine", "warmup": 1_000, "lr": 4e-4, "clip": 0.4,
    },
    "edsr": {"hidden": [256, 256, 256, 256], "steps": 300_000, "schedule": "cosine", "warmup": 2_000, "lr": 1e-4},
    "rdn": {"hidden": [256, 256, 256, 256], "steps": 300_000, "schedule": "cosine", "warmup": 2_000, "lr": 1e-4},
}  # fmt: skip
HEAT: dict[str, Any] = {"hidden": [128, 128], "samples": 2304, "clip": 0.4}  # what is different with a heat decoder
BLIND: dict[str, Any] = {  # a blind network that a processor can train
    "init": Path("liif-small"), "blocks": 12, "hidden": [128, 128, 128], "batch": 8, "samples": 1024, "contrast": 0.01,
    "steps": 20_000, "schedule": "cosine", "warmup": 300, "lr": 5e-4, "clip": 0.4, "save_every": 250, "val_every": 1_000,
}  # fmt: skip
DATA, NETWORK, PATCHES, LOSS, SCHEDULE, MACHINE = "Data", "Network", "Patches", "Loss", "Schedule", "Machine"  # of a form
GROUPS = DATA, NETWORK, PATCHES, LOSS, SCHEDULE, MACHINE
SMALLEST_WINDOW = 16  # pixels a side, 2 of the deepest features
TAPS = "relu1_2", "relu2_2", "relu3_3", "relu4_3"  # of a feature network, at strides 1, 2, 4 and 8
WEIGHT = "weight"  # the unit of what a form shows as a slider around 1
Rate = Annotated[float, Field(gt=0, lt=1)]


def option(default: Any, title: str, description: str, group: str, unit: str = "", **limits: Any) -> Any:
    """An option with all that a flag's help and a form need of it; `limits` are those of pydantic."""
    extra: dict[str, Any] = {"group": group, "unit": unit}
    return Field(default, title=title, description=description, json_schema_extra=extra, **limits)


class TrainingOptions(BaseModel):
    """What every training is asked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    steps: int = option(1_000_000, "Steps", "optimiser steps", SCHEDULE, ge=1, le=100_000_000)
    seconds: float = option(
        0.0, "Time budget", "seconds after which the run ends, its decay made to fit (0: none)", SCHEDULE, unit="s", ge=0, le=1e9
    )
    lr: Rate = option(1e-4, "Learning rate", "peak learning rate of Adam", SCHEDULE)
    schedule: Literal["step", "cosine"] = option("step", "Decay", "decay: halved every fifth, or cosine to zero", SCHEDULE)
    warmup: int = option(0, "Warm-up", "steps of linear warm-up", SCHEDULE, unit="steps", ge=0, le=1_000_000)
    clip: float = option(
        1.0, "Gradient limit", "largest norm of a step's gradient; longer ones are shortened", SCHEDULE, gt=0, le=1e6
    )
    ema: float = option(0.999, "Averaging", "decay of the averaged weights (0: none)", SCHEDULE, ge=0, lt=1)
    precision: Literal["auto", "float32", "bfloat16"] = option("auto", "Precision", "arithmetic of the networks", MACHINE)
    save_every: int = option(1000, "Checkpoint every", "steps between checkpoints", MACHINE, unit="steps", ge=1, le=10_000_000)
    val_every: int = option(1000, "Validate every", "steps between validations", MACHINE, unit="steps", ge=1, le=10_000_000)
    seed: int = option(0, "Seed", "seed of weights and data", MACHINE, ge=0, le=2**31 - 1)
    device: str = option("auto", "Device", "auto, cpu, cuda, cuda:N or mps", MACHINE)

    def recipe(self) -> dict[str, Any]:
        """What a checkpoint tells of them: names of files, not places, for it will travel."""
        values = self.model_dump(mode="json", exclude={"val", "device"})
        for name in type(self).model_fields.keys() & values.keys():
            value = getattr(self, name)
            if isinstance(value, Path) or name == "features":  # which may be a file
                values[name] = Path(value).name
            elif isinstance(value, list) and all(isinstance(part, Path) for part in value):
                values[name] = [part.name for part in value]
        return values


class FolderOptions(TrainingOptions):
    """What a training on folders of images is asked."""

    data: list[Path] = option(..., "Training images", "folder of training images (may be repeated)", DATA, min_length=1)


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


class LiifOptions(PatchOptions):
    """Self-supervised training of LIIF at random scales (arXiv 2012.09161, section 4)."""

    encoder: Literal["compact", "edsr-baseline", "edsr", "rdn", "custom"] = option(
        "edsr-baseline", "Encoder", "encoder preset; custom: EDSR of --blocks and --channels", NETWORK
    )
    decoder: Literal["liif", "heat"] = option(
        "liif", "Kind of field", "liif: the paper's MLP; heat: sines, some hundred times as fast to look at", NETWORK
    )
    frequencies: int = option(3, "Frequencies", "sines along each axis of a heat decoder", NETWORK, ge=2, le=16)
    blocks: int = option(8, "Blocks", "residual blocks of a custom encoder", NETWORK, ge=1, le=64)
    channels: int = option(48, "Channels", "features of a custom encoder", NETWORK, ge=4, le=512)
    hidden: list[PositiveInt] = option(
        [256, 256, 256, 256], "Decoder", "widths of the decoder's hidden layers", NETWORK, unit="neurons"
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


class DasrOptions(PatchOptions):
    """Blind super-resolution at random scales: DASR (arXiv 2104.00416) with the decoder of LIIF."""

    trunk: Literal["edsr-aware", "dasr"] = option(
        "edsr-aware", "Trunk", "EDSR's blocks with a degradation-aware convolution in each, or the paper's own", NETWORK
    )
    blocks: int = option(16, "Blocks", "residual blocks; of the paper's trunk those of each of five groups", NETWORK, ge=1, le=64)
    channels: int = option(48, "Channels", "features of the trunk", NETWORK, ge=4, le=512)
    hidden: list[PositiveInt] = option([96, 96], "Decoder", "widths of the decoder's hidden layers", NETWORK, unit="neurons")
    blur: Literal["isotropic", "anisotropic"] = option("isotropic", "Blur", "the same in all directions, or not", DATA)
    blur_max: float = option(
        1.0, "Strongest blur", "largest standard deviation, in pixels of the small picture", DATA, unit="px", ge=0.2, le=2
    )
    sharp: float = option(0.1, "Without blur", "share of pictures that are only shrunk", DATA, ge=0, le=1)
    partner: Literal["other", "same"] = option(
        "other",
        "Second crop",
        "of another picture, so that nothing but the degradation is alike, or of the same, as in the paper",
        DATA,
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


class FeaturesOptions(FolderOptions):
    """Learning features that pictures are compared by, from photos without labels: MoCo v2 (arXiv 2003.04297)."""

    patch: int = option(64, "View", "side of the views of a picture, in pixels", PATCHES, unit="px", ge=8, le=1024)
    batch: int = option(32, "Batch", "pictures in a step, of all processes together", PATCHES, unit="pictures", ge=1, le=4096)
    queue: int = option(8192, "Queue", "earlier views that a view is held against", SCHEDULE, ge=1, le=1_000_000)
    steps: int = option(10_000, "Steps", "optimiser steps", SCHEDULE, ge=1, le=100_000_000)
    lr: Rate = option(1e-3, "Learning rate", "peak learning rate of Adam", SCHEDULE)
    schedule: Literal["step", "cosine"] = option("cosine", "Decay", "decay: halved every fifth, or cosine to zero", SCHEDULE)
    warmup: int = option(200, "Warm-up", "steps of linear warm-up", SCHEDULE, unit="steps", ge=0, le=1_000_000)

    @model_validator(mode="after")
    def _queue_fits(self) -> "FeaturesOptions":
        if self.queue % self.batch:
            raise ValueError("queue must be a multiple of batch")
        return self


class FitOptions(TrainingOptions):
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
        "stronger", "Joint gradient", "of two pictures: everywhere the stronger of both, or their mean, as in the paper", DATA
    )
    hidden: int = option(256, "Width", "neurons of each layer", NETWORK, unit="neurons", ge=1, le=8192)
    layers: int = option(3, "Layers", "sine layers after the first", NETWORK, ge=0, le=64)
    omega0: float = option(30.0, "First ω0", "frequency of the first layer: more for finer pictures", NETWORK, gt=0, le=1e4)
    hidden_omega0: float = option(30.0, "Hidden ω0", "frequency of the other layers", NETWORK, gt=0, le=1e4)
    grid: Literal["pixels", "aligned"] = option(
        "pixels", "Coordinates", "what ends at -1 and 1: pixels, or aligned, their centres, as in the official code", NETWORK
    )
    steps: int = option(2_000, "Steps", "optimiser steps", SCHEDULE, ge=1, le=100_000_000)
    psnr: float = option(0.0, "PSNR wanted", "end when it is reached (0: none)", SCHEDULE, unit="dB", ge=0, le=100)
    batch: int = option(
        16_384, "Pixels at a time", "random pixels in a step (0: all of them)", SCHEDULE, unit="px", ge=0, le=2**31 - 1
    )
    lr: Rate = option(5e-4, "Learning rate", "peak learning rate of Adam", SCHEDULE)
    schedule: Literal["step", "cosine"] = option("cosine", "Decay", "decay: halved every fifth, or cosine to zero", SCHEDULE)
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
        return self


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


class RestoreOptions(TrainingOptions):
    """Restoring a picture with an untrained network: Deep Image Prior (arXiv 1711.10925)."""

    image: Path = option(..., "Picture", "picture to be restored", DATA)
    task: Literal["denoise", "upscale", "inpaint", "artefacts"] = option("denoise", "Task", "what is to be mended", DATA)
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
    code: Literal["noise", "meshgrid"] = option("noise", "Code", "what the network makes the picture of", NETWORK)
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
        "stride", "Shrinking", "how levels shrink", NETWORK
    )
    padding: Literal["reflection", "zero"] = option("reflection", "Borders", "what lies beyond them", NETWORK)
    act: Literal["leaky", "swish", "elu", "none"] = option("leaky", "Activation", "nonlinearity after each convolution", NETWORK)
    one_by_one: bool = option(True, "1 × 1 layers", "a second convolution in each level of the decoder", NETWORK)
    steps: int = option(3_000, "Steps", "optimiser steps at most", SCHEDULE, ge=1, le=1_000_000)
    lr: Rate = option(0.01, "Learning rate", "learning rate of Adam", SCHEDULE)
    schedule: Literal["constant", "step", "cosine"] = option("constant", "Decay", "decay of the learning rate", SCHEDULE)  # type: ignore[assignment]
    clip: float = option(1e6, "Gradient limit", "largest norm of a step's gradient", SCHEDULE, gt=0, le=1e6)
    ema: float = option(0.0, "Averaged weights", "decay of the averaged weights (0: none)", SCHEDULE, ge=0, lt=1)
    jitter: float = option(
        1 / 30, "Jitter", "noise added to the code in each step, its standard deviation", SCHEDULE, ge=0, le=10
    )
    tv: float = option(
        0.0, "Variation", "weight of the mean squared difference of neighbouring pixels, which smooths", LOSS, ge=0, le=1000
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


def recipe(encoder: str, decoder: str) -> dict[str, Any]:
    """What the form of a new run begins with."""
    values = {"encoder": encoder, "decoder": decoder, "init": None, **RECIPES.get(encoder, {})}
    if decoder == "heat":
        values |= HEAT
        if values["init"] is not None:
            values["init"] = Path("liif-fast")
    return values
