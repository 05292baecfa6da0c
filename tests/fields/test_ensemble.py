"""The mean over eight ways to lay an image, against the reference asked at every point of each by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nets import apart, at_zoom, codes, exact, photo, sample, small_liif
from reference import liif as reference

from viewer.fields.ensemble import WAYS, SelfEnsemble, _laid, lay_back, lay_frame, lay_grid
from viewer.fields.field import Grid
from viewer.fields.interpolation import classical_field
from viewer.imaging.image import Image


def reference_mean(state, image, grid):
    """In float64, each point of the grid carried into each flipped image."""
    ys, xs = grid.y0 + (np.arange(grid.rows) + 0.5) * grid.dy, grid.x0 + (np.arange(grid.cols) + 0.5) * grid.dx
    y, x = (axis.ravel() for axis in np.meshgrid(ys, xs, indexing="ij"))
    height, width = image.pixels.shape[:2]
    answers = []
    for turns in range(4):
        for mirrored in (False, True):
            pixels = image.pixels[:, ::-1] if mirrored else image.pixels
            px, py, w, h, cell = (width - x if mirrored else x), y, width, height, (2 * grid.dy, 2 * grid.dx)
            for _ in range(turns):  # a quarter anticlockwise: what was right is up
                pixels = np.rot90(pixels)
                py, px, w, h, cell = w - px, py, h, w, cell[::-1]
            feat = codes(state, Image(np.ascontiguousarray(pixels)))
            rgb = reference.query_latents(state, feat, np.stack((py - 0.5, px - 0.5), -1), cell)
            answers.append(np.clip(rgb * 0.5 + 0.5, 0, 1))
    return np.mean(answers, 0).reshape(grid.rows, grid.cols, 3)


@pytest.mark.parametrize(
    "grid",
    [
        Grid.over((0, 0, 11, 14), (33, 42)),
        Grid(3.3, 1.7, 0.21, 0.34, 9, 13),
        at_zoom(1000, 5.25, 8.5, 7, 6),
        at_zoom(3, -2, 9, 12, 20),
    ],
)
def test_it_is_the_mean_of_the_reference_over_all_eight(grid):
    model, state = small_liif()
    image = photo(14, 11)
    ours = sample(SelfEnsemble(lambda laid, _: exact(model, laid), image), grid)
    assert ours.dtype == np.float32
    assert apart(ours, reference_mean(state, image, grid)) < 1e-5
    assert apart(ours, sample(exact(model, image), grid)) > 1e-3


def test_a_kernel_that_is_symmetric_is_its_own_ensemble():
    image, grid = photo(14, 11), Grid(3.3, 1.7, 0.21, 0.34, 9, 13)
    field = classical_field(image, "bicubic")
    assert apart(sample(SelfEnsemble(lambda laid, _: classical_field(laid, "bicubic"), image), grid), sample(field, grid)) < 1e-6
    small = Grid.over((0, 0, 11, 14), (5, 7))
    assert apart(sample(SelfEnsemble(lambda laid, _: classical_field(laid, "bicubic"), image), small), sample(field, small)) == 0


@given(
    way=st.sampled_from(WAYS),
    corner=st.tuples(*[st.floats(-50, 150)] * 2),
    steps=st.tuples(*[st.floats(1e-6, 1)] * 2),
    shape=st.tuples(*[st.integers(1, 9)] * 2),
)
def test_laid_grids_show_the_same_points(way, corner, steps, shape):
    """The coordinates of each screen pixel, as a picture: laid, and laid back."""
    grid = Grid(*corner, *steps, *shape)
    laid = lay_grid(grid, (120, 80), way)
    ys, xs = laid.ys()[:, None] + np.zeros(laid.cols), laid.xs() + np.zeros((laid.rows, 1))
    points = lay_back(np.stack((xs, ys) if way[2] else (ys, xs), -1), way)
    expected = np.stack(np.meshgrid(grid.ys(), grid.xs(), indexing="ij"), -1)
    for axis, is_flipped in enumerate(way[:2]):
        if is_flipped:
            points[..., axis] = (80, 120)[axis] - points[..., axis]
    np.testing.assert_allclose(points, expected, rtol=0, atol=1e-12 * 300)


@pytest.mark.parametrize("way", WAYS)
def test_a_frame_lies_where_its_pixels_do(way):
    pixels = np.zeros((30, 40, 3), np.uint8)
    pixels[6:15, 8:36] = 200
    laid = _laid(Image(pixels), way)
    x, y, width, height = (n * m for n, m in zip(lay_frame((0.2, 0.2, 0.7, 0.3), way), 2 * laid.size, strict=True))
    rows, cols = np.nonzero(laid.pixels[..., 0])
    assert (x, x + width, y, y + height) == pytest.approx((cols.min(), cols.max() + 1, rows.min(), rows.max() + 1))
