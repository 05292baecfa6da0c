"""The window of a language written from right to left: mirrored, but for pictures, plots, time, and text that is not its own."""

import numpy as np
import pytest
from hands import NONE, pixels_of
from PIL import Image as PILImage
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDockWidget,
    QLabel,
    QMenu,
    QPushButton,
    QStyle,
    QStyleOptionSlider,
    QTableWidget,
    QTableWidgetItem,
)

from viewer.gui.colour_bar import ColourBar
from viewer.gui.mirrored import apply_style, isolated
from viewer.gui.runs_panel import RunsPanel
from viewer.gui.scrub_bar import ScrubBar, Way
from viewer.jobs.history import History
from viewer.jobs.run_folder import RunFolder, runs_folder
from viewer.training.options.fit import FitOptions

SOON = 20_000
HEBREW = "תמונה"


@pytest.fixture
def turn(qapp):
    """A function that has the program mirrored, or no longer."""

    def have(mirrored):
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LayoutDirectionAuto)
        apply_style()

    yield have
    have(False)


@pytest.fixture
def mirrored(turn):
    turn(True)


def in_both(turn, draw):
    """What is drawn in a window as it is, and in a mirrored one."""
    drawn = []
    for mirror in (False, True):
        turn(mirror)
        drawn.append(draw())
    return drawn


def likeness(one, other):
    """How alike two pictures are of the same words, 1 at most, which may be a few pixels further to the left or the right."""
    inks = [np.convolve(np.abs(pixels - pixels[0, 0].astype(float)).sum(axis=(0, 2)), np.ones(3)) for pixels in (one, other)]
    return max(np.corrcoef(inks[0], np.roll(inks[1], shift))[0, 1] for shift in range(-4, 5))


@pytest.mark.parametrize("panes", [1, 3])
def test_the_canvas_is_the_same_to_the_pixel(show, settle, photo, turn, panes):
    def draw():
        window = show(photo, compare="nearest", zoom=90.0, centre=(48.0, 30.0), minimap=True)
        window.canvas.select((47, 29, 3, 2))
        window.canvas.set_split(0.3)
        window.document.see(panes=panes)
        window.seeing.grid.switch(True)
        settle(window)
        return pixels_of(window.canvas)

    plain, mirrored = in_both(turn, draw)
    np.testing.assert_array_equal(plain, mirrored)


def test_a_divider_dragged_to_the_left_has_the_field_on_the_left_of_it(qtbot, show, settle, photo, mirrored):
    window = show(photo, compare="nearest")
    canvas = window.canvas
    middle, left = (QPoint(round(part * canvas.width()), canvas.height() // 2) for part in (0.5, 0.3))
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, NONE, middle)
    QTest.mouseMove(canvas, left)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, NONE, left)
    settle(window)
    assert canvas.split == pytest.approx(0.3, abs=0.01)
    titles = [canvas.layer_at((x, 5.0)).title for x in (left.x() - 20, left.x() + 20)]
    assert titles == ["Bicubic", "Nearest"]


def test_panel_docks_menus_and_bars_are_where_lines_begin_and_end(show, settle, photo, mirrored):
    window = show(photo)
    window.resize(1200, 800)
    for dock in window.findChildren(QDockWidget):
        dock.show()
    window.messages.warn("photo.tif ends early.")
    settle(window)

    def left_of(widget):
        return widget.mapTo(window, QPoint(0, 0)).x()

    canvas = left_of(window.canvas), left_of(window.canvas) + window.canvas.width()
    assert left_of(window.docks.panel) < canvas[0] and left_of(window.displaying.dock) < canvas[0]
    assert left_of(window.docks.facts) >= canvas[1]
    file, view = (window.menuBar().actionGeometry(action) for action in window.menuBar().actions()[:2])
    assert view.right() <= file.left() and file.right() > window.width() - 60
    messages = window.messages
    close, label = messages.findChild(QAbstractButton, "closeMessage"), messages.findChild(QLabel, "messageText")
    assert left_of(close) < left_of(label)


def test_every_control_lies_within_what_holds_it_and_shows_all_it_says(show, settle, photo, mirrored):
    window = show(photo)
    window.resize(1400, 1000)
    for dock in window.findChildren(QDockWidget):
        dock.show()
    window.restoring.paint()
    settle(window)
    found = []
    for control in (*window.findChildren(QAbstractButton), *window.findChildren(QComboBox), *window.findChildren(QLabel)):
        if control.isVisible():
            outside = not control.parentWidget().rect().contains(control.geometry())
            if outside or control.width() < control.minimumSizeHint().width():
                found.append(f"{type(control).__name__} {control.objectName()}: {control.geometry()}")
    assert not found


def test_the_left_key_goes_on_to_the_picture_on_the_left_in_the_strip(qtbot, show, tmp_path, mirrored):
    for number in (1, 2, 3):
        PILImage.new("RGB", (30 + number, 20), (90, 60 * number, 30)).save(tmp_path / f"shot {number}.png")
    window = show(tmp_path / "shot 1.png")
    window.docks.filmstrip.show()
    strip = window.filmstrip
    qtbot.waitUntil(lambda: strip.model().rowCount() == 3, timeout=SOON)
    first, second = (strip.visualRect(strip.model().index(row, 0)) for row in (0, 1))
    assert second.right() < first.left() + 1
    for key, name in ((Qt.Key.Key_Left, "shot 2"), (Qt.Key.Key_Left, "shot 3"), (Qt.Key.Key_Right, "shot 2")):
        qtbot.keyClick(window.canvas, key)
        qtbot.waitUntil(lambda name=name: window.windowTitle().startswith(name) and window.is_settled, timeout=SOON)


@pytest.mark.parametrize("text", ["1280 × 72", "24.41 dB", "photo (2)", "Load checkpoint…", "12 %"])
def test_figures_names_and_paths_are_written_from_left_to_right(qtbot, turn, text):
    def button():
        return QPushButton(text, flat=True)

    def cell():
        table = QTableWidget(1, 1, showGrid=False, frameShape=QTableWidget.Shape.NoFrame)
        for header in (table.verticalHeader(), table.horizontalHeader()):
            header.hide()
        table.setItem(0, 0, QTableWidgetItem(text))
        table.item(0, 0).setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        table.setColumnWidth(0, 300)
        return table

    def label():
        return QLabel(text, alignment=Qt.AlignmentFlag.AlignCenter)

    for make in (button, cell, label):

        def draw(make=make):
            widget = make()
            qtbot.addWidget(widget)
            widget.resize(300, 30)
            return pixels_of(widget)

        assert likeness(*in_both(turn, draw)) > 0.9


@pytest.mark.parametrize("text", ["Load 2 × 2…", "\tCtrl++"])  # what an entry is called, and its key
def test_entries_of_menus_are_written_from_left_to_right(qtbot, turn, text):
    def draw():
        menu = QMenu()
        qtbot.addWidget(menu)
        menu.addAction(text)
        pixels = pixels_of(menu)[4:-4, 4:-4]  # without its frame
        first = np.flatnonzero((pixels != pixels[0, 0]).any(axis=(0, 2)))[0]
        return np.pad(pixels[:, first:], ((0, 0), (4, 200), (0, 0)), mode="edge")[:, :200]

    assert likeness(*in_both(turn, draw)) > 0.9


def test_what_is_written_from_right_to_left_stays_so():
    assert isolated(f"{HEBREW} (2)…") == f"{HEBREW} (2)…"
    assert isolated("2 × 3\n") == "\u20662 × 3\u2069\n"


def test_time_and_what_lies_left_and_right_of_the_divider_go_from_left_to_right(qtbot, show, photo, mirrored):
    bar = ScrubBar()
    qtbot.addWidget(bar)
    bar.resize(600, 90)
    bar.show_way(Way((1, 10, 100), ("a", "b", "c"), loss=[(1, 3.0), (10, 2.0), (100, 1.0)]), "c")
    bar.show()
    qtbot.waitExposed(bar)
    for slider in (bar.slider, show(photo).panel.compare.blend):
        places = []
        for value in (slider.minimum(), slider.maximum()):
            slider.blockSignals(True)
            slider.setValue(value)
            option = QStyleOptionSlider()
            slider.initStyleOption(option)
            handle = QStyle.SubControl.SC_SliderHandle
            places.append(slider.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, handle, slider).x())
        assert places[0] < places[1]
    qtbot.mouseClick(bar.curve, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert bar.slider.value() == 0


def test_scales_of_colours_are_the_same(qtbot, turn):
    def draw():
        bar = ColourBar()
        qtbot.addWidget(bar)
        bar.show_scale("laplacian", 0.25)
        bar.resize(240, bar.height())
        return pixels_of(bar)

    plain, mirrored = in_both(turn, draw)
    np.testing.assert_array_equal(plain, mirrored)


def test_plots_have_their_values_on_the_left_and_the_loss_before_psnr(qtbot, mirrored):
    from viewer.gui.plots import Plots

    plots = Plots()
    qtbot.addWidget(plots)
    history = History(None, loss=[(0, 0.5), (100, 0.25)], psnr=[(0, 20.0), (100, 25.0)])
    plots.resize(700, 300)
    plots.show()
    qtbot.waitExposed(plots)
    plots.show_runs([("#123456", history)])
    loss, psnr = (plots._plots[name] for name in ("loss", "psnr"))
    qtbot.waitUntil(lambda: loss.sceneBoundingRect().right() <= psnr.sceneBoundingRect().left() + 1, timeout=SOON)
    for plot in (loss, psnr):
        assert plot.getAxis("left").geometry().right() <= plot.vb.geometry().left() + 1


def test_the_first_run_is_chosen_before_the_list_is_seen(qtbot, show, photo, home, mirrored):
    run = RunFolder(runs_folder() / "mine")
    run.create("siren", FitOptions(image=photo))
    window = show(photo)
    panel: RunsPanel = window.training.panel
    panel.show_runs([History(run)])
    assert [history.run.path for history in panel.chosen] == [run.path]
