"""What a turn of the wheel means: notches of a mouse, or two fingers on a trackpad."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent

NOTCH = 120  # units of QWheelEvent.angleDelta


def turned(event: QWheelEvent) -> int:
    """By how many units: with Alt held some systems tell them as sideways."""
    return event.angleDelta().y() or event.angleDelta().x()


def is_trackpad(event: QWheelEvent) -> bool:
    """Whether fingers scroll. macOS and Wayland give their scrolling phases; X11 gives only the name of the device.

    Not told by `pixelDelta`: under X11 common mice have one, too.
    """
    name = event.device().name().lower()
    return event.phase() != Qt.ScrollPhase.NoScrollPhase or "touchpad" in name or "trackpad" in name


class Notches:
    """Adds small turns up to whole notches; what is left is forgotten when the wheel turns back."""

    def __init__(self) -> None:
        self._units = 0.0

    def add(self, units: float) -> int:
        """How many whole notches there are now; they are spent."""
        if self._units * units < 0:
            self._units = 0
        self._units += units
        notches = int(self._units / NOTCH)
        self._units -= notches * NOTCH
        return notches
