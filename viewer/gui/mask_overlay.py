"""The mask on the canvas: the left button paints it, the right one takes marks away, Alt and the wheel change the brush."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QWheelEvent

from viewer.gui.mask_keys import MaskKeys
from viewer.gui.mask_painter import BRUSH, MaskPainter
from viewer.gui.overlay import Level, Overlay
from viewer.gui.wheel import NOTCH, turned

if TYPE_CHECKING:
    from viewer.gui.canvas import Canvas


class MaskOverlay(Overlay):
    """Shows the mask of a `MaskPainter`, and hands it what the mouse does; there while one is set."""

    level = Level.TOOL
    painter: MaskPainter | None = None

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas)
        self._keys = MaskKeys(self)

    @property
    def follows_cursor(self) -> bool:  # type: ignore[override]
        """The brush does."""
        return self.painter is not None

    def set_painter(self, painter: MaskPainter | None) -> None:
        """Paint with this from now on; None ends it."""
        if self.painter is not None:
            self.painter.changed.disconnect(self.canvas.update)
        self.painter = painter
        if painter is not None:
            painter.changed.connect(self.canvas.update)

    def paint(self, painter: QPainter) -> None:
        """The marks, what is being drawn, and the brush."""
        if self.painter is not None:
            self.painter.paint(painter, self.canvas.viewport, self.canvas.devicePixelRatioF(), self.canvas.cursor_point)

    def press(self, event: QMouseEvent) -> bool:
        """Begin with the tool."""
        right = event.button() == Qt.MouseButton.RightButton
        left = event.button() == Qt.MouseButton.LeftButton and not self._keys.is_moving
        if self.painter is None or not (right or left):
            return False
        self.painter.press(self.canvas.source_at(event.position()), erases=right)
        return True

    def drag(self, event: QMouseEvent) -> None:
        """Go on."""
        if self.painter is not None:
            self.painter.drag(self.canvas.source_at(event.position()))

    def release(self, event: QMouseEvent) -> None:
        """End there."""
        if self.painter is not None:
            self.painter.release(self.canvas.source_at(event.position()))

    def wheel(self, event: QWheelEvent) -> bool:
        """A larger or smaller brush, with Alt held."""
        if self.painter is None or not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        self.painter.resize(turned(event) / NOTCH)
        return True

    def shape_at(self, position: QPointF) -> Qt.CursorShape | None:
        """The brush is its own cursor."""
        if self.painter is None:
            return None
        return Qt.CursorShape.BlankCursor if self.painter.tool == BRUSH else Qt.CursorShape.CrossCursor
