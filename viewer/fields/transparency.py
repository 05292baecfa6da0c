"""How opaque a picture is, as a field: the same that its colours are seen through."""

from pathlib import Path

from viewer.fields.catalogue import make_field
from viewer.fields.field import Field
from viewer.fields.interpolation import CLASSICAL, classical_field
from viewer.imaging.files import READABLE
from viewer.imaging.image import Image
from viewer.models.catalogue import load_network


def opacity_field(model: str, image: Image, device: str, precision: str, crisp: bool) -> Field:
    """The field of an image's opacity, as grey, under `model`. A model that is a picture of its own has none: then bicubic."""
    if model in CLASSICAL:
        return classical_field(image.opacity, model)
    if _is_picture(model):
        return classical_field(image.opacity, "bicubic")
    return make_field(model, image.opacity, device, precision, crisp=crisp)


def _is_picture(model: str) -> bool:
    from viewer.models.siren import Siren  # torch

    return Path(model).suffix.lower() in READABLE or isinstance(load_network(model), Siren)
