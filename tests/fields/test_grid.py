"""Grids: where their pixels lie, and that their parts are the whole."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from viewer.fields.field import Grid

steps = st.floats(-7, 1).map(lambda exponent: 10**exponent)
grids = st.builds(Grid, *[st.floats(-10, 4e4)] * 2, steps, steps, st.integers(1, 40), st.integers(1, 40))


@given(grid=grids, part=st.tuples(st.integers(1, 45), st.integers(1, 45)))
def test_parts_cover_every_pixel_once_and_where_it_was(grid, part):
    seen = np.zeros((grid.rows, grid.cols), int)
    for rows, cols, piece in grid.parts(*part):
        seen[rows, cols] += 1
        assert piece.rows <= part[0] and piece.cols <= part[1]
        assert (piece.dy, piece.dx) == (grid.dy, grid.dx)
        np.testing.assert_allclose(piece.ys(), grid.ys()[rows], rtol=0, atol=1e-15 * 8e4)
        np.testing.assert_allclose(piece.xs(), grid.xs()[cols], rtol=0, atol=1e-15 * 8e4)
    assert (seen == 1).all()


def test_pixels_of_a_grid_have_their_centres_half_a_step_in():
    grid = Grid.over((10, 20, 3, 4), (6, 2))
    np.testing.assert_allclose(grid.xs(), [10.25, 10.75, 11.25, 11.75, 12.25, 12.75])
    np.testing.assert_allclose(grid.ys(), [21, 23])


def test_a_grid_shrinks_when_either_step_is_more_than_a_pixel():
    for dy, dx, shrinks in ((1, 1, False), (1 + 1e-12, 1, False), (0.1, 1.01, True), (1.01, 0.1, True), (0.3, 0.9, False)):
        assert Grid(0, 0, dy, dx, 2, 2).shrinks == shrinks
