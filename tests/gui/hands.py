"""What a hand does to a widget, as real events, and what the eye sees of it."""

import numpy as np
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImage,
    QInputDevice,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication

from viewer.errors import Stop
from viewer.fields.field import Grid
from viewer.imaging.files import quantise

NONE = Qt.KeyboardModifier.NoModifier
TOUCHPAD = QPointingDevice(
    "SYNA2393:00 06CB:7A13 Touchpad", 77, QInputDevice.DeviceType.TouchPad, QPointingDevice.PointerType.Finger,
    QInputDevice.Capability.Scroll, 1, 3,
)  # fmt: skip


def hover(qtbot, window, at):
    """Bring the cursor to a place on the canvas, and wait until the status bar tells what is there."""
    for point in (at + QPoint(1, 0), at):  # where it is already, it does not move to
        qtbot.mouseMove(window.canvas, point)
    qtbot.waitUntil(lambda: window.telling.has_told)


def wheel(widget, units, at=None, modifiers=NONE, pixels=None, phase=Qt.ScrollPhase.NoScrollPhase, device=None):
    """Turn the wheel by `units` (120 a notch; a number, or a QPoint for both axes) with the cursor at `at`."""
    position = QPointF(at) if at is not None else QPointF(widget.rect().center())
    angle = units if isinstance(units, QPoint) else QPoint(0, units)
    where = QPointF(widget.mapToGlobal(position))
    more = (device,) if device is not None else ()
    source = Qt.MouseEventSource.MouseEventNotSynthesized
    event = QWheelEvent(
        position, where, pixels or QPoint(), angle, Qt.MouseButton.NoButton, modifiers, phase, False, source, *more
    )
    QApplication.sendEvent(widget, event)


def pinch(widget, value, at):
    """Spread two fingers on a trackpad by `value`."""
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, TOUCHPAD, 2, QPointF(at), QPointF(at), QPointF(widget.mapToGlobal(at)),
        value, QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def mime(*paths, urls=()):
    """What a file manager hands over for these files."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths] + [QUrl(url) for url in urls])
    return data


def drag_in(widget, data, at=None):
    """Drag `data` over the widget."""
    drag = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE
    event = QDragEnterEvent(at or widget.rect().center(), *drag)
    QApplication.sendEvent(widget, event)
    return event


def drag_out(widget):
    """Drag away again."""
    QApplication.sendEvent(widget, QDragLeaveEvent())


def drop(widget, data, at=None):
    """Drag `data` over the widget and let go."""
    drag_in(widget, data, at)
    event = QDropEvent(QPointF(at or widget.rect().center()), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)
    QApplication.sendEvent(widget, event)


def pixels_of(widget):
    """What a widget shows, (h, w, 3) uint8, in device pixels."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def seen_through(field, viewport):
    """What `viewport` shows of `field`, (h, w, 3) uint8, and which of those pixels touch the image, (h, w) bool."""
    left, top = viewport.origin
    width, height = viewport.size
    step = 1 / viewport.zoom
    grid = Grid(top * step, left * step, step, step, height, width)
    ys, xs = (np.arange(height) + top) * step, (np.arange(width) + left) * step
    inside = ((ys >= 0) & (ys < field.size[1]))[:, None] & ((xs >= 0) & (xs < field.size[0]))
    return quantise(field.sample(grid, Stop())), inside
