"""Colours of 16 bits a channel, or of floating point: Pillow keeps 8 bits of the former and knows none of the latter.

So PNG and TIFF are decoded by imagecodecs and tifffile, and profiles applied by the former.
"""

import io

import numpy as np
from PIL import ExifTags, TiffImagePlugin
from PIL import Image as PILImage

from viewer.imaging.metadata import srgb_profile

PNG_COLOURS = 2, 4, 6  # IHDR: RGB, grey with alpha, RGB with alpha
HEADER = 128  # bytes of a profile, among them when it was made
BAND = 256  # rows given to the colour engine at a time
PREMULTIPLIED = 1  # TIFF's extra samples: colours are multiplied by their alpha
Base = ExifTags.Base
GREY, RGB = 1, 2  # TIFF's photometric interpretations
INTEGER, FLOAT = 1, 3  # its sample formats
FLOAT_BITS = 16, 32, 64
GREY_WITH_ALPHA = (GREY, "LA", (0,)), (GREY, "LA", (1,)), (GREY, "LA", (2,))  # with the kind of the extra sample
FLOAT_MODES = (
    (GREY, "F", ()), *GREY_WITH_ALPHA,
    (RGB, "RGB", ()), (RGB, "RGBA", (0,)), (RGB, "RGBA", (1,)), (RGB, "RGBA", (2,)),
)  # fmt: skip

for _order in (b"II", b"MM"):  # so that Pillow reads what their headers say; their pixels are decoded here
    for _format, _bits in ((INTEGER, 16), *((FLOAT, bits) for bits in FLOAT_BITS)):
        for _photometric, _mode, _extra in FLOAT_MODES if _format == FLOAT else GREY_WITH_ALPHA:
            for _formats in ((_format,), (_format,) * len(_mode)):  # as Pillow 12 and later, and 11, look them up
                _key = _order, _photometric, _formats, 1, (_bits,) * len(_mode), _extra
                TiffImagePlugin.OPEN_INFO[_key] = _mode, _mode  # type: ignore[index]


def has_deep_colour(file: PILImage.Image, data: bytes) -> bool:
    """Whether an opened PNG or TIFF has several channels of 16 bits, or floating point. 16-bit grey alone Pillow reads whole."""
    if file.format == "PNG":
        return data[24] == 16 and data[25] in PNG_COLOURS
    return has_floats(file) or _has_shorts(file)


def is_known_by_header(file: PILImage.Image) -> bool:
    """Whether an opened file is a TIFF of which Pillow can read the header alone."""
    return has_floats(file) or (file.mode == "LA" and _has_shorts(file))


def _has_shorts(file: PILImage.Image) -> bool:
    """Whether it is a TIFF of several channels of 16 bits, whole numbers."""
    if file.format != "TIFF" or file.mode not in ("LA", "RGB", "RGBA"):
        return False
    tags = file.tag_v2  # type: ignore[attr-defined]
    return set(tags.get(Base.BitsPerSample, (8,))) == {16} and set(tags.get(Base.SampleFormat, (INTEGER,))) == {INTEGER}


def has_floats(file: PILImage.Image) -> bool:
    """Whether an opened file is a TIFF of floating point."""
    if file.format != "TIFF" or file.mode not in ("F", "LA", "RGB", "RGBA"):
        return False
    return set(file.tag_v2.get(Base.SampleFormat, (INTEGER,))) == {FLOAT}  # type: ignore[attr-defined]


def decode_deep(kind: str, data: bytes) -> tuple[np.ndarray, np.ndarray | None]:
    """Colours as stored, (height, width, 3 or, of greys, 1) uint16, and alpha, (height, width), of a whole file.

    Raises one of `DAMAGE` if it is not.
    """
    values = _decode_png(data) if kind == "PNG" else _decode_tiff(data)
    channels = values.shape[2] - (values.shape[2] % 2 == 0)
    alpha = np.ascontiguousarray(values[..., channels]) if values.shape[2] > channels else None
    return np.ascontiguousarray(values[..., :channels]), alpha


def _decode_png(data: bytes) -> np.ndarray:
    from imagecodecs import png_decode

    return png_decode(data)


def _decode_tiff(data: bytes) -> np.ndarray:
    import tifffile

    with tifffile.TiffFile(io.BytesIO(data)) as file:
        page = file.pages[0]
        assert isinstance(page, tifffile.TiffPage)
        ends = [start + count for start, count in zip(page.dataoffsets, page.databytecounts, strict=True)]
        if max(ends) > len(data):
            raise EOFError("pixels are missing at the end")  # the library would make them black
        values = page.asarray()
        values = np.moveaxis(values, 0, -1) if page.axes == "SYX" else np.atleast_3d(values)
        extra = page.extrasamples
    channels = 1 if page.photometric == GREY else 3
    values = values[..., : channels + bool(extra)]  # more than these nobody sees
    if values.dtype.kind == "f":
        return _shorts_of(values, channels, bool(extra) and extra[0] == PREMULTIPLIED)
    if extra and extra[0] == PREMULTIPLIED:
        colours, alpha = values[..., :channels], np.maximum(values[..., channels:].astype(np.float64), 1)
        colours = np.minimum(np.rint(colours * (65535 / alpha)), 65535).astype(np.uint16)
        values = np.dstack((colours, values[..., channels:]))
    return values


def _shorts_of(values: np.ndarray, channels: int, is_premultiplied: bool) -> np.ndarray:
    """Floating-point colours of so many channels, and alpha in [0, 1], in 16 bits."""
    values = values.astype(np.float32)
    colours, alpha = values[..., :channels], np.clip(np.nan_to_num(values[..., channels:]), 0, 1)
    if is_premultiplied:
        colours /= np.where(alpha > 0, alpha, np.float32(1))
    return np.dstack((shorts(colours), np.rint(alpha * 65535).astype(np.uint16)))


def shorts(values: np.ndarray) -> np.ndarray:
    """Floats as uint16: 1 is white, or, where there is more than that, the most there is; exposure shows the rest anew.

    What is no number, or below 0, is black; what is infinite is as light as the most that is not.
    """
    finite = np.isfinite(values)
    most = max(float(values.max(initial=0, where=finite)), 1)
    return np.rint(np.clip(np.nan_to_num(values, nan=0, posinf=most) / most, 0, 1) * 65535).astype(np.uint16)


def deep_to_srgb(values: np.ndarray, profile: bytes | None) -> np.ndarray:
    """(height, width, 3) uint16 in sRGB; a profile that does not fit the pixels is ignored, as browsers do."""
    if not profile or profile[HEADER:] == srgb_profile()[HEADER:]:  # the engine's way there and back is up to 8 off
        return values
    from imagecodecs import CMS, CmsError, cms_transform

    out = np.empty_like(values)
    try:
        for top in range(0, len(values), BAND):
            part = values[top : top + BAND]
            out[top : top + BAND] = cms_transform(
                part, profile, srgb_profile(), colorspace="rgb", outcolorspace="rgb",
                intent=CMS.INTENT.RELATIVE_COLORIMETRIC, flags=CMS.FLAGS.NOOPTIMIZE,  # else by a table, nine 8-bit steps off
            )  # fmt: skip
    except CmsError:
        return values
    return out
