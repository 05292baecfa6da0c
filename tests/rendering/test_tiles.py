"""The visible tiles cover the view exactly once, and the cache keeps to its bytes."""

import math
from collections import OrderedDict
from itertools import pairwise
from threading import Thread

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.rendering.tiles import TILE, TileCache, TileKey, visible_tiles
from viewer.rendering.viewport import MAX_ZOOM, Viewport

images = st.tuples(st.integers(1, 5000), st.integers(1, 5000))
zooms = st.floats(-2, 7).map(lambda exponent: 10**exponent) | st.sampled_from([0.01, 0.5, 1.0, 4.0, MAX_ZOOM])


@st.composite
def views(draw):
    image = draw(images)
    centre = draw(st.floats(0, 1)) * image[0], draw(st.floats(0, 1)) * image[1]
    size = draw(st.tuples(st.integers(2, 3000), st.integers(2, 2000)))
    return image, Viewport(centre, draw(zooms), size)


def extent(image, zoom):
    """Device pixels of the whole image, the last ones perhaps covered in part."""
    return [max(math.ceil(n * zoom - 1e-9), 1) for n in image]


def overlap(a, b):
    return max(min(a[1], b[1]) - max(a[0], b[0]), 0)


@given(view=views())
def test_visible_tiles_cover_every_image_pixel_in_view_exactly_once(view):
    image, viewport = view
    (left, top), (width, height) = viewport.origin, viewport.size
    columns, rows = extent(image, viewport.zoom)
    shown = overlap((left, left + width), (0, columns)) * overlap((top, top + height), (0, rows))
    keys = visible_tiles(7, viewport, image)
    assert len(set(keys)) == len(keys)
    covered = 0
    for key in keys:
        grid = key.grid(image)
        assert (key.layer, key.zoom) == (7, viewport.zoom)
        assert 1 <= grid.cols <= TILE
        assert 1 <= grid.rows <= TILE  # so that tiles of different keys cannot overlap
        across = overlap((key.col * TILE, key.col * TILE + grid.cols), (left, left + width))
        down = overlap((key.row * TILE, key.row * TILE + grid.rows), (top, top + height))
        assert across * down > 0, "a tile that is off screen"
        covered += across * down
    assert covered == shown


@given(view=views())
def test_tiles_nearest_to_the_centre_come_first(view):
    image, viewport = view
    middle = [c * viewport.zoom for c in viewport.centre]
    distances = [
        math.hypot((key.col + 0.5) * TILE - middle[0], (key.row + 0.5) * TILE - middle[1])
        for key in visible_tiles(1, viewport, image)
    ]
    assert all(a <= b + 1e-3 for a, b in pairwise(distances))


@given(view=views())
def test_neighbouring_tiles_adjoin_without_gap_or_overlap(view):
    image, viewport = view
    keys = set(visible_tiles(1, viewport, image))
    for key in keys:
        grid = key.grid(image)
        right, below = key._replace(col=key.col + 1), key._replace(row=key.row + 1)
        slack = 1e-3 * grid.dx  # float64 at 5,000 source pixels, in screen pixels at 10^7 : 1
        if right in keys:
            assert right.grid(image).xs()[0] - grid.xs()[-1] == pytest.approx(grid.dx, abs=slack)
        if below in keys:
            assert below.grid(image).ys()[0] - grid.ys()[-1] == pytest.approx(grid.dy, abs=slack)


@given(image=images, zoom=st.floats(0.01, 2))
def test_the_tiles_of_a_whole_image_add_up_to_it(image, zoom):
    columns, rows = extent(image, zoom)
    across = [TileKey(1, zoom, 0, col).grid(image) for col in range(-(-columns // TILE))]
    down = [TileKey(1, zoom, row, 0).grid(image) for row in range(-(-rows // TILE))]
    assert sum(grid.cols for grid in across) == columns
    assert sum(grid.rows for grid in down) == rows
    assert across[-1].xs()[-1] - across[-1].dx / 2 < image[0]
    assert down[-1].ys()[-1] - down[-1].dy / 2 < image[1]


def tile(nbytes, value=0):
    return np.full((1, nbytes // 4, 4), value, np.uint8)


def key(number, layer=1):
    return TileKey(layer, 1.0, 0, number)


cache_steps = st.lists(
    st.tuples(st.sampled_from(["put", "get", "drop"]), st.integers(0, 12), st.integers(1, 3), st.integers(1, 10)), max_size=80
)


@given(steps=cache_steps)
def test_the_cache_keeps_to_its_bytes_and_drops_the_least_recently_used(steps):
    limit = 100
    cache = TileCache(limit)
    model: OrderedDict[TileKey, int] = OrderedDict()
    for step, number, layer, size in steps:
        if step == "put":
            cache.put(key(number, layer), tile(4 * size))
            model.pop(key(number, layer), None)
            model[key(number, layer)] = 4 * size
            while sum(model.values()) > limit:
                model.popitem(last=False)
        elif step == "get":
            found = cache.get(key(number, layer))
            assert (found is None) == (key(number, layer) not in model)
            if found is not None:
                model.move_to_end(key(number, layer))
        else:
            cache.drop_layers([layer])
            model = OrderedDict((k, v) for k, v in model.items() if k.layer == layer)
        assert cache.nbytes == sum(model.values()) <= limit
    for number in range(13):
        for layer in (1, 2, 3):
            assert (key(number, layer) in cache) == (key(number, layer) in model)
    assert {k for layer in (1, 2, 3) for z in cache.zooms(layer) for k in cache.at_zoom(layer, z)} == set(model)


def test_a_looked_at_tile_outlives_one_put_later():
    cache = TileCache(limit=8)
    cache.put(key(1), tile(4))
    cache.put(key(2), tile(4))
    cache.get(key(1))
    cache.put(key(3), tile(4))
    assert key(1) in cache
    assert key(2) not in cache


def test_a_tile_put_again_replaces_the_old_one():
    cache = TileCache()
    cache.put(key(1), tile(40, value=1))
    cache.put(key(1), tile(8, value=2))
    assert cache.nbytes == 8
    assert (cache.get(key(1)) == 2).all()


def test_only_the_layers_to_keep_stay():
    cache = TileCache()
    for layer in (1, 2, 3):
        cache.put(key(0, layer), tile(4))
    cache.drop_layers(iter([2]))
    assert [layer for layer in (1, 2, 3) if cache.zooms(layer)] == [2]
    assert cache.nbytes == 4


def test_the_cache_can_be_used_by_several_threads_at_once():
    cache = TileCache(limit=400)
    problems = []

    def use(seed):
        rng = np.random.default_rng(seed)
        try:
            for number in rng.integers(0, 60, 2000):
                k = key(int(number), int(number) % 3)
                if cache.get(k) is None:
                    cache.put(k, tile(4 * (1 + int(number) % 10), value=number))
                elif number == 0:
                    cache.drop_layers([1, 2])
                else:
                    cache.zooms(int(number) % 3)
                assert cache.nbytes <= 400
        except Exception as problem:
            problems.append(problem)

    threads = [Thread(target=use, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not problems
    kept = [k for layer in range(3) for zoom in cache.zooms(layer) for k in cache.at_zoom(layer, zoom)]
    assert cache.nbytes == sum(cache.get(k).nbytes for k in kept)
    assert all((cache.get(k) == k.col).all() for k in kept)


def test_what_is_collected_in_the_midst_of_a_call_can_drop_its_tiles():
    """A finaliser runs wherever the interpreter collects garbage, under the lock of the same thread, too."""
    cache = TileCache()
    cache.put(key(1, 1), tile(4))
    cache.put(key(1, 2), tile(8))

    def unwanted(k):
        cache.drop_layers([1])
        return k.layer == 1

    cache.drop(unwanted)
    assert key(1, 1) not in cache and key(1, 2) not in cache
    assert cache.nbytes == 0
