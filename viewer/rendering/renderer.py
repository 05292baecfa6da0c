"""The rendering thread: the spot under the cursor first, then what is around it, coarse before fine; stale work is dropped.

When all of that is there, it goes on with the tiles around the view, so that a hand that moves on finds them ready.
"""

import itertools
import logging
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from threading import Condition, Thread
from typing import NamedTuple

import numpy as np

from viewer.errors import Sentence, Stop, Stopped, UserError
from viewer.fields.field import Field
from viewer.fields.measured import Numbers
from viewer.imaging.files import quantise
from viewer.imaging.image import Image
from viewer.rendering.placeholder import covered_part
from viewer.rendering.tiles import TILE, TileCache, TileKey, visible_tiles
from viewer.rendering.viewport import Point, Viewport
from viewer.threads import make_way

log = logging.getLogger(__name__)
_layer_ids = itertools.count(1)

KEPT_FIELDS = 2  # besides those shown, for going back to them
COARSE = 4  # the coarse pass is rendered at this part of the zoom
CLEAR_PART = 0.5  # of a view must be covered by finer tiles for the coarse pass to be left out


@dataclass(frozen=True, eq=False)
class Layer:
    """An image under one field. `make` builds the field on the rendering thread, where torch may be imported.

    make_opacity  builds the field of how opaque it is, grey; None for a picture without transparency
    numbers  what is known of the measure that its colours stand for; None for a layer of the picture's own colours
    before  the id of the layer it takes the place of, whose tiles are shown until its own are there
    """

    image: Image
    make: Callable[[], Field]
    title: str
    before: int | None = None
    make_opacity: Callable[[], Field] | None = None
    numbers: Numbers | None = None
    id: int = attribute(default_factory=lambda: next(_layer_ids))


class Seen(NamedTuple):
    """The fields of a layer: its colours and, if it has transparency, how opaque it is."""

    colours: Field
    opacity: Field | None


PREPARING, RENDERING = "Preparing", "Rendering"

View = tuple[Layer, Viewport]
Task = tuple[TileKey, Layer]


class Listener:
    """What a renderer tells, on its own thread: override what is of interest."""

    def tile_finished(self, key: TileKey) -> None:
        """A tile that is wanted, now or next, has been put into the cache."""

    def state_changed(self, doing: str, title: str) -> None:
        """What is being done: PREPARING the field of that title, RENDERING, or nothing when all that was wanted is there."""

    def layer_failed(self, layer: Layer, error: UserError) -> None:
        """A layer's field could not be made or sampled; it is not tried again."""


class Renderer:
    """Owns one thread that samples the wanted tiles into the cache. `close` ends it."""

    def __init__(self, cache: TileCache, listener: Listener) -> None:
        self._cache = cache
        self._listener = listener
        self._condition = Condition()
        self._wanted: list[Task] = []
        self._unlooked: tuple[Sequence[View], Point | None] | None = None  # what may want the coarse pass
        self._next_wanted: list[Task] = []  # when that is done
        self._spare: list[Task] = []  # for idle hours
        self._current: TileKey | None = None
        self._stop = Stop()
        self._closed = False
        self._fields: dict[Layer, Seen] = {}
        self._failed: set[int] = set()
        self._doing = "", ""
        self._thread = Thread(target=self._run, name="renderer", daemon=True)
        self._thread.start()

    def show(self, views: Sequence[View], about: Point | None = None, ahead: Sequence[View] = ()) -> None:
        """Want what these viewports show of their layers, nearest to `about` (source pixels) first, and nothing else.

        When that is there comes what is looked at next, `ahead`, and then what lies around the views. A few fields of other
        layers of the same images are kept, those of other images are let go.
        """
        wanted, next_wanted, spare = plan(views, about, ()), plan(ahead, about, ()), surroundings(views)
        shown = [layer for layer, _ in (*views, *ahead)]
        images = {id(layer.image) for layer in shown}
        with self._condition:
            self._wanted, self._next_wanted, self._spare = wanted, next_wanted, spare
            self._unlooked = tuple(views), about
            fields = {layer: made for layer, made in self._fields.items() if id(layer.image) in images}
            recent = {layer: fields.pop(layer) for layer in shown if layer in fields}
            self._fields = dict(list(fields.items())[-KEPT_FIELDS:]) | recent
            is_next = self._next(wanted) is None and any(key == self._current for key, _ in next_wanted)
            if not is_next and not self._is_wanted(self._current) and not self._is_coarse_of(views):
                self._stop.set()
            self._condition.notify()

    @property
    def is_settled(self) -> bool:
        """Whether everything wanted is in the cache or has failed."""
        with self._condition:
            return self._next(self._wanted) is None and not self._is_wanted(self._current)

    def close(self, timeout: float = 5) -> None:
        """End the thread, abandoning its work; returns when it has ended."""
        with self._condition:
            self._closed = True
            self._wanted, self._next_wanted, self._spare = [], [], []
            self._stop.set()
            self._condition.notify()
        self._thread.join(timeout)

    def _next(self, tasks: Sequence[Task]) -> Task | None:
        return next(
            ((key, layer) for key, layer in tasks if layer.id not in self._failed and key not in self._cache),
            None,
        )

    def _next_task(self) -> Task | None:
        return self._next(self._wanted) or self._next(self._next_wanted) or self._next(self._spare)

    def _is_wanted(self, tile: TileKey | None) -> bool:
        return any(key == tile for key, _ in self._wanted)

    def _is_coarse_of(self, views: Sequence[View]) -> bool:
        """Whether what is being rendered may be wanted again, once it has been looked for what is unclear."""
        return self._current is not None and any(key == self._current for key, _ in plan(views))

    def _run(self) -> None:
        while True:
            with self._condition:
                self._current = None
                is_idle = self._next(self._wanted) is None
            if is_idle:
                self._say("")
            self._want_coarse()
            with self._condition:
                while (task := self._next_task()) is None and self._unlooked is None and not self._closed:
                    self._condition.wait()
                if self._closed:
                    return
                if task is None or self._unlooked is not None:
                    continue
                self._current, self._stop = task[0], Stop()
                wanted, is_told = self._is_wanted(task[0]), task not in self._spare
            self._render(*task, wanted, is_told)

    def _want_coarse(self) -> None:
        """Want the coarse pass, too, of what little is known of. Looking for that takes too long for the window's thread."""
        with self._condition:
            unlooked, self._unlooked = self._unlooked, None
        if unlooked is None:
            return
        views, about = unlooked
        unclear = {
            layer
            for layer, view in views
            if view.zoom >= 2 * COARSE
            and covered_part(self._cache, layer.id, view, layer.image.size, view.zoom / COARSE) < CLEAR_PART
        }
        if unclear:
            wanted = plan(views, about, unclear)
            with self._condition:
                if self._unlooked is None and not self._closed:
                    self._wanted = wanted

    def _render(self, key: TileKey, layer: Layer, wanted: bool, is_told: bool) -> None:
        try:
            seen = self._fields.get(layer)
            if seen is None:
                self._say(PREPARING, layer.title)
                seen = Seen(layer.make(), layer.make_opacity and layer.make_opacity())
                with self._condition:
                    if any(other.image is layer.image for _, other in self._wanted):  # not closed meanwhile
                        self._fields[layer] = seen
            make_way()  # not before: importing torch holds the interpreter, which the window would wait for
            if wanted:
                self._say(RENDERING)
            self._cache.put(key, sample_tile(layer.image, seen.colours, key, self._stop, seen.opacity))
        except Stopped:
            return
        except UserError as error:
            self._fail(layer, error)
        except Exception as error:  # out of memory, a driver's fault, a bug: this layer is lost, not the thread
            log.exception("sampling %s failed", layer.title)
            reason = str(error).partition("\n")[0].rstrip(".") or type(error).__name__
            if isinstance(error, MemoryError):
                reason = Sentence("there is not enough memory")
            self._fail(layer, UserError(f"{layer.title} could not be rendered: {reason}.", "Choose another model or device."))
        else:
            with self._condition:
                is_told = is_told or self._is_wanted(key)  # since it was begun in an idle hour
            if is_told:
                self._listener.tile_finished(key)

    def _fail(self, layer: Layer, error: UserError) -> None:
        self._failed.add(layer.id)
        self._listener.layer_failed(layer, error)

    def _say(self, doing: str, title: str = "") -> None:
        if (doing, title) != self._doing:
            self._doing = doing, title
            self._listener.state_changed(doing, title)


def plan(views: Sequence[View], about: Point | None = None, unclear: Container[Layer] | None = None) -> list[Task]:
    """The tiles to render for these views: what is under `about`, a coarse pass over all where that is worth it, the fine tiles.

    In each of the three the views take turns, each beginning with what is nearest to `about` or else to its centre.

    unclear  the layers that need the coarse pass, as nothing as fine is there to stand in; by default all
    """
    spots = [(layer, spot) for layer, viewport in views if about and (spot := viewport.spot(about))]
    coarse = [
        (layer, _coarser(view)) for layer, view in views if view.zoom >= 2 * COARSE and (unclear is None or layer in unclear)
    ]
    return list(dict.fromkeys(task for passed in (spots, coarse, views) for task in _in_turn(passed, about)))


def _coarser(view: Viewport) -> Viewport:
    width, height = view.size
    return Viewport(view.centre, view.zoom / COARSE, (-(-width // COARSE), -(-height // COARSE)))


def _in_turn(views: Sequence[View], about: Point | None) -> Iterator[Task]:
    """The tiles of these views, in turn, nearest to `about` first."""
    each = [[(key, layer) for key in visible_tiles(layer.id, view, layer.image.size, about)] for layer, view in views]
    return (task for turn in itertools.zip_longest(*each) for task in turn if task is not None)


def surroundings(views: Sequence[View]) -> list[Task]:
    """The fine tiles just beyond what these views show, nearest to their centres first."""
    tiles: list[Task] = []
    for layer, viewport in views:
        shown = set(visible_tiles(layer.id, viewport, layer.image.size))
        width, height = viewport.size
        wider = viewport.resized((width + 2 * TILE, height + 2 * TILE))
        tiles += [(key, layer) for key in visible_tiles(layer.id, wider, layer.image.size) if key not in shown]
    return tiles


def sample_tile(image: Image, field: Field, key: TileKey, stop: Stop, opacity: Field | None = None) -> np.ndarray:
    """The pixels of a tile, (rows, cols, 4): blue, green, red of the field, not multiplied by what `opacity` says, and that.

    In this order screens take them as they are. They are as deep as the picture, uint8 or uint16.
    """
    grid, deep = key.grid(image.size), image.pixels.dtype
    out = np.full((grid.rows, grid.cols, 4), image.white, deep)
    out[..., 2::-1] = quantise(field.sample(grid, stop), deep)
    if opacity is not None:
        out[..., 3] = quantise(opacity.sample(grid, stop)[..., 0], deep)
    return out
