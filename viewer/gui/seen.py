"""What an export is rendered from: a field as it is looked at, or two of them, one laid over the other."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from viewer.export.sizes import Sizing
from viewer.fields.blend import Blend
from viewer.fields.derivatives import COLOURS
from viewer.fields.field import Field
from viewer.gui.look import AVERAGED, Look, Through
from viewer.imaging.image import Image
from viewer.imaging.writers import Coding

if TYPE_CHECKING:
    from viewer.export.recipe import Recipe


class Seen(NamedTuple):
    """A field, and how much of which other lies over it, if one does."""

    through: Through
    over: Through | None = None
    share: float = 0.0

    def field(self, image: Image, tell: Callable[[str], None]) -> Field:
        """The field of `image`. Networks are loaded: not for the window's thread. UserError if there is none."""
        field = self.through.field(image, tell)
        return field if self.over is None else Blend(field, self.over.field(image, tell), self.share)

    def title(self, title_of: Callable[[str], str]) -> str:
        """What people read for it."""
        title = title_of(self.through.model)
        return title if self.over is None else f"{title} + {self.share:.0%} {title_of(self.over.model)}"

    def recipe(self, size: Sizing, coding: Coding, keeps: bool) -> "Recipe":
        """How whole pictures become files of this, so large."""
        from viewer.export.recipe import Recipe  # pydantic

        through, over = self.through, self.over.model if self.over is not None else ""
        averaged = through.precision == AVERAGED
        return Recipe(
            through.model, size, None, over, self.share, through.against, through.shown, through.gain, through.crisp,
            "fast" if averaged else through.precision, averaged, coding, keeps,
        )  # fmt: skip

    def flags(self) -> list[str]:
        """The options of the command line that say the same."""
        through = self.through
        words = ["--model", through.model]
        if self.over is not None:
            words += ["--blend", f"{self.over.model}:{self.share:g}"]
        if through.shown != COLOURS:
            words += ["--show", through.shown]
        if through.against:
            words += ["--against", through.against]
        if through.gain:
            words += ["--gain", f"{through.gain:g}"]
        if through.crisp:
            words.append("--crisp")
        if through.precision != "fast":
            words += ["--ensemble"] if through.precision == AVERAGED else ["--precision", through.precision]
        return words if through.device == "auto" else [*words, "--device", through.device]


def seen_with(look: Look) -> list[Seen]:
    """What is seen with a look: the fields that lie beside each other, or the one made of two."""
    first, *others = look.fields
    if others and look.over:
        return [Seen(first, others[0], look.over)]
    return [Seen(first), *map(Seen, others)]
