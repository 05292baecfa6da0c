"""How strongly the colours of a difference show it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

STEPS = 16  # of half an octave: from 1 to 256


class GainSlider(QWidget):
    """A slider of a gain, from 1 to 256, with the figure beside it."""

    chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal, objectName="gain", maximum=STEPS, pageStep=2)
        self.slider.setAccessibleName(self.tr("Gain"))
        self.slider.setToolTip(self.tr("How strongly the colours show it"))
        self._figure = QLabel(objectName="gainFigure")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel(self.tr("Gain")))
        row.addWidget(self.slider, 1)
        row.addWidget(self._figure)
        self._figure.setMinimumWidth(self._figure.fontMetrics().horizontalAdvance("×256"))
        self._figure.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.slider.valueChanged.connect(self._say)
        self.slider.valueChanged.connect(lambda step: self.chosen.emit(2 ** (step / 2)))

    def step(self, by: int) -> None:
        """Move it."""
        self.slider.setValue(self.slider.value() + by)

    def show_gain(self, gain: float) -> None:
        """Show this, without saying that the user chose it."""
        self.slider.blockSignals(True)
        self.slider.setValue(max(range(STEPS + 1), key=lambda step: -abs(2 ** (step / 2) - gain)))
        self.slider.blockSignals(False)
        self._say()

    def _say(self) -> None:
        self._figure.setText(f"×{2 ** (self.slider.value() / 2):.3g}")
