"""A histogram drawn: red, green, blue and luma, or one of them."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewer.imaging.histogram import BINS
from viewer.rendering.display import ALL, BLUE, GREEN, LUMA, RED

CURVES = {RED: 0xE0483E, GREEN: 0x3FAE4E, BLUE: 0x3D7BE5, LUMA: 0x9A9A9A}
SPIKES = 3  # so many of the highest bins may be cut off: flat areas and clipped light would dwarf the rest


class HistogramView(QWidget):
    """Shows counts under a title; nothing but the title where there are none."""

    def __init__(self, title: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(6 * self.fontMetrics().height())
        self.title = title
        self.counts: np.ndarray | None = None
        self.channel = ALL

    def show_counts(self, counts: np.ndarray | None) -> None:
        """Show these, (4, 256); None for nothing."""
        self.counts = counts
        if counts is not None and (total := int(counts[3].sum())):
            dark, light = (100 * int(counts[:3, bin].sum()) / (3 * total) for bin in (0, -1))
            self.setToolTip(self.tr("{0}: {1} of all values are the darkest, {2} the lightest").format(
                self.title, f"{dark:.1f} %", f"{light:.1f} %"
            ))  # fmt: skip
        self.update()

    def show_channel(self, channel: str) -> None:
        """Show the curve of one channel, or all of them."""
        self.channel = channel
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The title, and the curves over a ground."""
        painter = QPainter(self)
        palette, line = self.palette(), self.fontMetrics().height()
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        painter.drawText(QRectF(0, 0, self.width(), line), Qt.AlignmentFlag.AlignLeft, self.title)
        ground = QRectF(0, line + 2, self.width(), self.height() - line - 2)
        painter.fillRect(ground, palette.color(QPalette.ColorRole.Base))
        counts = self.counts
        if counts is None or not counts.any():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = [k for k, channel in enumerate(CURVES) if self.channel in (ALL, channel)]
        highest = max(int(np.sort(counts[chosen], axis=1)[:, -1 - SPIKES].max()), 1)
        for k in chosen:
            self._paint_curve(painter, ground, np.minimum(counts[k] / highest, 1), QColor(list(CURVES.values())[k]))

    def _paint_curve(self, painter: QPainter, ground: QRectF, heights: np.ndarray, colour: QColor) -> None:
        step, room = ground.width() / BINS, ground.height() - 2
        points = [QPointF(ground.left() + (k + 0.5) * step, ground.bottom() - room * float(h)) for k, h in enumerate(heights)]
        painter.setPen(colour)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(points)
        colour.setAlpha(60)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([ground.bottomLeft(), *points, ground.bottomRight()]))
