"""Deep zoom: within each quad of latents the field is sampled here and there and interpolated between.

A quad is the square between four latent centres. Inside it LIIF is a bilinear blend of piecewise linear functions: smooth but
for a few creases, and never smooth across the quad's edges. So each quad is cut into cells, and a cell decides how densely it is
sampled: where leaving out every second sample would be seen, it takes twice as many, or all of its pixels once that costs
less. Cost follows the creases in view and falls with zoom.
"""

from collections.abc import Callable

import numpy as np

from viewer.fields.field import Grid

CELLS = 4  # along a side of a quad
COARSE = 2  # samples along a side of a cell, at first
DENSER = 4, 8, 16  # where that is not enough
TOLERANCE = 0.4 / 255  # an estimate of what interpolation may err by
PATCHED = 1.5  # price of a pixel in scattered cells, in those of a whole grid
AFFORDABLE = 1 / 16  # of what all pixels cost is spent, at most, on samples more precise than they are
PROBE = 4  # every so many cells, down and across, are looked at before it is decided whether to interpolate at all

Decode = Callable[[np.ndarray, np.ndarray, bool], np.ndarray]


def sample_quads(grid: Grid, decode: Decode, price: float) -> np.ndarray:
    """Colours at `grid`, (rows, cols, 3) float32.

    decode  gives the colours at every (y, x) of two axes, (m, n, 3), or of those of many patches, (patches, m, n, 3), in
            latents (latent i has its centre at i): precisely if so asked, else as they would be shown
    price   of a precise colour, in others
    """
    down, across = _CellAxis(grid.ys()), _CellAxis(grid.xs())
    pixels = down.longest * across.longest  # in a cell
    precise = price * COARSE**2 <= AFFORDABLE * pixels
    price = price if precise else 1
    row, col = (part.ravel() for part in np.mgrid[: down.count : PROBE, : across.count : PROBE])
    rough = _errors(decode(down.nodes(row, COARSE), across.nodes(col, COARSE), precise)) > TOLERANCE
    dearest = min(PATCHED * pixels, price * sum((k + 1) ** 2 for k in DENSER))  # of what a rough cell may cost
    if price * COARSE**2 + rough.mean() * dearest >= pixels:
        return decode(down.points, across.points, False)

    lattice = decode(down.lattice(COARSE), across.lattice(COARSE), precise)
    out = _interpolate(lattice, down.lattice_parts, across.lattice_parts)
    windows = np.lib.stride_tricks.sliding_window_view(lattice, (COARSE + 1, COARSE + 1), (0, 1))
    rough = _errors(windows[::COARSE, ::COARSE].transpose(0, 1, 3, 4, 2)) > TOLERANCE
    row, col = np.nonzero(rough)
    for k in DENSER:
        if not len(row):
            break
        if 2 * price * (k + 1) ** 2 >= pixels:  # half of the cells will ask for more
            out[down.pixels(row)[:, :, None], across.pixels(col)[:, None]] = decode(
                down.at_pixels(row), across.at_pixels(col), False
            )
            break
        cells = decode(down.nodes(row, k), across.nodes(col, k), precise)
        again = (_errors(cells) > TOLERANCE) & (k < DENSER[-1])
        done, y, x = cells[~again], row[~again], col[~again]
        done = _interpolate(done, down.parts(y) * k, across.parts(x) * k)
        out[down.pixels(y)[:, :, None], across.pixels(x)[:, None]] = done
        row, col = row[again], col[again]
    return out


class _CellAxis:
    """Ascending points along an axis, in source pixels, and the cells they lie in."""

    def __init__(self, points: np.ndarray) -> None:
        self.points = points - 0.5  # in latents, as all positions here
        self._places = self.points * CELLS  # in cells
        whole = np.floor(self._places).astype(np.int64)
        self._first = int(whole[0])
        self.count = int(whole[-1]) - self._first + 1
        self._bounds = np.searchsorted(whole, self._first + np.arange(self.count + 1))
        self.longest = int(np.diff(self._bounds).max())  # points in a cell

    def lattice(self, k: int) -> np.ndarray:
        """All nodes of all cells, k to a cell's side, in latents."""
        return (self._first * k + np.arange(self.count * k + 1)) / (CELLS * k)

    def nodes(self, cells: np.ndarray, k: int) -> np.ndarray:
        """The k + 1 nodes of each of the cells, in latents."""
        return ((self._first + cells[:, None]) * k + np.arange(k + 1)) / (CELLS * k)

    def pixels(self, cells: np.ndarray) -> np.ndarray:
        """Which points lie in each of the cells, (cells, longest): the last one again where there are fewer."""
        return np.minimum(self._bounds[cells, None] + np.arange(self.longest), self._bounds[cells + 1, None] - 1)

    def at_pixels(self, cells: np.ndarray) -> np.ndarray:
        """Those points, in latents."""
        return self.points[self.pixels(cells)]

    def parts(self, cells: np.ndarray) -> np.ndarray:
        """How far through their cell those points lie, in [0, 1)."""
        return self._places[self.pixels(cells)] - (self._first + cells[:, None])

    @property
    def lattice_parts(self) -> np.ndarray:
        """Where all points lie between the nodes of the coarse lattice."""
        return (self._places - self._first) * COARSE


def _interpolate(values: np.ndarray, down: np.ndarray, across: np.ndarray) -> np.ndarray:
    """Bilinear between nodes (..., h, w, 3), at positions counted in them: (..., m) down, (..., n) across."""
    *_, width, colours = values.shape
    rows = _hats(down, values.shape[-3]) @ values.reshape(*values.shape[:-2], width * colours)
    return _hats(across, width)[..., None, :, :] @ rows.reshape(*down.shape, width, colours)


def _hats(at: np.ndarray, n: int) -> np.ndarray:
    """What each of `n` nodes weighs at each position, (..., positions, n)."""
    return np.maximum(1 - np.abs(at[..., None] - np.arange(n)), 0).astype(np.float32)


def _errors(values: np.ndarray) -> np.ndarray:
    """What interpolation between nodes (..., k + 1, k + 1, 3) may err by, (...).

    Half of what it errs by, at every second node, between the others: the error falls by two at creases, by four elsewhere.
    """
    down = values[..., 1::2, :, :] - (values[..., :-1:2, :, :] + values[..., 2::2, :, :]) / 2
    across = values[..., 1::2, :] - (values[..., :-1:2, :] + values[..., 2::2, :]) / 2
    return (np.abs(down).max((-3, -2, -1)) + np.abs(across).max((-3, -2, -1))) / 2
