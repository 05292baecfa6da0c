"""Deep zoom: within each quad of latents the field is sampled here and there and interpolated between.

A quad is the square between four latent centres. Inside it LIIF is a bilinear blend of piecewise linear functions: smooth but
for a few creases, and never smooth across the quad's edges. So each quad is cut into cells, and a cell decides how densely it is
sampled: where leaving out every second sample would be seen, it takes twice as many. Cost follows the creases in view and
falls with zoom.
"""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from viewer.fields.field import Grid

CELLS = 4  # along a side of a quad
COARSE, FINE = 2, 16  # samples along a side of a cell: at first, and at most
TOLERANCE = 0.4 / 255  # an estimate of what interpolation may err by

Nodes = Callable[[np.ndarray, np.ndarray], np.ndarray]


def sample_quads(grid: Grid, nodes: Nodes) -> np.ndarray:
    """Colours at `grid`, (rows, cols, 3) float32.

    nodes  gives the colours (rows, cols, 3) at every (y, x) of two axes of positions in latents (latent i has its centre at i)
    """
    down, across = _CellAxis(grid.ys()), _CellAxis(grid.xs())
    lattice = nodes(down.lattice(COARSE), across.lattice(COARSE))
    out = across.between(down.between(lattice, 0), 1).astype(np.float32)
    windows = np.lib.stride_tricks.sliding_window_view(lattice, (COARSE + 1, COARSE + 1), (0, 1))
    rough = _errors(windows[::COARSE, ::COARSE].transpose(0, 1, 3, 4, 2)) > TOLERANCE

    def refine(row: int, cols: np.ndarray, k: int) -> None:
        y, xs = down.nodes(row, k), np.concatenate([across.nodes(col, k) for col in cols])
        cells = nodes(y, xs).reshape(k + 1, len(cols), k + 1, 3).transpose(1, 0, 2, 3)
        again = _errors(cells) > TOLERANCE if k < FINE else np.zeros(len(cols), bool)
        for col, cell in zip(cols[~again], cells[~again], strict=True):
            part = _interpolate(_interpolate(cell, down.parts(row) * k, 0), across.parts(col) * k, 1)
            out[down.slices[row], across.slices[col]] = part
        if again.any():
            refine(row, cols[again], 2 * k)

    for row in np.flatnonzero(rough.any(1)):
        refine(int(row), np.flatnonzero(rough[row]), 2 * COARSE)
    return out


class _CellAxis:
    """Ascending points along an axis, in source pixels, and the cells they lie in."""

    def __init__(self, points: np.ndarray) -> None:
        self._places = (points - 0.5) * CELLS  # in cells
        whole = np.floor(self._places).astype(np.int64)
        self._first = int(whole[0])
        self._count = int(whole[-1]) - self._first + 1
        bounds = np.searchsorted(whole, self._first + np.arange(self._count + 1))
        self.slices = [slice(int(a), int(b)) for a, b in pairwise(bounds)]

    def lattice(self, k: int) -> np.ndarray:
        """All nodes of all cells, k to a cell's side, in latents."""
        return (self._first * k + np.arange(self._count * k + 1)) / (CELLS * k)

    def nodes(self, cell: int, k: int) -> np.ndarray:
        """The k + 1 nodes of a cell, in latents."""
        return ((self._first + cell) * k + np.arange(k + 1)) / (CELLS * k)

    def parts(self, cell: int) -> np.ndarray:
        """How far through a cell its points lie, in [0, 1)."""
        return self._places[self.slices[cell]] - (self._first + cell)

    def between(self, values: np.ndarray, axis: int) -> np.ndarray:
        """Values at the points, from those at the coarse lattice along `axis`."""
        return _interpolate(values, (self._places - self._first) * COARSE, axis)


def _interpolate(values: np.ndarray, at: np.ndarray, axis: int) -> np.ndarray:
    """Linear between `values` along `axis`, at positions counted in them."""
    before = np.minimum(at.astype(np.int64), values.shape[axis] - 2)
    shape = [1] * values.ndim
    shape[axis] = -1
    low, high = np.take(values, before, axis), np.take(values, before + 1, axis)
    return low + (high - low) * (at - before).reshape(shape)


def _errors(values: np.ndarray) -> np.ndarray:
    """What interpolation between nodes (..., k + 1, k + 1, 3) may err by, (...).

    Half of what it errs by, at every second node, between the others: the error falls by two at creases, by four elsewhere.
    """
    down = values[..., 1::2, :, :] - (values[..., :-1:2, :, :] + values[..., 2::2, :, :]) / 2
    across = values[..., 1::2, :] - (values[..., :-1:2, :] + values[..., 2::2, :]) / 2
    return (np.abs(down).max((-3, -2, -1)) + np.abs(across).max((-3, -2, -1))) / 2
