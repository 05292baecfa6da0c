"""Numbers about a field, in colours whose reach is a matter of taste."""

from typing import Protocol

import numpy as np

from viewer.caching import LruCache
from viewer.errors import Stop
from viewer.fields.colour_maps import DIVERGING, SEQUENTIAL, colours_of, hues
from viewer.fields.field import Grid
from viewer.imaging.image import Size

KEPT = 96 << 20  # bytes of numbers: those of a 4K screen, two a pixel, and around it

Store = LruCache[tuple["Numbers", Grid], np.ndarray]


class Measure(Protocol):
    """A number for every point, white being 1: not below 0, unless it is `signed`; or a vector, to the right and up."""

    signed: bool

    @property
    def size(self) -> Size:
        """Extent in source pixels, width and height."""

    def values(self, grid: Grid, stop: Stop) -> np.ndarray:
        """Those at the pixels of `grid`, (rows, cols), of vectors (rows, cols, 2). Raises Stopped when `stop` is set."""


class Numbers:
    """What is known of a measure, float32 for each grid it was asked for, in a store that several may share.

    what  of SHOWN they are
    """

    def __init__(self, what: str = "", store: Store | None = None) -> None:
        self.what = what
        self._store: Store = LruCache(KEPT) if store is None else store

    def get(self, grid: Grid) -> np.ndarray | None:
        """The numbers at the pixels of `grid`, if they are known."""
        return self._store.get((self, grid))

    def put(self, grid: Grid, values: np.ndarray) -> None:
        """Keep what was computed, so that another gain need not compute it anew."""
        self._store.put((self, grid), values)


class Measured:
    """A measure as a field of colours, which reach to 1 / `gain`; its numbers are put into `known`."""

    def __init__(self, measure: Measure, gain: float, known: Numbers | None = None) -> None:
        self.measure = measure
        self._gain = gain
        self._known = known or Numbers()

    def at_gain(self, gain: float) -> "Measured":
        """The same in other colours. What is known of it is not computed again."""
        return Measured(self.measure, gain, self._known)

    def known_in(self, known: Numbers) -> "Measured":
        """The same, whose numbers can be looked up there."""
        return Measured(self.measure, self._gain, known)

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
        if values.ndim == 3:
            length = np.minimum(np.linalg.norm(values, axis=-1), 1)
            return hues(np.arctan2(values[..., 1], values[..., 0]), np.sqrt(length))
        if self.measure.signed:
            return colours_of(np.clip(values, -1, 1) / 2 + 0.5, DIVERGING)
        return colours_of(np.clip(values, 0, 1), SEQUENTIAL)
