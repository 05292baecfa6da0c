"""A box in which a key is recorded."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QKeySequenceEdit, QWidget

from viewer.gui.shortcuts import PORTABLE


class KeyRecorder(QKeySequenceEdit):
    """Tells a key (`recorded`) when all of it was pressed, or that the box was emptied by its button.

    Qt's own signal tells of an empty box as soon as Ctrl goes down, before the letter. What was in the box is there again if no
    letter follows.
    """

    recorded = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, objectName=name, clearButtonEnabled=True)
        self.setMaximumSequenceLength(1)
        self._known = ""  # the key that was shown or told last
        self._is_recording = False
        self.keySequenceChanged.connect(self._changed)
        self.editingFinished.connect(self._finished)

    @property
    def key(self) -> str:
        """The key in the box, in Qt's portable text; empty if there is none."""
        return self.keySequence().toString(PORTABLE)

    def show_key(self, key: str) -> None:
        """Have a key in the box, without telling so. Whatever is being recorded is forgotten."""
        self._known, self._is_recording = key, False
        self.setKeySequence(QKeySequence(key, PORTABLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Record; a key is whole as soon as more than Ctrl, Shift and their like are down."""
        self._is_recording = True
        super().keyPressEvent(event)
        if self.key:
            self._is_recording = False
            self._changed()

    def _changed(self) -> None:
        if not self._is_recording and self.key != self._known:
            self._known = self.key
            self.recorded.emit()

    def _finished(self) -> None:
        """Qt waits for another key, or for the focus to go elsewhere."""
        if self._is_recording:
            self.show_key(self._known)
