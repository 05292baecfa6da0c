"""How long the start takes, printed as it comes: `srview --timeline`."""

import sys
import time

from PySide6.QtCore import QEvent, QObject

from viewer import BEGAN
from viewer.gui.main_window import MainWindow

STAGES = "window", "picture", "model ready", "all rendered"


class Timeline(QObject):
    """Prints when the window, the picture, what its model has made of it, and all of that are first on screen.

    In seconds from the program's beginning to the end of that frame.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._passed = 0  # stages
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """After each frame of the window, look what it shows."""
        if event.type() == QEvent.Type.UpdateRequest and self._passed < len(STAGES):
            watched.removeEventFilter(self)
            watched.event(event)  # paints
            watched.installEventFilter(self)
            self._look()
            return True
        return False

    def _look(self) -> None:
        canvas = self._window.canvas
        is_there = True, canvas.has_picture, bool(canvas.tiles_in_view()), canvas.has_picture and self._window.is_shown
        while self._passed < len(STAGES) and is_there[self._passed]:
            print(f"{time.perf_counter() - BEGAN:7.3f} s  {STAGES[self._passed]}", file=sys.stderr, flush=True)
            self._passed += 1
