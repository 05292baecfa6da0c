"""The decoder of LIIF over a separable grid.

With the first layer folded into a convolution (see `LIIF.fold`) a query costs its latent's features plus what row and column
bring, all in one product of matrices, and the small layers after it.
"""

import math
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from viewer.errors import Stop
from viewer.fields import kernels
from viewer.fields.latents import LatentAxis
from viewer.fields.rounding import hidden_layers, rounded_weights
from viewer.models.liif import LIIF, OFFSET_EPS


def _half_a_cache() -> int:
    """Bytes of half a core's second-level cache, within what was measured: 512 KiB, which 1 MiB wants, to 1 MiB."""
    told = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    return min(max(told.get("l2_cache_size", 0) // 2, 1 << 19), 1 << 20)


CHUNK = {  # bytes of a hidden layer, for each corner, of the queries decoded at a time: on a CPU its cache must hold them
    "cpu": _half_a_cache(),  # and half as much in float32, measured
    "cuda": 1 << 27,
    "mps": 1 << 25,
}
THREADS = os.cpu_count() or 1
CHUNKS = 4 * THREADS  # into so many chunks a CPU's work is cut at least, so that no thread waits long for another, ...
SMALLEST_CHUNK = 512  # ... if there are more queries in them than this
# Latents across at a time: each query of a row is multiplied with all of them. Two digits of 11 and of two beyond them, and five
# numbers more (see `_factors`), are no more than the 32 that AMX adds up at once.
LATENTS = {"cpu": 11, "cuda": 29, "mps": 29}

# On a CPU chunks are spread over threads that compute alone, rather than each chunk over OpenMP's: chunks never wait for
# one another, and a busy neighbour (another program, the window) costs its share instead of stalling every operation. A thread
# calls the kernel once for all its chunks: after each call it waits for the interpreter, which painting holds half of the time.
_WORKERS = ThreadPoolExecutor(THREADS, "decoder", initializer=lambda: torch.set_num_threads(1))

_OWN = threading.local()

Part = kernels.Rows | kernels.Patches
Decode = Callable[[Sequence[Part], kernels.Layers, kernels.Work], None]


class Decoder:
    """The decoder's layers in one number type, applied to a window of folded latents."""

    def __init__(self, model: LIIF, dtype: torch.dtype) -> None:
        first = model.first_layer()
        # Offsets need more digits than half precision has: what the first layer adds up is float32 at least.
        self._first_dtype = torch.float64 if dtype == torch.float64 else torch.float32
        self._coord = first.coord.to(self._first_dtype)
        self._bias = first.bias.to(self._first_dtype)
        self._cell = None if first.cell is None else first.cell.to(self._first_dtype)
        layers = hidden_layers(model)
        self._dtype = dtype if layers else self._first_dtype
        few_digits = self._dtype == torch.bfloat16
        weights = rounded_weights(model) if few_digits else [layer.weight.to(dtype) for layer in layers[:-1]]
        self._layers = kernels.Layers(
            weights=[kernels.packed(weight) for weight in weights],
            biases=[layer.bias.to(dtype) for layer in layers[:-1]],
            last=torch.cat(self._digits(layers[-1].weight)) if layers else None,
            last_bias=layers[-1].bias.to(self._first_dtype) if layers else torch.zeros_like(self._bias),
        )
        self._device = self._bias.device

    def decode(
        self, window: Tensor, down: LatentAxis, across: LatentAxis, cell: tuple[float, float], stop: Stop, spread: bool = False
    ) -> Tensor:
        """RGB (rows, cols, 3) in [-1, 1] on the grid of two axes whose latents `window` (h, w, hidden) holds.

        spread  instead, the standard deviation of what the corners of the local ensemble say, by their shares
        """
        y, x = self._axis(down), self._axis(across)
        common = torch.stack(self._digits(self._row_term(y, cell)), 2)
        rows, cols = y.latent.shape[1], x.latent.shape[1]
        out = torch.empty(rows, cols, 3, dtype=self._first_dtype, device=self._device)
        grid = partial(
            kernels.Rows, lowest=y.latent.amin(0), highest=y.latent.amax(0), which=y.latent, common=common,
            down=y.share[..., None, None], spread=spread,
        )  # fmt: skip
        parts = -(-window.shape[1] // LATENTS[self._device.type])
        if self._device.type == "cpu" and parts > THREADS:
            parts = -(-parts // THREADS) * THREADS  # as many for each
        grids = []
        for first, end in pairwise(k * cols // parts for k in range(parts + 1)):
            columns = _Axis(*(values[:, first:end] for values in x))
            latents, left, alike = self._factors(columns, window)
            grids.append(grid(out=out[:, first:end], latents=latents, left=left, alike=alike, across=columns.share))
        self._in_chunks(kernels.decode_rows, grids, len(y.latent), stop)
        return out

    def _factors(self, x: "_Axis", window: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """What the first layer of some columns is a product of: latents, left and alike of `kernels.Rows`."""
        first, end = int(x.latent.min()), int(x.latent.max()) + 1
        which = x.latent.flatten()[:, None] == torch.arange(first, end, device=self._device)
        offsets, weights = self._digits(x.offset.flatten()), self._digits(self._coord[:, 1])
        products = [(offset, weight) for k, offset in enumerate(offsets) for weight in weights[: len(weights) - k]]
        digits, one = len(offsets), torch.ones_like(offsets[0])
        left = torch.stack([offset for offset, _ in products] + [one] * digits, 1)
        left = torch.cat([which.to(self._dtype)] * digits + [left], 1)
        alike = torch.stack([weight for _, weight in products] + [torch.zeros_like(weights[0])] * digits)
        return window[:, first:end], left, alike

    def decode_patches(
        self, window: Tensor, down: LatentAxis, across: LatentAxis, cell: tuple[float, float], stop: Stop
    ) -> Tensor:
        """RGB (patches, rows, cols, 3) on many small grids at once, whose axes' arrays are (corners, patches, points)."""
        y, x = self._axis(down), self._axis(across)
        (corners, patches, rows), cols = y.latent.shape, x.latent.shape[2]
        out = torch.empty(patches, rows, cols, 3, dtype=self._first_dtype, device=self._device)
        grids = kernels.Patches(
            out=out,
            latents=window.to(self._first_dtype).flatten(0, 1),
            which=((y.latent * window.shape[1])[..., None], x.latent[:, :, None]),
            terms=(self._row_term(y, cell)[:, :, :, None], (x.offset[..., None] * self._coord[:, 1])[:, :, None]),
            shares=(y.share[:, None, :, :, None], x.share[:, :, None]),
        )
        self._in_chunks(kernels.decode_patches, [grids], corners, stop)
        return out

    def _row_term(self, y: "_Axis", cell: tuple[float, float]) -> Tensor:
        """What a row's place and the cell, alike for all, add to the first layer: (corners, ..., points, hidden)."""
        constant = self._bias
        if self._cell is not None:
            constant = constant + self._cell @ constant.new_tensor([2 * extent for extent in cell])
        return y.offset[..., None] * self._coord[:, 0] + constant

    def _axis(self, axis: LatentAxis) -> "_Axis":
        index = torch.from_numpy(axis.index - axis.span[0]).to(self._device)
        offset, share = (torch.from_numpy(v).to(self._device, self._first_dtype) for v in (axis.offset, _shares(axis.offset)))
        return _Axis(index, offset, share)

    def _digits(self, values: Tensor) -> list[Tensor]:
        """Numbers that add up to `values`, in the decoder's own type: two of them in half precision."""
        return kernels.digits(values.to(self._first_dtype), self._dtype)

    def _in_chunks(self, decode: Decode, parts: Sequence[Part], corners: int, stop: Stop) -> None:
        """Fill the arrays of all parts, a chunk of their first axis at a time; each axis has so many corners."""
        chunk = CHUNK[self._device.type] // (len(self._bias) * self._dtype.itemsize)  # queries
        if self._device.type == "cpu":
            chunk //= 2 if self._dtype.itemsize > 2 else 1
            chunk = min(chunk, max(sum(part.out.numel() // 3 for part in parts) // CHUNKS, SMALLEST_CHUNK))
        chunks, most = [], 0
        for which, (rows, *others, _) in enumerate(part.out.shape for part in parts):
            at_once = max(chunk // math.prod(others), 1)
            chunks += [(which, first, min(first + at_once, rows)) for first in range(0, rows, at_once)]
            most = max(most, kernels.room(corners * math.prod(others) * at_once))
        begun, unwanted = torch.zeros(len(chunks), dtype=torch.uint8), torch.frombuffer(stop.flag, dtype=torch.uint8)

        def run(start: int) -> None:
            memory = _memory(corners * most * len(self._bias), self._dtype, self._device)
            with torch.inference_mode():
                decode(parts, self._layers, kernels.Work(chunks, begun, start, *memory, unwanted))

        if self._device.type == "cpu":
            threads = min(THREADS, len(chunks))
            list(_WORKERS.map(run, (k * len(chunks) // threads for k in range(threads))))
        else:
            run(0)
        stop.check()


def _memory(count: int, dtype: torch.dtype, device: torch.device) -> tuple[Tensor, Tensor | None]:
    """Memory for a chunk, and the same as integers for `kernels.Work`.

    On a CPU each thread has its own, for what is freed and allocated anew is zeroed page by page.
    """
    if device.type != "cpu":
        return torch.empty(count, dtype=dtype, device=device), None
    mine: tuple[Tensor, Tensor | None] | None = getattr(_OWN, "memory", None)
    if mine is None or mine[0].dtype != dtype or len(mine[0]) < count:
        values = torch.zeros(count, dtype=dtype)  # nor do the odd numbers of memory never used slow anything
        mine = _OWN.memory = values, values.view(torch.int16) if dtype == torch.bfloat16 else None
    return mine


class _Axis(NamedTuple):
    """What the points along an axis hear of latents, for each corner: (corners, ..., points)."""

    latent: Tensor  # index from the window's first
    offset: Tensor  # from it
    share: Tensor


def _shares(offset: np.ndarray) -> np.ndarray:
    """The part of each of an axis' latents, (corners, points), of which each corner's S_t / S is a product (`LIIF.query`)."""
    if len(offset) == 1:
        return np.ones_like(offset)
    opposite = np.abs(offset[::-1]) + OFFSET_EPS
    return opposite / opposite.sum(0)
