"""Style transfer from the window: styles with thumbnails and shares, weights, the picture seen as it is painted."""

import numpy as np
import pytest
import torch
from hands import drop, mime, pixels_of
from PIL import Image as PILImage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from viewer.gui.style_list import StyleRow
from viewer.gui.stylise_dialog import StyliseDialog
from viewer.gui.train_dialog import StyleNetworkDialog
from viewer.gui.weight_slider import WeightSlider
from viewer.imaging.files import load_image
from viewer.imaging.paintings import painting
from viewer.jobs.history import State
from viewer.jobs.run_folder import RunFolder, runs_folder
from viewer.models import checkpoint
from viewer.models.feature_net import FeatureNet
from viewer.models.transformation import TransformationNet
from viewer.training.options.style import QUALITIES

SOON = 60_000  # ms
pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def features(tmp_path):
    """The file of a feature network so small that a step takes a moment."""
    torch.manual_seed(3)
    checkpoint.save(checkpoint.describe("features", FeatureNet((8, 8, 12, 12), (2, 2, 3, 3))), tmp_path / "tiny.safetensors")
    return tmp_path / "tiny.safetensors"


@pytest.fixture
def style(tmp_path):
    PILImage.fromarray(painting("mosaic").pixels[:200, :300]).resize((90, 60)).save(tmp_path / "style.png")
    return tmp_path / "style.png"


@pytest.fixture
def painter(home):
    """A style network among the imported ones, which paints all in one colour."""
    net = TransformationNet(4)
    with torch.no_grad():
        net.deconv3.conv2d.weight.zero_()
        net.deconv3.conv2d.bias.copy_(torch.tensor([255.0, 0, 128]))
    path = home / "data" / "srview" / "models" / "red.safetensors"
    path.parent.mkdir(parents=True)
    checkpoint.save(checkpoint.describe("style", net), path)


@pytest.fixture
def ask(qtbot):
    """A function that asks a window for style transfer; the dialog."""

    def asked(window):
        QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(StyliseDialog)), timeout=SOON)
        (dialog,) = [dialog for dialog in window.findChildren(StyliseDialog) if dialog.isVisible()]
        return dialog

    return asked


def rows(dialog):
    return [row for row in dialog._style_list._rows if isinstance(row, StyleRow)]


def test_the_dialog_is_sensible_at_once(show, photo, ask, qtbot):
    dialog = ask(show(photo))
    assert dialog.start.isEnabled() and dialog.name.text() == "photo, strokes"
    options = dialog.options()
    assert options.model_dump(include=set(QUALITIES["quick"])) == QUALITIES["quick"]
    assert [str(style) for style in options.style] == ["strokes"] and options.shares == []
    assert options.val_every <= options.steps / 10  # there is a way to walk back
    qtbot.waitUntil(lambda: not rows(dialog)[0].picture.pixmap().isNull(), timeout=SOON)
    dialog._set({"features": "random"})
    assert "random features, which have learnt nothing" in dialog.findChild(QLabel, "featureNote").text()
    dialog.quality.setCurrentIndex(1)
    dialog.quality.activated.emit(1)
    assert dialog.options().size == QUALITIES["fine"]["size"]
    dialog.reject()


def test_how_long_it_would_take_is_told_unasked(show, photo, features, ask, qtbot):
    dialog = ask(show(photo))
    dialog._set({"features": str(features)})
    dialog._on_change("features")
    note = dialog.findChild(QLabel, "time")
    qtbot.waitUntil(lambda: "300 steps in about" in note.text(), timeout=SOON)
    dialog._set({"steps": 30})
    dialog._on_change("steps")
    assert "300" not in note.text()  # it was of other options
    qtbot.waitUntil(lambda: "30 steps in about" in note.text(), timeout=SOON)
    dialog.reject()


def test_a_turned_picture_is_restyled_as_it_is_seen(show, photo, ask, qtbot):
    window = show(photo)
    QTest.keyClick(window, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: window.document.image.turn.quarters == 1, timeout=SOON)
    dialog = ask(window)
    upright, given = load_image(photo), load_image(dialog.options().image)
    assert given.size == (64, 96) and np.array_equal(given.pixels, np.rot90(upright.pixels, -1))
    assert dialog.name.text() == "photo, strokes"
    dialog.reject()


def test_styles_are_dropped_weighted_and_taken_off(show, photo, style, other_photo, ask, qtbot):
    dialog = ask(show(photo))
    assert not rows(dialog)[0].share.isVisible()
    drop(dialog, mime(style, other_photo))
    assert dialog._style_list.styles == ["strokes", str(style), str(other_photo)]
    drop(dialog._style_list, mime(style))  # there already
    assert len(rows(dialog)) == 3
    qtbot.waitUntil(lambda: all(row.share.isVisibleTo(dialog) for row in rows(dialog)), timeout=SOON)
    QTest.keyClick(rows(dialog)[1].share.slider, Qt.Key.Key_Right)
    shares = dialog.options().shares
    assert shares[0] == 1 and 1 < shares[1] < 1.2 and shares[2] == 1
    QTest.mouseClick(rows(dialog)[0].findChild(QToolButton, "removeStyle"), Qt.MouseButton.LeftButton)
    assert dialog._style_list.styles == [str(style), str(other_photo)] and dialog.name.text().startswith("photo, style, other")
    for _ in range(2):
        QTest.mouseClick(rows(dialog)[0].findChild(QToolButton, "removeStyle"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.start.isEnabled(), timeout=SOON)
    assert dialog._problem.text() == "Add a picture whose style is taken."
    dialog.reject()


def test_a_style_that_is_none_is_told_and_does_not_start(show, photo, tmp_path, ask, qtbot):
    (tmp_path / "notes.png").write_text("not a picture")
    dialog = ask(show(photo))
    drop(dialog, mime(tmp_path / "notes.png"))
    qtbot.waitUntil(lambda: "notes.png is not an image" in dialog._problem.text(), timeout=SOON)
    assert not dialog.start.isEnabled()
    QTest.mouseClick(rows(dialog)[1].findChild(QToolButton, "removeStyle"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.start.isEnabled, timeout=SOON)
    dialog.reject()


def test_a_weight_slider_goes_from_nothing_by_octaves(qtbot):
    slider = WeightSlider()
    qtbot.addWidget(slider)
    changes = []
    slider.changed.connect(lambda: changes.append(slider.value()))
    slider.show()
    QTest.keyClick(slider.slider, Qt.Key.Key_PageUp)
    assert changes == [2.0]
    QTest.keyClick(slider.slider, Qt.Key.Key_Home)
    assert slider.value() == 0
    slider.set_value(0.3)
    assert slider.value() == 0.3 and len(changes) == 2
    slider.set_value(5000)
    assert slider.value() == 5000 and slider.slider.value() == slider.slider.maximum()


def test_the_picture_is_seen_as_it_is_painted(show, settle, photo, style, features, ask, qtbot, killed):
    window = show(photo)
    dialog = ask(window)
    drop(dialog, mime(style))
    QTest.mouseClick(rows(dialog)[0].findChild(QToolButton, "removeStyle"), Qt.MouseButton.LeftButton)
    dialog._set(
        {
            "features": str(features),
            "levels": 1,
            "steps": 100_000,
            "seconds": 0.0,
            "device": "cpu",
            "save_every": 20,
            "val_every": 10**6,
        }
    )
    dialog.start.click()
    qtbot.waitUntil(lambda: window.panel.model.currentText() == "photo, style", timeout=SOON)
    settle(window)
    window.training.panel.buttons["stop"].click()
    monitor = window.training.monitor
    qtbot.waitUntil(lambda: bool(monitor.runs) and monitor.runs[0].state == State.STOPPED, timeout=SOON)
    run = RunFolder(runs_folder() / "photo, style")
    assert run.kind == "stylise" and run.weights.name == "result.png"
    qtbot.waitUntil(lambda: window.panel.model.currentData() == str(run.weights), timeout=SOON)
    settle(window)
    painted = pixels_of(window.canvas).astype(int)
    assert not window.messages.isVisible() and "restyled: 96 × 64" in window.panel.card.text()
    assert window.menus.save.isEnabled()
    assert {"content", "style", "tv"} == set(monitor.runs[0].parts)
    window.training.panel.actions_in_menu["copy"].trigger()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(StyliseDialog)), timeout=SOON)
    (again,) = [d for d in window.findChildren(StyliseDialog) if d.isVisible()]
    assert again._style_list.styles == [str(style)] and again.options().steps == 100_000
    again.reject()
    window.document.choose_model("bicubic")
    settle(window)
    assert abs(pixels_of(window.canvas).astype(int) - painted).mean() > 3


def test_a_trained_network_paints_at_once_and_that_can_be_saved(show, settle, photo, painter, ask, qtbot, monkeypatch, tmp_path):
    window = show(photo)
    settle(window)
    dialog = ask(window)
    titles = [dialog.quality.itemText(i) for i in range(dialog.quality.count())]
    assert titles[-1] == "At once, by the network red"
    dialog.quality.setCurrentIndex(len(titles) - 1)
    dialog.quality.activated.emit(len(titles) - 1)
    qtbot.waitUntil(lambda: dialog.start.isEnabled() and dialog.start.text() == "Apply", timeout=SOON)
    assert not dialog._style_list.isEnabled()
    qtbot.waitUntil(lambda: not dialog.findChild(QPushButton, "estimate").isEnabled(), timeout=SOON)  # there is nothing to tell
    dialog.start.click()
    qtbot.waitUntil(lambda: window.panel.model.currentData() == "red", timeout=SOON)
    settle(window)
    middle = pixels_of(window.canvas)[window.canvas.height() // 2, window.canvas.width() // 2]
    assert abs(middle.astype(int) - (255, 0, 128)).max() <= 3 and not window.messages.isVisible()
    monkeypatch.setattr("viewer.gui.asking.QFileDialog.getSaveFileName", lambda *words: (str(tmp_path / "painted"), ""))
    window.menus.save.trigger()
    qtbot.waitUntil((tmp_path / "painted.png").exists, timeout=SOON)
    saved = load_image(tmp_path / "painted.png")
    assert saved.size == (96, 64) and abs(saved.pixels.astype(int) - (255, 0, 128)).max() <= 2


def test_a_style_network_is_trained_from_the_window(show, photo, style, qtbot):
    window = show(photo)
    window.training.ask("style")
    (dialog,) = window.findChildren(StyleNetworkDialog)
    assert not dialog.start.isEnabled() and "folder of photographs" in dialog._problem.text()
    dialog._set({"data": [photo.parent], "style": style})
    dialog._on_change("style")
    qtbot.waitUntil(dialog.start.isEnabled, timeout=SOON)
    assert dialog.options().width == 16 and dialog.name.text() == "style, style"
    dialog._set({"width": 32, "device": "cpu"})
    dialog._on_change("width")
    qtbot.waitUntil(lambda: "hours" in dialog._problem.text(), timeout=SOON)
    dialog.reject()
