"""One slider from the field to the other: what is seen is their mixture, and sliding renders nothing."""

import numpy as np
import pytest
from hands import hover, pixels_of, seen_through
from PySide6.QtCore import QPoint, Qt

from viewer.fields.catalogue import make_field

MIXED = 1.5  # of 255: two roundings of tiles, one of the mixture


def field_pixels(window, model):
    image = window.document.image
    return seen_through(make_field(str(model), image), window.canvas.viewport)[0].astype(float)


def assert_mixed(window, share, first="bicubic", second="nearest"):
    expected = (1 - share) * field_pixels(window, first) + share * field_pixels(window, second)
    np.testing.assert_allclose(pixels_of(window.canvas).astype(float), expected, rtol=0, atol=MIXED)


@pytest.fixture
def window(show, settle, photo):
    window = show(photo, model="bicubic")
    window.document.see(compare="nearest")
    window.canvas.zoom_to(11)
    settle(window)
    return window


def test_the_slider_mixes_the_field_and_the_other(window, settle):
    assert_mixed(window, 0)
    for share in (1, 30, 75, 100, 0):
        window.panel.compare.blend.setValue(share)
        settle(window)
        assert window.document.look.blend == share / 100
        assert_mixed(window, share / 100)


def test_sliding_on_renders_nothing_anew_and_is_seen_at_once(qtbot, window, settle):
    window.panel.compare.blend.setValue(40)
    settle(window)
    layers = window.document.arrangement.layers
    with qtbot.assertNotEmitted(window.signals.tileFinished):  # of the view; those around it are made in idle hours
        qtbot.keyClick(window.panel.compare.blend, Qt.Key.Key_PageUp)
        assert_mixed(window, 0.5)
        assert window.is_settled
    assert window.document.arrangement.layers == layers


def test_beside_each_other_they_are_not_mixed_and_the_slider_rests(window, settle):
    window.panel.compare.blend.setValue(40)
    window.panel.compare.split.click()
    settle(window)
    assert not window.panel.compare.blend.isEnabled()
    left = pixels_of(window.canvas)[:100, :40].astype(float)
    np.testing.assert_array_equal(left, field_pixels(window, "bicubic")[:100, :40])
    window.panel.compare.split.click()
    settle(window)
    assert window.panel.compare.blend.isEnabled() and window.panel.compare.blend.value() == 40
    assert_mixed(window, 0.4)


def test_there_is_no_divider_to_take_where_they_are_mixed(qtbot, window, settle):
    window.panel.compare.blend.setValue(40)
    settle(window)
    middle, before = QPoint(window.canvas.width() // 2, 100), window.canvas.viewport
    qtbot.mousePress(window.canvas, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(window.canvas, middle + QPoint(30, 0))
    qtbot.mouseRelease(window.canvas, Qt.MouseButton.LeftButton, pos=middle + QPoint(30, 0))
    assert window.canvas.split == 0.5 and window.canvas.viewport != before


def test_the_value_under_the_cursor_is_that_of_the_mixture(qtbot, window, settle):
    window.panel.compare.blend.setValue(60)
    settle(window)
    at = QPoint(101, 57)
    hover(qtbot, window, at)
    told = window.status._labels["value"].text()
    shown = [int(word) for word in told.replace("→", " ").replace(",", " ").split() if word.isdigit()][-3:]
    seen = pixels_of(window.canvas)[at.y(), at.x()].astype(int)
    assert np.abs(np.array(shown) - seen).max() <= 1


def test_another_picture_is_mixed_as_the_one_before(window, settle, other_photo):
    window.panel.compare.blend.setValue(30)
    window.open(other_photo)
    settle(window)
    window.canvas.zoom_to(20)
    settle(window)
    assert_mixed(window, 0.3)


def test_transparent_pictures_are_mixed_over_one_chequerboard(qtbot, show, settle, tmp_path):
    from PIL import Image as PILImage

    PILImage.fromarray(np.full((40, 60, 4), (200, 40, 90, 0), np.uint8)).save(tmp_path / "clear.png")
    window = show(tmp_path / "clear.png", model="bicubic")
    window.canvas.zoom_to(12)
    settle(window)
    alone = pixels_of(window.canvas)
    window.document.see(compare="nearest", blend=0.5)
    settle(window)
    np.testing.assert_allclose(pixels_of(window.canvas).astype(int), alone.astype(int), rtol=0, atol=1)
