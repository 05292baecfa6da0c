"""What fields of a network have in common: latents encoded where they are looked at, on a device that has room for them."""

import logging
from collections.abc import Callable
from typing import Generic, TypeVar, cast

import numpy as np
import torch

from viewer.errors import Remark, Sentence, Stop
from viewer.fields.field import Grid
from viewer.fields.interpolation import shrink
from viewer.fields.latents import LatentMap, Picture
from viewer.imaging.image import WHOLE, Frame, Image, Size
from viewer.models.checkpoint import Network
from viewer.models.device import fast_dtype

log = logging.getLogger(__name__)

HEAVY_ENCODER = 2_000_000  # parameters. On a CPU lighter ones are encoded in float32: half precision would be seen
SMALLEST_BLOCK = 64  # latents a side, where memory is short

Model = TypeVar("Model", bound=Network)


class EncodedField(Generic[Model]):
    """An image as a network's field. Zoomed out it answers with antialiased source pixels; `_decode_grid` says the rest.

    precision  "exact" or "fast": see each field
    max_scale  beyond this scale queries have its cell (the protocol of later papers; LIIF's own has no such limit)
    tell       is given a sentence when the device gives way to the CPU, a `Remark` when blocks become smaller
    frame      what of the image a network goes by that tells degradations
    """

    def __init__(
        self,
        model: Model,
        image: Picture,
        device: torch.device,
        precision: str = "fast",
        max_scale: float | None = None,
        tell: Callable[[str], None] = log.warning,
        frame: Frame = WHOLE,
    ) -> None:
        self._frame = frame
        self.precision = precision
        self._smallest_cell = 1 / max_scale if max_scale else 0.0
        self._image = image
        self._tell = tell
        self._move(model, device)

    def _move(self, model: Model, device: torch.device) -> None:
        self.device = device
        self._dtype = fast_dtype(device) if self.precision == "fast" else torch.float32
        half = self._dtype != torch.float32
        heavy = device.type != "cpu" or sum(p.numel() for p in model.encoder.parameters()) > HEAVY_ENCODER
        own = model if device == next(model.parameters()).device else _copy(model)  # networks are shared between fields
        self._model: Model = own.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        encoding = self._dtype if half and heavy else torch.float32
        stored = torch.float16 if half else torch.float32
        self._latents = LatentMap(self._model, self._image, encoding, stored, frame=self._frame)

    @property
    def size(self) -> Size:
        """Extent in source pixels."""
        return self._image.size

    @property
    def encode_seconds(self) -> float:
        """Time spent so far on encoding."""
        return self._latents.seconds

    @property
    def encoded_pixels(self) -> int:
        """Source pixels that this time was spent on."""
        return self._latents.encoded

    def sample(self, grid: Grid, stop: Stop) -> np.ndarray:
        """Colours at `grid`: (rows, cols, 3) in [0, 1], float32, or float64 where it is deeper than float32.

        A device without enough memory is given smaller blocks, and if even those are too large, gives way to the CPU.
        """
        while True:
            stop.check()
            try:
                if grid.shrinks and isinstance(self._image, Image):
                    return shrink(self._image.pixels, grid)
                return self._decode_grid(grid, stop)
            except torch.OutOfMemoryError:
                self._make_do()

    def _decode_grid(self, grid: Grid, stop: Stop) -> np.ndarray:
        """Colours at a grid that does not shrink."""
        raise NotImplementedError

    def _make_do(self) -> None:
        if self._latents.block > SMALLEST_BLOCK:
            block = self._latents.block // 2
            self._latents = self._latents.in_blocks_of(block)
            self._tell(Remark(f"Little memory on {self.device}: blocks of {block} × {block} pixels."))
        elif self.device.type != "cpu":
            self._tell(Sentence(f"The memory of {self.device} is too small for this network: the CPU computes instead."))
            self._move(self._model, torch.device("cpu"))
        else:
            raise MemoryError
        if torch.cuda.is_available():
            torch.cuda.empty_cache()


def _copy(model: Model) -> Model:
    """A copy of `model`, so that it can move to another device."""
    copy = type(model)(**model.args)
    copy.load_state_dict(model.state_dict())
    return cast(Model, copy.eval().requires_grad_(False))
