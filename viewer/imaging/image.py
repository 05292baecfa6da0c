"""The picture as everything above receives it: sRGB pixels and, where the file has it, transparency."""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from viewer.errors import Stop
from viewer.imaging.transparency import fill_hidden
from viewer.imaging.turn import AS_FILED, Turn

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
    turn    how its pixels are laid, as against those of the file
    """

    pixels: np.ndarray
    alpha: np.ndarray | None = None
    path: Path | None = None
    is_grey: bool = False
    called: str = "Clipboard"
    turn: Turn = AS_FILED

    @property
    def size(self) -> Size:
        """Width and height in pixels."""
        return self.pixels.shape[1], self.pixels.shape[0]

    @property
    def size_in_file(self) -> Size:
        """Width and height before it was turned."""
        return self.size[::-1] if self.turn.quarters % 2 else self.size

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

    def turned(self, quarters: int = 0, mirrored: bool = False) -> "Image":
        """The same picture mirrored left to right, if it is to be, and then turned clockwise by so many quarters."""
        change = Turn(quarters % 4, mirrored)
        pixels, alpha = (None if each is None else change.of(each) for each in (self.pixels, self.alpha))
        assert pixels is not None
        return replace(self, pixels=pixels, alpha=alpha, turn=self.turn.then(change))

    @cached_property
    def filled(self) -> "Image":
        """The same picture, with the colours of their surroundings where pixels are wholly transparent.

        What those hold is seen by nobody, but would be heard by a field that looks at more than one pixel: a dark fringe.
        """
        if self.alpha is None or self.is_opaque:
            return self
        return replace(self, pixels=fill_hidden(self.pixels, self.alpha))

    @cached_property
    def opacity(self) -> "Image":
        """How opaque it is, as a grey picture."""
        alpha = np.full(self.pixels.shape[:2], self.white, self.pixels.dtype) if self.alpha is None else self.alpha
        return Image(np.repeat(alpha[..., None], 3, axis=2), is_grey=True)

    @cached_property
    def is_opaque(self) -> bool:
        """Whether no pixel is transparent."""
        return self.alpha is None or bool((self.alpha == self.white).all())


def to_uint8(values: np.ndarray) -> np.ndarray:
    """16-bit values rounded to 8 bits; 8-bit values as they are."""
    if values.dtype == np.uint8:
        return values
    return ((values.astype(np.uint32) + 128) // 257).astype(np.uint8)
