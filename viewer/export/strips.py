"""A field as strips of rows, sampled tile by tile: as much of it in memory as a strip, however large the whole is."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from viewer.errors import Stop
from viewer.fields.field import Field, Grid
from viewer.fields.interpolation import Interpolation
from viewer.imaging.files import quantise
from viewer.imaging.image import Image

TILE = 256  # pixels a side
STRIP_BYTES = 96 << 20  # a strip is as high as a block of latents enlarged, so that none is encoded twice, if it fits
BLOCK = 256  # source pixels


@dataclass(frozen=True)
class Progress:
    """How far an export has come.

    done      from 0 to 1
    left      seconds it will take yet, None while nothing is known
    doing     what is being done, if that is not the same all the time
    """

    done: float
    left: float | None
    doing: str = ""

    def __str__(self) -> str:
        """Per cent."""
        return f"{self.done:.0%}"


Tell = Callable[[Progress], None]


def strips(
    image: Image, field: Field, grid: Grid, channels: int, dtype: np.dtype, stop: Stop, tell: Tell, expected: float | None = None
) -> Iterator[np.ndarray]:
    """The pixels of `grid` from the top, (rows, cols, channels) of `dtype` each: colours, and with 4 channels alpha.

    All strips but the last have a multiple of TILE rows. Within one, tiles are sampled column by column: what is encoded of
    the image for one is there for the next. `expected` seconds are what it was estimated to take. Raises Stopped.
    """
    clock, done = Clock(expected), 0
    for top, _, strip in grid.parts(rows_of_strip(grid, channels, dtype), grid.cols):
        out = np.empty((strip.rows, strip.cols, channels), dtype)
        for _, across, column in strip.parts(strip.rows, TILE):
            for down, _, tile in column.parts(TILE, TILE):
                stop.check()
                here = Grid(
                    grid.y0 + (top.start + down.start) * grid.dy,
                    grid.x0 + across.start * grid.dx,
                    grid.dy,
                    grid.dx,
                    tile.rows,
                    tile.cols,
                )  # fmt: skip  (from the corner of the whole: where a tile lies does not depend on the strips)
                out[down, across] = sample_pixels(image, field, here, channels, dtype, stop)
                done += tile.rows * tile.cols
                tell(clock.at(done / (grid.rows * grid.cols)))
        yield out


def rows_of_strip(grid: Grid, channels: int, dtype: np.dtype) -> int:
    """How many rows a strip has."""
    most = STRIP_BYTES // (grid.cols * channels * dtype.itemsize)
    return max(min(int(BLOCK / grid.dy), most) // TILE, 1) * TILE


def sample_pixels(image: Image, field: Field, grid: Grid, channels: int, dtype: np.dtype, stop: Stop) -> np.ndarray:
    """The pixels of a grid as a file holds them, (rows, cols, channels): rounded to `dtype`, or float32 as they are.

    Alpha is interpolated by itself and not multiplied, as on screen.
    """
    values = field.sample(grid, stop)
    if channels == 4:
        assert image.alpha is not None
        values = np.dstack((values, Interpolation(image.alpha, "bicubic").sample(grid, stop)))
    return values.astype(dtype) if dtype.kind == "f" else quantise(values, dtype)


class Clock:
    """Tells how long work will take yet, by how much of it is done."""

    def __init__(self, expected: float | None = None) -> None:
        """It begins now; `expected` seconds are what it was estimated to take."""
        self._expected, self._started = expected, time.perf_counter()

    def at(self, part: float, doing: str = "") -> Progress:
        """After so much of it. What was expected counts until a tenth is done, and then only what it has taken so far."""
        if not part:
            return Progress(part, self._expected, doing)
        passed = time.perf_counter() - self._started
        trust = 1.0 if self._expected is None else min(part * 10, 1.0)
        whole = trust * passed / part + (1 - trust) * (self._expected or 0)
        return Progress(part, max(whole - passed, 0.0), doing)
