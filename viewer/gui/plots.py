"""The curves of runs over steps, with a crosshair that reads them. Imports pyqtgraph: load it late."""

import math
from itertools import cycle

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from viewer.fields.colour_maps import DISTINCT
from viewer.jobs.history import History, nearest

SMALLEST = 1e-9  # a value on a logarithmic axis
MOST = 1000  # points of a curve
FAINT = 70  # opacity of the values behind a smoothed curve, of 255
SOMETIMES = "psnr", "parts", "accuracy", "variance"  # plots that are shown if a run has something to show there
SOLID = Qt.PenStyle.SolidLine
STYLES = SOLID, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine  # of the parts of a loss
STROKES = dict(zip(STYLES, ("—", "- -", "···", "-·-"), strict=True))  # the same as text
TITLE = "9pt"  # the size of what stands above a plot
NICE = 1, 2, 5, 10  # times a power of ten: between steps that are told


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


class StepAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis of steps, as many as have room beside each other: those of pyqtgraph run together in a narrow plot."""

    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, float]]:
        """How far ticks are from each other, and the first from 0."""
        metrics = QFontMetricsF(self.font())
        widest = metrics.horizontalAdvance(f"{maxVal:.0f}") + metrics.horizontalAdvance("00")
        least = max((maxVal - minVal) * widest / max(size, 1.0), 1.0)
        decade = 10.0 ** math.floor(math.log10(least))
        return [(next(decade * nice for nice in NICE if decade * nice >= least), 0.0)]


class Plots(QWidget):
    """Loss beside PSNR, and what else a run tells, with common steps. Several runs lie over one another."""

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
        view.ci.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # plots are not mirrored
        titles = {
            "loss": self.tr("Loss"), "psnr": self.tr("PSNR, dB"), "parts": "",
            "accuracy": self.tr("Right crop found"), "variance": self.tr("Variance of the output"),
        }  # fmt: skip
        self._plots = {name: self._plot(view, column, title) for column, (name, title) in enumerate(titles.items())}
        for name in SOMETIMES:
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
        plot = view.addPlot(row=0, col=column, axisItems={"left": ValueAxis("left"), "bottom": StepAxis("bottom")})
        plot.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        plot.setTitle(label, size=TITLE, color=self.palette().text().color())
        plot.titleLabel.setMaximumWidth(0)  # it is centred all the same, and pushes no plot out of a narrow panel
        plot.layout.setAlignment(plot.titleLabel, Qt.AlignmentFlag.AlignHCenter)
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
        for name in SOMETIMES:
            self._show_plot(name, any(getattr(history, name) for _, history in self._histories))
        self._plots["parts"].setTitle(self._legend(), size=TITLE, color=self.palette().text().color())
        for name, plot in self._shown.items():
            for item in plot.listDataItems():
                plot.removeItem(item)
            is_log = name == "variance" or (name in ("loss", "parts") and self.log.isChecked())
            plot.getAxis("left").is_log = is_log
            for colour, history in self._histories:
                if history.stopped_at:
                    self._mark(plot, history.stopped_at, colour)
                if name == "parts":
                    for part, (ink, style) in self._looks(colour, history).items():
                        self._curve(plot, history.parts[part], ink, is_log, style)
                elif name == "psnr":
                    steps, values = thinned(np.array(history.psnr, float).reshape(-1, 2)).T
                    plot.plot(steps, values, pen=pg.mkPen(colour, width=2), symbol="o", symbolSize=4, symbolBrush=colour,
                              symbolPen=None)  # fmt: skip
                else:
                    self._curve(plot, getattr(history, name), colour, is_log)

    def _looks(self, colour: str, history: History) -> dict[str, tuple[str, Qt.PenStyle]]:
        """Colour and style of each part of a loss: parts of a run alone differ in the former, beside other runs in the latter."""
        if len(self._histories) > 1:
            return {part: (colour, style) for part, style in zip(history.parts, cycle(STYLES), strict=False)}
        inks = [colour, *(other for other in DISTINCT if other != colour)]  # the first as the curve of the loss
        return {part: (ink, SOLID) for part, ink in zip(history.parts, cycle(inks), strict=False)}

    def _legend(self) -> str:
        """The title of the parts: their names, in their colours or beside their lines. A legend within the plot hid curves."""
        names: dict[str, str] = {}
        for colour, history in self._histories:
            for part, (ink, style) in self._looks(colour, history).items():
                is_alone = len(self._histories) == 1
                names[part] = f'<span style="color:{ink}">{part}</span>' if is_alone else f"{STROKES[style]}&nbsp;{part}"
        return "&nbsp; ".join(names.values())

    def _curve(
        self, plot: pg.PlotItem, series: list[tuple[int, float]], colour: str, is_log: bool, style: Qt.PenStyle = SOLID
    ) -> None:
        """Draw a curve, smoothed, over its faint values."""
        points = thinned(np.array(series, float).reshape(-1, 2))
        if not len(points):
            return
        steps, values = points.T
        if is_log:
            values = np.log10(np.maximum(values, SMALLEST))
        faint = pg.mkColor(colour)
        faint.setAlpha(FAINT)
        smoothing = self.smooth.value() / 100
        if smoothing:
            plot.plot(steps, values, pen=pg.mkPen(faint, width=1))
        plot.plot(steps, smoothed(values, smoothing), pen=pg.mkPen(colour, width=2, style=style))

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
            values += [
                f'<span style="color:{ink}">{part} {nearest(history.parts[part], step):.3g}</span>'
                for part, (ink, _) in self._looks(colour, history).items()
            ]
            if values:
                parts.append(f'<span style="color:{colour}">●</span> {", ".join(values)}')
        self.reading.setText("&nbsp;&nbsp;".join(parts))


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
