"""The SIREN field: a picture that is nothing but a network's weights, asked at the pixels of the grid."""

import copy
import math
from collections.abc import Callable, Iterator

import numpy as np
import torch
from torch import Tensor

from viewer.errors import Stop
from viewer.fields.chebyshev import sample_smooth
from viewer.fields.derivatives import LUMA, Slopes
from viewer.fields.field import Grid
from viewer.fields.interpolation import shrink
from viewer.imaging.image import Size
from viewer.models.siren import Siren

PART = 256  # screen pixels a side sampled at a time
CHUNK = 1 << 14  # points computed at a time
FINEST = 4  # samples along a side of a screen pixel that shrinks source pixels, at most
MARGIN = 3  # screen pixels around a grid whose source pixels an antialiased one hears of
PERIOD = 2 * math.pi
TOLERANCE = 0.4 * 2 / 255  # of the network's values, from -1 to 1, in the fast path
STEEPNESS = 1e-3  # of derivatives, white for a source pixel
WAVES = 0.35  # that a source pixel may hold, for a beginning
EXACT_FLOAT32_ZOOM = 1024  # beyond, neighbouring screen pixels are too close for float32

Evaluate = Callable[[np.ndarray, np.ndarray, torch.dtype, Stop], np.ndarray]  # at every y and x of two axes


class SirenField:
    """An image as its SIREN (arXiv 2006.09661). Zoomed out it answers with the antialiased values of the field itself.

    precision  "exact": every pixel is computed, in float32; "fast": where that takes fewer values, a polynomial through some of
               them, within half an 8-bit step. Either computes in float64 beyond zoom 1,024

    Phases of the first layer, which grow with the image, are float64 always and taken modulo a period before they are rounded.
    """

    def __init__(self, model: Siren, device: torch.device, precision: str = "fast") -> None:
        self.device = device
        self.precision = precision
        self._size = model.size
        self._coordinates, self._per_pixel = model.coordinates, model.per_pixel
        dtypes = [torch.float32] if device.type == "mps" else [torch.float32, torch.float64]  # it has no other
        self._models = {dtype: copy.deepcopy(model).to(device, dtype) for dtype in dtypes}
        first = model.first
        weight, bias = (tensor.detach().double().cpu().numpy() for tensor in (first.linear.weight, first.linear.bias))
        self._slope, self._bias = first.omega0 * weight, first.omega0 * bias

    @property
    def size(self) -> Size:
        """Extent in source pixels."""
        return self._size

    def sample(self, grid: Grid, stop: Stop) -> np.ndarray:
        """Colours at `grid`: (rows, cols, 3) in [0, 1], float32, or float64 where it is deeper than float32."""
        if grid.shrinks:
            return self._shrunk(grid, stop)
        return np.clip(self._on_grid(grid, self._values, TOLERANCE, stop) / 2 + 0.5, 0, 1)

    def slopes(self, grid: Grid, stop: Stop) -> Slopes:
        """Derivatives of luma at `grid`, as the formulas have them."""
        values = self._on_grid(grid, self._slopes, STEEPNESS, stop)
        return Slopes(values[..., :2], values[..., 2])

    def _on_grid(self, grid: Grid, evaluate: Evaluate, tolerance: float, stop: Stop) -> np.ndarray:
        """What `evaluate` gives at every pixel of a grid, or nearly that from fewer of its values, (rows, cols, 3)."""
        dtype = (
            torch.float64 if torch.float64 in self._models and 1 / min(grid.dy, grid.dx) > EXACT_FLOAT32_ZOOM else torch.float32
        )
        out = np.empty((grid.rows, grid.cols, 3), np.float64 if dtype == torch.float64 else np.float32)
        for rows, cols, part in grid.parts(PART, PART):
            ys, xs = part.ys(), part.xs()
            if self.precision == "fast":
                waves = WAVES * max(part.rows * part.dy, part.cols * part.dx)
                out[rows, cols] = sample_smooth(ys, xs, lambda y, x: evaluate(y, x, dtype, stop), tolerance, waves)
            else:
                out[rows, cols] = evaluate(ys, xs, dtype, stop)
        return out

    def _slopes(self, ys: np.ndarray, xs: np.ndarray, dtype: torch.dtype, stop: Stop) -> np.ndarray:
        """Luma's derivatives down and across, and its Laplacian, where rows and columns cross, (rows, cols, 3)."""
        model, out = self._models[dtype], []
        per_pixel = torch.tensor(self._per_pixel, dtype=dtype, device=self.device)
        luma = torch.tensor(LUMA / 2, dtype=dtype, device=self.device)  # of values from -1 to 1
        with torch.inference_mode():
            for phases in self._phases(ys, xs, dtype, CHUNK // 4):
                stop.check()
                _, first, second = model.jet(phases)
                first, second = (part.expand(*part.shape[:-1], 3) @ luma for part in (first, second))
                out.append(torch.cat((first * per_pixel, (second * per_pixel**2).sum(-1, keepdim=True)), -1))
            return torch.cat(out).cpu().numpy()

    def _shrunk(self, grid: Grid, stop: Stop) -> np.ndarray:
        """Antialiased: the field is sampled more finely, as finely as source pixels unless that is very fine, and shrunk."""
        finer_y, finer_x = (min(math.ceil(step - 1e-9), FINEST) for step in (grid.dy, grid.dx))
        dy, dx = grid.dy / finer_y, grid.dx / finer_x
        height, width = self.size[1], self.size[0]
        top, left = max(grid.y0 - MARGIN * grid.dy, 0), max(grid.x0 - MARGIN * grid.dx, 0)
        bottom = min(grid.y0 + (grid.rows + MARGIN) * grid.dy, height)
        right = min(grid.x0 + (grid.cols + MARGIN) * grid.dx, width)
        top, left = min(top, height - dy), min(left, width - dx)
        rows, cols = max(math.ceil((bottom - top) / dy - 1e-6), 1), max(math.ceil((right - left) / dx - 1e-6), 1)
        ys, xs = (origin + (np.arange(n) + 0.5) * d for origin, n, d in ((top, rows, dy), (left, cols, dx)))
        pixels = np.clip(self._values(ys, xs, torch.float32, stop) / 2 + 0.5, 0, 1)
        fine = np.rint(pixels * 65535).astype(np.uint16)
        return shrink(fine, Grid((grid.y0 - top) / dy, (grid.x0 - left) / dx, finer_y, finer_x, grid.rows, grid.cols))

    def _values(self, ys: np.ndarray, xs: np.ndarray, dtype: torch.dtype, stop: Stop) -> np.ndarray:
        """The network's values where rows and columns cross, (rows, cols, 3)."""
        model = self._models[dtype]
        out = []
        with torch.inference_mode():
            for phases in self._phases(ys, xs, dtype):
                stop.check()
                out.append(model.values(phases))
            return torch.cat(out).expand(-1, -1, 3).cpu().numpy()

    def _phases(self, ys: np.ndarray, xs: np.ndarray, dtype: torch.dtype, at_once: int = CHUNK) -> Iterator[Tensor]:
        """What the first layer takes sines of, (., cols, hidden), some rows at a time. Beyond its edges an image goes on."""
        height, width = self._size[1], self._size[0]
        down = np.mod(self._coordinates(np.clip(ys, 0, height), 0)[:, None] * self._slope[:, 0], PERIOD)
        across = np.mod(self._coordinates(np.clip(xs, 0, width), 1)[:, None] * self._slope[:, 1] + self._bias, PERIOD)
        rows, cols = (torch.from_numpy(values).to(self.device, dtype) for values in (down, across))
        for part in rows.split(max(at_once // len(xs), 1)):
            yield part[:, None] + cols
