"""What was done to a small copy of a picture, brought to the picture itself."""

import numpy as np
from PIL import Image as PILImage

from viewer.imaging.image import Size


def resized(values: np.ndarray, size: Size) -> np.ndarray:
    """(h, w, C) float32 at `size` (width, height), bicubic, antialiased where it shrinks, unclamped."""
    if values.shape[1::-1] == size:
        return values
    planes = [PILImage.fromarray(np.ascontiguousarray(values[..., c])) for c in range(values.shape[2])]
    return np.stack([np.asarray(plane.resize(size, PILImage.Resampling.BICUBIC)) for plane in planes], -1)


def lifted(made: np.ndarray, small: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """`whole`, (H, W, C), with the difference that was made to its copy `small`, (h, w, C), enlarged: its details stay.

    made  what became of the copy, (h, w, C); all of them float32 in [0, 1]
    """
    if made.shape == whole.shape:
        return made
    return np.clip(whole + resized(made - small, (whole.shape[1], whole.shape[0])), 0, 1)
