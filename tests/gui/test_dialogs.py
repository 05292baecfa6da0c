"""What all dialogs have in common: Tab goes through them as they are read, and none is larger than a small screen at 150 %."""

import sys

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from viewer.gui.dialog import FRAME, Dialog, Scrolled

LAPTOP = QSize(1366 * 2 // 3 - 8, 768 * 2 // 3 - 40)  # 1366 x 768 at 150 %, without the frame of a window
DIALOGS = {
    "File": ["Export…", "Export folder…", "Export comparison…", "Export film…", "Settings…"],
    "Help": ["Keys and wheel", "Methods", "Messages", "About srview"],
    "Train": ["Train LIIF…", "Train blind network…", "Train style network…", "Train feature network…", "Fit SIREN…"],
    "Restore": ["Remove noise…", "Remove JPEG artefacts…", "Enlarge…", "Stylise…", "Simulate degradation…"],
    "Explain": ["Reference contest…", "Explore degradations…"],
}

NOT_BY_ENTER = "resetSettings", "canvas_colour", "copyDiagnostics", "copyMessages", "copyCommand", "addFolder"
ABOVE = (
    ("runName", "dataField"),
    ("runName", "startTraining"),
    ("preset", "runName"),
    ("addStyle", "quality"),
    ("quality", "runName"),
)


@pytest.fixture
def window(qtbot, show, photo, home):
    window = show(photo)
    qtbot.waitUntil(lambda: "viewer.gui.train_dialog" in sys.modules, timeout=20_000)
    return window


def opened(qtbot, window, title):
    action = next(each for each in window.findChildren(QAction) if each.text().replace("&", "") == title)
    before = set(QApplication.topLevelWidgets())
    action.trigger()

    def new():
        return [each for each in QApplication.topLevelWidgets() if each not in before and isinstance(each, Dialog)]

    qtbot.waitUntil(lambda: bool(new()) and new()[0].isVisible(), timeout=20_000)
    return new()[0]


def stops(dialog):
    """Where Tab stops, in turn, from the uppermost."""
    found, widget = [], dialog.nextInFocusChain()
    while widget is not dialog:
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            found.append(widget)
        widget = widget.nextInFocusChain()
    first = min(range(len(found)), key=lambda k: found[k].mapTo(dialog, QPoint()).y())
    return found[first:] + found[:first]


@pytest.mark.parametrize("menu", DIALOGS)
def test_every_dialog_is_gone_through_as_it_is_read_and_fits_a_small_screen(qtbot, window, menu):
    wrong = []
    for title in DIALOGS[menu]:
        dialog = opened(qtbot, window, title)
        needed = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
        if needed != needed.boundedTo(LAPTOP):
            wrong.append(f"{title} needs {needed.width()} x {needed.height()}")
        QApplication.processEvents()
        for part in dialog.findChildren(Scrolled):
            hidden = part.verticalScrollBar().maximum()
            if hidden and dialog.height() + hidden + FRAME.height() <= dialog.screen().availableGeometry().height():
                wrong.append(f"{title} hides {hidden} rows of pixels though there is room")
        in_turn = stops(dialog)
        names = [each.objectName() for each in in_turn]
        for box in dialog.findChildren(QDialogButtonBox):
            along = [each.mapTo(dialog, QPoint()).x() for each in in_turn if each.parent() is box]
            if along != sorted(along) or {each.parent() for each in in_turn[-len(along) :]} != {box}:
                wrong.append(f"{title} comes to its buttons as {names}")
        by_enter = [each.objectName() for each in dialog.findChildren(QPushButton) if each.isDefault()]
        if by_enter and by_enter[0] in NOT_BY_ENTER:
            wrong.append(f"{title}: Enter presses {by_enter}")
        for above, below in ABOVE:
            if above in names and below in names and names.index(above) > names.index(below):
                wrong.append(f"{title} comes to {below} before {above}")
        dialog.close()
    assert not wrong


def test_tab_follows_the_layout_though_another_was_made_first(qtbot):
    class Asking(Dialog):
        def __init__(self):
            super().__init__()
            self.last, self.second, self.first, self.keys = QPushButton("c"), QComboBox(), QLineEdit(), QKeySequenceEdit()
            pages, page = QTabWidget(), QWidget()
            QVBoxLayout(page).addWidget(self.second)
            pages.addTab(page, "page")
            column = QVBoxLayout(self)
            for widget in (self.first, self.keys, pages, self.last):
                column.addWidget(widget)
            self.bar = pages.tabBar()

    dialog = Asking()
    qtbot.addWidget(dialog)
    dialog.show()
    assert stops(dialog) == [dialog.first, dialog.keys, dialog.bar, dialog.second, dialog.last]


def test_a_dialog_is_no_larger_than_its_screen(qtbot):
    dialog = Dialog()
    qtbot.addWidget(dialog)
    dialog.resize(10_000, 10_000)
    dialog.show()
    room = dialog.screen().availableGeometry().size()
    assert dialog.width() < room.width() and dialog.height() < room.height()
