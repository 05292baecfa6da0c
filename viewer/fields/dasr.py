"""The field of a DASR of one scale: the picture that it makes, where it is looked at, and bicubic between its pixels."""

import math

import numpy as np

from viewer.errors import Stop
from viewer.fields.encoded import EncodedField
from viewer.fields.field import Grid
from viewer.fields.interpolation import Interpolation
from viewer.models.dasr import DASR

PART = 1024  # screen pixels a side sampled at a time
AROUND = 5  # source pixels beyond a part whose values it depends on: a bicubic kernel's, shrinking by the scale at most


class DasrField(EncodedField[DASR]):
    """An image as blind super-resolution of one scale sees it. Zoomed out it answers with antialiased source pixels."""

    def _decode_grid(self, grid: Grid, stop: Stop) -> np.ndarray:
        out = np.empty((grid.rows, grid.cols, 3), np.float32)
        side = min(max(int(self._latents.block / max(grid.dy, grid.dx)), 1), PART)
        for rows, cols, part in grid.parts(side, side):
            out[rows, cols] = self._sample_part(part, stop)
        return out

    def _sample_part(self, grid: Grid, stop: Stop) -> np.ndarray:
        scale, (width, height) = self._model.scale, self.size
        down, across = _near(grid.ys(), height), _near(grid.xs(), width)
        values = self._latents.window(down, across, stop)[:, 0].float().cpu().numpy()  # (rows, cols, 3 scale^2)
        rows, cols = values.shape[:2]
        values = values.reshape(rows, cols, 3, scale, scale).transpose(0, 3, 1, 4, 2).reshape(rows * scale, cols * scale, 3)
        picture = np.clip(np.round(values * 65_535), 0, 65_535).astype(np.uint16)
        corner = (grid.y0 - down[0]) * scale, (grid.x0 - across[0]) * scale
        scaled = Grid(*corner, grid.dy * scale, grid.dx * scale, grid.rows, grid.cols)
        return Interpolation(picture, "bicubic").sample(scaled, stop)


def _near(points: np.ndarray, n: int) -> tuple[int, int]:
    """The first of `n` source pixels that matter to points along an axis, and the one after the last."""
    first = min(max(math.floor(points.min()) - AROUND, 0), n - 1)
    return first, max(min(math.ceil(points.max()) + AROUND, n), first + 1)
