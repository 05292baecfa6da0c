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
from viewer.models.liif import LIIF, OFFSET_EPS

CHUNK = {  # numbers in a hidden layer of the queries decoded at a time: on a CPU they must stay in its cache
    "cpu": 1 << 19,
    "cuda": 1 << 26,
    "mps": 1 << 24,
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
        self._layers = [(layer.weight.to(dtype), layer.bias.to(dtype)) for layer in layers[:-1]]
        self._last = (layers[-1].weight.T.to(dtype), layers[-1].bias.to(self._first_dtype)) if layers else None
        self._dtype = dtype if layers else self._first_dtype
        self._device = self._bias.device

    def decode(self, window: Tensor, down: LatentAxis, across: LatentAxis, cell: tuple[float, float], stop: Stop) -> Tensor:
        """RGB (rows, cols, 3) in [-1, 1] on the grid of two axes whose latents `window` (h, w, hidden) holds."""
        rows, cols = down.index.shape[1], across.index.shape[1]
        constant = self._bias
        if self._cell is not None:
            constant = constant + self._cell @ constant.new_tensor([2 * extent for extent in cell])
        window = window.to(self._first_dtype)
        iy, ix = (self._tensor(axis.index - axis.span[0], torch.int64) for axis in (down, across))
        oy, ox = (self._tensor(axis.offset, self._first_dtype) for axis in (down, across))
        ix = ix.flatten()
        term_y = oy[..., None, None] * self._coord[:, 0] + constant  # (corners, rows, 1, hidden)
        term_x = ox.flatten()[:, None] * self._coord[:, 1]  # (corners * cols, hidden)
        share_y, share_x = (self._tensor(_shares(axis.offset), self._first_dtype)[..., None] for axis in (down, across))
        out = torch.empty(rows, cols, 3, dtype=self._first_dtype, device=self._device)
        height = max(CHUNK[self._device.type] // (cols * len(constant)), 1)

        def decode_rows(top: int) -> None:
            stop.check()
            chunk = slice(top, min(top + height, rows))
            with torch.inference_mode():
                first = constant.new_empty((len(iy), chunk.stop - top, len(ix), len(constant)), dtype=self._dtype)
                for corner, index, term in zip(first, iy[:, chunk], term_y[:, chunk], strict=True):
                    by_row = window.index_select(0, index).add_(term)  # (chunk, w, hidden)
                    corner.copy_(by_row.index_select(1, ix).add_(term_x))
                colours = self._finish(first).unflatten(2, share_x.shape[:2])  # (corners, chunk, corners, cols, 3)
                shares = share_y[:, chunk, None, None] * share_x
                out[chunk] = (colours * shares).sum(0).sum(1)
                if self._last is not None:
                    out[chunk] += self._last[1]  # the shares add up to 1

        spread = _WORKERS.map if self._device.type == "cpu" else map
        for _ in spread(decode_rows, range(0, rows, height)):
            pass
        return out

    def _finish(self, hidden: Tensor) -> Tensor:
        """The layers after the first on (..., hidden), which is overwritten, but for the last bias: (..., 3)."""
        if self._last is None:
            return hidden
        shape = hidden.shape[:-1]
        hidden = _relu(hidden).flatten(0, -2)
        for weight, bias in self._layers:
            hidden = _linear_relu(hidden, weight, bias)
        return (hidden @ self._last[0]).to(self._first_dtype).unflatten(0, shape)

    def _tensor(self, values: np.ndarray, dtype: torch.dtype) -> Tensor:
        return torch.from_numpy(values).to(self._device, dtype)


def _shares(offset: np.ndarray) -> np.ndarray:
    """The part of each of an axis' latents, (corners, points), of which each corner's S_t / S is a product (`LIIF.query`)."""
    if len(offset) == 1:
        return np.ones_like(offset)
    opposite = np.abs(offset[::-1]) + OFFSET_EPS
    return opposite / opposite.sum(0)


_FUSED = getattr(torch.ops.mkldnn, "_linear_pointwise", None)  # what torch.compile uses; not every build has it


def _linear_relu(hidden: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    if _FUSED is not None and hidden.dtype == torch.bfloat16 and hidden.device.type == "cpu":
        return _FUSED(hidden, weight, bias, "relu", [], "")
    return _relu(F.linear(hidden, weight, bias))


def _relu(hidden: Tensor) -> Tensor:
    """In place. bfloat16 as the integers it is stored as, whose sign is the same: on a CPU four times as fast."""
    if hidden.dtype == torch.bfloat16 and hidden.device.type == "cpu":
        hidden.view(torch.int16).clamp_min_(0)
        return hidden
    return hidden.relu_()
