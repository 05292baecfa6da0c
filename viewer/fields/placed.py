"""A field of a part of a picture, at its place in it."""

from collections.abc import Callable

import numpy as np

from viewer.errors import Stop
from viewer.fields.field import Field, Grid
from viewer.imaging.image import Size

Part = tuple[int, int, int, int]  # x, y, width, height, in source pixels


class Placed:
    """`inner` where `part` of a picture is, in its source pixels, and `around`, the field of the whole picture, elsewhere."""

    def __init__(self, inner: Field, part: Part, around: Field) -> None:
        self._inner = inner
        self._part = part
        self._around = around

    @property
    def size(self) -> Size:
        """Extent in source pixels."""
        return self._around.size

    def through(self, change: Callable[[Field], Field]) -> "Placed":
        """Both fields changed."""
        return Placed(change(self._inner), self._part, change(self._around))

    def sample(self, grid: Grid, stop: Stop) -> np.ndarray:
        """Colours at `grid`, as `Field.sample`: a pixel belongs to the part if its centre does."""
        x, y, width, height = self._part
        rows, cols = _within(grid.ys(), y, y + height), _within(grid.xs(), x, x + width)
        inside = Grid(
            grid.y0 + rows.start * grid.dy - y, grid.x0 + cols.start * grid.dx - x,
            grid.dy, grid.dx, rows.stop - rows.start, cols.stop - cols.start,
        )  # fmt: skip
        if (inside.rows, inside.cols) == (grid.rows, grid.cols):
            return self._inner.sample(inside, stop)
        colours = self._around.sample(grid, stop)
        if inside.rows and inside.cols:
            colours = colours.copy()
            colours[rows, cols] = self._inner.sample(inside, stop)
        return colours


def _within(places: np.ndarray, first: float, end: float) -> slice:
    start, stop = np.searchsorted(places, [first, end])
    return slice(int(start), int(stop))
