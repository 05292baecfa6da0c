"""The classical fields: source pixels interpolated by a kernel. What every other field is held against."""

import math
from dataclasses import dataclass

import numpy as np

from viewer.errors import Stop
from viewer.fields.field import Grid
from viewer.imaging.image import Image, Size
from viewer.imaging.resample import KERNELS, Kernel, resample

CLASSICAL = tuple(KERNELS)
PART = 256  # screen pixels a side sampled at a time


class Interpolation:
    """`pixels` (height, width[, channels]) under a kernel; averaged over each screen pixel where the grid shrinks.

    Weights are computed in float64 from the offset to the source pixel, so the field is smooth at any zoom.
    """

    def __init__(self, pixels: np.ndarray, kernel: str) -> None:
        self.pixels = pixels
        self.kernel = kernel

    @property
    def size(self) -> Size:
        """Extent in source pixels."""
        return self.pixels.shape[1], self.pixels.shape[0]

    def sample(self, grid: Grid, stop: Stop) -> np.ndarray:
        """Values at `grid`, (rows, cols[, channels]) float32 in [0, 1]."""
        stop.check()
        if grid.shrinks:
            return shrink(self.pixels, grid, self.kernel)
        out = np.empty((grid.rows, grid.cols, *self.pixels.shape[2:]), np.float32)
        for rows, cols, part in grid.parts(PART, PART):
            stop.check()
            out[rows, cols] = self._sample_part(part)
        return out

    def _sample_part(self, grid: Grid) -> np.ndarray:
        kernel = KERNELS[self.kernel]
        (rows, down), (cols, across) = (
            _weights(points, n, kernel) for points, n in zip((grid.ys(), grid.xs()), self.pixels.shape[:2], strict=True)
        )
        source = self.pixels[rows, cols].astype(np.float64) / np.iinfo(self.pixels.dtype).max
        mixed = down @ source.reshape(len(source), -1)
        mixed = across @ mixed.reshape(grid.rows, source.shape[1], -1)
        return np.clip(mixed, 0, 1).reshape(grid.rows, grid.cols, *self.pixels.shape[2:]).astype(np.float32)


def _weights(points: np.ndarray, n: int, kernel: Kernel) -> tuple[slice, np.ndarray]:
    """Which pixels of an axis of `n` matter at positions along it, and the weight of each, (points, pixels).

    A product of matrices computes outside the interpreter's lock: the window's thread goes on.
    """
    index, weight = _taps(points, n, kernel)
    first, end = int(index.min()), int(index.max()) + 1
    return slice(first, end), (weight[..., None] * (index[..., None] == np.arange(first, end))).sum(1)


def _taps(points: np.ndarray, n: int, kernel: Kernel) -> tuple[np.ndarray, np.ndarray]:
    """Source indices and weights, (points, taps), at positions along an axis of `n` pixels; weights outside are dropped."""
    u = points - 0.5  # pixel i has its centre at u = i
    first = np.floor(u - kernel.support).astype(np.int64) + 1
    index = first[:, None] + np.arange(round(2 * kernel.support))
    weight = kernel.weight(index - u[:, None]) if kernel.support > 0.5 else np.ones(index.shape)
    inside = (index >= 0) & (index < n)
    weight = np.where(inside, weight, 0)
    total = weight.sum(1, keepdims=True)
    beyond = total == 0  # past the edge by more than the kernel's reach: the edge pixel itself
    weight = np.where(beyond, 1 / weight.shape[1], weight / np.where(beyond, 1, total))
    return np.clip(index, 0, n - 1), weight


def shrink(pixels: np.ndarray, grid: Grid, kernel: str = "bicubic") -> np.ndarray:
    """Source pixels antialiased at a grid coarser than they are, (rows, cols[, channels]) float32 in [0, 1].

    Screen pixels that reach beyond the image repeat the last one that lies within it.
    """
    rows = _within(grid.y0, grid.dy, grid.rows, pixels.shape[0])
    cols = _within(grid.x0, grid.dx, grid.cols, pixels.shape[1])
    near_rows, near_cols = rows.neighbourhood(_reach(grid.dy, kernel)), cols.neighbourhood(_reach(grid.dx, kernel))
    top, left = near_rows.start, near_cols.start
    box = (cols.start - left, rows.start - top, cols.stop - left, rows.stop - top)
    values = resample(pixels[near_rows, near_cols], (cols.count, rows.count), kernel, box)
    values = np.pad(values, [rows.missing, cols.missing] + [(0, 0)] * (pixels.ndim - 2), "edge")
    return values.astype(np.float32) / np.float32(np.iinfo(pixels.dtype).max)


def _reach(step: float, kernel: str) -> float:
    """How far beyond a screen pixel's edge, in source pixels, its value depends on them."""
    return KERNELS[kernel].support * max(step, 1) + 1


@dataclass(frozen=True)
class _Run:
    """The `count` screen pixels along an axis that lie within the image: from source position `start` to `stop`."""

    count: int
    missing: tuple[int, int]  # screen pixels before and after the run
    start: float
    stop: float

    def neighbourhood(self, reach: float) -> slice:
        """The source pixels up to `reach` beyond it."""
        return slice(max(math.floor(self.start - reach), 0), math.ceil(self.stop + reach))


def _within(origin: float, step: float, count: int, n: int) -> _Run:
    """The run within `n` source pixels of `count` screen pixels from `origin`; at least one pixel long."""
    slack = 1e-6  # of a screen pixel
    skipped = min(max(math.ceil(-origin / step - slack), 0), count - 1)
    kept = min(max(math.floor((n - origin) / step + slack) - skipped, 1), count - skipped)
    start = min(max(origin + skipped * step, 0.0), n - min(step, n))
    return _Run(kept, (skipped, count - skipped - kept), start, min(start + kept * step, float(n)))


def classical_field(image: Image, kernel: str) -> Interpolation:
    """The field of `image` under the kernel of that name."""
    return Interpolation(image.pixels, kernel)
