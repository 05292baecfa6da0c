"""What all dialogs have in common: Tab goes through them as they are read, and they are no larger than their screen."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLayout,
    QLayoutItem,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

Role = QDialogButtonBox.ButtonRole
ROLES = QFormLayout.ItemRole.LabelRole, QFormLayout.ItemRole.FieldRole, QFormLayout.ItemRole.SpanningRole
FRAME = QSize(8, 40)  # device-independent pixels that a desktop puts around a window


class Dialog(QDialog):
    """A dialog, once it is shown."""

    def showEvent(self, event: QShowEvent) -> None:
        """Whatever was made, or put in, first. Enter does what was asked or closes: it neither copies nor resets."""
        for box in self.findChildren(QDialogButtonBox):
            for button in box.buttons():
                if box.buttonRole(button) not in (Role.AcceptRole, Role.RejectRole) and isinstance(button, QPushButton):
                    button.setAutoDefault(False)
        super().showEvent(event)
        if not event.spontaneous():
            tab_as_read(self)
            for part in self.findChildren(Scrolled):
                part.updateGeometry()  # what it holds may have grown since the layout asked
            self.resize(self.size().expandedTo(self.sizeHint()))
            keep_on_screen(self)


class Scrolled(QScrollArea):
    """Widgets below each other, the last of which takes what is left: whole where there is room, else to be scrolled."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__(widgetResizable=True, frameShape=QScrollArea.Shape.NoFrame, focusPolicy=Qt.FocusPolicy.NoFocus)
        self._within = QWidget()
        column = QVBoxLayout(self._within)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in widgets:
            column.addWidget(widget)
        column.setStretch(len(widgets) - 1, 1)
        self.setWidget(self._within)
        self._within.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """All of it."""
        return self._within.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As wide as it has to be, and a few lines."""
        width = self._within.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, 6 * self.fontMetrics().lineSpacing())


def keep_on_screen(window: QWidget) -> None:
    """Have a window no larger than its screen has room for, and nothing of it beyond."""
    room = window.screen().availableGeometry()
    window.resize(window.size().boundedTo(room.size() - FRAME))
    if window.isVisible():
        beyond = window.frameGeometry().bottomRight() - room.bottomRight()
        if beyond.x() > 0 or beyond.y() > 0:  # else it is the desktop's to place
            window.move(window.pos() - QPoint(max(beyond.x(), 0), max(beyond.y(), 0)))


def place_beside(window: QWidget, taken: QRect) -> None:
    """Have a window that is about to be shown cover nothing of a part of the screen, or as little as can be.

    It stays where somebody has put it if that is clear. Else it comes to lie below that part, above it or at a side, and is lower
    than it was where that makes room.
    """
    if window.testAttribute(Qt.WidgetAttribute.WA_Moved) and not window.frameGeometry().intersects(taken):
        return
    room = (QGuiApplication.screenAt(taken.center()) or window.screen()).availableGeometry()
    least, spare = window.sizeHint(), max(taken.top() - room.top(), room.bottom() - taken.bottom()) - FRAME.height()
    size = window.size().expandedTo(least)
    if least.height() <= spare:
        size.setHeight(min(size.height(), spare))
    window.resize(size.boundedTo(room.size() - FRAME))
    box = QRect(QPoint(), window.size() + FRAME)
    left, top = (taken.center() - box.center()).toTuple()
    below, above = (left, taken.bottom() + 1), (left, taken.top() - box.height())
    right_of, left_of = (taken.right() + 1, top), (taken.left() - box.width(), top)
    last = room.bottomRight() - box.bottomRight()
    places = [
        box.translated(max(min(x, last.x()), room.left()), max(min(y, last.y()), room.top()))
        for x, y in (below, above, right_of, left_of)
    ]

    def covered(place: QRect) -> int:
        both = place & taken
        return both.width() * both.height()

    window.move(min(places, key=covered).topLeft())


def tab_as_read(window: QWidget) -> None:
    """Have Tab follow the layouts of a window."""
    stops = [control for control in _controls(window) if control.focusPolicy() != Qt.FocusPolicy.NoFocus]  # Qt ignores others
    for one, next_one in pairwise(stops):
        QWidget.setTabOrder(one, next_one)


def _controls(widget: QWidget | None) -> Iterator[QWidget]:
    """What in a widget has no layout of its own, or takes the keys itself (a `KeyRecorder`), as it is read."""
    if widget is None:
        return
    if isinstance(widget, QTabWidget):
        yield widget.tabBar()
        for page in range(widget.count()):
            yield from _controls(widget.widget(page))
    elif isinstance(widget, QScrollArea):
        yield from _controls(widget.widget())
    elif (layout := widget.layout()) is not None and widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
        for item in _items(layout):
            yield from _controls_of(item)
    else:
        yield widget


def _controls_of(item: QLayoutItem) -> Iterator[QWidget]:
    if (widget := item.widget()) is not None:
        yield from _controls(widget)
    elif (layout := item.layout()) is not None:
        for inner in _items(layout):
            yield from _controls_of(inner)


def _items(layout: QLayout) -> list[QLayoutItem]:
    """What is in a layout: of a form row by row, for rows may have been inserted; of others as it was added."""
    if isinstance(layout, QFormLayout):
        places = [(row, role) for row in range(layout.rowCount()) for role in ROLES]
        return [item for place in places if (item := layout.itemAt(*place)) is not None]
    return [item for k in range(layout.count()) if (item := layout.itemAt(k)) is not None]
