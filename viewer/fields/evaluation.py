"""How well models rebuild images that were shrunk: the protocol of the LIIF paper and of the classic benchmarks."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from viewer.errors import Stop, UserError
from viewer.fields.field import Field, Grid
from viewer.imaging.degradation import Degradation
from viewer.imaging.image import Image
from viewer.imaging.metrics import SSIM_WINDOW, benchmark_figures, shave
from viewer.imaging.resample import resample

BAND = 256  # rows that are asked for at a time

Figures = dict[str, float]  # psnr in dB, ssim, and what else is measured
Distance = Callable[[np.ndarray, np.ndarray], float]  # of two pictures, (h, w, 3) in [0, 1]


@dataclass(frozen=True)
class Case:
    """An image and its shrunken copy: `truth` (H, W, 3) uint8, `small` the field's source."""

    truth: np.ndarray
    small: Image
    scale: float
    is_grey: bool


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


def rebuild(
    field: Field, case: Case, stop: Stop | None = None, tell: Callable[[float], None] = lambda part: None
) -> np.ndarray:  # fmt: skip
    """The field queried at every pixel of the truth, (H, W, 3) in [0, 1]. `tell` is given how much of it is done. Stopped."""
    height, width = case.truth.shape[:2]
    out = np.empty((height, width, 3), np.float32)
    for rows, cols, part in Grid.over((0, 0, *field.size), (width, height)).parts(BAND, width):
        out[rows, cols] = field.sample(part, stop or Stop())
        tell(rows.stop / height)
    return out


def measure(
    image: Image, scale: float, make: Callable[[Image], Field], degradation: Degradation | None = None,
    distances: Mapping[str, Distance] = {},
) -> Figures:  # fmt: skip
    """PSNR and SSIM of the field that `make` makes of the shrunken image, and its `distances` from what was there.

    A distance is that of pictures in colour, clamped and shaved as for PSNR.
    """
    case = make_case(image, scale, degradation)
    rebuilt, truth = rebuild(make(case.small), case), case.truth / 255
    psnr, ssim = benchmark_figures(rebuilt, truth, scale, case.is_grey)
    made, there = (shave(values.clip(0, 1), math.ceil(scale)) for values in (rebuilt, truth))
    return {"psnr": psnr, "ssim": ssim} | {name: distance(made, there) for name, distance in distances.items()}


def mean(figures: list[Figures]) -> dict[str, float]:
    """The mean of each figure over images, and their number `n`."""
    means = {name: float(np.mean([each[name] for each in figures])) for name in figures[0]}
    return means | {"n": len(figures)}


def evaluate(images: list[Image], scale: float, make: Callable[[Image], Field]) -> dict[str, float]:
    """The mean of `measure` over `images`."""
    return mean([measure(image, scale, make) for image in images])
