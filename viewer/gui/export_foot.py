"""The foot of a dialog that exports: a note, and the buttons that start it or copy the command that does the same."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QPalette, QShowEvent
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from viewer.errors import UserError
from viewer.gui.sentences import localised


class ExportFoot(QWidget):
    """`accepted` and `rejected` say what was clicked."""

    accepted = Signal()
    rejected = Signal()

    def __init__(self, start: str, command: Callable[[], str], parent: QWidget | None = None) -> None:
        """`start` stands on the button that starts; `command` gives the line that does the same, or UserError."""
        super().__init__(parent)
        self._command = command
        self.note = QLabel(objectName="exportNote", wordWrap=True)
        self.note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.note.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start = buttons.addButton(start, QDialogButtonBox.ButtonRole.AcceptRole)
        self.start.setObjectName("startExport")
        self.copy = buttons.addButton(self.tr("Copy as command"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.setObjectName("copyCommand")
        self.copy.setAutoDefault(False)
        self.copy.setToolTip(self.tr("The command line that does the same, into the clipboard"))
        self.copy.clicked.connect(self._copy)
        buttons.accepted.connect(self.accepted)
        buttons.rejected.connect(self.rejected)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.note)
        column.addWidget(buttons)

    def allow(self, note: str, has_command: bool) -> None:
        """What is set can be had; `has_command` says whether a command line can name it."""
        self.note.setText(note)
        self.start.setEnabled(True)
        self.copy.setEnabled(has_command)

    def refuse(self, reason: str) -> None:
        """What is set cannot be had."""
        self.note.setText(localised(reason))
        self.start.setEnabled(False)
        self.copy.setEnabled(False)

    def showEvent(self, event: QShowEvent) -> None:
        """Enter starts: a button can be the default of a dialog once it is in one."""
        super().showEvent(event)
        self.start.setDefault(True)

    def _copy(self) -> None:
        try:
            QGuiApplication.clipboard().setText(self._command())
        except UserError as error:
            self.refuse(str(error))
        else:
            self.note.setText(self.tr("The command is in the clipboard."))
