"""How near the field is to what it is held against, told of what is on screen: from tiles, so that nothing is rendered for it."""

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from viewer.errors import Stop, Stopped
from viewer.fields.placed import Part
from viewer.gui.background import Background
from viewer.gui.canvas import Canvas
from viewer.gui.document import Document
from viewer.imaging.image import Size
from viewer.imaging.metrics import SSIM_WINDOW, luma, ssim
from viewer.rendering.renderer import Layer
from viewer.rendering.tiles import TILE, TileCache, visible_tiles
from viewer.rendering.viewport import Area, Viewport
from viewer.threads import make_way

STILL = 150  # ms without a change, before anything is measured
BAND = 64  # rows that are measured at a time: some 15 ms, which a wheel that is turned meanwhile waits for
BLACK = 16 / 255  # luma's offset, which SSIM sees

Tiles = list[tuple[int, int, np.ndarray]]  # row, column and pixels, (rows, cols, 4)


class Figures(QObject):
    """Measures PSNR and SSIM of the two layers that are compared once their tiles are there; what is no longer seen is let be."""

    measured = Signal(str)  # a sentence; empty where nothing is compared

    def __init__(self, canvas: Canvas, document: Document, cache: TileCache) -> None:
        super().__init__(canvas)
        self._canvas, self._document, self._cache = canvas, document, cache
        self._background = Background(self)
        self._stop = Stop()
        self._of: object = None  # what was measured last, or is being measured; () while tiles or stillness are waited for
        self._at: object = None  # where it was seen
        self._soon = QTimer(self, singleShot=True, interval=STILL)
        self._soon.timeout.connect(self._measure)

    def look(self) -> None:
        """Something else may be seen, or be there: measure it soon. With each frame of a glide, so little is asked."""
        if self._document.look.is_comparing:
            if self._of and self._at != self._place:  # what is rendered now needs the processor
                self._forget(())
            self._soon.start()
        elif self._of is not None:
            self._forget(None)
            self.measured.emit("")

    @property
    def _place(self) -> tuple[Viewport, Part | None]:
        return self._canvas.viewport, self._canvas.selection

    def _forget(self, of: object) -> None:
        self._stop.set()
        self._stop, self._of, self._at = Stop(), of, self._place

    def _measure(self) -> None:
        pair = self._document.compared
        if pair is None:
            return
        view, part = self._canvas.viewport, self._canvas.selection
        area = region(view, pair[0].image.size, part)
        if _is_empty(area):  # the selection is elsewhere
            part, area = None, region(view, pair[0].image.size, None)
        of = pair[0].id, pair[1].id, view.zoom, area, part is None
        if of == self._of or _is_empty(area):
            return
        where = self.tr("in view") if part is None else self.tr("of the selection")
        told = self.tr("Against {0}, {1}: {2}").format(self._document.title_of(self._document.look.compare), where, "{}")
        first, second = (self._tiles(layer, view) for layer in pair)
        if first is None or second is None:
            self._forget(())
            self.measured.emit(told.format("…"))
            return
        self._forget(of)
        stop = self._stop

        def work() -> tuple[float, float | None] | None:
            make_way()
            try:
                return compare(assembled(first, area), assembled(second, area), stop)
            except Stopped:
                return None

        def done(found: tuple[float, float | None] | None) -> None:
            if found is not None and not stop.is_set():
                self.measured.emit(told.format(self._in_words(*found)))

        self._background.run(work, done, lambda error: self.measured.emit(str(error)))

    def _in_words(self, decibels: float, similarity: float | None) -> str:
        if np.isinf(decibels):
            return self.tr("the same")
        text = self.tr("{0:.2f} dB").format(decibels)
        return text if similarity is None else self.tr("{0}, SSIM {1:.4f}").format(text, similarity)

    def _tiles(self, layer: Layer, view: Viewport) -> Tiles | None:
        """What the view shows of a layer; None if it is not all there yet."""
        keys = visible_tiles(layer.id, view, layer.image.size)
        found = [(key.row, key.col, pixels) for key in keys if (pixels := self._cache.get(key)) is not None]
        return found if len(found) == len(keys) else None

    @property
    def is_measuring(self) -> bool:
        """Whether there will be a figure, of tiles that may still be rendered for it."""
        return self._soon.isActive() or not self._background.is_idle or self._of == ()

    def close(self) -> None:
        """Measure no more."""
        self._stop.set()
        self._background.close()


def region(view: Viewport, image: Size, part: Part | None) -> Area:
    """What a viewport shows of the picture, or of a part of it, in device pixels from its corner: more than a QRect counts."""
    x, y, width, height = view.area_of(image)
    left, top = view.origin[0] + x, view.origin[1] + y
    right, bottom = left + width, top + height
    if part is not None:
        left, top = (max(side, math.ceil(part[k] * view.zoom - 1e-6)) for k, side in enumerate((left, top)))
        right, bottom = (min(side, int((part[k] + part[k + 2]) * view.zoom + 1e-6)) for k, side in enumerate((right, bottom)))
    return left, top, max(right - left, 0), max(bottom - top, 0)


def _is_empty(area: Area) -> bool:
    return 0 in area[2:]


def assembled(tiles: Sequence[tuple[int, int, np.ndarray]], area: Area) -> np.ndarray:
    """RGB, (h, w, 3) as deep as the tiles, of an area that lies on them."""
    x, y, width, height = area
    out = np.zeros((height, width, 3), tiles[0][2].dtype)
    for row, col, pixels in tiles:
        top, left = row * TILE - y, col * TILE - x
        down, across = slice(max(top, 0), top + pixels.shape[0]), slice(max(left, 0), left + pixels.shape[1])
        if down.stop > 0 and across.stop > 0:
            target = out[down, across]
            target[:] = pixels[max(-top, 0) :, max(-left, 0) :, 2::-1][: target.shape[0], : target.shape[1]]
    return out


def compare(first: np.ndarray, second: np.ndarray, stop: Stop) -> tuple[float, float | None]:
    """PSNR in dB and SSIM of two pictures (h, w, 3), uint8 or uint16, on luma; no SSIM of what is smaller than its window."""
    height, width = first.shape[:2]
    windows = height - SSIM_WINDOW + 1  # rows of them
    errors = similar = 0.0
    for top in range(0, height, BAND):
        stop.check()
        rows = slice(top, min(top + BAND, height) + SSIM_WINDOW - 1)
        pair = [luma(picture[rows] / np.iinfo(picture.dtype).max) for picture in (first, second)]
        errors += float(((pair[0][:BAND] - pair[1][:BAND]) ** 2).sum())
        if len(pair[0]) >= SSIM_WINDOW <= width:
            similar += (len(pair[0]) - SSIM_WINDOW + 1) * ssim(pair[0] + BLACK, pair[1] + BLACK)
    mean = errors / (height * width)
    decibels = float("inf") if mean == 0 else -10 * float(np.log10(mean))
    return decibels, similar / windows if windows > 0 and width >= SSIM_WINDOW else None
