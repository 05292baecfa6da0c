"""Every way a picture comes into the window; what cannot be opened leaves the old one where it is."""

import re
from threading import Event

import numpy as np
import pytest
import torch
from hands import drag_in, drag_out, drop, mime, pixels_of
from PIL import Image as PILImage
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QLabel

from viewer.gui import opening
from viewer.gui.app import Start
from viewer.gui.look import Look
from viewer.gui.main_window import MainWindow
from viewer.imaging.samples import SAMPLES
from viewer.models import checkpoint
from viewer.models.siren import Siren
from viewer.rendering.viewport import Viewport


def size_of(window):
    return window.canvas.layer_at((1, 1)).image.size


def opened(qtbot, window, size):
    qtbot.waitUntil(lambda: window.canvas.has_picture and size_of(window) == size, timeout=20_000)


def test_an_empty_window_invites_and_says_how(show):
    window = show()
    assert window.windowTitle() == "srview"
    assert not window.canvas.has_picture
    assert window.is_settled


def test_a_dropped_file_is_opened(qtbot, show, photo):
    window = show()
    drop(window.canvas, mime(photo))
    opened(qtbot, window, (96, 64))
    assert window.windowTitle().startswith("photo.png – ")


def test_the_canvas_is_as_large_before_the_first_picture_as_with_it(qtbot, show, settle, photo):
    window = show()
    before = window.canvas.size()
    drop(window.canvas, mime(photo))
    opened(qtbot, window, (96, 64))
    settle(window)
    assert window.canvas.size() == before


def test_dragging_a_file_over_the_window_shows_that_it_may_be_dropped(show, photo, other_photo):
    window = show(photo)
    before = pixels_of(window.canvas).astype(int)
    assert drag_in(window.canvas, mime(other_photo)).isAccepted()
    during = pixels_of(window.canvas).astype(int)
    assert (np.abs(during - before).max(-1) > 10).mean() > 0.5
    drag_out(window.canvas)
    np.testing.assert_array_equal(pixels_of(window.canvas), before)


def test_dragged_text_is_not_accepted(show, photo):
    window = show(photo)
    text = QMimeData()
    text.setText("hello")
    assert not drag_in(window.canvas, text).isAccepted()


def test_the_next_and_previous_of_several_dropped_files_are_a_key_away(qtbot, show, photo, other_photo):
    window = show()
    drop(window.canvas, mime(photo, other_photo))
    opened(qtbot, window, (96, 64))
    qtbot.keyClick(window.canvas, Qt.Key.Key_PageDown)
    opened(qtbot, window, (60, 90))
    qtbot.keyClick(window.canvas, Qt.Key.Key_Space)
    opened(qtbot, window, (96, 64))
    qtbot.keyClick(window.canvas, Qt.Key.Key_PageUp)
    opened(qtbot, window, (60, 90))


@pytest.mark.parametrize("how", ["picture", "file"])
def test_the_clipboard_is_pasted(qtbot, show, photo, how):
    window = show()
    clipboard = QGuiApplication.clipboard()
    if how == "picture":
        clipboard.setImage(QImage(str(photo)))
    else:
        clipboard.setMimeData(mime(photo))
    qtbot.keyClick(window.canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    opened(qtbot, window, (96, 64))
    with PILImage.open(photo) as source:
        np.testing.assert_array_equal(window.canvas.layer_at((1, 1)).image.pixels, np.asarray(source.convert("RGB")))


def test_pasting_nothing_of_use_says_so(qtbot, show, photo, complaint):
    window = show(photo)
    QGuiApplication.clipboard().setText("hello")
    qtbot.keyClick(window.canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    complaint(window, "no picture")
    assert size_of(window) == (96, 64)


def test_open_asks_for_a_file_and_opens_it(qtbot, show, photo, monkeypatch):
    window = show()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(photo), ""))
    qtbot.keyClick(window.canvas, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    opened(qtbot, window, (96, 64))


def test_every_sample_is_in_the_menu_and_opens(qtbot, show):
    window = show()
    menus = {action.text().replace("&", ""): action for action in window.menuBar().actions()[0].menu().actions()}
    samples = menus["Samples"].menu().actions()
    assert len(samples) == len(SAMPLES) >= 5
    for action in samples:
        before = window.windowTitle()
        action.trigger()
        qtbot.waitUntil(lambda before=before: window.windowTitle() != before and not window.opener.is_pending, timeout=20_000)
        assert not window.messages.isVisible()


def test_the_last_of_two_requests_wins_whichever_is_read_first(qtbot, show, photo, other_photo):
    window = show()
    window.open(photo)
    window.open(other_photo)
    qtbot.waitUntil(lambda: window.is_settled and window.canvas.has_picture, timeout=20_000)
    assert size_of(window) == (60, 90)


def test_a_picture_of_the_same_size_keeps_the_view_another_is_fitted(qtbot, show, photo, other_photo, tmp_path):
    with PILImage.open(photo) as source:
        source.rotate(180).save(tmp_path / "turned.png")
    window = show(photo)
    window.canvas.zoom_to(25)
    view = window.canvas.viewport
    window.open(tmp_path / "turned.png")
    qtbot.waitUntil(lambda: window.windowTitle().startswith("turned.png"), timeout=20_000)
    assert window.canvas.viewport == view
    window.open(other_photo)
    opened(qtbot, window, (60, 90))
    assert window.canvas.is_fitted


def test_with_the_view_kept_another_picture_of_any_size_is_seen_at_the_same_zoom_and_place(qtbot, show, photo, other_photo):
    window = show(photo)
    canvas = window.canvas
    qtbot.keyClick(canvas, Qt.Key.Key_K)
    canvas.set_viewport(Viewport((30.25, 40.5), 7, canvas.viewport.size))
    window.open(other_photo)
    opened(qtbot, window, (60, 90))
    assert (canvas.viewport.centre, canvas.viewport.zoom) == ((30.25, 40.5), 7)
    window.open(photo)
    opened(qtbot, window, (96, 64))
    assert (canvas.viewport.centre, canvas.viewport.zoom) == ((30.25, 40.5), 7)
    qtbot.keyClick(canvas, Qt.Key.Key_K)
    window.open(other_photo)
    opened(qtbot, window, (60, 90))
    assert canvas.is_fitted


def test_the_picture_before_is_seen_until_the_next_can_be(qtbot, show, photo, other_photo, monkeypatch):
    read, go_on = opening.load_picture, Event()
    monkeypatch.setattr(opening, "load_picture", lambda path: (path != other_photo or go_on.wait(20)) and read(path))
    window = show(photo)
    before = pixels_of(window.canvas)
    frames = []
    window.canvas.painted.connect(lambda: frames.append(window.canvas.picture_size))
    window.open(other_photo)
    for _ in range(5):
        qtbot.wait(20)
        window.canvas.repaint()
        np.testing.assert_array_equal(pixels_of(window.canvas), before)
    go_on.set()
    opened(qtbot, window, (60, 90))
    window.canvas.repaint()
    assert set(frames) == {(96, 64), (60, 90)}  # and no frame of nothing between
    assert len(np.unique(pixels_of(window.canvas).reshape(-1, 3), axis=0)) > 100


def bad_file(kind, folder):
    """A path that cannot be opened as a picture."""
    path = folder / "bad.png"
    if kind == "not an image":
        path.write_bytes(b"hello, world\n" * 50)
    elif kind == "truncated":
        PILImage.fromarray(np.random.default_rng(0).integers(0, 255, (80, 80, 3), np.uint8)).save(path)
        path.write_bytes(path.read_bytes()[:5000])
    elif kind == "empty":
        path.touch()
    elif kind == "bomb":
        header = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (100_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
        path.write_bytes(header + b"\xae\x9c\x41\xf1" + bytes(60))
    elif kind == "folder":
        path.mkdir()
    elif kind == "unreadable":
        path.symlink_to(path.name)
    return path  # or it is missing


@pytest.mark.parametrize("kind", ["not an image", "truncated", "empty", "bomb", "folder", "unreadable", "missing"])
def test_what_cannot_be_opened_gives_one_sentence_and_the_picture_stays(qtbot, show, photo, tmp_path, unchanged, complaint, kind):
    window = show(photo)
    window.canvas.zoom_to(9)
    qtbot.waitUntil(lambda: window.is_settled)
    before, title = unchanged(window), window.windowTitle()
    drop(window.canvas, mime(bad_file(kind, tmp_path)))
    complaint(window, "bad.png")
    window.messages.clear()
    qtbot.waitUntil(lambda: pixels_of(window.canvas).shape == before.shape and window.is_settled)
    np.testing.assert_array_equal(pixels_of(window.canvas), before)
    assert window.windowTitle() == title


def test_a_damaged_file_given_at_the_start_leaves_a_window_that_works(qtbot, show, photo, tmp_path, complaint):
    window = show(bad_file("truncated", tmp_path))
    complaint(window, "bad.png")
    drop(window.canvas, mime(photo))
    opened(qtbot, window, (96, 64))
    assert not window.messages.isVisible()


def test_the_message_can_be_dismissed(qtbot, show, complaint, tmp_path):
    window = show(tmp_path / "missing.png")
    complaint(window, "missing.png")
    qtbot.mouseClick(window.findChild(object, "closeMessage"), Qt.MouseButton.LeftButton)
    assert not window.messages.isVisible()


def test_what_is_selected_of_a_message_is_copied_rather_than_the_view(qtbot, show, settle, complaint, photo, tmp_path):
    window = show(photo)
    window.open(tmp_path / "missing.png")
    said = complaint(window, "missing.png")
    text = window.findChild(QLabel, "messageText")
    text.setFocus()
    text.setSelection(0, len(said))
    qtbot.keyClick(text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == said
    text.setSelection(0, 0)
    qtbot.keyClick(text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().image().width() == window.canvas.seen().width()


def test_messages_wait_for_one_another_each_once_and_can_be_read_again(qtbot, show, complaint, photo, tmp_path):
    window = show(photo)
    bar = window.messages
    more, close = window.findChild(object, "moreMessages"), window.findChild(object, "closeMessage")
    for name in ("first.png", "second.png", "first.png", "third.png"):
        window.open(tmp_path / name)
        qtbot.waitUntil(lambda: name in bar.text)  # noqa: B023
    assert more.isVisible() and more.text().startswith("2 ")
    for name in ("first.png", "second.png"):
        qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
        complaint(window, name)
    assert not more.isVisible()
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()

    window.shortcuts.entries["messages"].action.trigger()
    sheet = window.findChild(object, "messagesSheet")
    qtbot.mouseClick(sheet.copy, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [name in line for name, line in zip(("second.png", "first.png", "third.png"), lines, strict=True)] == [True] * 3
    assert all(re.match(r"\d\d:\d\d:\d\d  ", line) for line in lines)


def test_what_is_said_of_the_settings_outlives_pictures_and_what_was_said_of_another_does_not(
    qtbot, photo, other_photo, tmp_path
):
    window = MainWindow(Start([photo], Look("bicubic"), complaint="The settings file is broken."))
    qtbot.addWidget(window, before_close_func=MainWindow.leave)
    window.show()
    opened(qtbot, window, (96, 64))
    assert window.messages.isVisible() and window.messages.text == "The settings file is broken."
    window.open(tmp_path / "missing.png")
    qtbot.waitUntil(lambda: "missing.png" in window.messages.text)
    window.open(other_photo)
    opened(qtbot, window, (60, 90))
    assert window.messages.text == "The settings file is broken."


def test_what_a_message_offers_is_done_by_its_own_button(qtbot, show):
    window, done = show(), []
    window.messages.offer("A view can be restored.", "Restore", lambda: done.append("restored"))
    window.messages.warn("Something else went wrong.")
    action = window.findChild(object, "messageAction")
    assert not action.isVisible()
    qtbot.mouseClick(window.findChild(object, "moreMessages"), Qt.MouseButton.LeftButton)
    assert "A view can be restored." in window.findChild(object, "messagesSheet").text.toPlainText()
    qtbot.mouseClick(window.findChild(object, "closeMessage"), Qt.MouseButton.LeftButton)
    assert action.isVisible() and action.text() == "Restore"
    qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    assert done == ["restored"] and not window.messages.isVisible()


@pytest.fixture
def field_file(tmp_path):
    """A field file: a SIREN of 40 x 30 pixels and no pixel."""
    torch.manual_seed(0)
    path = tmp_path / "field.safetensors"
    checkpoint.save(checkpoint.describe("siren", Siren((40, 30), hidden=16, layers=1)), path)
    return path


@pytest.mark.parametrize("way", ["dropped", "loaded", "named"])
def test_a_field_file_is_opened_as_the_picture_it_is(qtbot, show, settle, photo, field_file, way):
    window = show(field_file if way == "named" else photo)
    if way == "dropped":
        drop(window.canvas, mime(field_file))
    if way == "loaded":
        window.document.load_checkpoint(field_file)
    opened(qtbot, window, (40, 30))
    settle(window)
    assert window.windowTitle().startswith("field.safetensors – ")
    assert window.panel.model.currentData() == str(field_file)
    assert pixels_of(window.canvas).std() > 1
    window.open(photo)
    opened(qtbot, window, (96, 64))
    settle(window)
    assert window.panel.model.currentData() == "bicubic"  # as before


def test_a_network_for_any_picture_is_no_picture(qtbot, show, photo, network, complaint):
    window = show(photo)
    window.open(network)
    complaint(window, "tiny.safetensors")
    assert size_of(window) == (96, 64)


def test_a_field_of_another_picture_gives_way_to_bicubic_with_a_sentence(qtbot, show, photo, field_file, complaint):
    window = show(photo)
    window.document.choose_model(str(field_file))
    complaint(window, "field.safetensors is a picture of its own, of 40 x 30 pixels")
    assert window.panel.model.currentData() == "bicubic"
