"""The heat field of an image: coefficients encoded where it is looked at, and products of matrices with the sines of the grid.

On a grid a heat field is R C X^T (see `models.heat`), of the rows R and the columns X, where most of R and X is zero: a point
hears two latents of each axis. So the grid is cut into groups of rows and of columns that lie between the same few latents. A band
of rows is multiplied with all latents it hears, which gives a function for each row and latent, and that with each group of columns.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from viewer.errors import Stop
from viewer.fields.encoded import EncodedField
from viewer.fields.field import Grid
from viewer.models.heat import Heat

REACH = 2  # latents to each side of a point that it hears
GROUP = {"cpu": 8, "cuda": 32, "mps": 32}  # quads between latents in a group, along each axis
POINTS = 64  # at most, in a group
EXACT_FLOAT32_ZOOM = 1024  # beyond, neighbouring screen pixels are too close for float32

_WORKERS = ThreadPoolExecutor(os.cpu_count(), "heat", initializer=lambda: torch.set_num_threads(1))


class Group(NamedTuple):
    """Neighbouring points of an axis, the latents they hear, and what they hear of each."""

    points: slice
    latents: slice
    cubic: Tensor  # (points, J)
    waves: Tensor  # (points, J * 2m)


class HeatField(EncodedField[Heat]):
    """An image as its heat field (after arXiv 2311.17643). Zoomed out it answers with antialiased source pixels.

    precision  "exact": float32 throughout; "fast": coefficients kept in half precision where the device speeds that up. Either
               computes in float64 beyond zoom 1,024
    """

    def _decode_grid(self, grid: Grid, stop: Stop) -> np.ndarray:
        deep = 1 / min(grid.dy, grid.dx) > EXACT_FLOAT32_ZOOM
        dtype = torch.float64 if deep and self.device.type != "mps" else torch.float32
        out = np.empty((grid.rows, grid.cols, 3), np.float64 if dtype == torch.float64 else np.float32)
        width, height = self.size
        for rows, cols, part in grid.parts(*self._part(grid)):
            down = self._groups(part.ys(), part.dy, height, dtype)
            across = self._groups(part.xs(), part.dx, width, dtype)
            self._fill(out[rows, cols], down, across, stop)
        return out

    def _part(self, grid: Grid) -> tuple[int, int]:
        """Rows and columns of the screen to be sampled at a time: within a few blocks of latents."""
        return tuple(max(int(self._latents.block / step), 1) for step in (grid.dy, grid.dx))  # type: ignore[return-value]

    def _groups(self, points: np.ndarray, step: float, n: int, dtype: torch.dtype) -> list[Group]:
        """The points along an axis of `n` latents, in source pixels, in groups."""
        u = np.clip(points - 0.5, -0.5, n - 0.5)  # latent i has its centre at u = i
        quad = np.floor(u).astype(np.int64)
        number = (quad - quad[0]) // GROUP[self.device.type]
        starts = np.flatnonzero(np.diff(number, prepend=-1))
        starts = np.concatenate([np.arange(a, b, POINTS) for a, b in pairwise([*starts, len(u)])])
        ends = np.append(starts[1:], len(u))
        first, last = np.maximum(quad[starts] - REACH + 1, 0), np.minimum(quad[ends - 1] + REACH, n - 1)
        heard = int((last - first).max()) + 1
        first = np.minimum(first, n - heard)
        of_group = np.minimum(starts[:, None] + np.arange((ends - starts).max()), ends[:, None] - 1)
        places, latents = (torch.from_numpy(a).to(self.device) for a in (u[of_group], first[:, None] + np.arange(heard)))
        with torch.inference_mode():
            width = torch.full_like(places, max(step, self._smallest_cell))
            axis = self._model.axis(places, width, n, latents[:, None])
            cubic, waves = axis.cubic.to(dtype), axis.waves.flatten(-2).to(dtype)
        return [
            Group(slice(start, end), slice(j, j + heard), cubic[g, : end - start], waves[g, : end - start])
            for g, (start, end, j) in enumerate(zip(starts.tolist(), ends.tolist(), first.tolist(), strict=True))
        ]

    def _fill(self, out: np.ndarray, down: Sequence[Group], across: Sequence[Group], stop: Stop) -> None:
        """The colours at the crossings of two axes, into `out` (rows, cols, 3)."""
        top, left = down[0].latents.start, across[0].latents.start
        window = self._latents.window((top, down[-1].latents.stop), (left, across[-1].latents.stop), stop)

        def fill(band: Group) -> None:
            stop.check()
            with torch.inference_mode():
                rgb = _band(window[band.latents.start - top : band.latents.stop - top], band, across, left)
                out[band.points] = rgb.mul_(0.5).add_(0.5).clamp_(0, 1).permute(1, 2, 0).cpu().numpy()

        for _ in (_WORKERS.map if self.device.type == "cpu" else map)(fill, down):
            pass


def _band(latents: Tensor, rows: Group, across: Sequence[Group], left: int) -> Tensor:
    """RGB (3, rows, cols) of a band whose `latents` are (J, J', 3 + 3 (2m)^2), the first of them in column `left`."""
    heard, wide, _ = latents.shape
    m = rows.waves.shape[1] // heard
    latents = latents.permute(2, 0, 1).to(rows.waves.dtype)
    matrix = latents[3:].view(3, m, m, heard, wide).permute(0, 3, 1, 4, 2).reshape(3, heard * m, wide * m)
    waves = (rows.waves @ matrix).flatten(0, 1)  # (3 rows, J' 2m)
    cubic = (rows.cubic @ latents[:3]).flatten(0, 1)
    out = torch.empty(len(waves), across[-1].points.stop, dtype=waves.dtype, device=waves.device)
    for group in across:
        first, end = group.latents.start - left, group.latents.stop - left
        coarse = cubic[:, first:end] @ group.cubic.T
        torch.addmm(coarse, waves[:, first * m : end * m], group.waves.T, out=out[:, group.points])
    return out.view(3, len(rows.waves), -1)
