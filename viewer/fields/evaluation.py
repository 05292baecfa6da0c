"""How well models rebuild images that were shrunk: the protocol of the LIIF paper and of the classic benchmarks."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from viewer.errors import Stop, UserError
from viewer.fields.field import Field, Grid
from viewer.imaging.degradation import Degradation
from viewer.imaging.image import Image
from viewer.imaging.metrics import SSIM_WINDOW, benchmark_figures
from viewer.imaging.resample import resample


@dataclass(frozen=True)
class Case:
    """An image and its shrunken copy: `truth` (H, W, 3) uint8, `small` the field's source."""

    truth: np.ndarray
    small: Image
    scale: float
    is_grey: bool


class Figures(NamedTuple):
    """How near a picture is to the truth."""

    psnr: float  # dB
    ssim: float


def make_case(image: Image, scale: float, degradation: Degradation | None = None) -> Case:
    """Crop `image` from the top left to a multiple of the scale and shrink it by antialiased bicubic (Pillow, 8 bits).

    With a `degradation` it is that which shrinks; its noise is the same each time. UserError if too few pixels are left to
    measure by `benchmark_figures`.
    """
    pixels = image.rgb8()
    small = [int(side / scale + 1e-9) for side in pixels.shape[:2]]  # 33 / 1.1 is 30, as in the official code
    rows, cols = (round(side * scale) for side in small)
    if min(rows, cols) - 2 * math.ceil(scale) < SSIM_WINDOW:
        width, height = image.size
        raise UserError(f"{image.name} ({width} x {height} pixels) is too small to be measured at scale {scale:g}.")
    truth = pixels[:rows, :cols]
    size = small[1], small[0]
    if degradation is None:
        return Case(truth, Image(resample(truth, size)), scale, image.is_grey)
    degraded = degradation.apply(truth, size, np.random.default_rng(0)).astype(np.uint8)
    return Case(truth, Image(degraded), scale, image.is_grey)


def rebuild(field: Field, case: Case) -> np.ndarray:
    """The field queried at every pixel of the truth, (H, W, 3) in [0, 1]."""
    height, width = case.truth.shape[:2]
    return field.sample(Grid.over((0, 0, *field.size), (width, height)), Stop())


def measure(
    image: Image, scale: float, make: Callable[[Image], Field], degradation: Degradation | None = None
) -> Figures:  # fmt: skip
    """PSNR and SSIM of the field that `make` makes of the shrunken image."""
    case = make_case(image, scale, degradation)
    rebuilt = rebuild(make(case.small), case)
    return Figures(*map(float, benchmark_figures(rebuilt, case.truth / 255, scale, case.is_grey)))


def mean(figures: list[Figures]) -> dict[str, float]:
    """Mean PSNR (dB) and SSIM over images, and their number `n`."""
    psnr, ssim = np.mean(figures, axis=0)
    return {"psnr": float(psnr), "ssim": float(ssim), "n": len(figures)}


def evaluate(images: list[Image], scale: float, make: Callable[[Image], Field]) -> dict[str, float]:
    """The mean of `measure` over `images`."""
    return mean([measure(image, scale, make) for image in images])
