"""The decoder of LIIF over a separable grid.

With the first layer folded into a convolution (see `LIIF.fold`) a query costs one addition and the small layers after it.
"""

import math
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from viewer.errors import Stop
from viewer.fields.latents import LatentAxis
from viewer.models.liif import LIIF, OFFSET_EPS

CHUNK = {  # bytes of a hidden layer, for each corner, of the queries decoded at a time: on a CPU its cache must hold them
    "cpu": 1 << 20,
    "cuda": 1 << 27,
    "mps": 1 << 25,
}
CHUNKS = 8  # into so many chunks a CPU's work is cut at least, so that no thread waits long for another, ...
SMALLEST_CHUNK = 512  # ... if there are more queries in them than this

_FUSED = getattr(torch.ops.mkldnn, "_linear_pointwise", None)  # what torch.compile uses; not every build has it

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
        window = window.to(self._first_dtype)
        y, x = self._axis(down, self._coord[:, 0], self._constant(cell)), self._axis(across, self._coord[:, 1])
        (corners, rows), cols = y.latent.shape, x.latent.shape[1]
        x_index, x_term = x.latent.flatten(), x.term.flatten(0, 1)

        def colours(chunk: slice) -> Tensor:
            first = self._empty(corners, chunk.stop - chunk.start, len(x_index))
            for out, index, term in zip(first, y.latent[:, chunk], y.term[:, chunk, None], strict=True):
                by_row = window.index_select(0, index).add_(term)  # (chunk, w, hidden)
                out.copy_(by_row.index_select(1, x_index).add_(x_term))
            rgb = self._finish(first).unflatten(2, (corners, cols))
            return (rgb * (y.share[:, chunk, None, None] * x.share)).sum(0).sum(1)

        return self._in_chunks(colours, (rows, cols), stop)

    def decode_patches(
        self, window: Tensor, down: LatentAxis, across: LatentAxis, cell: tuple[float, float], stop: Stop
    ) -> Tensor:
        """RGB (patches, rows, cols, 3) on many small grids at once, whose axes' arrays are (corners, patches, points)."""
        window = window.to(self._first_dtype)
        y, x = self._axis(down, self._coord[:, 0], self._constant(cell)), self._axis(across, self._coord[:, 1])
        (corners, patches, rows), cols = y.latent.shape, x.latent.shape[2]
        latents, width = window.flatten(0, 1), window.shape[1]

        def colours(chunk: slice) -> Tensor:
            first = self._empty(corners, corners, chunk.stop - chunk.start, rows, cols)
            for ty, tx in np.ndindex(corners, corners):
                index = y.latent[ty, chunk, :, None] * width + x.latent[tx, chunk, None]
                corner = latents.index_select(0, index.flatten()).unflatten(0, index.shape)
                first[ty, tx] = corner.add_(y.term[ty, chunk, :, None]).add_(x.term[tx, chunk, None])
            shares = y.share[:, None, chunk, :, None] * x.share[:, chunk, None]
            return (self._finish(first) * shares).sum(0).sum(0)

        return self._in_chunks(colours, (patches, rows, cols), stop)

    def _constant(self, cell: tuple[float, float]) -> Tensor:
        if self._cell is None:
            return self._bias
        return self._bias + self._cell @ self._bias.new_tensor([2 * extent for extent in cell])

    def _axis(self, axis: LatentAxis, coord: Tensor, constant: Tensor | float = 0.0) -> "_Axis":
        index = torch.from_numpy(axis.index - axis.span[0]).to(self._device)
        offset, share = (torch.from_numpy(v).to(self._device, self._first_dtype) for v in (axis.offset, _shares(axis.offset)))
        return _Axis(index, offset[..., None] * coord + constant, share[..., None])

    def _empty(self, *shape: int) -> Tensor:
        return torch.empty(*shape, len(self._bias), dtype=self._dtype, device=self._device)

    def _in_chunks(self, colours: Callable[[slice], Tensor], shape: tuple[int, ...], stop: Stop) -> Tensor:
        """`colours` of every chunk of the first axis of `shape`, and the last bias: the ensemble's shares add up to 1."""
        out = torch.empty(*shape, 3, dtype=self._first_dtype, device=self._device)
        queries = math.prod(shape[1:])  # in one of the first axis
        length = CHUNK[self._device.type] // (queries * len(self._bias) * self._dtype.itemsize)
        if self._device.type == "cpu":
            length = min(length, max(shape[0] // CHUNKS, SMALLEST_CHUNK // queries))
        length = max(length, 1)

        def fill(start: int) -> None:
            stop.check()
            chunk = slice(start, min(start + length, shape[0]))
            with torch.inference_mode():
                out[chunk] = colours(chunk)
                if self._last is not None:
                    out[chunk] += self._last[1]

        spread = _WORKERS.map if self._device.type == "cpu" else map
        for _ in spread(fill, range(0, shape[0], length)):
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


class _Axis(NamedTuple):
    """What the points along an axis bring to the first layer, for each corner (corners, ..., points)."""

    latent: Tensor  # index from the window's first
    term: Tensor  # (..., hidden) to be added to it
    share: Tensor  # (..., 1)


def _shares(offset: np.ndarray) -> np.ndarray:
    """The part of each of an axis' latents, (corners, points), of which each corner's S_t / S is a product (`LIIF.query`)."""
    if len(offset) == 1:
        return np.ones_like(offset)
    opposite = np.abs(offset[::-1]) + OFFSET_EPS
    return opposite / opposite.sum(0)


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
