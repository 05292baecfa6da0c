"""The field held against another: by a key, tile by tile as promised, and back."""

import time
from dataclasses import replace
from threading import Event

import numpy as np
import pytest
from hands import drop, hover, mime, pixels_of, seen_through, wheel
from PIL import Image as PILImage
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication

from viewer.errors import Stop, Stopped
from viewer.fields.catalogue import make_field
from viewer.fields.derivatives import COLOURS, DIRECTION, GRADIENT, LAPLACIAN
from viewer.fields.field import Grid
from viewer.fields.honesty import Honesty
from viewer.fields.interpolation import classical_field
from viewer.fields.shown import DIFFERENCE, DISAGREEMENT, HONESTY, SIGNED
from viewer.fields.shown import show as show_of
from viewer.gui import app, figures
from viewer.gui.comparing import TAP
from viewer.gui.figures import compare
from viewer.gui.lens import GROWTH, USUAL
from viewer.gui.readout import describe_number
from viewer.imaging.metrics import benchmark_figures
from viewer.imaging.samples import sample_path
from viewer.rendering.tiles import visible_tiles

SOON = 20_000  # ms
LONGER = TAP + 100  # ms that a key is held


def middle(window):
    """What the canvas shows above the names of layers."""
    return pixels_of(window.canvas)[:-50]


def looking_through(show, settle, photo, model):
    window = show(photo, model=model)
    window.canvas.zoom_to(9)
    settle(window)
    return window, middle(window)


def test_a_held_key_shows_the_other_layer_at_once_and_as_long_as_it_is_held(qtbot, show, settle, photo):
    window, nearest = looking_through(show, settle, photo, "nearest")
    window.document.see(compare="bicubic")
    qtbot.keyPress(window.canvas, Qt.Key.Key_X)
    settle(window)
    held = middle(window)
    QApplication.processEvents()
    qtbot.wait(LONGER)
    qtbot.keyRelease(window.canvas, Qt.Key.Key_X)
    assert np.array_equal(middle(window), nearest)
    assert (window.document.look.model, window.document.look.compare) == ("nearest", "bicubic")

    _, bicubic = looking_through(show, settle, photo, "bicubic")
    assert np.array_equal(held, bicubic) and not np.array_equal(held, nearest)


def test_once_seen_the_other_layer_is_ready_wherever_one_moves(qtbot, show, settle, photo):
    window, _ = looking_through(show, settle, photo, "nearest")
    assert not window.cache.zooms(window.document.arrangement.other.id)  # nobody has asked for it yet
    qtbot.keyPress(window.canvas, Qt.Key.Key_X)
    qtbot.wait(LONGER)
    qtbot.keyRelease(window.canvas, Qt.Key.Key_X)
    window.canvas.zoom_to(31)
    settle(window)
    other = window.document.arrangement.other
    expected = visible_tiles(other.id, window.canvas.viewport, other.image.size)
    qtbot.waitUntil(lambda: all(key in window.cache for key in expected), timeout=SOON)
    qtbot.keyPress(window.canvas, Qt.Key.Key_X)
    first = middle(window)  # the very first frame
    settle(window)
    assert np.array_equal(first, middle(window))
    qtbot.keyRelease(window.canvas, Qt.Key.Key_X)


def test_a_tap_swaps_the_two_and_another_swaps_them_back(qtbot, show, settle, photo):
    window, nearest = looking_through(show, settle, photo, "nearest")
    qtbot.keyClick(window.canvas, Qt.Key.Key_X)
    settle(window)
    assert (window.panel.model.currentData(), window.panel.compare.comparison.currentData()) == ("bicubic", "nearest")
    assert not np.array_equal(middle(window), nearest)
    qtbot.keyClick(window.panel.compare.comparison, Qt.Key.Key_X)  # wherever the focus is
    settle(window)
    assert np.array_equal(middle(window), nearest)


def test_the_other_layer_fills_the_whole_view_of_a_split(qtbot, show, settle, photo):
    window = show(photo, model="nearest", compare="bicubic")
    window.canvas.zoom_to(9)
    settle(window)
    qtbot.keyPress(window.canvas, Qt.Key.Key_X)
    settle(window)
    held = middle(window)
    assert {window.canvas.layer_at((x, 5)).title for x in (1, window.canvas.width() - 2)} == {"Bicubic"}
    qtbot.wait(LONGER)
    qtbot.keyRelease(window.canvas, Qt.Key.Key_X)
    _, bicubic = looking_through(show, settle, photo, "bicubic")
    assert np.array_equal(held, bicubic)


def test_a_key_held_when_the_window_loses_the_focus_is_let_go(qtbot, show, settle, photo):
    window, nearest = looking_through(show, settle, photo, "nearest")
    qtbot.keyPress(window.canvas, Qt.Key.Key_X)
    settle(window)
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowDeactivate))
    assert np.array_equal(middle(window), nearest)
    qtbot.keyRelease(window.canvas, Qt.Key.Key_X)
    assert window.document.look.model == "nearest"


def test_differences_are_seen_with_a_bar_that_says_what_they_mean(qtbot, show, settle, photo):
    window = show(photo, model="nearest")
    window.canvas.zoom_to(9)
    settle(window)
    assert not window.panel.gain.isVisible()
    qtbot.keyClick(window.canvas, Qt.Key.Key_D)
    settle(window)
    image, bar = window.document.image, window.panel.scale
    pair = [classical_field(image, kernel) for kernel in ("nearest", "bicubic")]
    for key, gain, what, labels in (
        (None, 8, DIFFERENCE, ["0", "15.9", "31.9 / 255"]),
        (Qt.Key.Key_BracketRight, 8 * 2**0.5, DIFFERENCE, ["0", "11.3", "22.5 / 255"]),
        ("signed", 8 * 2**0.5, SIGNED, ["−22.5", "0", "22.5 / 255"]),
    ):
        if key == "signed":
            qtbot.keyClick(window.canvas, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
        elif key:
            qtbot.keyClick(window.canvas, key)
        settle(window)
        truth, inside = seen_through(show_of(what, pair[0], image, pair[1], gain), window.canvas.viewport)
        np.testing.assert_allclose(pixels_of(window.canvas).astype(int)[inside], truth[inside], atol=1)
        assert bar.isVisible() and bar.labels == labels and window.panel.gain.isVisible()
    assert window.canvas.layer_at((1, 1)).title == "Nearest − Bicubic"
    qtbot.keyClick(window.canvas, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    settle(window)
    assert not bar.isVisible() and window.canvas.layer_at((1, 1)).title == "Nearest"


@pytest.mark.parametrize("what", [DIFFERENCE, SIGNED])
def test_the_readout_tells_the_difference_itself_and_not_its_colour(qtbot, show, settle, photo, what):
    window = show(photo, model="nearest", compare="bicubic", shown=what, gain=64.0)  # beyond what its colours reach to
    window.document.see(split=False)
    canvas, value = window.canvas, window.findChild(object, "valueLabel")
    canvas.zoom_to(9)
    settle(window)
    image, view = canvas.layers[0].image, canvas.viewport
    fields = [classical_field(image, model) for model in ("nearest", "bicubic")]
    told = {}
    for at in (QPoint(120, 90), QPoint(126, 96), QPoint(203, 141), QPoint(208, 146), QPoint(77, 180)):
        hover(qtbot, window, at)
        left, top = (int(start) + point for start, point in zip(view.origin, (at.x(), at.y()), strict=True))
        here, there = (field.sample(Grid(top / 9, left / 9, 1 / 9, 1 / 9, 1, 1), Stop())[0, 0] for field in fields)
        apart = 255 * (here.astype(float) - there)
        told[value.text().split(" → ")[1]] = apart @ (0.299, 0.587, 0.114) if what == SIGNED else abs(apart).mean()
    assert len(told) == 5 and (what == DIFFERENCE or any(text.startswith("−") for text in told))
    for text, apart in told.items():
        assert text.endswith(" / 255") and float(text.split()[0].replace("−", "-")) == pytest.approx(apart, abs=0.006)
    document, layer = window.document, canvas.layers[0]
    for shown in (COLOURS, HONESTY, COLOURS):  # its field is let go meanwhile, its tiles are not
        document.see(shown=shown)
        settle(window)
    document.see(shown=what)
    settle(window)
    assert canvas.layers[0] is layer
    hover(qtbot, window, QPoint(120, 90))
    assert value.text().split(" → ")[1] == next(iter(told))


def slopes_by_hand(field, at):
    """Luma's derivatives to the right and up, and its Laplacian, from values a quarter of a source pixel apart."""

    def luma(x, y):
        colour = field.sample(Grid(y - 1 / 18, x - 1 / 18, 1 / 9, 1 / 9, 1, 1), Stop())[0, 0]
        return 0.299 * float(colour[0]) + 0.587 * float(colour[1]) + 0.114 * float(colour[2])

    (x, y), h = at, 0.25
    right, left, down, up = luma(x + h, y), luma(x - h, y), luma(x, y + h), luma(x, y - h)
    return (right - left) / (2 * h), (up - down) / (2 * h), (right + left + up + down - 4 * luma(x, y)) / h**2


@pytest.mark.parametrize("what", [GRADIENT, DIRECTION, LAPLACIAN])
def test_the_readout_tells_a_derivative_itself_and_not_its_colour(qtbot, show, settle, photo, what):
    window = show(photo, model="bicubic", compare="lanczos", shown=what)
    window.document.see(split=False)
    canvas, value = window.canvas, window.findChild(object, "valueLabel")
    canvas.zoom_to(9)
    settle(window)
    image, view = canvas.layers[0].image, canvas.viewport

    def check(at, model):
        hover(qtbot, window, at)
        place = [(int(start) + point + 0.5) / 9 for start, point in zip(view.origin, (at.x(), at.y()), strict=True)]
        right, up, laplacian = slopes_by_hand(classical_field(image, model), place)
        told = value.text().replace("−", "-").split(" → ")[1]
        if what == LAPLACIAN:
            assert told.endswith(" / px²") and float(told.split()[0]) == pytest.approx(laplacian, abs=2e-3)
        else:
            assert told.endswith(" / px")
            assert float(told.split()[-3]) == pytest.approx(np.hypot(right, up), abs=2e-4)
        if what == DIRECTION:
            apart = int(told.split("°")[0]) - np.degrees(np.arctan2(up, right))
            assert abs((apart + 180) % 360 - 180) < 1.5
        return told

    places = [QPoint(120, 90), QPoint(126, 96), QPoint(203, 141), QPoint(208, 146), QPoint(77, 180)]
    assert len({check(at, "bicubic") for at in places}) == 5
    for shown in (COLOURS, HONESTY, what):  # its field is let go meanwhile, its tiles are not
        window.document.see(shown=shown)
        settle(window)
    check(places[0], "bicubic")
    window.document.see(blend=0.8)  # of the two that lie over each other the one that is seen more
    settle(window)
    check(places[0], "lanczos")


def test_where_it_is_flat_no_direction_is_told():
    assert describe_number((7, 7, 7), np.array([3e-5, -3e-5]), DIRECTION) == "7 7 7 → 0.0000 / px"
    assert describe_number((7, 7, 7), np.array([0, -2e-4]), DIRECTION) == "7 7 7 → 270°  0.0002 / px"


def test_a_difference_is_made_of_the_fields_that_are_there_already(qtbot, show, settle, photo, monkeypatch):
    made = []
    monkeypatch.setattr(
        "viewer.gui.look.make_field", lambda model, *rest, **more: made.append(model) or make_field(model, *rest, **more)
    )
    window = show(photo, model="nearest", compare="bicubic")
    window.document.see(shown=DIFFERENCE)
    settle(window)
    window.document.see(gain=32.0)
    settle(window)
    window.document.see(shown=SIGNED)
    settle(window)
    assert sorted(made) == ["bicubic", "nearest"]


def test_a_split_shows_the_difference_beside_what_it_is_from(show, settle, photo):
    window = show(photo, model="nearest", compare="bicubic", shown=DIFFERENCE)
    settle(window)
    left, right = (window.canvas.layer_at((x, 1)).title for x in (1, window.canvas.width() - 2))
    assert (left, right) == ("|Nearest − Bicubic|", "Bicubic")


def part_of(window, pane, margin=50):
    """What a pane shows above its name, and which rows and columns of the canvas that is."""
    area = window.canvas.panes[pane]
    return pixels_of(window.canvas)[area.top() : area.top() + area.height() - margin, area.left() : area.left() + area.width()]


def leave(window):
    """Take the cursor away."""
    QApplication.sendEvent(window.canvas, QEvent(QEvent.Type.Leave))


@pytest.mark.parametrize("count", [2, 3, 4])
def test_panes_show_each_model_at_the_same_place_in_every_frame_of_moving_about(qtbot, show, settle, photo, count):
    window = show(photo, model="nearest", panes=count)
    canvas = window.canvas
    assert len(canvas.panes) == count
    models = ["nearest", "bicubic", "nearest", "lanczos"][:count]
    fields = [make_field(model, window.document.image) for model in models]

    def check(exact):
        for pane, field in enumerate(fields):
            truth, inside = seen_through(field, canvas.viewport)
            seen = part_of(window, pane)
            inside = inside[: len(seen)]
            apart = np.abs(seen.astype(int) - truth[: len(seen)])[inside]
            assert apart.max() <= 1 if exact else apart.mean() < 14, (pane, canvas.viewport)

    at = canvas.panes[-1].center()
    for turn in (120, 240, 480, 480, -120):
        wheel(canvas, turn, at)
        under = canvas.viewport.to_source((at.x() - canvas.panes[-1].x(), at.y() - canvas.panes[-1].y()))
        leave(window)
        check(exact=False)
        wheel(canvas, 120, at)
        again = canvas.viewport.to_source((at.x() - canvas.panes[-1].x(), at.y() - canvas.panes[-1].y()))
        assert np.abs(np.subtract(under, again)).max() * canvas.viewport.zoom < 1  # about the cursor, in its own pane
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=canvas.panes[0].center())
    before = canvas.viewport.centre
    qtbot.mouseMove(canvas, canvas.panes[-1].center() + QPoint(-20, 15))  # across the others
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=canvas.panes[-1].center() + QPoint(-20, 15))
    assert canvas.viewport.centre != before
    leave(window)
    check(exact=False)
    settle(window)
    check(exact=True)


def test_the_cursor_is_mirrored_in_the_other_panes_and_reads_the_field_of_its_own(qtbot, show, settle, photo):
    window = show(photo, model="nearest", panes=2)
    settle(window)
    leave(window)
    before = pixels_of(window.canvas)
    second = window.canvas.panes[1]
    qtbot.mouseMove(window.canvas, second.topLeft() + QPoint(60, 80))
    changed = np.argwhere((pixels_of(window.canvas) != before).any(-1))
    middle = (changed.min(0) + changed.max(0)) / 2
    np.testing.assert_allclose(middle, (80, 60), atol=1.5)  # row, column: in the first pane alone
    assert np.ptp(changed, 0).max() < 25
    assert window.canvas.layer_at((60, 80)).title == "Bicubic"
    leave(window)
    assert np.array_equal(pixels_of(window.canvas), before)


def test_panes_are_chosen_by_keys_and_in_the_panel_and_each_has_a_model_of_its_own(qtbot, show, settle, photo):
    window = show(photo, model="nearest")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    group = window.panel.compare
    assert not any(box.isVisible() for box in group.more)
    qtbot.keyClick(window.canvas, Qt.Key.Key_4, both)
    settle(window)
    assert group.panes.currentData() == 4 and all(box.isVisible() for box in group.more)
    assert window.canvas.is_fitted
    box = group.more[1]
    box.setCurrentIndex(box.findData("bilinear"))
    box.activated.emit(box.currentIndex())
    settle(window)
    assert [layer.title for layer in window.document.arrangement.layers] == ["Nearest", "Bicubic", "Nearest", "Bilinear"]
    qtbot.keyClick(window.canvas, Qt.Key.Key_S)
    settle(window)
    assert len(window.canvas.panes) == 1 and group.panes.currentData() == 1 and group.split.isChecked()
    qtbot.keyClick(window.canvas, Qt.Key.Key_3, both)
    settle(window)
    assert len(window.canvas.panes) == 3 and not group.split.isChecked()


@pytest.mark.parametrize("way", ["key", "panel"])
def test_one_pane_is_split_again_as_it_was_before_there_were_several(qtbot, show, settle, photo, way):
    window = show(photo, model="nearest", compare="bicubic")
    group, both = window.panel.compare, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    split = pixels_of(window.canvas)

    def choose(count):
        if way == "key":
            qtbot.keyClick(window.canvas, Qt.Key(Qt.Key.Key_0 + count), both)
        else:
            qtbot.keyClick(group.panes, Qt.Key.Key_Down if count == 2 else Qt.Key.Key_Up)
        settle(window)

    choose(2)
    assert len(window.canvas.panes) == 2 and not window.canvas.is_split
    assert not group.split.isChecked() and not window.menus.compare.split.isChecked()
    choose(1)
    assert window.canvas.is_split and group.split.isChecked() and window.menus.compare.split.isChecked()
    np.testing.assert_array_equal(pixels_of(window.canvas), split)
    qtbot.keyClick(window.canvas, Qt.Key.Key_S)  # and unsplit it stays so
    choose(2)
    choose(1)
    assert not window.canvas.is_split and not group.split.isChecked()


def figures_of(window, qtbot):
    """What the panel says once it has measured."""
    label = window.panel.compare.figures
    qtbot.waitUntil(lambda: "dB" in label.text() or "same" in label.text(), timeout=SOON)
    return label.text()


def expected_figures(window, part=None):
    """PSNR and SSIM of the two fields over what is seen of a part, computed from the fields themselves."""
    image, view = window.document.image, window.canvas.viewport
    look = window.document.look
    a, b = (seen_through(make_field(model, image), view) for model in (look.model, look.compare))
    rows, cols = np.flatnonzero(a[1].any(1)), np.flatnonzero(a[1].any(0))
    rows, cols = slice(rows[0], rows[-1] + 1), slice(cols[0], cols[-1] + 1)
    if part is not None:
        left, top = view.origin
        x, y, width, height = (round(v * view.zoom) for v in part)
        rows, cols = slice(y - top, y + height - top), slice(x - left, x + width - left)
    return benchmark_figures(a[0][rows, cols] / 255, b[0][rows, cols] / 255, 0)


def test_the_panel_tells_psnr_and_ssim_of_what_is_in_view_and_of_the_selection(qtbot, show, settle, photo):
    window = show(photo, model="nearest")
    window.canvas.zoom_to(8)
    settle(window)
    qtbot.wait(300)
    assert not window.panel.compare.figures.isVisible()  # nothing is compared
    window.document.see(split=True)
    told = figures_of(window, qtbot)
    psnr, ssim = expected_figures(window)
    assert told == f"Against Bicubic, in view: {psnr:.2f} dB, SSIM {ssim:.4f}"

    window.canvas.select((40, 20, 12, 9))
    qtbot.waitUntil(lambda: "selection" in window.panel.compare.figures.text(), timeout=SOON)
    psnr, ssim = expected_figures(window, (40, 20, 12, 9))
    assert figures_of(window, qtbot) == f"Against Bicubic, of the selection: {psnr:.2f} dB, SSIM {ssim:.4f}"
    window.canvas.select(None)
    window.canvas.pan(90, 40)
    before = told
    qtbot.waitUntil(lambda: "in view" in (text := figures_of(window, qtbot)) and text != before, timeout=SOON)
    psnr, ssim = expected_figures(window)
    assert figures_of(window, qtbot) == f"Against Bicubic, in view: {psnr:.2f} dB, SSIM {ssim:.4f}"

    window.document.see(compare="nearest")
    qtbot.waitUntil(lambda: window.panel.compare.figures.text() == "Against Nearest, in view: the same", timeout=SOON)
    window.document.see(split=False)
    assert not window.panel.compare.figures.isVisible()


def test_figures_are_told_at_any_depth(qtbot, show, settle):
    window = show(sample_path("astronaut"), model="nearest")
    width, height = window.document.image.size
    window.canvas.go_to(replace(window.canvas.viewport, centre=(451.3, 358.8), zoom=1e7))
    window.document.see(split=True)
    settle(window)
    assert min(window.canvas.viewport.origin) > 2**31  # more than 32 bits hold
    psnr, ssim = expected_figures(window)
    assert figures_of(window, qtbot) == f"Against Bicubic, in view: {psnr:.2f} dB, SSIM {ssim:.4f}"
    window.canvas.select((0, 0, width, height))
    qtbot.waitUntil(lambda: "of the selection" in window.panel.compare.figures.text(), timeout=SOON)
    assert figures_of(window, qtbot) == f"Against Bicubic, of the selection: {psnr:.2f} dB, SSIM {ssim:.4f}"
    window.canvas.select((3, 4, 5, 6))  # elsewhere
    qtbot.waitUntil(lambda: "in view" in window.panel.compare.figures.text(), timeout=SOON)


def test_what_is_seen_no_more_is_measured_no_more(qtbot, show, settle, photo, monkeypatch):
    """At once: what is rendered next needs the processor."""
    begun, ended = Event(), Event()

    def endless(first, second, stop):
        begun.set()
        while not stop.is_set():
            time.sleep(0.001)
        ended.set()
        raise Stopped

    monkeypatch.setattr(figures, "compare", endless)
    window = show(photo, model="nearest")
    window.canvas.zoom_to(8)
    window.document.see(split=True)
    settle(window)
    qtbot.waitUntil(begun.is_set, timeout=SOON)
    assert not ended.is_set()
    window.canvas.pan(30, 20)
    assert ended.wait(10)  # the window's timers stand still meanwhile
    monkeypatch.setattr(figures, "compare", compare)
    settle(window)
    psnr, ssim = expected_figures(window)
    assert figures_of(window, qtbot) == f"Against Bicubic, in view: {psnr:.2f} dB, SSIM {ssim:.4f}"
    window.canvas.pan(-30, -20)
    window.document.see(split=False)  # before it is measured again
    assert not window.panel.compare.figures.isVisible()


def test_figures_in_bands_are_those_of_the_whole():
    rng = np.random.default_rng(2)
    first = rng.integers(0, 256, (613, 40, 3), np.uint8)
    second = np.clip(first + rng.integers(-20, 20, first.shape), 0, 255).astype(np.uint8)
    assert compare(first, second, Stop()) == pytest.approx(benchmark_figures(first / 255, second / 255, 0), rel=1e-12)
    assert compare(first[:8], second[:8], Stop())[1] is None  # smaller than SSIM's window
    stop = Stop()
    stop.set()
    with pytest.raises(Stopped):
        compare(first, second, stop)


def test_the_lens_shows_the_other_layer_under_the_cursor_and_nothing_else_of_it(qtbot, show, settle, photo):
    window = show(photo, model="nearest")
    canvas = window.canvas
    canvas.zoom_to(9)
    settle(window)
    qtbot.keyClick(canvas, Qt.Key.Key_L)
    at = QPoint(150, 170)
    qtbot.mouseMove(canvas, at)
    settle(window)
    assert window.panel.compare.lens.isChecked()
    seen = pixels_of(canvas).astype(int)
    nearest, bicubic = (
        seen_through(make_field(model, window.document.image), canvas.viewport)[0] for model in ("nearest", "bicubic")
    )
    y, x = np.ogrid[: seen.shape[0], : seen.shape[1]]
    away = np.hypot(x + 0.5 - at.x(), y + 0.5 - at.y())
    within, without = away < USUAL - 5, (away > USUAL + 5) & (np.abs(x - at.x()) > 60)  # its name stands below
    assert np.abs(seen - bicubic)[within].max() <= 1 and np.abs(seen - nearest)[without].max() <= 1
    assert np.abs(bicubic.astype(int) - nearest)[within].max() > 20
    assert canvas.layer_at((at.x(), at.y())).title == "Bicubic" and canvas.layer_at((2, 2)).title == "Nearest"

    wheel(canvas, 240, at, Qt.KeyboardModifier.AltModifier)
    settle(window)
    larger = pixels_of(canvas).astype(int)
    ring = (away > USUAL + 6) & (away < USUAL * GROWTH**2 - 6) & (y < at.y())
    assert np.abs(larger - bicubic)[ring].max() <= 1
    leave(window)
    settle(window)
    assert np.abs(pixels_of(canvas).astype(int) - nearest).max() <= 1


@pytest.fixture
def truth(tmp_path, photo):
    """The path of the picture `photo` was shrunk from, twice as large."""
    with PILImage.open(sample_path("astronaut")) as source:
        source.crop((160, 60, 352, 188)).save(tmp_path / "truth.png")
    return tmp_path / "truth.png"


def test_another_file_of_the_same_shape_is_compared_with_dropped_beside_the_divider(qtbot, show, settle, photo, truth):
    window = show(photo, model="nearest", compare="bicubic")
    canvas = window.canvas
    canvas.zoom_to(2)
    settle(window)
    drop(canvas, mime(truth), QPoint(canvas.width() - 60, 90))
    qtbot.waitUntil(lambda: window.document.look.compare == str(truth), timeout=SOON)
    settle(window)
    assert window.document.image.path == photo and window.panel.compare.comparison.currentText() == "truth.png"
    qtbot.keyPress(canvas, Qt.Key.Key_X)
    settle(window)
    left, top = canvas.viewport.origin
    with PILImage.open(truth) as source:
        expected = np.asarray(source.convert("RGB")).astype(int)
    seen = pixels_of(canvas)[max(-top, 0) :, max(-left, 0) :][:128, :192].astype(int)
    assert np.array_equal(seen[:100], expected[:100])  # pixel for pixel, above its name
    qtbot.wait(LONGER)
    qtbot.keyRelease(canvas, Qt.Key.Key_X)
    mine = seen_through(make_field("nearest", window.document.image), canvas.viewport)[0]
    psnr, ssim = benchmark_figures(mine[max(-top, 0) :, max(-left, 0) :][:128, :192] / 255, expected / 255, 0)
    assert figures_of(window, qtbot) == f"Against truth.png, in view: {psnr:.2f} dB, SSIM {ssim:.4f}"

    drop(canvas, mime(truth), QPoint(20, 90))  # on the left it is opened
    qtbot.waitUntil(lambda: window.document.image.path == truth, timeout=SOON)
    assert window.document.look.compare == "bicubic"


def test_a_file_of_another_shape_is_refused_with_a_sentence(show, settle, photo, other_photo, complaint):
    window = show(photo, model="nearest")
    window.document.compare_with(other_photo)
    assert "60 x 90" in complaint(window, "other.jpg")
    assert window.document.look.compare == "bicubic" and not window.document.look.split


def test_the_menu_asks_for_a_file_to_compare_with(qtbot, show, settle, photo, truth, monkeypatch):
    window = show(photo, model="nearest")
    monkeypatch.setattr("viewer.gui.asking.QFileDialog.getOpenFileName", lambda *words: (str(truth), ""))
    window.menus.compare.file.trigger()
    qtbot.waitUntil(lambda: window.document.look.compare == str(truth), timeout=SOON)
    settle(window)
    assert window.document.look.split and window.canvas.layer_at((window.canvas.width() - 2, 1)).title == "truth.png"


def choose_shown(window, what):
    """What a hand chooses in the panel."""
    box = window.panel.shown
    box.setCurrentIndex(box.findData(what))
    box.activated.emit(box.currentIndex())


def test_honesty_is_seen_over_the_source_pixels_and_told_in_decibels(qtbot, show, settle, photo):
    window = show(photo, model="bilinear")
    window.canvas.zoom_to(20)
    settle(window)
    label = window.panel.compare.figures
    choose_shown(window, HONESTY)
    settle(window)
    image, view = window.document.image, window.canvas.viewport
    field = make_field("bilinear", image)
    truth, inside = seen_through(show_of(HONESTY, field, image), view)
    assert np.abs(pixels_of(window.canvas).astype(int) - truth)[inside].max() <= 1
    assert np.abs(np.diff(truth[:, :, 1].astype(int), axis=1)).max() > 10
    qtbot.waitUntil(lambda: "dB" in label.text(), timeout=SOON)
    (x0, y0), (x1, y1) = view.to_source((0, 0)), view.to_source(view.size)
    part = (int(y0), int(np.ceil(y1))), (int(x0), int(np.ceil(x1)))
    assert label.text() == f"Agrees with the source to {Honesty(field, image).agreement(*part, Stop()):.1f} dB"

    window.canvas.select((40, 20, 12, 9))
    expected = Honesty(field, image).agreement((20, 29), (40, 52), Stop())
    qtbot.waitUntil(lambda: label.text() == f"The selection agrees with the source to {expected:.1f} dB", timeout=SOON)
    choose_shown(window, "colours")
    assert not label.isVisible()


def test_disagreement_is_seen_of_a_liif_and_other_fields_say_they_have_none(show, settle, photo, network, complaint):
    window = show(photo, model=network, compare="bicubic")
    choose_shown(window, DISAGREEMENT)
    settle(window)
    left, right = (window.canvas.layer_at((x, 1)).title for x in (1, window.canvas.width() - 2))
    assert (left, right) == ("tiny.safetensors, disagreement", "Bicubic")
    image = window.document.image
    truth, inside = seen_through(show_of(DISAGREEMENT, make_field(str(network), image), image), window.canvas.viewport)
    inside[-50:] = inside[:, window.canvas.width() // 2 - 120 :] = False
    assert np.abs(pixels_of(window.canvas).astype(int) - truth)[inside].max() <= 1 and truth[inside].std() > 1

    window.document.choose_model("lanczos")
    complaint(window, "no local ensemble")
    settle(window)
    assert (window.document.look.model, window.document.look.shown) == ("lanczos", "colours")
    assert window.panel.shown.currentData() == "colours"


@pytest.fixture
def told_by_a_picture(show, photo, tmp_path, monkeypatch):
    """A function that has the picture of a split window taken, and the list of what the panel says in it."""
    told = []
    monkeypatch.setattr(app, "save_window", lambda window, path: told.append(window.panel.compare.figures.text()))

    def take():
        window = show(photo, model="nearest", compare="bicubic", zoom=8, settled=False)
        app.photograph(window, tmp_path / "window.png", [])
        return window, told

    return take


def test_a_picture_of_the_window_waits_for_the_figures(told_by_a_picture, qtbot):
    window, told = told_by_a_picture()
    qtbot.waitUntil(lambda: bool(told), timeout=SOON)
    psnr, ssim = expected_figures(window)
    assert told == [f"Against Bicubic, in view: {psnr:.2f} dB, SSIM {ssim:.4f}"]


def test_a_picture_of_the_window_does_not_wait_for_ever(told_by_a_picture, qtbot, monkeypatch):
    monkeypatch.setattr(app, "FIGURES", 500)
    monkeypatch.setattr(figures.Figures, "_tiles", lambda self, layer, view: None)  # as where there is no room for all of them
    _, told = told_by_a_picture()
    qtbot.waitUntil(lambda: bool(told), timeout=SOON)
    assert told == ["Against Bicubic, in view: …"]
