"""The one idea: everything that can be looked at answers for the pixels of a grid laid over the source image."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from viewer.errors import Stop
from viewer.imaging.image import Size


@dataclass(frozen=True, slots=True)
class Grid:
    """An axis-aligned lattice of screen pixels over the source image; all lengths in source pixels, float64.

    y0, x0      top-left corner
    dy, dx      source pixels per screen pixel, down and across: 1 / zoom each on screen; they differ by a rounding
                when a whole image is rendered at a size that is no exact multiple of its own
    rows, cols  screen pixels
    """

    y0: float
    x0: float
    dy: float
    dx: float
    rows: int
    cols: int

    @classmethod
    def over(cls, region: tuple[float, float, float, float], size: Size) -> "Grid":
        """The grid of `size` pixels (width, height) that covers `region` (x, y, width, height)."""
        x, y, width, height = region
        return cls(y, x, height / size[1], width / size[0], size[1], size[0])

    def ys(self) -> np.ndarray:
        """The y of the pixel centres, (rows,)."""
        return self.y0 + (np.arange(self.rows) + 0.5) * self.dy

    def xs(self) -> np.ndarray:
        """The x of the pixel centres, (cols,)."""
        return self.x0 + (np.arange(self.cols) + 0.5) * self.dx

    @property
    def shrinks(self) -> bool:
        """Whether a screen pixel covers more than a source pixel, so that sampling must average."""
        tolerance = 1e-9  # 1:1 reached by arithmetic
        return max(self.dy, self.dx) > 1 + tolerance

    def parts(self, rows: int, cols: int) -> Iterator[tuple[slice, slice, "Grid"]]:
        """Pieces of at most `rows` x `cols` pixels, in reading order, each with its place in the whole."""
        for top in range(0, self.rows, rows):
            for left in range(0, self.cols, cols):
                height, width = min(rows, self.rows - top), min(cols, self.cols - left)
                corner = self.y0 + top * self.dy, self.x0 + left * self.dx
                part = Grid(*corner, self.dy, self.dx, height, width)
                yield slice(top, top + height), slice(left, left + width), part


class Field(Protocol):
    """A continuous image. Pixel (r, c) of the source covers [r, r+1) x [c, c+1); its centre lies at +0.5."""

    @property
    def size(self) -> Size:
        """Extent in source pixels, width and height."""

    def sample(self, grid: Grid, stop: Stop) -> np.ndarray:
        """Colours at the pixels of `grid`: (rows, cols, 3) float in [0, 1]. Raises Stopped when `stop` is set."""
