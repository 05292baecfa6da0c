"""A round window under the cursor through which another layer is seen."""

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QWheelEvent

from viewer.gui.decorations import LIGHT, SHADE, paint_chip
from viewer.gui.overlay import Level, Overlay
from viewer.gui.wheel import NOTCH, turned
from viewer.rendering.renderer import Layer
from viewer.rendering.viewport import Point

USUAL, SMALLEST, LARGEST = 110.0, 30.0, 500.0  # device-independent pixels from its centre to its rim
GROWTH = 1.15  # for a notch of the wheel


class Lens(Overlay):
    """There while the canvas has one, in the pane under the cursor."""

    level = Level.LENS
    _radius = USUAL

    @property
    def follows_cursor(self) -> bool:  # type: ignore[override]
        """It is where the cursor is."""
        return self.canvas.shown.has_lens

    @property
    def layer(self) -> Layer | None:
        """What is seen through it, if it is seen."""
        is_seen = self.canvas.shown.has_lens and self.canvas.cursor_point is not None and not self.canvas.is_other_seen
        return self.canvas.shown.other if is_seen else None

    @property
    def area(self) -> QRect:
        """The square around it, in device pixels."""
        x, y = self.canvas.cursor_point or (0.0, 0.0)
        radius = round(self._radius * self.canvas.devicePixelRatioF())
        return QRect(int(x) - radius, int(y) - radius, 2 * radius, 2 * radius)

    def covers(self, point: Point) -> bool:
        """Whether a device position is seen through it."""
        x, y = self.canvas.cursor_point or (0.0, 0.0)
        return (point[0] - x) ** 2 + (point[1] - y) ** 2 < (self._radius * self.canvas.devicePixelRatioF()) ** 2

    def wheel(self, event: QWheelEvent) -> bool:
        """Larger or smaller, with Alt held."""
        if self.layer is None or not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        self._radius = min(max(self._radius * GROWTH ** (turned(event) / NOTCH), SMALLEST), LARGEST)
        self.canvas.look_again()
        return True

    def paint(self, painter: QPainter) -> None:
        """What lies under it, its rim, and the other layer's title below."""
        layer, at = self.layer, self.canvas.cursor_point
        if layer is None or at is None or not self.canvas.is_pane_of_hand:
            return
        middle = QPointF(*at) / self.canvas.devicePixelRatioF()
        painter.save()
        disc = QPainterPath()
        disc.addEllipse(middle, self._radius, self._radius)
        painter.setClipPath(disc, Qt.ClipOperation.IntersectClip)
        self.canvas.paint_in(painter, layer, self.area)
        painter.restore()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, thickness in ((SHADE, 4.0), (LIGHT, 1.6)):
            painter.setPen(QPen(colour, thickness))
            painter.drawEllipse(middle, self._radius, self._radius)
        width = painter.fontMetrics().horizontalAdvance(layer.title) + 16
        below = QPointF(middle.x() - width / 2, middle.y() + self._radius + painter.fontMetrics().height() + 14)
        paint_chip(painter, layer.title, below, Qt.AlignmentFlag.AlignLeft)
