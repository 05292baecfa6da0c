"""Resampling kernels, and antialiased shrinking through Pillow."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image as PILImage

from viewer.imaging.image import Size

Box = tuple[float, float, float, float]  # left, top, right, bottom, in source pixels


@dataclass(frozen=True)
class Kernel:
    """An interpolation kernel: its weight at a distance, the distance at which it ends, and Pillow's filter of the kind."""

    weight: Callable[[np.ndarray], np.ndarray]
    support: float
    pillow: PILImage.Resampling


def _box(t: np.ndarray) -> np.ndarray:
    return ((t >= -0.5) & (t < 0.5)).astype(float)


def _triangle(t: np.ndarray) -> np.ndarray:
    return np.maximum(1 - np.abs(t), 0)


def _cubic(t: np.ndarray) -> np.ndarray:
    """Keys' cubic with a = -1/2 (IEEE ASSP 29, 1981), as in Pillow and MATLAB."""
    t = np.abs(t)
    near = (1.5 * t - 2.5) * t * t + 1
    far = ((-0.5 * t + 2.5) * t - 4) * t + 2
    return np.where(t < 1, near, np.where(t < 2, far, 0))


def _lanczos3(t: np.ndarray) -> np.ndarray:
    return np.where(np.abs(t) < 3, np.sinc(t) * np.sinc(t / 3), 0)


KERNELS = {
    "nearest": Kernel(_box, 0.5, PILImage.Resampling.BOX),
    "bilinear": Kernel(_triangle, 1, PILImage.Resampling.BILINEAR),
    "bicubic": Kernel(_cubic, 2, PILImage.Resampling.BICUBIC),
    "lanczos": Kernel(_lanczos3, 3, PILImage.Resampling.LANCZOS),
}


def resample(pixels: np.ndarray, size: Size, kernel: str = "bicubic", box: Box | None = None) -> np.ndarray:
    """`pixels` at `size` (width, height), antialiased where it shrinks.

    pixels  (height, width, 3) or (height, width), uint8 or uint16
    box     the part to take, in source pixels, within the image; default all of it
    returns the same type: 8-bit through Pillow's integer arithmetic, 16-bit through its float32
    """
    how = KERNELS[kernel].pillow
    if pixels.dtype == np.uint8:
        return np.asarray(PILImage.fromarray(pixels).resize(size, how, box))
    if pixels.ndim == 3:
        return np.stack([resample(pixels[..., c], size, kernel, box) for c in range(pixels.shape[2])], -1)
    resized = PILImage.fromarray(pixels.astype(np.float32)).resize(size, how, box)
    return np.clip(np.round(np.asarray(resized)), 0, np.iinfo(pixels.dtype).max).astype(pixels.dtype)
