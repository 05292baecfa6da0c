"""Pictures as people open them: image files, and field files, which hold a network and no pixel."""

from pathlib import Path

import numpy as np

from viewer.errors import Stop, UserError
from viewer.fields.field import Field, Grid
from viewer.imaging.files import load_image
from viewer.imaging.image import Image, Size
from viewer.imaging.resample import resample
from viewer.models.catalogue import ENDINGS

LARGEST = 4_000_000  # pixels that are computed of a field; a larger picture is enlarged from so many


def load_picture(path: Path) -> Image:
    """The picture in a file; of a field file as much of it as there is time for: its field says the rest. UserError."""
    if path.suffix.lower() not in ENDINGS:
        return load_image(path)
    if not is_field(path):
        raise UserError(f"{path.name} is a network for any picture.", "Open a picture, and choose the network for it.")
    from viewer.fields.catalogue import load_field  # torch

    field = load_field(path)
    return Image(_pixels(field, field.size), path=path)


def is_field(path: Path) -> bool:
    """Whether a checkpoint, told by its content and not its ending, is a picture of its own. UserError if it is none."""
    from viewer.models import checkpoint  # torch

    return checkpoint.load(path).kind == "siren"


def _pixels(field: Field, size: Size) -> np.ndarray:
    """Its picture, (height, width, 3) uint8."""
    width, height = size
    smaller = max((width * height / LARGEST) ** 0.5, 1.0)
    computed = max(round(width / smaller), 1), max(round(height / smaller), 1)
    colours = field.sample(Grid.over((0, 0, width, height), computed), Stop())
    pixels = np.rint(colours * 255).astype(np.uint8)
    return pixels if computed == size else resample(pixels, size)
