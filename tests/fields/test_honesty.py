"""A field shrunk back is held against the photo, source pixel by source pixel."""

import numpy as np
import pytest
from nets import at_zoom, photo
from reference.resample import resize

from viewer.errors import Stop
from viewer.fields.field import Grid
from viewer.fields.honesty import BLOCK, Honesty
from viewer.fields.interpolation import classical_field
from viewer.imaging.metrics import luma, psnr

IMAGE = photo(BLOCK + 21, BLOCK + 9)  # two blocks of each axis
HEIGHT, WIDTH = IMAGE.pixels.shape[:2]


def naively_off(field):
    """The whole field at four times the size, shrunk in float64, less the photo; beyond the border its edge goes on."""
    fine = field.sample(Grid(0, 0, 0.25, 0.25, 4 * HEIGHT, 4 * WIDTH), Stop()).astype(np.float64)
    padded = np.pad(fine, [(12, 12), (12, 12), (0, 0)], "edge")
    shrunk = resize(padded, (WIDTH + 6, HEIGHT + 6), "bicubic")[3:-3, 3:-3]
    return np.clip(shrunk, 0, 1) - IMAGE.pixels / 255


@pytest.mark.parametrize("kernel", ["nearest", "bilinear"])
def test_it_is_what_the_field_shrunk_back_is_off_the_photo(kernel):
    field = classical_field(IMAGE, kernel)
    off = naively_off(field)
    whole = Honesty(field, IMAGE).values(Grid(0, 0, 1, 1, HEIGHT, WIDTH), Stop())
    np.testing.assert_allclose(whole, np.abs(off).mean(-1), atol=3e-5)

    deep = at_zoom(200, 30.2, BLOCK - 0.51, 6, 250)  # (y, x), within a pixel and on to the next, across two blocks
    seen = Honesty(field, IMAGE).values(deep, Stop())
    expected = np.abs(off).mean(-1)[np.ix_(np.floor(deep.ys()).astype(int), np.floor(deep.xs()).astype(int))]
    np.testing.assert_allclose(seen, expected, atol=3e-5)
    assert len(np.unique(seen.round(4))) > 1

    half = Honesty(field, IMAGE).values(Grid(0, 0, 2, 2, HEIGHT // 2, WIDTH // 2), Stop())
    pairs = np.abs(off).mean(-1)[: HEIGHT // 2 * 2, : WIDTH // 2 * 2].reshape(HEIGHT // 2, 2, WIDTH // 2, 2)
    np.testing.assert_allclose(half[:-1, :-1], pairs.mean((1, 3))[:-1, :-1], atol=3e-5)


def test_the_agreement_is_the_psnr_of_the_part_asked_for():
    field = classical_field(IMAGE, "bilinear")
    rows, cols = (5, BLOCK + 10), (40, WIDTH)
    off = naively_off(field)[slice(*rows), slice(*cols)]
    expected = psnr(luma(off), np.zeros(off.shape[:2]))
    assert Honesty(field, IMAGE).agreement(rows, cols, Stop()) == pytest.approx(expected, abs=1e-3)
    sharp, soft = (Honesty(classical_field(IMAGE, k), IMAGE).agreement((0, 60), (0, 60), Stop()) for k in ("lanczos", "bilinear"))
    assert sharp > soft + 5  # a softer field contradicts the photo more
