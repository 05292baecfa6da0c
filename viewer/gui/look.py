"""How a picture is looked at: through which fields, computed where and how, and what of them is shown."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from viewer.fields.catalogue import make_field
from viewer.fields.derivatives import COLOURS
from viewer.fields.field import Field
from viewer.fields.interpolation import CLASSICAL
from viewer.fields.shown import AGAINST, ALONE, DISAGREEMENT, GAINS, show
from viewer.imaging.files import READABLE
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
    against: str = ""  # the model it is held against, where that is shown
    gain: float = 0.0  # of its colours, where they have one
    is_plain: bool = False  # whether a picture's file is seen by its own pixels, and what is bicubic between them

    @property
    def colours(self) -> "Through":
        """The same field in its own colours."""
        return self._replace(shown=COLOURS, against="", gain=0.0)

    @property
    def measured(self) -> "Through":
        """The same, whatever the gain."""
        return self._replace(gain=0.0)

    @property
    def _inner(self) -> "Through":
        """What it is shown of: a LIIF's ensemble is that of the network itself."""
        if self.shown != DISAGREEMENT:
            return self.colours
        return self.colours._replace(crisp=False, precision="exact" if self.precision == "exact" else "fast")

    def other(self, model: str) -> "Through":
        """Another model in its place, as fields are held against it: never crisp, by the whole, and a picture's file as it is."""
        return self._replace(model=model, crisp=False, frame=WHOLE, is_plain=Path(model).suffix.lower() in READABLE)

    def needs(self, model: str) -> bool:
        """Whether it is made of that model."""
        return model in (self.model, self.against)

    def with_model(self, model: str, by: str) -> "Through":
        """The same, made of another model where it was made of this one."""
        return self._replace(
            model=by if self.model == model else self.model, against=by if self.against == model else self.against
        )

    def field(self, image: Image, tell: Callable[[str], None], find: "Callable[[Through], Field] | None" = None) -> Field:
        """The field of `image`. Networks are loaded: not for the window's thread. UserError if there is none.

        find  gives the fields that it is made of, where they may be at hand
        """
        image = image.filled
        if self.shown != COLOURS:
            find = find or (lambda through: through.field(image, tell))
            other = find(self.colours.other(self.against)) if self.against else None
            return show(self.shown, find(self._inner), image, other, self.gain)
        averaged = self.precision == AVERAGED
        arithmetic = "fast" if averaged else self.precision
        options = {"crisp": self.crisp, "ensemble": averaged, "tell": tell, "frame": self.frame}
        if self.is_plain:
            options["pictures_through"] = "bicubic"
        return make_field(self.model, image, self.device, arithmetic, **options)  # type: ignore[arg-type]

    def opacity(self, image: Image) -> Field:
        """The field of how opaque `image` is. Not for the window's thread."""
        from viewer.fields.transparency import opacity_field

        return opacity_field(self.model, image, self.device, "fast" if self.precision == AVERAGED else self.precision, self.crisp)


@dataclass(frozen=True)
class Look:
    """What the user has chosen: the field, the one it is held against or blended with, and how both are computed.

    split  whether the two are beside each other, at a divider
    blend  else how much of the other is laid over the field, from 0 to 1
    frame  the part of the picture by which the field, if its network is blind, tells how the picture was degraded
    panes  how many panes there are: of the two, and of `more` models; while there are several, split and blend are kept in mind
    lens   whether the other is seen under the cursor
    pixels whether the picture's own pixels are seen in the place of the field, which is kept in mind
    gain   of the colours of what is shown; None for the usual one
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
    gain: float | None = None
    panes: int = 1
    more: tuple[str, ...] = "nearest", "lanczos"
    lens: bool = False

    @property
    def fields(self) -> list[Through]:
        """What is seen, from left to right or bottom to top."""
        first = Through(PIXELS, False, "auto", "fast", COLOURS) if self.pixels else self.field
        if self.panes > 1:
            more = [self.field.other(model) for model in self.more]
            if self.shown == DISAGREEMENT:
                more = [through.colours for through in more]
            return [first, self.other, *more][: self.panes]
        return [first, self.other] if self.split or self.blend else [first]

    @property
    def is_split(self) -> bool:
        """Whether there is a divider."""
        return self.split and self.panes == 1

    @property
    def over(self) -> float:
        """How much of what it is held against lies over the field: nothing where it lies beside it."""
        return 0.0 if self.split or self.panes > 1 else self.blend

    @property
    def is_comparing(self) -> bool:
        """Whether the field is held against the other in any way."""
        return self.split or self.panes > 1 or self.lens or self.shown in AGAINST

    @property
    def models(self) -> tuple[str, ...]:
        """All that is chosen, seen or not."""
        return self.model, self.compare, *self.more

    @property
    def field(self) -> Through:
        """The field. Only networks can be crisp."""
        crisp, against = self.crisp and self.model not in CLASSICAL, self.compare if self.shown in AGAINST else ""
        return Through(self.model, crisp, self.device, self.precision, self.shown, self.frame, against, self.gain_of_shown)

    @property
    def other(self) -> Through:
        """What it is held against. Its difference from itself would say nothing: its colours are seen."""
        other = self.field.other(self.compare)
        return other.colours if self.shown in ALONE else other

    @property
    def gain_of_shown(self) -> float:
        """The gain of what is shown; 0 if it has none."""
        return (self.gain or GAINS[self.shown]) if self.shown in GAINS else 0.0

    def without(self, model: str) -> "Look":
        """The look after a model has failed: bicubic takes its place, and the device may be another."""
        left = "bicubic" if self.model == model else self.model
        return replace(self.without_other(model), model=left, device="auto")

    def without_other(self, model: str) -> "Look":
        """The look with bicubic in the place of a model that the field is held against."""
        first, *more = ("bicubic" if other == model else other for other in (self.compare, *self.more))
        return replace(self, compare=first, more=tuple(more))
