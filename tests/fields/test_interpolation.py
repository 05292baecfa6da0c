"""Classical fields against sums of kernels in float64, at every depth, at the borders, magnified and shrunken."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from nets import apart, at_zoom, photo, sample, whole
from reference import resample as reference

from viewer.errors import Stop, Stopped
from viewer.fields.field import Grid
from viewer.fields.interpolation import CLASSICAL, Interpolation, classical_field
from viewer.imaging.image import Image

kernels = st.sampled_from(CLASSICAL)


def noise(height, width, dtype=np.uint8, seed=0):
    return np.random.default_rng(seed).integers(0, np.iinfo(dtype).max, (height, width, 3), dtype, endpoint=True)


def axes(grid):
    return grid.y0 + (np.arange(grid.rows) + 0.5) * grid.dy, grid.x0 + (np.arange(grid.cols) + 0.5) * grid.dx


@st.composite
def magnified(draw):
    """An image and a grid within it whose pixels are no larger than the image's."""
    height, width = draw(st.integers(1, 12)), draw(st.integers(1, 12))
    origin, step = [], []
    rows, cols = draw(st.integers(1, 20)), draw(st.integers(1, 20))
    for n, count in ((height, rows), (width, cols)):
        step.append(min(10 ** draw(st.floats(-6, 0)), n / count))
        origin.append(draw(st.floats(0, 1)) * (n - count * step[-1]))
    return noise(height, width, draw(st.sampled_from([np.uint8, np.uint16]))), Grid(*origin, *step, rows, cols)


@given(kernel=kernels, case=magnified())
def test_magnified_fields_equal_the_sum_of_their_kernel(kernel, case):
    pixels, grid = case
    ys, xs = axes(grid)
    for points in (ys, xs):
        assume((np.abs(points - np.rint(points)) > 1e-9).all())  # on a border "nearest" has two answers
    truth = reference.interpolate(pixels / np.iinfo(pixels.dtype).max, ys, xs, kernel)
    values = sample(classical_field(Image(pixels), kernel), grid)
    assert values.dtype == np.float32
    assert apart(values, np.clip(truth, 0, 1)) < 1e-6


@pytest.mark.parametrize("kernel", CLASSICAL)
@pytest.mark.parametrize("size", [(120, 88), (112, 90), (320, 240), (56, 88)])
def test_a_whole_photo_is_interpolated_like_the_reference(kernel, size):
    image = photo(30, 40)
    truth = reference.resize(image.pixels / 255, size, kernel)
    assert apart(sample(classical_field(image, kernel), whole(image, size)), np.clip(truth, 0, 1)) < 1e-6


def test_a_pixel_begins_at_its_border():
    pixels = noise(3, 4)
    values = sample(classical_field(Image(pixels), "nearest"), Grid(-0.5, -0.5, 1, 1, 4, 5))  # points 0, 1, 2, ...
    np.testing.assert_allclose(values[:3, :4], pixels / 255, atol=1e-7)
    np.testing.assert_allclose(values[3, :4], pixels[2] / 255, atol=1e-7)


@pytest.mark.parametrize("kernel", CLASSICAL)
@pytest.mark.parametrize("size", [(1, 1), (1, 7), (7, 1)])
def test_images_one_pixel_thin_are_interpolated_along_the_other_axis(kernel, size):
    image = Image(noise(*size))
    width, height = image.size
    for scale in (3, 8.5):
        grid = whole(image, (round(width * scale), round(height * scale)))
        truth = reference.interpolate(image.pixels / 255, *axes(grid), kernel)
        assert apart(sample(classical_field(image, kernel), grid), np.clip(truth, 0, 1)) < 1e-6
    shrunk = sample(classical_field(image, kernel), Grid(0, 0, height, width, 1, 1))
    assert apart(shrunk, reference.resize(image.pixels / 255, (1, 1), kernel)) < 1.1 / 255


@pytest.mark.parametrize("kernel", CLASSICAL)
@pytest.mark.parametrize("zoom", [1e6, 1e7])
def test_positions_are_exact_at_the_deepest_zoom(kernel, zoom):
    """Across the step from black to white far from the origin: near black even float32 resolves the slope."""
    n = 40_000
    pixels = np.zeros((1, n, 3), np.uint16)
    edge = n - 60
    pixels[:, edge:] = 65535
    start = edge if kernel == "nearest" else edge - 0.5  # where the field leaves black
    grid = at_zoom(zoom, start - 20.3 / zoom, 0.2, 64, 2)
    values = sample(classical_field(Image(pixels), kernel), grid)
    truth = np.clip(reference.interpolate(pixels[:, -200:] / 65535, grid.ys(), grid.xs() - (n - 200), kernel), 0, 1)
    assert (truth[:, :20] < 1e-9).all() and (truth[:, 21:] > 0).all()
    assert apart(values[:, :20], truth[:, :20]) < 1e-9
    position_error = 2e-3 if zoom == 1e7 else 2e-4  # of a screen pixel: float64 at 40,000
    slope = truth[0, 40, 0] - truth[0, 39, 0] if kernel != "nearest" else 1e-6
    assert apart(values[:, 21:], truth[:, 21:]) < position_error * slope + 1e-7 * truth.max()
    if kernel != "nearest":
        assert (np.diff(values[0, 21:, 0]) > 0.9 * slope).all()


@pytest.mark.parametrize("kernel", CLASSICAL)
def test_beyond_the_image_its_edge_goes_on(kernel):
    image = Image(np.broadcast_to(noise(1, 5)[:, :1], (6, 5, 3)).copy())
    field = classical_field(image, kernel)
    edge = image.pixels[0, 0] / 255
    for grid in (Grid(-20, -20, 0.5, 0.5, 60, 60), Grid(-9, -11, 3, 3, 10, 10), Grid(100, 100, 0.1, 0.1, 3, 3)):
        np.testing.assert_allclose(sample(field, grid), np.broadcast_to(edge, (grid.rows, grid.cols, 3)), atol=0.6 / 255)


@st.composite
def shrinking(draw):
    """The size of an image, and a grid within it at least one of whose steps is above a pixel."""
    height, width = draw(st.integers(6, 40)), draw(st.integers(6, 40))
    step = draw(st.floats(1.05, 5)), draw(st.floats(0.4, 5))
    step = step if draw(st.booleans()) else step[::-1]
    step = [min(s, n) for s, n in zip(step, (height, width), strict=True)]
    counts = [draw(st.integers(1, int(n / s))) for n, s in zip((height, width), step, strict=True)]
    slack = [n - s * c for n, s, c in zip((height, width), step, counts, strict=True)]
    origin = [draw(st.floats(0, 1)) * max(room, 0) for room in slack]
    return (height, width), Grid(*origin, *step, *counts)


@given(kernel=kernels, case=shrinking(), dtype=st.sampled_from([np.uint8, np.uint16]))
def test_shrunken_fields_equal_the_sum_of_their_widened_kernel(kernel, case, dtype):
    (height, width), grid = case
    assume(grid.shrinks)
    white = np.iinfo(dtype).max
    pixels = noise(height, width, dtype) // 2 + white // 4  # nothing to clip between Pillow's two passes
    if kernel == "nearest":  # whether a source pixel lies in the box must not hang on a rounding
        for origin, step, count in ((grid.y0, grid.dy, grid.rows), (grid.x0, grid.dx, grid.cols)):
            for edge in (0, 1):
                sides = origin + (np.arange(count) + 0.5) * step + (edge - 0.5) * max(step, 1) - 0.5
                assume((np.abs(sides - np.rint(sides)) > 1e-3).all())
    region = (grid.x0, grid.y0, grid.x0 + grid.cols * grid.dx, grid.y0 + grid.rows * grid.dy)
    truth = reference.resize(pixels / white, (grid.cols, grid.rows), kernel, region)
    values = sample(classical_field(Image(pixels), kernel), grid)
    assert apart(values, truth) < (1.3 / 255 if dtype == np.uint8 else 2e-5)


@pytest.mark.parametrize("kernel", CLASSICAL)
@pytest.mark.parametrize("step", [2, 4, 8])
def test_zoomed_out_fields_average_what_they_cannot_show(kernel, step):
    """Pixels alternate between black and white: a field that picks some of them would be black, white or striped."""
    rows, cols = np.indices((64, 64))
    for pattern in (cols % 2, (rows + cols) % 2, rows % 2):
        image = Image(np.repeat(pattern[..., None] * 255, 3, 2).astype(np.uint8))
        for phase in (0, step * 2):
            values = sample(classical_field(image, kernel), Grid(phase, phase, step, step, 32 // step, 32 // step))
            inner = values[2:-2, 2:-2] if step < 8 else values[1:-1, 1:-1]
            assert np.abs(inner - 0.5).max() < 0.08


def test_screen_pixels_only_partly_on_the_image_repeat_the_last_whole_one():
    image = photo(21, 33)
    field = classical_field(image, "bicubic")
    grid = Grid(0, 0, 4, 4, 6, 9)  # 21 = 5 * 4 + 1, 33 = 8 * 4 + 1
    values = sample(field, grid)
    np.testing.assert_array_equal(values[:5, :8], sample(field, Grid(0, 0, 4, 4, 5, 8)))
    np.testing.assert_array_equal(values[5], values[4])
    np.testing.assert_array_equal(values[:, 8], values[:, 7])
    early = sample(field, Grid(-8, -4, 4, 4, 8, 10))
    np.testing.assert_array_equal(early[2:, 1:], values)
    np.testing.assert_array_equal(early[0], early[2])
    np.testing.assert_array_equal(early[:, 0], early[:, 1])


@pytest.mark.parametrize("kernel", CLASSICAL)
@pytest.mark.parametrize("zoom", [0.5, 3.7, 1000])
def test_parts_of_a_grid_are_those_of_the_whole(kernel, zoom):
    image = photo(40, 50)
    grid = at_zoom(zoom, 3, 2, 20, 16)
    together = sample(classical_field(image, kernel), grid)
    for rows, cols, part in grid.parts(7, 9):
        assert apart(sample(classical_field(image, kernel), part), together[rows, cols]) < 1e-6


def test_a_mask_has_no_channels():
    alpha = noise(9, 8)[..., 0]
    field = Interpolation(alpha, "bicubic")
    assert field.size == (8, 9)
    grid = Grid.over((0, 0, 8, 9), (24, 27))
    truth = np.clip(reference.interpolate(alpha / 255, grid.ys(), grid.xs(), "bicubic"), 0, 1)
    assert apart(sample(field, grid), truth) < 1e-6
    assert sample(field, Grid(0, 0, 2, 2, 4, 4)).shape == (4, 4)


@pytest.mark.parametrize("zoom", [0.5, 2])
def test_unwanted_work_is_not_begun(zoom):
    stop = Stop()
    stop.set()
    with pytest.raises(Stopped):
        classical_field(photo(9, 9), "bicubic").sample(at_zoom(zoom, 0, 0, 4, 4), stop)
