"""How a picture is looked at: through which fields, computed where and how, and what of them is shown."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from viewer.fields.catalogue import make_field
from viewer.fields.derivatives import COLOURS
from viewer.fields.field import Field
from viewer.fields.interpolation import CLASSICAL
from viewer.imaging.image import WHOLE, Frame, Image

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
            self.model, image, self.device, arithmetic, crisp=self.crisp, ensemble=averaged, tell=tell, show=self.shown,
            frame=self.frame,
        )  # fmt: skip


@dataclass(frozen=True)
class Look:
    """What the user has chosen: the field, the one it is held against if the view is split, and how both are computed.

    frame  the part of the picture by which the field, if its network is blind, tells how the picture was degraded
    """

    model: str
    compare: str = "bicubic"
    split: bool = False
    device: str = "auto"
    precision: str = "fast"
    crisp: bool = False
    shown: str = COLOURS
    frame: Frame = WHOLE

    @property
    def fields(self) -> list[Through]:
        """What is seen, from left to right. Only networks can be crisp, and what they are held against never is.

        That goes by the whole picture, too.
        """
        how = self.device, self.precision, self.shown
        left = Through(self.model, self.crisp and self.model not in CLASSICAL, *how, self.frame)
        return [left, Through(self.compare, False, *how)] if self.split else [left]

    def without(self, model: str) -> "Look":
        """The look after a model has failed: bicubic takes its place, and the device may be another."""
        left, right = ("bicubic" if side == model else side for side in (self.model, self.compare))
        return replace(self, model=left, compare=right, device="auto")
