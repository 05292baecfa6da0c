"""A button whose menu opens when it is pressed."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStyle, QToolButton, QWidget


class MenuButton(QToolButton):
    """Leaves room for the arrow, which some styles paint over the end of the words."""

    def __init__(self, parent: QWidget | None = None, text: str = "", name: str = "") -> None:
        super().__init__(parent, text=text, objectName=name, popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)

    def sizeHint(self) -> QSize:
        """Wide enough for the words in the middle and the arrow in the corner."""
        arrow = self.style().pixelMetric(QStyle.PixelMetric.PM_MenuButtonIndicator, None, self)
        return super().sizeHint() + QSize(arrow, 0)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()
