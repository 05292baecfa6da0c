"""Patches of degraded photographs: what is said of them was done to them, and a picture's own come from all over it."""

import numpy as np
import pytest

from viewer.imaging.degradation import Degradation
from viewer.imaging.image import Image
from viewer.imaging.patches import FAINTEST, MOST, NOISIEST, SCALE, SIDE, STRONGEST, WAYS, draw_patches, parts_of, sample_photos

RNG = np.random.default_rng(0)
PHOTOS = {name: RNG.integers(0, 256, shape).astype(np.uint8) for name, shape in
          (("large", (250, 300, 3)), ("least", (SIDE * SCALE,) * 2 + (3,)), ("small", (SIDE * SCALE - 1, 400, 3)))}  # fmt: skip


def test_a_patch_is_its_part_of_the_photo_degraded_as_it_says():
    patches = draw_patches(PHOTOS, WAYS["any"], 6)
    assert [patch.picture for patch in patches] == ["large", "least"] * 3
    for patch in patches:
        left, top = patch.corner
        crop = PHOTOS[patch.picture][top : top + SIDE * SCALE, left : left + SIDE * SCALE]
        done = patch.degradation
        photos_own = Degradation(SCALE * done.along, SCALE * done.across, done.angle)
        np.testing.assert_array_equal(patch.pixels, photos_own.apply(crop, (SIDE, SIDE), np.random.default_rng(9)))
    assert len({patch.corner for patch in patches if patch.picture == "large"}) == 3


def test_they_are_the_same_every_time_and_none_of_photos_too_small():
    first, again = (draw_patches(PHOTOS, WAYS["noisy"], 4) for _ in range(2))
    assert all(np.array_equal(a.pixels, b.pixels) and a.degradation == b.degradation for a, b in zip(first, again, strict=True))
    assert draw_patches({"small": PHOTOS["small"]}, WAYS["round"], 4) == []


@pytest.mark.parametrize("ways", WAYS)
def test_degradations_are_of_the_kinds_they_are_called(ways):
    rng = np.random.default_rng(0)
    drawn = [WAYS[ways](rng) for _ in range(300)]
    assert all(min(each.along, each.across) >= FAINTEST and max(each.along, each.across) <= STRONGEST for each in drawn)
    assert max(each.sigma for each in drawn) > 0.8 * STRONGEST
    assert all((each.anisotropy == 1) == (ways != "any") for each in drawn)
    assert (max(each.noise for each in drawn) > 0.9 * NOISIEST) == (ways == "noisy")
    assert max(each.noise for each in drawn) <= NOISIEST


@pytest.mark.parametrize("size", [(8, 8), (1, 300), (SIDE, SIDE), (100, 150), (700, 900), (20_000, SIDE)])
def test_parts_of_a_picture_come_from_all_over_it(size):
    width, height = size
    picture = Image(RNG.integers(0, 65_536, (height, width, 3)).astype(np.uint16), called="it")
    parts = parts_of(picture)
    assert 1 <= len(parts) <= MOST
    for part in parts:
        left, top = part.corner
        assert part.pixels.shape == (min(SIDE, height), min(SIDE, width), 3) and part.degradation is None
        np.testing.assert_array_equal(part.pixels, picture.rgb8()[top : top + SIDE, left : left + SIDE])
    rights, bottoms = ({patch.corner[axis] + patch.pixels.shape[1 - axis] for patch in parts} for axis in (0, 1))
    assert (max(rights), max(bottoms)) == size
    assert min(part.corner for part in parts) == (0, 0)
    assert len({part.corner for part in parts}) == len(parts)


def test_every_sample_photo_is_there():
    photos = sample_photos()
    assert len(photos) == 8 and "Coffee" in photos
    assert all(pixels.dtype == np.uint8 and pixels.shape[2] == 3 for pixels in photos.values())
