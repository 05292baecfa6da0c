"""The curves of runs over steps, with a crosshair that reads them. Imports pyqtgraph: load it late."""

import math
from bisect import bisect_left

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from viewer.jobs.history import History

SMALLEST = 1e-9  # a value on a logarithmic axis
MOST = 1000  # points of a curve
FAINT = 70  # opacity of the values behind a smoothed curve, of 255


class ValueAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis of values, or of their decimal logarithms: pyqtgraph's own says nothing within a decade."""

    is_log = False

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        """Where ticks stand; of logarithms at 1, 2 and 5 of each decade, unless that is too few."""
        decades = range(math.floor(minVal), math.ceil(maxVal) + 1)
        ticks = [decade + math.log10(digit) for decade in decades for digit in (1, 2, 5)]
        ticks = [tick for tick in ticks if minVal <= tick <= maxVal]
        if not self.is_log or not 2 <= len(ticks) <= 12:
            return super().tickValues(minVal, maxVal, size)
        return [(1.0, ticks)]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """What stands at the ticks."""
        if not self.is_log:
            return super().tickStrings(values, scale, spacing)
        return [f"{10**value:.3g}" for value in values]


class Plots(QWidget):
    """Loss beside PSNR, and the variance of restorations beside both, with common steps. Several runs lie over one another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._histories: list[tuple[str, History]] = []
        self._marks: list[pg.InfiniteLine] = []
        self.log = QCheckBox(self.tr("Log loss"), objectName="logLoss", checked=True)
        self.log.setToolTip(self.tr("The loss on a logarithmic axis"))
        self.smooth = QSlider(Qt.Orientation.Horizontal, objectName="smoothing", minimum=0, maximum=100, value=60)
        self.smooth.setToolTip(self.tr("How much the curves are smoothed; the values themselves stay faintly behind"))
        self.smooth.setAccessibleName(self.tr("Smoothing"))
        self.smooth.setMaximumWidth(140)
        self.reading = QLabel(objectName="plotReading")
        self.reading.setTextFormat(Qt.TextFormat.RichText)
        bar = QHBoxLayout()
        bar.addWidget(self.log)
        bar.addSpacing(12)
        bar.addWidget(QLabel(self.tr("Smoothing")))
        bar.addWidget(self.smooth)
        bar.addSpacing(12)
        bar.addWidget(self.reading, 1)

        self._view = view = pg.GraphicsLayoutWidget()
        view.setBackground(self.palette().base())
        titles = {"loss": self.tr("Loss"), "psnr": self.tr("PSNR, dB"), "variance": self.tr("Variance of the output")}
        self._plots = {name: self._plot(view, column, title) for column, (name, title) in enumerate(titles.items())}
        for name in ("psnr", "variance"):
            self._plots[name].setXLink(self._plots["loss"])
        self._lines = [pg.InfiniteLine(pen=pg.mkPen(self.palette().mid().color())) for _ in self._plots]
        for plot, line in zip(self._plots.values(), self._lines, strict=True):
            line.hide()
            plot.addItem(line, ignoreBounds=True)
        view.scene().sigMouseMoved.connect(self._read)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(bar)
        column.addWidget(view, 1)
        self.log.toggled.connect(self._draw)
        self.smooth.valueChanged.connect(self._draw)
        self._draw()

    @property
    def _shown(self) -> dict[str, pg.PlotItem]:
        return {name: plot for name, plot in self._plots.items() if plot in self._view.ci.items}

    def show_runs(self, histories: list[tuple[str, History]]) -> None:
        """Draw these runs, each (colour, history)."""
        self._histories = histories
        self._draw()

    def _plot(self, view: pg.GraphicsLayoutWidget, column: int, label: str) -> pg.PlotItem:
        plot = view.addPlot(row=0, col=column, title=label, axisItems={"left": ValueAxis("left")})
        plot.showGrid(x=True, y=True, alpha=0.2)
        plot.getAxis("left").setWidth(44)
        plot.setMenuEnabled(False)
        for side in ("left", "bottom"):
            plot.getAxis(side).setTextPen(self.palette().text().color())
            plot.getAxis(side).enableAutoSIPrefix(False)
        return plot

    def _draw(self) -> None:
        for mark in self._marks:
            mark.getViewBox().removeItem(mark)
        self._marks = []
        self._show_plot("variance", any(history.variance for _, history in self._histories))
        for name, plot in self._shown.items():
            for item in plot.listDataItems():
                plot.removeItem(item)
            is_log = name == "variance" or (name == "loss" and self.log.isChecked())
            plot.getAxis("left").is_log = is_log
            for colour, history in self._histories:
                if history.stopped_at:
                    self._mark(plot, history.stopped_at, colour)
                points = thinned(np.array(getattr(history, name), float).reshape(-1, 2))
                if not len(points):
                    continue
                steps, values = points.T
                if is_log:
                    values = np.log10(np.maximum(values, SMALLEST))
                if name == "psnr":
                    plot.plot(steps, values, pen=pg.mkPen(colour, width=2), symbol="o", symbolSize=4, symbolBrush=colour,
                              symbolPen=None)  # fmt: skip
                    continue
                faint = pg.mkColor(colour)
                faint.setAlpha(FAINT)
                smoothing = self.smooth.value() / 100
                if smoothing:
                    plot.plot(steps, values, pen=pg.mkPen(faint, width=1))
                plot.plot(steps, smoothed(values, smoothing), pen=pg.mkPen(colour, width=2))

    def _show_plot(self, name: str, is_shown: bool) -> None:
        """Have a plot among the others only if there is something in it."""
        plot = self._plots[name]
        if is_shown == (name in self._shown):
            return
        if is_shown:
            self._view.addItem(plot, row=0, col=list(self._plots).index(name))
        else:
            self._view.removeItem(plot)

    def _mark(self, plot: pg.PlotItem, step: int, colour: str) -> None:
        """The step at which a restoration is, or was, to stop."""
        mark = pg.InfiniteLine(step, pen=pg.mkPen(colour, width=1, style=Qt.PenStyle.DashLine))
        plot.addItem(mark, ignoreBounds=True)
        self._marks.append(mark)

    def _read(self, place: QPointF) -> None:
        plot = next((plot for plot in self._shown.values() if plot.sceneBoundingRect().contains(place)), None)
        for line in self._lines:
            line.setVisible(plot is not None)
        if plot is None:
            self.reading.clear()
            return
        step = plot.vb.mapSceneToView(place).x()
        for line in self._lines:
            line.setPos(step)
        parts = [f"<b>{max(round(step), 0):,}</b>"]
        for colour, history in self._histories:
            loss, psnr, variance = (nearest(series, step) for series in (history.loss, history.psnr, history.variance))
            values = [f"{loss:.4f}"] if loss is not None else []
            values += [f"{psnr:.2f} dB"] if psnr is not None else []
            values += [f"{variance:.2g}"] if variance is not None else []
            if values:
                parts.append(f'<span style="color:{colour}">●</span> {", ".join(values)}')
        self.reading.setText("&nbsp;&nbsp;".join(parts))


def nearest(series: list[tuple[int, float]], step: float) -> float | None:
    """The value at the step nearest to `step`, None of an empty series."""
    if not series:
        return None
    i = bisect_left(series, (step,))
    around = series[max(i - 1, 0) : i + 1]
    return min(around, key=lambda point: abs(point[0] - step))[1]


def thinned(points: np.ndarray) -> np.ndarray:
    """At most `MOST` points of a curve (n, 2): means of neighbours."""
    if len(points) <= MOST:
        return points
    starts = np.linspace(0, len(points), MOST, endpoint=False).astype(int)
    return np.add.reduceat(points, starts) / np.diff(starts, append=len(points))[:, None]


def smoothed(values: np.ndarray, amount: float) -> np.ndarray:
    """An exponential mean of `values`, without the bias of its beginning; `amount` in [0, 1]: none to most of the curve."""
    decay = 1 - 1 / (1 + amount**3 * len(values) / 4)
    out, mean, weight = np.empty_like(values), 0.0, 0.0
    for i, value in enumerate(values):
        mean, weight = decay * mean + (1 - decay) * value, decay * weight + (1 - decay)
        out[i] = mean / weight
    return out
