"""A line over the picture and the plot of what lies along it: drawn by hand, typed, at any depth, and copied."""

import csv
import io

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from viewer.errors import Stop
from viewer.fields.interpolation import classical_field
from viewer.fields.profile import along
from viewer.gui.dialog import place_beside
from viewer.imaging.files import load_image

SOON = 20_000  # ms
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def profiled(qtbot):
    """A function that switches the line on by its key and waits for the plot."""

    def begin(window):
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=SOON)
        qtbot.keyClick(window, Qt.Key.Key_L, CONTROL)
        qtbot.waitUntil(
            lambda: window.profiling.window is not None and window.profiling.window.profiles is not None, timeout=SOON
        )
        return window.profiling.window

    return begin


def drag(qtbot, canvas, start, end, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.mousePress(canvas, LEFT, modifier, start)
    where = QPointF(canvas.mapToGlobal(end))
    QApplication.sendEvent(canvas, QMouseEvent(QEvent.Type.MouseMove, QPointF(end), where, LEFT, LEFT, modifier))
    qtbot.mouseRelease(canvas, LEFT, modifier, end)


@pytest.mark.parametrize("zoom", [6.0, 5000.0])
def test_a_line_is_drawn_and_what_lies_along_it_is_plotted(qtbot, show, photo, profiled, zoom):
    window = show(photo, model="lanczos", compare="nearest", zoom=zoom, centre=(40.2, 30.7))
    plot, canvas = profiled(window), window.canvas
    start, end = QPoint(100, 120), QPoint(300, 200)
    drag(qtbot, canvas, start, end)
    line = window.profiling.overlay.line
    assert line.start == pytest.approx(canvas.source_at(start)) and line.end == pytest.approx(canvas.source_at(end))
    qtbot.waitUntil(lambda: plot.profiles.line == line, timeout=SOON)
    image = load_image(photo)
    titles = [title for title, _ in plot.profiles.layers]
    assert titles == ["Lanczos", "Nearest"]
    for title, values in plot.profiles.layers:
        np.testing.assert_array_equal(values, along(classical_field(image, title.lower()), line, Stop()))
    dots = 1 if len(plot.profiles.places) else 0
    assert len(plot.view.listDataItems()) == 2 + dots and "Lanczos: " in plot.edges.text()
    plot.channels.setCurrentIndex(1)
    assert len(plot.view.listDataItems()) == 3 * (2 + dots)


def test_an_end_is_moved_and_with_ctrl_the_line_keeps_to_an_axis(qtbot, show, photo, profiled):
    window = show(photo, zoom=6.0)
    profiled(window)
    overlay, canvas = window.profiling.overlay, window.canvas
    first, view = overlay.line.start, canvas.viewport
    _, end = overlay._ends
    drag(qtbot, canvas, end.toPoint(), end.toPoint() + QPoint(-40, 13), CONTROL)
    assert overlay.line.start == first and overlay.line.end[1] == first[1]
    assert overlay.line.length == pytest.approx(0.6 * canvas.viewport.size[0] / 6 - 40 / 6, abs=0.2)
    assert canvas.viewport == view  # the picture was not moved


def test_ends_are_typed_and_the_look_is_followed(qtbot, show, photo, profiled):
    window = show(photo)
    plot = profiled(window)
    for box, text in zip(plot.ends, ("10.25", "5", "20.5", "9.5"), strict=True):
        box.selectAll()
        qtbot.keyClicks(box, text)
        qtbot.keyClick(box, Qt.Key.Key_Return)
    line = window.profiling.overlay.line
    assert (line.start, line.end) == ((10.25, 5.0), (20.5, 9.5))
    qtbot.waitUntil(lambda: plot.profiles.line == line, timeout=SOON)
    window.document.see(model="nearest")
    qtbot.waitUntil(lambda: plot.profiles.layers[0][0] == "Nearest", timeout=SOON)


def test_all_samples_are_copied_as_a_table(qtbot, show, photo, profiled):
    plot = profiled(show(photo))
    plot.copy.click()
    rows = list(csv.reader(io.StringIO(QGuiApplication.clipboard().text())))
    assert rows[0] == ["distance", "x", "y", "Bicubic R", "Bicubic G", "Bicubic B"]
    line, values = plot.profiles.line, plot.profiles.layers[0][1]
    table = np.array(rows[1 : 1 + line.count], float)
    np.testing.assert_allclose(table, np.column_stack((line.places(), line.points(), values)), rtol=1e-6)
    assert rows[line.count + 2][1] == "source R" and len(rows) == line.count + 3 + len(plot.profiles.places)


def test_of_a_gradient_its_numbers_are_plotted_and_copied(qtbot, show, photo, profiled):
    window = show(photo)
    plot = profiled(window)
    window.document.see(shown="gradient")
    qtbot.waitUntil(lambda: plot.profiles.layers[0][1].shape == (plot.profiles.line.count, 1), timeout=SOON)
    _, numbers = plot.profiles.layers[0]
    dots = 1 if len(plot.profiles.places) else 0
    for index, curves in enumerate((1 + dots, 1 + 3 * dots)):
        plot.channels.setCurrentIndex(index)
        assert len(plot.view.listDataItems()) == curves
        np.testing.assert_allclose(plot.view.listDataItems()[0].getData()[1], 255 * numbers[:, 0])
    assert plot.edges.text() == ""
    rows = list(csv.reader(io.StringIO(plot.csv())))
    assert rows[0] == ["distance", "x", "y", plot.profiles.layers[0][0]]
    np.testing.assert_allclose(np.array(rows[1 : 1 + plot.profiles.line.count], float)[:, 3], numbers[:, 0], rtol=1e-6)


@pytest.mark.parametrize(("top", "height"), [(0, 420), (290, 420), (145, None)])
def test_the_plot_opens_beside_its_line_and_stays_where_it_was_put_beside_it(qtbot, show, photo, profiled, top, height):
    window = show(photo)
    window.move(40, top)
    plot = profiled(window)
    overlay, canvas, room = window.profiling.overlay, window.canvas, window.screen().availableGeometry()
    ends = [canvas.mapToGlobal(end.toPoint()) for end in overlay._ends]

    def opened_at(place):
        plot.move(place)
        for _ in range(2):
            window.profiling.action.trigger()
        qtbot.waitUntil(plot.isVisible, timeout=SOON)
        assert room.contains(plot.geometry()) and not any(plot.frameGeometry().contains(end) for end in ends)
        return plot.pos()

    assert room.contains(plot.geometry()) and not any(plot.frameGeometry().contains(end) for end in ends)
    assert (plot.y() > ends[0].y()) == (top < 200)  # below, or above
    assert plot.height() == height or (height is None and 300 < plot.height() < 420)  # it makes do with the room there is
    chosen = plot.pos()
    beside = chosen + QPoint(7, 0)
    assert opened_at(beside) == beside
    assert opened_at(QPoint(20, ends[0].y() - 100)) == chosen


def test_it_opens_beside_the_line_in_every_pane(show, photo, profiled):
    window = show(photo, panes=2)
    window.move(40, 0)
    plot, canvas = profiled(window), window.canvas
    start, end = (point.toPoint() for point in window.profiling.overlay._ends)
    on = canvas.panes[1].topLeft()
    assert not on.isNull()
    for seen in (start, end, start + on, end + on):
        assert window.profiling.overlay.area.contains(canvas.mapToGlobal(seen))
        assert not plot.frameGeometry().contains(canvas.mapToGlobal(seen))


def test_where_there_is_no_room_beside_it_as_little_is_covered_as_can_be(qtbot):
    class Large(QWidget):
        def sizeHint(self):
            return QSize(500, 500)

    plot = Large()
    plot.resize(500, 500)
    qtbot.addWidget(plot)
    room = plot.screen().availableGeometry()
    line = QRect(room.left() + 150, room.center().y() - 10, room.width() - 250, 20)
    place_beside(plot, line)
    plot.show()
    both = plot.frameGeometry() & line
    assert room.contains(plot.frameGeometry()) and 0 < both.width() < 360


def test_closing_the_plot_takes_the_line_away_and_the_key_brings_both_back(qtbot, show, photo, profiled):
    window = show(photo)
    plot = profiled(window)
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert window.profiling.overlay.line is None and not window.profiling.action.isChecked() and not plot.isVisible()
    window.profiling.action.trigger()
    qtbot.waitUntil(plot.isVisible, timeout=SOON)
    assert window.profiling.overlay.line is not None
    window.profiling.action.trigger()
    assert not plot.isVisible() and window.profiling.overlay.line is None
