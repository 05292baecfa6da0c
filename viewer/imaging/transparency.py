"""What lies under transparency."""

import numpy as np


def fill_hidden(pixels: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """`pixels` (h, w, 3), where `alpha` (h, w) is 0 as their surroundings that are seen; the others as they are.

    The picture is halved, each pixel counting as it is opaque, until everything has a colour (push), which then goes down
    again to where there was none (pull).
    """
    hidden = alpha == 0
    if not hidden.any() or hidden.all():
        return pixels
    weight = alpha[..., None].astype(np.float32)
    levels = [np.concatenate((pixels * weight, weight), axis=2)]
    while (levels[-1][..., 3] == 0).any():
        levels.append(_halved(levels[-1]))
    colours = _colours(levels.pop())
    for level in reversed(levels):
        finer = colours.repeat(2, 0).repeat(2, 1)[: level.shape[0], : level.shape[1]]
        colours = np.where(level[..., 3:] > 0, _colours(level), finer)
    out = pixels.copy()
    out[hidden] = np.rint(colours[hidden]).astype(pixels.dtype)
    return out


def _halved(level: np.ndarray) -> np.ndarray:
    height, width = level.shape[:2]
    even = np.pad(level, ((0, height % 2), (0, width % 2), (0, 0)))
    return even.reshape(-(-height // 2), 2, -(-width // 2), 2, 4).mean((1, 3))


def _colours(level: np.ndarray) -> np.ndarray:
    return level[..., :3] / np.maximum(level[..., 3:], np.float32(1e-30))
