"""Profiles along a line as the window has them: the line over the picture, the plot beside it, computed in the background."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from viewer.errors import Stop, Stopped
from viewer.fields.profile import Line, along, pixels_beside
from viewer.gui.background import Background
from viewer.gui.canvas import Canvas
from viewer.gui.dialog import place_beside
from viewer.gui.document import Document
from viewer.gui.menus import add_switch
from viewer.gui.profile_line import ProfileLine
from viewer.threads import make_way

if TYPE_CHECKING:
    import numpy as np

    from viewer.gui.profile_window import ProfileWindow

STILL = 40  # ms without a change, before anything is computed


class Profiling(QObject):
    """Owns the line and its plot. `failed` gives a sentence."""

    failed = Signal(str)

    def __init__(self, window: QWidget, canvas: Canvas, document: Document, menu: QMenu) -> None:
        super().__init__(window)
        self._window, self._canvas, self._document = window, canvas, document
        self._background, self._stop = Background(self), Stop()
        self.overlay = ProfileLine(canvas, self._on_line)
        canvas.add_overlay(self.overlay)
        self.window: ProfileWindow | None = None
        self.action = add_switch(window, menu, self.tr("Line profile"), self.switch, "Ctrl+L", name="lineProfile")
        self.action.setEnabled(False)
        self._soon = QTimer(self, singleShot=True, interval=STILL)
        self._soon.timeout.connect(self._compute)
        document.opened.connect(self._on_opened)
        document.looked.connect(self._on_line)

    def _on_opened(self) -> None:
        self.action.setEnabled(True)
        if self.overlay.line is not None:
            self.overlay.switch(True)

    def switch(self, on: bool) -> None:
        """Lay the line over the picture and open its plot, or put both away."""
        self.overlay.switch(on)
        if not on:
            self._stop.set()
            if self.window is not None:
                self.window.hide()
            return

        def load() -> None:
            import pyqtgraph  # noqa: F401

        self._background.run(load, lambda _: self._open(), lambda error: self.failed.emit(str(error)))

    def _open(self) -> None:
        if self.overlay.line is None:
            return
        if self.window is None:
            from viewer.gui.profile_window import ProfileWindow

            self.window = ProfileWindow(self._window)
            self.window.lineTyped.connect(self.overlay.lay)
            self.window.pointed.connect(self.overlay.point_out)
            self.window.finished.connect(self._close)
        place_beside(self.window, self.overlay.area)
        self.window.show()
        self._on_line()

    def _close(self) -> None:
        """The plot was closed: the line goes, too."""
        self.action.setChecked(False)
        self.overlay.switch(False)
        self._stop.set()

    def _on_line(self) -> None:
        if self.overlay.line is not None and self.window is not None:
            self.window.show_line(self.overlay.line)
            self._soon.start()

    def _compute(self) -> None:
        """Ask all that is seen along the line; what was under way is given up."""
        document, line = self._document, self.overlay.line
        self._stop.set()
        self._stop = stop = Stop()
        if line is None or document.image is None or not line.length:
            return
        image, find = document.image, document.find_field
        layers = [
            (layer.title, through) for layer, through in zip(document.arrangement.layers, document.look.fields, strict=True)
        ]

        def work() -> "tuple[list[tuple[str, np.ndarray]], tuple[np.ndarray, np.ndarray]] | None":
            make_way()
            try:
                return [(title, along(find(through), line, stop)) for title, through in layers], pixels_beside(image, line)
            except Stopped:
                return None

        self._background.run(work, lambda found: self._show(line, found, stop), lambda error: self.failed.emit(str(error)))

    def _show(self, line: Line, found, stop: Stop) -> None:
        if found is not None and not stop.is_set() and self.window is not None:
            from viewer.gui.profile_window import Profiles

            layers, (places, pixels) = found
            self.window.show_profiles(Profiles(line, layers, places, pixels))

    def close(self) -> None:
        """Give up what is being computed."""
        self._stop.set()
        self._background.close()
