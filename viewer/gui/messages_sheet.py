"""The sheet of messages: all that was said since the window was opened."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from viewer.gui.dialog import Dialog


class MessagesSheet(Dialog):
    """Lists them, the newest last, as text that can be selected and copied; made anew each time it is asked for."""

    def __init__(self, said: Sequence[tuple[datetime, str]], parent: QWidget) -> None:
        super().__init__(parent, objectName="messagesSheet")
        self.setWindowTitle(self.tr("Messages"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = QPlainTextEdit(objectName="earlierMessages", readOnly=True)
        self.text.setAccessibleName(self.windowTitle())
        self.text.setToolTip(self.tr("What was said since this window was opened, the newest last"))
        self.text.setPlaceholderText(self.tr("There have been no messages."))
        self.text.setPlainText("\n".join(f"{when:%H:%M:%S}  {sentence}" for when, sentence in said))
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.copy = buttons.addButton(self.tr("Copy all"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.setObjectName("copyMessages")
        self.copy.setToolTip(self.tr("Copy all messages as text"))
        self.copy.setEnabled(bool(said))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(self.text, 1)
        column.addWidget(buttons)
        characters = self.fontMetrics().averageCharWidth()
        self.resize(characters * 90, characters * 45)
