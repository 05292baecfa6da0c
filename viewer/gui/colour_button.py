"""A button that shows a colour and asks for another."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QColorDialog, QPushButton, QSizePolicy, QWidget


class ColourButton(QPushButton):
    """Holds a colour, as `#rrggbb`. `changed` says that another was chosen."""

    changed = Signal()

    def __init__(self, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = ""
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)  # forms widen buttons otherwise
        self.set_value(colour)
        self.clicked.connect(self._ask)

    def value(self) -> str:
        """The colour."""
        return self._colour

    def set_value(self, colour: str) -> None:
        """Show another colour."""
        if colour == self._colour:
            return
        self._colour = colour
        side = self.fontMetrics().height()
        swatch = QPixmap(2 * side, side)
        swatch.fill(QColor(colour))
        self.setIcon(QIcon(swatch))
        self.setIconSize(swatch.size())
        self.setText(colour)
        self.changed.emit()

    def _ask(self) -> None:
        colour = QColorDialog.getColor(QColor(self._colour), self, self.tr("Choose a colour"))
        if colour.isValid():
            self.set_value(colour.name())
