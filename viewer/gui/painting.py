"""Putting tiles on the canvas: what is finished, else what is known, always in its place."""

import math
import time
from functools import cache

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter

from viewer.rendering.display import Display, ShownTiles
from viewer.rendering.placeholder import LATTICE, LATTICE_ZOOM, Pyramid, stand_ins
from viewer.rendering.renderer import Layer
from viewer.rendering.tiles import TILE, TileCache, TileKey, visible_tiles
from viewer.rendering.viewport import Viewport

FADE = 0.1  # seconds
CHECKER = 12  # device pixels
CHECKER_LIGHT, CHECKER_DARK = QColor(0x9A, 0x9A, 0x9A), QColor(0x70, 0x70, 0x70)


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


def use_device_pixels(painter: QPainter, ratio: float) -> None:
    """Have a painter of a widget count device pixels from now on, whole ones of the screen.

    At fractional ratios the widget's corner may lie between two, where tiles would leave seams.
    """
    painter.scale(1 / ratio, 1 / ratio)
    corner = painter.deviceTransform()
    painter.translate(round(corner.dx()) - corner.dx(), round(corner.dy()) - corner.dy())


def paint_layer(
    painter: QPainter, layer: Layer, viewport: Viewport, clip: QRect, tiles: ShownTiles, pyramid: Pyramid, fade: Fade,
    behind: QBrush, share: float = 1.0,
) -> None:  # fmt: skip
    """Paint what `viewport` shows of `layer` within `clip` (device pixels), `share` of it over what is there.

    behind  what is seen through what is transparent
    """
    area = clip & QRect(*viewport.area_of(layer.image.size))
    if area.isEmpty():
        return
    if share < 1:
        whole = QImage(area.size(), QImage.Format.Format_RGB32)
        inner = QPainter(whole)
        inner.translate(-area.topLeft())
        paint_layer(inner, layer, viewport, area, tiles, pyramid, fade, behind)
        inner.end()
        painter.setOpacity(share)
        painter.drawImage(area.topLeft(), whole)
        painter.setOpacity(1)
        return
    if pyramid.is_opaque:
        painter.save()
        painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
        _paint_tiles(painter, layer, viewport, area, tiles, pyramid, fade)
        painter.restore()
        return
    # Stand-ins lie over one another, which must not add up their opacity: put them together first.
    together = QImage(area.size(), QImage.Format.Format_ARGB32_Premultiplied)
    together.fill(0)
    inner = QPainter(together)
    inner.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    inner.translate(-area.topLeft())
    _paint_tiles(inner, layer, viewport, area, tiles, pyramid, fade)
    inner.end()
    painter.fillRect(area, behind)
    painter.drawImage(area.topLeft(), together)


def _paint_tiles(
    painter: QPainter, layer: Layer, viewport: Viewport, area: QRect, shown: ShownTiles, pyramid: Pyramid, fade: Fade
) -> None:
    left, top = viewport.origin
    visible = visible_tiles(layer.id, viewport.columns(area.left(), area.left() + area.width()), layer.image.size)
    tiles = [(key, pixels, fade.opacity(key, pixels is not None)) for key, pixels in ((key, shown.get(key)) for key in visible)]
    if any(opacity < 1 for *_, opacity in tiles):
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = area.left(), area.top(), area.width(), area.height()
        others, are_all = stand_ins(shown.cache, layer.id, viewport, place, layer.image.size)
        found = [(tile, shown.get(tile.key)) for tile in others]  # one may have left the cache since
        if not are_all or any(pixels is None for _, pixels in found):
            _paint_source(painter, viewport, pyramid, shown.display)
        for (_, x, y, scale), pixels in found:
            if pixels is not None:
                height, width = pixels.shape[:2]
                painter.drawImage(QRectF(x, y, width * scale, height * scale), _tile_image(pixels, pyramid.is_opaque))
    for key, _, opacity in tiles:
        if opacity < 1 and layer.before is not None and (pixels := shown.get(key._replace(layer=layer.before))) is not None:
            painter.drawImage(QPoint(key.col * TILE - left, key.row * TILE - top), _tile_image(pixels, pyramid.is_opaque))
    for key, pixels, opacity in tiles:
        if pixels is not None:
            painter.setOpacity(opacity)
            painter.drawImage(QPoint(key.col * TILE - left, key.row * TILE - top), _tile_image(pixels, pyramid.is_opaque))
    painter.setOpacity(1)


def _tile_image(pixels: np.ndarray, is_opaque: bool) -> QImage:
    return as_qimage(pixels, QImage.Format.Format_RGB32 if is_opaque else QImage.Format.Format_ARGB32)


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
        _stretch(painter, QRectF(-left, -top, width * viewport.zoom, height * viewport.zoom), as_qimage(level))
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
    _stretch(painter, QRectF(*corner, part.shape[1] * across, part.shape[0] * down), picture)


def _stretch(painter: QPainter, target: QRectF, picture: QImage) -> None:
    """Enlarge or shrink a picture, also onto the last row and column that it covers by less than half: Qt leaves those out."""
    painter.drawImage(target, picture)
    left, top, right, bottom = target.left(), target.top(), math.ceil(target.right()), math.ceil(target.bottom())
    width, height = picture.width(), picture.height()
    painter.drawImage(QRectF(left, bottom - 1, right - left, 1), picture, QRectF(0, height - 1, width, 1))
    painter.drawImage(QRectF(right - 1, top, 1, bottom - top), picture, QRectF(width - 1, 0, 1, height))


def as_qimage(pixels: np.ndarray, layout: QImage.Format | None = None) -> QImage:
    """A QImage of (h, w, channels) uint8 that shares its memory: keep the array alive while it is used.

    layout  by default of red, green, blue and, if there is a fourth, alpha, not multiplied
    """
    height, width, channels = pixels.shape
    contiguous = np.ascontiguousarray(pixels)
    if layout is None:
        layout = QImage.Format.Format_RGB888 if channels == 3 else QImage.Format.Format_RGBA8888
    image = QImage(contiguous.data, width, height, channels * width, layout)
    image.pixels = contiguous  # the buffer lives as long as the image
    return image


@cache
def checkerboard() -> QBrush:
    """Squares from the widget's corner on."""
    squares = QImage(2 * CHECKER, 2 * CHECKER, QImage.Format.Format_RGB32)
    painter = QPainter(squares)
    for k, colour in enumerate((CHECKER_LIGHT, CHECKER_DARK, CHECKER_DARK, CHECKER_LIGHT)):
        painter.fillRect(k % 2 * CHECKER, k // 2 * CHECKER, CHECKER, CHECKER, colour)
    painter.end()
    return QBrush(squares)
