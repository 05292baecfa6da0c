"""How opaque a picture is, as a field: the same that its colours are seen through."""

from pathlib import Path

from viewer.fields.catalogue import make_field
from viewer.fields.field import Field
from viewer.fields.interpolation import CLASSICAL
from viewer.imaging.files import READABLE
from viewer.imaging.image import Image
from viewer.models.catalogue import DEFAULT, load_network


def opacity_field(model: str, image: Image, device: str, precision: str, crisp: bool) -> Field:
    """The field of an image's opacity, as grey, under `model`, or what comes nearest to it where that knows colours alone."""
    through = _knows_opacity(model)
    return make_field(through, image.opacity, device, precision, crisp=crisp and through not in CLASSICAL)


def _knows_opacity(model: str) -> str:
    """The model to ask: pictures are seen through the usual one once they are restored or painted; a SIREN is its colours."""
    if model in CLASSICAL:
        return model
    if Path(model).suffix.lower() in READABLE:
        return DEFAULT
    from viewer.models.siren import Siren  # torch
    from viewer.models.transformation import TransformationNet

    network = load_network(model)
    return "bicubic" if isinstance(network, Siren) else DEFAULT if isinstance(network, TransformationNet) else model
