"""What every training is asked, and how an option is written."""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

DATA, NETWORK, PATCHES, LOSS, SCHEDULE, MACHINE = "Data", "Network", "Patches", "Loss", "Schedule", "Machine"  # of a form
GROUPS = DATA, NETWORK, PATCHES, LOSS, SCHEDULE, MACHINE
WEIGHT = "weight"  # the unit of what a form shows as a slider around 1
DECAYS = {"step": "Halved every fifth", "cosine": "Cosine to zero"}
Rate = Annotated[float, Field(gt=0, lt=1)]


def option(
    default: Any,
    title: str,
    description: str,
    group: str,
    unit: str = "",
    zero: str = "",
    labels: dict[str, str] | None = None,
    **limits: Any,
) -> Any:
    """An option with all that a flag's help and a form need of it: `zero` is what 0 means, `limits` are those of pydantic.

    labels  what people read for its values, where that is not their word with a capital letter
    """
    extra: dict[str, Any] = {"group": group, "unit": unit, "zero": zero, "labels": labels or {}}
    return Field(default, title=title, description=description, json_schema_extra=extra, **limits)


class TrainingOptions(BaseModel):
    """What every training is asked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    steps: int = option(1_000_000, "Steps", "optimiser steps", SCHEDULE, ge=1, le=100_000_000)
    seconds: float = option(
        0.0, "Time budget", "seconds after which the run ends, its decay made to fit (0: none)", SCHEDULE, unit="s", ge=0, le=1e9
    )
    lr: Rate = option(1e-4, "Learning rate", "peak learning rate", SCHEDULE)
    schedule: Literal["step", "cosine"] = option(
        "step", "Decay", "decay: halved every fifth, or cosine to zero", SCHEDULE, labels=DECAYS
    )
    warmup: int = option(0, "Warm-up", "steps of linear warm-up", SCHEDULE, unit="steps", ge=0, le=1_000_000)
    clip: float = option(
        1.0, "Gradient limit", "largest norm of a step's gradient; longer ones are shortened", SCHEDULE, gt=0, le=1e6
    )
    ema: float = option(0.999, "Averaging", "decay of the averaged weights (0: none)", SCHEDULE, ge=0, lt=1)
    precision: Literal["auto", "float32", "bfloat16"] = option(
        "auto", "Precision", "arithmetic of the networks", MACHINE,
        labels={"auto": "Automatic", "float32": "float32", "bfloat16": "bfloat16"},
    )  # fmt: skip
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
