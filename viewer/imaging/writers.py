"""Pictures into files, strip by strip as they are made: the formats by ending, and what each can hold."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image as PILImage

from viewer.errors import Stop, UserError
from viewer.files import replacing
from viewer.imaging.image import Size
from viewer.imaging.metadata import Metadata, as_pillow_options
from viewer.imaging.png import write_png
from viewer.imaging.tiff import write_tiff

WRITABLE = (".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".avif", ".bmp", ".npy")
STREAMED = (".png", ".tif", ".tiff", ".npy")  # a strip at a time; the others are held in memory as a whole
DEEP = (".png", ".tif", ".tiff")  # can hold 16 bits
OPAQUE = (".jpg", ".jpeg", ".bmp", ".npy")  # cannot hold transparency
LOSSY = {".jpg": 95, ".jpeg": 95, ".webp": None, ".avif": 90}  # the usual quality; None: nothing is lost
LONGEST_SIDE = {".jpg": 65_500, ".jpeg": 65_500, ".webp": 16_383, ".avif": 65_536, ".png": 2**31 - 1}  # limits of the formats
IN_MEMORY = 250_000_000  # pixels of a picture that is not streamed

Quality = int | None


@dataclass(frozen=True)
class Coding:
    """How pixels are kept: 8 or 16 bits a channel, and from 1 to 100 how much of them where the format loses some.

    quality  None for the format's usual one
    """

    depth: int = 8
    quality: Quality = None


def check_writable(path: Path, size: Size | None = None, coding: Coding | None = None) -> None:
    """UserError unless a picture of `size` can be written as `path` asks for; call it before long work."""
    ending = path.suffix.lower()
    if ending not in WRITABLE:
        known = ", ".join(ending[1:] for ending in WRITABLE)
        raise UserError(f"Cannot write {path.name}: its ending is not one of {known}.")
    kind = ending[1:].upper()
    if coding is not None and coding.depth == 16 and ending not in (*DEEP, ".npy"):
        raise UserError(f"Cannot write {path.name} with 16 bits a channel: {kind} holds 8.", "Use PNG or TIFF.")
    if size is None:
        return
    width, height = size
    longest = LONGEST_SIDE.get(ending, 0)
    if longest and max(size) > longest:
        raise UserError(
            f"{path.name} cannot hold {width:,} x {height:,} pixels: {kind} ends at {longest:,} on a side.",
            "Save it as PNG or TIFF.",
        )
    if ending not in STREAMED and width * height > IN_MEMORY:
        raise UserError(
            f"{width:,} x {height:,} pixels are too many for {kind}, which is written in one piece.", "Save it as PNG or TIFF."
        )


def channels_of(path: Path, has_alpha: bool) -> int:
    """How many a file holds: 3, or 4 where the picture is transparent and the format can be."""
    return 4 if has_alpha and path.suffix.lower() not in OPAQUE else 3


def number_type(path: Path, coding: Coding) -> np.dtype:
    """What the strips for a file consist of."""
    if path.suffix.lower() == ".npy":
        return np.dtype(np.float32)
    return np.dtype(np.uint16 if coding.depth == 16 else np.uint8)


def write_picture(
    path: Path, size: Size, channels: int, strips: Iterator[np.ndarray], coding: Coding, metadata: Metadata, stop: Stop
) -> None:
    """Write `strips` of rows, (rows, width, channels) of `number_type`, from the top, in the format of the path's ending.

    Atomically: the file is there when all strips have come, and nothing of it if one raises. UserError, Stopped.
    """
    check_writable(path, size, coding)
    ending = path.suffix.lower()
    with replacing(path) as temporary:
        if ending == ".png":
            with temporary.open("wb") as file:
                write_png(file, size, channels, strips, metadata, stop)
        elif ending in (".tif", ".tiff"):
            write_tiff(temporary, size, channels, number_type(path, coding), strips, metadata, stop)
        elif ending == ".npy":
            with temporary.open("wb") as file:
                _write_npy(file, size, channels, strips)
        else:
            picture = PILImage.fromarray(_gathered(size, channels, strips, stop))
            encoded = io.BytesIO()  # Pillow, writing to a file itself, takes a full disk for success
            options = _options(ending, coding) | as_pillow_options(metadata, ending)
            picture.save(encoded, PILImage.registered_extensions()[ending], **options)
            stop.check()
            temporary.write_bytes(encoded.getbuffer())


def _write_npy(file: Any, size: Size, channels: int, strips: Iterator[np.ndarray]) -> None:
    width, height = size
    header = {"descr": "<f4", "fortran_order": False, "shape": (height, width, channels)}
    np.lib.format.write_array_header_1_0(file, header)
    for strip in strips:
        file.write(np.ascontiguousarray(strip, "<f4").data)


def _gathered(size: Size, channels: int, strips: Iterator[np.ndarray], stop: Stop) -> np.ndarray:
    width, height = size
    whole = np.empty((height, width, channels), np.uint8)
    top = 0
    for strip in strips:
        stop.check()
        whole[top : top + len(strip)] = strip
        top += len(strip)
    return whole


def _options(ending: str, coding: Coding) -> dict[str, Any]:
    quality = coding.quality or LOSSY.get(ending)
    if ending in (".jpg", ".jpeg"):
        return {"quality": quality, "subsampling": 0}
    if ending == ".webp":
        return {"quality": quality} if quality else {"lossless": True}
    return {"quality": quality, "subsampling": "4:4:4"} if ending == ".avif" else {}
