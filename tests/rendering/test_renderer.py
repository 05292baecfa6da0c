"""The rendering thread: what it renders first, what it drops, what it keeps, what it says, and how it ends."""

import gc
import threading
import time
import weakref
from collections import Counter
from threading import Condition, Event

import numpy as np
import pytest
from doubles import FailingField, SlowField
from reference import resample as reference

from viewer.errors import Stop, UserError
from viewer.fields.interpolation import classical_field
from viewer.imaging.files import load_image
from viewer.imaging.image import Image
from viewer.imaging.samples import sample_path
from viewer.rendering import renderer
from viewer.rendering.renderer import COARSE, KEPT_FIELDS, Layer, Listener, Renderer, plan, sample_tile, surroundings
from viewer.rendering.tiles import TILE, TileCache, TileKey, visible_tiles
from viewer.rendering.viewport import Viewport

PATIENCE = 20  # seconds for what takes milliseconds


class Diary(Listener):
    """Writes down all it is told, and lets others wait for it."""

    def __init__(self):
        self.told = Condition()
        self.entries = 0
        self.tiles = []
        self.states = []
        self.failures = []

    def tile_finished(self, key):
        self._write(self.tiles, key)

    def state_changed(self, doing, title):
        self._write(self.states, f"{doing} {title}".strip())

    def layer_failed(self, layer, error):
        self._write(self.failures, (layer, error))

    def _write(self, page, entry):
        with self.told:
            page.append(entry)
            self.entries += 1
            self.told.notify_all()

    def wait(self, condition):
        """Until `condition`, looked at again after each entry, holds. It may take the renderer's lock: ours is free."""
        while True:
            entries = self.entries
            if condition():
                return
            with self.told:
                assert self.told.wait_for(lambda: self.entries > entries, PATIENCE)  # noqa: B023


class Desk:
    """A renderer with its cache and diary."""

    def __init__(self, diary=None):
        self.cache = TileCache()
        self.diary = diary or Diary()
        self.renderer = Renderer(self.cache, self.diary)

    def show(self, *views):
        self.renderer.show(views)

    def settle(self, *views):
        """Show these, and wait until all of it is there."""
        self.show(*views)
        self.diary.wait(lambda: self.renderer.is_settled)
        self.diary.wait(lambda: self.diary.states[-1:] in ([], [""]))


@pytest.fixture
def desk():
    desk = Desk()
    yield desk
    desk.renderer.close(PATIENCE)
    assert not any(thread is desk.renderer._thread for thread in threading.enumerate())


@pytest.fixture(scope="module")
def photo():
    return Image(load_image(sample_path("chelsea")).pixels[50:170, 100:260])  # 160 x 120


def layer(image, field=None, title="bicubic"):
    field = field or classical_field(image, "bicubic")
    make_opacity = None if image.is_opaque else lambda: classical_field(image.opacity, "bicubic")
    return Layer(image, lambda: field, title, make_opacity=make_opacity)


def view(zoom, centre=(80, 60), size=(500, 400)):
    return Viewport(centre, zoom, size)


def eight_bits(values):
    return np.floor(np.clip(values, 0, 1) * 255 + 0.5)


def distance(key, viewport):
    """From a tile's middle to that of the view, in source pixels."""
    middle = ((key.col + 0.5) * TILE / key.zoom, (key.row + 0.5) * TILE / key.zoom)
    return np.hypot(middle[0] - viewport.centre[0], middle[1] - viewport.centre[1])


def is_on(grid, point):
    return 0 <= point[0] - grid.x0 < grid.cols * grid.dx and 0 <= point[1] - grid.y0 < grid.rows * grid.dy


# What is rendered, and in which order


def test_tiles_are_finished_coarse_first_and_from_the_centre_on(desk, photo):
    viewport = view(16, size=(1500, 1100))
    desk.settle((layer(photo), viewport))
    coarse = [key for key in desk.diary.tiles if key.zoom < 16]
    fine = desk.diary.tiles[len(coarse) :]
    assert coarse and {key.zoom for key in coarse} == {16 / COARSE}
    assert len(fine) > 20 and {key.zoom for key in fine} == {16}
    for tiles in (coarse, fine):
        distances = [distance(key, viewport) for key in tiles]
        assert np.all(np.diff(distances) > -1e-2 - 0.5)  # the view begins at a whole pixel


def test_each_layer_is_rendered_coarsely_before_any_is_finely(photo):
    first, second = layer(photo), layer(photo)
    viewport = view(10)
    tasks = plan([(first, viewport), (second, viewport)])
    passes = [key.zoom == 10 for key, _ in tasks]
    assert passes == sorted(passes) and len(set(passes)) == 2
    assert [owner for _, owner in tasks] == [first, second] * (len(tasks) // 2)  # neither waits for the other
    assert all(key.layer == owner.id for key, owner in tasks)
    fine = [key for key, owner in tasks if key.zoom == 10 and owner is second]
    assert fine == visible_tiles(second.id, viewport, photo.size)


def test_what_is_nearest_to_the_cursor_comes_first(photo):
    viewport = view(40, size=(1200, 900))
    cursor = viewport.to_source((1100, 60))
    shown = layer(photo)
    fine = [key for key, _ in plan([(shown, viewport)], cursor) if key.zoom == 40]
    assert is_on(fine[0].grid(photo.size), cursor)
    assert set(fine) == set(visible_tiles(shown.id, viewport, photo.size))


def test_the_tile_under_the_cursor_is_fine_at_once_and_the_coarse_pass_follows(photo):
    viewport = view(40, size=(1200, 900))
    cursor = viewport.to_source((1100, 60))
    tasks = plan([(shown := layer(photo), viewport)], cursor)
    first, *others = [key for key, _ in tasks]
    assert first.zoom == 40 and is_on(first.grid(photo.size), cursor)
    passes = [key.zoom == 40 for key in others]
    assert passes == sorted(passes) and len(set(passes)) == 2
    assert len(set(tasks)) == len(tasks)
    assert {key for key in (first, *others) if key.zoom == 40} == set(visible_tiles(shown.id, viewport, photo.size))


def test_only_the_views_under_the_cursor_begin_with_it(photo):
    """The two sides of a divider, or what a lens shows."""
    left, right = layer(photo), layer(photo)
    viewport = view(40, size=(1200, 900))
    sides = [(left, viewport.columns(0, 600)), (right, viewport.columns(600, 1200))]
    for column, owner in ((599, left), (600, right)):
        cursor = viewport.to_source((column + 0.5, 300.5))
        (first, its), (second, _), *_ = plan(sides, cursor)
        assert its is owner and first.zoom == 40 and is_on(first.grid(photo.size), cursor)
        assert second.zoom == 10


def test_a_cursor_beside_the_picture_asks_for_nothing(photo):
    viewport = view(10, centre=(0, 0))
    beside = viewport.to_source((10, 10))
    assert min(beside) < 0
    tasks = plan([(layer(photo), viewport)], beside)
    assert [key.zoom == 10 for key, _ in tasks] == sorted(key.zoom == 10 for key, _ in tasks)


@pytest.mark.parametrize("zoom", [0.3, 1, 4, 7.9])
def test_where_a_coarse_pass_would_be_no_quicker_there_is_none(photo, zoom):
    assert {key.zoom for key, _ in plan([(layer(photo), view(zoom))])} == {zoom}


def test_where_tiles_of_a_near_zoom_stand_in_there_is_no_coarse_pass(desk, photo):
    shown = layer(photo)
    desk.settle((shown, view(40)))
    desk.settle((shown, view(47.6)))
    assert set(desk.cache.zooms(shown.id)) == {10, 40, 47.6}
    desk.settle((shown, view(400)))  # those are too coarse
    assert 100 in desk.cache.zooms(shown.id)


def test_how_much_is_covered_is_not_looked_for_on_the_thread_that_asks(desk, photo, monkeypatch):
    """The window's: a wheel waits for it."""
    looking, covered = [], renderer.covered_part

    def looked(*args):
        looking.append(threading.current_thread())
        return covered(*args)

    monkeypatch.setattr(renderer, "covered_part", looked)
    desk.settle((layer(photo), view(16)))
    assert set(looking) == {desk.renderer._thread}


def test_the_coarse_pass_covers_the_view(photo):
    viewport = view(37.3, (80.21, 60.87), (1201, 803))
    tasks = plan([(layer(photo), viewport)])
    extents = {}
    for key, _ in tasks:
        grid = key.grid(photo.size)
        box = grid.x0, grid.y0, grid.x0 + grid.cols * grid.dx, grid.y0 + grid.rows * grid.dy
        extents.setdefault(key.zoom == 37.3, []).append(box)
    left, top = viewport.to_source((0, 0))
    right, bottom = viewport.to_source(viewport.size)
    for boxes in extents.values():
        lows, highs = np.min(boxes, 0)[:2], np.max(boxes, 0)[2:]
        assert np.all(lows <= (left, top)) and np.all(highs >= (right, bottom))


@pytest.mark.parametrize("zoom", [0.4, 1, 3.3, 16, 1e5])
def test_every_tile_in_view_is_the_field_at_its_grid(desk, photo, zoom):
    shown = layer(photo)
    viewport = view(zoom)
    desk.settle((shown, viewport))
    keys = visible_tiles(shown.id, viewport, photo.size)
    assert keys
    for key in keys:
        tile, grid = desk.cache.get(key), key.grid(photo.size)
        assert tile.dtype == np.uint8 and tile.shape == (grid.rows, grid.cols, 4)
        if zoom >= 1:
            truth = eight_bits(reference.interpolate(photo.pixels / 255, grid.ys(), grid.xs(), "bicubic"))
            assert np.abs(tile[..., 2::-1] - truth).max() <= 1  # a tie may round either way
            assert (tile[..., 2::-1] != truth).mean() < 1e-3
        assert (tile[..., 3] == 255).all()
    assert len(desk.diary.tiles) == len(set(desk.diary.tiles)) == len(plan([(shown, viewport)]))


@pytest.mark.parametrize("zoom", [0.5, 2.7])
def test_transparency_is_interpolated_beside_the_colours(desk, photo, zoom):
    alpha = np.random.default_rng(0).integers(0, 256, photo.pixels.shape[:2], np.uint8)
    image = Image(photo.pixels, alpha)
    shown = layer(image)
    desk.settle((shown, view(zoom)))
    for key in visible_tiles(shown.id, view(zoom), image.size):
        grid = key.grid(image.size)
        if zoom > 1:
            mask = reference.interpolate(alpha / 255, grid.ys(), grid.xs(), "bicubic")
        else:
            mask = reference.resize(alpha / 255, (grid.cols, grid.rows), "bicubic")
        tile = desk.cache.get(key)
        assert np.abs(tile[..., 3] - eight_bits(mask)).max() <= (1 if zoom > 1 else 2)
        colours = sample_tile(photo, classical_field(photo, "bicubic"), key, Stop())
        np.testing.assert_array_equal(tile[..., :3], colours[..., :3])


def test_two_layers_of_a_split_are_both_rendered(desk, photo):
    layers = [layer(photo, classical_field(photo, kernel), kernel) for kernel in ("nearest", "lanczos")]
    desk.settle(*((shown, view(5)) for shown in layers))
    for shown in layers:
        for key in visible_tiles(shown.id, view(5), photo.size):
            expected = sample_tile(photo, shown.make(), key, Stop())
            np.testing.assert_array_equal(desk.cache.get(key), expected)


# What is dropped, and what is not


def test_a_tile_no_longer_in_view_is_given_up(desk, photo):
    slow = SlowField(photo)
    shown = layer(photo, slow)
    desk.show((shown, view(100, (10, 10))))
    assert slow.entered.wait(PATIENCE)
    slow.entered.clear()
    desk.show((shown, view(200, (100, 90))))
    assert slow.entered.wait(PATIENCE)  # by the first tile of the new view
    slow.released.set()
    desk.settle((shown, view(200, (100, 90))))
    assert slow.stopped == 1
    assert {key.zoom for key in desk.diary.tiles} == {200, 50}
    assert set(desk.cache.zooms(shown.id)) == {200, 50}


def test_a_tile_still_in_view_is_finished(desk, photo):
    slow = SlowField(photo)
    shown = layer(photo, slow)
    desk.show((shown, view(4)))
    assert slow.entered.wait(PATIENCE)
    for dx in range(1, 30):
        desk.show((shown, view(4).panned(dx, 0)))
    slow.released.set()
    desk.settle((shown, view(4).panned(30, 0)))
    assert slow.stopped == 0
    assert len(slow.asked) == len(set(slow.asked)) == len(desk.diary.tiles)


def test_what_was_in_view_before_is_not_rendered_any_more(desk, photo):
    slow = SlowField(photo)
    shown = layer(photo, slow)
    for zoom in (100, 101, 102, 103):
        desk.show((shown, view(zoom)))
    desk.show((shown, view(6)))
    slow.released.set()
    desk.settle((shown, view(6)))
    finished = set(desk.diary.tiles)
    assert finished >= {key for key, _ in plan([(shown, view(6))])}
    assert len([key for key in finished if key.zoom != 6]) <= 1  # at most the one at work as the view changed


def test_nothing_in_view_stops_all_work(desk, photo):
    slow = SlowField(photo)
    desk.show((layer(photo, slow), view(4)))
    assert slow.entered.wait(PATIENCE)
    desk.settle()
    assert slow.stopped == 1 and not desk.diary.tiles


def test_finished_tiles_are_never_rendered_again(desk, photo):
    slow = SlowField(photo)
    slow.released.set()
    shown = layer(photo, slow)

    def once():
        """Whether none was asked for again but those of the ring around a view that were given up when it moved on."""
        return max((Counter(slow.asked) - Counter(slow.given_up)).values()) == 1

    for viewport in (view(8), view(8).panned(200, 0), view(12), view(8), view(12).panned(0, 100), view(8).panned(100, 0)):
        desk.settle((shown, viewport))
    assert once() and len(slow.asked) >= len(desk.diary.tiles) == len(set(desk.diary.tiles))
    told = len(desk.diary.tiles)
    desk.show((shown, view(8)))
    assert desk.renderer.is_settled
    desk.settle((shown, view(8)))
    assert once() and len(desk.diary.tiles) == told


def test_in_idle_hours_the_tiles_around_the_view_are_made_ready(desk, photo):
    """Quietly: nothing that is seen changes, and the state stays that of the view."""
    shown = layer(photo)
    viewport = view(20, size=(300, 300))
    desk.settle((shown, viewport))
    told = set(desk.diary.tiles)
    ring = {key for key, _ in surroundings([(shown, viewport)])}
    assert len(ring) >= 8 and not ring & told
    wait_for(lambda: all(key in desk.cache for key in ring))
    assert set(desk.diary.tiles) == told
    assert desk.diary.states[-1] == "" and desk.diary.states.count("") == 1
    desk.show((shown, viewport.panned(TILE, 0)))
    assert desk.renderer.is_settled


def test_work_ahead_is_given_up_as_soon_as_something_is_wanted(desk, photo):
    slow = SlowField(photo)
    first, second = layer(photo), layer(photo, slow)
    viewport = view(20, size=(300, 300))
    for key, _ in plan([(second, viewport)]):  # as if all that is seen were there
        desk.cache.put(key, np.zeros((1, 1, 4), np.uint8))
    desk.show((second, viewport))
    assert slow.entered.wait(PATIENCE)
    assert desk.renderer.is_settled and desk.diary.states in ([], ["Preparing bicubic", ""], ["Preparing bicubic"])
    desk.settle((first, viewport))
    assert slow.stopped == 1


def test_a_tile_begun_ahead_that_comes_into_view_is_told_of(desk, photo):
    slow = SlowField(photo)
    shown, viewport = layer(photo, slow), view(20, size=(300, 300))
    for key, _ in plan([(shown, viewport)]):
        desk.cache.put(key, np.zeros((1, 1, 4), np.uint8))
    desk.show((shown, viewport))
    assert slow.entered.wait(PATIENCE)
    wider = viewport.resized((300 + 2 * TILE, 300 + 2 * TILE))
    desk.show((shown, wider))
    slow.released.set()
    ring = {key for key, _ in surroundings([(shown, viewport)])}
    wait_for(lambda: desk.renderer.is_settled)
    wait_for(lambda: ring <= set(desk.diary.tiles))
    assert slow.stopped == 0


def wait_for(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_tiles_dropped_from_the_cache_are_rendered_again_when_wanted(desk, photo):
    shown = layer(photo)
    desk.settle((shown, view(5)))
    before = {key: desk.cache.get(key) for key, _ in plan([(shown, view(5))])}
    desk.cache.drop_layers([])
    desk.settle((shown, view(5)))
    assert all((desk.cache.get(key) == tile).all() for key, tile in before.items())


def test_after_many_moves_the_last_view_is_whole(desk, photo):
    rng = np.random.default_rng(0)
    shown = layer(photo)
    for _ in range(200):
        viewport = view(2.0 ** rng.integers(0, 9), tuple(rng.uniform(0, 120, 2)))
        desk.show((shown, viewport))
    desk.settle((shown, viewport))
    assert all(key in desk.cache for key in visible_tiles(shown.id, viewport, photo.size))
    assert len(desk.diary.tiles) == len(set(desk.diary.tiles))
    assert desk.diary.states[-1] == ""


# What fails


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (UserError("No device.", "Choose another."), "No device. Choose another."),
        (ValueError("shapes differ"), "shapes differ"),
        (ValueError(), "ValueError"),
        (RuntimeError("driver lost.\nSet BLOCKING=1\n"), "driver lost"),
        (MemoryError(), "not enough memory"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_failing_field_is_reported_once_and_the_others_are_rendered(desk, photo, error, reason):
    broken = FailingField(photo, error)
    bad, good = layer(photo, broken, "Fancy model"), layer(photo)
    for zoom in (5, 9, 5):
        desk.settle((bad, view(zoom)), (good, view(zoom)))
    assert broken.asked == 1
    ((failed, reported),) = desk.diary.failures
    assert failed is bad and isinstance(reported, UserError)
    assert reason in str(reported) and "\n" not in str(reported)
    assert reported is error if isinstance(error, UserError) else "Fancy model" in str(reported)
    assert not desk.cache.zooms(bad.id)
    assert all(key in desk.cache for key in visible_tiles(good.id, view(9), photo.size))
    assert desk.diary.states[-1] == ""


@pytest.mark.parametrize("error", [UserError("This checkpoint is broken."), OSError("gone")])
def test_a_field_that_cannot_be_made_is_reported_once(desk, photo, error):
    attempts = []

    def make():
        attempts.append(1)
        raise error

    bad, good = Layer(photo, make, "Fancy model"), layer(photo)
    desk.settle((bad, view(5)))
    desk.settle((bad, view(9)), (good, view(9)))
    assert len(attempts) == len(desk.diary.failures) == 1
    assert all(key in desk.cache for key in visible_tiles(good.id, view(9), photo.size))


def test_the_same_model_may_be_tried_again_as_another_layer(desk, photo):
    broken = FailingField(photo, UserError("Busy."))
    desk.settle((layer(photo, broken), view(5)))
    desk.settle((layer(photo, broken), view(5)))
    assert broken.asked == len(desk.diary.failures) == 2


# How it ends


def test_closing_gives_up_a_long_render(photo):
    desk = Desk()
    slow = SlowField(photo)
    desk.show((layer(photo, slow), view(5)))
    assert slow.entered.wait(PATIENCE)
    desk.renderer.close(PATIENCE)
    assert not desk.renderer._thread.is_alive()
    assert slow.stopped == 1 and not desk.diary.tiles and not desk.diary.failures
    desk.renderer.close(PATIENCE)


def test_closing_waits_no_longer_than_asked_for_work_that_cannot_be_stopped(photo):
    desk = Desk()
    begun, finish = Event(), Event()

    def make():
        begun.set()
        assert finish.wait(PATIENCE)
        return classical_field(photo, "bicubic")

    desk.show((Layer(photo, make, "slow to load"), view(5)))
    assert begun.wait(PATIENCE)
    desk.renderer.close(timeout=0.01)
    assert desk.renderer._thread.is_alive()
    finish.set()
    desk.renderer.close(PATIENCE)
    assert not desk.renderer._thread.is_alive()
    assert not desk.diary.tiles


def test_an_idle_renderer_closes():
    desk = Desk()
    desk.renderer.close(PATIENCE)
    assert not desk.renderer._thread.is_alive()


# Which fields are kept


class Counted:
    """Layers of one image whose fields are counted as they are made."""

    def __init__(self, image, n):
        self.made = []
        self.fields = {}
        self.layers = [Layer(image, lambda i=i: self.make(image, i), str(i)) for i in range(n)]

    def make(self, image, i):
        self.made.append(i)
        field = classical_field(image, "bilinear")
        self.fields[i] = weakref.ref(field)
        return field

    def alive(self):
        gc.collect()
        return [i for i, field in sorted(self.fields.items()) if field() is not None]


def test_fields_last_shown_are_kept_and_older_ones_let_go(desk, photo):
    counted = Counted(photo, KEPT_FIELDS + 3)
    for i, shown in enumerate(counted.layers):
        desk.settle((shown, view(3 + i)))
    last = len(counted.layers) - 1
    assert counted.alive() == list(range(last - KEPT_FIELDS, last + 1))
    for zoom, i in ((20, last - 1), (21, last - 2), (22, last)):  # back and forth among them
        desk.settle((counted.layers[i], view(zoom)))
    assert counted.made == list(range(last + 1))
    desk.settle((counted.layers[0], view(23)))
    assert counted.made == [*range(last + 1), 0]


def test_both_fields_of_a_split_are_kept_besides(desk, photo):
    counted = Counted(photo, KEPT_FIELDS + 3)
    for i, shown in enumerate(counted.layers[1:], 1):
        desk.settle((counted.layers[0], view(3 + i)), (shown, view(3 + i)))
    assert counted.made == list(range(KEPT_FIELDS + 3))
    assert counted.alive() == [0, *range(2, KEPT_FIELDS + 3)]


def test_fields_of_another_image_are_let_go(desk, photo):
    counted = Counted(photo, 2)
    for shown in counted.layers:
        desk.settle((shown, view(3)))
    other = Image(photo.pixels.copy())
    desk.settle((layer(other), view(3)))
    assert counted.alive() == []
    desk.settle((counted.layers[1], view(9)))
    assert counted.made == [0, 1, 1]


def test_a_field_made_after_its_image_was_closed_is_let_go(desk, photo):
    begun, finish, made = Event(), Event(), []

    def make():
        begun.set()
        assert finish.wait(PATIENCE)
        field = classical_field(photo, "bicubic")
        made.append(weakref.ref(field))
        return field

    desk.show((Layer(photo, make, "slow to load"), view(5)))
    assert begun.wait(PATIENCE)
    other = layer(Image(photo.pixels.copy()))
    desk.show((other, view(5)))
    finish.set()
    desk.settle((other, view(5)))
    gc.collect()
    assert made[0]() is None


# What is said


def test_it_says_what_it_does_and_when_it_is_done(desk, photo):
    assert desk.renderer.is_settled
    desk.settle((layer(photo, title="LIIF"), view(5)))
    assert desk.diary.states == ["Preparing LIIF", "Rendering", ""]
    second = layer(photo, title="Second")
    desk.settle((second, view(5)))
    desk.settle((second, view(6)))
    assert desk.diary.states[3:] == ["Preparing Second", "Rendering", "", "Rendering", ""]


def test_nothing_is_said_when_all_is_there(desk, photo):
    shown = layer(photo)
    desk.settle((shown, view(5)))
    states = list(desk.diary.states)
    desk.settle((shown, view(5).panned(3, 0)))
    assert desk.diary.states == states


def test_it_is_settled_only_when_all_is_there(desk, photo):
    slow = SlowField(photo)
    shown = layer(photo, slow)
    desk.show((shown, view(5)))
    assert not desk.renderer.is_settled
    assert slow.entered.wait(PATIENCE)
    assert not desk.renderer.is_settled
    slow.released.set()
    desk.diary.wait(lambda: desk.renderer.is_settled)
    assert all(key in desk.cache for key in visible_tiles(shown.id, view(5), photo.size))


def test_when_it_says_done_it_is_settled(photo):
    class Asking(Diary):
        def state_changed(self, doing, title):
            settled.append((doing, desk.renderer.is_settled))
            super().state_changed(doing, title)

    settled = []
    desk = Desk(Asking())
    shown = layer(photo)
    for zoom in (5, 6, 7):
        desk.settle((shown, view(zoom)))
    desk.settle((layer(photo, FailingField(photo, ValueError("no"))), view(5)))
    desk.renderer.close(PATIENCE)
    assert len(settled) >= 9
    assert all(is_settled == (doing == "") for doing, is_settled in settled)


def test_a_tile_is_there_when_it_is_said_to_be(photo):
    class Looking(Diary):
        def tile_finished(self, key):
            found.append(key in desk.cache)
            super().tile_finished(key)

    found = []
    desk = Desk(Looking())
    desk.settle((layer(photo), view(9)))
    desk.renderer.close(PATIENCE)
    assert found and all(found)


def test_tiles_of_a_mask_are_sampled_on_the_same_grid(photo):
    """A mask that repeats a colour channel comes out as that channel does."""
    image = Image(photo.pixels, photo.pixels[..., 1].copy())
    for zoom, row, col in ((3.3, 0, 1), (3.3, 1, 2), (0.7, 0, 0)):
        colours, opacity = (classical_field(each, "bicubic") for each in (image, image.opacity))
        tile = sample_tile(image, colours, TileKey(1, zoom, row, col), Stop(), opacity)
        np.testing.assert_array_equal(tile[..., 3], tile[..., 1])
