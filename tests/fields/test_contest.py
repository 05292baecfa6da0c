"""A reference contest: figures are those of the benchmarks, and a region is won by whoever is nearest to it."""

import time

import numpy as np
import pytest
from nets import photo

from viewer.errors import Stop, Stopped
from viewer.fields.contest import (
    CELL,
    NOBODY,
    SAMPLE,
    Entry,
    cell_errors,
    cut,
    enter,
    laid_back,
    pace,
    painted,
    shares,
    where_they_differ,
    whole_pixels,
    winners,
)
from viewer.fields.evaluation import make_case, measure
from viewer.fields.interpolation import classical_field
from viewer.imaging.image import Image


def entry_of(errors, name="a"):
    return Entry(name, np.zeros((32, 32, 3), np.uint8), 30.0, 0.9, 0.1, np.array(errors, float))


def test_figures_are_those_of_the_benchmarks_and_pictures_those_of_the_field():
    image, parts = photo(300, 60, corner=(0, 100)), []
    case = make_case(image, 3)
    entry = enter("lanczos", classical_field(case.small, "lanczos"), case, Stop(), parts.append)
    expected = measure(image, 3, lambda small: classical_field(small, "lanczos"))
    assert (entry.psnr, entry.ssim) == (expected["psnr"], expected["ssim"])
    assert entry.pixels.shape == case.truth.shape and entry.seconds > 0
    assert parts == [pytest.approx(256 / 300), 1.0]
    stop = Stop()
    stop.set()
    with pytest.raises(Stopped):
        enter("lanczos", classical_field(case.small, "lanczos"), case, stop)


def test_errors_are_means_over_regions_the_last_of_them_smaller():
    made, truth = (photo(2 * CELL + 5, CELL + 3, corner=at).pixels / 255 for at in ((20, 60), (24, 63)))
    found = cell_errors(made, truth)
    grey = (made - truth) @ (np.array([65.738, 129.057, 25.064]) / 256)
    for row in range(3):
        for col in range(2):
            part = grey[row * CELL : (row + 1) * CELL, col * CELL : (col + 1) * CELL]
            assert found[row, col] == pytest.approx(np.mean(part**2))
    assert found.shape == (3, 2)


def test_a_region_is_won_by_the_nearest_unless_another_is_as_near():
    entries = [entry_of([[1, 2], [3, 4.0]]), entry_of([[2, 1], [3.01, 2]]), entry_of([[9, 9.5], [9, 9]])]
    won = winners(entries)
    np.testing.assert_array_equal(won, [[0, 1], [NOBODY, 1]])
    assert shares(won, 3) == [0.25, 0.5, 0.0]
    assert (winners(entries[:1]) == 0).all()
    assert where_they_differ(entries) == (CELL // 2, CELL // 2 + CELL)


def test_the_map_has_the_colour_of_each_winner_and_grey_for_nobody():
    truth = np.full((20, 32, 3), 200, np.uint8)
    seen = painted(np.array([[0, 1], [NOBODY, 1]]), truth, np.array([(1.0, 0, 0), (0, 0, 1.0)])).astype(int)
    assert seen.shape == truth.shape
    red, blue, grey = seen[0, 0], seen[19, 31], seen[19, 0]
    assert red[0] > red[1] + 80 and blue[2] > blue[1] + 80 and np.ptp(grey) == 0
    assert (seen[:16, :16] == red).all() and (seen[:, 16:] == blue).all() and (seen[16:, :16] == grey).all()


def test_a_part_is_cut_out_in_whole_pixels_and_laid_back_where_it_was():
    image = photo(40, 50)
    part = whole_pixels((3.4, 5.0, 10.0, 7.0000000001))
    assert part == (3, 5, 11, 7)
    np.testing.assert_array_equal(cut(image, part).pixels, image.pixels[5:12, 3:14])
    whole = laid_back(np.zeros((6, 9, 3), np.uint8), image.pixels, (3, 5))
    assert not whole[5:11, 3:12].any()
    whole[5:11, 3:12] = image.pixels[5:11, 3:12]
    np.testing.assert_array_equal(whole, image.pixels)


def test_a_transparent_photo_is_held_against_its_colours():
    pixels = photo(40, 40).pixels
    image = Image(pixels, np.zeros(pixels.shape[:2], np.uint8))
    np.testing.assert_array_equal(make_case(cut(image, (0, 0, 40, 40)), 2).truth, pixels)


@pytest.mark.parametrize(("loading", "times"), [(1.0, 2), (30.0, 1)])
def test_the_pace_is_that_of_the_whole_by_a_piece_without_what_is_done_but_once(monkeypatch, loading, times):
    now, fields = 0.0, []
    monkeypatch.setattr(time, "perf_counter", lambda: now)

    class Timed:
        """A field that takes 3 microseconds for each pixel, and 50 to encode one of its picture."""

        def __init__(self, image):
            nonlocal now
            self.size = image.size
            now += 0 if fields else loading
            fields.append(self)
            now += 50e-6 * self.size[0] * self.size[1]

        def sample(self, grid, stop):
            nonlocal now
            now += 3e-6 * grid.rows * grid.cols
            return np.zeros((grid.rows, grid.cols, 3), np.float32)

    image = Image(np.random.default_rng(0).integers(0, 255, (360, 400, 3), np.uint8))
    found = pace(Timed, image, 4.0, Stop())
    assert [field.size for field in fields] == [(SAMPLE // 4, SAMPLE // 4)] * times
    found -= loading / SAMPLE**2 if times == 1 else 0  # one that is so slow is not waited for again
    began = now
    case = make_case(image, 4.0)
    enter("timed", Timed(case.small), case, Stop())
    assert found * 400 * 360 == pytest.approx(now - began, rel=0.01) and now > began
    stop = Stop()
    stop.set()
    with pytest.raises(Stopped):
        pace(lambda small: classical_field(small, "bicubic"), image, 4.0, stop)
