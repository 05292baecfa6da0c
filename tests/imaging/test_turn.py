"""Laying a picture otherwise: arrays, positions and what follows on what."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.imaging.image import Image
from viewer.imaging.turn import AS_FILED, Turn

turns = st.builds(Turn, st.integers(0, 3), st.booleans())
PIXELS = np.arange(5 * 7, dtype=np.uint8).reshape(5, 7)


def test_clockwise_is_clockwise_and_mirrors_are_mirrors():
    corners = np.array([[1, 2], [3, 4]], np.uint8)
    assert Turn(1).of(corners).tolist() == [[3, 1], [4, 2]]
    assert Turn(3).of(corners).tolist() == [[2, 4], [1, 3]]
    assert Turn(0, True).of(corners).tolist() == [[2, 1], [4, 3]]
    assert Turn(2, True).of(corners).tolist() == [[3, 4], [1, 2]]  # top to bottom


@given(turns, turns)
def test_one_after_the_other_is_one(first, second):
    np.testing.assert_array_equal(first.then(second).of(PIXELS), second.of(first.of(PIXELS)))


@given(turns)
def test_what_is_undone_is_as_it_was(turn):
    assert turn.then(turn.inverse) == turn.inverse.then(turn) == AS_FILED
    np.testing.assert_array_equal(turn.inverse.of(turn.of(PIXELS)), PIXELS)


@given(turns, st.integers(0, 4), st.integers(0, 6))
def test_positions_go_with_their_pixels(turn, row, col):
    x, y = turn.point((col + 0.5, row + 0.5), (7, 5))
    assert turn.of(PIXELS)[int(y), int(x)] == PIXELS[row, col]


@pytest.mark.parametrize(("quarters", "mirrored"), [(1, False), (3, True)])
def test_a_picture_keeps_in_mind_how_it_is_laid(quarters, mirrored):
    image = Image(np.repeat(PIXELS[..., None], 3, 2), PIXELS)
    turned = image.turned(quarters, mirrored)
    assert turned.size == (5, 7) and turned.size_in_file == image.size and turned.turn == Turn(quarters, mirrored)
    np.testing.assert_array_equal(turned.alpha, turned.pixels[..., 0])
    again = turned.turned(turned.turn.inverse.quarters, turned.turn.inverse.mirrored)
    np.testing.assert_array_equal(again.pixels, image.pixels)
    assert not again.turn.is_any
