"""Where a field contradicts the photo it is of: shrunk back to the source grid, it should be the photo.

A field may invent what a camera would not have seen, but not what it did see.
"""

import numpy as np

from viewer.caching import LruCache
from viewer.errors import Stop
from viewer.fields.field import Field, Grid
from viewer.fields.interpolation import Interpolation
from viewer.imaging.image import Image, Size
from viewer.imaging.metrics import luma

FINER = 4  # pixels of the field along the side of a source pixel, which are shrunk to it
BLOCK = 64  # source pixels a side that are looked at together
BEYOND = 3  # source pixels that shrinking looks at beyond a block: bicubic's two, and one for its rounding
KEPT = 128 << 20  # bytes of what is known of blocks

Span = tuple[int, int]  # of source pixels: the first, and the one after the last


class Honesty:
    """What `field` is off `image` by, source pixel for source pixel: a measure.

    The field at FINER times the image's size, shrunk by antialiased bicubic, less the image: the mean of the channels' absolute
    differences, the same all over a source pixel.
    """

    signed = False

    def __init__(self, field: Field, image: Image) -> None:
        self._field, self._image = field, image
        self._known: LruCache[tuple[int, int], np.ndarray] = LruCache(KEPT)

    @property
    def size(self) -> Size:
        """Extent in source pixels."""
        return self._image.size

    def values(self, grid: Grid, stop: Stop) -> np.ndarray:
        """What it is off by at `grid`, as `Measure.values`; averaged where the grid is coarser than the source."""
        width, height = self.size
        rows = _span(grid.y0, grid.dy * grid.rows, height)
        cols = _span(grid.x0, grid.dx * grid.cols, width)
        off = self._assembled(rows, cols, stop)[..., 0]
        off = np.rint(np.clip(off, 0, 1) * 65535).astype(np.uint16)
        moved = Grid(grid.y0 - rows[0], grid.x0 - cols[0], grid.dy, grid.dx, grid.rows, grid.cols)
        return Interpolation(off, "nearest").sample(moved, stop)

    def agreement(self, rows: Span, cols: Span, stop: Stop) -> float:
        """PSNR in dB, on luma, of the field shrunk back against those source pixels."""
        error = float((self._assembled(rows, cols, stop)[..., 1].astype(np.float64) ** 2).mean())
        return float("inf") if error == 0 else -10 * float(np.log10(error))

    def _assembled(self, rows: Span, cols: Span, stop: Stop) -> np.ndarray:
        """What is known of some source pixels, (rows, cols, 2) float32."""
        out = np.empty((rows[1] - rows[0], cols[1] - cols[0], 2), np.float32)
        for by in range(rows[0] // BLOCK, (rows[1] - 1) // BLOCK + 1):
            for bx in range(cols[0] // BLOCK, (cols[1] - 1) // BLOCK + 1):
                block = self._block(by, bx, stop)
                top, left = by * BLOCK - rows[0], bx * BLOCK - cols[0]
                target = out[max(top, 0) : top + BLOCK, max(left, 0) : left + BLOCK]
                target[:] = block[max(-top, 0) :, max(-left, 0) :][: target.shape[0], : target.shape[1]]
        return out

    def _block(self, by: int, bx: int, stop: Stop) -> np.ndarray:
        """The mean absolute error of a block's source pixels, and luma's error, (rows, cols, 2)."""
        if (known := self._known.get((by, bx))) is None:
            stop.check()
            width, height = self.size
            rows, cols = ((b * BLOCK, min((b + 1) * BLOCK, n)) for b, n in ((by, height), (bx, width)))
            off = self._shrunk_back(rows, cols, stop) - self._image.cut(slice(*rows), slice(*cols), stop)
            known = np.stack((np.abs(off).mean(-1), luma(off)), -1).astype(np.float32)
            self._known.put((by, bx), known)
        return known

    def _shrunk_back(self, rows: Span, cols: Span, stop: Stop) -> np.ndarray:
        """The field as source pixels, (rows, cols, 3)."""
        width, height = self.size
        (top, down), (left, across) = _shrinking(rows, height), _shrinking(cols, width)
        step = 1 / FINER
        fine = self._field.sample(Grid(top, left, step, step, down.shape[1], across.shape[1]), stop)
        return np.clip(np.einsum("ri,ijc,sj->rsc", down, fine, across, optimize=True), 0, 1)


def _span(start: float, extent: float, n: int) -> Span:
    """The source pixels that a stretch of an axis of `n` lies on."""
    slack = 1e-6
    first = min(max(int(np.floor(start + slack)), 0), n - 1)
    return first, min(max(int(np.ceil(start + extent - slack)), first + 1), n)


def _shrinking(span: Span, n: int) -> tuple[int, np.ndarray]:
    """The first source pixel whose field matters to those of a span of `n`, and the matrix that shrinks the field to them."""
    from viewer.imaging.degradation import shrinking  # scipy

    first, end = max(span[0] - BEYOND, 0), min(span[1] + BEYOND, n)
    return first, shrinking((end - first) * FINER, end - first)[span[0] - first : span[1] - first]
