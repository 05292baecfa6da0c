"""How a field changes: its gradient and Laplacian.

They are those of luma, white being 1: the length of its gradient, the direction in which it brightens, or its Laplacian, for a
source pixel (squared). A SIREN knows its derivatives. Of any other field they are central differences over a stretch never
shorter than a quarter of a source pixel to each side: LIIF is piecewise linear between creases, and its derivatives at a point,
taken literally, say little.
"""

from typing import NamedTuple

import numpy as np

from viewer.errors import Stop
from viewer.fields.field import Field, Grid
from viewer.imaging.image import Image, Size

COLOURS, GRADIENT, DIRECTION, LAPLACIAN = "colours", "gradient", "direction", "laplacian"
LUMA = np.array([0.299, 0.587, 0.114])  # ITU-R BT.601
SHORTEST = 0.25  # source pixels, to each side, that a difference is taken over
TYPICAL = 99.5  # percentile of a picture's differences that the colours reach to
LOOKED_AT = 1 << 22  # pixels of a picture, for that
SHARPER = 2  # times as bent as its pixels a picture's field may be
LEAST = 1e-3  # that they reach to, of a picture without any difference


class Slopes(NamedTuple):
    """Derivatives of luma for a source pixel: down and across, (rows, cols, 2), and the Laplacian, (rows, cols)."""

    gradient: np.ndarray
    laplacian: np.ndarray


class Derivative:
    """The length of a field's gradient, the gradient itself if `what` is its direction, or its Laplacian: a measure."""

    def __init__(self, field: Field, what: str) -> None:
        self._field = field
        self._what = what
        self.signed = what == LAPLACIAN

    @property
    def size(self) -> Size:
        """Extent in source pixels, width and height."""
        return self._field.size

    def values(self, grid: Grid, stop: Stop) -> np.ndarray:
        """What it is at `grid`, as `Measure.values`."""
        gradient, laplacian = slopes(self._field, grid, stop)
        if self._what == LAPLACIAN:
            return laplacian
        return np.linalg.norm(gradient, axis=-1) if self._what == GRADIENT else gradient[..., ::-1] * (1, -1)


def slopes(field: Field, grid: Grid, stop: Stop) -> Slopes:
    """A field's derivatives: those it knows, else differences."""
    known = getattr(field, "slopes", None)
    return known(grid, stop) if known is not None and not grid.shrinks else differences(field, grid, stop)


def differences(field: Field, grid: Grid, stop: Stop) -> Slopes:
    """Central differences of a field's luma."""
    dy, dx = max(grid.dy / 2, SHORTEST), max(grid.dx / 2, SHORTEST)

    def luma(down: float, across: float) -> np.ndarray:
        moved = Grid(grid.y0 + down, grid.x0 + across, grid.dy, grid.dx, grid.rows, grid.cols)
        return field.sample(moved, stop).astype(np.float64) @ LUMA

    here, above, below, left, right = luma(0, 0), luma(-dy, 0), luma(dy, 0), luma(0, -dx), luma(0, dx)
    gradient = np.stack(((below - above) / (2 * dy), (right - left) / (2 * dx)), -1)
    return Slopes(gradient, (above + below - 2 * here) / dy**2 + (left + right - 2 * here) / dx**2)


def reach(image: Image, what: str) -> float:
    """What the colours of a picture's derivative reach to, whatever field it is seen through: most of its pixels' differences."""
    every = max(round((image.size[0] * image.size[1] / LOOKED_AT) ** 0.5), 1)  # blocks of rows, lest neighbours be apart
    rows = np.concatenate([np.arange(k, min(k + 8, image.size[1])) for k in range(0, image.size[1], 8 * every)])
    luma = image.pixels[rows].astype(np.float32) @ (LUMA / image.white).astype(np.float32)
    if what == LAPLACIAN:
        bent = [np.abs(np.diff(luma, 2, axis)) for axis in (0, 1) if luma.shape[axis] > 2]
        return max(SHARPER * max((float(np.percentile(part, TYPICAL)) for part in bent), default=0), LEAST)
    slopes = [np.gradient(luma, axis=axis) if luma.shape[axis] > 1 else np.zeros_like(luma) for axis in (0, 1)]
    return max(float(np.percentile(np.hypot(*slopes), TYPICAL)), LEAST)
