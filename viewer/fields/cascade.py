"""Crisp deep zoom: what is looked at is enlarged four times, taken for a picture, encoded again, and so on, level by level.

A LIIF is trained for scales up to 4 and beyond them draws ever softer edges. Here no network is asked for more than that. Level
k is the picture 4^k times as large, made where it is looked at; its cells are fixed to the picture, so panning changes nothing.
"""

import math
from collections.abc import Callable

import numpy as np

from viewer.errors import Stop
from viewer.fields.field import Field, Grid
from viewer.imaging.image import Image, Size

SCALE = 4


class Enlarged:
    """A field at four times its size, as the picture of the next level."""

    def __init__(self, field: Field) -> None:
        self._field = field
        self.size: Size = (SCALE * field.size[0], SCALE * field.size[1])

    def cut(self, rows: slice, cols: slice, stop: Stop) -> np.ndarray:
        """Rows and columns of it that lie within, (rows, cols, 3) in [0, 1]."""
        top, bottom = rows.start, min(rows.stop, self.size[1])
        left, right = cols.start, min(cols.stop, self.size[0])
        step = 1 / SCALE
        return self._field.sample(Grid(top * step, left * step, step, step, bottom - top, right - left), stop)


class Cascade:
    """The field of an image whose deeper levels are fields of enlarged ones; `make` gives the field of either."""

    def __init__(self, make: Callable[[Image | Enlarged], Field], image: Image) -> None:
        self._make = make
        self._levels = [make(image)]

    @property
    def size(self) -> Size:
        """Extent in source pixels."""
        return self._levels[0].size

    @property
    def encode_seconds(self) -> float:
        """Time spent so far on encoding, the enlarging for it included."""
        return max(getattr(level, "encode_seconds", 0.0) for level in self._levels)

    def sample(self, grid: Grid, stop: Stop) -> np.ndarray:
        """Colours at `grid`, (rows, cols, 3) in [0, 1], of the first level at which a screen pixel is a quarter or more."""
        zoom = 1 / max(grid.dy, grid.dx)
        level = max(math.ceil(math.log(zoom, SCALE) - 1e-9) - 1, 0)
        while len(self._levels) <= level:
            self._levels.append(self._make(Enlarged(self._levels[-1])))
        n = SCALE**level
        scaled = Grid(grid.y0 * n, grid.x0 * n, grid.dy * n, grid.dx * n, grid.rows, grid.cols)
        return self._levels[level].sample(scaled, stop)
