"""In full screen the cursor is out of the picture's way while it rests."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

PATIENCE = 3000  # ms without movement


class RestingCursor(QObject):
    """Hides the cursor over a canvas whose window fills the screen; the canvas shows it again as soon as it moves."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self.patience.timeout.connect(self._hide)
        canvas.installEventFilter(self)
        canvas.window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait anew after each movement, and from when the screen is filled."""
        if isinstance(event, QMouseEvent) and watched is self._canvas:
            self.patience.stop() if event.buttons() else self.patience.start()
        elif event.type() == QEvent.Type.WindowStateChange and watched is self._canvas.window():
            self._show()
            self.patience.start()
        return False

    def _hide(self) -> None:
        if self._canvas.window().isFullScreen():
            self._canvas.setCursor(Qt.CursorShape.BlankCursor)

    def _show(self) -> None:
        if self._canvas.cursor().shape() == Qt.CursorShape.BlankCursor:
            self._canvas.setCursor(Qt.CursorShape.ArrowCursor)
