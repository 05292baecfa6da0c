"""Tiles: squares of screen pixels on a grid anchored at the image's corner, for one field at one zoom."""

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from viewer.caching import LruCache
from viewer.fields.field import Grid
from viewer.imaging.image import Size
from viewer.rendering.viewport import Point, Viewport

TILE = 192  # device pixels a side
CACHE_BYTES = 256 << 20


class TileKey(NamedTuple):
    """Which tile: of which layer, at which zoom (device pixels per source pixel), where in the grid."""

    layer: int
    zoom: float
    row: int
    col: int

    def grid(self, image: Size) -> Grid:
        """The screen pixels of this tile, cut off where the image ends."""
        step = 1 / self.zoom
        rows = min(TILE, math.ceil(image[1] * self.zoom - 1e-9) - self.row * TILE)
        cols = min(TILE, math.ceil(image[0] * self.zoom - 1e-9) - self.col * TILE)
        return Grid(self.row * TILE * step, self.col * TILE * step, step, step, max(rows, 1), max(cols, 1))


def visible_tiles(layer: int, viewport: Viewport, image: Size, about: Point | None = None) -> list[TileKey]:
    """The tiles of `layer` that cover what `viewport` shows of the image, nearest to `about` (default: its centre) first.

    about  in source pixels
    """
    left, top = viewport.origin
    width, height = viewport.size
    last_col = math.ceil(image[0] * viewport.zoom - 1e-9) - 1
    last_row = math.ceil(image[1] * viewport.zoom - 1e-9) - 1
    rows = range(max(top, 0) // TILE, min(top + height - 1, max(last_row, 0)) // TILE + 1)
    cols = range(max(left, 0) // TILE, min(left + width - 1, max(last_col, 0)) // TILE + 1)
    x, y = (c * viewport.zoom / TILE - 0.5 for c in about or viewport.centre)
    keys = [TileKey(layer, viewport.zoom, row, col) for row in rows for col in cols]
    return sorted(keys, key=lambda key: (key.col - x) ** 2 + (key.row - y) ** 2)


class TileCache(LruCache[TileKey, np.ndarray]):
    """Finished tiles, (rows, cols, 4) as deep as the picture, uint8 or uint16, found by layer and zoom, too."""

    def __init__(self, limit: int = CACHE_BYTES) -> None:
        super().__init__(limit)
        self._zooms: dict[int, dict[float, set[TileKey]]] = {}

    def zooms(self, layer: int) -> list[float]:
        """The zooms at which there are tiles of a layer."""
        with self._lock:
            return list(self._zooms.get(layer, ()))

    def at_zoom(self, layer: int, zoom: float) -> list[TileKey]:
        """The tiles there are of a layer at a zoom."""
        with self._lock:
            return list(self._zooms.get(layer, {}).get(zoom, ()))

    def drop_layers(self, keep: Iterable[int]) -> None:
        """Forget the tiles of all layers but those."""
        kept = set(keep)
        self.drop(lambda key: key.layer not in kept)

    def _added(self, key: TileKey) -> None:
        self._zooms.setdefault(key.layer, {}).setdefault(key.zoom, set()).add(key)

    def _removed(self, key: TileKey) -> None:
        zooms = self._zooms[key.layer]
        zooms[key.zoom].remove(key)
        if not zooms[key.zoom]:
            del zooms[key.zoom]
        if not zooms:
            del self._zooms[key.layer]


def parts_in_view(cache: TileCache, layer: int, viewport: Viewport, image: Size) -> list[np.ndarray]:
    """What the finished tiles of a layer have of what a viewport shows, (rows, cols, 4) each."""
    left, top = viewport.origin
    width, height = viewport.size
    parts = []
    for key in visible_tiles(layer, viewport, image):
        if (tile := cache.get(key)) is not None:
            x, y = key.col * TILE - left, key.row * TILE - top
            parts.append(tile[max(-y, 0) : max(height - y, 0), max(-x, 0) : max(width - x, 0)])
    return parts
