"""What stands on the canvas is the field, pixel for pixel, wherever one has moved; never a tile of another view."""

import numpy as np
import pytest
from hands import pixels_of, seen_through, wheel
from PIL import Image as PILImage
from PySide6.QtCore import QPoint, Qt

from viewer.fields.catalogue import make_field
from viewer.fields.interpolation import CLASSICAL
from viewer.gui import painting
from viewer.gui.blitting import CHECKER, CHECKER_DARK, CHECKER_LIGHT
from viewer.rendering.viewport import MAX_ZOOM, Viewport

BACKGROUND = (0x2B, 0x2B, 0x2B)
ZOOMS = [0.3, 0.99, 1.0, 2**0.25, 3.7137, 12, 63, 65, 300.5, 4096, 1e6, MAX_ZOOM]


def assert_shows(window, model, columns=slice(None)):
    """Every pixel of the canvas in `columns` is that of the field, or the background beside it.

    A network's may be a step off: how densely it is sampled at deep zooms depends on what is rendered at a time.
    """
    canvas = window.canvas
    image = canvas.layer_at((1, 1)).image
    truth, inside = seen_through(make_field(str(model), image), canvas.viewport)
    truth[~inside] = BACKGROUND
    rows = slice(None, -50 if columns != slice(None) else None)  # beside a divider the names are at the bottom
    shown = pixels_of(canvas)[rows, columns].astype(int)
    np.testing.assert_allclose(shown, truth[rows, columns], rtol=0, atol=0 if model in CLASSICAL else 1)


@pytest.mark.parametrize("model", ["nearest", "bicubic", "lanczos", "network"])
def test_the_settled_canvas_equals_the_field_at_any_zoom(show, settle, photo, network, model):
    model = network if model == "network" else model
    window = show(photo, model=model)
    for zoom in ZOOMS:
        window.canvas.set_viewport(Viewport((40.123456789, 30.987654321), zoom, window.canvas.viewport.size))
        settle(window)
        assert_shows(window, model)


def test_the_settled_canvas_equals_the_field_at_the_corners(show, settle, photo):
    window = show(photo, model="bilinear")
    for corner in ((0, 0), (96, 0), (0, 64), (96, 64)):
        for zoom in (5, 1e4, MAX_ZOOM):
            window.canvas.set_viewport(Viewport(corner, zoom, window.canvas.viewport.size))
            settle(window)
            assert_shows(window, "bilinear")


def test_the_picture_is_not_painted_beneath_tiles_that_hide_it(qtbot, show, settle, photo, monkeypatch):
    window = show(photo, model="nearest")
    window.canvas.zoom_to(9)
    settle(window)
    painted, paint = [], painting._paint_source

    def counted(*args):
        painted.append(None)
        paint(*args)

    monkeypatch.setattr(painting, "_paint_source", counted)
    monkeypatch.setattr(window.canvas._renderer, "show", lambda *views: None)
    wheel(window.canvas, 120)
    window.canvas.repaint()
    assert not painted
    with monkeypatch.context() as patch:
        patch.setattr(window.canvas._tiles, "get", lambda key: None)  # they leave the cache meanwhile
        window.canvas.repaint()
    assert painted
    painted.clear()
    wheel(window.canvas, -120 * 8)
    window.canvas.repaint()
    assert painted


def test_after_a_storm_of_moves_no_stale_tile_is_left(qtbot, show, settle, photo, network):
    window = show(photo, model=network)
    rng = np.random.default_rng(4)
    for _ in range(12):
        for _ in range(15):
            at = QPoint(int(rng.integers(20, 390)), int(rng.integers(100, 360)))
            if rng.random() < 0.7:
                wheel(window.canvas, int(rng.choice([-240, -120, 120, 240])), at)
            else:
                qtbot.mousePress(window.canvas, Qt.MouseButton.LeftButton, pos=at)
                qtbot.mouseMove(window.canvas, at + QPoint(*(int(v) for v in rng.integers(-60, 60, 2))))
                qtbot.mouseRelease(window.canvas, Qt.MouseButton.LeftButton, pos=at)
            qtbot.wait(3)
        settle(window)
        assert_shows(window, network)


def test_the_split_shows_the_field_on_the_left_and_the_other_on_the_right(qtbot, show, settle, photo, network):
    window = show(photo, model=network, compare="nearest")
    canvas = window.canvas
    canvas.zoom_to(11)
    settle(window)
    middle = canvas.width() // 2
    assert_shows(window, network, slice(0, middle - 120))
    assert_shows(window, "nearest", slice(middle + 120, None))

    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(middle, 100))
    for x in range(middle, 131, -6):
        qtbot.mouseMove(canvas, QPoint(x, 100))
    assert canvas.cursor().shape() == Qt.CursorShape.SplitHCursor
    view = canvas.viewport
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(130, 100))
    assert canvas.viewport == view
    settle(window)
    assert_shows(window, network, slice(0, 10))
    assert_shows(window, "nearest", slice(250, None))


def test_the_divider_stays_within_the_window(qtbot, show, photo):
    window = show(photo, compare="nearest")
    canvas = window.canvas
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(canvas.width() // 2, 50))
    qtbot.mouseMove(canvas, QPoint(-500, 50))
    assert canvas.split == 0
    qtbot.mouseMove(canvas, QPoint(5000, 50))
    assert canvas.split == 1
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(5000, 50))


def test_s_toggles_the_split(qtbot, show, settle, photo):
    window = show(photo, model="nearest")
    window.canvas.zoom_to(11)
    settle(window)
    for expected in (True, False):
        qtbot.keyClick(window.canvas, Qt.Key.Key_S)
        settle(window)
        assert window.panel.compare.split.isChecked() == expected
        assert_shows(window, "bicubic" if expected else "nearest", slice(window.canvas.width() // 2 + 120, None))


def test_transparency_is_seen_over_a_checkerboard(show, settle, tmp_path):
    rgba = np.zeros((40, 60, 4), np.uint8)
    rgba[:, :, 0] = 250
    rgba[:, 20:40, 3] = 128
    rgba[:, 40:, 3] = 255
    PILImage.fromarray(rgba).save(tmp_path / "clear.png")
    window = show(tmp_path / "clear.png", model="nearest")
    window.canvas.set_viewport(Viewport((30, 20), 4, window.canvas.viewport.size))
    settle(window)
    shown = pixels_of(window.canvas)
    left, top = window.canvas.viewport.origin
    thirds = (slice(-left + 80 * i + 8, -left + 80 * i + 72) for i in range(3))  # alpha is smooth between them
    clear, half, full = (shown[-top : -top + 160, third] for third in thirds)
    greys = {colour.red() for colour in (CHECKER_LIGHT, CHECKER_DARK)}
    assert {tuple(c) for c in clear.reshape(-1, 3)} == {(grey,) * 3 for grey in greys}
    assert (full == (250, 0, 0)).all()
    mixed = {round(250 * 128 / 255 + grey * 127 / 255) for grey in greys}
    assert all(min(abs(int(r) - m) for m in mixed) <= 1 for r in np.unique(half[..., 0]))
    assert {len(set(run)) for run in np.split(clear[0, :, 0], range(_phase(left), 64, CHECKER))} == {1}


def _phase(left):
    """Columns from the eighth of the picture to where the next square of the checkerboard begins."""
    return -(8 - left) % CHECKER


def test_until_the_field_is_there_the_picture_is_seen_in_its_place(qtbot, show, photo, slow):
    window = show(photo, settled=False)
    canvas = window.canvas
    qtbot.waitUntil(lambda: canvas.has_picture and bool(slow) and slow[0].entered.is_set(), timeout=20_000)
    for zoom, most in ((canvas.viewport.zoom, 12), (30, 12), (5000, 12), (1e6, 12)):
        canvas.set_viewport(Viewport((40.3, 30.7), zoom, canvas.viewport.size))
        image = canvas.layer_at((1, 1)).image
        truth, inside = seen_through(make_field("bilinear", image), canvas.viewport)
        shown = pixels_of(canvas)
        assert np.abs(shown.astype(int) - truth)[inside].mean() < most
        assert (shown[~inside] == BACKGROUND).all()
    assert not window.is_settled
    qtbot.waitUntil(lambda: "Rendering" in window.findChild(object, "computingLabel").text(), timeout=5000)
    slow[0].released.set()
    qtbot.waitUntil(lambda: window.is_settled, timeout=20_000)
    qtbot.waitUntil(lambda: "Ready" in window.findChild(object, "computingLabel").text(), timeout=5000)
    assert_shows(window, "bicubic")


def test_what_was_lacking_is_blended_in_and_then_all_there(qtbot, show, photo, slow, monkeypatch):
    window = show(photo, settled=False)
    canvas = window.canvas
    qtbot.waitUntil(lambda: canvas.has_picture and bool(slow), timeout=20_000)
    canvas.zoom_to(6)
    qtbot.waitUntil(lambda: [grid.dx for grid in slow[-1].asked[-1:]] == [1 / 6], timeout=20_000)
    before = pixels_of(canvas).astype(int)
    monkeypatch.setattr(painting, "FADE", 1000)  # seconds: so that no tile gets far
    slow[-1].released.set()
    qtbot.waitUntil(lambda: window.renderer.is_settled, timeout=20_000)
    assert np.abs(pixels_of(canvas) - before).max() <= 1  # no jump
    assert not window.is_settled
    monkeypatch.setattr(painting, "FADE", 0.05)
    qtbot.waitUntil(lambda: window.is_settled, timeout=20_000)
    assert_shows(window, "bicubic")
    assert np.abs(pixels_of(canvas) - before).max() > 5

    monkeypatch.setattr(painting, "FADE", 1000)
    canvas.pan(30, 20)  # what was there is not blended in again
    canvas.repaint()
    assert_shows(window, "bicubic", slice(60, -60))
