"""The latents of an image: which of them points lie between, and their folded values, encoded block by block.

On an axis-aligned grid the latent indices and the offsets from them are two short vectors, one along each axis. They are
computed in float64; only an offset, a number within [-2, 2], goes to the network.
"""

import itertools
import time
import weakref
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from viewer.errors import Stop
from viewer.fields.blocks import BLOCKS
from viewer.imaging.image import WHOLE, Frame, Size
from viewer.models.adapting import Adapting
from viewer.models.checkpoint import Network

BLOCK_LATENTS = 256  # side of an encoded block; four times the area for encoders that look further than 64 pixels
BEYOND = 2  # latents, on each side of a block, that it holds, too


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


class Picture(Protocol):
    """What is encoded: an `Image`, or anything else that gives its pixels in parts."""

    @property
    def size(self) -> Size:
        """Width and height."""

    def cut(self, rows: slice, cols: slice, stop: Stop) -> np.ndarray:
        """The colours of a part, (rows, cols, 3) float32 in [0, 1]; what lies beyond the end is left out."""


_numbers = itertools.count(1)


def fitted(model: Network, picture: Picture, stop: Stop, frame: Frame) -> Network:
    """The network as it is for this picture: one that tells degradations has to see all of `frame` before it encodes a part."""
    return model.for_picture(picture, stop, frame) if isinstance(model, Adapting) else model


class LatentMap:
    """The folded latents of an image, encoded in blocks when first asked for and kept while there is room.

    Each block is encoded with as much context as the encoder looks at, so the blocks equal the whole. A block holds some rows
    and columns of latents beyond its sides, too: what lies between two blocks then needs one of them alone.

    dtype   the arithmetic of the encoder
    stored  what the folded latents are kept in
    frame   what of the image a network goes by that tells degradations
    """

    def __init__(
        self,
        model: Network,
        image: Picture,
        dtype: torch.dtype,
        stored: torch.dtype = torch.float32,
        block: int | None = None,
        frame: Frame = WHOLE,
    ) -> None:
        self._model = model
        self._image = image
        self._dtype = dtype
        self._stored = stored
        self._frame = frame
        self._is_fitted = False  # to the picture
        self._device = next(model.parameters()).device
        self.block = block or (BLOCK_LATENTS if model.radius < 64 else 2 * BLOCK_LATENTS)
        self._number = number = next(_numbers)
        weakref.finalize(self, BLOCKS.drop, lambda key: key[0] == number)
        self.seconds = 0.0  # spent on encoding
        self.encoded = 0  # latents that this has made

    def in_blocks_of(self, block: int) -> "LatentMap":
        """The same, to be encoded anew in blocks of another size."""
        return LatentMap(self._model, self._image, self._dtype, self._stored, block, self._frame)

    def prepare(self, rows: tuple[int, int], cols: tuple[int, int], stop: Stop) -> None:
        """Encode what of rows and columns [first, end) is not, so that threads can then ask for windows of them."""
        for by, _, _ in self._pieces(rows):
            for bx, _, _ in self._pieces(cols):
                self._get(by, bx, stop)

    def window(self, rows: tuple[int, int], cols: tuple[int, int], stop: Stop) -> Tensor:
        """Folded latents of rows and columns [first, end): (rows, planes, cols, values of each plane)."""
        bands = []
        for by, first_row, end_row in self._pieces(rows):
            band = []
            for bx, first_col, end_col in self._pieces(cols):
                top, left = (max(b * self.block - BEYOND, 0) for b in (by, bx))
                band.append(self._get(by, bx, stop)[first_row - top : end_row - top, :, first_col - left : end_col - left])
            bands.append(torch.cat(band, 2) if len(band) > 1 else band[0])
        return torch.cat(bands, 0) if len(bands) > 1 else bands[0]

    def _pieces(self, span: tuple[int, int]) -> list[tuple[int, int, int]]:
        """The blocks that hold a span of latents along an axis: number, first and end within the span."""
        first, end = span
        for alone in (first // self.block, (first + BEYOND) // self.block):
            if end <= (alone + 1) * self.block + BEYOND:
                return [(alone, first, end)]
        numbers = range(first // self.block, (end - 1) // self.block + 1)
        return [(b, max(first, b * self.block), min(end, (b + 1) * self.block)) for b in numbers]

    def _get(self, by: int, bx: int, stop: Stop) -> Tensor:
        key = self._number, by, bx
        if (block := BLOCKS.get(key)) is not None:
            return block
        stop.check()
        started = time.perf_counter()
        block = self._encode(by * self.block, bx * self.block, stop)
        if self._device.type == "cuda":
            torch.cuda.synchronize(self._device)
        self.seconds += time.perf_counter() - started
        BLOCKS.put(key, block)
        return block

    def _encode(self, top: int, left: int, stop: Stop) -> Tensor:
        """The block of latents from (top, left), and those just beyond it, (h, planes, w, values of each plane)."""
        if not self._is_fitted:
            self._model, self._is_fitted = fitted(self._model, self._image, stop, self._frame), True
        halo = self._model.radius
        first_row, first_col = max(top - BEYOND, 0), max(left - BEYOND, 0)
        y0, x0 = max(first_row - halo, 0), max(first_col - halo, 0)
        end_row, end_col = top + self.block + BEYOND, left + self.block + BEYOND
        cut = self._image.cut(slice(y0, end_row + halo), slice(x0, end_col + halo), stop)
        pixels = torch.from_numpy(cut).to(self._device) * 2 - 1
        pixels = pixels.permute(2, 0, 1)[None]  # channels last as it comes
        with torch.inference_mode():
            with torch.autocast(self._device.type, self._dtype, enabled=self._dtype != torch.float32):
                folded = self._model.fold(self._model.encode(pixels))[0]
            folded = folded[:, first_row - y0 : end_row - y0, first_col - x0 : end_col - x0]
            planes = folded.unflatten(0, (self._model.planes, -1)).permute(2, 0, 3, 1)
            self.encoded += planes.shape[0] * planes.shape[2]
            return planes.to(self._stored, memory_format=torch.contiguous_format).contiguous()
