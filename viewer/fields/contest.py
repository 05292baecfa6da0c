"""A reference contest: a photo is shrunk, models rebuild it, and what each has made is held against what was there."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from viewer.errors import Stop
from viewer.fields.evaluation import Case, make_case, rebuild
from viewer.fields.field import Field
from viewer.imaging.files import quantise
from viewer.imaging.image import Image
from viewer.imaging.metrics import benchmark_figures, luma

CELL = 16  # pixels a side of the regions that are won
SAMPLE = 192  # pixels a side of the piece by which the time is told
ENOUGH = 2.0  # seconds, after which it is not rebuilt again
AS_GOOD = 1.02  # a lead of less than this factor in squared error, 0.1 dB, wins nothing
NOBODY = -1  # instead of the number of a winner
GREY = np.array((0.55, 0.55, 0.55), np.float32)  # where nobody wins


@dataclass(frozen=True)
class Entry:
    """What a model has made of the shrunken photo.

    model    its name
    pixels   (H, W, 3) uint8
    psnr     in dB, and SSIM: by the protocol of the benchmarks (`benchmark_figures`)
    seconds  that rebuilding took, encoding included
    errors   mean squared error of luma in each region, (rows, cols)
    """

    model: str
    pixels: np.ndarray
    psnr: float
    ssim: float
    seconds: float
    errors: np.ndarray


def enter(model: str, field: Field, case: Case, stop: Stop, tell: Callable[[float], None] = lambda part: None) -> Entry:
    """Let the `field` of the shrunken photo rebuild it. `tell` is given how much of it is done. UserError, Stopped."""
    started = time.perf_counter()
    rebuilt = rebuild(field, case, stop, tell)
    seconds = time.perf_counter() - started
    psnr, ssim = benchmark_figures(rebuilt, case.truth / 255, case.scale, case.is_grey)
    return Entry(model, quantise(rebuilt), psnr, ssim, seconds, cell_errors(rebuilt, case.truth / 255))


def pace(make: Callable[[Image], Field], image: Image, scale: float, stop: Stop) -> float:
    """Seconds for each of its pixels that rebuilding `image` and measuring that will take, by a piece from its middle.

    `make` gives the field of a picture. It is done again unless it took long, for the first time networks are loaded.
    UserError, Stopped.
    """
    width, height = (min(side, SAMPLE) for side in image.size)
    x, y = (image.size[0] - width) // 2, (image.size[1] - height) // 2
    case = make_case(cut(image, (x, y, width, height)), scale)
    for _ in range(2):
        started = time.perf_counter()
        enter("", make(case.small), case, stop)
        seconds = time.perf_counter() - started
        if seconds > ENOUGH:
            break
    return seconds / (case.truth.shape[0] * case.truth.shape[1])


def cell_errors(made: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Mean squared error of luma of pictures (H, W, 3) in [0, 1] in each region of CELL pixels a side; the last are smaller."""
    squared = (luma(made) - luma(truth)) ** 2
    starts = [np.arange(0, n, CELL) for n in squared.shape]
    sums = np.add.reduceat(np.add.reduceat(squared, starts[0], 0), starts[1], 1)
    down, across = (np.diff(start, append=n) for start, n in zip(starts, squared.shape, strict=True))
    return sums / (down[:, None] * across)


def winners(entries: Sequence[Entry]) -> np.ndarray:
    """The number of the entry that is nearest to the truth in each region, (rows, cols); NOBODY where another is as good."""
    errors = np.stack([entry.errors for entry in entries])
    first = errors.argmin(0)
    if len(entries) == 1:
        return np.zeros_like(first)
    best, second = np.sort(errors, 0)[:2]
    return np.where(second > best * AS_GOOD, first, NOBODY)


def shares(won: np.ndarray, count: int) -> list[float]:
    """How much of the regions each of `count` entries has won, from 0 to 1."""
    return [float(np.mean(won == number)) for number in range(count)]


def painted(won: np.ndarray, truth: np.ndarray, colours: np.ndarray) -> np.ndarray:
    """Who wins where, (H, W, 3) uint8: the photo's luma in the colours (n, 3) in [0, 1] of the winners."""
    height, width = truth.shape[:2]
    tint = np.vstack((colours, GREY))[won]  # NOBODY is the last
    tint = tint.repeat(CELL, 0)[:height].repeat(CELL, 1)[:, :width]
    light = luma(truth / 255)[..., None]
    return quantise(tint * (0.5 + 0.5 * light) + 0.3 * light * (1 - tint))


def where_they_differ(entries: Sequence[Entry]) -> tuple[int, int]:
    """The middle of the region in which the errors of entries are farthest apart: row and column of a pixel."""
    errors = np.stack([entry.errors for entry in entries])
    row, col = np.unravel_index(int(np.argmax(errors.max(0) - errors.min(0))), errors.shape[1:])
    return int(row) * CELL + CELL // 2, int(col) * CELL + CELL // 2


def cut(image: Image, region: tuple[float, float, float, float]) -> Image:
    """The pixels of a picture that lie wholly or partly in a region (x, y, width, height) within it."""
    x, y, width, height = whole_pixels(region)
    return replace(image, pixels=image.pixels[y : y + height, x : x + width], alpha=None)


def whole_pixels(region: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
    """The pixels (x, y, width, height) that lie wholly or partly in a region."""
    slack = 1e-6  # of a pixel
    x, y = (math.floor(at + slack) for at in region[:2])
    right, bottom = (math.ceil(at + n - slack) for at, n in zip(region[:2], region[2:], strict=True))
    return x, y, max(right - x, 1), max(bottom - y, 1)


def laid_back(pixels: np.ndarray, photo: np.ndarray, corner: tuple[int, int]) -> np.ndarray:
    """The photo (h, w, 3) with what was rebuilt of a part of it in its place, at the part's `corner` (x, y)."""
    whole = photo.copy()
    x, y = corner
    whole[y : y + pixels.shape[0], x : x + pixels.shape[1]] = pixels
    return whole
