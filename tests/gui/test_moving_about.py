"""Wheel, trackpad, mouse and keys move the picture as hands expect; fit is a state."""

import numpy as np
import pytest
from hands import TOUCHPAD, hover, pinch, pixels_of, wheel
from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication

from viewer.rendering.viewport import MAX_ZOOM, Viewport

CURSOR = QPoint(150, 160)  # on the picture, fitted or deeper


@pytest.fixture
def window(show, photo):
    return show(photo)


@pytest.fixture
def canvas(window):
    return window.canvas


def source_under(canvas, at=CURSOR):
    ratio = canvas.devicePixelRatioF()
    return canvas.viewport.to_source((at.x() * ratio, at.y() * ratio))


def apart(a, b):
    return max(abs(a[0] - b[0]), abs(a[1] - b[1]))


def test_a_picture_opens_fitted(canvas):
    assert canvas.is_fitted
    size = canvas.width(), canvas.height()
    assert canvas.viewport.zoom == min(size[0] / 96, size[1] / 64)


def test_four_notches_double_the_zoom_and_hold_what_is_under_the_cursor(canvas):
    wheel(canvas, 120, CURSOR)
    zoom, point = canvas.viewport.zoom, source_under(canvas)
    wheel(canvas, 4 * 120, CURSOR)
    assert canvas.viewport.zoom == pytest.approx(2 * zoom, rel=1e-12)
    assert apart(source_under(canvas), point) * canvas.viewport.zoom < 1e-6


def test_as_many_notches_out_as_in_are_the_identity(canvas):
    before = canvas.viewport
    for units in [120] * 70 + [-120] * 70:
        wheel(canvas, units, CURSOR)
    assert canvas.viewport == before
    assert canvas.is_fitted


def test_the_wheel_reaches_ten_million_and_stops_there(canvas):
    for _ in range(120):
        wheel(canvas, 120, CURSOR)
    assert canvas.viewport.zoom == MAX_ZOOM
    wheel(canvas, 120, CURSOR)
    assert canvas.viewport.zoom == MAX_ZOOM


def test_zooming_out_ends_with_the_picture_still_to_be_seen(canvas):
    for _ in range(60):
        wheel(canvas, -120, QPoint(3, 3))
    left, top = canvas.viewport.to_device((0, 0))
    right, bottom = canvas.viewport.to_device((96, 64))
    assert right - left >= 8
    assert left < canvas.width() and right > 0 and top < canvas.height() and bottom > 0


def test_small_turns_of_a_fine_wheel_add_up_to_notches(canvas):
    other = canvas.viewport
    for _ in range(8):
        wheel(canvas, 15, CURSOR)
    fine = canvas.viewport
    canvas.set_viewport(other)
    wheel(canvas, 120, CURSOR)
    assert canvas.viewport == fine != other


def test_half_a_notch_is_forgotten_when_the_wheel_turns_back(canvas):
    before = canvas.viewport
    wheel(canvas, 60)
    wheel(canvas, -60)
    assert canvas.viewport == before
    wheel(canvas, -60)
    assert canvas.viewport.zoom < before.zoom


def test_shift_and_control_zoom_in_finer_steps(canvas):
    zoom = canvas.viewport.zoom
    wheel(canvas, 120, CURSOR, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.viewport.zoom == pytest.approx(zoom * 2 ** (1 / 32))
    wheel(canvas, 30, CURSOR, Qt.KeyboardModifier.ControlModifier)
    assert canvas.viewport.zoom == pytest.approx(zoom * 2 ** (1 / 32 + 1 / 16))


@pytest.mark.parametrize("sign", ["phase", "name of the device"])
def test_two_fingers_on_a_trackpad_pan(canvas, sign):
    canvas.zoom_to(20)
    before = canvas.viewport
    more = {"phase": Qt.ScrollPhase.ScrollUpdate} if sign == "phase" else {"device": TOUCHPAD}
    wheel(canvas, QPoint(-24, 36), CURSOR, pixels=QPoint(-10, 16), **more)
    assert canvas.viewport == before.panned(10, -16)


def test_a_mouse_wheel_that_counts_pixels_zooms_all_the_same(canvas):
    """As under X11, where every wheel of a common driver does."""
    zoom = canvas.viewport.zoom
    wheel(canvas, 120, CURSOR, pixels=QPoint(0, 120))
    assert canvas.viewport.zoom > zoom


def test_a_pinch_zooms_about_the_fingers(canvas):
    canvas.zoom_to(10)
    point = source_under(canvas)
    pinch(canvas, 0.25, CURSOR)
    assert canvas.viewport.zoom == pytest.approx(12.5)
    assert apart(source_under(canvas), point) < 1e-9


def test_a_drag_makes_no_more_frames_than_the_screen_shows_and_a_notch_after_it_has_one_at_once(qtbot, canvas):
    start, frames = QPoint(100, 100), []
    canvas.zoom_to(8)
    canvas.painted.connect(lambda: frames.append(None))
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    canvas.repaint()
    clock = QElapsedTimer()
    clock.start()
    frames.clear()
    for k in range(1, 61):
        qtbot.mouseMove(canvas, start + QPoint(k, k))
        QApplication.processEvents()
    assert 0 < len(frames) <= 1.3 * clock.elapsed() * canvas.screen().refreshRate() / 1000 + 3
    qtbot.waitUntil(lambda: canvas.is_settled)
    canvas.repaint()
    frames.clear()
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 60))
    wheel(canvas, 120, start)
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    assert frames


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton])
def test_dragging_moves_the_picture_with_the_hand(qtbot, canvas, button):
    canvas.zoom_to(30)
    held = source_under(canvas)
    qtbot.mousePress(canvas, button, pos=CURSOR)
    for step in range(1, 8):
        qtbot.mouseMove(canvas, CURSOR + QPoint(9 * step, 4 * step))
    assert canvas.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    qtbot.mouseRelease(canvas, button, pos=CURSOR + QPoint(63, 28))
    assert apart(source_under(canvas, CURSOR + QPoint(63, 28)), held) < 1e-9
    moved = canvas.viewport
    qtbot.mouseMove(canvas, QPoint(20, 20))
    assert canvas.viewport == moved
    assert canvas.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_a_box_drawn_with_alt_is_shown_as_large_as_it_goes(qtbot, canvas):
    canvas.zoom_to(12)
    corner, end = QPoint(120, 90), QPoint(220, 130)
    left, top = source_under(canvas, corner)
    right, bottom = source_under(canvas, end)
    alt = Qt.KeyboardModifier.AltModifier
    before = pixels_of(canvas)
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, alt, end)  # from whichever corner
    qtbot.mouseMove(canvas, QPoint(170, 100))
    qtbot.mouseMove(canvas, corner)
    assert (pixels_of(canvas) != before).any()
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, alt, corner)
    view = canvas.viewport
    assert view.zoom == pytest.approx(12 * view.size[0] / 100)
    assert apart(view.centre, ((left + right) / 2, (top + bottom) / 2)) < 1e-9
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, alt, corner)
    assert canvas.viewport == view


def test_a_turn_of_nothing_does_nothing(canvas):
    before = canvas.viewport
    wheel(canvas, 0, CURSOR)
    wheel(canvas, QPoint(0, 0), CURSOR, pixels=QPoint(0, 0), phase=Qt.ScrollPhase.ScrollEnd, device=TOUCHPAD)
    wheel(canvas, 0, CURSOR, Qt.KeyboardModifier.ControlModifier)
    assert canvas.viewport == before


def test_a_trembling_click_does_not_move_the_picture(qtbot, canvas):
    canvas.zoom_to(30)
    before = canvas.viewport
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=CURSOR)
    qtbot.mouseMove(canvas, CURSOR + QPoint(1, 2))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=CURSOR + QPoint(1, 2))
    assert canvas.viewport == before


def test_the_picture_cannot_be_lost_outside_the_window(canvas):
    canvas.zoom_to(30)
    for _ in range(500):
        canvas.pan(400, -300)
    assert 0 <= canvas.viewport.centre[0] <= 96
    assert 0 <= canvas.viewport.centre[1] <= 64


def test_double_click_fits_and_goes_back(qtbot, canvas):
    for _ in range(9):
        wheel(canvas, 120, CURSOR)
    deep = canvas.viewport
    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=CURSOR)
    assert canvas.is_fitted
    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=CURSOR)
    assert canvas.viewport == deep


def test_keys_zoom_fit_pan_and_show_pixels_one_to_one(qtbot, canvas):
    fit = canvas.viewport

    def press(key, modifier=Qt.KeyboardModifier.NoModifier):
        qtbot.keyClick(canvas, key, modifier)
        return canvas.viewport

    assert press(Qt.Key.Key_Plus).zoom > fit.zoom
    assert press(Qt.Key.Key_Minus) == fit
    assert press(Qt.Key.Key_1).zoom == 1
    assert press(Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier).zoom == 2
    assert press(Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier).zoom == 1
    assert press(Qt.Key.Key_0) == fit
    at_one = press(Qt.Key.Key_1)
    assert press(Qt.Key.Key_Right) == at_one.panned(64, 0).within((96, 64))
    assert press(Qt.Key.Key_Down).centre[1] > at_one.centre[1]
    assert press(Qt.Key.Key_F) == fit


def test_fit_survives_resizing_and_another_view_keeps_its_centre_and_zoom(qtbot, window, canvas):
    window.resize(900, 420)
    qtbot.waitUntil(lambda: canvas.viewport.size[1] < 420)
    assert canvas.viewport == Viewport.fitting((96, 64), (canvas.width(), canvas.height()))
    wheel(canvas, 240, CURSOR)
    before = canvas.viewport
    window.resize(640, 480)
    qtbot.waitUntil(lambda: canvas.viewport.size != before.size)
    assert (canvas.viewport.centre, canvas.viewport.zoom) == (before.centre, before.zoom)


@pytest.mark.parametrize("panel", [True, False])
def test_full_screen_shows_the_picture_alone_and_comes_back_as_it_was(qtbot, window, canvas, panel):
    if not panel:
        qtbot.keyClick(canvas, Qt.Key.Key_F9)
    qtbot.keyClick(canvas, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: window.isFullScreen() and canvas.size() == window.size())
    qtbot.waitUntil(lambda: canvas.is_fitted)
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.isFullScreen())
    assert window.menuBar().isVisible() and window.statusBar().isVisible()
    assert window.panel.isVisible() == panel


def test_nothing_happens_to_a_window_without_a_picture(qtbot, show):
    window = show()
    before = window.canvas.viewport
    wheel(window.canvas, 120, CURSOR)
    pinch(window.canvas, 0.5, CURSOR)
    for key in (Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_Plus, Qt.Key.Key_Left, Qt.Key.Key_S):
        qtbot.keyClick(window.canvas, key)
    qtbot.mouseDClick(window.canvas, Qt.MouseButton.LeftButton, pos=CURSOR)
    assert window.canvas.viewport == before
    assert len(np.unique(pixels_of(window.canvas).reshape(-1, 3), axis=0)) > 5  # there is something to read


def test_the_status_bar_says_where_the_cursor_is_and_what_is_there(qtbot, window, canvas):
    canvas.zoom_to(8)
    qtbot.waitUntil(lambda: window.is_settled)
    hover(qtbot, window, QPoint(canvas.width() // 2 + 1, canvas.height() // 2 + 1))
    x, y = source_under(canvas, QPoint(canvas.width() // 2 + 1, canvas.height() // 2 + 1))
    label = {name: window.findChild(object, f"{name}Label").text() for name in ("position", "value", "zoom", "size")}
    assert label["position"] == f"{x:.1f}, {y:.1f}"
    source = canvas.layer_at((1, 1)).image.pixels[int(y), int(x)]
    assert label["value"].startswith(" ".join(map(str, source)) + " → ")
    shown = pixels_of(canvas)[canvas.height() // 2 + 1, canvas.width() // 2 + 1]
    assert " ".join(map(str, shown)) in label["value"]
    assert label["zoom"] == "800 %"
    assert label["size"] == "96 × 64"
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: window.findChild(object, "positionLabel").text() == "")


def test_where_a_fast_cursor_ends_is_told_though_not_each_place_on_its_way(qtbot, window, canvas):
    canvas.zoom_to(8)
    label, told, middle = window.findChild(object, "positionLabel"), [], canvas.rect().center()
    qtbot.waitUntil(lambda: window.is_settled)
    hover(qtbot, window, middle)
    qtbot.wait(100)
    for x in range(2, 42):
        qtbot.mouseMove(canvas, middle + QPoint(x, 0))
        told.append(label.text())
    assert told[0] == "{:.1f}, {:.1f}".format(*source_under(canvas, middle + QPoint(2, 0)))  # at once
    assert len(set(told)) < 20  # then now and then
    end = "{:.1f}, {:.1f}".format(*source_under(canvas, middle + QPoint(41, 0)))
    qtbot.waitUntil(lambda: label.text() == end, timeout=500)


def test_zoom_about_a_point_beside_the_picture_holds_the_nearest_one_on_it(canvas):
    beside = QPointF(canvas.width() - 2, canvas.height() - 2).toPoint()
    wheel(canvas, -4 * 120, QPoint(0, 0))
    for _ in range(12):
        wheel(canvas, 120, beside)
    right, bottom = canvas.viewport.to_device((96, 64))
    assert right > 0 and bottom > 0


def test_in_full_screen_the_resting_cursor_hides_over_the_picture_and_comes_back_at_once(qtbot, show, photo):
    window = show(photo)
    canvas, patience = window.canvas, window.resting_cursor.patience
    assert patience.interval() == 3000
    patience.setInterval(30)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton)  # Qt's tests remember a button from one test to the next

    def move(to):
        qtbot.mouseMove(canvas, QPoint(*to))
        QApplication.processEvents()

    move((100, 100))
    qtbot.wait(60)
    assert canvas.cursor().shape() == Qt.CursorShape.ArrowCursor  # in a window among others it stays
    window.menus.full.trigger()
    move((110, 100))
    qtbot.waitUntil(lambda: canvas.cursor().shape() == Qt.CursorShape.BlankCursor, timeout=1000)
    move((120, 100))
    assert canvas.cursor().shape() == Qt.CursorShape.ArrowCursor
    qtbot.waitUntil(lambda: canvas.cursor().shape() == Qt.CursorShape.BlankCursor, timeout=1000)
    window.menus.full.trigger()  # back among others
    assert canvas.cursor().shape() == Qt.CursorShape.ArrowCursor
    qtbot.wait(60)
    assert canvas.cursor().shape() == Qt.CursorShape.ArrowCursor
