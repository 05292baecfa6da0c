"""The window in Korean: all of it, with the same names filled in and the same keys; see resources/translations."""

import ast
import re
import runpy
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hands import drop, mime
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QGroupBox, QLabel, QMenu, QWidget

import viewer.gui
from viewer.cli import main
from viewer.errors import Remark, UserError
from viewer.files import shipped_folder
from viewer.gui.background import Background
from viewer.gui.export_foot import ExportFoot
from viewer.gui.feature_note import FeatureNote
from viewer.gui.folder_list import look_into
from viewer.gui.messages import MessageBar
from viewer.gui.models import list_choices
from viewer.gui.readout import describe_seconds
from viewer.gui.runs_panel import RunsPanel
from viewer.gui.settings import read_settings, settings_file
from viewer.gui.shortcuts import plain
from viewer.gui.train_dialog import BlindDialog, TrainDialog
from viewer.imaging.files import list_images
from viewer.imaging.writers import check_writable
from viewer.jobs.flags import make_options
from viewer.jobs.history import History
from viewer.jobs.run_folder import RunFolder, runs_folder
from viewer.jobs.worker import work
from viewer.models.catalogue import import_folder
from viewer.training.distributed import Team
from viewer.training.options.liif import LiifOptions
from viewer.training.store import open_images

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


def test_every_sentence_of_an_error_is_in_korean(catalogue):
    sentences = [key for key in catalogue if key[0] == "Sentences"]
    assert len(sentences) > 250
    assert [key for key in sentences if not HANGUL.search(catalogue[key])] == []  # with the same places, as all: see below


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


# What lower rooms tell


def test_a_broken_file_is_told_of_in_korean_and_on_the_command_line_in_english(korean, show, photo, tmp_path, complaint, capsys):
    window = show(photo)
    cut = tmp_path / "cut.png"
    cut.write_bytes(photo.read_bytes()[:3000])
    drop(window.canvas, mime(cut))
    assert complaint(window, "cut.png") == (
        "cut.png 파일이 손상되었거나 중간에 끝납니다(3,000바이트): 이미지 데이터가 잘려 있습니다."
    )
    assert main(["render", str(cut), "-o", str(tmp_path / "out.png"), "--scale", "2"]) == 2
    assert "cut.png is damaged or ends too early (3,000 bytes): image file is truncated." in capsys.readouterr().err


def test_what_goes_wrong_in_the_background_is_in_korean_wherever_it_is_shown(korean, qapp, qtbot, tmp_path):
    background, errors = Background(qapp), []
    background.run(lambda: list_images(tmp_path / "none"), errors.append, errors.append)
    background.run(lambda: [][1], errors.append, errors.append)
    qtbot.waitUntil(lambda: len(errors) == 2)
    background.close()
    assert errors[0].message == f"{tmp_path / 'none'} 폴더가 없습니다."
    assert errors[1].message.startswith("예기치 않게 실패했습니다: IndexError")


def test_what_the_renderer_cannot_do_is_told_in_korean(korean, show, photo, tmp_path, complaint):
    path = tmp_path / "gone.safetensors"
    window = show(photo, model=path)
    complaint(window, "gone.safetensors 체크포인트가 없습니다.")


def test_a_remark_in_the_status_bar_is_in_korean(korean, show, photo):
    window = show(photo)
    window.document.remarked.emit(Remark("Little memory on cuda:0: blocks of 64 × 64 pixels."))
    assert window.statusBar().currentMessage() == "cuda:0의 메모리가 부족해 64 × 64픽셀 블록으로 나눕니다."


def test_a_complaint_about_the_settings_is_in_korean(korean, qtbot):
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text("{")
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.warn(read_settings()[1])
    assert bar.text.startswith(f"{settings_file()} 파일이 손상되어") and bar.text.endswith("파일에 보관했습니다.")


def test_a_field_of_a_dialog_says_in_korean_what_is_wrong_with_it(korean, qtbot, tmp_path):
    dialog = TrainDialog(None, "mine", {"data": [tmp_path], "ema": 0.5})
    qtbot.addWidget(dialog)
    dialog.findChild(QWidget, "ema").setText("1.5")
    qtbot.waitUntil(lambda: "1보다 작아야 합니다." in dialog.findChild(QWidget, "problem").text())
    assert not HANGUL.sub("", dialog.findChild(QWidget, "problem").text()).strip(" .:1")


def test_a_run_says_in_korean_what_was_left_out_and_why_it_failed(korean, qapp, home, qtbot, photo):
    (photo.parent / "text.png").write_text("not a picture")
    run = RunFolder(runs_folder() / "mine")
    run.create("liif", make_options(LiifOptions, {"data": [photo.parent]}))
    panel = RunsPanel(Background(qapp))
    qtbot.addWidget(panel)

    def note():
        history = History(run)
        history.update()
        panel.show_runs([history])
        return panel.note.text()

    def train(report, stop):
        open_images([photo.parent], 8, report, stop, Team())
        assert note() == "이미지 2개 중 1개를 제외했습니다: text.png 파일은 알려진 이미지 형식이 아닙니다."
        raise UserError("The loss stopped being a number before step 7.", "Resume with a lower --lr.")

    with pytest.raises(UserError):
        work(run, train, lambda event: None)
    assert note() == "스텝 7 전에 손실이 숫자가 아니게 되었습니다. --lr을 낮추어 계속하십시오."


def test_an_export_that_cannot_be_is_refused_in_korean(korean, qtbot):
    foot = ExportFoot("", lambda: "")
    qtbot.addWidget(foot)
    with pytest.raises(UserError) as found:
        check_writable(Path("page.doc"))
    foot.refuse(str(found.value))
    assert foot.note.text().startswith("page.doc 파일을 저장할 수 없습니다. 확장자가 다음 중 하나여야 합니다: ")


def test_what_is_no_folder_or_no_checkpoint_says_so_in_korean_where_it_is_listed(korean, home):
    assert str(look_into(home / "없는 폴더")).endswith("없는 폴더 폴더가 없습니다.")
    import_folder().mkdir(parents=True)
    (import_folder() / "broken.safetensors").write_bytes(b"no checkpoint")
    (card,) = [choice.card for choice in list_choices(()) if choice.model == "broken"]
    assert card.startswith("broken.safetensors 파일은 srview의 체크포인트가 아닙니다. 손상되었거나 일부만 있는 파일입니다.")


def test_a_feature_network_that_is_missing_or_chosen_is_told_of_in_korean(korean, qtbot):
    note = FeatureNote()
    qtbot.addWidget(note)
    text = note.findChild(QLabel, "featureNote")
    note.show_choice("random+random:3")
    assert text.text().startswith("학습하지 않은 무작위 특징으로 비교합니다.") and text.text().count("비교합니다") == 2
    note.show_choice("none.pth")
    assert text.text().startswith("'none.pth' 특징 네트워크가 없습니다.")


@pytest.mark.parametrize(("seconds", "text"), [(40, "40초"), (1500, "25분"), (3.5 * 3600, "3.5시간"), (4 * 86400, "4일")])
def test_times_are_told_in_korean(korean, seconds, text):
    assert describe_seconds(seconds) == text


def test_a_number_of_things_has_one_form_in_korean(korean):
    forms = {QApplication.translate("Sheet", "%n source pixel(s)", "", count) for count in (1, 2)}
    assert forms == {"원본 픽셀 1개", "원본 픽셀 2개"}
