"""Painting a mask on the canvas: what the hand does with a tool, and what is seen of it."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF, qRgba

from viewer.gui.selection import box_of
from viewer.imaging.image import Image
from viewer.imaging.mask import Mask
from viewer.rendering.viewport import Point, Viewport

BRUSH, RECTANGLE, LASSO, FILL, COLOUR = "brush", "rectangle", "lasso", "fill", "colour"
TOOLS = BRUSH, RECTANGLE, LASSO, FILL, COLOUR
TINT = qRgba(230, 40, 70, 140)  # a red that the picture shows through
SMALLEST, LARGEST = 0.5, 2_000.0  # source pixels, a brush's radius
GROWTH = 1.15  # of a brush, for a notch of the wheel
ON_SCREEN = 12.0  # device pixels, the radius a brush begins with
EXACT = 1 << 23  # marked pixels in view up to which none is left out where the picture is shown smaller


class MaskPainter(QObject):
    """Holds the mask, the tool and what is being drawn. `changed` says that there is something else to be seen."""

    changed = Signal()

    def __init__(self, image: Image, zoom: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.mask = Mask(image.size)
        self._pixels = image.pixels
        self.tool = BRUSH
        self.erases = False
        self.radius = min(max(ON_SCREEN / zoom, SMALLEST), LARGEST)
        self.tolerance = 0.1
        self._line: list[Point] = []  # where the hand has been since the press
        self._marks = True
        self._shown: tuple[object, QImage] | None = None

    # The hand, in source positions

    def press(self, at: Point, erases: bool) -> None:
        """Begin with the tool; `erases` takes marks away, whatever the switch says."""
        self._line, self._marks = [at], not (erases or self.erases)
        self.mask.begin()
        if self.tool == BRUSH:
            self.mask.stroke(at, at, self.radius, self._marks)
        elif self.tool == FILL:
            self.mask.fill(at, self._marks)
        elif self.tool == COLOUR:
            self.mask.colour(self._pixels, at, self.tolerance, self._marks)
        self._renew()

    def drag(self, at: Point) -> None:
        """Go on to another position."""
        if not self._line:
            return
        if self.tool == BRUSH:
            self.mask.stroke(self._line[-1], at, self.radius, self._marks)
        self._line.append(at)
        self._renew()

    def release(self, at: Point) -> None:
        """End there."""
        if not self._line:
            return
        self.drag(at)
        if self.tool == RECTANGLE:
            self.mask.rectangle(self._line[0], at, self._marks)
        elif self.tool == LASSO:
            self.mask.lasso(self._line, self._marks)
        self.mask.end()
        self._line = []
        self._renew()

    @property
    def is_drawing(self) -> bool:
        """Whether a button is held."""
        return bool(self._line)

    def resize(self, notches: float) -> None:
        """A larger or smaller brush."""
        self.radius = min(max(self.radius * GROWTH**notches, SMALLEST), LARGEST)
        self.changed.emit()

    def undo(self) -> None:
        """Take the last change back, but none that is being made."""
        if not self.is_drawing:
            self.mask.undo()
            self._renew()

    def redo(self) -> None:
        """Make it again."""
        if not self.is_drawing:
            self.mask.redo()
            self._renew()

    def clear(self) -> None:
        """Mark nothing."""
        self._change(self.mask.clear)

    def invert(self) -> None:
        """Mark what is not."""
        self._change(self.mask.invert)

    def replace(self, marked: np.ndarray) -> None:
        """Mark this, and nothing else."""
        self._change(lambda: np.copyto(self.mask.marked, marked))

    def _change(self, change: Callable[[], None]) -> None:
        if not self.is_drawing:
            self.mask.begin()
            change()
            self.mask.end()
            self._renew()

    def _renew(self) -> None:
        self._shown = None
        self.changed.emit()

    # What is seen

    def paint(self, painter: QPainter, viewport: Viewport, ratio: float, cursor: Point | None) -> None:
        """The marks, what is being drawn, and the brush at the cursor (device position)."""
        if (tinted := self._tinted(viewport)) is not None:
            (x, y, width, height), picture = tinted
            painter.drawImage(box_of((x, y, width, height), viewport, ratio), picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.tool == RECTANGLE and len(self._line) > 1:
            (x0, y0), (x1, y1) = self._line[0], self._line[-1]
            box = box_of((min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0)), viewport, ratio)
            _outline(painter, lambda: painter.drawRect(box))
        elif self.tool == LASSO and len(self._line) > 1:
            line = QPolygonF([QPointF(*(at / ratio for at in viewport.to_device(point))) for point in self._line])
            _outline(painter, lambda: painter.drawPolyline(line))
        if self.tool == BRUSH and cursor is not None:
            radius = max(self.radius * viewport.zoom / ratio, 1.5)
            _outline(painter, lambda: painter.drawEllipse(QPointF(cursor[0] / ratio, cursor[1] / ratio), radius, radius))

    def _tinted(self, viewport: Viewport) -> tuple[tuple[int, int, int, int], QImage] | None:
        """The part of the source in view, and its marks as a picture; several pixels are one where it is shown smaller."""
        (left, top), (right, bottom) = viewport.to_source((0, 0)), viewport.to_source(viewport.size)
        every = max(int(1 / viewport.zoom), 1)
        x0, y0 = (max(int(at) - 1, 0) // every * every for at in (left, top))
        x1, y1 = (min(int(at) + 2, n) for at, n in zip((right, bottom), self.mask.size, strict=True))
        if x1 <= x0 or y1 <= y0:
            return None
        key = x0, y0, x1, y1, every
        if self._shown is None or self._shown[0] != key:
            marks = self.mask.marked[y0:y1, x0:x1]
            if every > 1:
                marks = _any_of(marks, every) if marks.size <= EXACT else marks[::every, ::every]
            indices = np.ascontiguousarray(marks, np.uint8)
            picture = QImage(indices.data, marks.shape[1], marks.shape[0], marks.shape[1], QImage.Format.Format_Indexed8)
            picture.setColorTable([0, TINT])
            picture = picture.convertToFormat(QImage.Format.Format_ARGB32)
            self._shown = key, picture
        picture = self._shown[1]
        return (x0, y0, picture.width() * every, picture.height() * every), picture


def _any_of(marks: np.ndarray, every: int) -> np.ndarray:
    """Whether any of `every` x `every` pixels is marked."""
    down = np.logical_or.reduceat(marks, np.arange(0, marks.shape[0], every), 0)
    return np.logical_or.reduceat(down, np.arange(0, marks.shape[1], every), 1)


def _outline(painter: QPainter, draw: Callable[[], None]) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, thickness in ((QColor(0, 0, 0, 160), 3.0), (QColor(255, 255, 255), 1.2)):
        painter.setPen(QPen(colour, thickness))
        draw()
