"""Two fields of a picture over one another: between what is right and what looks right, say."""

import numpy as np

from viewer.errors import Stop
from viewer.fields.field import Field, Grid
from viewer.imaging.image import Size


class Blend:
    """(1 - share) of one field and `share` of another, of one size; either alone is not asked for the other."""

    def __init__(self, field: Field, other: Field, share: float) -> None:
        self._field, self._other = field, other
        self._share = share

    @property
    def size(self) -> Size:
        """Extent in source pixels, width and height."""
        return self._field.size

    @property
    def encode_seconds(self) -> float:
        """How long encoding has taken so far."""
        return sum(getattr(field, "encode_seconds", 0.0) for field in (self._field, self._other))

    def sample(self, grid: Grid, stop: Stop) -> np.ndarray:
        """Colours at `grid`, as `Field.sample`."""
        if self._share in (0, 1):
            return (self._other if self._share else self._field).sample(grid, stop)
        share = np.float32(self._share)
        return (1 - share) * self._field.sample(grid, stop) + share * self._other.sample(grid, stop)
