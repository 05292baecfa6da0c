"""A bar for messages: never in the way, there until dismissed, and its text can be copied. None is lost to the next one."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStyle, QToolButton, QWidget

from viewer.gui.sentences import localised

log = logging.getLogger(__name__)

KEPT = 200  # sentences, for reading them again
SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


@dataclass(frozen=True)
class Message:
    """A sentence, its icon, and what can be done: the title of a button, and what it does.

    stays  whether it is of no picture: it is still true when another one is open
    """

    sentence: str
    icon: QStyle.StandardPixmap
    stays: bool = False
    action: str = ""
    act: Callable[[], object] | None = None


class MessageBar(QFrame):
    """One sentence above the picture, the newest; those before it that were not dismissed wait below it.

    A sentence is there once, however often it is said.
    """

    earlierRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messages")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._waiting: list[Message] = []  # the last one is shown
        self._said: dict[str, datetime] = {}
        self._icon = QLabel()
        self._text = _Sentence(objectName="messageText", wordWrap=True, textInteractionFlags=SELECTABLE)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setAccessibleName(self.tr("Message"))
        self._more = QToolButton(objectName="moreMessages", autoRaise=True)
        self._more.setToolTip(self.tr("More messages wait below this one: show all there were"))
        self._more.clicked.connect(self.earlierRequested)
        self._action = QPushButton(objectName="messageAction")
        self._action.clicked.connect(self._act)
        close = QToolButton(objectName="closeMessage", autoRaise=True)
        close.setIcon(self.style().standardIcon(QStyle.StandardPixmap.SP_TitleBarCloseButton))
        close.setToolTip(self.tr("Dismiss this message"))
        close.setAccessibleName(self.tr("Dismiss"))
        close.clicked.connect(self._dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 6, 6)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._more)
        row.addWidget(self._action)
        row.addWidget(close)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown last."""
        return self._text.text()

    @property
    def earlier(self) -> list[tuple[datetime, str]]:
        """All that was said, oldest first, with when it was said last."""
        return [(when, sentence) for sentence, when in self._said.items()]

    def warn(self, sentence: str, stays: bool = False) -> None:
        """Show what went wrong, in the language of the window, and keep it in the log."""
        log.warning("%s", sentence)
        self._add(Message(localised(sentence), QStyle.StandardPixmap.SP_MessageBoxWarning, stays))

    def offer(self, sentence: str, title: str, act: Callable[[], object]) -> None:
        """Show what can be done, with a button that does it."""
        self._add(Message(sentence, QStyle.StandardPixmap.SP_MessageBoxInformation, action=title, act=act))

    def clear(self) -> None:
        """Dismiss all but those that stay: another picture is open."""
        self._waiting = [message for message in self._waiting if message.stays]
        self._show()

    def _add(self, message: Message) -> None:
        self._waiting = [*(other for other in self._waiting if other.sentence != message.sentence), message][-KEPT:]
        self._said.pop(message.sentence, None)
        self._said[message.sentence] = datetime.now()
        if len(self._said) > KEPT:
            del self._said[next(iter(self._said))]
        self._show()

    def _act(self) -> None:
        act = self._waiting[-1].act
        self._dismiss()
        if act is not None:
            act()

    def _dismiss(self) -> None:
        self._waiting.pop()
        self._show()

    def _show(self) -> None:
        if not self._waiting:
            self.hide()
            return
        message, below = self._waiting[-1], len(self._waiting) - 1
        size = self.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize)
        self._icon.setPixmap(self.style().standardIcon(message.icon).pixmap(size, size))
        self._text.setText(message.sentence)
        self._more.setText(self.tr("{0} more…").format(below))
        self._more.setAccessibleName(self._more.text())
        self._more.setVisible(below > 0)
        self._action.setText(message.action)
        self._action.setToolTip(message.action)
        self._action.setVisible(message.act is not None)
        self.show()


class _Sentence(QLabel):
    """Text to be selected. Ctrl+C then copies it: the window's own Ctrl+C, which copies the view, would come first."""

    def event(self, event: QEvent) -> bool:
        """Keep that key while there is something to copy."""
        is_asked = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if is_asked and self.hasSelectedText() and event.matches(QKeySequence.StandardKey.Copy):
            event.accept()
            return True
        return super().event(event)
