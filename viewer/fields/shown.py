"""What can be shown of a field: its colours, how it changes, or what it is off."""

from viewer.errors import UserError
from viewer.fields.derivatives import COLOURS, DIRECTION, GRADIENT, LAPLACIAN, Derivative, reach
from viewer.fields.difference import Difference
from viewer.fields.disagreement import Disagreement
from viewer.fields.field import Field
from viewer.fields.honesty import Honesty
from viewer.fields.measured import Measured
from viewer.imaging.image import Image

DIFFERENCE, SIGNED, HONESTY, DISAGREEMENT = "difference", "signed-difference", "honesty", "disagreement"
SHOWN = COLOURS, GRADIENT, DIRECTION, LAPLACIAN, DIFFERENCE, SIGNED, HONESTY, DISAGREEMENT
AGAINST = DIFFERENCE, SIGNED  # those that need another field
ALONE = *AGAINST, DISAGREEMENT  # those of the field alone: what is beside it, to be held against it, is seen in its colours
GAINS = {DIFFERENCE: 8.0, SIGNED: 8.0, HONESTY: 32.0, DISAGREEMENT: 16.0}  # of their colours, which reach to 1 / gain, by default


def show(what: str, field: Field, image: Image, other: Field | None = None, gain: float | None = None) -> Field:
    """`what` of SHOWN of a field of `image`, held against `other` where it needs one: UserError if it cannot be shown."""
    if what == COLOURS:
        return field
    gain = gain or GAINS.get(what, 1.0)
    if what in AGAINST:
        if other is None:
            raise UserError("A difference needs another field to be the difference from.", "Say which.")
        return Measured(Difference(field, other, what == SIGNED), gain)
    if what == HONESTY:
        return Measured(Honesty(field, image), gain)
    if what == DISAGREEMENT:
        return Measured(Disagreement(field), gain)
    return Measured(Derivative(field, what), 1 / reach(image, what))
