"""The degradation explorer as the window has it: opened on the picture that is there, one at a time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from viewer.gui.panel import Choice
from viewer.imaging.image import Image

if TYPE_CHECKING:
    from viewer.gui.explorer import Explorer


class Exploring(QObject):
    """Owns the explorer."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.explorer: Explorer | None = None

    def show(self, image: Image | None, choices: Sequence[Choice], model: str) -> None:
        """Open it, anew if it is open already: the picture may be another one."""
        from viewer.gui.explorer import Explorer  # pyqtgraph

        self.close()
        self.explorer = Explorer(image, [choice for choice in choices if choice.is_blind], model, self._window)
        self.explorer.finished.connect(self._forget)
        self.explorer.show()

    def close(self) -> None:
        """Close it, if it is open."""
        if self.explorer is not None:
            self.explorer.close()

    def _forget(self) -> None:
        self.explorer = None
