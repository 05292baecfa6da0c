"""The LIIF field of an image: encoded block by block where it is looked at, decoded on the separable grid.

On an axis-aligned grid the latent indices and the offsets from them are two short vectors, one along each axis. They are
computed in float64; only an offset, a number within [-2, 2], goes to the network. With the first layer folded into a
convolution (see `LIIF.fold`) a query costs one addition and the small layers after it.
"""

import os
import time
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from viewer.errors import Stop
from viewer.fields.field import Grid
from viewer.fields.interpolation import shrink
from viewer.imaging.image import Image, Size
from viewer.models.device import fast_dtype
from viewer.models.liif import ENSEMBLE, LIIF, OFFSET_EPS

BLOCK_LATENTS = 256  # side of an encoded block; four times the area for encoders that look further than 64 pixels
CACHE_BYTES = 512 << 20
CHUNK = {
    "cpu": 2048,
    "cuda": 1 << 18,
    "mps": 1 << 16,
}  # queries decoded at a time: on a CPU they must stay in its cache
LATTICE = 32  # samples along a side of a latent's quad where the fast path interpolates between them
LATTICE_ZOOM = 2 * LATTICE  # from here on two screen pixels or more lie between the samples
EXACT_FLOAT32_ZOOM = 1024  # beyond, neighbouring screen pixels are too close for float32 offsets

# On a CPU chunks are spread over threads that compute alone, rather than each chunk over OpenMP's: chunks never wait for
# one another, and a busy neighbour (another program, the window) costs its share instead of stalling every operation.
_WORKERS = ThreadPoolExecutor(os.cpu_count(), "decoder", initializer=lambda: torch.set_num_threads(1))


@dataclass(frozen=True)
class LatentAxis:
    """What the points along an axis need of the latents: their indices and twice the offsets, both (corners, points).

    corners is 2, the latents before and after each point, or 1, the nearest, without the local ensemble.
    """

    index: np.ndarray
    offset: np.ndarray

    @classmethod
    def at(cls, points: np.ndarray, n: int, ensemble: bool) -> "LatentAxis":
        """For `points` in source pixels along an axis of `n` latents."""
        u = points - 0.5  # latent i has its centre at u = i
        if ensemble:
            before = np.floor(u).astype(np.int64)
            index = np.stack((before, before + 1))
        else:
            index = np.rint(u).astype(np.int64)[None]
        index = np.clip(index, 0, n - 1)
        return cls(index, 2 * (u - index))

    @property
    def span(self) -> tuple[int, int]:
        """First index and the one after the last."""
        return int(self.index.min()), int(self.index.max()) + 1


class LatentMap:
    """The folded latents of an image, encoded in blocks when first asked for and kept while there is room.

    Each block is encoded with as much context as the encoder looks at, so the blocks equal the whole.
    """

    def __init__(self, model: LIIF, image: Image, dtype: torch.dtype) -> None:
        self._model = model
        self._image = image
        self._dtype = dtype
        self._device = next(model.parameters()).device
        self.block = BLOCK_LATENTS if model.radius < 64 else 2 * BLOCK_LATENTS
        self._blocks: OrderedDict[tuple[int, int], Tensor] = OrderedDict()
        self._bytes = 0
        self.seconds = 0.0  # spent on encoding

    def window(self, rows: tuple[int, int], cols: tuple[int, int], stop: Stop) -> Tensor:
        """Folded latents of rows and columns [first, end): (rows, cols, hidden)."""
        bands = []
        for by in range(rows[0] // self.block, (rows[1] - 1) // self.block + 1):
            band = []
            for bx in range(cols[0] // self.block, (cols[1] - 1) // self.block + 1):
                top, left = by * self.block, bx * self.block
                block = self._get(by, bx, stop)
                band.append(
                    block[
                        max(rows[0] - top, 0) : rows[1] - top,
                        max(cols[0] - left, 0) : cols[1] - left,
                    ]
                )
            bands.append(torch.cat(band, 1) if len(band) > 1 else band[0])
        return torch.cat(bands, 0) if len(bands) > 1 else bands[0]

    def _get(self, by: int, bx: int, stop: Stop) -> Tensor:
        key = by, bx
        if key in self._blocks:
            self._blocks.move_to_end(key)
            return self._blocks[key]
        stop.check()
        started = time.perf_counter()
        block = self._encode(by * self.block, bx * self.block)
        if self._device.type == "cuda":
            torch.cuda.synchronize(self._device)
        self.seconds += time.perf_counter() - started
        self._blocks[key] = block
        self._bytes += block.nbytes
        while self._bytes > CACHE_BYTES and len(self._blocks) > 1:
            self._bytes -= self._blocks.popitem(last=False)[1].nbytes
        return block

    def _encode(self, top: int, left: int) -> Tensor:
        """The block of latents from (top, left), (h, w, hidden)."""
        halo = self._model.radius
        y0, x0 = max(top - halo, 0), max(left - halo, 0)
        cut = self._image.pixels[y0 : top + self.block + halo, x0 : left + self.block + halo]
        pixels = torch.from_numpy(cut.astype(np.float32)).to(self._device) * (2 / self._image.white) - 1
        pixels = pixels.permute(2, 0, 1)[None].to(self._dtype)  # channels last as it comes
        with torch.inference_mode():
            folded = self._model.fold(self._model.encode(pixels))[0].permute(1, 2, 0)
            return folded[top - y0 :, left - x0 :][: self.block, : self.block].contiguous()


class LiifField:
    """An image as its LIIF (arXiv 2012.09161). Zoomed out it answers with antialiased source pixels.

    precision  "exact": float32, the paper's arithmetic (float64 beyond zoom 1,024);
               "fast": half precision where the device speeds it up; beyond zoom 64 the field is sampled 32 times along a
               latent and interpolated between, never across a quad's edge, so that cost falls with zoom
    max_scale  beyond this scale queries have its cell (the protocol of later papers; the paper's own has no such limit)
    """

    def __init__(
        self,
        model: LIIF,
        image: Image,
        device: torch.device,
        precision: str = "fast",
        max_scale: float | None = None,
    ) -> None:
        self.precision = precision
        self.device = device
        self._smallest_cell = 1 / max_scale if max_scale else 0.0
        self._image = image
        self._dtype = fast_dtype(device) if precision == "fast" else torch.float32
        model = _copy(model).to(device, self._dtype, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self._latents = LatentMap(model, image, self._dtype)
        self._ensemble = model.local_ensemble and model.imnet is not None
        self._decoders = {self._dtype: _Decoder(model, self._dtype)} if model.imnet else {}
        self._model = model

    @property
    def size(self) -> Size:
        """Extent in source pixels."""
        return self._image.size

    @property
    def encode_seconds(self) -> float:
        """Time spent so far on encoding."""
        return self._latents.seconds

    def sample(self, grid: Grid, stop: Stop) -> np.ndarray:
        """Colours at `grid`: (rows, cols, 3) in [0, 1], float32, or float64 where "exact" is deeper than float32."""
        stop.check()
        if grid.shrinks:
            return shrink(self._image.pixels, grid)
        zoom = 1 / min(grid.dy, grid.dx)
        if self.precision == "exact":
            return self._sample_parts(grid, torch.float64 if zoom > EXACT_FLOAT32_ZOOM else self._dtype, stop)
        if zoom > LATTICE_ZOOM and self._ensemble:
            return self._interpolate(grid, stop)
        return self._sample_parts(grid, self._dtype, stop)

    def _sample_parts(self, grid: Grid, dtype: torch.dtype, stop: Stop) -> np.ndarray:
        out = np.empty((grid.rows, grid.cols, 3), np.float64 if dtype == torch.float64 else np.float32)
        side = max(int(self._latents.block / max(grid.dy, grid.dx)), 1)
        for rows, cols, part in grid.parts(side, min(side, 1024)):
            out[rows, cols] = self._sample_points(part.ys(), part.xs(), (part.dy, part.dx), dtype, stop)
        return out

    def _interpolate(self, grid: Grid, stop: Stop) -> np.ndarray:
        """Colours at `grid`, bilinear between samples of the field that lie densely enough within each quad."""
        rows, cols = (_Lattice(points) for points in (grid.ys(), grid.xs()))
        nodes = self._sample_points(rows.nodes, cols.nodes, (grid.dy, grid.dx), self._dtype, stop).astype(np.float64)
        return rows.between(cols.between(nodes, 1), 0).astype(np.float32)

    def _sample_points(
        self, ys: np.ndarray, xs: np.ndarray, cell: tuple[float, float], dtype: torch.dtype, stop: Stop
    ) -> np.ndarray:
        """Colours at every (y, x) of two ascending axes, in source pixels; `cell` is a screen pixel's extent."""
        width, height = self.size
        cell = max(cell[0], self._smallest_cell), max(cell[1], self._smallest_cell)
        down, across = (LatentAxis.at(p, n, self._ensemble) for p, n in ((ys, height), (xs, width)))
        window = self._latents.window(down.span, across.span, stop)
        if self._model.imnet is None:  # the paper's baseline without a decoder: the nearest latent
            rgb = window[down.index[0] - down.span[0]][:, across.index[0] - across.span[0], :3].float()
            return np.clip(rgb.cpu().numpy() / 2 + 0.5, 0, 1)
        if dtype not in self._decoders:
            self._decoders[dtype] = _Decoder(self._model, dtype)
        rgb = self._decoders[dtype].decode(window, down, across, cell, stop)
        return np.clip(rgb.cpu().numpy() / 2 + 0.5, 0, 1)


class _Lattice:
    """The nodes, multiples of 1/LATTICE source pixel, around ascending points, and interpolation between them."""

    def __init__(self, points: np.ndarray) -> None:
        position = points * LATTICE
        before = np.floor(position).astype(np.int64)
        needed = np.unique(np.concatenate((before, before + 1)))
        self.nodes = needed / LATTICE
        self._before = np.searchsorted(needed, before)
        self._part = position - before

    def between(self, values: np.ndarray, axis: int) -> np.ndarray:
        """Values at the points, from `values` at the nodes along `axis`."""
        shape = [1] * values.ndim
        shape[axis] = -1
        low, high = (np.take(values, self._before + k, axis) for k in (0, 1))
        return low + (high - low) * self._part.reshape(shape)


class _Decoder:
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


def _copy(model: LIIF) -> LIIF:
    """A copy of `model`, so that a field's device and number type are its own."""
    copy = LIIF(**model.args)
    copy.load_state_dict(model.state_dict())
    return copy.eval().requires_grad_(False)
