"""How a picture is looked at: through which fields, computed where and how, and what of them is shown."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from viewer.fields.catalogue import make_field
from viewer.fields.derivatives import COLOURS
from viewer.fields.field import Field
from viewer.fields.interpolation import CLASSICAL
from viewer.imaging.image import WHOLE, Frame, Image

PIXELS = "nearest"  # the model that shows the picture's own pixels
AVERAGED = "averaged"  # a precision: fast, as a geometric self-ensemble


class Through(NamedTuple):
    """What makes one field of a picture differ from another."""

    model: str
    crisp: bool
    device: str
    precision: str
    shown: str
    frame: Frame = WHOLE

    def field(self, image: Image, tell: Callable[[str], None]) -> Field:
        """The field of `image`. Networks are loaded: not for the window's thread. UserError if there is none."""
        averaged = self.precision == AVERAGED
        arithmetic = "fast" if averaged else self.precision
        return make_field(
            self.model, image.filled, self.device, arithmetic, crisp=self.crisp, ensemble=averaged, tell=tell, show=self.shown,
            frame=self.frame,
        )  # fmt: skip

    def opacity(self, image: Image) -> Field:
        """The field of how opaque `image` is. Not for the window's thread."""
        from viewer.fields.transparency import opacity_field

        return opacity_field(self.model, image, self.device, "fast" if self.precision == AVERAGED else self.precision, self.crisp)


@dataclass(frozen=True)
class Look:
    """What the user has chosen: the field, the one it is held against or blended with, and how both are computed.

    split  whether they are side by side
    blend  else how much of the other is laid over the field, from 0 to 1
    frame  the part of the picture by which the field, if its network is blind, tells how the picture was degraded
    pixels  whether the picture's own pixels are seen in the place of the field, which is kept in mind
    """

    model: str
    compare: str = "bicubic"
    split: bool = False
    device: str = "auto"
    precision: str = "fast"
    crisp: bool = False
    shown: str = COLOURS
    blend: float = 0.0
    frame: Frame = WHOLE
    pixels: bool = False

    @property
    def fields(self) -> list[Through]:
        """What is seen, from left to right or bottom to top. Only networks can be crisp.

        What they are held against never is, and goes by the whole picture.
        """
        how = self.device, self.precision, self.shown
        left = Through(self.model, self.crisp and self.model not in CLASSICAL, *how, self.frame)
        if self.pixels:
            left = Through(PIXELS, False, "auto", "fast", COLOURS)
        return [left, Through(self.compare, False, *how)] if self.split or self.blend else [left]

    @property
    def over(self) -> float:
        """How much of what it is held against lies over the field: nothing where it lies beside it."""
        return 0.0 if self.split else self.blend

    def without(self, model: str) -> "Look":
        """The look after a model has failed: bicubic takes its place, and the device may be another."""
        left, right = ("bicubic" if side == model else side for side in (self.model, self.compare))
        return replace(self, model=left, compare=right, device="auto")
