"""The divider between two layers: its line and grip, what lies on either side, and the hand that moves it."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPen

from viewer.gui.decorations import LIGHT, SHADE, Chip, glass, lay
from viewer.gui.overlay import Level, Overlay

GRIP = 7  # device-independent pixels to either side of it where it can be taken
KNOB = 12  # half the side of what the round grip is painted on


class Divider(Overlay):
    """There while two layers are seen."""

    level = Level.DIVIDER

    @property
    def _x(self) -> float:
        return self.canvas.split * self.canvas.width()

    def paint(self, painter: QPainter) -> None:
        """The line, its grip, and what lies on either side."""
        if not self.canvas.is_split:
            return
        x, height = self._x, self.canvas.height()
        for colour, thickness in ((SHADE, 3.0), (LIGHT, 1.0)):
            painter.fillRect(QRectF(x - thickness / 2, 0, thickness, height), colour)
        lay(painter, _grip(self.canvas.devicePixelRatioF()), QPointF(x, height / 2) - QPointF(KNOB, KNOB))
        self.paint_chips(painter)

    @property
    def chips(self) -> list[Chip]:
        """On either side of it."""
        if not self.canvas.is_split:
            return []
        left, right = (layer.title for layer in self.canvas.layers)
        x, y = self._x, self.canvas.height() - 14
        return [
            (left, QPointF(x - 12, y), Qt.AlignmentFlag.AlignRight),
            (right, QPointF(x + 12, y), Qt.AlignmentFlag.AlignLeft),
        ]

    def press(self, event: QMouseEvent) -> bool:
        """Take hold of it."""
        return event.button() == Qt.MouseButton.LeftButton and self._is_at(event.position())

    def drag(self, event: QMouseEvent) -> None:
        """Move it."""
        self.canvas.set_split(event.position().x() / max(self.canvas.width(), 1))

    def shape_at(self, position: QPointF) -> Qt.CursorShape | None:
        """That it can be moved."""
        return Qt.CursorShape.SplitHCursor if self._is_at(position) else None

    def _is_at(self, position: QPointF) -> bool:
        return self.canvas.is_split and abs(position.x() - self._x) <= GRIP


@lru_cache(maxsize=4)
def _grip(ratio: float) -> QImage:
    """The round grip: smooth edges take longer than a frame of a glide can spare."""
    image = glass(2 * KNOB, 2 * KNOB, ratio)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = QPointF(KNOB, KNOB)
    painter.setPen(QPen(SHADE, 1))
    painter.setBrush(LIGHT)
    painter.drawEllipse(middle, 11, 11)
    painter.setPen(QPen(QColor(0x30, 0x30, 0x30), 1.8, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    for side in (-1, 1):
        tip, base = middle + QPointF(6.5 * side, 0), middle + QPointF(2.5 * side, 0)
        painter.drawPolyline([base + QPointF(0, -4), tip, base + QPointF(0, 4)])
    painter.end()
    return image
