"""The panel's part for blind networks: an approximate estimate, and what it is told from, which the picture is seen by."""

import numpy as np
import pytest
from hands import pixels_of, seen_through
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from test_models import choose

from viewer.errors import Stop
from viewer.fields.catalogue import make_field
from viewer.gui.degradation_box import DegradationBox
from viewer.gui.estimating import LEAST, visible_frame
from viewer.imaging.image import WHOLE
from viewer.models.catalogue import load_network
from viewer.rendering.viewport import Viewport
from viewer.training.blur_gauge import blur_of

SOON = 60_000  # ms


def estimated(window, qtbot):
    """What the panel says once it has looked."""
    box = window.estimating.box
    qtbot.waitUntil(lambda: box.isVisible() and "…" not in box.estimate.text() and window.is_settled, timeout=SOON)
    return box.estimate.text()


def seen(window, frame):
    """The field as it goes by a frame, on the grid of the canvas."""
    layer = window.canvas.layer_at((1, 1))
    return seen_through(
        make_field(window.document.look.model, layer.image, precision="exact", frame=frame), window.canvas.viewport
    )


def test_the_estimate_is_that_of_the_picture_and_said_to_be_approximate(qtbot, show, photo, blind):
    window = show(photo, model=blind)
    text = estimated(window, qtbot)
    network = load_network(str(blind))
    sigma = blur_of(network, network.represent_picture(window.document.image, Stop()).numpy()[0], Stop())
    box = DegradationBox()
    qtbot.addWidget(box)
    box.show_sigma(sigma, 1.0)
    assert text == box.estimate.text()
    assert window.estimating.box.note.isVisible() and "Approximate" in window.estimating.box.note.text()


@pytest.mark.parametrize(
    ("sigma", "words"), [(0.1, "shrunk without any blur"), (0.44, "by σ 0.4 px"), (0.96, "by σ 1.0 px"), (1.0, "1.0 px, or more")]
)
def test_it_is_put_into_words(qtbot, sigma, words):
    box = DegradationBox()
    qtbot.addWidget(box)
    box.show_sigma(sigma, 1.0)
    assert words in box.estimate.text() and "about" in box.estimate.text().lower()


def test_a_network_that_cannot_tell_says_so(qtbot, show, photo, blind, monkeypatch):
    monkeypatch.setattr("viewer.training.blur_gauge.TELLING", 0.9)
    window = show(photo, model=blind)
    assert "do not tell" in estimated(window, qtbot)
    assert not window.estimating.box.note.isVisible() and window.estimating.box.seen.isVisible()


def test_other_fields_have_no_estimate(qtbot, show, settle, photo, blind, network):
    window = show(photo, model=blind)
    estimated(window, qtbot)
    for model in (str(network), "bicubic"):
        window.document.choose_model(model)
        settle(window)
        assert not window.estimating.box.isVisible()
    window.document.choose_model(str(blind))
    assert estimated(window, qtbot)


def test_what_is_visible_can_be_gone_by_and_looked_at_again(qtbot, show, settle, photo, blind):
    window = show(photo, model=blind, precision="exact", zoom=12, centre=(30, 28))
    estimated(window, qtbot)
    box = window.estimating.box
    assert not box.again.isVisible()
    whole = pixels_of(window.canvas)
    choose(qtbot, box.seen, True)
    settle(window)
    frame = visible_frame(window.canvas.viewport, (96, 64))
    assert window.document.look.frame == frame != WHOLE
    part = pixels_of(window.canvas)
    truth, inside = seen(window, frame)
    assert np.abs(part.astype(int) - truth)[inside].max() <= 1
    assert np.abs(part.astype(int) - whole).max() > 1
    window.canvas.set_viewport(Viewport((70.0, 40.0), 12.0, window.canvas.viewport.size))
    settle(window)
    assert window.document.look.frame == frame  # which moving about leaves alone
    qtbot.mouseClick(box.again, Qt.MouseButton.LeftButton)
    settle(window)
    assert window.document.look.frame == visible_frame(window.canvas.viewport, (96, 64)) != frame
    estimated(window, qtbot)
    choose(qtbot, box.seen, False)
    settle(window)
    assert window.document.look.frame == WHOLE and not box.again.isVisible()


def test_another_picture_and_another_network_are_gone_by_as_a_whole(qtbot, show, settle, photo, other_photo, blind):
    window = show(photo, model=blind, zoom=12)
    window.estimating.box.visibleRequested.emit()
    assert window.document.look.frame != WHOLE
    window.open(other_photo)
    settle(window)
    qtbot.waitUntil(lambda: window.document.image.size == (60, 90), timeout=SOON)
    assert window.document.look.frame == WHOLE and window.estimating.box.seen.currentData() is False
    window.estimating.box.visibleRequested.emit()
    window.document.choose_model("bicubic")
    assert window.document.look.frame == WHOLE


@given(
    st.tuples(st.floats(-50, 900), st.floats(-50, 900)), st.floats(0.01, 1e6), st.tuples(st.integers(1, 900), st.integers(1, 900))
)  # fmt: skip
def test_a_frame_lies_within_the_picture_holds_what_is_seen_and_enough_to_tell_from(centre, zoom, size):
    view = Viewport(centre, zoom, (700, 500))
    frame = visible_frame(view, size)
    for axis, n in enumerate(size):
        first, extent = frame[axis] * n, frame[2 + axis] * n
        assert first > -1e-6 and first + extent < n + 1e-6
        assert extent > min(LEAST, n) - 1e-6
        low, high = view.to_source((0, 0))[axis], view.to_source(view.size)[axis]
        assert first < max(low, 0) + 0.51 or low > n - LEAST
        assert first + extent > min(high, n) - 0.51 or high < LEAST
        assert extent < max(min(high, n) - max(low, 0) + 1.01, min(LEAST, n) + 1e-6)
