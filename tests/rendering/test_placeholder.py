"""Placeholders: the halved pictures, and source pixels at any zoom against bilinear interpolation in float64."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference import resample as reference

from viewer.imaging.files import load_image
from viewer.imaging.image import Image
from viewer.imaging.samples import sample_path
from viewer.rendering.placeholder import (
    LARGEST_SHRINK,
    LARGEST_STRETCH,
    LATTICE,
    LATTICE_ZOOM,
    PATCH,
    SMALLEST,
    Pyramid,
    covered_part,
    stand_ins,
)
from viewer.rendering.tiles import TILE, TileCache, visible_tiles
from viewer.rendering.viewport import MAX_ZOOM, Viewport


def picture(height, width, dtype=np.uint8, with_alpha=False):
    rng = np.random.default_rng(0)
    white = np.iinfo(dtype).max
    alpha = rng.integers(0, white, (height, width), dtype, endpoint=True) if with_alpha else None
    return Image(rng.integers(0, white, (height, width, 3), dtype, endpoint=True), alpha)


def bilinear(rgba, viewport):
    """Every eighth device pixel from the corner of a viewport on, to just beyond its end; the edge goes on outside."""
    axes = []
    for axis, n in ((1, rgba.shape[0]), (0, rgba.shape[1])):
        count = -(-viewport.size[axis] // LATTICE) + 1
        points = (viewport.origin[axis] + LATTICE * np.arange(count)) / viewport.zoom
        axes.append(np.clip(points, 0.5, n - 0.5))
    return reference.interpolate(rgba.astype(float), *axes, "bilinear")


@st.composite
def views(draw):
    height, width = draw(st.integers(1, 30)), draw(st.integers(1, 30))
    zoom = min(8 * 10 ** draw(st.floats(0, 6.1)), MAX_ZOOM)
    centre = draw(st.floats(0, 1)) * width, draw(st.floats(0, 1)) * height
    return (height, width), Viewport(centre, zoom, draw(st.tuples(st.integers(1, 300), st.integers(1, 300))))


@given(view=views(), with_alpha=st.booleans())
def test_the_lattice_is_bilinear_at_any_zoom(view, with_alpha):
    size, viewport = view
    pyramid = Pyramid(picture(*size, with_alpha=with_alpha))
    truth = bilinear(pyramid.levels[0], viewport)
    lattice = pyramid.lattice(viewport)
    assert lattice.dtype == np.uint8 and lattice.shape == truth.shape
    assert np.abs(lattice - truth).max() < 0.5 + 1e-6


@pytest.mark.parametrize("zoom", [LATTICE_ZOOM, 1e4, MAX_ZOOM])
def test_far_from_the_origin_the_lattice_is_where_it_should_be(zoom):
    pixels = np.zeros((2, 40_000, 3), np.uint8)
    pixels[:, 39_990:] = 255
    viewport = Viewport((39_990.125, 1), zoom, (400, 80))
    pyramid = Pyramid(Image(pixels))
    truth = bilinear(pyramid.levels[0], viewport)
    assert np.abs(pyramid.lattice(viewport) - truth).max() < 0.5 + 1e-2
    assert truth[5, 25, 0] == pytest.approx(0.625 * 255, abs=0.01)  # an eighth past the middle of black and white


def test_the_lattice_of_a_photo_covers_the_view():
    image = load_image(sample_path("chelsea"))
    pyramid = Pyramid(image)
    viewport = Viewport((200.3, 150.7), 11.3, (321, 200))
    lattice = pyramid.lattice(viewport)
    assert (lattice.shape[1] - 1) * LATTICE >= 321 and (lattice.shape[0] - 1) * LATTICE >= 200
    assert np.abs(lattice - bilinear(pyramid.levels[0], viewport)).max() < 0.5 + 1e-6


def halved(values):
    """Means of 2 x 2, the edge pixel alone where a side is odd."""
    height, width = (-(-n // 2) for n in values.shape[:2])
    even = np.pad(values, [(0, n % 2) for n in values.shape[:2]] + [(0, 0)], "edge")
    return even.reshape(height, 2, width, 2, -1).mean((1, 3))


@pytest.mark.parametrize("size", [(256, 192), (300, 500), (65, 1), (1, 1000)])
@pytest.mark.parametrize("with_alpha", [False, True])
def test_every_level_is_the_average_of_the_one_before(size, with_alpha):
    """Colours count as much as they are opaque."""
    pyramid = Pyramid(picture(*size, with_alpha=with_alpha))
    for larger, smaller in pairwise(pyramid.levels):
        means = halved(larger.astype(float))
        assert smaller.shape == means.shape
        if not with_alpha:
            assert np.abs(smaller - means).max() <= 0.5 + 1e-6
            continue
        assert np.abs(smaller[..., 3] - means[..., 3]).max() <= 0.5 + 1e-6
        shares = larger[..., 3:] / 255
        colours = halved(larger[..., :3] * shares)
        assert np.abs(smaller[..., :3] * (smaller[..., 3:] / 255) - colours).max() <= 2
    assert max(pyramid.levels[-1].shape[:2]) <= SMALLEST
    assert all(max(level.shape[:2]) > SMALLEST for level in pyramid.levels[:-1])


def test_the_first_level_is_the_picture_itself():
    image = picture(9, 12, np.uint16, with_alpha=True)
    rgba = np.dstack((image.pixels, image.alpha))
    pyramid = Pyramid(image)
    np.testing.assert_array_equal(pyramid.levels[0], np.floor(rgba / 257 + 0.5))
    assert not pyramid.is_opaque
    opaque = picture(9, 12)
    assert Pyramid(opaque).is_opaque
    assert Pyramid(opaque).levels[0] is opaque.pixels  # no copy: photos may be large
    covered = Pyramid(Image(image.pixels, np.full((9, 12), 65535, np.uint16)))
    assert covered.is_opaque and covered.levels[0].shape == (9, 12, 3)


@given(zoom=st.floats(-4, 3).map(lambda exponent: 10**exponent) | st.sampled_from([2.0**-k for k in range(8)]))
def test_the_level_shown_is_the_smallest_that_is_fine_enough(zoom):
    pyramid = PYRAMID
    k = next(i for i, level in enumerate(pyramid.levels) if level is pyramid.level(zoom))
    assert 2.0**-k >= zoom or k == 0
    assert 2.0 ** -(k + 1) < zoom or k == len(pyramid.levels) - 1


PYRAMID = Pyramid(picture(800, 700))


# Tiles of other zooms


@st.composite
def caches(draw):
    """Tiles here and there at some zooms, and a view among them."""
    image = 400, 300
    cache = TileCache()
    for zoom in draw(st.lists(st.sampled_from([0.3, 1.0, 2.0, 2.5, 4.0, 11.0, 90.0]), min_size=1, unique=True)):
        whole = visible_tiles(1, Viewport.fitting(image, (round(400 * zoom), round(300 * zoom))).at_zoom(zoom), image)
        for key in draw(st.lists(st.sampled_from(whole), max_size=12)):
            cache.put(key, np.zeros((1, 1, 4), np.uint8))
    zoom = draw(st.sampled_from([1.0, 2.0, 3.3, 8.0]))
    centre = draw(st.floats(0, 1)) * image[0], draw(st.floats(0, 1)) * image[1]
    return cache, Viewport(centre, zoom, (draw(st.integers(50, 700)), draw(st.integers(50, 500))))


def covered_by(keys, view, area, rim=0):
    """The pixels of an area of the canvas that lie on the tiles, a rim of them left out, (height, width) bool."""
    out = np.zeros((area[3], area[2]), bool)
    for key in keys:
        side = TILE * view.zoom / key.zoom
        x, y = key.col * side - view.origin[0] - area[0], key.row * side - view.origin[1] - area[1]
        rows, cols = (slice(max(round(start) + rim, 0), max(round(start + side) - rim, 0)) for start in (y, x))
        out[rows, cols] = True
    return out


@given(given=caches())
def test_stand_ins_cover_all_that_tiles_of_other_zooms_can(given):
    cache, view = given
    area = 7, 5, view.size[0] - 10, view.size[1] - 8
    found, are_all = stand_ins(cache, 1, view, area, (400, 300))
    usable = [zoom for zoom in cache.zooms(1) if zoom != view.zoom and 1 / LARGEST_SHRINK <= view.zoom / zoom <= LARGEST_STRETCH]
    keys = [key for zoom in usable for key in cache.at_zoom(1, zoom)]
    covered = covered_by([tile.key for tile in found], view, area)
    assert not (covered & ~covered_by(keys, view, area)).any()
    assert covered.all() or not are_all
    missed = covered_by(keys, view, area, rim=1) & ~covered  # a rim: rounding to whole pixels decides there
    assert not missed[PATCH // 2 :: PATCH, PATCH // 2 :: PATCH].any()  # a patch is covered if its centre can be


@given(given=caches())
def test_stand_ins_lie_where_their_tiles_belong_the_nearest_zoom_uppermost(given):
    cache, view = given
    found, _ = stand_ins(cache, 1, view, (0, 0, *view.size), (400, 300))
    for key, x, y, scale in found:
        corner = view.to_device((key.col * TILE / key.zoom, key.row * TILE / key.zoom))
        assert abs(x - corner[0]) <= 0.51 and abs(y - corner[1]) <= 0.51 and scale == view.zoom / key.zoom
    for below, above in pairwise(found):
        if below.key.zoom != above.key.zoom and (below.scale > 1) == (above.scale > 1):
            assert abs(np.log2(above.scale)) <= abs(np.log2(below.scale))


def test_what_is_covered_already_is_not_painted_again():
    cache, image = TileCache(), (400, 300)
    for zoom in (2.0, 2.5, 3.0):
        for key in visible_tiles(1, Viewport.fitting(image, (round(400 * zoom), round(300 * zoom))).at_zoom(zoom), image):
            cache.put(key, np.zeros((1, 1, 4), np.uint8))
    view = Viewport((200, 150), 2.6, (500, 400))
    found, are_all = stand_ins(cache, 1, view, (0, 0, 500, 400), image)
    assert {tile.key.zoom for tile in found} == {3.0}  # the sharper
    assert are_all


def test_nothing_is_seen_beneath_the_tiles_of_one_zoom_that_are_all_there():
    cache, image = TileCache(), (400, 300)
    size, area = (500, 400), (0, 0, 500, 400)
    view = Viewport((200, 150), 3.0, size)
    for key in visible_tiles(1, Viewport((200, 150), 2.5, size), image):
        cache.put(key, np.zeros((1, 1, 4), np.uint8))
    assert stand_ins(cache, 1, view, area, image)[1]
    assert not stand_ins(cache, 1, replace(view, centre=(10, 150)), area, image)[1]  # beyond them
    finer = next(iter(visible_tiles(1, view.at_zoom(3.1), image)))
    cache.put(finer, np.zeros((1, 1, 4), np.uint8))
    found, are_all = stand_ins(cache, 1, view, area, image)
    assert are_all and found[-1].key == finer  # above the others
    end = Viewport((400, 300), 3.3, size)  # 1,320 pixels of the screen: the last pixels of tiles of 2.5 are no whole ones here
    for key in visible_tiles(1, end.at_zoom(2.5), image):
        cache.put(key, np.zeros((1, 1, 4), np.uint8))
    assert not stand_ins(cache, 1, replace(end, zoom=3.3005), (0, 0, 251, 201), image)[1]
    cache.drop(lambda key: key == found[0].key)
    assert not stand_ins(cache, 1, view, area, image)[1]


def test_a_tile_of_which_a_scrap_would_be_seen_is_left_out_where_others_cover_that_too():
    cache, image, size = TileCache(), (400, 300), (400, 400)
    edge = 4 * TILE / 4.4 + 19 / 4  # 19 columns of pixels into the tiles of column 4
    view, area = Viewport((edge - 50, 150), 4.0, size), (0, 0, *size)
    near, middle, far = (visible_tiles(1, view.at_zoom(zoom), image) for zoom in (4.4, 3.6, 3.0))
    most = [key for key in near if key.col < 4]
    for key in [*most, *(key for key in middle if key.col > 2)]:
        cache.put(key, np.zeros((1, 1, 4), np.uint8))
    found, _ = stand_ins(cache, 1, view, area, image)
    expected = {(4.4, key.col) for key in most} | {(3.6, 3)}  # a scrap is more than nothing
    assert {(tile.key.zoom, tile.key.col) for tile in found} == expected
    for key in far:
        cache.put(key, np.zeros((1, 1, 4), np.uint8))
    found, are_all = stand_ins(cache, 1, view, area, image)
    assert are_all and {tile.key.zoom for tile in found} == {4.4, 3.0}


def test_how_much_of_a_view_is_covered_counts_the_image_alone():
    cache, image = TileCache(), (400, 300)
    view = Viewport((0, 200), 2.0, (600, 400))  # its left half is beside the image
    assert covered_part(cache, 1, view, image, 1) == 0
    for key in visible_tiles(1, Viewport((0, 200), 1.0, (600, 400)), image):
        cache.put(key, np.zeros((1, 1, 4), np.uint8))
    assert covered_part(cache, 1, view, image, 1) == 1
    assert covered_part(cache, 1, view, image, 1.5) == 0
    cache.drop(lambda key: key.row == 0)
    top = TILE * 2 - view.origin[1]  # the second row of tiles begins here
    assert covered_part(cache, 1, view, image, 1) == pytest.approx(1 - top / 400, abs=0.02)
