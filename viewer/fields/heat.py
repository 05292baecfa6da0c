"""The heat field of an image: coefficients encoded where it is looked at, and products of matrices with the sines of the grid.

On a grid a heat field is R C X^T (see `models.heat`), of the rows R and the columns X, where most of R and X is zero: a point
hears two latents of each axis, and four of their colours. So the grid is cut into groups of rows and of columns between the same
few latents. A band of rows is multiplied with all latents it hears, and that with each group of columns.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from viewer.errors import Stop
from viewer.fields.encoded import EncodedField
from viewer.fields.field import Grid
from viewer.fields.kernels import compiled
from viewer.models.heat import Heat

QUADS = {"cpu": 16, "cuda": 32, "mps": 32}  # between latents, that a group lies in at most
POINTS = 64  # in a group at most
EXACT_FLOAT32_ZOOM = 1024  # beyond, neighbouring screen pixels are too close for float32

_WORKERS = ThreadPoolExecutor(os.cpu_count(), "heat", initializer=lambda: torch.set_num_threads(1))


class Groups(NamedTuple):
    """The points of an axis in groups: in the order of the axis, the points of each, its first latent, and what it hears."""

    points: list[slice]
    first: list[int]
    heard: list[Tensor]  # (points, J, 2m + 1) each: b phi of J latents, and their share of the colours

    @property
    def span(self) -> tuple[int, int]:
        """First latent and the one after the last."""
        return self.first[0], self.first[-1] + self.heard[0].shape[1]


class HeatField(EncodedField[Heat]):
    """An image as its heat field (after arXiv 2311.17643). Zoomed out it answers with antialiased source pixels.

    precision  "exact": float32 throughout; "fast": coefficients kept in half precision where the device computes so fast.
               Either computes in float64 beyond zoom 1,024
    """

    def _decode_grid(self, grid: Grid, stop: Stop) -> np.ndarray:
        deep = 1 / min(grid.dy, grid.dx) > EXACT_FLOAT32_ZOOM and self.device.type != "mps"
        out = torch.empty(grid.rows, grid.cols, 3, dtype=torch.float64 if deep else torch.float32)
        (width, height), block = self.size, self._latents.block
        for rows, cols, part in grid.parts(*(max(int(block / step), 1) for step in (grid.dy, grid.dx))):
            down = self._groups(part.ys(), part.dy, height, out.dtype)
            across = self._groups(part.xs(), part.dx, width, out.dtype)
            self._fill(out[rows, cols], down, across, stop)
        return out.numpy()

    def _groups(self, points: np.ndarray, step: float, n: int, dtype: torch.dtype) -> Groups:
        """The points, in source pixels, along an axis of `n` latents."""
        u = np.clip(points - 0.5, -0.5, n - 0.5)  # latent i has its centre at u = i
        quad = np.floor(u).astype(np.int64)
        changes = np.flatnonzero(np.diff((quad - quad[0]) // QUADS[self.device.type], prepend=-1))
        starts = np.concatenate([np.arange(a, b, POINTS) for a, b in pairwise([*changes, len(u)])])
        ends = np.append(starts[1:], len(u))
        first, last = np.maximum(quad[starts] - 1, 0), np.minimum(quad[ends - 1] + 2, n - 1)
        count = int((last - first).max()) + 1
        first = np.minimum(first, n - count)
        of_group = np.minimum(starts[:, None] + np.arange((ends - starts).max()), ends[:, None] - 1)
        places, latents = (torch.from_numpy(a).to(self.device) for a in (u[of_group], first[:, None] + np.arange(count)))
        with torch.inference_mode():
            axis = self._model.axis(places, torch.full_like(places, max(step, self._smallest_cell)), n, latents[:, None])
            heard = torch.cat((axis.waves, axis.cubic[..., None]), -1).to(dtype)
        bounds = list(zip(starts.tolist(), ends.tolist(), strict=True))
        return Groups(
            [slice(start, end) for start, end in bounds],
            first.tolist(),
            [heard[g, : end - start] for g, (start, end) in enumerate(bounds)],
        )

    def _fill(self, out: Tensor, down: Groups, across: Groups, stop: Stop) -> None:
        """The colours at the crossings of two axes, into `out` (rows, cols, 3)."""
        left, right = across.span
        columns = [first - left for first in across.first]
        self._latents.prepare(down.span, across.span, stop)

        def fill(points: slice, first: int, heard: Tensor) -> None:
            stop.check()
            with torch.inference_mode():
                window = self._latents.window((first, first + heard.shape[1]), (left, right), stop)
                out[points] = decode_band(window, heard, columns, across.heard)

        for _ in (_WORKERS.map if self.device.type == "cpu" else map)(fill, *down):
            pass


def _decode_band(latents: Tensor, rows: Tensor, first: list[int], cols: list[Tensor]) -> Tensor:
    """RGB (R, cols, 3) in [0, 1] of a band of rows.

    latents  (J, J', 3 + 3 (2m)^2) of `Heat.fold`
    rows     (R, J, 2m + 1): what they hear
    cols     the same of each group of columns, (., J'', 2m + 1), the `first` of whose latents is that many from the band's first
    """
    count, m, (heard, wide) = rows.size(0), rows.size(2) - 1, (latents.size(0), latents.size(1))
    colours = latents[:, :, :3].permute(2, 0, 1).to(rows.dtype)
    matrix = torch.empty(heard, m, wide, 3 * m, dtype=rows.dtype, device=rows.device)
    matrix.copy_(latents[:, :, 3:].view(heard, wide, m, 3 * m).permute(0, 2, 1, 3))
    waves = rows[:, :, :m].flatten(1) @ matrix.view(heard * m, wide * 3 * m)
    half = torch.empty(3, count, wide, m + 1, dtype=rows.dtype, device=rows.device)
    half[:, :, :, :m] = waves.view(count, wide, 3, m).permute(2, 0, 1, 3)
    half[:, :, :, m] = torch.matmul(rows[:, :, m], colours)
    flat = half.view(3 * count, wide * (m + 1))
    rgb = []
    for start, group in zip(first, cols):  # noqa: B905 (TorchScript)
        heard_by = flat[:, start * (m + 1) : (start + group.size(1)) * (m + 1)]
        rgb.append(heard_by @ group.flatten(1).t())
    return torch.cat(rgb, 1).mul_(0.5).add_(0.5).clamp_(0, 1).view(3, count, -1).permute(1, 2, 0)


decode_band = compiled(_decode_band)
