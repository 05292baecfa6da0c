"""Turned and mirrored, the picture is looked at where it was; fits and bookmarks know what they are of."""

import numpy as np
import pytest
from hands import pixels_of
from PIL import Image as PILImage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from viewer.gui.fit_dialog import FitDialog
from viewer.rendering.viewport import Viewport

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def corners(tmp_path):
    """The path of 60 x 40 pixels, each quarter of another colour."""
    pixels = np.zeros((40, 60, 3), np.uint8)
    pixels[:20, :30], pixels[:20, 30:], pixels[20:, :30], pixels[20:, 30:] = (200, 0, 0), (0, 200, 0), (0, 0, 200), (200, 200, 0)
    PILImage.fromarray(pixels).save(tmp_path / "corners.png")
    return tmp_path / "corners.png"


def quarters_of(canvas):
    """The colours at the middles of the quarters, as letters in reading order."""
    seen, letters = pixels_of(canvas), {(200, 0, 0): "r", (0, 200, 0): "g", (0, 0, 200): "b", (200, 200, 0): "y"}
    width, height = canvas.picture_size
    places = [canvas.viewport.to_device((width * x, height * y)) for y in (0.25, 0.75) for x in (0.25, 0.75)]
    return "".join(letters.get(tuple(int(v) for v in seen[int(y), int(x)]), "?") for x, y in places)


def turned(qtbot, settle, window, how):
    image = window.document.image
    how()
    qtbot.waitUntil(lambda: window.document.image is not image, timeout=10_000)
    settle(window)


def test_r_turns_clockwise_and_shift_r_back(qtbot, show, settle, corners):
    window = show(corners, model="nearest")
    canvas = window.canvas
    assert quarters_of(canvas) == "rgby"
    for key, modifiers, expected in (
        (Qt.Key.Key_R, Qt.KeyboardModifier.NoModifier, "bryg"),
        (Qt.Key.Key_R, Qt.KeyboardModifier.NoModifier, "ybgr"),
        (Qt.Key.Key_R, SHIFT, "bryg"),
    ):
        turned(qtbot, settle, window, lambda key=key, modifiers=modifiers: QTest.keyClick(window, key, modifiers))
        assert quarters_of(canvas) == expected and canvas.is_fitted
    assert canvas.picture_size == (40, 60) and "40 × 60" in window.findChild(object, "sizeLabel").text()


def test_the_menu_mirrors(qtbot, show, settle, corners):
    window = show(corners, model="nearest")
    actions = {action.text().replace("&", ""): action for action in window.actions()}
    turned(qtbot, settle, window, actions["Mirror left to right"].trigger)
    assert quarters_of(window.canvas) == "gryb"
    turned(qtbot, settle, window, actions["Mirror top to bottom"].trigger)
    assert quarters_of(window.canvas) == "ybgr"


def test_turns_in_quick_succession_all_count(qtbot, show, settle, corners):
    window = show(corners, model="nearest")
    for _ in range(3):
        QTest.keyClick(window, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: window.document.image.turn.quarters == 3, timeout=10_000)
    settle(window)
    assert quarters_of(window.canvas) == "gyrb"


def test_what_was_in_the_middle_still_is(qtbot, show, settle, corners):
    window = show(corners, model="nearest")
    canvas = window.canvas
    canvas.set_viewport(Viewport((50, 8), 30, canvas.viewport.size))
    canvas.select((10, 20, 5, 5))
    turned(qtbot, settle, window, lambda: QTest.keyClick(window, Qt.Key.Key_R))
    assert canvas.viewport == Viewport((32, 50), 30, canvas.viewport.size) and canvas.selection is None


@pytest.mark.usefixtures("home")
def test_bookmarks_are_places_of_the_file_however_it_is_laid(qtbot, show, settle, corners):
    window = show(corners, model="nearest")
    canvas, places = window.canvas, window.seeing.places
    canvas.set_viewport(Viewport((50, 8), 30, canvas.viewport.size))
    QTest.keyClick(window, Qt.Key.Key_D, CONTROL)
    turned(qtbot, settle, window, lambda: QTest.keyClick(window, Qt.Key.Key_R))
    qtbot.waitUntil(lambda: len(places.bookmarks) == 1, timeout=5000)
    QTest.keyClick(window, Qt.Key.Key_D, CONTROL)  # it is the same place
    assert len(places.bookmarks) == 1
    canvas.fit()
    places._entries[0].trigger()
    assert canvas.viewport == Viewport((32, 50), 30, canvas.viewport.size)


@pytest.mark.usefixtures("home")
def test_a_fit_of_a_turned_picture_is_of_what_is_seen(qtbot, show, settle, corners):
    window = show(corners)
    turned(qtbot, settle, window, lambda: QTest.keyClick(window, Qt.Key.Key_R))
    window.menus.fit.trigger()
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(FitDialog)), timeout=10_000)
    (dialog,) = (dialog for dialog in window.findChildren(FitDialog) if dialog.isVisible())
    with PILImage.open(dialog.options().image) as file:
        np.testing.assert_array_equal(np.asarray(file), window.document.image.pixels)
    dialog.reject()


def test_a_mask_is_not_lost_by_turning(show, corners, complaint):
    window = show(corners)
    window.restoring.paint()
    window.restoring.painter.invert()
    QTest.keyClick(window, Qt.Key.Key_R)
    complaint(window, "mask")
    assert window.restoring.painter.mask.marked.all() and window.document.image.size == (60, 40)
