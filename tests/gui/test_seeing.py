"""What is laid over the picture: the minimap, the grid between source pixels, what they hold, and their true squares."""

import numpy as np
import pytest
from hands import pixels_of
from PIL import Image as PILImage
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from viewer.gui.minimap import SMALLEST_FRAME
from viewer.gui.overlay import Overlay
from viewer.gui.pixel_grid import values_of
from viewer.imaging.image import Image
from viewer.rendering.viewport import Viewport

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def blocks(tmp_path):
    """The path of 40 x 30 pixels: red left of the middle, blue right of it."""
    pixels = np.zeros((30, 40, 3), np.uint8)
    pixels[:, :20], pixels[:, 20:] = (200, 30, 40), (20, 60, 220)
    PILImage.fromarray(pixels).save(tmp_path / "blocks.png")
    return tmp_path / "blocks.png"


def at(seen, point):
    """The colour at a widget position of a canvas of ratio 1."""
    return seen[int(point.y()), int(point.x())].astype(int)


def test_the_minimap_is_there_while_the_picture_overflows_the_window(show, settle, blocks):
    window = show(blocks, model="nearest", minimap=True)
    minimap, canvas = window.seeing.minimap, window.canvas
    assert minimap.box is None  # fitted
    canvas.set_viewport(Viewport((35, 20), 100, canvas.viewport.size))
    settle(window)
    box, seen = minimap.box, pixels_of(canvas)
    left, right = (box.topLeft() + QPointF(box.width() * x, box.height() * 0.1) for x in (0.2, 0.6))
    assert np.abs(at(seen, left) - (200, 30, 40)).max() < 12 and np.abs(at(seen, right) - (20, 60, 220)).max() < 12
    frame = minimap.frame(box)
    assert frame.center().x() == pytest.approx(box.left() + box.width() * 35 / 40, abs=1)
    assert frame.width() == pytest.approx(box.width() * canvas.width() / 100 / 40, abs=1)
    assert min(at(seen, QPointF(frame.left(), frame.center().y()))) > 150  # its frame is white
    canvas.fit()
    assert minimap.box is None


def test_the_minimap_covers_no_title(show, settle, blocks):
    window = show(blocks, model="nearest", compare="bicubic", minimap=True)
    minimap, canvas = window.seeing.minimap, window.canvas
    canvas.set_viewport(Viewport((20, 15), 100, canvas.viewport.size))
    canvas.set_split(0.2)
    corner = minimap.box
    canvas.set_split(0.85)  # the title of what is on the right goes as far as the window's edge
    settle(window)
    (_, right), box = canvas.titles, minimap.box
    assert corner.intersects(right) and not box.intersects(right) and box.right() == corner.right()
    seen = pixels_of(canvas)
    assert min(at(seen, minimap.frame(box).topLeft() + QPointF(0, 5))) > 150  # painted there, and taken there
    words = seen[int(right.top()) : int(right.bottom()), int(right.left()) : int(min(right.right(), canvas.width()))]
    assert (words.min(axis=2) > 220).sum() > 20
    canvas.set_split(0.2)
    assert minimap.box == corner


def test_a_title_of_any_overlay_is_painted_and_left_uncovered(show, settle, blocks):
    class Caption(Overlay):
        @property
        def chips(self):
            return [("A caption", QPointF(self.canvas.width() - 20, self.canvas.height() - 40), Qt.AlignmentFlag.AlignRight)]

        def paint(self, painter):
            self.paint_chips(painter)

    window = show(blocks, model="nearest", minimap=True)
    canvas, minimap = window.canvas, window.seeing.minimap
    canvas.set_viewport(Viewport((20, 15), 100, canvas.viewport.size))
    before = minimap.box
    canvas.add_overlay(Caption(canvas))
    settle(window)
    (title,) = canvas.titles
    assert before.intersects(title) and minimap.box.bottom() < title.top()
    seen = pixels_of(canvas)[int(title.top()) : int(title.bottom()), int(title.left()) : int(title.right())]
    assert (seen.min(axis=2) > 220).sum() > 20 and np.median(seen.max(axis=2)) < 110  # words, on their ground


def test_a_deep_view_is_still_to_be_seen_on_the_minimap(show, blocks):
    window = show(blocks, minimap=True)
    window.canvas.set_viewport(Viewport((3, 20), 1e6, window.canvas.viewport.size))
    box = window.seeing.minimap.box
    frame = window.seeing.minimap.frame(box)
    assert frame.width() == frame.height() == SMALLEST_FRAME
    assert frame.center().x() == pytest.approx(box.left() + box.width() * 3 / 40)


def test_the_minimap_takes_the_view_where_it_is_pressed_and_dragged(show, blocks):
    window = show(blocks, minimap=True)
    canvas = window.canvas
    canvas.set_viewport(Viewport((35, 20), 100, canvas.viewport.size))
    box = window.seeing.minimap.box

    def place(x, y):
        return QPointF(box.left() + box.width() * x, box.top() + box.height() * y).toPoint()

    QTest.mouseMove(canvas, place(0.5, 0.5))
    assert canvas.cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mousePress(canvas, LEFT, pos=place(0.25, 0.5))
    assert canvas.viewport.centre == pytest.approx((10, 15), abs=0.3) and canvas.viewport.zoom == 100
    QTest.mouseMove(canvas, place(0.75, 0.2))
    assert canvas.viewport.centre == pytest.approx((30, 6), abs=0.3)
    QTest.mouseMove(canvas, QPoint(-50, -50))  # beyond it the view ends at the picture's rim
    assert canvas.viewport.centre == (0, 0)
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(-50, -50))
    QTest.mouseMove(canvas, place(0.5, 0.5))
    assert canvas.viewport.centre == (0, 0)


def test_the_minimap_can_be_switched_off(show, settle, blocks):
    window = show(blocks, model="nearest", minimap=True)
    window.canvas.zoom_to(200)
    settle(window)
    box = window.seeing.minimap.box.toRect()
    minimap = next(action for action in window.menus.view.actions() if "minimap" in action.text().replace("&", "").lower())
    assert minimap.isChecked()
    minimap.trigger()
    assert window.seeing.minimap.box is None
    corner = pixels_of(window.canvas)[box.top() : box.bottom(), box.left() : box.right()]
    assert len(np.unique(corner.reshape(-1, 3), axis=0)) == 1


@pytest.mark.parametrize("zoom", [20, 55])
@pytest.mark.parametrize("grey", [0, 96, 128, 255])
def test_lines_between_pixels_are_seen_on_any_colour_where_pixels_are_large(show, settle, tmp_path, zoom, grey):
    PILImage.new("RGB", (40, 30), (grey,) * 3).save(tmp_path / "flat.png")
    window = show(tmp_path / "flat.png")
    canvas = window.canvas
    canvas.set_viewport(Viewport((20, 15), zoom, canvas.viewport.size))
    QTest.keyClick(window, Qt.Key.Key_G)
    settle(window)
    x, y = (round(at - first) for at, first in zip((20 * zoom, 15 * zoom), canvas.viewport.origin, strict=True))
    seen = pixels_of(canvas)[:, :, 0].astype(int)
    row, col = seen[y + zoom // 2], seen[:, x + zoom // 2]
    for line, place in ((row, x), (col, y)):
        across = line[place - zoom // 2 : place + zoom // 2]
        assert np.ptp(across) > 40
        assert np.flatnonzero(np.abs(across - grey) > 15).tolist() in ([zoom // 2 - 1, zoom // 2], [zoom // 2 - 1], [zoom // 2])
    QTest.keyClick(window, Qt.Key.Key_G)
    assert (pixels_of(canvas)[100:200, 100:200] == grey).all()


def test_there_are_no_lines_where_pixels_are_small(show, settle, photo):
    window = show(photo)
    window.canvas.zoom_to(7.9)
    settle(window)
    before = pixels_of(window.canvas)
    window.seeing.grid.switch(True)
    assert (pixels_of(window.canvas) == before).all()


@pytest.mark.parametrize("zoom", [64, 90, 5000])
def test_values_are_written_into_pixels_where_there_is_room(show, settle, blocks, zoom):
    window = show(blocks, model="nearest")
    canvas = window.canvas
    canvas.set_viewport(Viewport((10.5, 10.5), zoom, canvas.viewport.size))
    settle(window)
    before = pixels_of(canvas).astype(int)
    window.seeing.grid.switch(True)
    written = np.abs(pixels_of(canvas).astype(int) - before).max(-1)
    x, y = canvas.width() // 2, canvas.height() // 2
    assert (written[y - 20 : y + 20, x - 12 : x + 12] > 40).mean() > 0.1
    window.seeing.grid.write_hex(True)
    again = np.abs(pixels_of(canvas).astype(int) - before).max(-1)
    assert (again != written).any()


def test_what_is_written_is_what_the_source_holds():
    pixels = np.array([[[10, 200, 7]]], np.uint8)
    assert values_of(Image(pixels), 0, 0, False) == ["10", "200", "7"]
    assert values_of(Image(pixels), 0, 0, True) == ["0ac807"]
    assert values_of(Image(pixels, np.array([[128]], np.uint8)), 0, 0, False) == ["10", "200", "7", "128"]
    deep = Image(np.full((1, 1, 3), 40_000, np.uint16), is_grey=True)
    assert values_of(deep, 0, 0, False) == ["40000"] and values_of(deep, 0, 0, True) == ["9c40"]


def test_n_shows_the_true_pixels_and_the_field_again(show, settle, photo, network):
    window = show(photo, model=network)
    canvas = window.canvas
    canvas.set_viewport(Viewport((48, 32), 30, canvas.viewport.size))
    settle(window)
    field = pixels_of(canvas)
    QTest.keyClick(window, Qt.Key.Key_N)
    settle(window)
    source, seen = canvas.layers[0].image.pixels, pixels_of(canvas)
    left, top = canvas.viewport.origin
    for x, y in ((43, 28), (48, 32), (51, 35)):
        square = seen[y * 30 - top : (y + 1) * 30 - top, x * 30 - left : (x + 1) * 30 - left]
        assert (square == source[y, x]).all()
    assert "True pixels" in window.findChild(object, "computingLabel").text()
    assert window.document.look.model == str(network) and window.seeing.pixels.isChecked()
    QTest.keyClick(window, Qt.Key.Key_N)
    settle(window)
    QApplication.processEvents()
    assert (pixels_of(canvas) == field).all()
    assert "True pixels" not in window.findChild(object, "computingLabel").text()
