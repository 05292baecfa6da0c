"""The curve of a run above the slider through its snapshots: each of them lies over its place on the slider."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QSlider, QStyle, QStyleOptionSlider, QWidget

SMALLEST = 1e-12  # a loss on a logarithmic axis
MOST = 500  # points
LINES = 3  # of text, as high as it is


class LearningCurve(QWidget):
    """Paints PSNR, or the loss on a logarithmic axis, over the snapshots' steps. A click goes to the nearest snapshot."""

    def __init__(self, slider: QSlider, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("learningCurve")
        self.setAccessibleName(self.tr("How it learnt"))
        self._slider = slider
        self._steps: Sequence[int] = ()
        self.points = np.empty((0, 2))  # place along the slider, in snapshots; and value from 0, the lowest, to 1
        self.best: float | None = None  # the place of the mark
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(LINES * self.fontMetrics().height())
        slider.valueChanged.connect(self.update)

    def show_curve(self, steps: Sequence[int], series: Sequence[tuple[int, float]], is_log: bool, best: int) -> None:
        """Show the values of `series` by step, over snapshots at `steps`, with a mark at the `best` step unless it is 0."""
        self._steps = steps
        self.points = curve_over(steps, series, is_log)
        self.best = float(place_of(steps, np.array([best]))[0]) if best else None
        self.setToolTip(self.tr("The loss, on a logarithmic axis") if is_log else self.tr("PSNR in dB"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The curve, a tick for each snapshot, the mark, and where the slider stands."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, base = self.palette(), self.height() - 1.0
        painter.setPen(QPen(palette.placeholderText().color(), 1))
        for at in range(len(self._steps)):
            x = self._x(at)
            painter.drawLine(QPointF(x, base - 3), QPointF(x, base))
        if self.best is not None:
            painter.setPen(QPen(palette.text().color(), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(self._x(self.best), 0), QPointF(self._x(self.best), base))
        painter.setPen(QPen(palette.highlight().color(), 1.6))
        height = base - 7
        line = QPolygonF([QPointF(self._x(at), 2 + (1 - value) * height) for at, value in self.points])
        painter.drawPolyline(line)
        x = self._x(self._slider.value())
        painter.setPen(QPen(palette.highlight().color(), 1))
        painter.drawLine(QPointF(x, 0), QPointF(x, base))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the snapshot under the mouse."""
        places = [abs(self._x(at) - event.position().x()) for at in range(len(self._steps))]
        if places:
            self._slider.setValue(int(np.argmin(places)))

    mouseMoveEvent = mousePressEvent

    def _x(self, at: float) -> float:
        """Where the middle of the slider's handle is at a value."""
        option = QStyleOptionSlider()
        self._slider.initStyleOption(option)
        handle = self._slider.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, option, self._slider)
        most = max(len(self._steps) - 1, 1)
        return handle / 2 + at / most * (self.width() - handle)


def place_of(steps: Sequence[int], at: np.ndarray) -> np.ndarray:
    """Where steps (n,) lie among those of snapshots, counted in snapshots."""
    return np.interp(at, steps, np.arange(len(steps)))


def curve_over(steps: Sequence[int], series: Sequence[tuple[int, float]], is_log: bool) -> np.ndarray:
    """Places among snapshots and values from 0 to 1, (n, 2), of what was told; nothing of numbers that are not finite."""
    known = np.array(series, float).reshape(-1, 2)
    known = known[np.isfinite(known).all(1)]
    if len(steps) < 2 or not len(known):
        return np.empty((0, 2))
    at, values = known.T
    values = np.log10(np.maximum(values, SMALLEST)) if is_log else values
    inside = (at >= steps[0]) & (at <= steps[-1])
    at, values = at[inside], values[inside]
    if len(at) > MOST:
        chosen = np.unique(np.linspace(0, len(at) - 1, MOST).astype(int))
        at, values = at[chosen], values[chosen]
    spread = np.ptp(values) if len(values) else 0.0
    heights = (values - values.min()) / spread if spread else np.full(len(values), 0.5)
    return np.column_stack((place_of(steps, at), heights))
