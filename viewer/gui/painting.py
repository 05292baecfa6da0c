"""Putting tiles on the canvas: what is finished, else what is known, always in its place."""

import time
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QImage, QPainter

from viewer.gui.backdrop import Backdrop, outlook
from viewer.gui.blitting import as_qimage, checkerboard, stretch
from viewer.rendering.display import Display, ShownTiles
from viewer.rendering.placeholder import LATTICE, LATTICE_ZOOM, Pyramid, stand_ins
from viewer.rendering.renderer import Layer
from viewer.rendering.tiles import TILE, TileCache, TileKey, visible_tiles
from viewer.rendering.viewport import Viewport

FADE = 0.1  # seconds


class Fade:
    """Tiles that were lacking in the frame before are blended in, so that what they replace does not jump."""

    def __init__(self) -> None:
        self._lacking: set[TileKey] = set()  # in this frame
        self._lacked: set[TileKey] = set()  # in the one before
        self._since: dict[TileKey, float] = {}
        self._now = 0.0

    def begin_frame(self) -> None:
        """Before the tiles of a frame are painted."""
        self._now = time.monotonic()
        self._lacked, self._lacking = self._lacking, set()
        self._since = {key: since for key, since in self._since.items() if self._now - since < FADE}

    def opacity(self, key: TileKey, is_there: bool) -> float:
        """How much of a tile is to be seen in this frame."""
        if not is_there:
            self._lacking.add(key)
            return 0.0
        if key in self._lacked:
            self._since[key] = self._now
        return min((self._now - self._since[key]) / FADE, 1.0) if key in self._since else 1.0

    @property
    def is_running(self) -> bool:
        """Whether another frame would show more of a tile."""
        return bool(self._since)

    def will_run(self, cache: TileCache) -> bool:
        """Whether the next frame will find a tile that was lacking."""
        return any(key in cache for key in self._lacking)


class LayerPainter:
    """Paints layers through viewports, from the tiles there are.

    pyramid  the picture at smaller sizes, what is known at once; None if none is open
    behind   what is seen through what is transparent
    """

    def __init__(self, tiles: ShownTiles) -> None:
        self.pyramid: Pyramid | None = None
        self.behind: QBrush = checkerboard()
        self.fade = Fade()
        self._tiles = tiles
        self._end: Viewport | None = None
        self._backdrops: dict[int, Backdrop] = {}  # of layers

    def begin_frame(self, end: Viewport | None) -> None:
        """Before the layers of a frame are painted.

        end  the view that is glided to, None at rest
        """
        self.fade.begin_frame()
        self._end = end
        if end is None:
            self.put_together_anew()

    def put_together_anew(self) -> None:
        """Something has changed of what is seen on the way."""
        self._backdrops.clear()

    def paint(self, painter: QPainter, layer: Layer, viewport: Viewport, clip: QRect, share: float = 1.0) -> None:
        """Paint what `viewport` shows of `layer` within `clip` (device pixels), `share` of it over what is there."""
        assert self.pyramid is not None
        area = clip & QRect(*viewport.area_of(layer.image.size))
        if area.isEmpty():
            return
        if share < 1:
            whole = QImage(area.size(), QImage.Format.Format_RGB32)
            inner = QPainter(whole)
            inner.translate(-area.topLeft())
            self.paint(inner, layer, viewport, clip)
            inner.end()
            painter.setOpacity(share)
            painter.drawImage(area.topLeft(), whole)
            painter.setOpacity(1)
        elif self.pyramid.is_opaque:
            painter.save()
            painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
            self._paint_tiles(painter, layer, viewport, area, clip)
            painter.restore()
        else:
            # Stand-ins lie over one another, which must not add up their opacity: put them together first.
            together, inner = self._canvas_for(area)
            self._paint_tiles(inner, layer, viewport, area, clip)
            inner.end()
            painter.fillRect(area, self.behind)
            painter.drawImage(area.topLeft(), together)

    def _canvas_for(self, area: QRect) -> tuple[QImage, QPainter]:
        """An image of an area, and its painter, which counts as the area does and lays nothing over what it covers."""
        assert self.pyramid is not None
        if self.pyramid.is_opaque:
            together = QImage(area.size(), QImage.Format.Format_RGB32)
        else:
            together = QImage(area.size(), QImage.Format.Format_ARGB32_Premultiplied)
            together.fill(0)
        inner = QPainter(together)
        if not self.pyramid.is_opaque:
            inner.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        inner.translate(-area.topLeft())
        return together, inner

    def _paint_tiles(self, painter: QPainter, layer: Layer, viewport: Viewport, area: QRect, clip: QRect) -> None:
        left, top = viewport.origin
        visible = visible_tiles(layer.id, viewport.part(area.getRect()), layer.image.size)  # type: ignore[arg-type]
        found = ((key, self._tiles.get(key)) for key in visible)
        tiles = [(key, pixels, self.fade.opacity(key, pixels is not None)) for key, pixels in found]
        if lacking := [key for key, _, opacity in tiles if opacity < 1]:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            if (backdrop := self._backdrop(layer, viewport, area, clip)) is not None:
                backdrop.paint(painter, viewport)
            else:
                painter.save()
                around = area & _box(lacking, viewport)
                painter.setClipRect(around, Qt.ClipOperation.IntersectClip)
                self._paint_stand_ins(painter, layer, viewport, around)
                painter.restore()
        for key, _, opacity in tiles:
            before = None if layer.before is None else key._replace(layer=layer.before)
            if opacity < 1 and before is not None and (pixels := self._tiles.get(before)) is not None:
                painter.drawImage(QPoint(key.col * TILE - left, key.row * TILE - top), self._tile_image(pixels))
        for key, pixels, opacity in tiles:
            if pixels is not None:
                painter.setOpacity(opacity)
                painter.drawImage(QPoint(key.col * TILE - left, key.row * TILE - top), self._tile_image(pixels))
        painter.setOpacity(1)

    def _backdrop(self, layer: Layer, viewport: Viewport, area: QRect, clip: QRect) -> Backdrop | None:
        """On a glide, what stands in as it was put together a few frames ago or is now; None where that is no gain."""
        if self._end is None:
            return None
        kept = self._backdrops.get(layer.id)
        if kept is not None and kept.shows(viewport, area):
            return kept
        if (ahead := outlook(viewport, self._end, clip)) is None:
            return None
        whole = QRect(*ahead.area_of(layer.image.size))
        picture, inner = self._canvas_for(whole)
        inner.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_stand_ins(inner, layer, ahead, whole)
        inner.end()
        made = Backdrop(picture, ahead, whole)
        if not made.shows(viewport, area):
            return None
        self._backdrops[layer.id] = made
        return made

    def _paint_stand_ins(self, painter: QPainter, layer: Layer, viewport: Viewport, area: QRect) -> None:
        assert self.pyramid is not None
        place = area.left(), area.top(), area.width(), area.height()
        others, are_all = stand_ins(self._tiles.cache, layer.id, viewport, place, layer.image.size)
        found = [(tile, self._tiles.get(tile.key)) for tile in others]  # one may have left the cache since
        if not are_all or any(pixels is None for _, pixels in found):
            _paint_source(painter, viewport, self.pyramid, self._tiles.display)
        for (_, x, y, scale), pixels in found:
            if pixels is not None:
                height, width = pixels.shape[:2]
                painter.drawImage(QRectF(x, y, width * scale, height * scale), self._tile_image(pixels))

    def _tile_image(self, pixels: np.ndarray) -> QImage:
        assert self.pyramid is not None
        return as_qimage(pixels, QImage.Format.Format_RGB32 if self.pyramid.is_opaque else QImage.Format.Format_ARGB32)


def _box(keys: Sequence[TileKey], viewport: Viewport) -> QRect:
    """The rectangle around tiles of the viewport's zoom, in its device pixels."""
    (left, top), cols, rows = viewport.origin, [key.col for key in keys], [key.row for key in keys]
    corner = QPoint(min(cols) * TILE - left, min(rows) * TILE - top)
    return QRect(corner, QSize(max(cols) - min(cols) + 1, max(rows) - min(rows) + 1) * TILE)


def _paint_source(painter: QPainter, viewport: Viewport, pyramid: Pyramid, display: Display) -> None:
    left, top = viewport.origin
    if viewport.zoom >= LATTICE_ZOOM:
        lattice = display.show(pyramid.lattice(viewport))
        rows, cols = lattice.shape[:2]
        target = QRectF(-LATTICE / 2, -LATTICE / 2, cols * LATTICE, rows * LATTICE)
        painter.drawImage(target, as_qimage(lattice))
        return
    level = pyramid.level(viewport.zoom)
    height, width = pyramid.levels[0].shape[:2]
    across, down = width * viewport.zoom / level.shape[1], height * viewport.zoom / level.shape[0]  # of a pixel of the level
    if display.is_plain and viewport.zoom < 1:  # no smaller part is worth a copy
        stretch(painter, QRectF(-left, -top, width * viewport.zoom, height * viewport.zoom), as_qimage(level))
        return
    cols, rows = (
        slice(max(int(origin / size) - 2, 0), int((origin + length) / size) + 3)
        for origin, length, size in ((left, viewport.size[0], across), (top, viewport.size[1], down))
    )
    part = display.show(level[rows, cols])
    corner = cols.start * across - left, rows.start * down - top
    picture = as_qimage(part)
    if pyramid.is_opaque:  # in the layout of the screen it is enlarged in half the time
        picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    stretch(painter, QRectF(*corner, part.shape[1] * across, part.shape[0] * down), picture)
