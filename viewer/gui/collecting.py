"""When Python looks for garbage: Qt dies of a window that is destroyed on another thread than its own."""

import gc
import sys

from PySide6.QtCore import QObject, QTimer

PAUSE = 1000  # ms between looks


class Collector(QObject):
    """Collects garbage on the thread it is made on, and sees to it that no other does: Python would on whichever is busy.

    A look is short, as at what is imported, which is nearly all there is and stays, it never looks again.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._imported = 0
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        if len(sys.modules) != self._imported:
            self._imported = len(sys.modules)
            gc.freeze()
        young, _, old = (count > threshold for count, threshold in zip(gc.get_count(), gc.get_threshold(), strict=True))
        if young:
            gc.collect(2 if old else 1)
