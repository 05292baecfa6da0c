"""Keys while a mask is painted, which mean something else at other times: [ and ] for the brush, Space held to move about."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from viewer.gui.mask_overlay import MaskOverlay

SIZES = {Qt.Key.Key_BracketLeft: -1, Qt.Key.Key_BracketRight: 1}


class MaskKeys(QObject):
    """Takes them from the canvas while there is a painter.

    is_moving  whether Space is held: the left button moves the picture instead of painting
    """

    def __init__(self, overlay: "MaskOverlay") -> None:
        super().__init__(overlay.canvas)
        self._overlay = overlay
        self.is_moving = False
        overlay.canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take them before they become the shortcuts that they are at other times."""
        painter = self._overlay.painter
        if event.type() == QEvent.Type.FocusOut or painter is None:
            self.is_moving = False
            return False
        if not isinstance(event, QKeyEvent) or event.key() not in (*SIZES, Qt.Key.Key_Space) or self._has_modifier(event):
            return False
        if event.key() == Qt.Key.Key_Space:
            self.is_moving = event.type() != QEvent.Type.KeyRelease or event.isAutoRepeat()
        elif event.type() == QEvent.Type.KeyPress:
            painter.resize(SIZES[Qt.Key(event.key())])
        event.accept()
        return True

    @staticmethod
    def _has_modifier(event: QKeyEvent) -> bool:
        return bool(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
