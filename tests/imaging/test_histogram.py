"""Histograms count every value once, in red, green, blue and luma."""

import numpy as np
import pytest

from viewer.imaging import histogram as module
from viewer.imaging.histogram import histogram, of_picture


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_values_are_counted_as_one_by_one(dtype):
    pixels = np.random.default_rng(1).integers(0, np.iinfo(dtype).max + 1, (31, 17, 3)).astype(dtype)
    expected = np.zeros((4, 256), int)
    shift = 0 if dtype == np.uint8 else 8
    for red, green, blue in pixels.reshape(-1, 3).astype(int):
        luma = int(np.floor((65.738 * red + 129.057 * green + 25.064 * blue) / (65.738 + 129.057 + 25.064) + 0.5))
        for k, value in enumerate((red, green, blue, luma)):
            expected[k, value >> shift] += 1
    counted = of_picture(pixels)
    assert (counted[:3] == expected[:3]).all()
    assert np.abs(counted[3] - expected[3]).sum() <= 4  # a rounding in float32
    assert (histogram([pixels[:10, :, ::-1], pixels[10:, :, ::-1]], is_bgr=True) == counted).all()


def test_what_is_wholly_transparent_does_not_count():
    tile = np.full((4, 5, 4), 200, np.uint8)
    tile[0, :, 3] = 0
    assert histogram([tile], is_bgr=True).sum(1).tolist() == [15] * 4


def test_of_a_large_picture_some_rows_are_counted(monkeypatch):
    monkeypatch.setattr(module, "MOST", 100)
    pixels = np.arange(100, dtype=np.uint8)[:, None, None] + np.zeros((100, 10, 3), np.uint8)
    counts = of_picture(pixels)
    assert counts.sum(1).tolist() == [100] * 4 and counts[0, 45] == 10
