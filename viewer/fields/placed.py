"""A field of a part of a picture, at its place in it."""

from collections.abc import Callable

import numpy as np

from viewer.errors import Stop
from viewer.fields.derivatives import Slopes, slopes
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

    def sample(self, grid: Grid, stop: Stop) -> np.ndarray:
        """Colours at `grid`, as `Field.sample`."""
        return self._joined(grid, lambda field, part: field.sample(part, stop))

    def slopes(self, grid: Grid, stop: Stop) -> Slopes:
        """Derivatives of luma at `grid`, as each of the fields has them."""
        values = self._joined(grid, lambda field, part: np.dstack(slopes(field, part, stop)))
        return Slopes(values[..., :2], values[..., 2])

    def _joined(self, grid: Grid, ask: Callable[[Field, Grid], np.ndarray]) -> np.ndarray:
        """What is asked of the fields, (rows, cols, n) at `grid`: a pixel belongs to the part if its centre does."""
        x, y, width, height = self._part
        rows, cols = _within(grid.ys(), y, y + height), _within(grid.xs(), x, x + width)
        inside = Grid(
            grid.y0 + rows.start * grid.dy - y, grid.x0 + cols.start * grid.dx - x,
            grid.dy, grid.dx, rows.stop - rows.start, cols.stop - cols.start,
        )  # fmt: skip
        if (inside.rows, inside.cols) == (grid.rows, grid.cols):
            return ask(self._inner, inside)
        values = ask(self._around, grid)
        if inside.rows and inside.cols:
            values = values.copy()
            values[rows, cols] = ask(self._inner, inside)
        return values


def _within(places: np.ndarray, first: float, end: float) -> slice:
    start, stop = np.searchsorted(places, [first, end])
    return slice(int(start), int(stop))
