"""The line over the picture along which fields are plotted: drawn by a drag, changed at its ends, moved as a whole."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPen

from viewer.fields.profile import Line
from viewer.gui.decorations import LIGHT, SHADE
from viewer.gui.overlay import Level, Overlay

if TYPE_CHECKING:
    from viewer.gui.canvas import Canvas

GRIP = 9.0  # device-independent pixels about an end where it can be taken
SHARE = 0.3  # of the view's width to either side of its middle, where a line lies at first


class ProfileLine(Overlay):
    """There while it is switched on. `moved` is called whenever it lies elsewhere.

    line   in source pixels; None while it is off
    mark   a place on it that is pointed out, as a part of its length
    """

    level = Level.TOOL

    def __init__(self, canvas: "Canvas", moved: Callable[[], None]) -> None:
        super().__init__(canvas)
        self._moved = moved
        self.line: Line | None = None
        self.mark: float | None = None
        self._held: int | None = None  # the end that is moved

    def switch(self, on: bool) -> None:
        """Lay a line across the view, or take it away."""
        view = self.canvas.viewport
        (x, y), reach = view.centre, SHARE * view.size[0] / view.zoom
        self.lay(Line((x - reach, y), (x + reach, y)) if on else None)

    def lay(self, line: Line | None) -> None:
        """Have it lie there."""
        self.line, self.mark = line, None
        self.canvas.update()
        self._moved()

    def point_out(self, mark: float | None) -> None:
        """Mark a place on it, or none."""
        self.mark = mark
        self.canvas.update()

    def press(self, event: QMouseEvent) -> bool:
        """Take an end, or begin a new line; other buttons, and Shift, are for others."""
        is_drawn = event.button() == Qt.MouseButton.LeftButton and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if self.line is None or not is_drawn:
            return False
        self._held = self._end_at(event.position())
        if self._held is None:
            here = self.canvas.source_at(event.position())
            self.line, self._held = Line(here, here), 1
        return True

    def drag(self, event: QMouseEvent) -> None:
        """Move the end that is held; with Ctrl along an axis."""
        assert self.line is not None
        x, y = self.canvas.source_at(event.position())
        other = self.line.start if self._held else self.line.end
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            x, y = (x, other[1]) if abs(x - other[0]) >= abs(y - other[1]) else (other[0], y)
        self.lay(Line(other, (x, y)) if self._held else Line((x, y), other))

    def release(self, event: QMouseEvent) -> None:
        """Let go."""
        self._held = None

    def shape_at(self, position: QPointF) -> Qt.CursorShape | None:
        """A hand at its ends, a cross elsewhere."""
        if self.line is None:
            return None
        return Qt.CursorShape.CrossCursor if self._end_at(position) is None else Qt.CursorShape.SizeAllCursor

    def paint(self, painter: QPainter) -> None:
        """The line, its ends, the first of them hollow, and the mark."""
        if self.line is None:
            return
        start, end = self._ends
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, thickness in ((SHADE, 4.0), (LIGHT, 1.6)):
            painter.setPen(QPen(colour, thickness))
            painter.drawLine(start, end)
        painter.setPen(QPen(SHADE, 1))
        painter.setBrush(LIGHT)
        painter.drawEllipse(end, 4, 4)
        painter.setBrush(SHADE)
        painter.setPen(QPen(LIGHT, 1.6))
        painter.drawEllipse(start, 4, 4)
        if self.mark is not None:
            painter.setBrush(self.canvas.palette().highlight())
            painter.drawEllipse(start + (end - start) * self.mark, 5, 5)

    @property
    def area(self) -> QRect:
        """What it takes of the screen, with its ends, in all panes."""
        ratio, canvas = self.canvas.devicePixelRatioF(), self.canvas
        start, end = self._ends
        box = QRectF(start, end).normalized().adjusted(-GRIP, -GRIP, GRIP, GRIP)
        area = QRectF()
        for pane in canvas.panes:
            area |= box.translated(QPointF(pane.topLeft()) / ratio)
        seen = area.toAlignedRect() & canvas.rect()
        return seen.translated(canvas.mapToGlobal(QPoint()))

    @property
    def _ends(self) -> tuple[QPointF, QPointF]:
        assert self.line is not None
        ratio, view = self.canvas.devicePixelRatioF(), self.canvas.viewport
        first, last = (QPointF(*view.to_device(point)) / ratio for point in (self.line.start, self.line.end))
        return first, last

    def _end_at(self, position: QPointF) -> int | None:
        """The end under a position: 0 the first, 1 the last."""
        apart = [(end - position).manhattanLength() for end in self._ends]
        nearest = 0 if apart[0] < apart[1] else 1
        return nearest if apart[nearest] <= GRIP else None
