"""A bar for messages: never in the way, there until dismissed, and its text can be copied."""

import logging
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStyle, QToolButton, QWidget

log = logging.getLogger(__name__)


class MessageBar(QFrame):
    """One sentence above the picture. A new message takes the place of the old one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messages")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._icon = QLabel()
        self._text = QLabel(objectName="messageText", wordWrap=True)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._text.setAccessibleName(self.tr("Message"))
        self._action = QPushButton(objectName="messageAction")
        self._action.clicked.connect(self._act)
        self._act_on: Callable[[], object] = self.hide
        close = QToolButton(objectName="closeMessage", autoRaise=True)
        close.setIcon(self.style().standardIcon(QStyle.StandardPixmap.SP_TitleBarCloseButton))
        close.setToolTip(self.tr("Dismiss this message"))
        close.setAccessibleName(self.tr("Dismiss"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 6, 6)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(close)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown last."""
        return self._text.text()

    def warn(self, sentence: str) -> None:
        """Show what went wrong, and keep it in the log."""
        log.warning("%s", sentence)
        self._show(sentence, QStyle.StandardPixmap.SP_MessageBoxWarning)

    def offer(self, sentence: str, title: str, act: Callable[[], object]) -> None:
        """Show what can be done, with a button that does it."""
        self._action.setText(title)
        self._action.setToolTip(title)
        self._act_on = act
        self._show(sentence, QStyle.StandardPixmap.SP_MessageBoxInformation, has_action=True)

    def _act(self) -> None:
        self.hide()
        self._act_on()

    def _show(self, sentence: str, icon: QStyle.StandardPixmap, has_action: bool = False) -> None:
        size = self.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize)
        self._icon.setPixmap(self.style().standardIcon(icon).pixmap(size, size))
        self._text.setText(sentence)
        self._action.setVisible(has_action)
        self.show()
