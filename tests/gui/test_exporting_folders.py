"""Folders exported from the window: what the dialog says is what is done, beside the window, and nobody's file is lost."""

import json
import shlex

import numpy as np
import pytest
from hands import drop, mime, wheel
from PIL import Image as PILImage
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton

from viewer.cli import main
from viewer.errors import Stop
from viewer.export.batch import INDEX
from viewer.fields.field import Grid
from viewer.fields.interpolation import classical_field
from viewer.imaging.files import load_image, quantise
from viewer.imaging.samples import sample_path

SOON = 20_000  # ms


@pytest.fixture
def folder(tmp_path):
    """A folder of three photographs, the second of them broken."""
    folder = tmp_path / "photos"
    folder.mkdir()
    with PILImage.open(sample_path("astronaut")) as source:
        source.crop((160, 60, 352, 188)).resize((48, 32)).save(folder / "a.png")
    with PILImage.open(sample_path("coffee")) as source:
        source.crop((150, 50, 330, 320)).resize((40, 60)).save(folder / "c.bmp")
    (folder / "b.jpg").write_bytes(b"no picture")
    return folder


@pytest.fixture
def asked(qtbot):
    """A function that opens the dialog by the letters of its menu, and waits until it knows its pictures, or also the price."""

    def ask(window, priced=True):
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=SOON)
        qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
        menu = window.menuBar().activeAction().menu()
        qtbot.waitUntil(menu.isVisible, timeout=SOON)
        qtbot.keyClick(menu, Qt.Key.Key_D)
        dialog = window.folder_exporting.dialog
        qtbot.waitUntil(dialog.isVisible, timeout=SOON)
        if priced:
            known(qtbot, dialog)
        return dialog

    return ask


def known(qtbot, dialog):
    qtbot.waitUntil(lambda: "About" in dialog.price.text(), timeout=SOON)


def standing(qtbot, dialog):
    """What the dialog says of its pictures."""
    qtbot.waitUntil(
        lambda: "picture" in dialog.questions.standing.text() and "…" not in dialog.questions.standing.text(), timeout=SOON
    )
    return dialog.questions.standing.text()


def run(qtbot, dialog):
    """Press the button, and wait until it is done; what it says."""
    qtbot.mouseClick(dialog.foot.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.work.again.isVisible, timeout=SOON)
    return dialog.work.what.text()


def go_back(qtbot, dialog):
    qtbot.mouseClick(dialog.work.again, Qt.MouseButton.LeftButton)
    return standing(qtbot, dialog)


def enlarged(path, scale):
    image = load_image(path)
    width, height = image.size
    grid = Grid.over((0, 0, width, height), (round(width * scale), round(height * scale)))
    return quantise(classical_field(image, "bicubic").sample(grid, Stop()))


def names(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_what_the_dialog_says_is_what_is_written_and_bad_files_are_listed(qtbot, show, folder, asked):
    window, out = show(folder / "a.png"), folder.parent / "photos-x2"
    dialog = asked(window)
    assert dialog.questions.pictures.folders() == [str(folder)] and dialog.questions.path.text() == str(out)
    assert standing(qtbot, dialog) == "3 pictures: 2 to be made, 1 that cannot be exported"
    assert "on this CPU" in dialog.price.text() and "kB" in dialog.price.text()
    assert dialog.work.isHidden() and not out.exists()  # the price comes before the click
    assert run(qtbot, dialog) == "photos-x2: 2 written, 1 not exported"
    assert names(out) == [INDEX, "a.png", "c.png"]
    for name in ("a.png", "c.bmp"):
        made = load_image(out / name.replace("bmp", "png")).pixels.astype(int)
        assert np.abs(made - enlarged(folder / name, 2)).max() <= 1
    told = dialog.work.failures.toPlainText()
    assert told.startswith("b.jpg is not an image") and "\n" not in told
    qtbot.mouseClick(dialog.work.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == told
    assert "2 written, 1 not exported" in window.exporting.bar.text
    assert go_back(qtbot, dialog) == "3 pictures: 2 finished already (skipped), 1 that cannot be exported"
    assert "finished already" in dialog.foot.note.text() and not dialog.foot.start.isEnabled()


def test_the_command_does_the_same_and_either_goes_on_where_the_other_was(qtbot, show, folder, asked, tmp_path):
    (folder / "b.jpg").unlink()
    dialog = asked(show(folder / "a.png", model="lanczos"), priced=False)
    questions = dialog.questions
    questions.findChild(QComboBox, "sizeBy").setCurrentIndex(1)
    questions.sizes.value.setValue(100)
    questions.format.choose(".jpg")
    questions.format.quality.setValue(60)
    qtbot.mouseClick(questions.keeps, Qt.MouseButton.LeftButton)
    questions.path.selectAll()
    out = tmp_path / "as wide.2"
    qtbot.keyClicks(questions.path, str(out))
    known(qtbot, dialog)
    qtbot.mouseClick(dialog.foot.copy, Qt.MouseButton.LeftButton)
    words = shlex.split(QGuiApplication.clipboard().text())
    assert words[0] == "srview" and run(qtbot, dialog) == "as wide.2: 2 written"
    by_hand = {path.name: path.read_bytes() for path in out.glob("*.jpg")}
    figures = tmp_path / "figures.json"
    assert main([*words[1:], "--json", str(figures)]) == 0
    assert json.loads(figures.read_text())["skipped"] == ["a.png", "c.bmp"]
    for path in out.iterdir():
        path.unlink()
    assert main(words[1:]) == 0
    assert {path.name: path.read_bytes() for path in out.glob("*.jpg")} == by_hand
    assert go_back(qtbot, dialog) == "2 pictures: 2 finished already (skipped)"


def test_nothing_is_overwritten_unasked(qtbot, show, folder, asked):
    (folder / "b.jpg").unlink()
    out = folder.parent / "photos-x2"
    out.mkdir()
    (out / "a.png").write_bytes(b"somebody's")
    dialog = asked(show(folder / "a.png"))
    assert standing(qtbot, dialog) == "2 pictures: 1 to be made, 1 with another file in the way (left alone)"
    assert run(qtbot, dialog) == "photos-x2: 1 written, 1 not exported"
    assert (out / "a.png").read_bytes() == b"somebody's"
    told = dialog.work.failures.toPlainText()
    assert "a.png exists already" in told and "--overwrite" not in told
    go_back(qtbot, dialog)
    assert "in the way" in dialog.foot.note.text() and not dialog.foot.start.isEnabled()
    dialog.findChild(QCheckBox, "folderOverwrite").click()
    known(qtbot, dialog)
    assert standing(qtbot, dialog) == "2 pictures: 1 to be made, 1 finished already (skipped)"
    run(qtbot, dialog)
    assert load_image(out / "a.png").size == (96, 64)


def test_cancelled_at_once_it_leaves_no_part_of_a_file_and_goes_on_where_it_was(qtbot, show, folder, slow, asked):
    (folder / "b.jpg").unlink()
    window, out = show(folder / "a.png", settled=False), folder.parent / "photos-x2"
    qtbot.waitUntil(lambda: window.document.image is not None, timeout=SOON)
    dialog = asked(window, priced=False)
    standing(qtbot, dialog)
    qtbot.mouseClick(dialog.foot.start, Qt.MouseButton.LeftButton)  # the price is not waited for

    def first_made():
        for field in slow:
            if field.size == (48, 32):
                field.released.set()
        return "c.bmp, 2 / 2" in dialog.work.doing.text() and any(name.startswith(".c-") for name in names(out))

    qtbot.waitUntil(first_made, timeout=SOON)
    assert dialog.work.bar.value() > 0
    qtbot.mouseClick(dialog.work.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.work.again.isVisible, timeout=2000)
    assert "1 written, then cancelled" in dialog.work.what.text()
    assert names(out) == [INDEX, "a.png"]
    assert go_back(qtbot, dialog) == "2 pictures: 1 to be made, 1 finished already (skipped)"
    before = (out / "a.png").stat().st_mtime_ns
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)

    def finished():
        for field in slow:
            field.released.set()
        return dialog.work.again.isVisible()

    qtbot.waitUntil(finished, timeout=SOON)
    assert dialog.work.what.text() == "photos-x2: 1 written, 1 finished before"
    assert (out / "a.png").stat().st_mtime_ns == before and names(out) == [INDEX, "a.png", "c.png"]


def test_it_runs_beside_the_window_and_is_come_back_to(qtbot, show, folder, slow, asked):
    window = show(folder / "a.png", settled=False)
    qtbot.waitUntil(lambda: window.document.image is not None, timeout=SOON)
    dialog = asked(window, priced=False)
    standing(qtbot, dialog)
    qtbot.mouseClick(dialog.foot.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "a.png, 1 / 3" in dialog.work.doing.text(), timeout=SOON)
    zoom = window.canvas.viewport.zoom
    wheel(window.canvas, 120)
    assert window.canvas.viewport.zoom > zoom
    qtbot.mouseClick(dialog.work.close_, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible() and "a.png, 1 / 3" in window.exporting.bar.text

    def ended():
        for field in slow:
            field.released.set()
        return "not exported" in window.exporting.bar.text

    qtbot.waitUntil(ended, timeout=SOON)
    assert "Export folder… says why" in window.exporting.bar.text
    assert asked(window, priced=False) is dialog and "b.jpg" in dialog.work.failures.toPlainText()
    qtbot.mouseClick(dialog.work.close_, Qt.MouseButton.LeftButton)
    assert asked(window, priced=False) is not dialog  # once it was read


def test_folders_and_pictures_are_dropped_on_it(qtbot, show, folder, tmp_path, asked):
    single = tmp_path / "single.png"
    PILImage.new("RGB", (20, 10), "red").save(single)
    window = show(sample_path("astronaut"))
    dialog = asked(window, priced=False)  # a sample's folder is not the user's: it begins with nothing
    assert dialog.questions.pictures.folders() == []
    assert "drop" in dialog.foot.note.text() and not dialog.foot.start.isEnabled() and not dialog.foot.copy.isEnabled()
    drop(dialog, mime(folder))
    assert standing(qtbot, dialog).startswith("3 pictures")
    drop(dialog, mime(single, folder / "a.png"))  # which is in the folder, too
    qtbot.waitUntil(lambda: standing(qtbot, dialog).startswith("4 pictures: 3 to be made"), timeout=SOON)
    run(qtbot, dialog)
    assert load_image(tmp_path / "photos-x2" / "single.png").size == (40, 20)


def test_what_cannot_be_is_refused_with_a_reason(qtbot, show, folder, tmp_path, asked):
    dialog = asked(show(folder / "a.png"))
    for path, words in ((folder, "the pictures themselves"), (folder / "a.png", "is a file")):
        dialog.questions.path.selectAll()
        qtbot.keyClicks(dialog.questions.path, str(path))
        qtbot.waitUntil(lambda words=words: words in dialog.foot.note.text(), timeout=SOON)
        assert not dialog.foot.start.isEnabled() and not dialog.foot.copy.isEnabled()
    empty = tmp_path / "empty"
    empty.mkdir()
    dialog.questions.path.selectAll()
    qtbot.keyClicks(dialog.questions.path, str(tmp_path / "out"))
    dialog.questions.pictures.set_folders([empty])
    qtbot.waitUntil(lambda: "no pictures" in dialog.foot.note.text(), timeout=SOON)
    assert names(folder) == ["a.png", "b.jpg", "c.bmp"] and not (tmp_path / "out").exists()


def test_closing_the_window_abandons_it_and_leaves_no_part_of_a_file(qtbot, show, folder, slow, asked):
    window, out = show(folder / "a.png", settled=False), folder.parent / "photos-x2"
    qtbot.waitUntil(lambda: window.document.image is not None, timeout=SOON)
    dialog = asked(window, priced=False)
    standing(qtbot, dialog)
    dialog.findChild(QPushButton, "startExport").click()
    qtbot.waitUntil(lambda: "a.png, 1 / 3" in dialog.work.doing.text(), timeout=SOON)
    qtbot.waitUntil(lambda: names(out) != [], timeout=SOON)  # it is being written
    window.leave()
    qtbot.waitUntil(lambda: names(out) == [], timeout=2000)


def test_what_is_looked_at_comes_first_in_its_colours_and_pictures_own_fields_are_not_offered(qtbot, show, folder, asked):
    window = show(folder / "a.png", model="lanczos", compare="nearest")
    window.document.see(compare="nearest", split=False, blend=0.25, shown="gradient")
    dialog = asked(window)
    box = dialog.questions.field
    assert box.itemText(0) == "Lanczos + 25% Nearest" and box.itemData(0).through.shown == "colours"
    titles = [box.itemText(row) for row in range(box.count())]
    assert {"Lanczos", "Nearest", "Bicubic", "liif-fast"} <= set(titles) and len(titles) == len(set(titles))
    assert "--blend nearest:0.25" in dialog.questions.command()
    run(qtbot, dialog)
    parts = [classical_field(load_image(folder / "a.png"), kernel) for kernel in ("lanczos", "nearest")]
    grid = Grid.over((0, 0, 48, 32), (96, 64))
    expected = quantise(sum(share * part.sample(grid, Stop()) for part, share in zip(parts, (0.75, 0.25), strict=True)))
    made = load_image(folder.parent / "photos-x2" / "a.png").pixels.astype(int)
    assert np.abs(made - expected).max() <= 1
