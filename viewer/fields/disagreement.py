"""Where a LIIF is unsure: its local ensemble asks four latents for every point, which agree, or do not."""

import math

import numpy as np

from viewer.errors import Stop, UserError
from viewer.fields.field import Field, Grid
from viewer.imaging.image import Size

FINEST = 0.25  # source pixels between points, at most: at a latent's centre it is asked alone, and there is no disagreement
PART = 512  # points a side that are asked at a time


class Disagreement:
    """The standard deviation of the four predictions about their mean, by their shares, averaged over channels: a measure."""

    signed = False

    def __init__(self, field: Field) -> None:
        """UserError if the field has no local ensemble."""
        if not getattr(field, "has_ensemble", False):
            raise UserError("This field has no local ensemble whose predictions could disagree.", "Choose a LIIF: liif-small.")
        self._field = field

    @property
    def size(self) -> Size:
        """Extent in source pixels."""
        return self._field.size

    def values(self, grid: Grid, stop: Stop) -> np.ndarray:
        """The spread at `grid`, as `Measure.values`: the root of the mean square over each screen pixel where those are large."""
        across = max(math.ceil(max(grid.dy, grid.dx) / FINEST - 1e-9), 1)  # points for a screen pixel, down and across
        out = np.empty((grid.rows, grid.cols), np.float32)
        side = max(PART // across, 1)
        for rows, cols, part in grid.parts(side, side):
            fine = Grid(part.y0, part.x0, part.dy / across, part.dx / across, part.rows * across, part.cols * across)
            spread = self._field.spread(fine, stop)  # type: ignore[attr-defined]
            squares = (spread.astype(np.float64) ** 2).reshape(part.rows, across, part.cols, across, 3)
            out[rows, cols] = np.sqrt(squares.mean((1, 3))).mean(-1)
        return out
