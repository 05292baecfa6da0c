"""What a picture's file says besides its pixels: its profile, EXIF, a text of ours, and how large it is to be printed."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ExifTags, ImageCms
from PIL import Image as PILImage

Base = ExifTags.Base
WITH_EXIF = ("JPEG", "PNG", "TIFF", "WEBP", "AVIF")
KEYWORD = "srview"  # of the text in a PNG
DESCRIPTIVE = (
    Base.DocumentName, Base.ImageDescription, Base.Make, Base.Model, Base.Software, Base.DateTime, Base.Artist, Base.HostComputer,
    Base.Copyright, Base.Rating,
)  # fmt: skip
PARTS = ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo
ABOUT_THE_FILE = (Base.ExifImageWidth, Base.ExifImageHeight, Base.ExifInteroperabilityOffset)  # of the old one


@dataclass(frozen=True)
class Metadata:
    """What is written beside the pixels; nothing, if it is all left out.

    profile  an ICC profile
    exif     the bytes of an EXIF block, without the six bytes that say so in a JPEG
    text     what this program says of the picture, in ASCII
    dpi      pixels an inch
    """

    profile: bytes | None = None
    exif: bytes | None = None
    text: str = ""
    dpi: float | None = None


@cache
def srgb_profile() -> bytes:
    """The ICC profile of sRGB, which all decoded pixels are in."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@contextmanager
def _quietly() -> Iterator[None]:
    """Pillow's remarks on damaged blocks are nobody's business."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def read_exif(path: Path) -> bytes | None:
    """What EXIF tells of how a picture was taken: upright, as its pixels are decoded, and without a thumbnail, which is old.

    None where there is nothing, or where it is damaged, which is no reason not to write the picture.
    """
    try:
        with _quietly(), PILImage.open(path, formats=WITH_EXIF) as file:
            found = file.getexif()
            parts = {part: dict(found.get_ifd(part)) for part in PARTS}
            kept = PILImage.Exif()
            for tag in DESCRIPTIVE:
                if found.get(tag):
                    kept[tag] = found[tag]
            for part, values in parts.items():
                values = {tag: value for tag, value in values.items() if tag not in ABOUT_THE_FILE}
                if values:
                    kept[part] = values
            if not len(kept):
                return None
            kept[Base.Orientation] = 1
            return kept.tobytes().removeprefix(b"Exif\0\0")
    except Exception:  # Pillow raises whatever it stumbles over in a block that is damaged
        return None


def parse_exif(block: bytes) -> PILImage.Exif:
    """The tags of an EXIF block."""
    exif = PILImage.Exif()
    exif.load(b"Exif\0\0" + block)
    return exif


def read_text(path: Path) -> str:
    """What this program has written about a picture into its file; empty where there is nothing or none can be read."""
    try:
        with _quietly(), PILImage.open(path, formats=("PNG", "TIFF")) as file:
            told = {"TIFF": getattr(file, "tag_v2", {}).get(Base.ImageDescription), "PNG": file.info.get(KEYWORD)}
            return str(told[file.format or ""] or "")
    except Exception:  # see `read_exif`
        return ""


def as_pillow_options(metadata: Metadata, ending: str) -> dict[str, object]:
    """The same as Pillow's writers take it: JPEG, WebP and AVIF. BMP holds none of it."""
    if ending == ".bmp":
        return {}
    exif = parse_exif(metadata.exif) if metadata.exif else PILImage.Exif()
    if metadata.dpi:
        exif[Base.XResolution] = exif[Base.YResolution] = metadata.dpi
        exif[Base.ResolutionUnit] = 2  # inches
    options: dict[str, object] = {}
    if metadata.profile:
        options["icc_profile"] = metadata.profile
    if len(exif):
        options["exif"] = exif.tobytes()
    if metadata.dpi and ending in (".jpg", ".jpeg"):
        options["dpi"] = (round(metadata.dpi), round(metadata.dpi))
    return options
