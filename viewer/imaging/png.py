"""PNG, written row by row (PNG specification, third edition): of any size and of 8 or 16 bits, which Pillow cannot."""

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np

from viewer.errors import Stop
from viewer.imaging.image import Size
from viewer.imaging.metadata import KEYWORD, Metadata

ROWS = 32  # filtered and compressed at a time
TRUECOLOUR = {3: 2, 4: 6}  # the format's colour type, by channels
INCH = 0.0254  # metres


def write_png(file: BinaryIO, size: Size, channels: int, strips: Iterator[np.ndarray], metadata: Metadata, stop: Stop) -> None:
    """Write `strips` of rows, (rows, width, channels) uint8 or uint16 each. Raises Stopped."""
    width, height = size
    compressor = zlib.compressobj(6)
    above: np.ndarray | None = None  # the row before, as bytes
    for strip in strips:
        if above is None:
            file.write(b"\x89PNG\r\n\x1a\n")
            depth = 8 * strip.itemsize
            _chunk(file, b"IHDR", struct.pack(">IIBBBBB", width, height, depth, TRUECOLOUR[channels], 0, 0, 0))
            _write_metadata(file, metadata)
            above = np.zeros(width * channels * strip.itemsize, np.uint8)
        pixel = channels * strip.itemsize
        for top in range(0, len(strip), ROWS):
            stop.check()
            rows = np.ascontiguousarray(strip[top : top + ROWS]).astype(f">u{strip.itemsize}", copy=False)
            raw = rows.view(np.uint8).reshape(len(rows), -1)
            _data(file, compressor.compress(_filtered(raw, above, pixel).tobytes()))
            above = raw[-1]
    _data(file, compressor.flush())
    _chunk(file, b"IEND", b"")


def _write_metadata(file: BinaryIO, metadata: Metadata) -> None:
    if metadata.profile:
        _chunk(file, b"iCCP", b"ICC profile\0\0" + zlib.compress(metadata.profile))
    if metadata.dpi:
        _chunk(file, b"pHYs", struct.pack(">IIB", *[round(metadata.dpi / INCH)] * 2, 1))
    if metadata.exif:
        _chunk(file, b"eXIf", metadata.exif)
    if metadata.text:
        _chunk(file, b"iTXt", KEYWORD.encode() + b"\0\0\0\0\0" + metadata.text.encode())


def _data(file: BinaryIO, compressed: bytes) -> None:
    if compressed:
        _chunk(file, b"IDAT", compressed)


def _chunk(file: BinaryIO, kind: bytes, data: bytes) -> None:
    file.write(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)))


def _filtered(raw: np.ndarray, above: np.ndarray, pixel: int) -> np.ndarray:
    """Rows of bytes, (rows, n), as differences from what is beside and above: each row by the filter of the smallest sum."""
    x = raw.astype(np.int16)
    b = np.vstack((above[None], raw[:-1])).astype(np.int16)
    a, c = (np.pad(values, ((0, 0), (pixel, 0)))[:, :-pixel] for values in (x, b))
    far_a, far_b, far_c = np.abs(b - c), np.abs(a - c), np.abs(a + b - 2 * c)
    paeth = np.where((far_a <= far_b) & (far_a <= far_c), a, np.where(far_b <= far_c, b, c))
    tried = np.stack([(x - guess).astype(np.uint8) for guess in (np.zeros_like(x), a, b, (a + b) >> 1, paeth)])
    best = np.abs(tried.view(np.int8).astype(np.int16)).sum(2, dtype=np.int64).argmin(0)
    return np.hstack((best.astype(np.uint8)[:, None], tried[best, np.arange(len(raw))]))
