"""The LIIF field of an image: its latents encoded where it is looked at, decoded at the pixels of the grid."""

import numpy as np
import torch

from viewer.errors import Stop
from viewer.fields.decoder import Decoder
from viewer.fields.encoded import EncodedField
from viewer.fields.field import Grid
from viewer.fields.latents import LatentAxis
from viewer.fields.quads import sample_quads
from viewer.models.liif import LIIF

PART = 1024  # screen pixels a side sampled at a time
QUAD_ZOOM = {"cpu": 24, "mps": 24, "cuda": 128}  # from here on the fast path interpolates within quads of latents
FLOAT32_PRICE = 4  # of a query in float32, in those of half precision
EXACT_FLOAT32_ZOOM = 1024  # beyond, neighbouring screen pixels are too close for float32 offsets


class LiifField(EncodedField[LIIF]):
    """An image as its LIIF (arXiv 2012.09161). Zoomed out it answers with antialiased source pixels.

    precision  "exact": float32, the paper's arithmetic (float64 beyond zoom 1,024);
               "fast": half precision where the device speeds it up; zoomed in far interpolation within quads of latents,
               whose cost falls with zoom (see `quads`)
    """

    def _move(self, model: LIIF, device: torch.device) -> None:
        super()._move(model, device)
        self._ensemble = model.local_ensemble and model.imnet is not None
        self._decoders: dict[torch.dtype, Decoder] = {}

    def _decode_grid(self, grid: Grid, stop: Stop) -> np.ndarray:
        if self.precision == "exact":
            deep = 1 / min(grid.dy, grid.dx) > EXACT_FLOAT32_ZOOM
            return self._in_parts(grid, torch.float64 if deep else torch.float32, stop)
        return self._in_parts(grid, self._dtype, stop)

    @property
    def has_ensemble(self) -> bool:
        """Whether four latents are asked for each point."""
        return self._ensemble

    def spread(self, grid: Grid, stop: Stop) -> np.ndarray:
        """The standard deviation of what they say at `grid`, by their shares, (rows, cols, 3), white being 1."""
        down, across = self._axes(grid.ys(), grid.xs())
        return self._decode(down, across, (grid.dy, grid.dx), self._dtype, stop, spread=True)

    def _in_parts(self, grid: Grid, dtype: torch.dtype, stop: Stop) -> np.ndarray:
        out = np.empty((grid.rows, grid.cols, 3), np.float64 if dtype == torch.float64 else np.float32)
        side = min(max(int(self._latents.block / max(grid.dy, grid.dx)), 1), PART)
        in_quads = self.precision == "fast" and self._ensemble and 1 / max(grid.dy, grid.dx) >= QUAD_ZOOM[self.device.type]
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
        self,
        down: LatentAxis,
        across: LatentAxis,
        cell: tuple[float, float],
        dtype: torch.dtype,
        stop: Stop,
        spread: bool = False,
    ) -> np.ndarray:
        window = self._latents.window(down.span, across.span, stop)[:, 0]
        if self._model.imnet is None:  # the paper's baseline without a decoder: the nearest latent
            rgb = window[down.index[0] - down.span[0]][:, across.index[0] - across.span[0], :3].float()
            return np.clip(rgb.cpu().numpy() / 2 + 0.5, 0, 1)
        if dtype not in self._decoders:
            self._decoders[dtype] = Decoder(self._model, dtype)
        cell = max(cell[0], self._smallest_cell), max(cell[1], self._smallest_cell)
        decoder = self._decoders[dtype]
        if spread:
            return decoder.decode(window, down, across, cell, stop, spread=True).cpu().numpy() / 2
        decode = decoder.decode if down.index.ndim == 2 else decoder.decode_patches
        rgb = decode(window, down, across, cell, stop)
        return rgb.mul_(0.5).add_(0.5).clamp_(0, 1).cpu().numpy()
