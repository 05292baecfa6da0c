"""A picture as a trained style network paints it."""

import logging
from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from viewer.errors import Sentence
from viewer.imaging.image import Image
from viewer.imaging.lifting import lifted, resized
from viewer.models.device import fast_dtype
from viewer.models.transformation import TransformationNet

log = logging.getLogger(__name__)

LARGEST = (
    6_000_000  # pixels that are painted at once; of a larger picture a copy, which takes some three gigabytes at the width of 32
)


def styled(
    network: TransformationNet,
    image: Image,
    device: torch.device,
    precision: str = "fast",
    tell: Callable[[str], None] = log.warning,
    size: int = 0,
) -> np.ndarray:
    """What `network` makes of `image`, (h, w, 3) float32 in [0, 1]; if `size`, of a copy with so long a side, enlarged.

    A device that is short of memory gives way to the CPU, which `tell` is told.
    """
    given = image.pixels.astype(np.float32) / np.float32(image.white)
    width, height = image.size
    scale = min((LARGEST / (width * height)) ** 0.5, size / max(width, height) if size else 1, 1)
    small = resized(given, (max(round(width * scale), 1), max(round(height * scale), 1)))
    picture = torch.from_numpy(small).movedim(-1, 0)[None]
    try:
        made = _painted(network, picture, device, precision)
    except torch.cuda.OutOfMemoryError:
        tell(Sentence(f"The memory of {device} is too small for {image.name}; the CPU paints it."))
        made = _painted(network, picture, torch.device("cpu"), precision)
    return lifted(made[0].movedim(0, -1).contiguous().numpy(), small, given)


def _painted(network: Any, picture: torch.Tensor, device: torch.device, precision: str) -> torch.Tensor:
    painter = network.to(device=device, memory_format=torch.channels_last)
    dtype = torch.float32 if precision == "exact" else fast_dtype(device)
    return painter.restyle(picture.to(device), torch.float32 if dtype == torch.float16 else dtype).cpu()


def styled_image(
    network: TransformationNet, image: Image, device: torch.device, precision: str, tell: Callable[[str], None]
) -> Image:
    """The same as a picture like `image`, with its transparency."""
    made = styled(network, image, device, precision, tell)
    pixels = (made * image.white + 0.5).astype(image.pixels.dtype)
    return Image(pixels, image.alpha, image.path, called=image.called)
