"""Geometric self-ensemble: the mean of a field's answers for an image turned and mirrored in all eight ways.

Lim et al. 2017 (EDSR, arXiv 1707.02921), section 3.3: a network is not indifferent to how an image lies, and what it says of
the eight differs by noise that the mean is rid of. It takes eight times as long.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import numpy as np

from viewer.errors import Stop
from viewer.fields.field import Field, Grid
from viewer.imaging.image import Frame, Image, Size

Way = tuple[bool, bool, bool]  # flip up-down, flip left-right, then transpose
WAYS: list[Way] = [(a, b, c) for a, b, c in product((False, True), repeat=3)]


class SelfEnsemble:
    """The mean of the fields that `make` makes of an image turned and mirrored, each asked at the grid that lies likewise.

    `make` is told, too, which way the image was laid.
    """

    def __init__(self, make: Callable[[Image, Way], Field], image: Image) -> None:
        self._fields = [make(_laid(image, way), way) for way in WAYS]

    @property
    def size(self) -> Size:
        """Extent in source pixels, width and height."""
        return self._fields[0].size

    @property
    def encode_seconds(self) -> float:
        """Time spent so far on encoding."""
        return sum(getattr(field, "encode_seconds", 0.0) for field in self._fields)

    def sample(self, grid: Grid, stop: Stop) -> np.ndarray:
        """Colours at `grid`, as `Field.sample`. Zoomed out all eight are the same antialiased pixels: one is asked."""
        if grid.shrinks:
            return self._fields[0].sample(grid, stop)
        pairs = zip(self._fields, WAYS, strict=True)
        answers = (lay_back(field.sample(lay_grid(grid, self.size, way), stop), way) for field, way in pairs)
        return np.mean(list(answers), axis=0)


def _laid(image: Image, way: Way) -> Image:
    """A copy of `image`, without its alpha, that lies as `way` says."""
    up_down, left_right, transposed = way
    pixels = image.pixels[:: -1 if up_down else 1, :: -1 if left_right else 1]
    return replace(image, pixels=np.ascontiguousarray(pixels.swapaxes(0, 1) if transposed else pixels), alpha=None)


def lay_grid(grid: Grid, size: Size, way: Way) -> Grid:
    """`grid` over an image of `size` as it lies over the image laid as `way` says."""
    up_down, left_right, transposed = way
    y0 = size[1] - (grid.y0 + grid.rows * grid.dy) if up_down else grid.y0
    x0 = size[0] - (grid.x0 + grid.cols * grid.dx) if left_right else grid.x0
    if transposed:
        return Grid(x0, y0, grid.dx, grid.dy, grid.cols, grid.rows)
    return Grid(y0, x0, grid.dy, grid.dx, grid.rows, grid.cols)


def lay_frame(frame: Frame, way: Way) -> Frame:
    """A frame of an image as it lies on the image laid as `way` says."""
    x, y, width, height = frame
    laid = lay_grid(Grid(y, x, height, width, 1, 1), (1, 1), way)
    return laid.x0, laid.y0, laid.dx, laid.dy


def lay_back(colours: np.ndarray, way: Way) -> np.ndarray:
    """`colours` at a grid laid as `way` says, (rows, cols, 3), as the grid itself has them."""
    up_down, left_right, transposed = way
    upright = colours.swapaxes(0, 1) if transposed else colours
    return upright[:: -1 if up_down else 1, :: -1 if left_right else 1]
