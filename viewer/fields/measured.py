"""Numbers about a field, in colours whose reach is a matter of taste."""

from typing import Protocol

import numpy as np

from viewer.caching import LruCache
from viewer.errors import Stop
from viewer.fields.colour_maps import DIVERGING, SEQUENTIAL, colours_of
from viewer.fields.field import Grid
from viewer.imaging.image import Size

KEPT = 32 << 20  # bytes of numbers that another gain need not compute anew


class Measure(Protocol):
    """A number for every point: white being 1, in [0, 1], or in [-1, 1] if it is `signed`."""

    signed: bool

    @property
    def size(self) -> Size:
        """Extent in source pixels, width and height."""

    def values(self, grid: Grid, stop: Stop) -> np.ndarray:
        """The numbers at the pixels of `grid`, (rows, cols). Raises Stopped when `stop` is set."""


class Measured:
    """A measure as a field of colours, which reach to 1 / `gain`."""

    def __init__(self, measure: Measure, gain: float) -> None:
        self.measure = measure
        self._gain = gain
        self._known: LruCache[Grid, np.ndarray] = LruCache(KEPT)

    def at_gain(self, gain: float) -> "Measured":
        """The same in other colours. What is known of it is not computed again."""
        other = Measured(self.measure, gain)
        other._known = self._known
        return other

    @property
    def size(self) -> Size:
        """Extent in source pixels."""
        return self.measure.size

    def sample(self, grid: Grid, stop: Stop) -> np.ndarray:
        """Colours at `grid`, as `Field.sample`."""
        values = self._known.get(grid)
        if values is None:
            values = self.measure.values(grid, stop).astype(np.float32)
            self._known.put(grid, values)
        values = values * np.float32(self._gain)
        if self.measure.signed:
            return colours_of(np.clip(values, -1, 1) / 2 + 0.5, DIVERGING)
        return colours_of(np.clip(values, 0, 1), SEQUENTIAL)
