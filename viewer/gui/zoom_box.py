"""Alt + drag: what is enclosed is shown as large as it goes."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen

from viewer.gui.overlay import Level, Overlay
from viewer.gui.selection import DRAG_ZONE
from viewer.rendering.viewport import Viewport

VEIL = QColor(255, 255, 255, 40)


class ZoomBox(Overlay):
    """The box while it is drawn."""

    level = Level.TOOL

    _corner: QPointF | None = None  # where it begins
    _end = QPointF()

    def press(self, event: QMouseEvent) -> bool:
        """Begin a box with Alt held."""
        is_ours = event.button() == Qt.MouseButton.LeftButton and event.modifiers() == Qt.KeyboardModifier.AltModifier
        if is_ours:
            self._corner = self._end = event.position()
        return is_ours

    def drag(self, event: QMouseEvent) -> None:
        """Enclose what lies up to here."""
        self._end = event.position()
        self.canvas.update()

    def release(self, event: QMouseEvent) -> None:
        """Show what is enclosed; a click encloses nothing."""
        box, self._corner = self._box, None
        self.canvas.update()
        if max(box.width(), box.height()) < DRAG_ZONE:
            return
        canvas, ratio = self.canvas, self.canvas.devicePixelRatioF()
        width, height = (max(side, 1.0) * ratio for side in (box.width(), box.height()))
        zoom = canvas.viewport.zoom * min(canvas.viewport.size[0] / width, canvas.viewport.size[1] / height)
        canvas.go_to(canvas.bounded(Viewport(canvas.source_at(box.center()), zoom, canvas.viewport.size)))

    def shape_at(self, position: QPointF) -> Qt.CursorShape | None:
        """A cross while it is drawn."""
        return Qt.CursorShape.CrossCursor if self._corner is not None else None

    def paint(self, painter: QPainter) -> None:
        """The box."""
        if self._corner is not None and self.canvas.is_pane_of_hand:
            painter.setBrush(VEIL)
            for colour, width in ((QColor(0, 0, 0, 150), 3), (QColor(255, 255, 255), 1)):
                painter.setPen(QPen(colour, width))
                painter.drawRect(self._box)
                painter.setBrush(Qt.BrushStyle.NoBrush)

    @property
    def _box(self) -> QRectF:
        assert self._corner is not None
        return QRectF(self._corner, self._end).normalized()
