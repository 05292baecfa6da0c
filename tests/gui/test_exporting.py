"""Exports asked for in the window: what the dialog says is what is written, and what is written can be looked at again."""

import json
import re
import shlex

import numpy as np
import pytest
from hands import drop, mime
from PIL import Image as PILImage
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFileDialog, QPushButton, QSpinBox

from viewer.cli import main
from viewer.errors import Stop
from viewer.export.remembered import parse
from viewer.fields.field import Grid
from viewer.fields.interpolation import classical_field
from viewer.gui.comparison_dialog import ComparisonDialog
from viewer.gui.export_dialog import ExportDialog
from viewer.imaging.files import load_image, quantise
from viewer.imaging.metadata import read_text
from viewer.rendering.viewport import Viewport

SOON = 20_000  # ms


@pytest.fixture
def asked(qtbot):
    """A function that opens the dialog by its key, and waits for the price."""

    def ask(window, timed=True):
        assert window.findChild(ExportDialog) is None
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=SOON)
        qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        dialog = window.findChild(ExportDialog)
        if timed:
            qtbot.waitUntil(lambda: "About" in dialog.price.text(), timeout=SOON)
        return dialog

    return ask


def choose(dialog, name, text):
    box = dialog.findChild(QComboBox, name)
    box.setCurrentIndex(box.findText(text))


def name_file(qtbot, dialog, path):
    dialog.path.selectAll()
    qtbot.keyClicks(dialog.path, str(path))


def written(qtbot, window, dialog):
    """Press the button, and wait for what becomes of it."""
    dialog.findChild(QPushButton, "startExport").click()
    qtbot.waitUntil(lambda: "is written" in window.exporting.bar.text, timeout=SOON)


def field_at(path, region, size):
    image = load_image(path)
    return quantise(classical_field(image, "bicubic").sample(Grid.over(region, size), Stop()))


def test_what_the_dialog_says_is_what_is_written(qtbot, show, photo, asked, tmp_path):
    window = show(photo)
    dialog = asked(window)
    assert dialog.findChild(QPushButton, "startExport").isEnabled() and "on this CPU" in dialog.price.text()
    choose(dialog, "sizeBy", "Width")
    dialog.sizes.value.setValue(240)
    assert "240 × 160" in dialog.size_note.text()
    out = tmp_path / "out.tif"
    name_file(qtbot, dialog, out)
    assert dialog.format.format.currentText() == "TIFF"
    written(qtbot, window, dialog)
    assert "240 × 160" in window.exporting.bar.text
    pixels = load_image(out).pixels.astype(int)
    assert np.abs(pixels - field_at(photo, (0, 0, 96, 64), (240, 160))).max() <= 1


def test_the_selection_is_offered_first_and_the_view_as_large_as_it_is_seen(qtbot, show, photo, asked, settle, tmp_path):
    window = show(photo)
    window.canvas.select((10, 5, 20, 10))
    window.canvas.set_viewport(Viewport((48, 32), 32.0, window.canvas.viewport.size))
    settle(window)
    dialog = asked(window, timed=False)
    assert dialog.part.currentText() == "Selection"
    assert dialog.wish().request.region == (10, 5, 20, 10) and dialog.wish().request.size == (80, 40)
    choose(dialog, "part", "View")
    wish, (width, height) = dialog.wish(), window.canvas.viewport.size
    assert wish.request.size == (width, height) and wish.sizing.value == 32
    x, y, across, down = wish.request.region
    assert (x * 32, y * 32) == window.canvas.viewport.origin and (across * 32, down * 32) == (width, height)
    name_file(qtbot, dialog, tmp_path / "out.png")
    written(qtbot, window, dialog)
    assert (
        np.abs(load_image(tmp_path / "out.png").pixels.astype(int) - field_at(photo, wish.request.region, (width, height))).max()
        <= 1
    )


def test_a_view_that_is_on_its_way_is_exported_where_it_will_come_to_rest(show, photo, asked):
    window = show(photo, glides=True)
    canvas = window.canvas
    canvas.zoom_to(32)
    dialog = asked(window, timed=False)
    assert dialog.part.currentText() == "Whole picture"
    choose(dialog, "part", "View")
    assert dialog.wish().sizing.value == 32 and dialog.wish().request.size == canvas.target.size


def test_the_command_does_the_same(qtbot, show, photo, asked, tmp_path):
    window = show(photo)
    window.canvas.select((10, 5, 20, 10))
    dialog = asked(window, timed=False)
    choose(dialog, "sizeBy", "Long side")
    dialog.sizes.value.setValue(120)
    choose(dialog, "format", "JPEG")
    dialog.findChild(QSpinBox, "quality").setValue(60)
    name_file(qtbot, dialog, tmp_path / "by hand.jpg")
    dialog.findChild(QPushButton, "copyCommand").click()
    words = shlex.split(QGuiApplication.clipboard().text())
    assert words[0] == "srview"
    assert main(words[1:]) == 0
    by_command = (tmp_path / "by hand.jpg").read_bytes()
    (tmp_path / "by hand.jpg").unlink()
    written(qtbot, window, dialog)
    assert (tmp_path / "by hand.jpg").read_bytes() == by_command


def test_a_blend_is_exported_as_it_is_seen_and_comes_back(qtbot, show, photo, asked, settle, tmp_path):
    window = show(photo, model="lanczos", compare="nearest")
    window.document.see(compare="nearest", split=False, blend=0.25)
    settle(window)
    dialog, out = asked(window, timed=False), tmp_path / "out.png"
    assert dialog.field.currentText() == "Lanczos + 25% Nearest"
    name_file(qtbot, dialog, out)
    words = shlex.split(dialog.command())
    written(qtbot, window, dialog)
    expected = sum(
        share * classical_field(load_image(photo), kernel).sample(Grid.over((0, 0, 96, 64), (384, 256)), Stop())
        for kernel, share in (("lanczos", 0.75), ("nearest", 0.25))
    )
    pixels = load_image(out).pixels
    assert np.abs(pixels.astype(int) - quantise(expected)).max() <= 1
    assert main(words[1:]) == 0
    np.testing.assert_array_equal(load_image(out).pixels, pixels)
    window.document.see(blend=0.0)
    drop(window.canvas, mime(out))
    qtbot.waitUntil(lambda: "view of photo.png" in window.messages.text, timeout=SOON)
    window.messages.findChild(QPushButton, "messageAction").click()
    qtbot.waitUntil(lambda: window.document.image.path == photo and window.document.look.blend == 0.25, timeout=SOON)
    assert window.document.look.compare == "nearest" and not window.document.look.split


def test_formats_offer_what_they_hold(qtbot, show, photo, asked):
    dialog = asked(show(photo), timed=False)
    offers = {
        "PNG": (True, False),
        "JPEG": (False, True),
        "TIFF": (True, False),
        "WebP": (False, True),
        "Deep Zoom": (False, True),
    }
    for title, (has_depth, has_quality) in offers.items():
        choose(dialog, "format", title)
        assert (dialog.format.bits.isVisible(), dialog.format.quality.isVisible()) == (has_depth, has_quality)
        assert dialog.foot.start.isEnabled()
    choose(dialog, "format", "WebP")
    assert dialog.format.quality.text() == "lossless" and dialog.wish().request.coding.quality is None


def test_what_cannot_be_done_is_said_and_not_begun(qtbot, show, photo, asked, tmp_path):
    dialog = asked(show(photo), timed=False)
    for path, word in ((tmp_path / "out.doc", "ending"), (photo, "the picture itself"), ("", "Name a file")):
        dialog.path.clear()
        dialog.path.textEdited.emit("")
        name_file(qtbot, dialog, path) if path else None
        if path:
            assert word in dialog.foot.note.text() and not dialog.foot.start.isEnabled()
    name_file(qtbot, dialog, tmp_path / "out.webp")
    dialog.sizes.value.setValue(400)
    assert "16,383" in dialog.foot.note.text() and not dialog.foot.start.isEnabled()
    (tmp_path / "out.png").write_bytes(b"")
    name_file(qtbot, dialog, tmp_path / "out.png")
    dialog.sizes.value.setValue(2)
    assert "replaced" in dialog.foot.note.text() and dialog.foot.start.isEnabled()


def test_an_export_is_cancelled_at_once_and_the_next_one_done(qtbot, show, photo, slow, asked, tmp_path):
    window = show(photo, settled=False)
    qtbot.waitUntil(lambda: window.document.image is not None, timeout=SOON)
    for name in ("first", "second"):
        dialog = asked(window, timed=False)
        name_file(qtbot, dialog, tmp_path / f"{name}.png")
        dialog.findChild(QPushButton, "startExport").click()
        qtbot.waitUntil(lambda dialog=dialog: window.findChild(ExportDialog) is None, timeout=SOON)
    bar = window.exporting.bar
    assert bar.isVisibleTo(window) and "first.png (1 more)" in bar.text
    fields = window.exporting._fields
    qtbot.waitUntil(lambda: any(field.entered.is_set() for field in fields.values()), timeout=SOON)
    bar.findChild(object, "cancelExport").click()
    qtbot.waitUntil(lambda: "second.png" in bar.text, timeout=SOON)
    for field in slow:
        field.released.set()
    qtbot.waitUntil(lambda: "is written" in bar.text, timeout=SOON)
    assert sorted(path.name for path in tmp_path.glob("*.png")) == ["photo.png", "second.png"]
    assert not list(tmp_path.glob(".first*"))


def test_closing_abandons_an_export_and_leaves_nothing(qtbot, show, photo, slow, asked, tmp_path):
    window = show(photo, settled=False)
    qtbot.waitUntil(lambda: window.document.image is not None, timeout=SOON)
    dialog = asked(window, timed=False)
    name_file(qtbot, dialog, tmp_path / "out.png")
    dialog.findChild(QPushButton, "startExport").click()
    fields = window.exporting._fields
    qtbot.waitUntil(lambda: any(field.entered.is_set() for field in fields.values()), timeout=SOON)
    window.leave()
    qtbot.waitUntil(lambda: [path.name for path in tmp_path.glob("*")] == ["photo.png"], timeout=2000)


def test_an_export_opened_again_restores_its_view(qtbot, show, photo, asked, settle, tmp_path):
    window = show(photo, model="lanczos", compare="nearest")
    window.canvas.select((30, 20, 24, 16))
    dialog = asked(window, timed=False)
    out = tmp_path / "out.png"
    name_file(qtbot, dialog, out)
    written(qtbot, window, dialog)
    window.document.see(model="bicubic", split=True)
    drop(window.canvas, mime(out))
    qtbot.waitUntil(lambda: window.document.image.path == out, timeout=SOON)
    qtbot.waitUntil(lambda: window.messages.isVisible(), timeout=SOON)
    assert window.messages.text == "out.png is a view of photo.png."
    window.messages.findChild(QPushButton, "messageAction").click()
    qtbot.waitUntil(lambda: window.document.image.path == photo, timeout=SOON)
    settle(window)
    assert window.document.look.model == "lanczos" and not window.document.look.split
    assert window.canvas.viewport.centre == (42, 28)
    assert window.canvas.viewport.zoom == pytest.approx(
        min(w / n for w, n in zip(window.canvas.viewport.size, (24, 16), strict=True))
    )
    assert not window.messages.isVisible()


def test_a_saved_view_is_what_is_seen_and_comes_back_exactly(qtbot, show, photo, settle, tmp_path, monkeypatch):
    window = show(photo, model="nearest", compare="bicubic", zoom=20.0, centre=(40.25, 30.5))
    settle(window)
    out, view = tmp_path / "view.png", window.canvas.viewport
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(out), ""))
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: "is written" in window.exporting.bar.text, timeout=SOON)
    with PILImage.open(out) as saved:
        assert saved.size == view.size
    told = parse(read_text(out))
    assert (told.model, told.compare, told.zoom) == ("nearest", "bicubic", 20.0)
    window.document.see(model="lanczos", compare="bilinear", split=False)
    window.canvas.fit()
    drop(window.canvas, mime(out))
    qtbot.waitUntil(lambda: "view of photo.png" in window.messages.text, timeout=SOON)
    window.messages.findChild(QPushButton, "messageAction").click()
    qtbot.waitUntil(lambda: window.document.image.path == photo and window.canvas.viewport.zoom == 20.0, timeout=SOON)
    settle(window)
    assert (window.canvas.viewport.centre, window.canvas.viewport.zoom) == (view.centre, view.zoom)
    look = window.document.look
    assert (look.model, look.compare, look.split) == ("nearest", "bicubic", True)


def test_a_view_whose_picture_is_gone_or_whose_words_are_not_ours_is_a_picture_like_others(qtbot, show, photo, settle, tmp_path):
    out = tmp_path / "out.png"
    assert main(["render", str(photo), "-o", str(out), "--scale", "2", "--model", "bicubic"]) == 0
    text = json.loads(read_text(out))
    assert text["source"] == "photo.png" and str(tmp_path) not in read_text(out)
    PILImage.fromarray(load_image(photo).pixels[::-1]).save(photo)  # another picture by that name
    window = show(out)
    qtbot.wait(200)
    assert not window.messages.isVisible() and window.document.image.path == out


def test_a_comparison_is_one_page_of_what_was_chosen(qtbot, show, photo, tmp_path, monkeypatch):
    window = show(photo, model="bicubic", compare="nearest")
    window.canvas.select((10, 5, 20, 12))
    window.menus.comparisonRequested.emit()
    dialog = window.findChild(ComparisonDialog)
    assert "80 × 48" in dialog.foot.note.text()
    items = {dialog.models.item(row).text(): dialog.models.item(row) for row in range(dialog.models.count())}
    items["Nearest"].setCheckState(Qt.CheckState.Unchecked)
    assert "two models" in dialog.foot.note.text() and not dialog.foot.start.isEnabled()
    items["Lanczos"].setCheckState(Qt.CheckState.Checked)
    dialog.foot.copy.click()
    words = shlex.split(QGuiApplication.clipboard().text())
    assert "clipboard" in dialog.foot.note.text()
    out = tmp_path / "page.html"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(out), ""))
    dialog.foot.start.click()
    qtbot.waitUntil(lambda: "is written" in window.exporting.bar.text, timeout=SOON)
    monkeypatch.chdir(tmp_path)
    assert main(words[1:]) == 0
    by_command = json.loads(re.search(r'id="data">(.*?)</script>', (tmp_path / words[-1]).read_text("utf-8")).group(1))
    by_hand = json.loads(re.search(r'id="data">(.*?)</script>', out.read_text("utf-8")).group(1))
    assert [picture["uri"] for picture in by_hand["pictures"]] == [picture["uri"] for picture in by_command["pictures"]]
    assert len(by_hand["pictures"]) == 2 and by_hand["size"] == [80, 48]
    first = by_hand["pictures"][0]["title"]  # sheets have no other place to say so
    assert by_hand["note"] == f"80 × 48 pixels at ×4; figures on luma, against {first}."
