"""What is shown where no tile is finished yet: tiles of other zooms, else the source pixels, at any zoom, at once."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PIL import Image as PILImage

from viewer.imaging.image import Image, Size, to_uint8
from viewer.rendering.tiles import TILE, TileCache, TileKey
from viewer.rendering.viewport import Area, Viewport

LATTICE = 8  # device pixels between the samples of the coarse lattice
LATTICE_ZOOM = 8.0  # from here on the lattice is used; it holds all there is to see
SMALLEST = 64  # pixels: the side at which the pyramid ends
LARGEST_STRETCH, LARGEST_SHRINK = 64, 4  # how much larger or smaller than it is a tile is painted; far smaller it would flicker
SLIVER = 0.5  # device pixels, less than one: what tiles that adjoin may seem to leave out
PATCH = 8  # device pixels: how finely it is kept in mind what is covered already
SCRAP = 0.5  # of what is seen of a tile: no more than this alone is not worth painting all of it, if others cover it too


class Pyramid:
    """The picture as 8-bit RGB, or RGBA if any of it is transparent, halved again and again by averaging.

    Level k is 2^-k of its size; level 0 of an opaque 8-bit picture is the picture itself, not a copy.
    """

    def __init__(self, image: Image) -> None:
        self.is_opaque = image.is_opaque
        pixels = image.filled.rgb8()
        if image.alpha is not None and not self.is_opaque:
            pixels = np.dstack((pixels, to_uint8(image.alpha)))
        self.levels = [pixels]
        while max(self.levels[-1].shape[:2]) > SMALLEST:
            self.levels.append(np.asarray(PILImage.fromarray(self.levels[-1]).reduce(2)))

    def level(self, zoom: float) -> np.ndarray:
        """The smallest level that has a pixel for every device pixel, (h, w, 3 or 4)."""
        k = math.floor(-math.log2(zoom)) if zoom < 1 else 0
        return self.levels[min(k, len(self.levels) - 1)]

    def lattice(self, viewport: Viewport) -> np.ndarray:
        """Source pixels, bilinear, at every eighth device pixel from the viewport's corner on: (rows, cols, 3 or 4) uint8.

        Computed in float64, for QPainter misplaces source pixels it is asked to magnify beyond a few hundred times.
        """
        height, width = self.levels[0].shape[:2]
        rows = _corners(viewport.origin[1], viewport.size[1], viewport.zoom, height)
        cols = _corners(viewport.origin[0], viewport.size[0], viewport.zoom, width)
        top, left = rows[0].min(), cols[0].min()
        source = self.levels[0][top : rows[1].max() + 1, left : cols[1].max() + 1].astype(np.float64)
        across = _mix(source, cols[0] - left, cols[1] - left, cols[2], axis=1)
        return (_mix(across, rows[0] - top, rows[1] - top, rows[2], axis=0) + 0.5).astype(np.uint8)


def _corners(origin: int, length: int, zoom: float, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pixels before and after each lattice point along an axis, and the share of the one after."""
    points = (origin + np.arange(0, length + LATTICE, LATTICE)) / zoom - 0.5
    before = np.floor(points)
    index = before.astype(np.int64)
    return np.clip(index, 0, n - 1), np.clip(index + 1, 0, n - 1), points - before


def _mix(values: np.ndarray, before: np.ndarray, after: np.ndarray, share: np.ndarray, axis: int) -> np.ndarray:
    shape = [1] * values.ndim
    shape[axis] = -1
    part = share.reshape(shape)
    return np.take(values, before, axis) * (1 - part) + np.take(values, after, axis) * part


class StandIn(NamedTuple):
    """A finished tile of another zoom, and where it goes, in device pixels: its corner, and how large its own pixels are."""

    key: TileKey
    x: float
    y: float
    scale: float


def stand_ins(cache: TileCache, layer: int, viewport: Viewport, area: Area, image: Size) -> tuple[list[StandIn], bool]:
    """The tiles that cover as much of `area` of the canvas as can be, those of the nearest zooms, uppermost last.

    And whether they leave nothing of it to be seen, which those of one zoom do, if any: what lies below need not be painted.
    """
    uncovered = _Uncovered(area)
    chosen: list[StandIn] = []
    left_out: list[StandIn] = []
    zooms = _nearest_first(cache, layer, viewport.zoom)
    for zoom in zooms:
        tiles = _touching(cache, layer, zoom, viewport, area)
        if _are_all(tiles, viewport, area, image):
            return [*tiles, *chosen[::-1]], True
        if tiles and uncovered.are_around(tiles):
            for tile in tiles:
                (chosen if uncovered.cover(tile, SCRAP) else left_out).append(tile)
        if not uncovered.is_any:
            break
    if uncovered.is_any:
        chosen += [tile for tile in left_out if uncovered.cover(tile)]
    return sorted(chosen, key=lambda tile: zooms.index(tile.key.zoom), reverse=True), False


def _nearest_first(cache: TileCache, layer: int, zoom: float) -> list[float]:
    """The other zooms there are tiles of, but for those too far away. Of two as near the finer comes first."""
    near = [
        (abs(math.log2(zoom / other)) + (0.5 if zoom > other else 0), other)
        for other in cache.zooms(layer)
        if other != zoom and zoom <= other * LARGEST_STRETCH and other <= zoom * LARGEST_SHRINK
    ]
    return [other for _, other in sorted(near)]


def _are_all(tiles: Sequence[StandIn], viewport: Viewport, area: Area, image: Size) -> bool:
    """Whether tiles of one zoom leave nothing of `area` to be seen. Where a picture ends they may, of its last pixel."""
    if not tiles or len(tiles) * (side := TILE * tiles[0].scale) ** 2 < area[2] * area[3] - SLIVER:
        return False
    (left, top), (x, y, width, height) = viewport.origin, area
    if left + x + width > image[0] * viewport.zoom or top + y + height > image[1] * viewport.zoom:
        return False
    right, bottom = x + width, y + height
    covered = sum(
        (min(tile.x + side, right) - max(tile.x, x)) * (min(tile.y + side, bottom) - max(tile.y, y))
        for tile in tiles
        if x - side < tile.x < right and y - side < tile.y < bottom
    )
    return covered > width * height - SLIVER


def covered_part(cache: TileCache, layer: int, viewport: Viewport, image: Size, coarsest: float) -> float:
    """How much of what a viewport shows of an image is covered by tiles of the zoom `coarsest` or finer, in [0, 1]."""
    area = viewport.area_of(image)
    uncovered = _Uncovered(area)
    for zoom in sorted(cache.zooms(layer), key=lambda zoom: abs(math.log2(zoom / viewport.zoom))):
        if zoom >= coarsest:
            for tile in _touching(cache, layer, zoom, viewport, area):
                uncovered.cover(tile)
        if not uncovered.is_any:
            break
    return 1 - uncovered.part


def _touching(cache: TileCache, layer: int, zoom: float, viewport: Viewport, area: Area) -> list[StandIn]:
    """The tiles of a zoom that touch an area, in whole patches: of those in the cache they are few."""
    scale = viewport.zoom / zoom
    (left, top), (x, y, width, height), side = viewport.origin, area, TILE * scale
    first_col, first_row = math.floor((left + x) / side), math.floor((top + y) / side)
    end_col = math.ceil((left + x + _patches(width) * PATCH) / side)
    end_row = math.ceil((top + y + _patches(height) * PATCH) / side)
    return [
        StandIn(key, key.col * side - left, key.row * side - top, scale)
        for key in cache.at_zoom(layer, zoom)
        if first_col <= key.col < end_col and first_row <= key.row < end_row
    ]


def _patches(length: int) -> int:
    """How many patches lie along so many device pixels."""
    return -(-length // PATCH)


class _Uncovered:
    """The patches of an area that no tile covers yet; a tile covers those whose centres lie on it.

    A bit each, row by row, of one int: an array of NumPy's would let go of the interpreter, and wait for it, with each question.
    """

    def __init__(self, area: Area) -> None:
        self._left, self._top = (PATCH / 2 + start for start in area[:2])  # the first of the centres
        self._cols, self._rows = _patches(area[2]), _patches(area[3])
        self._all = (1 << self._cols * self._rows) - 1
        self._first_col = self._all // ((1 << self._cols) - 1) if self._cols else 0
        self._patches = self._all

    def cover(self, tile: StandIn, least: float = 0) -> bool:
        """Whether more of its patches than `least`, a share, are uncovered; if so, they no longer are."""
        side = TILE * tile.scale
        within = self._within(tile.x, tile.y, tile.x + side, tile.y + side)
        patches = self._patches & within
        if not patches or (least and patches.bit_count() <= least * within.bit_count()):
            return False
        self._patches ^= patches
        return True

    def are_around(self, tiles: Sequence[StandIn]) -> bool:
        """Whether any are within the rectangle that encloses tiles of one zoom: if not, none of these need be asked."""
        side, across, down = TILE * tiles[0].scale, [tile.x for tile in tiles], [tile.y for tile in tiles]
        return bool(self._patches & self._within(min(across), min(down), max(across) + side, max(down) + side))

    def _within(self, left: float, top: float, right: float, bottom: float) -> int:
        """Those, covered or not, whose centres lie in a rectangle, in device pixels."""
        first_row, first_col = max(math.ceil((top - self._top) / PATCH), 0), max(math.ceil((left - self._left) / PATCH), 0)
        rows = min(math.ceil((bottom - self._top) / PATCH), self._rows) - first_row
        cols = min(math.ceil((right - self._left) / PATCH), self._cols) - first_col
        if rows <= 0 or cols <= 0:
            return 0
        firsts = self._first_col >> self._cols * (self._rows - rows)  # the first patch of each of so many rows
        return firsts * ((1 << cols) - 1) << self._cols * first_row + first_col

    @property
    def is_any(self) -> bool:
        """Whether there are any of them."""
        return bool(self._patches)

    @property
    def part(self) -> float:
        """Theirs of all."""
        return self._patches.bit_count() / self._all.bit_count() if self._all else 0.0
