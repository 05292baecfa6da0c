"""Selecting a part of the picture: with Shift held, by its rim, in whole source pixels."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from viewer.gui.fit_dialog import FitDialog

LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(show, photo):
    return show(photo)


@pytest.fixture
def canvas(window):
    return window.canvas


def place(canvas, source):
    """The widget position of a source position."""
    ratio = canvas.devicePixelRatioF()
    x, y = canvas.viewport.to_device(source)
    return QPoint(round(x / ratio), round(y / ratio))


def drag(canvas, start, end, modifiers=Qt.KeyboardModifier.NoModifier):
    """Press at a source position, move to another, let go."""
    first, last = place(canvas, start), place(canvas, end)
    QTest.mousePress(canvas, LEFT, modifiers, first)
    for part in (0.3, 0.7, 1.0):
        QTest.mouseMove(canvas, first + (last - first) * part)
        QApplication.processEvents()
    QTest.mouseRelease(canvas, LEFT, modifiers, last)
    QApplication.processEvents()


def test_a_drag_with_shift_selects_the_pixels_it_passes(canvas):
    view = canvas.viewport
    drag(canvas, (10.5, 20.5), (29.5, 34.5), SHIFT)
    assert canvas.selection == (10, 20, 20, 15) and canvas.viewport == view
    drag(canvas, (60.5, 50.5), (40.5, 30.5), SHIFT)  # upwards and to the left
    assert canvas.selection == (40, 30, 21, 21)


def test_beyond_the_picture_it_ends_at_the_rim(canvas):
    drag(canvas, (90.5, 60.5), (400, 300), SHIFT)
    assert canvas.selection == (90, 60, 6, 4)


def test_its_edges_and_corners_can_be_moved_and_it_never_turns_inside_out(canvas):
    canvas.select((10, 20, 30, 16))
    drag(canvas, (40, 28), (50.2, 5))
    assert canvas.selection == (10, 20, 40, 16)
    drag(canvas, (10, 36), (14.9, 40.1))
    assert canvas.selection == (15, 20, 35, 20)
    drag(canvas, (30, 20), (30, 60))
    assert canvas.selection == (15, 40, 35, 20)
    drag(canvas, (50, 60), (15, 40))
    assert canvas.selection[2] >= 1 and canvas.selection[3] >= 1
    assert canvas.cursor().shape() != Qt.CursorShape.ArrowCursor


def test_a_drag_within_or_beside_it_pans(canvas):
    canvas.zoom_notches(8)
    canvas.select((40, 25, 16, 14))
    view = canvas.viewport
    drag(canvas, (48, 32), (46, 31))
    assert canvas.viewport != view and canvas.selection == (40, 25, 16, 14)


def test_escape_or_a_click_with_shift_selects_nothing(window, canvas, qtbot):
    for clear in (
        lambda: qtbot.keyClick(window, Qt.Key.Key_Escape),
        lambda: QTest.mouseClick(canvas, LEFT, SHIFT, place(canvas, (70, 50))),
    ):
        canvas.select((10, 20, 30, 16))
        clear()
        assert canvas.selection is None


def test_z_shows_it_as_large_as_it_goes(window, canvas, qtbot):
    canvas.select((10, 20, 30, 16))
    qtbot.keyClick(window, Qt.Key.Key_Z)
    left, top = canvas.viewport.to_source((0, 0))
    right, bottom = canvas.viewport.to_source(canvas.viewport.size)
    assert (left + right) / 2 == pytest.approx(25) and (top + bottom) / 2 == pytest.approx(28)
    assert right - left == pytest.approx(30) or bottom - top == pytest.approx(16)


def test_it_outlines_the_part_on_screen(canvas):
    before = canvas.grab().toImage()
    canvas.select((10, 20, 30, 16))
    after = canvas.grab().toImage()
    ratio = canvas.devicePixelRatioF()
    changed = [
        (x, y) for x in range(0, after.width(), 2) for y in range(0, after.height(), 2) if before.pixel(x, y) != after.pixel(x, y)
    ]
    corner, end = place(canvas, (10, 20)) * ratio, place(canvas, (40, 36)) * ratio
    across, down = ([point[axis] for point in changed] for axis in (0, 1))
    assert abs(min(across) - corner.x()) <= 4 and abs(max(across) - end.x()) <= 4
    assert abs(min(down) - corner.y()) <= 4 and abs(max(down) - end.y()) <= 40 * ratio  # its size is told below it


def test_another_picture_of_another_size_has_nothing_selected(window, canvas, other_photo, settle):
    canvas.select((10, 20, 30, 16))
    window.open(other_photo)
    settle(window)
    assert canvas.selection is None


@pytest.mark.usefixtures("home")
def test_a_fit_is_of_what_is_selected(window, canvas):
    canvas.select((10, 20, 30, 16))
    window.menus.fit.trigger()
    (dialog,) = [dialog for dialog in window.findChildren(FitDialog) if dialog.isVisible()]
    assert dialog.options().region == [10, 20, 30, 16]
    assert dialog.findChild(QWidget, "region").isVisible()
    dialog.reject()


def test_its_size_is_told_above_the_titles_of_the_layers_however_it_lies(show, settle, photo, monkeypatch):
    told = []
    monkeypatch.setattr("viewer.gui.selection.paint_chip", lambda painter, text, corner, side: told.append(corner.y()))
    window = show(photo, compare="nearest")
    canvas = window.canvas
    for part in ((40, 20, 10, 10), (10, 50, 20, 14), (0, 0, 96, 64)):
        canvas.select(part)
        settle(window)
        canvas.grab()
        assert 26 <= told[-1] <= canvas.height() - 48
