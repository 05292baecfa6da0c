"""Batches made where all the images lie: the same in kind as those drawn of files, number for number from the same crop."""

import numpy as np
import pytest
import torch
from PIL import Image as PILImage

from viewer.training.data import Sampler
from viewer.training.resident import ResidentSampler, shrunk

CPU = torch.device("cpu")
PATCH = 8


@pytest.fixture
def images():
    """Each pixel tells the image, row and column it is of."""
    rows, columns = np.mgrid[:40, :50].astype(np.uint8)
    return [
        np.stack((np.full_like(rows, 1), rows, columns), -1),
        np.stack((np.full_like(rows, 2), rows, columns), -1)[:30, :20].copy(),
    ]


def drawn(images, step=0, scales=(1, 4), layout="scattered", seed=3, share=None, samples=49, batch=64):
    return ResidentSampler(Sampler(images, PATCH, batch, samples, scales, seed, share, layout), CPU).draw(step)


def values(network_range):
    return ((network_range + 1) * 127.5).round().long()


@pytest.mark.parametrize("layout", ["scattered", "lattice", "window"])
def test_what_is_asked_lies_in_one_turned_crop_at_the_places_that_are_named(images, layout):
    batch, sides, seen = drawn(images, layout=layout), set(), set()
    for coord, cell, rgb in zip(batch.coord, batch.cell, values(batch.rgb).numpy(), strict=True):
        side = round(2 / float(cell[0, 0]))
        assert torch.allclose(cell, torch.full_like(cell, 2 / side))
        places = ((coord + 1) / 2 * side - 0.5).numpy()
        np.testing.assert_allclose(places, places.round(), atol=1e-4)
        (turn,) = (
            k for k, turned in enumerate(turns_of(images[rgb[0, 0] - 1])) if holds(turned, rgb, places.round().astype(int), side)
        )
        sides.add(side)
        seen.add(turn)
    assert seen == set(range(8))
    assert min(sides) >= PATCH and max(sides) <= 32 and len(sides) > 15


def turns_of(picture):
    """It, flipped and turned in all ways."""
    return [np.rot90(each, k) for each in (picture, picture[:, ::-1]) for k in range(4)]


def holds(picture, colours, places, side):
    """Whether a crop of a picture whose pixels are all different has those colours at those places."""
    (first,) = np.argwhere((picture == colours[0]).all(-1))
    corner = first - places[0]
    if corner.min() < 0 or (corner + side > picture.shape[:2]).any():
        return False
    return np.array_equal(picture[tuple((corner + places).T)], colours)


def test_no_pixel_is_asked_twice_where_rows_cross_columns(images):
    batch = drawn(images, layout="lattice")
    assert all(len(coord.unique(dim=0)) == 49 for coord in batch.coord)


def test_a_window_is_whole(images):
    coord = drawn(images, scales=(1, 1), layout="window").coord.unflatten(1, (7, 7))
    assert torch.allclose(coord.diff(dim=1)[..., 0], torch.tensor(2 / PATCH))
    assert torch.allclose(coord.diff(dim=2)[..., 1], torch.tensor(2 / PATCH))


@pytest.mark.parametrize("scales", [(1, 1), (2, 2), (1, 4)])
def test_the_small_picture_is_the_crop_as_pillow_shrinks_it(scales):
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)
    batch = drawn([noise], scales=scales, layout="window", samples=PATCH**2)
    for image, coord, cell, rgb in zip(batch.image, batch.coord, batch.cell, values(batch.rgb), strict=True):
        side = round(2 / float(cell[0, 0]))
        window, first = rgb.view(PATCH, PATCH, 3).numpy(), ((coord[0] + 1) / 2 * side - 0.5).round().int()
        (crop,) = (crop for each in turns_of(noise) for crop in crops_around(each, window, first, side))
        expected = np.asarray(PILImage.fromarray(crop).resize((PATCH, PATCH), PILImage.Resampling.BICUBIC))
        assert_as_shrunk_by_pillow(values(image).permute(1, 2, 0).numpy(), expected)


def assert_as_shrunk_by_pillow(ours, expected):
    """Its weights have 22 bits, so that it rounds some values the other way."""
    off = np.abs(ours.astype(float) - expected)
    assert off.max() <= 1 and (off > 0).mean() < 0.03


def crops_around(picture, window, first, side):
    """The crops of `side` pixels of a picture that hold `window` with its first pixel at `first`."""
    views = np.lib.stride_tricks.sliding_window_view(picture, window.shape)[:, :, 0]
    for top, left in np.argwhere((views == window).all((-3, -2, -1))) - first.numpy():
        if min(top, left) >= 0:
            yield np.ascontiguousarray(picture[top : top + side, left : left + side])


def test_a_batch_depends_on_seed_and_step_alone(images):
    batch = drawn(images, step=7)
    assert torch.equal(batch.image, drawn(images, step=7).image) and torch.equal(batch.coord, drawn(images, step=7).coord)
    for other in (drawn(images, step=8), drawn(images, step=7, seed=4)):
        assert not torch.equal(batch.coord, other.coord)


def test_shares_of_a_batch_are_parts_of_the_whole(images):
    whole, parts = drawn(images), [drawn(images, share=range(k, k + 16)) for k in range(0, 64, 16)]
    for name in ("image", "coord", "cell", "rgb"):
        assert torch.equal(getattr(whole, name), torch.cat([getattr(part, name) for part in parts]))


def test_crops_of_different_sizes_are_shrunk_at_once():
    rng = np.random.default_rng(1)
    sides = torch.tensor([8, 13, 31, 40])
    crops = rng.integers(0, 256, (4, 40, 40, 3), np.uint8)
    small = shrunk(torch.from_numpy(crops).permute(0, 3, 1, 2).float(), sides, 8)
    for crop, side, ours in zip(crops, sides, small, strict=True):
        pillow = PILImage.fromarray(np.ascontiguousarray(crop[:side, :side])).resize((8, 8), PILImage.Resampling.BICUBIC)
        assert_as_shrunk_by_pillow(ours.permute(1, 2, 0).numpy(), np.asarray(pillow))
