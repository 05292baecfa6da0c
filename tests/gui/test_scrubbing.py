"""A walk through what a run learnt: the view as it was seen at any step, the curve above it, the best step marked."""

import numpy as np
import pytest
import torch
from hands import pixels_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from viewer.files import SNAPSHOTS
from viewer.gui.learning_curve import curve_over, place_of
from viewer.jobs.run_folder import RunFolder, runs_folder
from viewer.models import checkpoint
from viewer.models.liif import LIIF
from viewer.training.options.liif import LiifOptions

SOON = 20_000  # ms


@pytest.fixture
def scrub(qtbot):
    """A function that asks a window for the slider by its keys, and waits for it."""

    def begin(window):
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=SOON)
        qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        qtbot.waitUntil(window.scrubbing.bar.slider.hasFocus, timeout=SOON)
        return window.scrubbing.bar

    return begin


@pytest.fixture
def run(home, tmp_path):
    """The folder of a run of a small LIIF, which was the best at step 20."""
    run = RunFolder(runs_folder() / "mine")
    run.create("liif", LiifOptions(data=[tmp_path], steps=60))
    encoder = {"name": "edsr-baseline", "args": {"n_resblocks": 1, "n_feats": 8, "no_upsampling": True}}
    decoder = {"name": "mlp", "args": {"out_dim": 3, "hidden_list": [8]}}
    for step in (5, 20, 60):
        torch.manual_seed(step)
        file = run.path / ("last.safetensors" if step == 60 else f"{SNAPSHOTS}/{step:06d}.safetensors")
        checkpoint.save(checkpoint.describe("liif", LIIF(encoder, decoder), {"step": step}), file, "float16")
    for step, psnr in ((5, 20.0), (20, 31.0), (60, 30.0)):
        run.add_event({"step": step, "psnr": psnr, "loss": 1 / step})
    return run


def test_the_view_is_seen_as_it_was_at_each_step(qtbot, show, settle, photo, run, scrub):
    window = show(photo, model=str(run.weights), zoom=20.0, centre=(40.0, 30.0))
    bar = scrub(window)
    settle(window)
    view, seen = window.canvas.viewport, [pixels_of(window.canvas)]
    assert bar.step.text() == "the result" and bar.figures.text() == "30.00 dB"
    for step, psnr in ((20, 31), (5, 20)):
        qtbot.keyClick(bar.slider, Qt.Key.Key_Left)
        qtbot.waitUntil(lambda step=step: bar.step.text() == f"step {step}", timeout=SOON)
        settle(window)
        assert bar.figures.text() == f"{psnr}.00 dB"
        assert window.panel.card.text() == "What the run had made on its way."
        seen.append(pixels_of(window.canvas))
    assert window.canvas.viewport == view and not window.messages.isVisible()
    assert all((seen[a] != seen[b]).any() for a, b in ((0, 1), (1, 2), (0, 2)))
    assert window.panel.model.currentText() == "mine" and not window.menus.save.isEnabled()
    qtbot.mouseClick(bar.curve, Qt.MouseButton.LeftButton, pos=bar.curve.rect().topRight())
    qtbot.waitUntil(lambda: bar.step.text() == "the result", timeout=SOON)
    settle(window)
    np.testing.assert_array_equal(pixels_of(window.canvas), seen[0])


def test_what_was_seen_stays_until_the_other_step_is_there(qtbot, show, photo, run, slow, scrub):
    window = show(photo, model=str(run.weights), settled=False)
    qtbot.waitUntil(lambda: bool(slow), timeout=SOON)
    slow[0].released.set()
    bar = scrub(window)
    qtbot.waitUntil(lambda: window.is_settled, timeout=SOON)
    first = window.document.arrangement.layers[0]
    for at in (1, 0):  # the second before the first of them is there
        bar.slider.setValue(at)
        assert window.document.arrangement.layers[0].before == first.id
        assert first.id in window.document.layer_ids
    for field in slow:
        field.released.set()


def test_unasked_the_picture_stays_in_place_and_the_slider_is_shown_by_the_button_of_the_run_and_put_away(
    qtbot, show, settle, photo, run
):
    window = show(photo)
    window.resize(1200, 900)
    window.training.start()
    window.docks.runs.show()
    settle(window)
    canvas, bar, buttons = window.canvas, window.scrubbing.bar, window.training.panel.buttons
    size, view = canvas.size(), canvas.viewport
    qtbot.waitUntil(buttons["watch"].isEnabled, timeout=SOON)
    buttons["watch"].click()
    qtbot.waitUntil(lambda: window.document.look.model == str(run.weights), timeout=SOON)
    settle(window)
    assert not bar.isVisible() and canvas.size() == size and canvas.viewport == view
    qtbot.mouseClick(buttons["walk"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(bar.slider.hasFocus, timeout=SOON)
    bar.slider.setValue(0)
    qtbot.waitUntil(lambda: bar.step.text() == "step 5", timeout=SOON)
    assert bar.isVisible()
    qtbot.mouseClick(bar.findChild(QToolButton, "endScrubbing"), Qt.MouseButton.LeftButton)
    settle(window)
    assert not bar.isVisible() and canvas.size() == size
    assert window.document.look.model.endswith("000005.safetensors")
    window.document.looked.emit()  # what comes later does not bring it back
    settle(window)
    assert not bar.isVisible()


def test_a_run_without_a_snapshot_says_that_the_slider_comes_with_it_and_it_does(qtbot, show, settle, photo, run):
    snapshots = run.path / SNAPSHOTS
    aside = snapshots.rename(run.path / "aside")
    window = show(photo, model=str(run.weights))
    window.menus.scrubRequested.emit()
    qtbot.waitUntil(lambda: "first snapshot" in window.status.currentMessage(), timeout=SOON)
    assert not window.scrubbing.bar.isVisible()
    aside.rename(snapshots)
    window.document.looked.emit()
    qtbot.waitUntil(window.scrubbing.bar.isVisible, timeout=SOON)


def test_the_best_step_is_marked_where_its_snapshot_is(show, photo, run, scrub):
    window = show(photo, model=str(run.weights))
    curve = scrub(window).curve
    assert curve.best == 1.0
    np.testing.assert_allclose(curve.points, [(0, 0), (1, 1), (2, 10 / 11)])


def test_curves_lie_over_the_snapshots_of_their_steps():
    np.testing.assert_allclose(place_of([1, 10, 100], np.array([1, 5.5, 55, 100])), [0, 0.5, 1.5, 2])
    points = curve_over([1, 10, 100], [(0, 9.0), (1, 1.0), (10, 0.1), (55, float("nan")), (100, 0.01)], True)
    np.testing.assert_allclose(points, [(0, 1), (1, 0.5), (2, 0)])
    assert not len(curve_over([1], [(1, 1.0)], True)) and not len(curve_over([1, 2], [], False))
    assert (curve_over([1, 2], [(1, 3.0), (2, 3.0)], False)[:, 1] == 0.5).all()


def test_without_a_run_it_is_said_where_to_find_one(qtbot, show, photo, network):
    window = show(photo, model=str(network))
    assert not window.scrubbing.bar.isVisible()
    window.menus.scrubRequested.emit()
    qtbot.waitUntil(lambda: "Train > Runs" in window.status.currentMessage(), timeout=SOON)
