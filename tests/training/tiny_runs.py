"""Options of trainings so small that they take a moment."""

from viewer.models import checkpoint
from viewer.training.options.liif import LiifOptions


def tiny(photos, **changes):
    values = {
        "data": [photos], "encoder": "custom", "blocks": 4, "channels": 24, "hidden": [16, 16], "patch": 12, "batch": 2,
        "samples": 64, "steps": 6, "lr": 1e-3, "schedule": "cosine", "precision": "float32", "device": "cpu", "save_every": 3,
    }  # fmt: skip
    return LiifOptions(**values | changes)


def weights(path):
    return checkpoint.load(path).state
