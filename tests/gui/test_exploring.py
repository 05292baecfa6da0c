"""The degradation explorer: points for patches, in colours, with and without contrast; a click shows the patch."""

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from test_models import choose

from viewer.fields.colour_maps import SEQUENTIAL, colours_of
from viewer.gui.explorer import OWN_COLOUR, Explorer, draw
from viewer.gui.panel import Choice
from viewer.imaging.image import Image
from viewer.imaging.patches import NOISIEST, STRONGEST

SOON = 60_000  # ms


def settled(qtbot, explorer):
    qtbot.waitUntil(lambda: explorer.is_settled, timeout=SOON)
    QApplication.processEvents()
    return explorer


@pytest.fixture
def explorer(qtbot, show, photo, blind):
    """The explorer as the menu opens it, on a photograph seen through a blind network."""
    window = show(photo, model=blind)
    window.menus.explorationRequested.emit()
    return settled(qtbot, window.exploring.explorer)


def spots(plot):
    return plot.findChild(pg.PlotWidget).getPlotItem().items[0].points()


def colour_of(spot):
    return np.array(spot.brush().color().getRgb()[:3])


def test_every_patch_is_a_point_in_the_colour_of_its_blur_and_the_open_picture_s_are_stars(explorer):
    for plot in (explorer.plot, explorer.control):
        patches, points = plot.map.patches, spots(plot)
        assert len(points) == len(patches) == 8 + 2  # of 96 x 64 pixels
        np.testing.assert_allclose([(p.pos().x(), p.pos().y()) for p in points], plot.map.points)
        for point, patch in zip(points, patches, strict=True):
            if patch.degradation is None:
                assert point.symbol() == "star" and point.brush().color().name() == OWN_COLOUR
                assert patch.picture == "photo.png"
            else:
                expected = 255 * colours_of(np.array(patch.degradation.sigma / STRONGEST), SEQUENTIAL)
                np.testing.assert_allclose(colour_of(point), expected, atol=1)
    assert explorer.plot.map.patches is explorer.control.map.patches
    assert "contrast" in explorer.control.title.text() and "blind" in explorer.plot.title.text()


def test_a_click_on_a_point_shows_its_patch_and_rings_it_in_both_maps(qtbot, explorer):
    view = explorer.control.findChild(pg.PlotWidget)
    number = int(np.argmax(explorer.control.map.points[:, 0]))
    at = view.mapFromScene(view.getPlotItem().vb.mapViewToScene(spots(explorer.control)[number].pos()))
    qtbot.mouseMove(view.viewport(), at)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))
    patch = explorer.control.map.patches[number]
    assert explorer.card.title.text() == patch.picture
    picture = explorer.card.picture.pixmap().toImage()
    middle = picture.pixelColor(picture.width() // 2 + 1, picture.height() // 2 + 1).getRgb()[:3]
    assert middle == tuple(patch.pixels[24, 24].tolist())
    story = explorer.card.story.text()
    assert (f"σ {patch.degradation.along:.2f} px" in story) if patch.degradation else ("as it is" in story)
    for plot in (explorer.plot, explorer.control):
        ring = plot.findChild(pg.PlotWidget).getPlotItem().items[1].points()
        assert [(p.pos().x(), p.pos().y()) for p in ring] == [tuple(plot.map.points[number])]


def test_colours_and_their_bar_follow_the_choice(qtbot, explorer):
    choose(qtbot, explorer.ways, "noisy")
    settled(qtbot, explorer)
    choose(qtbot, explorer.colour, "noise")
    assert explorer.bar.labels == ["0", "12.5", "25"]
    for point, patch in zip(spots(explorer.plot), explorer.plot.map.patches, strict=True):
        if patch.degradation is not None:
            expected = 255 * colours_of(np.array(patch.degradation.noise / NOISIEST), SEQUENTIAL)
            np.testing.assert_allclose(colour_of(point), expected, atol=1)
    choose(qtbot, explorer.ways, "any")
    choose(qtbot, explorer.colour, "anisotropy")
    settled(qtbot, explorer)
    assert explorer.bar.labels[-1] == "≥ 4 : 1" and len({tuple(colour_of(p)) for p in spots(explorer.plot)[:8]}) > 4


def test_the_maps_are_those_asked_for_last(qtbot, explorer):
    before = explorer.plot.map
    choose(qtbot, explorer.how, "pca")
    choose(qtbot, explorer.ways, "any")
    choose(qtbot, explorer.ways, "round")
    settled(qtbot, explorer)
    assert explorer.plot.map.patches is before.patches
    assert not np.array_equal(explorer.plot.map.points, before.points)
    choose(qtbot, explorer.how, "t-sne")
    settled(qtbot, explorer)
    assert explorer.plot.map is before


def test_the_control_stands_alone_or_beside_a_network_or_is_left_out(qtbot, explorer):
    control = explorer.control.map
    explorer.beside.click()
    assert not explorer.control.isVisible()
    settled(qtbot, explorer)
    choose(qtbot, explorer.network, "")
    settled(qtbot, explorer)
    assert not explorer.beside.isEnabled() and not explorer.control.isVisible()
    np.testing.assert_allclose(explorer.plot.map.points, control.points)


def test_without_a_network_and_a_picture_there_is_the_control_and_a_word_how_to_get_one(qtbot, blind):
    explorer = Explorer(None, [], "bicubic")
    explorer.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(explorer)
    explorer.show()
    settled(qtbot, explorer)
    assert explorer.network.count() == 1 and len(explorer.plot.map.patches) == 8
    assert explorer.hint.isVisible() and "Train" in explorer.hint.text()


def test_the_network_that_comes_with_the_program_is_offered(qtbot, show, blind):
    window = show()
    window.menus.explorationRequested.emit()
    explorer = settled(qtbot, window.exploring.explorer)
    assert explorer.network.itemText(0) == "dasr-liif" and not explorer.hint.isVisible()


def test_a_network_that_cannot_be_read_says_so(qtbot, blind, tmp_path):
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(blind.read_bytes()[:5000])
    explorer = Explorer(None, [Choice(str(broken), "broken", "")], str(broken))
    explorer.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(explorer)
    explorer.show()
    settled(qtbot, explorer)
    assert "broken.safetensors" in explorer.plot.note.text() and explorer.control.map is not None


def test_closing_gives_up_what_is_under_way(qtbot, show, photo, blind, monkeypatch):
    monkeypatch.setattr("viewer.training.representations.COUNT", 800)
    window = show(photo, model=blind)
    window.menus.explorationRequested.emit()
    explorer = window.exploring.explorer
    stop, pool = explorer._stop, explorer._background._pool
    explorer.activateWindow()
    qtbot.waitUntil(explorer.isActiveWindow, timeout=SOON)
    qtbot.keyClick(explorer, Qt.Key.Key_Escape)
    assert window.exploring.explorer is None and stop.is_set()
    pool.shutdown(wait=True)
    window.menus.explorationRequested.emit()
    assert window.exploring.explorer.isVisible()
    window.leave()
    assert window.exploring.explorer is None


def test_a_small_grey_picture_is_a_single_patch(qtbot, blind):
    picture = Image(np.full((8, 8, 3), 90, np.uint8), called="grey")
    explorer = Explorer(picture, [Choice(str(blind), "blind", "")], str(blind))
    explorer.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(explorer)
    explorer.show()
    settled(qtbot, explorer)
    assert [patch.pixels.shape for patch in explorer.plot.map.patches if patch.degradation is None] == [(8, 8, 3)]


def test_the_maps_are_drawn_into_a_picture(qtbot, blind, tmp_path):
    draw(str(blind), tmp_path / "maps.png")
    from PIL import Image as PILImage

    with PILImage.open(tmp_path / "maps.png") as picture:
        pixels = np.asarray(picture.convert("RGB"))
    assert pixels.shape == (520, 960, 3)
    colourful = np.ptp(pixels.astype(int), -1) > 60
    assert colourful[40:480, :480].any() and colourful[40:480, 480:].any()
