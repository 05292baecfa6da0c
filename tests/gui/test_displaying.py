"""Exposure, channels and histograms in the window: seen in the next frame, and nothing is rendered anew."""

import numpy as np
import pytest
import tifffile
from hands import hover, pixels_of, seen_through
from PIL import Image as PILImage
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from viewer.cli import main
from viewer.fields.catalogue import make_field
from viewer.imaging.files import load_image
from viewer.imaging.histogram import histogram
from viewer.rendering.display import LUMA, RED, Display
from viewer.rendering.viewport import Viewport

SHIFT = Qt.KeyboardModifier.ShiftModifier


def truth_of(canvas):
    return seen_through(make_field("bicubic", canvas.layers[0].image), canvas.viewport)


def test_e_lightens_what_is_seen_in_the_next_frame(show, settle, photo):
    window = show(photo)
    canvas = window.canvas
    canvas.zoom_to(5)
    settle(window)
    tiles = len(window.cache.at_zoom(canvas.layers[0].id, 5))
    for _ in range(3):
        QTest.keyClick(window, Qt.Key.Key_E)
    truth, inside = truth_of(canvas)
    seen = pixels_of(canvas)
    np.testing.assert_array_equal(seen[inside], Display(exposure=1.5).show(truth)[inside])
    assert (seen[~inside] == 0x2B).all()  # around the picture nothing changes
    assert window.is_settled and len(window.cache.at_zoom(canvas.layers[0].id, 5)) == tiles
    assert "+1.5 EV" in window.findChild(object, "computingLabel").text()
    for _ in range(4):
        QTest.keyClick(window, Qt.Key.Key_E, SHIFT)
    np.testing.assert_array_equal(pixels_of(canvas)[inside], Display(exposure=-0.5).show(truth)[inside])
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    np.testing.assert_array_equal(pixels_of(canvas)[inside], truth[inside])


def test_the_readout_says_what_the_field_is_and_not_what_is_made_of_it(qtbot, show, settle, photo):
    window = show(photo)
    settle(window)
    hover(qtbot, window, window.canvas.rect().center())
    said = window.findChild(object, "valueLabel").text()
    window.displaying.show_as(Display(RED, 3, 2))
    hover(qtbot, window, window.canvas.rect().center())
    assert said and window.findChild(object, "valueLabel").text() == said


def test_sixteen_bits_are_lifted_from_the_source(show, settle, tmp_path):
    ramp = np.linspace(0, 700, 64)[None].repeat(48, 0).astype(np.uint16)  # of 65,535: nearly black
    PILImage.fromarray(ramp).save(tmp_path / "dark.png")
    window = show(tmp_path / "dark.png", model="bilinear")
    canvas = window.canvas
    canvas.set_viewport(Viewport((32, 24), 8, canvas.viewport.size))
    settle(window)
    assert len(np.unique(pixels_of(canvas)[190, 0:400, 0])) <= 4
    window.displaying.show_as(Display(exposure=6))
    assert len(np.unique(pixels_of(canvas)[190, 0:400, 0])) > 40


def test_while_the_field_is_awaited_the_picture_is_seen_with_its_exposure(qtbot, show, photo, slow):
    window = show(photo, settled=False)
    canvas = window.canvas
    qtbot.waitUntil(lambda: canvas.has_picture and bool(slow), timeout=20_000)
    window.displaying.show_as(Display(exposure=1.5))
    for zoom in (canvas.viewport.zoom, 1.3, 30):
        canvas.set_viewport(Viewport((40.3, 30.7), zoom, canvas.viewport.size))
        truth, inside = truth_of(canvas)
        difference = np.abs(pixels_of(canvas).astype(int) - Display(exposure=1.5).show(truth))
        assert difference[inside].mean() < 14


def test_a_channel_alone_is_seen_as_grey(show, settle, photo):
    window = show(photo)
    settle(window)
    truth, inside = truth_of(window.canvas)
    QTest.keyClick(window, Qt.Key.Key_C, SHIFT)
    np.testing.assert_array_equal(pixels_of(window.canvas)[inside], truth[..., [0, 0, 0]][inside])
    QTest.mouseClick(window.displaying.panel.findChild(QToolButton, "lumaChannel"), Qt.MouseButton.LeftButton)
    assert window.canvas.display == Display(LUMA)
    seen = pixels_of(window.canvas)[inside]
    assert (seen == seen[:, :1]).all() and "Luma alone" in window.findChild(object, "computingLabel").text()


def test_the_panel_counts_the_source_and_the_field_in_view(qtbot, show, settle, photo):
    window = show(photo)
    panel, canvas = window.displaying.panel, window.canvas
    QTest.keyClick(window, Qt.Key.Key_H)
    qtbot.waitUntil(lambda: panel.source.counts is not None and panel.field.counts is not None, timeout=10_000)
    assert (panel.source.counts == histogram([canvas.layers[0].image.pixels])).all()
    for viewport in (canvas.viewport, Viewport((48, 32), 40, canvas.viewport.size)):
        canvas.set_viewport(viewport)
        settle(window)
        truth, inside = truth_of(canvas)
        expected = histogram([truth[inside][None]])
        qtbot.waitUntil(lambda expected=expected: (panel.field.counts == expected).all(), timeout=10_000)


def test_the_exposure_slider_and_as_it_is(qtbot, show, photo):
    window = show(photo)
    panel = window.displaying.panel
    QTest.keyClick(window, Qt.Key.Key_H)
    qtbot.waitUntil(panel.isVisible)
    panel.exposure.setFocus()
    for _ in range(7):
        QTest.keyClick(panel.exposure, Qt.Key.Key_Right)
    assert window.canvas.display.exposure == pytest.approx(0.7)
    for _ in range(50):
        QTest.keyClick(panel.gamma, Qt.Key.Key_Right)
    assert window.canvas.display.gamma == pytest.approx(5)
    QTest.mouseClick(panel.reset, Qt.MouseButton.LeftButton)
    assert window.canvas.display.is_plain and panel.exposure.value() == panel.gamma.value() == 0


def test_colours_of_sixteen_bits_are_read_out_and_rendered_as_they_are(qtbot, show, tmp_path):
    values = np.random.default_rng(8).integers(0, 65536, (20, 30, 3)).astype(np.uint16)
    tifffile.imwrite(tmp_path / "deep.tif", values, photometric="rgb")
    window = show(tmp_path / "deep.tif", model="nearest")
    canvas = window.canvas
    at = QPoint(canvas.width() // 2 + 3, canvas.height() // 2 + 3)
    x, y = (int(part) for part in canvas.source_at(QPointF(at)))
    qtbot.mouseMove(canvas, at)
    told = " ".join(map(str, values[y, x]))
    assert window.findChild(QLabel, "valueLabel").text().startswith(f"{told} → {told}")
    words = ["render", tmp_path / "deep.tif", "-o", tmp_path / "out.png", "--model", "nearest", "--scale", "1", "--depth", "16"]
    assert main(list(map(str, words))) == 0
    np.testing.assert_array_equal(load_image(tmp_path / "out.png").pixels, load_image(tmp_path / "deep.tif").pixels)
