"""The decoder of LIIF over a separable grid.

With the first layer folded into a convolution (see `LIIF.fold`) a query costs one addition and the small layers after it.
"""

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from viewer.errors import Stop
from viewer.fields.latents import LatentAxis
from viewer.models.liif import ENSEMBLE, LIIF, OFFSET_EPS

CHUNK = {  # queries decoded at a time: on a CPU they must stay in its cache
    "cpu": 1024,
    "cuda": 1 << 18,
    "mps": 1 << 16,
}

# On a CPU chunks are spread over threads that compute alone, rather than each chunk over OpenMP's: chunks never wait for
# one another, and a busy neighbour (another program, the window) costs its share instead of stalling every operation.
_WORKERS = ThreadPoolExecutor(os.cpu_count(), "decoder", initializer=lambda: torch.set_num_threads(1))


class Decoder:
    """The decoder's layers in one number type, applied to a window of folded latents."""

    def __init__(self, model: LIIF, dtype: torch.dtype) -> None:
        first = model.first_layer()
        # Offsets need more digits than half precision has: the first layer's sum is float32 at least.
        self._first_dtype = torch.float64 if dtype == torch.float64 else torch.float32
        self._coord = first.coord.to(self._first_dtype)
        self._bias = first.bias.to(self._first_dtype)
        self._cell = None if first.cell is None else first.cell.to(self._first_dtype)
        assert model.imnet is not None
        layers = [layer for layer in list(model.imnet.layers)[1:] if isinstance(layer, torch.nn.Linear)]
        self._layers = [(layer.weight.to(dtype), layer.bias.to(dtype)) for layer in layers]
        self._dtype = dtype
        self._device = self._bias.device

    def decode(self, window: Tensor, down: LatentAxis, across: LatentAxis, cell: tuple[float, float], stop: Stop) -> Tensor:
        """RGB (rows, cols, 3) in [-1, 1] on the grid of two axes whose latents `window` (h, w, hidden) holds."""
        rows, cols = down.index.shape[1], across.index.shape[1]
        corners = ENSEMBLE if len(down.index) == 2 else ((0, 0),)
        constant = self._bias
        if self._cell is not None:
            constant = constant + self._cell @ constant.new_tensor([2 * extent for extent in cell])
        window = window.to(self._first_dtype)
        iy, ix = (self._tensor(axis.index - axis.span[0], torch.int64) for axis in (down, across))
        oy, ox = (self._tensor(axis.offset, self._first_dtype) for axis in (down, across))
        term_y = oy[..., None] * self._coord[:, 0] + constant  # (corners, rows, hidden)
        term_x = ox[..., None] * self._coord[:, 1]  # (corners, cols, hidden)
        out = torch.empty(rows, cols, 3, dtype=self._first_dtype, device=self._device)
        height = max(CHUNK[self._device.type] // cols, 1)

        def decode_rows(top: int) -> None:
            stop.check()
            chunk = slice(top, top + height)
            with torch.inference_mode():
                hidden = []
                for ty, tx in corners:
                    by_row = window[iy[ty, chunk]] + term_y[ty, chunk, None]  # (chunk, w, hidden)
                    first = by_row.index_select(1, ix[tx]) + term_x[tx]
                    hidden.append(first.relu_().to(self._dtype) if self._layers else first)
                weights = self._weights(down.offset[:, chunk], across.offset)
                out[chunk] = self._finish(torch.stack(hidden), weights)

        spread = _WORKERS.map if self._device.type == "cpu" else map
        for _ in spread(decode_rows, range(0, rows, height)):
            pass
        return out

    def _finish(self, hidden: Tensor, weights: Tensor | None) -> Tensor:
        """The layers after the first on (corners, r, c, hidden), blended by `weights` (corners, r, c): (r, c, 3)."""
        if not self._layers:
            return hidden[0] if weights is None else (hidden * weights[..., None]).sum(0)
        for weight, bias in self._layers[:-1]:
            hidden = F.linear(hidden, weight, bias).relu_()
        colours = F.linear(hidden, *self._layers[-1]).to(self._first_dtype)
        return colours[0] if weights is None else (colours * weights[..., None]).sum(0)

    def _weights(self, oy: np.ndarray, ox: np.ndarray) -> Tensor | None:
        """Each corner's share, (corners, rows, cols): S_t / S as in `LIIF.query`."""
        if len(oy) == 1:
            return None
        down, across = (np.abs(offset[::-1]) + OFFSET_EPS for offset in (oy, ox))
        down, across = down / down.sum(0), across / across.sum(0)
        return self._tensor(np.stack([down[ty, :, None] * across[tx] for ty, tx in ENSEMBLE]), self._first_dtype)

    def _tensor(self, values: np.ndarray, dtype: torch.dtype) -> Tensor:
        return torch.from_numpy(values).to(self._device, dtype)
