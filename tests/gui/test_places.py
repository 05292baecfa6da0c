"""Gliding from view to view, coming back to views, and choosing how deep to look."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from hands import pixels_of, seen_through, wheel
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from viewer.fields.catalogue import make_field
from viewer.gui.last_views import REST
from viewer.gui.settings import Settings
from viewer.rendering.bookmarks import Bookmark, bookmarks_file, key_of, read_views, views_file, write_view
from viewer.rendering.viewport import Viewport

CURSOR = QPoint(150, 160)
ALT, CONTROL, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def source_under(canvas, at=CURSOR):
    ratio = canvas.devicePixelRatioF()
    return canvas.viewport.to_source((at.x() * ratio, at.y() * ratio))


def test_a_notch_glides_about_the_cursor_and_ends_on_its_rung(qtbot, show, photo):
    window = show(photo, glides=True)
    canvas = window.canvas
    held, begin, seen = source_under(canvas), canvas.viewport.zoom, []
    canvas.viewportChanged.connect(lambda view: seen.append((view.zoom, source_under(canvas))))
    wheel(canvas, 4 * 120, CURSOR)
    end = canvas.target
    assert begin < canvas.viewport.zoom < end.zoom and not window.is_settled  # no jump, but the next frame has moved
    qtbot.waitUntil(lambda: canvas.viewport == end, timeout=2000)
    zooms = [zoom for zoom, _ in seen]
    assert len(zooms) >= 2 and zooms == sorted(zooms) and begin < zooms[0] < zooms[-1] == end.zoom
    assert all(abs(a - b) * end.zoom < 0.5 for _, point in seen for a, b in zip(point, held, strict=True))


def test_notches_on_the_way_add_up_and_a_hand_stops_it(qtbot, show, photo):
    window = show(photo, glides=True)
    canvas = window.canvas
    begin = canvas.viewport.zoom
    for _ in range(5):
        wheel(canvas, 120, CURSOR)
    qtbot.waitUntil(lambda: canvas.viewport.zoom > begin, timeout=2000)
    for _ in range(5):
        wheel(canvas, -120, CURSOR)
    assert canvas.target.zoom == begin
    qtbot.waitUntil(lambda: window.is_settled and canvas.viewport.zoom == begin, timeout=20_000)
    assert canvas.is_fitted

    wheel(canvas, 20 * 120, CURSOR)
    qtbot.waitUntil(lambda: canvas.viewport.zoom > begin, timeout=2000)
    on_the_way = canvas.viewport.zoom
    canvas.pan(5, 0)
    qtbot.wait(200)
    assert canvas.viewport.zoom == pytest.approx(on_the_way)


def test_on_the_way_only_what_is_seen_at_its_end_is_rendered(qtbot, show, photo, slow):
    window = show(photo, settled=False, glides=True)
    canvas = window.canvas
    qtbot.waitUntil(lambda: canvas.has_picture and bool(slow) and slow[0].entered.is_set(), timeout=20_000)
    slow[0].released.set()
    qtbot.waitUntil(lambda: window.is_settled, timeout=20_000)
    slow[0].asked.clear()
    wheel(canvas, 12 * 120, CURSOR)
    end = canvas.target.zoom
    qtbot.waitUntil(lambda: window.is_settled, timeout=20_000)
    rung = 2**0.25
    asked = {round(1 / grid.dx / end, 6) for grid in slow[0].asked}
    assert asked <= {1.0, 0.25, round(rung, 6), round(1 / rung, 6)}  # and the coarse pass; and what a notch more would show


def test_frames_on_the_way_show_the_picture_in_its_place(qtbot, show, settle, photo):
    window = show(photo, glides=True)
    canvas = window.canvas
    truth_field, frames = make_field("bicubic", canvas.layers[0].image), []
    canvas.glide.moved.connect(lambda view: frames.append((view, pixels_of(canvas).astype(int))))
    wheel(canvas, 8 * 120, CURSOR)
    settle(window)
    assert len(frames) > 1
    for view, seen in frames:
        truth, inside = seen_through(truth_field, view)
        assert np.abs(seen - truth)[inside].mean() < 8


def test_a_tile_that_comes_on_the_way_is_shown_by_the_next_frame_and_makes_none_of_its_own(show, settle, photo, monkeypatch):
    window = show(photo, glides=True)
    settle(window)
    canvas, made = window.canvas, []
    wheel(canvas, 120, CURSOR)
    monkeypatch.setattr(canvas, "update", lambda: made.append(canvas.glide.end))
    canvas.show_tile()
    assert canvas.glide.end is not None and not made
    settle(window)
    assert made[-1] is None  # the last frame of the glide is painted where it has ended
    made.clear()
    canvas.show_tile()
    assert made


def test_alt_left_and_right_go_back_and_forward(qtbot, show, photo):
    window = show(photo)
    canvas, places = window.canvas, window.seeing.places
    fitted = canvas.viewport
    qtbot.waitUntil(lambda: places._rest.isActive() is False, timeout=3000)
    canvas.set_viewport(Viewport((30, 20), 40, fitted.size))
    qtbot.waitUntil(places.back.isEnabled, timeout=3000)
    there = Viewport((70, 50), 9, fitted.size)
    canvas.set_viewport(there)  # left at once
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    assert (canvas.viewport.centre, canvas.viewport.zoom) == ((30, 20), 40)
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    assert canvas.viewport == fitted and canvas.is_fitted and not places.back.isEnabled()
    for _ in range(3):
        QTest.keyClick(window, Qt.Key.Key_Right, ALT)
    assert canvas.viewport == there and not places.forward.isEnabled()


@pytest.mark.usefixtures("home")
def test_bookmarks_come_back_with_their_picture(qtbot, show, settle, photo, other_photo):
    window = show(photo)
    canvas, places = window.canvas, window.seeing.places
    canvas.set_viewport(Viewport((30.25, 20.5), 40, canvas.viewport.size))
    QTest.keyClick(window, Qt.Key.Key_D, CONTROL)
    assert window.status.currentMessage() == "This view is bookmark 1: View > Bookmarks"
    QTest.keyClick(window, Qt.Key.Key_D, CONTROL)  # the same place is one
    canvas.set_viewport(Viewport((60, 50), 2e6, canvas.viewport.size))
    QTest.keyClick(window, Qt.Key.Key_D, CONTROL)
    window.open(other_photo)
    qtbot.waitUntil(lambda: window.document.image.path == other_photo, timeout=20_000)
    settle(window)
    assert len(places.bookmarks) == 0

    again = show(photo)
    places = again.seeing.places
    qtbot.waitUntil(lambda: len(places.bookmarks) == 2, timeout=5000)
    first, second = places._entries
    assert "4,000 %" in first.text() and "×2,000,000" in second.text()
    second.trigger()
    assert again.canvas.viewport == Viewport((60, 50), 2e6, again.canvas.viewport.size)
    first.trigger()
    assert again.canvas.viewport == Viewport((30.25, 20.5), 40, again.canvas.viewport.size)
    places.clear.trigger()
    qtbot.waitUntil(lambda: bookmarks_file().read_text() == "{}", timeout=5000)


def kept_views():
    """What is on disk, by the pictures' names."""
    return {Path(key).name: place for key, place in read_views().items()}


@pytest.mark.usefixtures("home")
def test_a_picture_is_seen_as_it_was_left_though_its_window_never_closed(qtbot, show, photo, other_photo):
    window = show(photo)
    canvas = window.canvas
    canvas.set_viewport(Viewport((30.25, 20.5), 40, canvas.viewport.size))
    qtbot.waitUntil(lambda: kept_views() == {"photo.png": (30.25, 20.5, 40)}, timeout=10_000)  # a crash may come now

    again = show(photo)
    assert again.canvas.viewport == Viewport((30.25, 20.5), 40, again.canvas.viewport.size)
    again.open(other_photo)
    qtbot.waitUntil(lambda: again.canvas.picture_size == (60, 90), timeout=20_000)
    assert again.canvas.is_fitted
    again.canvas.set_viewport(Viewport((10, 80), 25, again.canvas.viewport.size))
    again.open(photo)  # at once: it has not come to rest
    qtbot.waitUntil(lambda: again.canvas.picture_size == (96, 64), timeout=20_000)
    assert again.canvas.viewport.zoom == 40
    again.canvas.fit()
    again.open(other_photo)
    qtbot.waitUntil(lambda: again.canvas.picture_size == (60, 90), timeout=20_000)
    assert again.canvas.viewport == Viewport((10, 80), 25, again.canvas.viewport.size)
    qtbot.waitUntil(lambda: kept_views() == {"other.jpg": (10, 80, 25)}, timeout=10_000)  # all was seen of the other


@pytest.mark.usefixtures("home")
def test_a_view_that_is_asked_for_or_kept_comes_before_the_one_that_was_left(qtbot, show, photo, other_photo, tmp_path):
    shutil.copy(photo, tmp_path / "like.png")
    write_view(tmp_path / "like.png", Bookmark(5, 5, 50))
    write_view(photo, Bookmark(30, 20, 40))
    window = show(photo)
    assert window.canvas.viewport.zoom == 40
    window.open(tmp_path / "like.png")  # of the same size
    qtbot.waitUntil(lambda: window.document.image.name == "like.png", timeout=20_000)
    assert (window.canvas.viewport.centre, window.canvas.viewport.zoom) == ((30, 20), 40)

    write_view(other_photo, Bookmark(30, 45, 70))
    window = show(photo)
    qtbot.keyClick(window.canvas, Qt.Key.Key_K)
    window.open(other_photo)
    qtbot.waitUntil(lambda: window.canvas.picture_size == (60, 90), timeout=20_000)
    assert window.canvas.viewport.zoom == 40
    window.canvas.zoom_to(33)
    window.open(photo)
    qtbot.waitUntil(lambda: window.canvas.picture_size == (96, 64), timeout=20_000)
    assert window.canvas.viewport.zoom == 33
    assert read_views()[key_of(other_photo)].zoom == 70  # the zoom of the hand is no picture's own
    assert show(other_photo, zoom=9).canvas.viewport.zoom == 9


@pytest.mark.usefixtures("home")
def test_what_is_not_to_be_remembered_is_forgotten(qtbot, show, photo):
    write_view(photo, Bookmark(30, 20, 40))
    window = show(photo)
    window.configuring.change(remember_views=False)
    qtbot.waitUntil(lambda: not views_file().exists(), timeout=10_000)
    window.canvas.zoom_to(20)
    qtbot.wait(2 * REST)
    assert not views_file().exists()
    write_view(photo, Bookmark(30, 20, 40))
    assert show(photo, settings=Settings(remember_views=False)).canvas.is_fitted


def test_shift_f_leaves_nothing_of_the_window_empty(show, settle, photo):
    window = show(photo)
    canvas = window.canvas
    QTest.keyClick(window, Qt.Key.Key_F, SHIFT)
    settle(window)
    width, height = canvas.viewport.size
    assert canvas.viewport.zoom == max(width / 96, height / 64) and not canvas.is_fitted
    assert canvas.viewport.area_of((96, 64)) == (0, 0, width, height)


def test_the_zoom_in_the_status_bar_offers_zooms_and_takes_one_that_is_typed(qtbot, show, photo):
    window = show(photo)
    button, canvas = window.status.zoom, window.canvas
    menu = button.menu()
    {action.text(): action for action in menu.actions()}["400 %"].trigger()
    assert canvas.viewport.zoom == 4
    qtbot.waitUntil(lambda: button.text() == "400 %")
    {action.text(): action for action in menu.actions()}["Fit"].trigger()
    assert canvas.is_fitted

    for typed, zoom in (("250", 2.5), ("x12", 12), ("×2,000", 2000), ("7,611 %", 76.11), ("33.3 %", 0.333)):
        type_zoom(qtbot, button, typed)
        assert canvas.viewport.zoom == pytest.approx(zoom, rel=1e-9)
        qtbot.waitUntil(lambda: window.telling.has_told)
        assert button.text() == {2.5: "250 %", 12: "1,200 %", 2000: "×2,000", 76.11: "7,611 %", 0.333: "33.3 %"}[zoom]
    type_zoom(qtbot, button, "deep")
    assert canvas.viewport.zoom == pytest.approx(0.333)


def test_no_zoom_is_offered_before_there_is_a_picture(show, settle, photo):
    window = show()
    assert not window.status.zoom.isVisible()
    window.open(photo)
    settle(window)
    assert window.status.zoom.isVisible()


def type_zoom(qtbot, button, text):
    """Open the menu, type into it, and press Enter."""
    menu = button.menu()
    menu.popup(button.mapToGlobal(QPoint(0, 0)))
    line = menu.findChild(QLineEdit, "typedZoom")
    qtbot.waitUntil(line.isVisible)
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert not menu.isVisible()


def clipboard():
    """What is on it, (h, w, 3)."""
    image = QGuiApplication.clipboard().image().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def test_ctrl_c_copies_the_view_without_what_lies_over_it(show, settle, photo):
    window = show(photo, minimap=True)
    canvas = window.canvas
    canvas.set_viewport(Viewport((2, 3), 25, canvas.viewport.size))  # beside the picture's corner, too
    canvas.select((0, 0, 4, 4))
    window.seeing.grid.switch(True)
    settle(window)
    QTest.keyClick(window, Qt.Key.Key_C, CONTROL)
    truth, inside = seen_through(make_field("bicubic", canvas.layers[0].image), canvas.viewport)
    rows, cols = np.flatnonzero(inside.any(1)), np.flatnonzero(inside.any(0))
    np.testing.assert_array_equal(clipboard(), truth[rows[0] :, cols[0] :])


def test_ctrl_shift_c_copies_source_pixels(qtbot, show, photo):
    window = show(photo)
    source = window.canvas.layers[0].image.pixels
    QApplication.clipboard().clear()
    QTest.keyClick(window, Qt.Key.Key_C, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: not QGuiApplication.clipboard().image().isNull(), timeout=5000)
    np.testing.assert_array_equal(clipboard(), source)
    window.canvas.select((10, 20, 30, 16))
    QTest.keyClick(window, Qt.Key.Key_C, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().image().width() == 30, timeout=5000)
    np.testing.assert_array_equal(clipboard(), source[20:36, 10:40])
    assert "30 × 16" in window.status.currentMessage()


def test_a_hand_that_stops_the_glide_where_it_is_gets_that_view_rendered(qtbot, show, settle, photo):
    window = show(photo, glides=True)
    canvas = window.canvas
    wheel(canvas, 12 * 120, CURSOR)
    qtbot.waitUntil(lambda: canvas.viewport.zoom != canvas.target.zoom, timeout=2000)
    canvas.set_viewport(canvas.viewport)
    settle(window)
    truth, inside = seen_through(make_field("bicubic", canvas.layers[0].image), canvas.viewport)
    assert (pixels_of(canvas) == truth)[inside].all()
