"""Resampling against Pillow, and against sums of kernels in float64."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as PILImage
from reference import resample as reference

from viewer.imaging.files import load_image
from viewer.imaging.image import to_uint8
from viewer.imaging.resample import KERNELS, resample
from viewer.imaging.samples import sample_path

FILTERS = {
    "nearest": PILImage.Resampling.BOX,
    "bilinear": PILImage.Resampling.BILINEAR,
    "bicubic": PILImage.Resampling.BICUBIC,
    "lanczos": PILImage.Resampling.LANCZOS,
}
FACTORS = [1.3, 2, 2.71, 4, 7.5]


@pytest.fixture(scope="module")
def photo():
    """A part of a photograph, 90 x 120 pixels."""
    return load_image(sample_path("chelsea")).pixels[60:150, 100:220]


def wide(photo):
    """The photograph in 16 bits, with digits below the eighth."""
    low = np.random.default_rng(0).integers(0, 256, photo.shape, dtype=np.uint16)
    return photo.astype(np.uint16) * 256 + low


@pytest.mark.parametrize("kernel", FILTERS)
def test_eight_bits_equal_pillow(photo, kernel):
    for size, box in (((37, 29), None), ((260, 200), None), ((40, 20), (3.3, 5.5, 100.25, 71))):
        pillow = np.asarray(PILImage.fromarray(photo).resize(size, FILTERS[kernel], box))
        np.testing.assert_array_equal(resample(photo, size, kernel, box), pillow)


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("kernel", ["bilinear", "bicubic", "lanczos"])
def test_shrunken_photo_equals_the_sum_of_its_kernel(photo, kernel, factor):
    size = round(120 / factor), round(90 / factor)
    photo = photo // 2 + 64  # so that nothing has to be clipped between Pillow's two passes
    error = np.abs(resample(photo, size, kernel) - reference.resize(photo.astype(float), size, kernel))
    assert error.max() < 1.1  # of 255: rounded after each pass
    assert error.mean() < 0.32


def test_box_shrinks_by_averaging_whole_pixels(photo):
    means = photo.reshape(30, 3, 40, 3, 3).mean((1, 3))
    assert np.abs(resample(photo, (40, 30), "nearest") - means).max() <= 1


@pytest.mark.parametrize("kernel", ["bilinear", "bicubic", "lanczos"])
def test_sixteen_bits_equal_the_sum_of_their_kernel(photo, kernel):
    pixels = wide(photo)
    for size, box in (((41, 33), None), ((150, 99), None), ((20, 30), (10.5, 3.25, 90, 80))):
        truth = np.clip(reference.resize(pixels.astype(float), size, kernel, box), 0, 65535)
        result = resample(pixels, size, kernel, box)
        assert result.dtype == np.uint16
        assert np.abs(result - truth).max() < 1  # of 65,535


def test_sixteen_bit_grey_keeps_its_two_axes(photo):
    assert resample(wide(photo)[..., 0], (10, 20)).shape == (20, 10)


@given(
    kernel=st.sampled_from(sorted(KERNELS)),
    value=st.integers(0, 65535),
    sides=st.tuples(*[st.integers(1, 30)] * 4),
    is_wide=st.booleans(),
)
def test_flat_picture_stays_flat(kernel, value, sides, is_wide):
    value = value if is_wide else value >> 8
    pixels = np.full((*sides[:2], 3), value, np.uint16 if is_wide else np.uint8)
    result = resample(pixels, sides[2:], kernel)
    assert result.shape == (sides[3], sides[2], 3)
    assert (result == value).all()


def test_resampling_to_the_same_size_changes_nothing(photo):
    for kernel in KERNELS:
        np.testing.assert_array_equal(resample(photo, (120, 90), kernel), photo)


def test_box_away_from_the_edge_sees_the_pixels_beyond_it(photo):
    whole = resample(photo, (60, 45), "lanczos")
    part = resample(photo, (20, 15), "lanczos", (40, 30, 80, 60))
    np.testing.assert_array_equal(part, whole[15:30, 20:40])


@given(st.integers(0, 65535))
def test_sixteen_bits_round_to_the_nearest_eight(value):
    assert to_uint8(np.array([value], np.uint16))[0] == int(value / 257 + 0.5)
