"""A field that shows another picture in the place of one of another size."""

import numpy as np

from viewer.errors import Stop
from viewer.fields.field import Field, Grid
from viewer.imaging.image import Size


class Scaled:
    """`field`, enlarged or shrunk to `size`: as a picture made of this one, and larger, is seen in its place."""

    def __init__(self, field: Field, size: Size) -> None:
        self._field = field
        self._size = size

    @property
    def size(self) -> Size:
        """Extent in source pixels."""
        return self._size

    def sample(self, grid: Grid, stop: Stop) -> np.ndarray:
        """Colours at `grid`, as `Field.sample`."""
        across, down = (n / m for n, m in zip(self._field.size, self._size, strict=True))
        scaled = Grid(grid.y0 * down, grid.x0 * across, grid.dy * down, grid.dx * across, grid.rows, grid.cols)
        return self._field.sample(scaled, stop)
