"""What is wholly transparent takes its surroundings' colours, so that it does not bleed into what is seen."""

import numpy as np
import pytest

from viewer.imaging.image import Image
from viewer.imaging.transparency import fill_hidden


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_hidden_pixels_take_the_colour_beside_them_and_others_stay(dtype):
    white = np.iinfo(dtype).max
    pixels, alpha = np.zeros((9, 14, 3), dtype), np.zeros((9, 14), dtype)
    pixels[2:6, 3:5] = (white, 40, 7)
    alpha[2:6, 3:5] = (white // 2, white)
    pixels[2:6, 9:11], alpha[2:6, 9:11] = (5, white, 20), white
    filled = fill_hidden(pixels, alpha)
    np.testing.assert_array_equal(filled[alpha > 0], pixels[alpha > 0])
    for y, x, colour in ((3, 2, (white, 40, 7)), (1, 3, (white, 40, 7)), (3, 11, (5, white, 20)), (6, 11, (5, white, 20))):
        assert np.abs(filled[y, x].astype(float) - colour).max() <= white * 0.01
    assert (pixels[0, 0] == 0).all()  # the picture itself is as it was


@pytest.mark.parametrize("opacity", [0, 255])
def test_there_is_nothing_to_fill_where_all_or_none_is_seen(opacity):
    pixels = np.random.default_rng(0).integers(0, 256, (4, 5, 3)).astype(np.uint8)
    assert fill_hidden(pixels, np.full((4, 5), opacity, np.uint8)) is pixels


def test_an_opaque_picture_is_its_own_filling_and_wholly_opaque():
    image = Image(np.zeros((3, 4, 3), np.uint8))
    assert image.filled is image and (image.opacity.pixels == 255).all()
