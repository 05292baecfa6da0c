"""The hand: what wheel, mouse, trackpad and keys do to the picture and to what lies over it."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from viewer.gui.arrangement import GAP
from viewer.gui.navigation import Navigation
from viewer.gui.overlay import Overlay
from viewer.gui.selection import DRAG_ZONE
from viewer.gui.wheel import NOTCH, Notches, is_trackpad, turned
from viewer.rendering.viewport import Point

FINE = 8  # fine steps in a rung, with Shift
PAN_KEY = 64  # device-independent pixels
LEAF = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
SIDE_BUTTONS = {Qt.MouseButton.ForwardButton: 1, Qt.MouseButton.BackButton: -1}


class Hand(Navigation):
    """A widget whose picture is moved by the hand. Overlays are asked first, those of the pane under the hand.

    panes         where the picture is seen, in device pixels: all show the same viewport, whose size is that of a pane
    cursor_point  where the cursor is within its pane, in device pixels; None outside
    wheel_does, double_click_does  as in the settings
    """

    cursorMoved = Signal(object)  # the cursor's point
    leafed = Signal(int)  # to the next picture, 1, or the previous, -1
    fullScreenRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.panes = [QRect(0, 0, 1, 1)]
        self.cursor_point: Point | None = None
        self._hand = 0  # the pane under the hand
        self._overlays: list[Overlay] = []  # the uppermost last
        self._held: Overlay | None = None  # the overlay that has the mouse
        self._press: QPointF | None = None  # where a drag over the picture has come to
        self._is_panning = False  # a press that wandered far enough
        self._notches = Notches()
        self.wheel_does, self.double_click_does = "zoom", "fit"

    def add_overlay(self, overlay: Overlay) -> None:
        """Lay something over the picture."""
        self._overlays = sorted([*self._overlays, overlay], key=lambda each: each.level)
        self.update()

    @property
    def titles(self) -> list[QRectF]:
        """Where overlays say what is seen, in widget positions."""
        return [title for overlay in self._overlays for title in overlay.titles]

    def _enter(self, position: QPointF) -> QPointF:
        """A position within the pane it lies in or, while something is held, in the one where that was taken."""
        if self._held is None and self._press is None:
            x, y = self.device_at(position)
            near = [k for k, area in enumerate(self.panes) if area.left() - GAP < x and area.top() - GAP < y]
            self._hand = near[-1] if near else 0
        return position - QPointF(self.panes[self._hand].topLeft()) / self.devicePixelRatioF()

    def _within_pane(self, event: QMouseEvent) -> QMouseEvent:
        """The same event, in the positions of the pane."""
        position = self._enter(event.position())
        if len(self.panes) == 1:
            return event
        held = event.button(), event.buttons(), event.modifiers()
        return QMouseEvent(event.type(), position, event.scenePosition(), event.globalPosition(), *held, event.pointingDevice())

    @property
    def _under_hand(self) -> list[Overlay]:
        """The overlays of the pane under the hand, the uppermost first."""
        is_last = self._hand == len(self.panes) - 1
        return [overlay for overlay in reversed(self._overlays) if overlay.in_every_pane or is_last]

    def device_at(self, position: QPointF) -> Point:
        """The device position of a widget position."""
        ratio = self.devicePixelRatioF()
        return position.x() * ratio, position.y() * ratio

    def source_at(self, position: QPointF) -> Point:
        """The source position under a widget position."""
        return self.viewport.to_source(self.device_at(position))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Wheels zoom about the cursor, a rung a notch, or do as is set; two fingers pan; Ctrl or Shift zooms freely."""
        event.accept()
        if not self.has_picture:
            return
        about = self.cursor_point = self.device_at(self._enter(event.position()))
        units, held = turned(event), event.modifiers()
        if any(overlay.wheel(event) for overlay in self._under_hand):
            return
        if held & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(2 ** (units / (4 * NOTCH)), about)
        elif held & Qt.KeyboardModifier.ShiftModifier:
            self.zoom_by(2 ** (units / (4 * FINE * NOTCH)), about)
        elif is_trackpad(event) or self.wheel_does == "scroll":
            moved = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta() / 2
            ratio = self.devicePixelRatioF()
            self.pan(-moved.x() * ratio, -moved.y() * ratio)
        elif not (notches := self._notches.add(units)):
            return
        elif self.wheel_does == "leaf":
            self.leafed.emit(-notches)
        else:
            self.zoom_notches(notches, about)

    def event(self, event: QEvent) -> bool:
        """Pinches zoom."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_by(1 + event.value(), self.device_at(self._enter(event.position())))
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of what lies over the picture, else of the picture."""
        if event.button() in SIDE_BUTTONS:
            self.leafed.emit(SIDE_BUTTONS[event.button()])
            return
        event = self._within_pane(event)
        if self.has_picture and not self._take_overlay(event):
            if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
                return
            self._press, self._is_panning = event.position(), False
        self._show_cursor(event.position())

    def _take_overlay(self, event: QMouseEvent) -> bool:
        self._held = next((overlay for overlay in self._under_hand if overlay.press(event)), None)
        return self._held is not None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is held; report the position always."""
        event = self._within_pane(event)
        position = event.position()
        if self._held is not None:
            self._held.drag(event)
        elif self._press is not None:
            delta = position - self._press
            self._is_panning = self._is_panning or delta.manhattanLength() >= DRAG_ZONE
            if self._is_panning:
                ratio = self.devicePixelRatioF()
                self.pan(-delta.x() * ratio, -delta.y() * ratio)
                self._press = position
        self._show_cursor(position)
        self._move_cursor(self.device_at(position))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        event = self._within_pane(event)
        if self._held is not None:
            self._held.release(event)
        self._held = self._press = None
        self._is_panning = False
        self._show_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fit, and back, or the full screen; what lies over the picture is pressed twice."""
        event = self._within_pane(event)
        if not self.has_picture or self._take_overlay(event) or event.button() != Qt.MouseButton.LeftButton:
            return
        if self.double_click_does == "fit":
            self.toggle_fit(self.device_at(event.position()))
        else:
            self.fullScreenRequested.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the cursor any more."""
        self._move_cursor(None)

    def _move_cursor(self, point: Point | None) -> None:
        self.cursor_point = point
        self.cursorMoved.emit(point)
        if any(overlay.follows_cursor for overlay in self._overlays):
            self.update()

    def _show_cursor(self, position: QPointF) -> None:
        if self._press is not None:
            shape = Qt.CursorShape.ClosedHandCursor
        else:
            asked = [self._held] if self._held is not None else self._under_hand
            shapes = (overlay.shape_at(position) for overlay in asked) if self.has_picture else ()
            shape = next((found for found in shapes if found is not None), Qt.CursorShape.ArrowCursor)
        if self.cursor().shape() != shape:
            self.setCursor(shape)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows pan, or leaf through files where there is nothing to pan; the other keys belong to the window's actions."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
            return
        if self.is_fitted and event.key() in LEAF and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            onwards = -1 if self.window().isRightToLeft() else 1  # towards where the filmstrip has the picture
            self.leafed.emit(onwards * LEAF[Qt.Key(event.key())])
            return
        step = PAN_KEY * self.devicePixelRatioF()
        moves = {
            Qt.Key.Key_Left: (-step, 0.0),
            Qt.Key.Key_Right: (step, 0.0),
            Qt.Key.Key_Up: (0.0, -step),
            Qt.Key.Key_Down: (0.0, step),
        }
        if event.key() in moves:
            self.pan(*moves[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
