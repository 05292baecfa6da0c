"""Every control of the window, its docks and its dialogs has a name for tests, one for screen readers, and says what it does."""

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QDockWidget,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollBar,
    QTabBar,
    QWidget,
)

CONTROLS = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QProgressBar,
)  # fmt: skip
SAYING = QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit  # what they do, in a tooltip
OF_QT = QComboBox, QAbstractSpinBox, QLineEdit, QDialogButtonBox, QTabBar, QAbstractItemView  # what is in them is Qt's own
DIALOGS = [
    "Export…", "Export folder…", "Export comparison…", "Train LIIF…", "Train blind network…", "Train style network…",
    "Fit SIREN…", "Remove noise…", "Remove JPEG artefacts…", "Enlarge…", "Stylise…", "Simulate degradation…",
    "Explore degradations…",
]  # fmt: skip


def own_controls(top):
    """The controls of a window that are not parts of others, nor of a list that opens."""
    for control in top.findChildren(QWidget):
        is_qts = isinstance(control, QScrollBar | QHeaderView) or control.objectName().startswith("qt_")
        if isinstance(control, CONTROLS) and not is_qts:
            above, parent = [], control.parentWidget()
            while parent is not None and parent is not top:
                above.append(parent)
                parent = parent.parentWidget()
            named = {widget.objectName() for widget in above} - {"qt_scrollarea_viewport"}  # within which are our own
            if not any(isinstance(widget, OF_QT) for widget in above) and not any(name.startswith("qt_") for name in named):
                yield control


def lacking(top):
    buddies = {id(label.buddy()) for label in top.findChildren(QLabel) if label.buddy() is not None}
    found = []
    for control in own_controls(top):
        words = control.text() if isinstance(control, QAbstractButton) else ""
        is_seen = control.isVisibleTo(top)
        if is_seen and not (control.accessibleName() or words or id(control) in buddies):
            found.append(f"{describe(control)} has no accessible name")
        if not control.objectName():
            found.append(f"{describe(control)} has no object name")
        if is_seen and isinstance(control, SAYING) and not control.toolTip():
            found.append(f"{describe(control)} has no tooltip")
    return found


def describe(control):
    return f"{type(control).__name__} {control.objectName()!r} in {type(control.parentWidget()).__name__}"


@pytest.fixture
def window(qtbot, show, photo, home):
    window = show(photo)
    qtbot.waitUntil(lambda: "viewer.gui.train_dialog" in sys.modules, timeout=20_000)
    return window


def test_every_control_of_the_window_and_its_docks_has_names_and_says_what_it_does(window):
    for dock in window.findChildren(QDockWidget):
        dock.show()
    window.restoring.paint()
    QApplication.processEvents()
    assert not lacking(window)
    assert len(list(own_controls(window))) > 40


@pytest.mark.parametrize("title", DIALOGS)
def test_every_control_of_the_dialogs_has_names_and_says_what_it_does(qtbot, window, title):
    action = next(each for each in window.findChildren(QAction) if each.text().replace("&", "") == title)
    before = set(QApplication.topLevelWidgets())
    action.trigger()

    def opened():
        return [each for each in QApplication.topLevelWidgets() if each not in before and each.isVisible()]

    qtbot.waitUntil(lambda: bool(opened()), timeout=20_000)
    dialog = opened()[0]
    assert len(list(own_controls(dialog))) > 2
    assert not lacking(dialog)
    dialog.close()


def test_every_action_that_has_words_has_an_icon_or_words_a_screen_reader_can_say(window):
    for action in window.findChildren(QAction):
        assert action.text() or action.shortcut() or action.isSeparator() or action.menu(), action


def test_the_picture_is_reached_and_left_by_the_keyboard(qtbot, window):
    window.canvas.setFocus()
    seen = []
    for _ in range(60):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
        if seen[-1] is window.canvas:
            break
    assert seen[-1] is window.canvas and len({id(widget) for widget in seen}) > 6
