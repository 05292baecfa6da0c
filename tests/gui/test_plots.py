"""The curves of runs: smoothed without bias, read where the cursor is, on an axis that says something."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF

from viewer.gui.plots import MOST, SOLID, Plots, StepAxis, ValueAxis, nearest, smoothed, thinned
from viewer.jobs.history import History


@pytest.mark.parametrize("amount", [0, 0.3, 1])
def test_smoothing_keeps_a_level_curve_and_calms_a_noisy_one(amount):
    np.testing.assert_allclose(smoothed(np.full(50, 3.5), amount), 3.5)
    noisy = np.random.default_rng(0).standard_normal(400)
    calm = smoothed(noisy, amount)
    assert abs(calm[0] - noisy[0]) < 1e-9  # it begins where the curve does
    assert calm[100:].std() <= noisy[100:].std() * (1 if amount == 0 else 0.8)


@pytest.mark.parametrize("count", [1, MOST, MOST + 1, 7 * MOST + 3])
def test_long_curves_are_thinned_to_means_that_keep_their_course(count):
    steps = np.arange(count) * 20.0
    thin = thinned(np.stack((steps, 3 - steps), 1))
    assert len(thin) == min(count, MOST)
    np.testing.assert_allclose(thin.sum(1), 3, atol=1e-6)
    assert (np.diff(thin[:, 0]) > 0).all() and thin[0, 0] <= 20 * count / MOST and thin[-1, 0] >= steps[-1] - 20 * count / MOST


@given(st.lists(st.integers(0, 1000), min_size=1, unique=True).map(sorted), st.floats(-50, 1100))
def test_the_value_read_is_that_of_the_nearest_step(steps, place):
    series = [(step, float(step)) for step in steps]
    assert abs(nearest(series, place) - place) == min(abs(step - place) for step in steps)
    assert nearest([], place) is None


@pytest.mark.parametrize(("low", "high"), [(0.02, 0.09), (0.3, 0.5), (1e-4, 2.0), (0.0301, 0.0302)])
def test_a_logarithmic_axis_has_ticks_within_a_decade(qtbot, low, high):
    axis = ValueAxis("left")
    axis.is_log = True
    (_, ticks), *_ = axis.tickValues(np.log10(low), np.log10(high), 200)
    values = [float(text) for text in axis.tickStrings(ticks, 1, 1)]
    assert len(values) >= 2
    np.testing.assert_allclose(values, [10**tick for tick in ticks], rtol=0.02)


@pytest.mark.parametrize("width", [60, 115, 400])
@pytest.mark.parametrize("last", [7, 937, 2_000, 1_000_000])
def test_steps_along_an_axis_do_not_run_into_each_other(qtbot, width, last):
    axis = StepAxis("bottom")
    levels = axis.tickValues(-0.05 * last, 1.05 * last, width)
    ticks = sorted(tick for _, values in levels for tick in values)
    texts = [text for spacing, values in levels for text in axis.tickStrings(values, 1, spacing)]
    widest = max(QFontMetricsF(axis.font()).horizontalAdvance(text) for text in texts)
    apart = np.diff(ticks).min(initial=np.inf) / (1.1 * last) * width
    assert len(ticks) >= 1 and apart > 1.2 * widest
    assert len(ticks) >= 3 or width < 400


def test_the_parts_of_a_loss_are_curves_of_their_own(qtbot):
    plots = Plots()
    qtbot.addWidget(plots)
    plain = History(None, loss=[(0, 0.5), (100, 0.25)])
    plots.show_runs([("#ff0000", plain)])
    assert set(plots._shown) == {"loss"}
    parts = {"colours": [(0, 0.5), (100, 0.25)], "contrast": [(0, 4.0), (100, 2.0)]}
    joint = History(None, loss=[(0, 0.7), (100, 0.35)], parts=parts, accuracy=[(0, 0.1), (100, 0.9)])
    plots.show_runs([("#ff0000", plain), ("#0000ff", joint)])
    assert set(plots._shown) == {"loss", "parts", "accuracy"}
    assert plots._plots["parts"].titleLabel.text == "—&nbsp;colours&nbsp; - -&nbsp;contrast"
    last = [np.round(10 ** item.getData()[1][-1], 3) for item in plots._plots["parts"].listDataItems()]
    assert {0.25, 2.0} <= set(last)
    plots.show_runs([("#ff0000", plain)])
    assert set(plots._shown) == {"loss"}


def test_parts_have_colours_of_their_own_in_one_run_and_lines_of_their_own_in_several(qtbot):
    plots = Plots()
    qtbot.addWidget(plots)
    plots.smooth.setValue(0)
    runs = [
        (
            colour,
            History(None, loss=[(0, 1.0)], parts={part: [(0, 1.0), (9, 0.5)] for part in ("pixel", "feature", "style", "tv")}),
        )
        for colour in ("#1f77b4", "#d62728")
    ]

    def looks():
        pens = [item.opts["pen"] for item in plots._plots["parts"].listDataItems()]
        return [(pen.color().name(), pen.style()) for pen in pens]

    plots.show_runs(runs[1:])
    assert looks()[0] == ("#d62728", SOLID) and len({colour for colour, _ in looks()}) == 4
    words = plots._plots["parts"].titleLabel.text
    assert all(f"color:{colour}" in words for colour, _ in looks())
    plots.show_runs(runs)
    assert [colour for colour, _ in looks()] == ["#1f77b4"] * 4 + ["#d62728"] * 4
    assert len(set(looks())) == 8


def test_the_crosshair_reads_every_run(qtbot):
    plots = Plots()
    qtbot.addWidget(plots)
    plots.resize(700, 300)
    plots.show()
    first = History(None, loss=[(0, 0.5), (100, 0.25)], psnr=[(100, 31.5)])
    plots.show_runs([("#ff0000", first), ("#0000ff", History(None, loss=[(0, 0.125), (100, 0.0625)]))])
    qtbot.wait(50)
    plot = plots._plots["loss"]
    plots._read(plot.vb.mapViewToScene(QPointF(99.0, np.log10(0.2))))
    assert plots._lines[0].isVisible() and all(text in plots.reading.text() for text in ("99", "0.2500", "31.50 dB", "0.0625"))
    plots._read(QPointF(-50, -50))
    assert not plots._lines[0].isVisible() and plots.reading.text() == ""
    plots.log.setChecked(False)
    assert plot.listDataItems()[-1].getData()[1][0] == 0.125


def test_where_a_restoration_is_to_stop_is_marked(qtbot):
    plots = Plots()
    qtbot.addWidget(plots)
    ended = History(None, loss=[(0, 0.5), (900, 0.25)], stopped_at=640)
    plots.show_runs([("#ff0000", ended), ("#0000ff", History(None, loss=[(0, 0.1)]))])
    assert [mark.value() for mark in plots._marks] == [640]  # of the one run
    assert all(mark.scene() is not None for mark in plots._marks)
    plots.show_runs([])
    assert not plots._marks


def test_the_variance_of_restorations_has_a_plot_of_its_own_only_while_there_is_one(qtbot):
    plots = Plots()
    qtbot.addWidget(plots)
    plots.resize(900, 300)
    plots.show()
    training = History(None, loss=[(0, 0.5), (100, 0.25)])
    restoring = History(None, loss=[(0, 0.5), (100, 0.25)], variance=[(0, 1e-2), (50, 1e-3), (100, 1e-4)], stopped_at=50)
    variance = plots._plots["variance"]

    plots.show_runs([("#ff0000", training)])
    assert variance.scene() is None

    plots.show_runs([("#ff0000", training), ("#0000ff", restoring)])
    assert variance.scene() is not None and len(plots._marks) == 2
    assert np.allclose(variance.listDataItems()[-1].getData()[1][0], -2)
    qtbot.wait(50)
    plots._read(variance.vb.mapViewToScene(QPointF(52.0, -3)))
    assert "0.001" in plots.reading.text()

    plots.show_runs([("#ff0000", training)])
    assert variance.scene() is None


def test_no_plot_is_pushed_out_of_a_narrow_panel(qtbot):
    plots = Plots()
    qtbot.addWidget(plots)
    plots.resize(300, 230)
    plots.show()
    parts = {name: [(0, 1.0), (9, 0.1)] for name in ("pixel", "feature", "style", "tv")}
    plots.show_runs([("#1f77b4", History(None, loss=[(0, 1.0), (9, 0.1)], psnr=[(9, 30.0)], parts=parts))])
    qtbot.waitUntil(lambda: 0 < plots._plots["parts"].sceneBoundingRect().right() <= plots._view.width())
