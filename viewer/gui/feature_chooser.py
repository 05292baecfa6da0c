"""The choice of a feature network: by name or by file, and below it what that means for the result."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from viewer.gui.asking import ask_for_checkpoint
from viewer.gui.feature_note import FeatureNote
from viewer.models.feature_choice import CHOICES


class FeatureChooser(QWidget):
    """Names, files, or several of them with + between. While nothing is compared it is disabled, and says nothing."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QComboBox(editable=True)
        self.box.addItems(CHOICES)
        self.note = FeatureNote()
        browse = QToolButton(text="…", toolTip=self.tr("Choose a file: VGG-16, or of srview train features"))
        browse.setAccessibleName(self.tr("Choose a feature network's file"))
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.addWidget(self.box, 1)
        row.addWidget(browse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.note)
        self.setFocusProxy(self.box)
        self.box.currentTextChanged.connect(self._on_changed)

    def value(self) -> str:
        """What is chosen."""
        return self.box.currentText().strip()

    def set_value(self, choice: str) -> None:
        """Choose."""
        self.box.setCurrentText(choice)

    def setAccessibleName(self, name: str) -> None:
        """What it is called: by the box, which has the focus."""
        super().setAccessibleName(name)
        self.box.setAccessibleName(name)

    def changeEvent(self, event: QEvent) -> None:
        """Say what the choice means only where it counts."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.note.setVisible(self.isEnabled())

    def _on_changed(self) -> None:
        self.note.show_choice(self.value())
        self.changed.emit()

    def _browse(self) -> None:
        if path := ask_for_checkpoint(self, self.tr("Choose a feature network")):
            self.set_value(str(path))
