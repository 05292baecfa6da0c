"""The window in Korean: all of it, with the same names filled in and the same keys; see resources/translations."""

import ast
import re
import runpy
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QGroupBox, QMenu

import viewer.gui
from viewer.files import shipped_folder
from viewer.gui.readout import describe_seconds
from viewer.gui.shortcuts import plain
from viewer.gui.train_dialog import BlindDialog
from viewer.gui.translating import install_translations

FOLDER = shipped_folder("resources") / "translations"
FILLED_IN = re.compile(r"\{[^{}]*\}|%n|%\d")
KEY = re.compile(r"&(\w)")
HANGUL = re.compile("[가-힣]")
NOT_WORDS = re.compile(r"[\d:()\s%]*|RGB|[RGB]")  # of a menu or a button, the same in any language


@pytest.fixture(scope="module")
def catalogue():
    """Translations by context and source."""
    found = {}
    for context in ElementTree.parse(FOLDER / "srview_ko.ts").iter("context"):
        for message in context.iter("message"):
            target = message.find("translation")
            assert target.get("type") is None, f"unfinished: {message.findtext('source')}"
            found[context.findtext("name"), message.findtext("source")] = target.findtext("numerusform") or target.text
    return found


@pytest.fixture
def korean(qapp):
    """A program that was started in Korean."""
    translators = install_translations(qapp, "ko")
    yield
    for translator in translators:
        qapp.removeTranslator(translator)


def written_in(path):
    """The context and the source of each string that a module has translated."""

    def look(node, inside):
        if isinstance(node, ast.ClassDef):
            inside = node.name
        if isinstance(node, ast.Call):
            called, texts = ast.unparse(node.func), [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if called == "self.tr" and texts:
                yield inside, texts[0]
            elif called.split(".")[-1] == "translate" and len(texts) >= 2:
                yield texts[0], texts[1]
        for child in ast.iter_child_nodes(node):
            yield from look(child, inside)

    return look(ast.parse(path.read_text(encoding="utf-8")), "")


def test_every_string_of_the_program_is_in_korean(catalogue):
    wanted = {pair for path in Path(viewer.gui.__file__).parent.glob("*.py") for pair in written_in(path)}
    below = runpy.run_path(str(FOLDER / "update.py"))["below_qt"]()
    del below["Models"]  # figures of networks, which may be newer than their translation
    wanted |= {(context, text) for context, texts in below.items() for text in texts}
    assert len(wanted) > 1000
    assert sorted(wanted - catalogue.keys()) == []  # make translations; a string within an f-string it does not find
    assert all(catalogue.values())


def test_what_is_filled_in_and_the_keys_of_menus_are_those_of_the_source(catalogue):
    for (_, source), translation in catalogue.items():
        assert sorted(FILLED_IN.findall(source)) == sorted(FILLED_IN.findall(translation)), source
        assert KEY.findall(source.lower()) == KEY.findall(translation.lower()), source
        assert source.endswith("…") == translation.endswith("…"), source


def test_the_compiled_catalogue_is_up_to_date(catalogue):
    compiled = QTranslator()
    assert compiled.load(str(FOLDER / "srview_ko.qm"))
    stale = [key for key, text in catalogue.items() if compiled.translate(*key, "", 2) != text]
    assert stale == []  # make translations


def test_a_window_in_korean_has_no_english_menu_or_button(korean, show, photo):
    window = show(photo, compare="nearest")
    texts = [bar.text() for bar in window.menuBar().actions()]
    for menu in window.menuBar().findChildren(QMenu):
        if menu.objectName() != "samples" and "최근" not in menu.title():  # of files
            texts += [action.text() for action in menu.actions() if not action.isSeparator()]
    texts += [button.text() for button in window.findChildren(QAbstractButton) if button.text()]
    texts += [box.title() for box in window.findChildren(QGroupBox)]
    assert len(texts) > 120
    assert [text for text in texts if not (HANGUL.search(text) or NOT_WORDS.fullmatch(plain(text)))] == []
    assert window.findChild(QAction, "openAction").text() == "열기(&O)…"
    assert window.shortcuts.entries["open"].title == "열기"


def test_a_dialog_in_korean_speaks_it_in_what_it_inherits_and_in_its_options(korean, qtbot):
    dialog = BlindDialog()
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == "블라인드 네트워크 학습"
    assert "폴더를 추가하십시오" in dialog.findChild(object, "problem").text()  # said by PhotosDialog
    assert dialog.findChild(object, "steps").accessibleName() == "스텝 수"


@pytest.mark.parametrize(("seconds", "text"), [(40, "40초"), (1500, "25분"), (3.5 * 3600, "3.5시간"), (4 * 86400, "4일")])
def test_times_are_told_in_korean(korean, seconds, text):
    assert describe_seconds(seconds) == text


def test_a_number_of_things_has_one_form_in_korean(korean):
    forms = {QApplication.translate("Sheet", "%n source pixel(s)", "", count) for count in (1, 2)}
    assert forms == {"원본 픽셀 1개", "원본 픽셀 2개"}
