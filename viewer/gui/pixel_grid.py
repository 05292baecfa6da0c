"""The source pixels made visible: lines between them, and what each holds written into it, where there is room."""

from functools import lru_cache
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QStaticText

from viewer.gui.blitting import use_device_pixels
from viewer.gui.overlay import Level, Overlay
from viewer.imaging.image import Image

LINES_FROM, LINES_FULL = 8.0, 16.0  # device pixels for each source pixel: where lines begin to be seen, and are as strong as ever
TEXT_FROM, TEXT_FULL = 60.0, 66.0  # device-independent pixels for each source pixel, for the values
STRENGTH = 110  # of the lines, of 255
LARGEST_TEXT = 15  # pixels, and a part of the source pixel's:
TEXT_PART = 0.17


class PixelGrid(Overlay):
    """Off until it is switched on: what is seen here is a continuous function.

    is_hex  whether values are written as one hexadecimal number
    """

    level = Level.PIXELS
    is_on = False
    is_hex = False

    def switch(self, on: bool) -> None:
        """Show lines and values, or not."""
        self.is_on = on
        self.canvas.update()

    def write_hex(self, on: bool) -> None:
        """Write values in hexadecimal, or in decimal."""
        self.is_hex = on
        self.canvas.update()

    def paint(self, painter: QPainter) -> None:
        """What there is room for."""
        zoom, ratio = self.canvas.viewport.zoom, self.canvas.devicePixelRatioF()
        if not self.is_on or zoom < LINES_FROM:
            return
        strength = _share(zoom, LINES_FROM, LINES_FULL)
        cols, rows = self._edges(0), self._edges(1)
        painter.save()
        use_device_pixels(painter, ratio)
        self._paint_lines(painter, cols, rows, round(STRENGTH * strength))
        painter.restore()
        if zoom / ratio >= TEXT_FROM:
            painter.setOpacity(max(_share(zoom / ratio, TEXT_FROM, TEXT_FULL), 0.25))
            self._paint_values(painter, cols, rows, ratio)

    def _edges(self, axis: int) -> dict[int, int]:
        """The pixels in view along an axis, x or y, with the device position where each begins, and the end of the last."""
        view, n = self.canvas.viewport, self.canvas.picture_size[axis]
        origin, length = view.origin[axis], view.size[axis]
        first, last = max(int(origin / view.zoom), 0), min(int((origin + length) / view.zoom) + 1, n)
        return {index: round(index * view.zoom - origin) for index in range(first, last + 1)}

    def _paint_lines(self, painter: QPainter, cols: dict[int, int], rows: dict[int, int], alpha: int) -> None:
        """A dark line beside a light one is seen on any colour."""
        if len(cols) < 2 or len(rows) < 2:
            return
        width, height = self.canvas.viewport.size
        left, right = max(min(cols.values()), 0), min(max(cols.values()), width)
        top, bottom = max(min(rows.values()), 0), min(max(rows.values()), height)
        for colour, shift in ((QColor(0, 0, 0, alpha), -1), (QColor(255, 255, 255, alpha), 0)):
            for x in cols.values():
                painter.fillRect(x + shift, top, 1, bottom - top, colour)
            for y in rows.values():
                painter.fillRect(left, y + shift, right - left, 1, colour)

    def _paint_values(self, painter: QPainter, cols: dict[int, int], rows: dict[int, int], ratio: float) -> None:
        image, view = self.canvas.layers[0].image, self.canvas.viewport
        cell = view.zoom / ratio
        font = QFont(self.canvas.font())
        font.setPixelSize(round(min(cell * TEXT_PART, LARGEST_TEXT)))
        painter.setFont(font)
        line = painter.fontMetrics().height() * 0.92
        across, down = _middles(cols, view.size[0]), _middles(rows, view.size[1])
        for row, y in down.items():
            for col, x in across.items():
                self._write(painter, values_of(image, row, col, self.is_hex), QPointF(x / ratio, y / ratio), line)

    def _write(self, painter: QPainter, lines: list[str], middle: QPointF, height: float) -> None:
        texts = [_text(line, painter.font().pixelSize(), painter.font().family()) for line in lines]
        width = max(text.size().width() for text in texts) + 6
        box = QRectF(middle.x() - width / 2, middle.y() - len(lines) * height / 2 - 1, width, len(lines) * height + 2)
        painter.fillRect(box, QColor(0, 0, 0, 130))
        painter.setPen(Qt.GlobalColor.white)
        for k, text in enumerate(texts):
            painter.drawStaticText(QPointF(middle.x() - text.size().width() / 2, box.top() + 1 + k * height), text)


def values_of(image: Image, row: int, col: int, is_hex: bool) -> list[str]:
    """What a source pixel holds, in lines: its channels, one if it is grey, and how opaque it is if that can vary."""
    values = image.at(row, col)
    if image.is_grey and len(set(values[:3])) == 1:
        del values[1:3]
    if not is_hex:
        return [str(value) for value in values]
    digits = 2 if image.white == 255 else 4
    words = [f"{value:0{digits}x}" for value in values]
    return words if digits == 4 else ["".join(words)]


def _middles(edges: dict[int, int], length: int) -> dict[int, float]:
    """The middle of what is in view of each pixel along an axis, in device pixels; none for those mostly out of view."""
    found = {}
    for index, (begin, end) in zip(edges, pairwise(edges.values()), strict=False):
        first, last = max(begin, 0), min(end, length)
        if last - first >= min(end - begin, length) / 2:
            found[index] = (first + last) / 2
    return found


def _share(value: float, begins: float, full: float) -> float:
    return min(max((value - begins) / (full - begins), 0.0), 1.0)


@lru_cache(4096)
def _text(text: str, size: int, family: str) -> QStaticText:
    made = QStaticText(text)
    font = QFont(family)
    font.setPixelSize(size)
    made.prepare(font=font)
    return made
