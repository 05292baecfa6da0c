"""A mask is painted at the picture's resolution, and every change can be taken back."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as PILImage

from viewer.errors import UserError
from viewer.imaging.mask import Mask

SIZE = 40, 30


def near_line(start, end, radius):
    """By going along the line in small steps."""
    ys, xs = np.mgrid[:30, :40] + 0.5
    out = np.zeros((30, 40), bool)
    for t in np.linspace(0, 1, 400):
        x, y = start[0] + t * (end[0] - start[0]), start[1] + t * (end[1] - start[1])
        out |= (xs - x) ** 2 + (ys - y) ** 2 <= radius**2
    return out


@pytest.mark.parametrize(
    ("start", "end"), [((5, 5), (30, 22)), ((35, 4), (35, 4)), ((-8, 10), (20, -6)), ((39.5, 29.5), (60, 60))]
)
@pytest.mark.parametrize("radius", [1.5, 4.0, 9.0])
def test_a_stroke_marks_what_lies_near_its_line(start, end, radius):
    mask = Mask(SIZE)
    mask.stroke(start, end, radius)
    assert (mask.marked != near_line(start, end, radius)).sum() <= 3  # right at the rim
    mask.stroke(start, end, radius + 0.1, on=False)
    assert not mask.marked.any()


def test_the_thinnest_brush_marks_the_pixel_under_it():
    mask = Mask(SIZE)
    mask.stroke((7.01, 3.99), (7.01, 3.99), 0.05)
    assert np.argwhere(mask.marked).tolist() == [[3, 7]]


def test_rectangles_include_the_pixels_of_their_corners():
    mask = Mask(SIZE)
    mask.rectangle((12.2, 20.9), (5.7, 8.1))
    expected = np.zeros((30, 40), bool)
    expected[8:21, 5:13] = True
    assert np.array_equal(mask.marked, expected)
    mask.rectangle((-5, -5), (400, 400))
    assert mask.marked.all()
    mask.rectangle((50, 50), (60, 60), on=False)  # beside the picture
    assert mask.marked.all()


def test_a_lasso_marks_what_it_encloses():
    mask = Mask(SIZE)
    mask.lasso([(10, 5), (30, 5), (20, 25)])
    assert mask.marked[10, 20] and mask.marked[20, 20] and not mask.marked[20, 11] and not mask.marked[27, 20]
    assert abs(mask.marked.sum() - 200) < 25
    mask.lasso([(1, 1), (2, 2)])  # encloses nothing
    assert not mask.marked[1, 1]


def test_filling_stops_at_what_is_marked():
    mask = Mask(SIZE)
    mask.rectangle((10, 10), (20, 20))
    mask.rectangle((12, 12), (18, 18), on=False)
    mask.fill((15, 15))
    assert mask.marked[10:21, 10:21].all() and mask.marked.sum() == 121
    mask.fill((15, 15), on=False)
    assert not mask.marked.any()
    mask.fill((-3, 4))
    assert not mask.marked.any()


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_pixels_of_a_colour_are_marked_wherever_they_are(dtype):
    white = np.iinfo(dtype).max
    pixels = np.full((30, 40, 3), white // 2, dtype)
    pixels[3:6, 3:6] = (white, 0, 0)
    pixels[20:22, 30:33] = (white - white // 50, white // 50, 0)
    mask = Mask(SIZE)
    mask.colour(pixels, (4.5, 4.5), 0.05)
    assert mask.marked.sum() == 9 + 6
    mask.colour(pixels, (4.5, 4.5), 0.0, on=False)
    assert mask.marked.sum() == 6
    mask.colour(pixels, (99, 4), 1.0)
    assert mask.marked.sum() == 6


strokes = st.tuples(st.floats(-5, 45), st.floats(-5, 35), st.floats(-5, 45), st.floats(-5, 35), st.floats(0, 9), st.booleans())


@settings(max_examples=60, deadline=None)
@given(st.lists(strokes, max_size=12), st.data())
def test_undo_and_redo_walk_through_every_version(changes, data):
    mask = Mask(SIZE)
    versions = [mask.marked.copy()]
    for x, y, to_x, to_y, radius, on in changes:
        mask.begin()
        mask.stroke((x, y), (to_x, to_y), radius, on)
        mask.end()
        if not np.array_equal(mask.marked, versions[-1]):
            versions.append(mask.marked.copy())
    at = len(versions) - 1
    for back in data.draw(st.lists(st.booleans(), max_size=30)):
        (mask.undo if back else mask.redo)()
        at = max(at - 1, 0) if back else min(at + 1, len(versions) - 1)
        assert np.array_equal(mask.marked, versions[at])
        assert (mask.can_undo, mask.can_redo) == (at > 0, at < len(versions) - 1)


def test_a_change_ends_what_could_be_done_again():
    mask = Mask(SIZE)
    for x in (5, 15):
        mask.begin()
        mask.stroke((x, 5), (x, 5), 2)
        mask.end()
    mask.undo()
    mask.begin()
    mask.invert()
    mask.end()
    assert not mask.can_redo
    mask.undo()
    mask.undo()
    assert not mask.marked.any() and not mask.can_undo


def test_files_are_black_where_it_is_marked(tmp_path):
    mask = Mask(SIZE)
    mask.rectangle((3, 4), (9, 9))
    mask.save(tmp_path / "mask.png")
    with PILImage.open(tmp_path / "mask.png") as written:
        assert np.array_equal(np.asarray(written.convert("L")) == 0, mask.marked)
    other = Mask(SIZE)
    other.load(tmp_path / "mask.png")
    assert np.array_equal(other.marked, mask.marked)
    with pytest.raises(UserError, match="as large as its picture"):
        Mask((41, 30)).load(tmp_path / "mask.png")
