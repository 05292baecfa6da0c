"""Transparency: opacity through the field that colours are seen through, no fringe at edges, and what is seen behind it."""

import numpy as np
import pytest
from hands import hover, pixels_of, seen_through
from PIL import Image as PILImage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from viewer.fields.catalogue import make_field
from viewer.gui.blitting import CHECKER_DARK, CHECKER_LIGHT
from viewer.imaging.image import Image
from viewer.rendering.viewport import Viewport

BACKGROUND = 0x2B


@pytest.fixture
def disc(tmp_path):
    """The path of a red disc of 40 x 40 pixels; what is around it is black, and not to be seen."""
    y, x = np.mgrid[:40, :40] + 0.5
    rgba = np.zeros((40, 40, 4), np.uint8)
    inside = (x - 20) ** 2 + (y - 20) ** 2 < 100
    rgba[inside] = (230, 40, 30, 255)
    PILImage.fromarray(rgba).save(tmp_path / "disc.png")
    return tmp_path / "disc.png"


@pytest.mark.parametrize("model", ["nearest", "lanczos", "network"])
def test_opacity_is_seen_through_the_same_field_as_colours(show, settle, disc, network, model):
    model = network if model == "network" else model
    window = show(disc, model=model)
    canvas = window.canvas
    QTest.keyClick(window, Qt.Key.Key_B)
    canvas.set_viewport(Viewport((20, 20), 9, canvas.viewport.size))
    settle(window)
    with PILImage.open(disc) as file:
        rgba = np.asarray(file)
    opacity = Image(np.repeat(rgba[..., 3:], 3, 2))
    share, inside = seen_through(make_field(str(model), opacity), canvas.viewport)
    image = canvas.layers[0].image.filled
    colours = seen_through(make_field(str(model), image), canvas.viewport)[0].astype(float)
    share = share[..., :1] / 255
    expected = colours * share + BACKGROUND * (1 - share)
    assert np.abs(pixels_of(canvas) - expected)[inside].max() <= 2.5


@pytest.mark.parametrize("zoom", [0.4, 3, 20])
def test_what_is_hidden_does_not_bleed_into_the_edge(show, settle, disc, zoom):
    window = show(disc)
    canvas = window.canvas
    canvas.set_viewport(Viewport((20, 20), zoom, canvas.viewport.size))
    settle(window)
    tiles = [window.cache.get(key) for key in window.cache.at_zoom(canvas.layers[0].id, zoom)]
    seen = np.concatenate([tile[tile[..., 3] > 40] for tile in tiles])
    assert len(seen) > 10 and np.abs(seen[:, 2::-1].astype(int) - (230, 40, 30)).max() <= 6


def test_b_shows_the_canvas_behind_it_instead_of_a_checkerboard(show, settle, disc):
    window = show(disc)
    settle(window)
    x, y = (int(at) for at in window.canvas.viewport.to_device((2, 2)))
    part = slice(y, y + 40), slice(x, x + 40)
    greys = {colour.red() for colour in (CHECKER_LIGHT, CHECKER_DARK)}
    assert set(np.unique(pixels_of(window.canvas)[part])) == greys
    QTest.keyClick(window, Qt.Key.Key_B)
    assert set(np.unique(pixels_of(window.canvas)[part])) == {BACKGROUND}
    QTest.keyClick(window, Qt.Key.Key_B)
    assert set(np.unique(pixels_of(window.canvas)[part])) == greys


def test_the_readout_says_how_opaque_the_source_is(qtbot, show, settle, disc):
    window = show(disc)
    settle(window)
    hover(qtbot, window, window.canvas.rect().center())
    assert window.findChild(object, "valueLabel").text().startswith("230 40 30 255 → ")
