"""Differences between fields: the numbers, and the colours they are given."""

import numpy as np
import pytest
from nets import at_zoom, photo

from viewer.errors import Stop, UserError
from viewer.fields.colour_maps import DIVERGING, SEQUENTIAL
from viewer.fields.interpolation import classical_field
from viewer.fields.measured import Measured
from viewer.fields.shown import DIFFERENCE, SIGNED, show


def naive(field, other, signed):
    """What a pixel's colours differ by, one by one, in float64."""
    out = np.empty(field.shape[:2])
    for i, j in np.ndindex(*out.shape):
        apart = [float(a) - float(b) for a, b in zip(field[i, j], other[i, j], strict=True)]
        out[i, j] = 0.299 * apart[0] + 0.587 * apart[1] + 0.114 * apart[2] if signed else sum(map(abs, apart)) / 3
    return out


def colour(value, table):
    """Between the nearest two colours of a table, at a place in [0, 1]."""
    at = min(max(value, 0.0), 1.0) * (len(table) - 1)
    k = min(int(at), len(table) - 2)
    return table[k] + (at - k) * (table[k + 1] - table[k])


@pytest.mark.parametrize("what", [DIFFERENCE, SIGNED])
@pytest.mark.parametrize("zoom", [0.6, 5, 3e5])
@pytest.mark.parametrize("gain", [1, 8, 181])
def test_its_colours_are_those_of_the_difference_times_the_gain(what, zoom, gain):
    image = photo(40, 30)
    field, other = (classical_field(image, kernel) for kernel in ("lanczos", "nearest"))
    grid = at_zoom(zoom, 12.3, 9.1, 7, 5)
    seen = show(what, field, image, other, gain).sample(grid, Stop())
    apart = naive(*(each.sample(grid, Stop()) for each in (field, other)), what == SIGNED)
    for at in np.ndindex(*apart.shape):
        value = apart[at] * gain
        expected = colour(value / 2 + 0.5, DIVERGING) if what == SIGNED else colour(value, SEQUENTIAL)
        np.testing.assert_allclose(seen[at], expected, atol=1e-4)


class Counted:
    """A field that counts how often it is asked."""

    def __init__(self, field):
        self.field, self.size, self.asked = field, field.size, 0

    def sample(self, grid, stop):
        self.asked += 1
        return self.field.sample(grid, stop)


def test_another_gain_asks_no_field_again():
    image = photo(40, 30)
    field = Counted(classical_field(image, "bicubic"))
    grid = at_zoom(3, 5, 5, 8, 8)
    measured = show(DIFFERENCE, field, image, classical_field(image, "nearest"), 2)
    assert isinstance(measured, Measured)
    weak = measured.sample(grid, Stop())
    strong = measured.at_gain(64).sample(grid, Stop())
    assert field.asked == 1 and np.abs(weak - strong).max() > 0.1


def test_a_difference_from_nothing_is_refused():
    image = photo(20, 20)
    with pytest.raises(UserError, match="another field"):
        show(DIFFERENCE, classical_field(image, "bicubic"), image)
