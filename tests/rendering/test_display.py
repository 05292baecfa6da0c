"""What is seen of values: light multiplied, one channel, gamma; against the formulas written out for one value."""

import numpy as np
import pytest

from viewer.rendering.display import BLUE, GREEN, LUMA, RED, Display, ShownTiles
from viewer.rendering.tiles import TileCache, TileKey

KEY = TileKey(1, 2.0, 0, 0)


def expected(value, white, exposure, gamma):
    """One value, in float64."""
    code = value / white
    light = code / 12.92 if code <= 0.04045 else ((code + 0.055) / 1.055) ** 2.4
    light = min(light * 2**exposure, 1)
    code = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return round(255 * code ** (1 / gamma))


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize(("exposure", "gamma"), [(0, 1), (1, 1), (-2.5, 1), (6, 1), (0, 2.2), (3, 0.5)])
def test_exposure_multiplies_light_and_gamma_lifts_codes(dtype, exposure, gamma):
    white = np.iinfo(dtype).max
    pixels = np.random.default_rng(2).integers(0, white + 1, (6, 7, 3)).astype(dtype)
    shown = Display(exposure=exposure, gamma=gamma).show(pixels)
    assert shown.dtype == np.uint8
    truth = np.vectorize(lambda value: expected(value, white, exposure, gamma))(pixels.astype(float))
    assert np.abs(shown.astype(int) - truth).max() <= (0 if gamma == 1 and dtype == np.uint8 else 1)


def test_dark_parts_of_sixteen_bits_are_lifted_from_all_of_them():
    pixels = np.arange(0, 600, dtype=np.uint16).reshape(20, 10, 3)
    assert len(np.unique(Display(exposure=7).show(pixels))) > 60
    assert len(np.unique(Display().show(pixels))) <= 3


@pytest.mark.parametrize("is_bgr", [False, True])
def test_one_channel_is_seen_as_grey(is_bgr):
    pixels = np.array([[[10, 100, 220, 77]]], np.uint8)
    order = pixels[..., [2, 1, 0, 3]] if is_bgr else pixels
    for channel, value in ((RED, 10), (GREEN, 100), (BLUE, 220)):
        assert Display(channel).show(order, is_bgr).tolist() == [[[value, value, value, 77]]]
    luma = round((65.738 * 10 + 129.057 * 100 + 25.064 * 220) / 219.859)
    assert Display(LUMA).show(order, is_bgr).tolist() == [[[luma, luma, luma, 77]]]


def test_tiles_are_kept_as_they_are_and_shown_anew_when_the_display_changes():
    tiles = ShownTiles(TileCache())
    tile = np.full((3, 4, 4), 100, np.uint8)
    tiles.cache.put(KEY, tile)
    assert tiles.get(KEY) is tile  # not a copy
    tiles.display = Display(exposure=1)
    shown = tiles.get(KEY)
    assert shown is tiles.get(KEY) and shown[0, 0, 0] == expected(100, 255, 1, 1) and (shown[..., 3] == 100).all()
    tiles.display = Display()
    assert tiles.get(KEY) is tile and (tile == 100).all()
    assert tiles.get(KEY._replace(row=1)) is None


def test_sixteen_bit_tiles_are_seen_in_eight():
    tiles = ShownTiles(TileCache())
    tiles.cache.put(KEY, np.full((2, 2, 4), 40_000, np.uint16))
    assert tiles.get(KEY).dtype == np.uint8 and (tiles.get(KEY) == round(40_000 / 257)).all()
