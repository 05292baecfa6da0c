"""Leafing through the pictures of a folder, which changes while one looks."""

import io
import os
import shutil
import sys

import numpy as np
import pytest
from hands import drop, mime, pixels_of
from PIL import Image as PILImage
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit

from viewer.gui.app import STANDARD_INPUT

SOON = 20_000
SIZES = {"shot 2.png": (32, 20), "shot 10.png": (33, 20), "shot 1.png": (31, 20)}
IN_ORDER = ["shot 1.png", "shot 2.png", "shot 10.png"]


def make(path, size=(30, 20), colour=(200, 90, 30)):
    PILImage.new("RGB", size, colour).save(path)
    return path


@pytest.fixture
def folder(tmp_path):
    """Three pictures whose natural order is not that of their letters, and what is none."""
    folder = tmp_path / "album"
    folder.mkdir()
    for age, (name, size) in enumerate(SIZES.items()):
        make(folder / name, size)
        os.utime(folder / name, (1_000_000 - age, 1_000_000 - age))
    (folder / "notes.txt").write_text("no picture")
    return folder


@pytest.fixture
def seen(qtbot):
    """A function that waits until a window shows the file of a name."""

    def wait(window, name):
        qtbot.waitUntil(lambda: window.windowTitle().startswith(f"{name} – ") and not window.opener.is_pending, timeout=SOON)

    return wait


def place(window):
    return window.findChild(object, "placeLabel").text()


def test_one_picture_brings_those_beside_it_in_natural_order(qtbot, show, folder, seen):
    window = show(folder / "shot 2.png")
    qtbot.waitUntil(lambda: place(window) == "2 / 3", timeout=SOON)
    for key, name, told in (
        (Qt.Key.Key_PageDown, "shot 10.png", "3 / 3"),
        (Qt.Key.Key_Space, "shot 1.png", "1 / 3"),
        (Qt.Key.Key_Backspace, "shot 10.png", "3 / 3"),
        (Qt.Key.Key_Home, "shot 1.png", "1 / 3"),
        (Qt.Key.Key_End, "shot 10.png", "3 / 3"),
    ):
        qtbot.keyClick(window.canvas, key)
        seen(window, name)
        assert place(window) == told


def test_arrows_leaf_while_the_picture_fits_and_move_over_it_when_it_does_not(qtbot, show, folder, seen):
    window = show(folder / "shot 1.png")
    qtbot.waitUntil(lambda: place(window) == "1 / 3", timeout=SOON)
    qtbot.keyClick(window.canvas, Qt.Key.Key_Right)
    seen(window, "shot 2.png")
    window.canvas.zoom_to(200)
    before = window.canvas.viewport.centre
    qtbot.keyClick(window.canvas, Qt.Key.Key_Left)
    assert window.canvas.viewport.centre[0] < before[0]
    seen(window, "shot 2.png")


def test_the_side_buttons_of_a_mouse_leaf(qtbot, show, folder, seen):
    window = show(folder / "shot 1.png")
    qtbot.waitUntil(lambda: place(window) == "1 / 3", timeout=SOON)
    for button, name in ((Qt.MouseButton.ForwardButton, "shot 2.png"), (Qt.MouseButton.BackButton, "shot 1.png")):
        at = QPointF(20, 20)
        event = QMouseEvent(QMouseEvent.Type.MouseButtonPress, at, at, button, button, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(window.canvas, event)
        seen(window, name)


@pytest.mark.parametrize("way", ["dropped", "given"])
def test_a_folder_is_its_pictures(qtbot, show, folder, seen, way):
    window = show(*([folder] if way == "given" else []))
    if way == "dropped":
        drop(window.canvas, mime(folder))
    seen(window, "shot 1.png")
    qtbot.waitUntil(lambda: place(window) == "1 / 3", timeout=SOON)


def test_a_folder_without_a_picture_says_so_and_changes_nothing(qtbot, show, folder, seen, complaint, tmp_path):
    window = show(folder / "shot 1.png")
    qtbot.waitUntil(lambda: place(window) == "1 / 3", timeout=SOON)
    (tmp_path / "empty").mkdir()
    drop(window.canvas, mime(tmp_path / "empty"))
    complaint(window, "There is no picture in")
    qtbot.keyClick(window.canvas, Qt.Key.Key_PageDown)
    seen(window, "shot 2.png")


def test_a_broken_file_on_the_way_is_told_of_and_passed(qtbot, show, folder, seen, complaint):
    (folder / "shot 1b.png").write_bytes(b"no picture at all")
    window = show(folder / "shot 1.png")
    qtbot.waitUntil(lambda: place(window) == "1 / 4", timeout=SOON)
    qtbot.keyClick(window.canvas, Qt.Key.Key_PageDown)
    complaint(window, "shot 1b.png")
    qtbot.keyClick(window.canvas, Qt.Key.Key_PageDown)
    seen(window, "shot 2.png")
    assert not window.messages.isVisible()


def test_files_can_be_sorted_by_time_and_by_size(qtbot, show, folder, seen):
    (folder / "shot 10.png").write_bytes((folder / "shot 10.png").read_bytes() + bytes(5000))
    window = show(folder / "shot 1.png")
    qtbot.waitUntil(lambda: place(window) == "1 / 3", timeout=SOON)
    window.menus.orderChosen.emit("bytes")
    qtbot.waitUntil(lambda: window.browsing.files[0].name == "shot 10.png", timeout=SOON)
    os.utime(folder / "shot 2.png", (2_000_000_000, 2_000_000_000))
    window.menus.orderChosen.emit("time")
    qtbot.waitUntil(lambda: window.browsing.files[0].name == "shot 2.png", timeout=SOON)
    assert window.windowTitle().startswith("shot 1.png")


def test_a_file_that_is_written_anew_is_shown_anew_where_one_was_looking(qtbot, show, folder, settle):
    window = show(folder / "shot 1.png")
    window.canvas.zoom_to(60)
    settle(window)
    view = window.canvas.viewport
    for colour in ((10, 20, 250), (20, 240, 10)):  # twice: a file that is replaced has to be watched again
        make(folder / "new.png", SIZES["shot 1.png"], colour).replace(folder / "shot 1.png")

        def is_new(colour=colour):
            pixels = pixels_of(window.canvas)
            return np.abs(pixels[pixels.shape[0] // 2, pixels.shape[1] // 2].astype(int) - colour).max() <= 2

        qtbot.waitUntil(is_new, timeout=SOON)
        assert window.canvas.viewport == view
    assert not window.messages.isVisible()


def test_f5_reads_the_file_again(qtbot, show, folder, settle):
    window = show(folder / "shot 1.png")
    window.browsing._watcher.removePaths(window.browsing._watcher.files())
    make(folder / "shot 1.png", SIZES["shot 1.png"], (10, 20, 250))
    qtbot.keyClick(window.canvas, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.document.image.pixels[0, 0].tolist() == [10, 20, 250], timeout=SOON)


def test_pictures_that_come_into_the_folder_can_be_leafed_to(qtbot, show, folder, seen):
    window = show(folder / "shot 1.png")
    qtbot.waitUntil(lambda: place(window) == "1 / 3", timeout=SOON)
    make(folder / "shot 1a.png")
    qtbot.waitUntil(lambda: place(window) == "1 / 4", timeout=SOON)
    (folder / "shot 2.png").unlink()
    qtbot.waitUntil(
        lambda: [path.name for path in window.browsing.files] == ["shot 1.png", "shot 1a.png", "shot 10.png"], timeout=SOON
    )


def test_the_neighbours_are_ready_before_they_are_asked_for(qtbot, show, folder, seen):
    window = show(folder / "shot 2.png")
    opener = window.opener
    qtbot.waitUntil(lambda: {path.name for path in opener._ready} == set(IN_ORDER), timeout=SOON)
    ahead = opener._ready[folder / "shot 10.png"][1]
    qtbot.keyClick(window.canvas, Qt.Key.Key_PageDown)
    seen(window, "shot 10.png")
    assert window.document.image is ahead
    make(folder / "shot 1.png", colour=(1, 2, 3))  # what was read ahead is no longer what the file holds
    qtbot.keyClick(window.canvas, Qt.Key.Key_PageDown)
    seen(window, "shot 1.png")
    assert window.document.image.pixels[0, 0].tolist() == [1, 2, 3]


def test_a_picture_comes_from_standard_input(show, folder, monkeypatch):
    class Piped:
        buffer = io.BytesIO((folder / "shot 2.png").read_bytes())

    monkeypatch.setattr(sys, "stdin", Piped)
    window = show(STANDARD_INPUT)
    assert window.document.image.size == SIZES["shot 2.png"]
    assert window.windowTitle().startswith("Standard input – ")


def test_the_filmstrip_shows_the_folder_and_opens_what_is_clicked(qtbot, show, folder, seen):
    window = show(folder / "shot 1.png")
    qtbot.keyClick(window.canvas, Qt.Key.Key_T)
    strip = window.filmstrip
    qtbot.waitUntil(lambda: strip.model().rowCount() == 3 and strip.currentIndex().row() == 0, timeout=SOON)
    assert [strip.model().index(row).data() for row in range(3)] == IN_ORDER

    def colour():
        icon = strip.model().index(2).data(Qt.ItemDataRole.DecorationRole)
        return icon.pixmap(96, 96).toImage().pixelColor(48, 48).getRgb()[:3]

    qtbot.waitUntil(lambda: colour() == (200, 90, 30), timeout=SOON)
    rect = strip.visualRect(strip.model().index(2))
    qtbot.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    seen(window, "shot 10.png")
    assert strip.currentIndex().row() == 2


def test_the_filmstrip_ends_where_its_names_do_with_a_scroll_bar_and_without(qtbot, show, folder):
    window = show(folder / "shot 1.png")
    qtbot.keyClick(window.canvas, Qt.Key.Key_T)
    strip, bar = window.filmstrip, window.filmstrip.horizontalScrollBar()

    def spare():
        return strip.viewport().height() - strip.visualRect(strip.model().index(0)).bottom()

    qtbot.waitUntil(lambda: strip.model().rowCount() == 3 and not bar.isVisible() and 0 <= spare() < 12, timeout=SOON)
    for number in range(20, 32):
        shutil.copy(folder / "shot 1.png", folder / f"shot {number}.png")
    qtbot.waitUntil(lambda: bar.isVisible() and 0 <= spare() < 12, timeout=SOON)


def test_the_facts_of_the_file_are_there_when_they_are_wanted(qtbot, show, folder, seen):
    window = show(folder / "shot 1.png")
    table = window.docks.facts.findChild(object, "facts")
    qtbot.keyClick(window.canvas, Qt.Key.Key_I)

    def facts():
        items = (table.topLevelItem(row) for row in range(table.topLevelItemCount()))
        return {item.text(0): item.text(1) for item in items}

    qtbot.waitUntil(lambda: facts().get("File") == "shot 1.png", timeout=SOON)
    assert facts()["Pixels"].startswith("31 × 20")
    qtbot.keyClick(window.canvas, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: facts().get("File") == "shot 2.png", timeout=SOON)


def test_what_was_open_last_is_in_a_menu_in_the_next_session_too(qtbot, show, folder, seen, home):
    window = show(folder / "shot 1.png")
    window.open(folder / "shot 2.png")
    seen(window, "shot 2.png")
    kept = home / "data" / "srview" / "recent.json"
    qtbot.waitUntil(lambda: kept.exists() and "shot 2.png" in kept.read_text(), timeout=SOON)
    window = show()
    menu = window.menus.recent
    qtbot.waitUntil(menu.isEnabled, timeout=SOON)
    assert [action.text().split("  in  ")[0] for action in menu.actions()[:2]] == ["shot 2.png", "shot 1.png"]
    menu.actions()[1].trigger()
    seen(window, "shot 1.png")
    qtbot.waitUntil(lambda: menu.actions()[0].text().startswith("shot 1.png"), timeout=SOON)
    menu.actions()[-1].trigger()
    qtbot.waitUntil(lambda: not kept.exists() and not menu.isEnabled(), timeout=SOON)


@pytest.mark.parametrize("content", ["{ no list", '{"a": 1}', "[1, null]"])
def test_a_broken_list_of_recent_pictures_is_as_none(qtbot, show, folder, home, content):
    kept = home / "data" / "srview" / "recent.json"
    kept.parent.mkdir(parents=True)
    kept.write_text(content)
    window = show(folder / "shot 1.png")
    qtbot.waitUntil(lambda: "shot 1.png" in kept.read_text(), timeout=SOON)
    assert len(window.menus.recent.actions()) == 3 and not window.messages.isVisible()


def test_a_picture_goes_to_the_trash_and_comes_back(qtbot, show, folder, seen, home):
    window = show(folder / "shot 2.png")
    qtbot.waitUntil(lambda: place(window) == "2 / 3", timeout=SOON)
    bytes_before = (folder / "shot 2.png").read_bytes()
    assert not window.menus.undo.isEnabled()
    qtbot.keyClick(window.canvas, Qt.Key.Key_Delete)
    seen(window, "shot 10.png")
    assert place(window) == "2 / 2" and not (folder / "shot 2.png").exists()
    assert "shot 2.png" in window.status.currentMessage()
    qtbot.keyClick(window.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    seen(window, "shot 2.png")
    assert (folder / "shot 2.png").read_bytes() == bytes_before and not window.menus.undo.isEnabled()
    assert window.status.currentMessage() == "shot 2.png is back."
    assert not list((home / "data" / "Trash").rglob("*.trashinfo"))


def test_what_took_its_place_meanwhile_is_not_overwritten_by_what_comes_back(qtbot, show, folder, seen, home, complaint):
    window = show(folder / "shot 2.png")
    qtbot.waitUntil(lambda: place(window) == "2 / 3", timeout=SOON)
    qtbot.keyClick(window.canvas, Qt.Key.Key_Delete)
    seen(window, "shot 10.png")
    (folder / "shot 2.png").write_bytes(b"another")
    qtbot.keyClick(window.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    complaint(window, "another shot 2.png")
    assert (folder / "shot 2.png").read_bytes() == b"another"


def rename_to(qtbot, window, name):
    qtbot.keyClick(window.canvas, Qt.Key.Key_F2)
    dialog = window.findChild(QInputDialog, "rename")
    qtbot.waitUntil(dialog.isVisible, timeout=SOON)
    dialog.setTextValue(name)
    dialog.accept()


def test_of_a_name_to_be_changed_all_but_the_ending_is_selected(qtbot, show, folder):
    window = show(folder / "shot 2.png")
    qtbot.waitUntil(lambda: place(window) == "2 / 3", timeout=SOON)
    window.file_actions.rename()
    dialog = window.findChild(QInputDialog, "rename")
    field = dialog.findChild(QLineEdit)
    qtbot.waitUntil(lambda: field.selectedText() == "shot 2", timeout=SOON)
    assert field.accessibleName() == "Name of the file"
    dialog.reject()


def test_a_file_gets_another_name_and_stays_open(qtbot, show, folder, seen):
    window = show(folder / "shot 2.png")
    qtbot.waitUntil(lambda: place(window) == "2 / 3", timeout=SOON)
    rename_to(qtbot, window, "sea.png")
    seen(window, "sea.png")
    assert {path.name for path in folder.glob("*.png")} == {"shot 1.png", "sea.png", "shot 10.png"}


@pytest.mark.parametrize("name", ["shot 1.png", "", "../up.png", ".."])
def test_a_name_that_is_taken_or_none_changes_nothing(qtbot, show, folder, complaint, name):
    window = show(folder / "shot 2.png")
    qtbot.waitUntil(lambda: place(window) == "2 / 3", timeout=SOON)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    rename_to(qtbot, window, name)
    complaint(window, name or "Nothing")
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
