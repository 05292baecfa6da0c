"""How two fields of a picture differ, at any depth: fields compose."""

import numpy as np

from viewer.errors import Stop
from viewer.fields.derivatives import LUMA
from viewer.fields.field import Field, Grid
from viewer.imaging.image import Size


class Difference:
    """Where `field` differs from `other`, of the same size: a measure.

    signed  luma of the one less luma of the other; else the mean of the three channels' absolute differences
    """

    def __init__(self, field: Field, other: Field, signed: bool = False) -> None:
        self._field, self._other = field, other
        self.signed = signed

    @property
    def size(self) -> Size:
        """Extent in source pixels."""
        return self._field.size

    def values(self, grid: Grid, stop: Stop) -> np.ndarray:
        """The difference at `grid`, as `Measure.values`."""
        apart = self._field.sample(grid, stop) - self._other.sample(grid, stop)
        return apart @ LUMA if self.signed else np.abs(apart).mean(-1)
