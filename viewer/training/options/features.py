"""The options of learning a feature network."""

from typing import Literal

from pydantic import model_validator

from viewer.training.options.training import DECAYS, PATCHES, SCHEDULE, FolderOptions, Rate, option


class FeaturesOptions(FolderOptions):
    """Learning features that pictures are compared by, from photos without labels: MoCo v2 (arXiv 2003.04297)."""

    patch: int = option(64, "View", "side of the views of a picture, in pixels", PATCHES, unit="px", ge=8, le=1024)
    batch: int = option(32, "Batch", "pictures in a step, of all processes together", PATCHES, unit="pictures", ge=1, le=4096)
    queue: int = option(8192, "Queue", "earlier views that a view is held against", SCHEDULE, ge=1, le=1_000_000)
    steps: int = option(10_000, "Steps", "optimiser steps", SCHEDULE, ge=1, le=100_000_000)
    lr: Rate = option(1e-3, "Learning rate", "peak learning rate of Adam", SCHEDULE)
    schedule: Literal["step", "cosine"] = option(
        "cosine", "Decay", "decay: halved every fifth, or cosine to zero", SCHEDULE, labels=DECAYS
    )
    warmup: int = option(200, "Warm-up", "steps of linear warm-up", SCHEDULE, unit="steps", ge=0, le=1_000_000)

    @model_validator(mode="after")
    def _queue_fits(self) -> "FeaturesOptions":
        if self.queue % self.batch:
            raise ValueError("queue must be a multiple of batch")
        return self
