"""A field along a line: its very values there, however the line lies and however deep, and how wide edges are."""

import math

import numpy as np
import pytest
from nets import exact, photo, small_liif
from scipy.special import erf, erfinv

from viewer.errors import Stop, Stopped
from viewer.fields.field import Grid
from viewer.fields.interpolation import classical_field
from viewer.fields.profile import MOST, Line, along, edge_on, pixels_beside
from viewer.fields.shown import show

LINES = [
    Line((3.2, 4.1), (30.7, 4.1)),
    Line((9.3, 30.2), (9.3, 2.1)),
    Line((5.25, 6.5), (31.5, 22.75)),
    Line((31.5, 6.5), (5.25, 22.75)),
    Line((31.5, 22.75), (5.25, 6.5)),
    Line((20.123, 11.456), (20.123 + 2e-4, 11.456 + 1e-4)),
]


@pytest.mark.parametrize("line", LINES)
def test_samples_are_the_field_at_their_points(line):
    field = classical_field(photo(36, 40), "bicubic")
    found, points, stop = along(field, line, Stop()), line.points(), Stop()
    assert found.shape == (line.count, 3)
    for number in (0, 1, 31, 32, line.count // 2, line.count - 1):
        x, y = points[number]
        single = field.sample(Grid(y - 5e-7, x - 5e-7, 1e-6, 1e-6, 1, 1), stop)[0, 0]
        np.testing.assert_allclose(found[number], single, atol=2e-5)
    assert tuple(points[0]) == line.start and tuple(points[-1]) == pytest.approx(line.end)


@pytest.mark.parametrize("what", ["gradient", "direction", "laplacian", "signed-difference"])
def test_of_what_is_measured_numbers_are_given_not_their_colours(what):
    image, line, stop = photo(36, 40), Line((5.25, 6.5), (31.5, 22.75)), Stop()
    field, other = (classical_field(image, name) for name in ("bicubic", "lanczos"))
    shown = show(what, field, image, other)
    found, points = along(shown, line, stop), line.points()
    assert found.shape == (line.count, 1)
    for number in (0, 33, line.count - 1):
        x, y = points[number]
        single = shown.measure.values(Grid(y - 5e-7, x - 5e-7, 1e-6, 1e-6, 1, 1), stop)[0, 0]
        assert found[number, 0] == pytest.approx(np.linalg.norm(single) if what == "direction" else single, abs=1e-3)
    assert (found.min() < 0) == (what in ("laplacian", "signed-difference"))


def test_networks_answer_along_a_line_what_they_answer_on_a_grid():
    model, _ = small_liif()
    field = exact(model, photo(20, 24))
    line = Line((2.0, 7.3), (14.0, 7.3))
    step = line.length / (line.count - 1)
    row = field.sample(Grid(7.3 - step / 2, 2.0 - step / 2, step, step, 1, line.count), Stop())[0]
    np.testing.assert_allclose(along(field, line, Stop()), row, atol=1e-5)


def test_long_lines_are_sampled_no_more_than_so_often_and_can_be_given_up():
    assert Line((0, 0), (9000, 0)).count == MOST
    stop = Stop()
    stop.set()
    with pytest.raises(Stopped):
        along(classical_field(photo(36, 40), "bicubic"), LINES[2], stop)


def test_source_pixels_are_those_the_line_crosses():
    image = photo(20, 24)
    places, colours = pixels_beside(image, Line((2.0, 7.3), (5.0, 7.3)))
    np.testing.assert_allclose(places, [0.5, 1.5, 2.5])
    np.testing.assert_array_equal(colours, image.pixels[7, 2:5] / 255)
    places, colours = pixels_beside(image, Line((0.0, 6.0), (4.0, 2.0)))
    np.testing.assert_allclose(places, (np.arange(4) + 0.5) * math.sqrt(2), atol=1e-9)
    np.testing.assert_array_equal(colours, [image.pixels[r, c] / 255 for r, c in ((5, 0), (4, 1), (3, 2), (2, 3))])
    assert len(pixels_beside(image, Line((3.6, 3.6), (3.7, 3.6)))[0]) == 0
    assert len(pixels_beside(image, Line((-5.0, 3.5), (50.0, 3.5)))[0]) == 24


@pytest.mark.parametrize("sign", [1, -1])
def test_an_edge_is_as_wide_as_its_blur_makes_it(sign):
    places, sigma = np.linspace(0, 10, 2001), 0.7
    values = 0.5 + sign * 0.3 * erf((places - 4.2) / sigma / math.sqrt(2))
    edge = edge_on(places, values - sign * 0.05 * erf((places - 8) / 0.5))  # a smaller one beside it
    assert tuple(edge) == pytest.approx((4.2, 2 * math.sqrt(2) * erfinv(0.8) * sigma), abs=0.01)


def test_what_is_flat_has_no_edge():
    assert edge_on(np.arange(5.0), np.full(5, 0.3)) is None
    assert edge_on(np.arange(5.0), np.array([0.3, 0.301, 0.3, 0.301, 0.3])) is None
