"""What an export will take, before it is begun: pieces of it are exported into a temporary folder, and timed."""

import math
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from viewer.errors import Stop
from viewer.export.engine import Request, export
from viewer.export.strips import BLOCK
from viewer.fields.field import Field
from viewer.imaging.image import Image

SIDE = 512  # output pixels of a piece
PLACES = (0.5, 0.5), (0.2, 0.25), (0.8, 0.75)  # of the pieces, as parts of the width and the height
ENOUGH = 1.5  # seconds, after which no other piece is tried


@dataclass(frozen=True)
class Price:
    """Seconds an export will take, and bytes its file will have; both from pieces of it."""

    seconds: float
    bytes: float


def estimate(request: Request, image: Image, field: Field, stop: Stop) -> Price:
    """The price of an export through this very field, which keeps what was encoded for it. UserError, Stopped.

    Each piece is exported twice: what the first time takes longer is encoding, which goes with the source's pixels and not with
    the output's, and warming up, which goes with nothing. Fields that tell their encoding apart are asked for it.
    """
    request.check(image.size)
    began = time.perf_counter()
    pixels = seconds = size = longer = 0.0
    blocks = 0
    with tempfile.TemporaryDirectory(prefix="srview-") as folder:
        for number, piece in enumerate(_pieces(request)):
            small = replace(piece, path=Path(folder) / str(number) / f"piece{request.path.suffix}")
            first = export(small, image, field, stop).seconds
            again = export(small, image, field, stop).seconds
            longer += max(first - again, 0.0)
            blocks += _blocks(small.region)
            pixels += small.size[0] * small.size[1]
            seconds += again
            size += sum(file.stat().st_size for file in small.path.parent.rglob("*") if file.is_file())
            if time.perf_counter() - began > ENOUGH:
                break
    whole = request.size[0] * request.size[1] / pixels
    if encoded := getattr(field, "encoded_pixels", 0):
        left = max(request.region[2] * request.region[3] - encoded, 0.0)
        return Price(seconds * whole + left * getattr(field, "encode_seconds", 0.0) / encoded, size * whole)
    return Price(seconds * whole + longer * max(_blocks(request.region) / blocks - 1, 0.0), size * whole)


def _pieces(request: Request) -> Iterator[Request]:
    """Parts of the output as exports of their own; all of it, if it is small."""
    size = min(request.size[0], SIDE), min(request.size[1], SIDE)
    x, y, width, height = request.region
    across, down = size[0] / request.size[0], size[1] / request.size[1]
    for at in PLACES:
        left, top = x + at[0] * width * (1 - across), y + at[1] * height * (1 - down)
        yield replace(request, region=(left, top, across * width, down * height), size=size, keeps=False, text="")
        if size == request.size:
            return


def _blocks(region: tuple[float, float, float, float]) -> int:
    """Blocks of source pixels, as they are encoded at a time, that a region holds."""
    return math.ceil(region[2] / BLOCK) * math.ceil(region[3] / BLOCK)
