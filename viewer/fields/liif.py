"""The LIIF field of an image: its latents encoded where it is looked at, decoded at the pixels of the grid."""

import logging
from collections.abc import Callable

import numpy as np
import torch

from viewer.errors import Stop
from viewer.fields.decoder import Decoder
from viewer.fields.field import Grid
from viewer.fields.interpolation import shrink
from viewer.fields.latents import LatentAxis, LatentMap, Picture
from viewer.fields.quads import sample_quads
from viewer.imaging.image import Image, Size
from viewer.models.device import fast_dtype
from viewer.models.liif import LIIF

log = logging.getLogger(__name__)

HEAVY_ENCODER = 2_000_000  # parameters. On a CPU lighter ones are encoded in float32: half precision would be seen
SMALLEST_BLOCK = 64  # latents a side, where memory is short
PART = 1024  # screen pixels a side sampled at a time
QUAD_ZOOM = 24  # from here on the fast path interpolates within quads of latents
FLOAT32_PRICE = 4  # of a query in float32, in those of half precision
EXACT_FLOAT32_ZOOM = 1024  # beyond, neighbouring screen pixels are too close for float32 offsets


class LiifField:
    """An image as its LIIF (arXiv 2012.09161). Zoomed out it answers with antialiased source pixels.

    precision  "exact": float32, the paper's arithmetic (float64 beyond zoom 1,024);
               "fast": half precision where the device speeds it up; from zoom 24 on interpolation within quads of latents,
               whose cost falls with zoom (see `quads`)
    tell       is given a sentence when the device gives way to the CPU
    max_scale  beyond this scale queries have its cell (the protocol of later papers; the paper's own has no such limit)
    """

    def __init__(
        self,
        model: LIIF,
        image: Picture,
        device: torch.device,
        precision: str = "fast",
        max_scale: float | None = None,
        tell: Callable[[str], None] = log.warning,
    ) -> None:
        self.precision = precision
        self._smallest_cell = 1 / max_scale if max_scale else 0.0
        self._image = image
        self._tell = tell
        self._ensemble = model.local_ensemble and model.imnet is not None
        self._move(model, device)

    def _move(self, model: LIIF, device: torch.device) -> None:
        self.device = device
        self._dtype = fast_dtype(device) if self.precision == "fast" else torch.float32
        half = self._dtype != torch.float32
        heavy = device.type != "cpu" or sum(p.numel() for p in model.encoder.parameters()) > HEAVY_ENCODER
        own = model if device == next(model.parameters()).device else _copy(model)  # networks are shared between fields
        self._model = own.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        encoding = self._dtype if half and heavy else torch.float32
        self._latents = LatentMap(self._model, self._image, encoding, torch.float16 if half else torch.float32)
        self._decoders: dict[torch.dtype, Decoder] = {}

    @property
    def size(self) -> Size:
        """Extent in source pixels."""
        return self._image.size

    @property
    def encode_seconds(self) -> float:
        """Time spent so far on encoding."""
        return self._latents.seconds

    def sample(self, grid: Grid, stop: Stop) -> np.ndarray:
        """Colours at `grid`: (rows, cols, 3) in [0, 1], float32, or float64 where "exact" is deeper than float32.

        A device without enough memory is given smaller blocks, and if even those are too large, gives way to the CPU.
        """
        while True:
            stop.check()
            try:
                return self._sample(grid, stop)
            except torch.OutOfMemoryError:
                self._make_do()

    def _make_do(self) -> None:
        if self._latents.block > SMALLEST_BLOCK:
            block = self._latents.block // 2
            self._latents = self._latents.in_blocks_of(block)
        elif self.device.type != "cpu":
            self._tell(f"The memory of {self.device} is too small for this network: the CPU computes instead.")
            self._move(self._model, torch.device("cpu"))
        else:
            raise MemoryError
        if torch.cuda.is_available():
            torch.cuda.empty_cache()

    def _sample(self, grid: Grid, stop: Stop) -> np.ndarray:
        if grid.shrinks and isinstance(self._image, Image):
            return shrink(self._image.pixels, grid)
        if self.precision == "exact":
            deep = 1 / min(grid.dy, grid.dx) > EXACT_FLOAT32_ZOOM
            return self._in_parts(grid, torch.float64 if deep else torch.float32, stop)
        return self._in_parts(grid, self._dtype, stop)

    def _in_parts(self, grid: Grid, dtype: torch.dtype, stop: Stop) -> np.ndarray:
        out = np.empty((grid.rows, grid.cols, 3), np.float64 if dtype == torch.float64 else np.float32)
        side = min(max(int(self._latents.block / max(grid.dy, grid.dx)), 1), PART)
        in_quads = self.precision == "fast" and self._ensemble and 1 / max(grid.dy, grid.dx) >= QUAD_ZOOM
        for rows, cols, part in grid.parts(side, side):
            if in_quads:
                out[rows, cols] = self._sample_quads(part, stop)
            else:
                out[rows, cols] = self._sample_points(part, dtype, stop)
        return out

    def _sample_points(self, grid: Grid, dtype: torch.dtype, stop: Stop) -> np.ndarray:
        down, across = self._axes(grid.ys(), grid.xs())
        return self._decode(down, across, (grid.dy, grid.dx), dtype, stop)

    def _sample_quads(self, grid: Grid, stop: Stop) -> np.ndarray:
        def decode(ys: np.ndarray, xs: np.ndarray, precise: bool) -> np.ndarray:
            down, across = self._axes(ys + 0.5, xs + 0.5)
            return self._decode(down, across, (grid.dy, grid.dx), torch.float32 if precise else self._dtype, stop)

        return sample_quads(grid, decode, 1 if self._dtype == torch.float32 else FLOAT32_PRICE)

    def _axes(self, ys: np.ndarray, xs: np.ndarray) -> tuple[LatentAxis, LatentAxis]:
        width, height = self.size
        return LatentAxis.at(ys, height, self._ensemble), LatentAxis.at(xs, width, self._ensemble)

    def _decode(
        self, down: LatentAxis, across: LatentAxis, cell: tuple[float, float], dtype: torch.dtype, stop: Stop
    ) -> np.ndarray:
        window = self._latents.window(down.span, across.span, stop)
        if self._model.imnet is None:  # the paper's baseline without a decoder: the nearest latent
            rgb = window[down.index[0] - down.span[0]][:, across.index[0] - across.span[0], :3].float()
            return np.clip(rgb.cpu().numpy() / 2 + 0.5, 0, 1)
        if dtype not in self._decoders:
            self._decoders[dtype] = Decoder(self._model, dtype)
        cell = max(cell[0], self._smallest_cell), max(cell[1], self._smallest_cell)
        decoder = self._decoders[dtype]
        decode = decoder.decode if down.index.ndim == 2 else decoder.decode_patches
        rgb = decode(window, down, across, cell, stop)
        return np.clip(rgb.cpu().numpy() / 2 + 0.5, 0, 1)


def _copy(model: LIIF) -> LIIF:
    """A copy of `model`, so that it can move to another device."""
    copy = LIIF(**model.args)
    copy.load_state_dict(model.state_dict())
    return copy.eval().requires_grad_(False)
