"""Files dropped on the canvas: opened, or held against the picture if they fall where the other layer is."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QPainter

from viewer.gui.decorations import paint_drop_hint
from viewer.gui.incoming import look_into
from viewer.imaging.files import READABLE

if TYPE_CHECKING:
    from viewer.gui.canvas import Canvas


class Dropping(QObject):
    """Takes the canvas's drag and drop events, and says over it what would become of what is dragged.

    is_dragged_over  whether something that can be opened is held over the canvas
    outlook          what would become of it, in a few words
    """

    dropped = Signal(QMimeData)
    droppedBeside = Signal(Path)  # a file on the right of the divider

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.is_dragged_over = self._drops_beside = False
        self.outlook = ""
        canvas.setAcceptDrops(True)
        canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what has to do with dropping."""
        if isinstance(event, QDragEnterEvent):  # a QDragMoveEvent and a QDropEvent, too
            self._enter(event)
        elif isinstance(event, QDragMoveEvent):
            self._beside(event)
            event.acceptProposedAction()
        elif isinstance(event, QDropEvent):
            self._drop(event)
        elif isinstance(event, QDragLeaveEvent):
            self._show(False)
        else:
            return False
        return True

    def paint(self, painter: QPainter) -> None:
        """What would become of it, over the part of the canvas that takes it."""
        canvas = self._canvas
        edge = round(canvas.split * canvas.width()) if self._drops_beside else 0
        words = self.tr("Compare") if self._drops_beside else self.outlook
        paint_drop_hint(painter, canvas, canvas.rect().adjusted(edge, 0, 0, 0), words)

    def _show(self, on: bool) -> None:
        self.is_dragged_over = on
        self._canvas.update()

    def _enter(self, event: QDragEnterEvent) -> None:
        """Light up for what can be opened."""
        incoming = look_into(event.mimeData())
        if incoming.is_anything:
            event.acceptProposedAction()
            self.outlook = incoming.outlook
            self._show(True)
            self._beside(event)
        else:
            event.ignore()

    def _beside(self, event: QDropEvent) -> Path | None:
        """The file that would be held against the picture, if it is dropped where the other layer is."""
        canvas = self._canvas
        files = look_into(event.mimeData()).files
        right = canvas.is_split and event.position().x() > canvas.split * canvas.width()
        beside = files[0] if right and len(files) == 1 and files[0].suffix.lower() in READABLE else None
        self._drops_beside = beside is not None
        canvas.update()
        return beside

    def _drop(self, event: QDropEvent) -> None:
        """Open what was dropped, and take the focus."""
        self._show(False)
        event.acceptProposedAction()
        if (beside := self._beside(event)) is not None:
            self.droppedBeside.emit(beside)
        else:
            self.dropped.emit(event.mimeData())
        self._canvas.activateWindow()
        self._canvas.setFocus()
