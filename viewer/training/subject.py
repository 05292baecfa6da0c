"""The picture that is restyled, as small as it is worked on, and the pictures whose style it takes."""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from viewer.errors import UserError
from viewer.imaging.files import load_image
from viewer.imaging.image import Image
from viewer.imaging.lifting import lifted, resized
from viewer.imaging.paintings import PAINTINGS, painting

SMALLEST = 16  # pixels a side of the picture as it is worked on: its deepest features are an eighth of that
SMALLEST_STYLE = 32  # of a picture whose style is taken
LUMA = np.array((0.299, 0.587, 0.114), np.float32)


class Subject:
    """A picture that is restyled.

    alpha  of what comes out, (h, w) in [0, 1], None if it is opaque
    small  the picture, `size` pixels long at most, (1, C, h, w) in [0, 1]; of its lightness alone if colours are kept
    scale  how many times as large the picture is
    """

    def __init__(self, path: Path, size: int, keeps_colours: bool = False) -> None:
        image = load_image(path)
        self._given = image.pixels.astype(np.float32) / np.float32(image.white)
        self.alpha = None if image.alpha is None else image.alpha.astype(np.float32) / np.float32(image.white)
        self._is_light = keeps_colours
        self.scale = max(max(image.size) / size, 1.0)
        width, height = (max(round(n / self.scale), 1) for n in image.size)
        if min(width, height) < SMALLEST:
            raise UserError(f"{image.name} has {image.size[0]} x {image.size[1]} pixels, too few for a style of {size} px.")
        self._small = np.clip(resized(self._seen(self._given), (width, height)), 0, 1)
        self.small = torch.from_numpy(self._small).movedim(-1, 0)[None].contiguous()

    def result(self, made: Tensor) -> np.ndarray:
        """The picture, (h, w, 3), of what was made of `small`."""
        values = made[0].detach().float().clamp(0, 1).movedim(0, -1).cpu().numpy()
        if not self._is_light:
            return lifted(values, self._small, self._given)
        light = self._seen(self._given)
        return np.clip(self._given + lifted(values, self._small, light) - light, 0, 1)  # colour differences stay

    def _seen(self, values: np.ndarray) -> np.ndarray:
        return (values @ LUMA)[..., None] if self._is_light else values


def read_style(path: Path) -> np.ndarray:
    """A picture whose style is taken, (h, w, 3) in [0, 1]: a file, laid on white, or one of `PAINTINGS`. UserError."""
    image = painting(str(path)) if str(path) in PAINTINGS and not path.exists() else load_image(path)
    if min(image.size) < SMALLEST_STYLE:
        width, height = image.size
        raise UserError(f"{image.name} has {width} x {height} pixels; a style needs {SMALLEST_STYLE} a side.")
    return _on_white(image)


def style_at(values: np.ndarray, longest: int) -> np.ndarray:
    """A style no longer than `longest` pixels, nor smaller than what can be compared, (h, w, 3)."""
    height, width = values.shape[:2]
    factor = min(max(longest / max(height, width), SMALLEST / min(height, width)), 1)
    return np.clip(resized(values, (round(width * factor), round(height * factor))), 0, 1)


def in_lightness(style: np.ndarray, like: Tensor) -> np.ndarray:
    """The lightness of a style, (h, w, 1), as bright and as contrasty as that of a picture (1, 1, ., .)."""
    light = (style @ LUMA)[..., None]
    contrast = float(like.std()) / max(float(light.std()), 1e-3)
    return np.clip((light - light.mean()) * contrast + float(like.mean()), 0, 1)


def _on_white(image: Image) -> np.ndarray:
    values = image.pixels.astype(np.float32) / np.float32(image.white)
    if image.alpha is None:
        return values
    opaque = image.alpha[..., None].astype(np.float32) / np.float32(image.white)
    return values * opaque + 1 - opaque
