"""How often each value occurs in a picture: of red, green, blue and luma."""

from collections.abc import Iterable

import numpy as np

from viewer.imaging.metrics import LUMA

BINS = 256
MOST = 8_000_000  # pixels that are counted; of a larger picture every so many-th row
BAND = 512  # rows at a time
LUMA_WEIGHTS = (LUMA / LUMA.sum()).astype(np.float32)  # of red, green and blue


def histogram(parts: Iterable[np.ndarray], is_bgr: bool = False) -> np.ndarray:
    """Counts of red, green, blue and luma in arrays (rows, cols, 3 or more) of uint8 or uint16: (4, 256) int64.

    Sixteen bits are counted by their upper eight. Pixels whose fourth channel says that nothing is seen of them do not count.

    is_bgr  whether blue comes first, as in tiles
    """
    counts = np.zeros((4, BINS), np.int64)
    for part in parts:
        for top in range(0, part.shape[0], BAND):
            counts += _count(part[top : top + BAND], is_bgr)
    return counts


def of_picture(pixels: np.ndarray) -> np.ndarray:
    """The histogram of a whole picture (height, width, 3), or of as many of its rows as will do."""
    every = max(round(pixels.shape[0] * pixels.shape[1] / MOST), 1)
    return histogram([pixels[every // 2 :: every]])


def _count(band: np.ndarray, is_bgr: bool) -> np.ndarray:
    pixels = band.reshape(-1, band.shape[-1])
    if band.shape[-1] > 3 and not (seen := pixels[:, 3] > 0).all():
        pixels = pixels[seen]
    colours = pixels[:, 2::-1] if is_bgr else pixels[:, :3]
    luma = (colours.astype(np.float32) @ LUMA_WEIGHTS + np.float32(0.5)).astype(band.dtype)
    shift = 8 * (band.dtype.itemsize - 1)
    return np.stack([np.bincount(values >> shift, minlength=BINS) for values in (*colours.T, luma)])
