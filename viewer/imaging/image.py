"""The picture as everything above receives it: sRGB pixels and, where the file has it, transparency."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from viewer.errors import Stop

Size = tuple[int, int]  # width, height
Frame = tuple[float, float, float, float]  # a part of a picture: left, top, width, height, as shares of the picture's own
WHOLE: Frame = (0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, eq=False)
class Image:
    """A decoded picture, upright and in sRGB.

    pixels  (height, width, 3) uint8 or uint16
    alpha   (height, width) of the same type, or None where everything is opaque
    path    the file it came from, None for the clipboard
    is_grey whether the file has a single channel
    called  what it is called if it came from none
    """

    pixels: np.ndarray
    alpha: np.ndarray | None = None
    path: Path | None = None
    is_grey: bool = False
    called: str = "Clipboard"

    @property
    def size(self) -> Size:
        """Width and height in pixels."""
        return self.pixels.shape[1], self.pixels.shape[0]

    @property
    def name(self) -> str:
        """What a title bar calls it."""
        return self.path.name if self.path else self.called

    @property
    def white(self) -> int:
        """The largest value a channel can hold: 255 or 65,535."""
        return int(np.iinfo(self.pixels.dtype).max)

    def at(self, row: int, col: int) -> list[int]:
        """What a pixel holds: its channels, and how opaque it is where that varies."""
        opacity = [] if self.alpha is None or self.is_opaque else [self.alpha[row, col]]
        return [int(value) for value in (*self.pixels[row, col], *opacity)]

    def cut(self, rows: slice, cols: slice, stop: Stop) -> np.ndarray:
        """The colours of a part, (rows, cols, 3) float32 in [0, 1]."""
        stop.check()
        return self.pixels[rows, cols].astype(np.float32) / np.float32(self.white)

    def rgb8(self) -> np.ndarray:
        """The colours as (height, width, 3) uint8."""
        return to_uint8(self.pixels)

    @cached_property
    def is_opaque(self) -> bool:
        """Whether no pixel is transparent."""
        return self.alpha is None or bool((self.alpha == self.white).all())


def to_uint8(values: np.ndarray) -> np.ndarray:
    """16-bit values rounded to 8 bits; 8-bit values as they are."""
    if values.dtype == np.uint8:
        return values
    return ((values.astype(np.uint32) + 128) // 257).astype(np.uint8)
