"""How an export of a folder is doing, and what came of it: which picture, how far, which could not be made, and why."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from viewer.export.strips import Progress
from viewer.gui.readout import describe_seconds

STEPS = 1000  # of the bar


class FolderWork(QWidget):
    """Shows what it is told. `cancelled` ends the export, `left` asks for another, `closed` for the window to go."""

    cancelled = Signal()
    left = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = Path()
        self.what = QLabel(objectName="folderWork", wordWrap=True)
        font = QFont(self.font())
        font.setBold(True)
        self.what.setFont(font)
        self.doing = QLabel(objectName="folderDoing", textFormat=Qt.TextFormat.PlainText)
        self.doing.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.time = QLabel(objectName="folderTime")
        self.time.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.bar = QProgressBar(objectName="folderProgress", maximum=STEPS, textVisible=False)
        self.bar.setAccessibleName(self.tr("Export"))
        self.failures = QPlainTextEdit(objectName="folderFailures", readOnly=True)
        self.failures.setAccessibleName(self.tr("What could not be exported"))
        self.failures.setPlaceholderText(self.tr("Pictures that cannot be exported are listed here, with the reason."))
        self.copy = self._button(
            "copyFailures", self.tr("Copy list"), self.tr("Copy what could not be exported, and why, as text")
        )
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.failures.toPlainText()))
        self.open = self._button("openFolder", self.tr("Open folder"), self.tr("Show the files in the desktop's own window"))
        self.open.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))))
        self.again = self._button("anotherFolder", self.tr("Back"), self.tr("Export again, or something else"))
        self.again.clicked.connect(self.left)
        self.cancel = self._button("cancelFolder", self.tr("Cancel"), self.tr("End it at once; what is finished stays"))
        self.cancel.clicked.connect(self.cancelled)
        self.close_ = self._button(
            "closeFolder", self.tr("Close"), self.tr("It goes on; the line below the picture tells how far it is")
        )
        self.close_.clicked.connect(self.closed)

        beside = QHBoxLayout()
        beside.addWidget(self.doing, 1)
        beside.addWidget(self.time)
        buttons = QHBoxLayout()
        for button in (self.open, self.copy):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for button in (self.again, self.cancel, self.close_):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.what)
        column.addWidget(self.bar)
        column.addLayout(beside)
        column.addWidget(self.failures, 1)
        column.addLayout(buttons)

    def _button(self, name: str, text: str, tip: str) -> QPushButton:
        return QPushButton(text, objectName=name, toolTip=tip, autoDefault=False)

    def begin(self, what: str, folder: Path) -> None:
        """An export into a folder is in the line."""
        self._folder = folder
        self.what.setText(what)
        self.doing.setText(self.tr("Waiting for its turn…"))
        self.time.clear()
        self.bar.setValue(0)
        self.failures.clear()
        self._show(is_running=True)
        self.cancel.setFocus()

    def show_progress(self, progress: Progress) -> None:
        """Which picture is being made, and how far all are."""
        self.doing.setText(progress.doing)
        self.bar.setValue(round(STEPS * progress.done))
        if progress.left is not None:
            self.time.setText(self.tr("{0} left").format(describe_seconds(progress.left)))

    def add_failure(self, sentence: str) -> None:
        """One could not be made."""
        self.failures.appendPlainText(sentence)
        self.copy.setEnabled(True)

    def end(self, sentence: str, has_files: bool) -> None:
        """What came of it."""
        self.what.setText(sentence)
        self._show(is_running=False)
        self.open.setEnabled(has_files)
        self.close_.setFocus()

    def _show(self, is_running: bool) -> None:
        for part in (self.bar, self.doing, self.time, self.cancel):
            part.setVisible(is_running)
        for part in (self.again, self.open):
            part.setVisible(not is_running)
        has_failures = bool(self.failures.toPlainText())
        self.failures.setVisible(is_running or has_failures)
        self.copy.setVisible(is_running or has_failures)
        self.copy.setEnabled(has_failures)
        tip = (
            self.tr("It goes on; the line below the picture tells how far it is") if is_running else self.tr("Close this window")
        )
        self.close_.setToolTip(tip)
