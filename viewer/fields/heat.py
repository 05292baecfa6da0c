"""The heat field of an image: coefficients encoded where it is looked at, and products of matrices with the sines of the grid.

On a grid a heat field is R C X^T (see `models.heat`), of the rows R and the columns X, where most of R and X is zero: a point
hears two latents of each axis, and four of their colours. So the grid is cut into groups of rows and of columns between the same
few latents, and each group of rows meets each group of columns in two small products, whose operands a CPU's cache holds.
"""

import os
from collections.abc import Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from viewer.caching import LruCache
from viewer.errors import Stop
from viewer.fields.encoded import EncodedField
from viewer.fields.field import Grid
from viewer.fields.kernels import compiled
from viewer.models.heat import Heat

SIDES = {"cpu": (16, 32), "cuda": (64, 64), "mps": (64, 64)}  # between latents, that a group of rows, of columns lies in at most
POINTS = {"cpu": (64, 128), "cuda": (512, 512), "mps": (512, 512)}  # in such a group at most
AXES_BYTES = 16 << 20  # of a field's axes are kept
EXACT_FLOAT32_ZOOM = 1024  # beyond, neighbouring screen pixels are too close for float32

_WORKERS = ThreadPoolExecutor(os.cpu_count(), "heat", initializer=lambda: torch.set_num_threads(1))


class Group(NamedTuple):
    """Neighbouring points of an axis, and what they hear of J latents."""

    points: slice
    block: int  # of latents, that holds these
    first: int  # of these
    waves: Tensor  # (points, J 2m): b phi
    cubic: Tensor  # (points, J): their colours' share

    @property
    def end(self) -> int:
        """The latent after the last."""
        return self.first + self.cubic.shape[1]


@dataclass(frozen=True)
class AxisGroups:
    """All groups of an axis."""

    groups: list[Group]

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return sum(group.waves.nbytes + group.cubic.nbytes for group in self.groups)


class HeatField(EncodedField[Heat]):
    """An image as its heat field (after arXiv 2311.17643). Zoomed out it answers with antialiased source pixels.

    precision  "exact": float32 throughout; "fast": coefficients kept in half precision where the device computes so fast.
               Either computes in float64 beyond zoom 1,024
    """

    def _move(self, model: Heat, device: torch.device) -> None:
        super()._move(model, device)
        self._axes: LruCache[tuple[Hashable, ...], AxisGroups] = LruCache(AXES_BYTES)

    def _decode_grid(self, grid: Grid, stop: Stop) -> np.ndarray:
        deep = 1 / min(grid.dy, grid.dx) > EXACT_FLOAT32_ZOOM and self.device.type != "mps"
        out = torch.empty(grid.rows, grid.cols, 3, dtype=torch.float64 if deep else torch.float32)
        width, height = self.size
        (tall, wide), (rows, cols) = SIDES[self.device.type], POINTS[self.device.type]
        down = self._axis(grid.ys(), grid.dy, height, tall, rows, out.dtype)
        across = self._axis(grid.xs(), grid.dx, width, wide, cols, out.dtype)
        for _, of_block in groupby(down, lambda group: group.block):
            band = list(of_block)
            for _, beside in groupby(across, lambda group: group.block):
                self._fill(out, band, list(beside), stop)
        return out.numpy()

    def _axis(self, points: np.ndarray, step: float, *how: Any) -> list[Group]:
        """As `_groups`; kept, for the tiles of a row have their rows in common, and those of a column their columns."""
        key = float(points[0]), step, len(points), self._latents.block, *how
        if (axis := self._axes.get(key)) is None:
            axis = AxisGroups(self._groups(points, step, *how))
            self._axes.put(key, axis)
        return axis.groups

    def _groups(self, points: np.ndarray, step: float, n: int, quads: int, most: int, dtype: torch.dtype) -> list[Group]:
        """The points, in source pixels, along an axis of `n` latents: at most `most` and between `quads` latents in a group."""
        u = np.clip(points - 0.5, -0.5, n - 0.5)  # latent i has its centre at u = i
        quad = np.floor(u).astype(np.int64)
        share = quad // min(quads, self._latents.block)
        changes = np.flatnonzero(np.diff(share, prepend=share[0] - 1))
        starts = np.concatenate([np.arange(a, b, most) for a, b in pairwise([*changes, len(u)])])
        ends = np.append(starts[1:], len(u))
        first, end = np.maximum(quad[starts] - 1, 0), np.minimum(quad[ends - 1] + 3, n)
        of_group = np.minimum(starts[:, None] + np.arange((ends - starts).max()), ends[:, None] - 1)
        latents = first[:, None] + np.arange((end - first).max())
        places, latents = (torch.from_numpy(a).to(self.device) for a in (u[of_group], latents))
        with torch.inference_mode():
            cubic, waves = self._model.axis(places, torch.full_like(places, max(step, self._smallest_cell)), n, latents[:, None])
        return [
            Group(
                slice(a, b),
                max(int(quad[a]), 0) // self._latents.block,
                int(first[g]),
                waves[g, : b - a, : end[g] - first[g]].flatten(1).to(dtype),
                cubic[g, : b - a, : end[g] - first[g]].to(dtype),
            )
            for g, (a, b) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True))
        ]

    def _fill(self, out: Tensor, down: list[Group], across: list[Group], stop: Stop) -> None:
        """The colours at the crossings of two axes' groups, of one block each, into `out` (rows, cols, 3)."""
        top, left = down[0].first, across[0].first
        window = self._latents.window((top, down[-1].end), (left, across[-1].end), stop)
        first, waves, cubic = [g.first - left for g in across], [g.waves for g in across], [g.cubic for g in across]
        cols = slice(across[0].points.start, across[-1].points.stop)

        def fill(rows: Group) -> None:
            stop.check()
            with torch.inference_mode():
                latents = window[rows.first - top : rows.end - top]
                out[rows.points, cols] = decode_band(latents, rows.waves, rows.cubic, first, waves, cubic)

        for _ in (_WORKERS.map if self.device.type == "cpu" else map)(fill, down):
            pass


def _decode_band(
    latents: Tensor, waves: Tensor, cubic: Tensor, first: list[int], col_waves: list[Tensor], col_cubic: list[Tensor]
) -> Tensor:
    """RGB (R, cols, 3) in [0, 1] of a group of rows.

    latents               (J, 6m + 1, J', 2m) of `Heat.fold`
    waves, cubic          what the rows hear of J of them, (R, J 2m) and (R, J)
    col_waves, col_cubic  the same of each group of columns, the `first` of whose latents is that many from the band's first
    """
    count, heard = cubic.shape
    last, dtype = latents.size(1) - 1, waves.dtype
    rgb = []
    for i, start in enumerate(first):
        wide = col_cubic[i].size(1)
        matrix = latents[:, :last, start : start + wide].to(dtype).reshape(waves.size(1), -1)
        colours = latents[:, last, start : start + wide, :3].to(dtype).transpose(1, 2).reshape(heard, -1)
        part = (waves @ matrix).view(3 * count, -1) @ col_waves[i].t()
        rgb.append(part.addmm_((cubic @ colours).view(3 * count, wide), col_cubic[i].t()))
    return torch.cat(rgb, 1).mul_(0.5).add_(0.5).clamp_(0, 1).view(count, 3, -1).transpose(1, 2)


decode_band = compiled(_decode_band)
