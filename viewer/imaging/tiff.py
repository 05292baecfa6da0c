"""TIFF in tiles, written as they come: of any size (BigTIFF where the offsets need it), of 8 or 16 bits, deflated."""

import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import ExifTags, TiffImagePlugin

from viewer.errors import Stop
from viewer.imaging.image import Size
from viewer.imaging.metadata import DESCRIPTIVE, PARTS, Metadata, parse_exif

TILE = 256  # pixels a side
CLASSIC = 4_000_000_000  # bytes of pixels: more, if they do not compress, are beyond 32-bit offsets
RESERVED = 1  # added to the number of a tag until what it points to is there: the writer refuses these tags


def write_tiff(
    path: Path, size: Size, channels: int, dtype: np.dtype, strips: Iterator[np.ndarray], metadata: Metadata, stop: Stop
) -> None:
    """Write `strips` of rows, (rows, width, channels) of `dtype` each. Raises Stopped.

    All but the last have a multiple of TILE rows.
    """
    import tifffile

    width, height = size
    is_big = width * height * channels * dtype.itemsize > CLASSIC
    exif = parse_exif(metadata.exif) if metadata.exif else None
    tags: list[tuple[int, str | int, int | None, object, bool]] = []
    parts = []
    if exif is not None:
        told = [tag for tag in DESCRIPTIVE if tag in exif and tag != ExifTags.Base.ImageDescription]
        tags = [(tag, "s", None, str(exif[tag]).encode("ascii", "replace").decode(), True) for tag in told]
        parts = [part for part in PARTS if exif.get_ifd(part)]
        tags += [(part + RESERVED, "I", 1, 0, True) for part in parts]
    with tifffile.TiffWriter(path, bigtiff=is_big) as writer:
        writer.write(
            _tiles(strips, stop), shape=(height, width, channels), dtype=dtype, tile=(TILE, TILE), photometric="rgb",
            extrasamples=["unassalpha"] if channels == 4 else None, compression="zlib", predictor=2, maxworkers=1,
            metadata=None, description=metadata.text or None, software=False, iccprofile=metadata.profile, extratags=tags,
            resolution=(metadata.dpi, metadata.dpi) if metadata.dpi else None,
            resolutionunit="INCH" if metadata.dpi else None,
        )  # fmt: skip
    for part in parts:
        assert exif is not None
        _append(path, part, exif.get_ifd(part), is_big)


def _tiles(strips: Iterator[np.ndarray], stop: Stop) -> Iterator[np.ndarray]:
    """Tiles in reading order; those at the right and the bottom are filled up."""
    for strip in strips:
        for top in range(0, len(strip), TILE):
            for left in range(0, strip.shape[1], TILE):
                stop.check()
                part = strip[top : top + TILE, left : left + TILE]
                yield np.pad(part, ((0, TILE - part.shape[0]), (0, TILE - part.shape[1]), (0, 0)), "edge")


def _append(path: Path, part: int, values: dict, is_big: bool) -> None:
    """Put a directory of EXIF at the end of the file, and where it is into the tag that was reserved for it."""
    import tifffile

    with tifffile.TiffFile(path) as read:
        entry = read.pages[0].tags[part + RESERVED].offset  # type: ignore[union-attr]
    header = b"II\x2b\0\x08\0\0\0" + bytes(8) if is_big else b"II\x2a\0\x08\0\0\0"
    directory = TiffImagePlugin.ImageFileDirectory_v2(header, group=part)
    for tag, value in values.items():
        directory[tag] = value
    with path.open("r+b") as file:
        at = file.seek(0, 2)
        file.write(bytes(at % 2))
        at += at % 2
        file.write(directory.tobytes(at))
        file.seek(entry)
        file.write(struct.pack("<HHQQ", part, 16, 1, at) if is_big else struct.pack("<HHII", part, 4, 1, at))
