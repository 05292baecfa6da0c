"""The keys of every action can be seen and changed; no key is taken from another action unasked."""

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTranslator
from PySide6.QtGui import QFocusEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolButton

import viewer.gui
from viewer.gui.key_recorder import KeyRecorder
from viewer.gui.main_window import MainWindow
from viewer.gui.settings import Settings, keep_settings, read_settings
from viewer.gui.shortcuts import shown
from viewer.gui.translating import install_translations

TELLS_A_KEY = re.compile(r"(Ctrl|Shift)\+|\bF\d{1,2}\b|\([A-Z]\)|\(\[")
CTRL, SHIFT, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture(autouse=True)
def configured(tmp_path, monkeypatch):
    """Settings of this test alone."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def page(qtbot):
    """A function that opens the page of keys with an action chosen."""

    def opened(window, name):
        window.shortcuts.entries["settings"].action.trigger()
        dialog = window.findChild(object, "settings")
        dialog.pages.setCurrentWidget(dialog.keys)
        qtbot.waitExposed(dialog)
        keys = dialog.keys
        keys.tree.setCurrentItem(next(item for each, item, _ in keys._items if each == name))
        return keys

    return opened


def actions_below(menu):
    for action in menu.actions():
        if action.menu() is not None:
            yield from actions_below(action.menu())
        elif not action.isSeparator():
            yield action


def press(qtbot, page, key, modifier=NONE, editor=0):
    """As a hand does: Ctrl goes down on its own, before the letter."""
    recorder = page.findChild(KeyRecorder, f"key{editor}")
    if modifier & CTRL:
        qtbot.keyPress(recorder, Qt.Key.Key_Control)
        QApplication.processEvents()
    qtbot.keyClick(recorder, key, modifier)
    if modifier & CTRL:
        qtbot.keyRelease(recorder, Qt.Key.Key_Control)


def test_every_action_of_the_menus_and_of_the_window_has_a_name_of_its_own_and_is_listed(show):
    window = show()
    menus = [action.menu() for action in window.menuBar().actions()]
    recent = set(window.menus.recent.actions())  # a list, as bookmarks are
    actions = ({action for menu in menus for action in actions_below(menu)} - recent) | set(window.actions())
    nameless = [action.text() for action in actions if not action.objectName().endswith("Action")]
    assert nameless == []
    assert len({action.objectName() for action in actions}) == len(actions) > 80
    assert {entry.action for entry in window.shortcuts.entries.values()} == actions


def test_no_two_actions_have_the_same_key_to_begin_with(show):
    shortcuts = show().shortcuts
    keys = [key for name in shortcuts.entries for key in shortcuts.keys(name)]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_two_entries_of_a_menu_have_the_same_letter(show, photo, qapp, language):
    translators = install_translations(qapp, language)
    window = show(photo)
    for translator in translators:
        qapp.removeTranslator(translator)
    menus, count = [window.menuBar(), *window.findChildren(QMenu)], 0
    for menu in menus:
        letters = [QKeySequence.mnemonic(action.text()).toString() for action in menu.actions()]
        letters = [letter for letter in letters if letter]
        count += len(letters)
        assert sorted(letters) == sorted(set(letters)), [action.text() for action in menu.actions()]
    assert len(menus) > 12 and count > 90


def test_names_are_the_same_in_every_language(show, qapp):
    class Exclaiming(QTranslator):
        def translate(self, context, text, disambiguation=None, n=-1):
            return f"¡{text}!"

        def isEmpty(self):
            return False

    names = set(show().shortcuts.entries)
    translator = Exclaiming()
    qapp.installTranslator(translator)
    try:
        assert set(show().shortcuts.entries) == names
    finally:
        qapp.removeTranslator(translator)


def test_a_key_is_changed_works_at_once_and_is_there_the_next_time(qtbot, show, photo, page):
    window = show(photo)
    keys = page(window, "minimap")
    press(qtbot, keys, Qt.Key.Key_Y, CTRL | SHIFT)  # stylise has it
    assert window.shortcuts.keys("minimap") == []
    press(qtbot, keys, Qt.Key.Key_J, CTRL)
    assert window.shortcuts.keys("minimap") == ["Ctrl+J"]
    press(qtbot, keys, Qt.Key.Key_J)
    assert window.shortcuts.keys("minimap") == ["J"]
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    minimap = window.shortcuts.entries["minimap"].action
    before = minimap.isChecked()
    qtbot.keyClick(window.canvas, Qt.Key.Key_J)
    assert minimap.isChecked() != before
    qtbot.waitUntil(lambda: read_settings()[0].shortcuts == {"minimap": ["J"]})


def test_a_key_of_another_action_is_named_and_taken_only_when_asked(qtbot, show, photo, page):
    window = show(photo)
    keys = page(window, "minimap")
    press(qtbot, keys, Qt.Key.Key_F)
    sentence = keys.findChild(object, "conflict").text()
    assert "F is a key of “Fit” (View)" in sentence
    assert (window.shortcuts.keys("minimap"), window.shortcuts.keys("fit")) == ([], ["0", "F", "Ctrl+0"])
    qtbot.mouseClick(keys.findChild(QPushButton, "takeKey"), Qt.MouseButton.LeftButton)
    assert (window.shortcuts.keys("minimap"), window.shortcuts.keys("fit")) == (["F"], ["0", "Ctrl+0"])
    assert not keys.findChild(object, "conflict").text()


def test_a_key_that_another_has_leaves_all_keys_as_they_were_until_it_is_decided(qtbot, show, photo, page):
    window = show(photo)
    keys = page(window, "fit")
    editor = keys.findChild(KeyRecorder, "key1")
    press(qtbot, keys, Qt.Key.Key_T, CTRL, editor=1)
    assert "Ctrl+T is a key of “Train LIIF” (Train)" in keys.findChild(object, "conflict").text()
    assert editor.key == "Ctrl+T"
    assert (window.shortcuts.keys("fit"), window.shortcuts.keys("trainLiif")) == (["0", "F", "Ctrl+0"], ["Ctrl+T"])
    qtbot.mouseClick(keys.findChild(QPushButton, "leaveKey"), Qt.MouseButton.LeftButton)
    assert editor.key == "F" and not keys.findChild(QPushButton, "takeKey").isVisible()
    assert keys.tree.hasFocus()  # not a button that resets
    assert window.configuring.settings.shortcuts == {}


def test_ctrl_alone_is_no_key_and_takes_none_away(qtbot, show, photo, page):
    window = show(photo)
    keys = page(window, "fit")
    editor = keys.findChild(KeyRecorder, "key1")
    editor.setFocus()
    qtbot.keyPress(editor, Qt.Key.Key_Control)
    assert window.shortcuts.keys("fit") == ["0", "F", "Ctrl+0"]
    qtbot.keyRelease(editor, Qt.Key.Key_Control, CTRL)
    QApplication.sendEvent(editor, QFocusEvent(QEvent.Type.FocusOut))  # which ends the recording
    assert (editor.key, window.shortcuts.keys("fit")) == ("F", ["0", "F", "Ctrl+0"])
    editor.clear()  # what the button in the box does
    assert window.shortcuts.keys("fit") == ["0", "Ctrl+0"]


def test_one_action_and_all_are_reset(qtbot, show, photo, page):
    window = show(photo)
    shortcuts = window.shortcuts
    shortcuts.set_keys("minimap", ["F", "J"])
    shortcuts.set_keys("lens", ["K"])
    keys = page(window, "fit")
    qtbot.mouseClick(keys.findChild(QPushButton, "resetKeys"), Qt.MouseButton.LeftButton)
    assert (shortcuts.keys("fit"), shortcuts.keys("minimap"), shortcuts.keys("lens")) == (["0", "F", "Ctrl+0"], ["J"], ["K"])
    qtbot.mouseClick(keys.findChild(QPushButton, "resetAllKeys"), Qt.MouseButton.LeftButton)
    assert all(shortcuts.keys(name) == entry.usual for name, entry in shortcuts.entries.items())
    assert window.configuring.settings.shortcuts == {}
    qtbot.waitUntil(lambda: read_settings()[0] == Settings())


def test_kept_keys_are_those_of_the_next_window_and_names_that_are_none_do_no_harm(qtbot, start_with):
    keep_settings({"shortcuts": {"fit": ["Q"], "gone": ["F"], "zoomIn": []}})
    window = start_with(read_settings()[0])
    assert window.shortcuts.keys("fit") == ["Q"]
    assert window.shortcuts.keys("zoomIn") == []
    window.shortcuts.set_keys("lens", ["J"])
    qtbot.waitUntil(lambda: read_settings()[0].shortcuts == {"fit": ["Q"], "gone": ["F"], "zoomIn": [], "lens": ["J"]})


@pytest.fixture
def start_with(qtbot):
    from viewer.gui.app import Start

    windows = []

    def started(settings):
        windows.append(MainWindow(Start(settings=settings)))
        return windows[-1]

    yield started
    for window in windows:
        window.leave()
        window.deleteLater()


def test_actions_are_found_by_what_they_are_called_or_by_their_key(show, page):
    keys = page(show(), "fit")

    def seen(text):
        keys.search.setText(text)
        tree = keys.tree
        groups = [tree.topLevelItem(k) for k in range(tree.topLevelItemCount())]
        assert all(group.isHidden() == all(group.child(n).isHidden() for n in range(group.childCount())) for group in groups)
        return {group.child(n).text(0) for group in groups for n in range(group.childCount()) if not group.child(n).isHidden()}

    assert seen("shift+h") == {"Honesty towards the photo"}
    assert seen("MINIMAP") == {"Minimap"}
    assert keys.chosen == "minimap"  # what is edited is seen
    assert len(seen("")) > 70


def test_the_sheet_of_keys_tells_the_present_ones(qtbot, show):
    window = show()
    qtbot.keyClick(window.canvas, Qt.Key.Key_F1)
    sheet = window.findChild(object, "keysSheet")
    assert "0, F, Ctrl+0" in sheet.text.toPlainText()
    window.shortcuts.set_keys("fit", ["Ctrl+J"])
    qtbot.keyClick(window.canvas, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: len(window.findChildren(object, "keysSheet")) == 1)
    text = window.findChild(object, "keysSheet").text.toPlainText()
    assert "Ctrl+J" in text and "0, F, Ctrl+0" not in text
    for name, entry in window.shortcuts.entries.items():
        if window.shortcuts.keys(name):
            assert entry.title in text and shown(window.shortcuts.keys(name)) in text


def test_keys_are_those_qt_understands(show):
    shortcuts = show().shortcuts
    for name in shortcuts.entries:
        for key in shortcuts.keys(name):
            assert QKeySequence(key, QKeySequence.SequenceFormat.PortableText).toString() == key


@pytest.mark.parametrize("name", ["splitView", "other", "lens", "crispDeepZoom", "lessGain", "paintMask"])
def test_tooltips_end_with_the_keys_of_now(show, photo, name):
    window = show(photo, settings=Settings(shortcuts={"lens": ["Alt+L"]}))
    panel = window.panel
    tellers = {
        "splitView": panel.compare.split, "other": panel.compare.comparison, "lens": panel.compare.lens,
        "crispDeepZoom": panel.crisp, "lessGain": panel.gain.slider,
        "paintMask": window.restoring.bar.findChild(QToolButton, "doneMask"),
    }  # fmt: skip
    usual = {"splitView": "S", "other": "X", "lens": "Alt+L", "crispDeepZoom": "C", "lessGain": "[, ]", "paintMask": "M"}
    tip = tellers[name].toolTip().removesuffix(f" ({usual[name]})")
    assert tellers[name].toolTip() == f"{tip} ({usual[name]})" and len(tip) > 10
    window.shortcuts.set_keys(name, ["Ctrl+Alt+9", "F4"])
    now = "Ctrl+Alt+9, ]" if name == "lessGain" else "Ctrl+Alt+9"
    assert tellers[name].toolTip() == f"{tip} ({now})"
    window.shortcuts.set_keys(name, [])
    assert tellers[name].toolTip() == (f"{tip} (])" if name == "lessGain" else tip)


def test_no_sentence_of_the_window_names_a_key_that_can_be_changed():
    fixed = {"Take the last change back (Ctrl+Z)", "Make it again (Ctrl+Shift+Z)"}  # while a mask is painted
    found = []
    for path in Path(viewer.gui.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "self.tr" and isinstance(node.args[0], ast.Constant):
                text = node.args[0].value
                if TELLS_A_KEY.search(text) and text not in fixed:
                    found.append(f"{path.name}: {text}")
    assert found == []
