"""What a picture's file says of itself: format, size, and what the camera wrote into it (EXIF)."""

import io
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import ExifTags, ImageCms, UnidentifiedImageError
from PIL import Image as PILImage

from viewer.errors import UserError
from viewer.imaging.deep import has_deep_colour, has_floats
from viewer.imaging.files import DAMAGE, KINDS

Name = Literal[
    "File", "Folder", "Size", "Changed", "Format", "Colours", "Pixels", "Frames", "Colour profile", "Camera", "Lens", "Taken",
    "Exposure", "Aperture", "ISO", "Focal length", "Software", "Author", "Copyright", "Description", "Place",
]  # fmt: skip


class Fact(NamedTuple):
    """What is told, and of what."""

    name: Name
    value: str


def file_facts(path: Path) -> list[Fact]:
    """The facts of a file that are of interest to a photographer, in a fixed order; only those that are there.

    UserError if it cannot be read as an image. Its pixels are not decoded.
    """
    try:
        state = path.stat()
        with PILImage.open(path, formats=KINDS) as file:
            facts = [
                Fact("File", path.name),
                Fact("Folder", str(path.parent)),
                Fact("Size", f"{state.st_size:,} B"),
                Fact("Changed", f"{datetime.fromtimestamp(state.st_mtime):%Y-%m-%d %H:%M}"),
                Fact("Format", str(file.format)),
                Fact("Colours", _describe_mode(file, path)),
                Fact("Pixels", f"{file.width:,} × {file.height:,}, {file.width * file.height / 1e6:.1f} MP"),
            ]
            if (frames := getattr(file, "n_frames", 1)) > 1:
                facts.append(Fact("Frames", f"1 / {frames:,}"))
            return [*facts, *_profile(file), *_camera(file)]
    except (*DAMAGE, UnidentifiedImageError, PILImage.DecompressionBombError) as error:
        raise UserError(f"{path.name} cannot be read as an image.") from error


HEAD = 32  # bytes: PNG's header
LONGEST = 200  # characters of a text that are shown
MODES = {
    "1": "black and white", "L": "8-bit grey", "LA": "8-bit grey with transparency", "P": "palette", "RGB": "8-bit colour",
    "RGBA": "8-bit colour with transparency", "CMYK": "8-bit CMYK", "I;16": "16-bit grey", "I;16B": "16-bit grey",
    "I": "32-bit grey", "F": "floating point grey",
}  # fmt: skip


def _describe_mode(file: PILImage.Image, path: Path) -> str:
    if has_floats(file):
        return floating(MODES[file.mode])
    with path.open("rb") as stored:
        is_deep = has_deep_colour(file, stored.read(HEAD))
    mode = MODES.get(file.mode, file.mode)
    return deep(mode) if is_deep else mode


def deep(mode: str) -> str:
    """What a mode of 8 bits is called where there are 16."""
    return mode.replace("8-bit", "16-bit")


def floating(mode: str) -> str:
    """What it is called where they are floating point."""
    return mode.replace("8-bit", "floating-point")


def _profile(file: PILImage.Image) -> list[Fact]:
    profile = file.info.get("icc_profile")
    if not profile:
        return []
    try:
        name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile))).strip()
    except (ImageCms.PyCMSError, OSError):
        name = "damaged"
    return [Fact("Colour profile", name)]


def _camera(file: PILImage.Image) -> list[Fact]:
    """Of EXIF what photographers look for; a damaged block tells nothing."""
    try:
        base = file.getexif()
        inner = base.get_ifd(ExifTags.IFD.Exif)
        place = base.get_ifd(ExifTags.IFD.GPSInfo)
    except DAMAGE:
        return []
    tags = ExifTags.Base
    camera = " ".join(_text(base.get(tag)) for tag in (tags.Make, tags.Model)).strip()
    told: dict[Name, str] = {
        "Camera": camera,
        "Lens": _text(inner.get(tags.LensModel)),
        "Taken": _text(inner.get(tags.DateTimeOriginal)),
        "Exposure": _exposure(inner.get(tags.ExposureTime)),
        "Aperture": _number("f/{0:.3g}", inner.get(tags.FNumber)),
        "ISO": _text(inner.get(tags.ISOSpeedRatings)),
        "Focal length": _number("{0:.3g} mm", inner.get(tags.FocalLength)),
        "Software": _text(base.get(tags.Software)),
        "Author": _text(base.get(tags.Artist)),
        "Copyright": _text(base.get(tags.Copyright)),
        "Description": _text(base.get(tags.ImageDescription)),
        "Place": _place(place),
    }
    return [Fact(name, value) for name, value in told.items() if value]


def _text(value: object) -> str:
    if value is None:
        return ""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return " ".join(text.replace("\0", " ").split())[:LONGEST]


def _number(form: str, value: object) -> str:
    try:
        return form.format(float(value))  # type: ignore[arg-type]
    except (TypeError, ValueError, ZeroDivisionError):
        return ""


def _exposure(value: object) -> str:
    try:
        seconds = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, ZeroDivisionError):
        return ""
    if not seconds > 0:
        return ""
    return f"1/{1 / seconds:.0f} s" if seconds < 0.3 else f"{seconds:.3g} s"


def _place(gps: dict[int, object]) -> str:
    """Degrees north and east, as maps take them."""
    degrees = []
    tags = ExifTags.GPS
    for value, side in ((tags.GPSLatitude, tags.GPSLatitudeRef), (tags.GPSLongitude, tags.GPSLongitudeRef)):
        try:
            whole, minutes, seconds = (float(part) for part in gps[value])  # type: ignore[attr-defined]
        except (KeyError, TypeError, ValueError, ZeroDivisionError):
            return ""
        sign = -1 if gps.get(side) in ("S", "W") else 1
        degrees.append(sign * (whole + minutes / 60 + seconds / 3600))
    return "{:.5f}, {:.5f}".format(*degrees)
