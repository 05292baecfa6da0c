"""From a model's name to the field of an image."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from viewer.errors import UserError
from viewer.fields import shown
from viewer.fields.cascade import Cascade
from viewer.fields.derivatives import COLOURS
from viewer.fields.ensemble import SelfEnsemble, lay_frame
from viewer.fields.field import Field
from viewer.fields.interpolation import CLASSICAL, classical_field
from viewer.fields.placed import Part, Placed
from viewer.fields.scaled import Scaled
from viewer.imaging.files import READABLE, load_image
from viewer.imaging.image import WHOLE, Frame, Image, Size
from viewer.models.catalogue import DEFAULT, find
from viewer.models.header import read_header

log = logging.getLogger(__name__)


def make_field(
    model: str,
    image: Image,
    device: str = "auto",
    precision: str = "fast",
    max_scale: float | None = None,
    crisp: bool = False,
    ensemble: bool = False,
    tell: Callable[[str], None] = log.warning,
    show: str = COLOURS,
    frame: Frame = WHOLE,
    pictures_through: str = DEFAULT,
) -> Field:
    """The field of `image` under `model`: a classical kernel, a shipped or imported name, or a checkpoint's path.

    Nothing is encoded yet. Beyond `max_scale` a LIIF is asked with the cell of that scale; a `crisp` one is never asked
    beyond 4 (see `cascade`), an `ensemble` is the mean over eight ways to lay the image (see `ensemble`): kernels are the
    same in each, and a SIREN is what it is. `tell` is given a sentence when a device gives way to the CPU. Classical fields need
    no torch. `show` asks for something else of it than its colours (see `shown`). A SIREN of a part of the picture is
    seen there, and bicubic around it; a picture's file, larger or smaller maybe, lies over `image`, seen through the model
    `pictures_through`; what a style network makes of it is seen through the model that pictures open with. A blind network tells
    from what is in `frame` how the image was degraded.
    UserError if there is no such model or device, or if it is a picture of another shape.
    """
    if show != COLOURS:
        field = make_field(model, image, device, precision, max_scale, crisp, ensemble, tell, frame=frame)
        return shown.show(show, field, image)
    if model in CLASSICAL:
        return classical_field(image, model)
    if (path := Path(model)).suffix.lower() in READABLE:
        return _picture_field(path, image, device, precision, crisp, tell, pictures_through)
    from viewer.fields.dasr import DasrField  # torch takes a second to import
    from viewer.fields.heat import HeatField
    from viewer.fields.liif import LiifField
    from viewer.models.blind import BlindLIIF
    from viewer.models.catalogue import load_network
    from viewer.models.dasr import DASR
    from viewer.models.device import choose_device
    from viewer.models.heat import Heat
    from viewer.models.liif import LIIF
    from viewer.models.siren import Siren
    from viewer.models.transformation import TransformationNet

    network, where = load_network(model), choose_device(device)
    if isinstance(network, Siren):
        field = _siren_field(network, where, precision)
        if field.size == image.size:
            return field
        if (part := part_of(find(model), image.size)) is not None and part[2:] == field.size:
            return Placed(field, part, classical_field(image, "bicubic"))
        raise UserError(
            f"{Path(model).name} is a picture of its own, of {field.size[0]:,} x {field.size[1]:,} pixels.", "Open it as one."
        )
    if isinstance(network, TransformationNet):
        from viewer.fields.styled import styled_image

        painted = styled_image(network, image, where, precision, tell)
        return make_field(DEFAULT, painted, device, precision, max_scale, crisp, ensemble, tell)
    kinds: dict[type, Any] = {Heat: HeatField, DASR: DasrField, LIIF: LiifField, BlindLIIF: LiifField}
    kind = kinds.get(type(network))
    if kind is None:
        raise UserError(
            f"No picture can be seen through {Path(model).name}, a {type(network).__name__}.", "Choose another model."
        )

    def field_of(laid: Image, frame: Frame) -> Field:
        if crisp:
            return Cascade(lambda picture: kind(network, picture, where, precision, tell=tell, frame=frame), laid)
        return kind(network, laid, where, precision, max_scale, tell, frame)

    return SelfEnsemble(lambda laid, way: field_of(laid, lay_frame(frame, way)), image) if ensemble else field_of(image, frame)


def _picture_field(
    path: Path, image: Image, device: str, precision: str, crisp: bool, tell: Callable[[str], None], through: str
) -> Field:
    picture = picture_over(path, image.size)
    field = make_field(through, picture, device, precision, crisp=crisp, tell=tell)
    return field if picture.size == image.size else Scaled(field, image.size)


def picture_over(path: Path, size: Size) -> Image:
    """The picture in a file, if it can be laid over one of `size`: UserError if it cannot be read, or has another shape.

    Sides in the same ratio are the same shape, up to a pixel of the smaller picture, for sizes are rounded.
    """
    picture = load_image(path)
    small, large = sorted((picture.size, size), key=lambda sides: sides[0] * sides[1])
    along = 0 if small[0] > small[1] else 1  # the longer side, whose rounding matters least
    scale = large[along] / small[along]
    if abs(large[1 - along] / scale - small[1 - along]) > 1:
        width, height = picture.size
        raise UserError(f"{path.name} has another shape than the picture, {width:,} x {height:,} pixels.", "Open it instead.")
    return picture


def part_of(path: Path, size: Size) -> Part | None:
    """The part of a picture of `size` that the network in a file was fitted to; None if it tells of none."""
    try:
        info = read_header(path)["info"]
    except UserError:  # an official file
        return None
    match info.get("part"), info.get("of"):
        case [int(x), int(y), int(width), int(height)], [int(across), int(down)] if (across, down) == size:
            is_within = 0 <= x <= across - width and 0 <= y <= down - height
            return (x, y, width, height) if is_within and min(width, height) > 0 else None
    return None


def load_field(path: Path, device: str = "auto", precision: str = "fast") -> Field:
    """The field in a file that is a picture of its own. UserError if it cannot be read, or is not."""
    from viewer.models.catalogue import load_network
    from viewer.models.device import choose_device

    return _siren_field(load_network(str(path)), choose_device(device), precision)


def _siren_field(network: Any, device: Any, precision: str) -> Field:
    from viewer.fields.siren import SirenField

    return SirenField(network, device, precision)
