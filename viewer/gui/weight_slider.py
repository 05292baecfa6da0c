"""A slider for a weight: from nothing through a thirty-second of the usual to thirty-two times as much."""

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

OCTAVES = 5  # on either side of 1
TICKS = 8  # of each


class WeightSlider(QWidget):
    """Weights go by octaves, 1 is in the middle, 0 at the lower end. What was set stays as it was until the slider moves."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = 1.0
        self.slider = QSlider(Qt.Orientation.Horizontal, minimum=-OCTAVES * TICKS - 1, maximum=OCTAVES * TICKS)
        self.slider.setObjectName("weight")
        self.slider.setToolTip(self.tr("1 is in the middle, nothing at the lower end"))
        self.slider.setPageStep(TICKS)
        self._figure = QLabel(alignment=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._figure.setMinimumWidth(self._figure.fontMetrics().horizontalAdvance("0.0000"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.slider, 1)
        row.addWidget(self._figure)
        self.setFocusProxy(self.slider)
        self.slider.valueChanged.connect(self._on_moved)
        self._show()

    def value(self) -> float:
        """The weight."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show a weight, as near as the slider comes to it."""
        self._value = float(value)
        self.slider.blockSignals(True)
        self.slider.setValue(self._place(self._value))
        self.slider.blockSignals(False)
        self._show()

    def setAccessibleName(self, name: str) -> None:
        """What it is called: by the slider, which has the focus."""
        super().setAccessibleName(name)
        self.slider.setAccessibleName(name)

    def _place(self, value: float) -> int:
        least = self.slider.minimum()
        return least if value <= 0 else max(round(TICKS * math.log2(value)), least + 1)

    def _on_moved(self, at: int) -> None:
        self._value = 0.0 if at == self.slider.minimum() else float(f"{2 ** (at / TICKS):.3g}")
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self._figure.setText(self.tr("off") if self._value == 0 else f"{self._value:.3g}")
