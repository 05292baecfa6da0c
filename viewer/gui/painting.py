"""Putting tiles on the canvas: what is finished, else what is known, always in its place."""

import math

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from viewer.rendering.placeholder import LATTICE, LATTICE_ZOOM, Pyramid
from viewer.rendering.renderer import Layer
from viewer.rendering.tiles import TILE, TileCache, TileKey, visible_tiles
from viewer.rendering.viewport import Viewport

CHECKER = 12  # device pixels
CHECKER_LIGHT, CHECKER_DARK = QColor(0x9A, 0x9A, 0x9A), QColor(0x70, 0x70, 0x70)
MAX_STRETCH = 2**6  # cached tiles of other zooms are scaled by no more than this
MAX_STAND_INS = 96  # tiles of other zooms painted in a frame


def image_rect(viewport: Viewport, image: tuple[int, int]) -> QRect:
    """The device pixels of the canvas that show the image."""
    left, top = viewport.origin
    width, height = viewport.size
    right = min(math.ceil(image[0] * viewport.zoom - 1e-9) - left, width)
    bottom = min(math.ceil(image[1] * viewport.zoom - 1e-9) - top, height)
    x, y = max(-left, 0), max(-top, 0)
    return QRect(x, y, max(right - x, 0), max(bottom - y, 0))


def paint_layer(painter: QPainter, layer: Layer, viewport: Viewport, clip: QRect, cache: TileCache, pyramid: Pyramid) -> bool:
    """Paint what `viewport` shows of `layer` within `clip` (device pixels); whether every tile there was finished."""
    area = clip & image_rect(viewport, layer.image.size)
    if area.isEmpty():
        return True
    if pyramid.is_opaque:
        painter.save()
        painter.setClipRect(area)
        finished = _paint_tiles(painter, layer, viewport, area, cache, pyramid)
        painter.restore()
        return finished
    # Stand-ins lie over one another, which must not add up their opacity: put them together first.
    together = QImage(area.size(), QImage.Format.Format_ARGB32_Premultiplied)
    together.fill(0)
    inner = QPainter(together)
    inner.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    inner.translate(-area.topLeft())
    finished = _paint_tiles(inner, layer, viewport, area, cache, pyramid)
    inner.end()
    _paint_checkerboard(painter, area)
    painter.drawImage(area.topLeft(), together)
    return finished


def _paint_tiles(painter: QPainter, layer: Layer, viewport: Viewport, area: QRect, cache: TileCache, pyramid: Pyramid) -> bool:
    left, top = viewport.origin
    visible = visible_tiles(layer.id, viewport, layer.image.size)
    visible = [key for key in visible if area.intersects(QRect(key.col * TILE - left, key.row * TILE - top, TILE, TILE))]
    tiles = [(key, cache.get(key)) for key in visible]
    finished = all(pixels is not None for _, pixels in tiles)
    if not finished:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        _paint_source(painter, viewport, pyramid)
        _paint_stand_ins(painter, layer, viewport, area, cache)
    for key, pixels in tiles:
        if pixels is not None:
            painter.drawImage(QPoint(key.col * TILE - left, key.row * TILE - top), as_qimage(pixels))
    return finished


def _paint_source(painter: QPainter, viewport: Viewport, pyramid: Pyramid) -> None:
    left, top = viewport.origin
    if viewport.zoom >= LATTICE_ZOOM:
        lattice = pyramid.lattice(viewport)
        rows, cols = lattice.shape[:2]
        target = QRectF(-LATTICE / 2, -LATTICE / 2, cols * LATTICE, rows * LATTICE)
        painter.drawImage(target, as_qimage(lattice))
        return
    level = pyramid.level(viewport.zoom)
    height, width = pyramid.levels[0].shape[:2]
    painter.drawImage(QRectF(-left, -top, width * viewport.zoom, height * viewport.zoom), as_qimage(level))


def _paint_stand_ins(painter: QPainter, layer: Layer, viewport: Viewport, area: QRect, cache: TileCache) -> None:
    """Finished tiles of other zooms, the nearest zoom uppermost."""
    found: list[tuple[float, QRectF, TileKey]] = []
    left, top = viewport.origin
    wanted = QRectF(area)
    for key in cache.keys(layer.id):
        scale = viewport.zoom / key.zoom
        if key.zoom == viewport.zoom or not 1 / MAX_STRETCH <= scale <= MAX_STRETCH:
            continue
        side = TILE * scale
        target = QRectF(key.col * side - left, key.row * side - top, side, side)
        if target.intersects(wanted):
            found.append((abs(math.log2(scale)) + (0.5 if scale > 1 else 0), target, key))
    found.sort(key=lambda item: item[0])
    for _, target, key in reversed(found[:MAX_STAND_INS]):
        pixels = cache.get(key)
        if pixels is not None:
            scale = target.width() / TILE
            target.setSize(target.size().__class__(pixels.shape[1] * scale, pixels.shape[0] * scale))
            painter.drawImage(target, as_qimage(pixels))


def as_qimage(pixels: np.ndarray) -> QImage:
    """A QImage of (h, w, 3 or 4) uint8, not premultiplied, that shares its memory: keep the array alive while it is used."""
    height, width, channels = pixels.shape
    contiguous = np.ascontiguousarray(pixels)
    layout = QImage.Format.Format_RGB888 if channels == 3 else QImage.Format.Format_RGBA8888
    image = QImage(contiguous.data, width, height, channels * width, layout)
    image.pixels = contiguous  # the buffer lives as long as the image
    return image


def _paint_checkerboard(painter: QPainter, area: QRect) -> None:
    painter.save()
    painter.setClipRect(area)
    painter.fillRect(area, CHECKER_LIGHT)
    for y in range(area.top() // CHECKER * CHECKER, area.bottom() + 1, CHECKER):
        for x in range(area.left() // CHECKER * CHECKER, area.right() + 1, CHECKER):
            if (x // CHECKER + y // CHECKER) % 2:
                painter.fillRect(x, y, CHECKER, CHECKER, CHECKER_DARK)
    painter.restore()
