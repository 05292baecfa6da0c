"""How layers are painted: on the way to another view from what was put together before, at rest only where tiles are lacking."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from viewer.errors import Stop
from viewer.fields.catalogue import make_field
from viewer.gui import painting
from viewer.gui.backdrop import OUTWARDS, SOFTEST, Backdrop, outlook
from viewer.gui.painting import LayerPainter
from viewer.imaging.image import Image
from viewer.rendering.display import Display, ShownTiles
from viewer.rendering.placeholder import Pyramid
from viewer.rendering.renderer import Layer, sample_tile
from viewer.rendering.tiles import TILE, TileCache, visible_tiles
from viewer.rendering.viewport import Viewport

SIZE = 240, 200  # of the views
CLIP = QRect(0, 0, *SIZE)
WIDE = 200, 150  # of the picture


@pytest.fixture(params=["opaque", "seen through"])
def picture(request):
    y, x = np.mgrid[: WIDE[1], : WIDE[0]]
    waves = [128 + 100 * np.sin(x / a + y / b) for a, b in ((9, 13), (17, -11), (-7, 21))]
    alpha = None if request.param == "opaque" else np.where((x - 90) ** 2 + (y - 70) ** 2 < 3000, 255, 120).astype(np.uint8)
    return Image(np.stack(waves, 2).astype(np.uint8), alpha=alpha)


@pytest.fixture
def scene(qapp, picture, monkeypatch):
    return Scene(picture, monkeypatch)


class Scene:
    """A layer, the tiles there are of it, and how often it has been asked which stand in."""

    def __init__(self, image, monkeypatch):
        field = make_field("bicubic", image, "auto", "fast")
        opacity = (
            None if image.alpha is None else make_field("nearest", Image(image.alpha[..., None].repeat(3, 2)), "auto", "fast")
        )
        self.layer, self._fields = Layer(image, lambda: field, "bicubic"), (field, opacity)
        self.shown = ShownTiles(TileCache())
        self.painter = LayerPainter(self.shown)
        self.painter.pyramid = Pyramid(image)
        self.asked = []
        monkeypatch.setattr(painting, "stand_ins", self._counted(painting.stand_ins))

    def _counted(self, stand_ins):
        def counted(*args):
            self.asked.append(QRect(*args[3]))
            return stand_ins(*args)

        return counted

    def finish(self, view):
        """The tiles of a view are there."""
        field, opacity = self._fields
        for key in visible_tiles(self.layer.id, view, self.layer.image.size):
            self.shown.cache.put(key, sample_tile(self.layer.image, field, key, Stop(), opacity))

    def frame(self, view, end=None, clip=CLIP):
        """What is painted of a view on the way to another, (height, width, 3)."""
        image = QImage(*SIZE, QImage.Format.Format_RGB32)
        image.fill(0)
        painter = QPainter(image)
        self.painter.begin_frame(end)
        self.painter.paint(painter, self.layer, view, clip)
        painter.end()
        return np.frombuffer(image.constBits(), np.uint8).reshape(*SIZE[::-1], 4)[..., :3].astype(int)


@given(
    place=st.tuples(st.floats(0, WIDE[0]), st.floats(0, WIDE[1])),
    zoom=st.floats(0.5, 1e6),
    factor=st.one_of(st.floats(1.01, 8), st.floats(1 / 8, 0.99)),
    about=st.tuples(st.integers(0, SIZE[0]), st.integers(0, SIZE[1])),
    part=st.floats(0, 1),
    left=st.integers(0, 200),
)
def test_what_is_put_together_covers_the_next_part_of_the_way_in_its_place(place, zoom, factor, about, part, left):
    view = Viewport(place, zoom, SIZE)
    end, clip = view.at_zoom(zoom * factor, about), QRect(left, 0, SIZE[0] - left, SIZE[1])
    ahead = outlook(view, end, clip)
    if ahead is None:  # the divider is far from the cursor
        assert left and about[0] < left
        return
    octaves = math.log2(SOFTEST if factor > 1 else OUTWARDS) / abs(math.log2(factor))
    on_the_way = view.towards(end, part * octaves)
    whole = QRect(*ahead.area_of(WIDE))
    backdrop = Backdrop(QImage(1, 1, QImage.Format.Format_RGB32), ahead, whole)
    area = clip & QRect(*on_the_way.area_of(WIDE))
    assume(not area.isEmpty())
    assert backdrop.shows(on_the_way, area)
    assert ahead.zoom <= min(view.zoom, on_the_way.zoom) * (1 + 1e-9)
    rect = backdrop.place(on_the_way)
    corner = ahead.to_source((whole.left(), whole.top()))
    x, y = on_the_way.to_device(corner)
    assert abs(rect.x() - x) <= 1.3 and abs(rect.y() - y) <= 1.3  # views are of whole device pixels


def test_on_the_way_to_another_place_nothing_is_put_together(scene):
    view = Viewport((60, 60), 4, SIZE)
    for end in (view.panned(400, 0), Viewport((150, 90), 4.5, SIZE)):
        assert outlook(view, end, CLIP) is None
        scene.asked.clear()
        for part in (0.2, 0.4):
            scene.frame(view.towards(end, part), end)
        assert len(scene.asked) == 2


@pytest.mark.parametrize("factor", [1.19, 1 / 1.19])
@pytest.mark.parametrize("zoom", [1.2, 5, 60])
@pytest.mark.parametrize("finished", [False, True])
def test_on_a_glide_what_stands_in_is_put_together_once_and_looks_as_if_it_were_in_each_frame(scene, zoom, factor, finished):
    view = Viewport((70, 80), zoom, SIZE)
    end = view.at_zoom(zoom * factor, (50, 140))
    if finished:
        scene.finish(view)
    for part in (0.1, 0.4, 0.7, 0.95):
        on_the_way = view.towards(end, part)
        seen = scene.frame(on_the_way, end)
        other = LayerPainter(scene.shown)
        other.pyramid = scene.painter.pyramid
        scene.painter, kept = other, scene.painter
        direct = scene.frame(on_the_way)
        scene.painter = kept
        assert np.abs(seen - direct).mean() < 3
        assert abs((seen - direct).mean()) < 1.5
        assert not ((seen == 0).all(2) & (direct > 0).any(2)).any()  # nothing is left unpainted
    assert len(scene.asked) == 4 + 1  # each time directly, once for the glide


def test_what_was_put_together_is_not_kept_beyond_the_glide_nor_for_another_display(scene):
    view = Viewport((70, 80), 5, SIZE)
    end = view.at_zoom(6, (50, 140))
    before = scene.frame(view.towards(end, 0.3), end)
    scene.shown.display = Display(exposure=2.0)
    scene.painter.put_together_anew()
    lighter = scene.frame(view.towards(end, 0.3), end)
    assert (lighter - before).mean() > 20
    scene.frame(end)
    scene.asked.clear()
    scene.finish(view)
    scene.frame(view.towards(end, 0.3), end)
    assert len(scene.asked) == 1  # what is there by now


def test_at_rest_stand_ins_are_looked_for_only_around_the_tiles_that_are_lacking(scene):
    view = Viewport((100, 75), 20, (700, 600))
    tiles = visible_tiles(scene.layer.id, view, WIDE)
    scene.finish(view)
    lacking = max(tiles)
    scene.shown.cache.drop(lambda key: key == lacking)
    scene.frame(view, clip=QRect(0, 0, 700, 600))
    (left, top), side = view.origin, TILE
    expected = QRect(lacking.col * side - left, lacking.row * side - top, side, side) & QRect(0, 0, 700, 600)
    assert scene.asked == [expected]
