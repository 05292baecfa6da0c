"""Help > About."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from viewer import __version__
from viewer.files import shipped_folder
from viewer.gui.background import Background
from viewer.gui.diagnostics import versions
from viewer.gui.dialog import Dialog, keep_on_screen

SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
ICON = 64  # device-independent pixels


class About(Dialog):
    """What this is, of which version, on what; versions are looked up in the background."""

    def __init__(self, device: str, report: Callable[[], str], parent: QWidget) -> None:
        """`report` gives what *Copy diagnostics* copies, and is called in the background."""
        super().__init__(parent, objectName="about")
        self.setWindowTitle(self.tr("About srview"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._report, self._background = report, Background(self)  # its own: it must not wait for torch
        icon = QLabel()
        icon.setPixmap(QIcon(str(shipped_folder("resources") / "srview.svg")).pixmap(ICON, ICON))
        icon.setAccessibleName(self.tr("The program's icon"))
        title = self.tr("<h2>srview {0}</h2><p>An image viewer in which zoom never ends.<br>Nothing leaves this machine.</p>")
        text = QLabel(title.format(__version__))
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(text, 1)
        self.facts = QFormLayout()
        self._add(self.tr("Device"), device)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.copy = buttons.addButton(self.tr("Copy diagnostics"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.setObjectName("copyDiagnostics")
        tip = self.tr("Versions, device, models, settings and the end of the log, without private paths, for a report")
        self.copy.setToolTip(tip)
        self.copy.clicked.connect(self._copy)
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addLayout(top)
        column.addLayout(self.facts)
        column.addStretch(1)
        column.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 64)
        self._background.run(versions, self._show, lambda _: None)

    def _show(self, found: list[tuple[str, str]]) -> None:
        for name, value in found[1:]:
            self._add(QCoreApplication.translate("About", name), value)
        QTimer.singleShot(0, self._grow)  # once they are shown: names of systems are long

    def _grow(self) -> None:
        self.adjustSize()
        keep_on_screen(self)

    def _add(self, name: str, value: str) -> None:
        label = QLabel(value, textInteractionFlags=SELECTABLE)
        label.setAccessibleName(name)
        self.facts.addRow(name, label)

    def _copy(self) -> None:
        def done(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self.copy.setText(self.tr("Copied"))

        self._background.run(self._report, done, lambda _: None)

    def done(self, result: int) -> None:
        """Close; what is still looked up has nobody to be shown to."""
        self._background.close()
        super().done(result)
