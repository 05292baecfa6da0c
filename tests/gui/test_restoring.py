"""Restoring from the window: a mask painted by hand at any zoom, and a restoration seen in the picture's place."""

import numpy as np
import pytest
from hands import pixels_of, wheel
from PIL import Image as PILImage
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QPushButton, QToolButton, QWidget

from viewer.files import SNAPSHOTS
from viewer.gui.panel import Choice
from viewer.gui.restore_dialog import RestoreDialog
from viewer.imaging.samples import sample_path
from viewer.jobs.history import State
from viewer.jobs.run_folder import RunFolder, runs_folder
from viewer.rendering.viewport import Viewport
from viewer.training.options.restore import PRESETS, RestoreOptions

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
NONE = Qt.KeyboardModifier.NoModifier
SOON = 60_000  # ms
TINY = {"down": [8, 8], "up": [8, 8], "skip": [2, 2], "depth": 4, "device": "cpu", "val_every": 10, "save_every": 20}


@pytest.fixture
def large_photo(tmp_path):
    with PILImage.open(sample_path("astronaut")) as source:
        source.resize((1200, 900)).save(tmp_path / "large.png")
    return tmp_path / "large.png"


@pytest.fixture
def painting(show, settle, photo):
    """A window in which a mask is painted."""
    window = show(photo)
    QTest.keyClick(window, Qt.Key.Key_M)
    assert window.restoring.is_painting
    settle(window)
    return window


def tool(window, name):
    return window.restoring.bar.findChild(QToolButton, name)


def marked(window):
    return window.restoring.painter.mask.marked


def place(canvas, source):
    ratio = canvas.devicePixelRatioF()
    x, y = canvas.viewport.to_device(source)
    return QPoint(round(x / ratio), round(y / ratio))


def drag(canvas, *sources, button=LEFT):
    points = [place(canvas, source) for source in sources]
    QTest.mousePress(canvas, button, NONE, points[0])
    for point in points[1:]:
        QTest.mouseMove(canvas, point)
        QApplication.processEvents()
    QTest.mouseRelease(canvas, button, NONE, points[-1])
    QApplication.processEvents()


@pytest.mark.parametrize("zoom", [0.3, 1.0, 40.0])
def test_a_brush_paints_the_source_pixels_under_it_at_any_zoom(show, settle, large_photo, zoom):
    window = show(large_photo)
    canvas = window.canvas
    canvas.set_viewport(Viewport((600.5, 450.5), zoom, canvas.viewport.size))
    window.restoring.paint()
    settle(window)
    radius = window.restoring.painter.radius
    assert radius * zoom == pytest.approx(max(12, zoom / 2))  # half a pixel at least
    reach = 100 / zoom
    drag(canvas, (600.5 - reach, 450.5), (600.5, 450.5), (600.5, 450.5 + reach))
    ys, xs = np.mgrid[:900, :1200] + 0.5
    across = (np.abs(ys - 450.5) <= radius) & (xs >= 600.5 - reach) & (xs <= 600.5)
    down = (np.abs(xs - 600.5) <= radius) & (ys >= 450.5) & (ys <= 450.5 + reach)
    slack = 1.5 / zoom + 1  # device pixels are whole, and ends are round
    wide = (np.abs(ys - 450.5) <= radius + slack) & (np.abs(xs - 600.5 + reach / 2) <= reach / 2 + radius + slack)
    wide |= (np.abs(xs - 600.5) <= radius + slack) & (np.abs(ys - 450.5 - reach / 2) <= reach / 2 + radius + slack)
    core = (across | down) & (np.abs(ys - 450.5) % 1 >= 0)
    assert marked(window)[core].mean() > 0.9 and not marked(window)[~wide].any()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not marked(window).any()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert marked(window)[core].mean() > 0.9


def test_marks_are_seen_where_they_are(painting, settle):
    canvas = painting.canvas
    settle(painting)
    before = pixels_of(canvas).astype(int)
    drag(canvas, (30, 20), (60, 20))
    QTest.mouseMove(canvas, QPoint(5, 5))
    settle(painting)
    redder = (pixels_of(canvas).astype(int) - before) @ np.array([1, -1, 0]) > 20
    y, x = np.nonzero(redder)
    left, top = canvas.viewport.to_device((30, 20))
    right, _ = canvas.viewport.to_device((60, 20))
    assert abs(x.min() - (left - 12)) < 6 and abs(x.max() - (right + 12)) < 6 and abs(y.mean() - top) < 4


def test_the_right_button_and_the_switch_take_marks_away(painting):
    drag(painting.canvas, (30, 20), (60, 20))
    count = marked(painting).sum()
    drag(painting.canvas, (30, 20), (45, 20), button=RIGHT)
    assert 0 < marked(painting).sum() < count
    painting.restoring.bar.findChild(QCheckBox, "erase").click()
    drag(painting.canvas, (30, 20), (62, 20))
    assert not marked(painting).any()


def test_alt_and_the_wheel_change_the_brush_and_the_wheel_alone_zooms(painting):
    canvas, painter = painting.canvas, painting.restoring.painter
    view, radius = canvas.viewport, painter.radius
    wheel(canvas, 120, modifiers=Qt.KeyboardModifier.AltModifier)
    assert painter.radius > radius and canvas.viewport == view
    assert painting.restoring.bar.brush_width.value() == pytest.approx(2 * painter.radius, abs=0.1)
    wheel(canvas, 480)
    assert canvas.viewport.zoom > view.zoom
    deep = canvas.viewport
    drag(canvas, (48, 32), (40, 30), button=MIDDLE)
    assert canvas.viewport != deep and not marked(painting).any()


def test_brackets_change_the_brush_and_space_held_moves_the_picture(painting):
    canvas, painter = painting.canvas, painting.restoring.painter
    radius = painter.radius
    QTest.keyClick(canvas, Qt.Key.Key_BracketRight)
    assert painter.radius > radius
    QTest.keyClick(canvas, Qt.Key.Key_BracketLeft)
    assert painter.radius == pytest.approx(radius)
    wheel(canvas, 480)
    before, title = canvas.viewport, painting.windowTitle()
    QTest.keyPress(canvas, Qt.Key.Key_Space)
    drag(canvas, (48, 32), (40, 30))
    QTest.keyRelease(canvas, Qt.Key.Key_Space)
    assert canvas.viewport.centre != before.centre and not marked(painting).any()
    drag(canvas, (48, 32), (40, 30))
    assert marked(painting).any() and painting.windowTitle() == title


def test_rectangle_lasso_fill_and_colour(painting, photo):
    tool(painting, "rectangle").click()
    drag(painting.canvas, (10.5, 10.5), (20.5, 18.5))
    assert marked(painting).sum() == 11 * 9 and marked(painting)[10:19, 10:21].all()
    tool(painting, "clear").click()
    tool(painting, "lasso").click()
    drag(painting.canvas, (40, 10), (60, 10), (60, 40), (40, 40))
    assert abs(marked(painting).sum() - 20 * 30) < 60
    tool(painting, "fill").click()
    QTest.mouseClick(painting.canvas, LEFT, NONE, place(painting.canvas, (5, 5)))
    assert marked(painting).all()
    tool(painting, "invert").click()
    assert not marked(painting).any()
    tool(painting, "colour").click()
    QTest.mouseClick(painting.canvas, LEFT, NONE, place(painting.canvas, (50.5, 30.5)))
    pixels = np.asarray(PILImage.open(photo)).astype(int)
    assert np.array_equal(marked(painting), (np.abs(pixels - pixels[30, 50]) <= 25.5).all(-1))
    assert "%" in painting.restoring.bar.findChild(QLabel, "marked").text()


def test_a_mask_is_kept_while_one_looks_around_and_left_with_its_picture(painting, settle, other_photo, qtbot):
    drag(painting.canvas, (30, 20), (60, 20))
    QTest.keyClick(painting, Qt.Key.Key_Escape)
    assert not painting.restoring.is_painting and not painting.restoring.bar.isVisible()
    view = painting.canvas.viewport
    painting.canvas.zoom_notches(8)
    drag(painting.canvas, (48, 32), (44, 30))
    assert painting.canvas.viewport != view
    QTest.keyClick(painting, Qt.Key.Key_M)
    assert marked(painting).any()
    painting.open(other_photo)
    qtbot.waitUntil(lambda: painting.windowTitle().startswith("other"), timeout=SOON)
    assert not painting.restoring.is_painting and painting.restoring.painter is None


def test_masks_are_saved_and_loaded(painting, monkeypatch, tmp_path, qtbot, complaint):
    drag(painting.canvas, (30, 20), (60, 20))
    before = marked(painting).copy()
    monkeypatch.setattr("viewer.gui.asking.QFileDialog.getSaveFileName", lambda *words: (str(tmp_path / "mine.png"), ""))
    tool(painting, "saveMask").click()
    qtbot.waitUntil((tmp_path / "mine.png").exists, timeout=SOON)
    tool(painting, "clear").click()
    monkeypatch.setattr("viewer.gui.asking.QFileDialog.getOpenFileName", lambda *words: (str(tmp_path / "mine.png"), ""))
    tool(painting, "loadMask").click()
    qtbot.waitUntil(lambda: marked(painting).any(), timeout=SOON)
    assert np.array_equal(marked(painting), before)
    PILImage.new("L", (5, 5)).save(tmp_path / "mine.png")
    tool(painting, "loadMask").click()
    complaint(painting, "mine.png has 5 x 5 pixels")
    assert np.array_equal(marked(painting), before)


# The restoration


pytestmark = pytest.mark.usefixtures("home")


def dialog_of(window, qtbot):
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(RestoreDialog)), timeout=SOON)
    (dialog,) = [dialog for dialog in window.findChildren(RestoreDialog) if dialog.isVisible()]
    return dialog


def state_of(window):
    return next((history.state for history in window.training.monitor.runs), None)


def test_without_a_mask_there_is_nothing_to_fill_in(show, photo, complaint):
    window = show(photo)
    window.restoring.ask("inpaint")
    complaint(window, "Paint what is to be filled in")


@pytest.mark.parametrize("task", ["denoise", "upscale", "artefacts"])
def test_the_dialog_is_sensible_at_once_and_offers_the_presets(show, photo, qtbot, task):
    window = show(photo)
    window.restoring.ask(task)
    dialog = dialog_of(window, qtbot)
    assert dialog.start.isEnabled() and dialog.findChild(QPushButton, "estimate").isVisible()
    assert dialog.findChild(QWidget, "mask") is None and (dialog.findChild(QWidget, "scale") is not None) == (task == "upscale")
    for i, preset in enumerate(PRESETS[task]):
        dialog.preset.setCurrentIndex(i)
        dialog.preset.activated.emit(i)
        expected = RestoreOptions(image=photo, task=task, **PRESETS[task][preset]).model_dump()
        assert dialog.options().model_dump() == expected | {"jitter": pytest.approx(expected["jitter"], abs=1e-6)}, preset
    assert isinstance(dialog.preset, QComboBox)
    dialog.reject()


def test_how_long_each_preset_takes_is_told_unasked(show, photo, qtbot):
    window = show(photo)
    window.restoring.ask("denoise")
    dialog = dialog_of(window, qtbot)
    said = dialog.findChild(QLabel, "time")
    qtbot.waitUntil(lambda: "about" in said.text(), timeout=SOON)
    quick = said.text()
    dialog.preset.setCurrentIndex(1)
    dialog.preset.activated.emit(1)
    assert not said.text()  # that was of the other preset
    qtbot.waitUntil(lambda: "about" in said.text(), timeout=SOON)
    assert said.text().startswith(f"{dialog.options().steps:,} steps") and said.text() != quick
    dialog.reject()


def test_what_is_masked_is_filled_in_and_seen_in_its_place(show, settle, photo, qtbot, killed, monkeypatch, tmp_path):
    window = show(photo)
    window.restoring.paint()
    tool(window, "rectangle").click()
    drag(window.canvas, (40.5, 20.5), (55.5, 30.5))
    known = ~marked(window)
    tool(window, "fillIn").click()
    dialog = dialog_of(window, qtbot)
    values = dialog.options()
    with PILImage.open(values.mask) as kept:
        assert np.array_equal(np.asarray(kept.convert("L")) > 0, known)
    dialog._set(TINY | {"steps": 100_000})
    dialog.start.click()
    qtbot.waitUntil(lambda: "filled in" in window.panel.model.currentText(), timeout=SOON)
    qtbot.waitUntil(lambda: state_of(window) == State.RUNNING and window.training.monitor.runs[0].step >= 40, timeout=SOON)
    window.training.panel.buttons["stop"].click()
    qtbot.waitUntil(lambda: state_of(window) == State.STOPPED, timeout=SOON)
    run = RunFolder(runs_folder() / "photo, filled in")
    assert run.weights.name == "result.png" and run.kind == "inpaint"
    qtbot.waitUntil(lambda: window.panel.model.currentData() == str(run.weights), timeout=SOON)
    result, source = (np.asarray(PILImage.open(path).convert("RGB")) for path in (run.weights, photo))
    assert np.array_equal(result[known], source[known]) and not np.array_equal(result, source)
    settle(window)
    assert not window.messages.isVisible() and "restored: 96 × 64" in window.panel.card.text()
    monkeypatch.setattr("viewer.gui.asking.QFileDialog.getSaveFileName", lambda *words: (str(tmp_path / "saved"), ""))
    window.menus.save.trigger()
    qtbot.waitUntil((tmp_path / "saved.png").exists, timeout=SOON)
    assert (tmp_path / "saved.png").read_bytes() == run.weights.read_bytes()


def test_an_enlarged_picture_lies_over_the_one_it_was_made_of(show, settle, photo, qtbot):
    larger = photo.parent / "larger.png"
    with PILImage.open(photo) as source:
        source.resize((192, 128), PILImage.Resampling.BICUBIC).save(larger)
    window = show(photo)
    window.document._set_choices([*window.document.choices, Choice(str(larger), "larger", "", of=(96, 64))])
    before = pixels_of(window.canvas).astype(int)
    window.document.choose_model(str(larger))
    settle(window)
    assert not window.messages.isVisible()
    assert np.abs(pixels_of(window.canvas).astype(int) - before).mean() < 4


def test_what_was_made_on_the_way_can_be_walked_through_and_kept(show, settle, photo, qtbot, monkeypatch, tmp_path):
    run = RunFolder(runs_folder() / "mine")
    run.create("denoise", RestoreOptions(image=photo))
    (run.path / SNAPSHOTS).mkdir()
    with PILImage.open(photo) as source:
        pixels = np.asarray(source.convert("RGB"))
    for step, level in ((50, 0.4), (100, 0.7), (150, 0.9)):
        PILImage.fromarray((pixels * level).astype(np.uint8)).save(run.path / SNAPSHOTS / f"{step:06d}.png")
    PILImage.fromarray(pixels).save(run.path / "result.png")
    window = show(photo)
    assert not window.scrubbing.bar.isVisible()
    window.document.choose_model(str(run.weights))
    window.menus.scrubRequested.emit()
    qtbot.waitUntil(window.scrubbing.bar.isVisible, timeout=SOON)
    settle(window)
    shown = [pixels_of(window.canvas).mean()]
    for at in (0, 1, 2):
        window.scrubbing.bar.slider.setValue(at)
        qtbot.waitUntil(lambda at=at: window.scrubbing.bar.step.text() == f"step {50 * (at + 1)}", timeout=SOON)
        assert window.panel.card.text() == "What the run had made on its way. File > Save field… keeps it."
        settle(window)
        shown.append(pixels_of(window.canvas).mean())
    assert shown[1] < shown[2] < shown[3] < shown[0]
    assert len(window.document.layer_ids) <= 3  # those left are not kept
    monkeypatch.setattr("viewer.gui.asking.QFileDialog.getSaveFileName", lambda *words: (str(tmp_path / "kept.png"), ""))
    window.menus.save.trigger()
    qtbot.waitUntil((tmp_path / "kept.png").exists, timeout=SOON)
    assert (tmp_path / "kept.png").read_bytes() == (run.path / SNAPSHOTS / "000150.png").read_bytes()
    window.scrubbing.bar.slider.setValue(3)
    settle(window)
    assert pixels_of(window.canvas).mean() == pytest.approx(shown[0], abs=0.5)
    window.document.choose_model("bicubic")
    assert not window.scrubbing.bar.isVisible() and not window.messages.isVisible()
