"""A mirrored window, for languages written from right to left: what is not written so itself keeps its own direction.

Qt lays all text of such a window out from right to left: `256 × 192` would be read as 192 × 256, `24.4 dB` as dB 24.4, and a path
would end with its first slash. Here text without a letter of such a script stands on its own, as a quotation does. Qt mirrors the
rest: panels, tables, sliders. The canvas and what is plotted stay as they are.
"""

from unicodedata import bidirectional

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle, QStyleOption, QStyleOptionMenuItem, QStyleOptionViewItem, QWidget

ISOLATE, END = "\u2066", "\u2069"  # Unicode's marks, which take no room
ITEM, MENU_ITEM = QStyle.ControlElement.CE_ItemViewItem, QStyle.ControlElement.CE_MenuItem


def apply_style() -> None:
    """Give the program its style, in which text keeps its direction. To be called once the language is known."""
    QApplication.setStyle(MirroredStyle("Fusion") if QApplication.isRightToLeft() else "Fusion")


class MirroredStyle(QProxyStyle):
    """A style that draws text from left to right unless it is written from right to left."""

    def drawItemText(
        self,
        painter: QPainter,
        rect: QRect,
        flags: int,
        palette: QPalette | Qt.GlobalColor | QColor,
        enabled: bool,
        text: str,
        role: QPalette.ColorRole = QPalette.ColorRole.NoRole,
    ) -> None:
        """Of labels, buttons, tabs and headers."""
        super().drawItemText(painter, rect, flags, palette, enabled, isolated(text), role)

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Of tables, lists and menus, which draw their text themselves."""
        if element == ITEM:
            option = QStyleOptionViewItem(option)
            option.text = isolated(option.text)
        elif element == MENU_ITEM:
            option = QStyleOptionMenuItem(option)
            option.text = "\t".join(map(isolated, option.text.split("\t")))  # what it is called, and its key
        super().drawControl(element, option, painter, widget)


def isolated(text: str) -> str:
    """Each line of a text on its own: from left to right, unless it has letters that are written otherwise."""
    if is_right_to_left(text):
        return text
    return "\n".join(ISOLATE + line + END if line else line for line in text.split("\n"))


def is_right_to_left(text: str) -> bool:
    """Whether any letter of it belongs to a script that is written from right to left."""
    return any(bidirectional(letter) in ("R", "AL") for letter in text)
