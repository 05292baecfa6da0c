"""Zooming holds what is under the cursor, and what was zoomed in can be zoomed out."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from viewer.rendering.viewport import MAX_ZOOM, SMALLEST_FIT, Viewport, clamp_zoom, fit_zoom, step_zoom

EXACT = 1e-6  # device pixels

images = st.tuples(st.integers(1, 1000), st.integers(1, 1000))
large_images = st.tuples(st.integers(1, 40_000), st.integers(1, 40_000))
windows = st.tuples(st.integers(100, 4000), st.integers(100, 2500))
parts = st.tuples(st.floats(0, 1), st.floats(0, 1))
notches = st.integers(0, 200)


def at(part, size):
    return part[0] * size[0], part[1] * size[1]


def apart(a, b):
    return max(abs(a[0] - b[0]), abs(a[1] - b[1]))


@st.composite
def rungs(draw, image, size):
    """Where a wheel that began at fit or at 1:1 can be."""
    fit = fit_zoom(image, size)
    begin = draw(st.sampled_from([fit, 1.0]))
    return step_zoom(begin, draw(st.integers(-40, 130)), fit)


@st.composite
def views(draw, image_sizes=images):
    image, size = draw(image_sizes), draw(windows)
    return image, Viewport(at(draw(parts), image), draw(rungs(image, size)), size)


@given(view=views(large_images), part=parts, count=notches)
def test_zooming_about_a_point_holds_the_source_point_under_it(view, part, count):
    image, viewport = view
    fit = fit_zoom(image, viewport.size)
    about = at(part, viewport.size)
    held = viewport.to_source(about)
    for notch in [1] * count + [-1] * count:
        viewport = viewport.at_zoom(step_zoom(viewport.zoom, notch, fit), about)
        assert apart(viewport.to_device(held), about) < 0.01


@given(views(), parts, st.integers(-40, 40), st.floats(0.01, 0.99))
def test_on_the_way_of_a_zoom_the_point_it_is_about_stays_where_it_is(view, part, count, way):
    image, start = view
    about = at(part, start.size)
    end = start.at_zoom(step_zoom(start.zoom, count, fit_zoom(image, start.size)), about)
    between = start.towards(end, way)
    assert between.zoom == pytest.approx(start.zoom ** (1 - way) * end.zoom**way)
    assert apart(between.to_device(start.to_source(about)), about) < 1e-3 * max(1, between.zoom / min(start.zoom, end.zoom))


def test_a_way_without_zoom_is_straight():
    start, end = Viewport((1, 2), 8, (400, 300)), Viewport((11, 22), 8, (400, 300))
    assert start.towards(end, 0.25) == Viewport((3.5, 7), 8, (400, 300))


@given(view=views(large_images), ends=st.tuples(st.integers(0, 4000), st.integers(0, 4000)))
def test_some_columns_of_a_view_show_what_they_showed(view, ends):
    _, viewport = view
    left, right = sorted(min(end, viewport.size[0]) for end in ends)
    columns = viewport.columns(left, right)
    assert columns.size == (right - left, viewport.size[1])
    assert columns.origin == (viewport.origin[0] + left, viewport.origin[1])


@given(view=views(large_images), part=parts)
def test_the_whole_pixel_origin_is_at_most_half_a_pixel_from_the_view(view, part):
    _, viewport = view
    device = at(part, viewport.size)
    source = viewport.to_source(device)
    painted = tuple(source[i] * viewport.zoom - viewport.origin[i] for i in (0, 1))
    assert apart(painted, device) <= 0.5 + 1e-4


@given(image=images, size=windows, part=parts, count=notches, depth=st.sampled_from(["fit", "1:1", "deep"]))
def test_zooming_in_and_out_returns_to_the_same_view(image, size, part, count, depth):
    fitted = Viewport.fitting(image, size)
    start = {"fit": fitted, "1:1": fitted.at_zoom(1.0), "deep": fitted.at_zoom(2.0**16)}[depth]
    assume(step_zoom(start.zoom, count, fitted.zoom) < MAX_ZOOM)  # the end of the ladder swallows notches
    about = at(part, size)
    viewport = start
    for notch in [1] * count + [-1] * count:
        viewport = viewport.at_zoom(step_zoom(viewport.zoom, notch, fitted.zoom), about)
    assert viewport.zoom == start.zoom
    assert apart(viewport.centre, start.centre) * start.zoom < EXACT


@given(data=st.data(), image=large_images, size=windows, count=st.integers(1, 60))
def test_out_and_in_is_the_identity_on_every_rung(data, image, size, count):
    fit = fit_zoom(image, size)
    zoom = data.draw(rungs(image, size))
    out = step_zoom(zoom, -count, fit)
    assume(out > clamp_zoom(0, fit))
    assert step_zoom(out, count, fit) == zoom


@given(image=large_images, size=windows)
def test_fit_and_one_to_one_are_rungs(image, size):
    fit = fit_zoom(image, size)
    ladder = [clamp_zoom(0, fit)]
    while (zoom := step_zoom(ladder[-1], 1, fit)) != ladder[-1]:
        ladder.append(zoom)
    assert fit in ladder
    assert 1.0 in ladder
    assert ladder[-1] == MAX_ZOOM


@given(data=st.data(), image=large_images, size=windows)
def test_every_notch_moves_until_the_end_of_the_ladder(data, image, size):
    fit = fit_zoom(image, size)
    zoom = data.draw(rungs(image, size))
    inwards, outwards = step_zoom(zoom, 1, fit), step_zoom(zoom, -1, fit)

    def is_a_step(small, large):
        """A fit next to 1:1 is a rung of its own, however near."""
        return (1 if {small, large} == {fit, 1.0} else 1.001) < large / small < 1.3

    assert zoom == MAX_ZOOM or is_a_step(zoom, inwards)
    assert zoom == clamp_zoom(0, fit) or is_a_step(outwards, zoom)
    assert step_zoom(zoom, 400, fit) == MAX_ZOOM
    assert step_zoom(zoom, -400, fit) == min(fit, 1) * SMALLEST_FIT


@given(zoom=st.floats(1e-3, 9e6), image=large_images, size=windows)
def test_from_between_rungs_the_first_notch_goes_to_the_next_rung(zoom, image, size):
    fit = fit_zoom(image, size)
    assume(zoom > clamp_zoom(0, fit) * 1.0001)
    for direction in (1, -1):
        rung = step_zoom(zoom, direction, fit)
        assert (rung - zoom) * direction > 0
        k = 4 * math.log2(rung)
        assert abs(k - round(k)) < 1e-9 or rung in (fit, MAX_ZOOM, clamp_zoom(0, fit))


@given(view=views(), part=parts)
def test_source_and_device_positions_are_inverse(view, part):
    _, viewport = view
    device = at(part, viewport.size)
    assert apart(viewport.to_device(viewport.to_source(device)), device) < 1e-3 * max(1, viewport.zoom / 1e6)


@given(view=views(), dx=st.floats(-5000, 5000), dy=st.floats(-5000, 5000))
def test_panning_moves_the_picture_by_device_pixels_and_back(view, dx, dy):
    _, viewport = view
    before = viewport.to_device((0, 0))
    panned = viewport.panned(dx, dy)
    moved = panned.to_device((0, 0))
    tolerance = 1e-3 * max(1, viewport.zoom / 1e6)
    assert apart(moved, (before[0] - dx, before[1] - dy)) < tolerance
    assert apart(panned.panned(-dx, -dy).centre, viewport.centre) * viewport.zoom < tolerance
    assert panned.zoom == viewport.zoom


@given(view=views(), size=windows)
def test_resizing_keeps_the_centre_and_the_zoom(view, size):
    _, viewport = view
    resized = viewport.resized(size)
    assert (resized.centre, resized.zoom, resized.size) == (viewport.centre, viewport.zoom, size)
    assert resized.to_source((size[0] / 2, size[1] / 2)) == viewport.centre


@given(image=large_images, size=windows)
def test_a_fitted_image_touches_the_window_on_one_axis_and_lies_within_on_the_other(image, size):
    fitted = Viewport.fitting(image, size)
    left, top = fitted.to_device((0, 0))
    right, bottom = fitted.to_device(image)
    slack = 1e-6 * max(size)
    assert min(left, top) > -slack
    assert right < size[0] + slack
    assert bottom < size[1] + slack
    assert min(left, top) < slack
    assert math.isclose(left + right, size[0], abs_tol=slack)
    assert math.isclose(top + bottom, size[1], abs_tol=slack)


@given(view=views(), dx=st.floats(-1e9, 1e9), dy=st.floats(-1e9, 1e9))
def test_a_view_cannot_leave_the_image(view, dx, dy):
    image, viewport = view
    kept = viewport.panned(dx, dy).within(image)
    assert 0 <= kept.centre[0] <= image[0]
    assert 0 <= kept.centre[1] <= image[1]
    assert kept.within(image) == kept


def test_neighbouring_origins_at_the_deepest_zoom_differ_by_a_pixel():
    viewport = Viewport((39_999.123456, 39_999.123456), MAX_ZOOM, (1280, 800))
    assert viewport.panned(1, 0).origin[0] - viewport.origin[0] == pytest.approx(1, abs=1)
    assert viewport.panned(100, 0).origin[0] - viewport.origin[0] == pytest.approx(100, abs=1)
