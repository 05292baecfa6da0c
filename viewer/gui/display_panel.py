"""The panel of what is done to values before they are seen, and of how they are distributed."""

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer.gui.histogram_view import HistogramView
from viewer.rendering.display import ALL, BLUE, GAMMAS, GREEN, LARGEST_EXPOSURE, LUMA, RED, Display

FINENESS = 10  # steps of the exposure's slider in a stop
GAMMA_STEPS = 50  # of gamma's slider from 1 to either end


class DisplayPanel(QWidget):
    """Emits what was chosen; shows what it is told."""

    chosen = Signal(Display)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("displayPanel")
        self.source = HistogramView(self.tr("Source"), "sourceHistogram")
        self.field = HistogramView(self.tr("Field in view"), "fieldHistogram")
        self._display = Display()
        self._channels = QButtonGroup(self)
        self.titles: dict[str, str] = {}  # of channels
        row = QHBoxLayout()
        row.setSpacing(0)
        for channel, title, tip in (
            (ALL, self.tr("RGB"), self.tr("All channels")),
            (RED, self.tr("R"), self.tr("Red alone")),
            (GREEN, self.tr("G"), self.tr("Green alone")),
            (BLUE, self.tr("B"), self.tr("Blue alone")),
            (LUMA, self.tr("Luma"), self.tr("Luma alone")),
        ):
            button = QToolButton(objectName=f"{channel}Channel", text=title, checkable=True, checked=channel == ALL, toolTip=tip)
            button.setAccessibleName(tip)
            self.titles[channel] = tip
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _, channel=channel: self._choose(channel=channel))
            self._channels.addButton(button)
            row.addWidget(button, 1)
        self.exposure = self._slider("exposure", round(LARGEST_EXPOSURE * FINENESS), self.tr("Exposure, in stops"))
        self.gamma = self._slider("gamma", GAMMA_STEPS, self.tr("Gamma: above 1 dark parts are lifted"))
        self.exposure.valueChanged.connect(lambda value: self._choose(exposure=value / FINENESS))
        self.gamma.valueChanged.connect(lambda value: self._choose(gamma=_gamma_at(value)))
        self._said = {"exposure": QLabel(objectName="exposureValue"), "gamma": QLabel(objectName="gammaValue")}
        grid = QGridLayout()
        for k, (title, slider, said) in enumerate(
            ((self.tr("Exposure"), self.exposure, "exposure"), (self.tr("Gamma"), self.gamma, "gamma"))
        ):
            label = self._said[said]
            label.setMinimumWidth(self.fontMetrics().horizontalAdvance("+10.0"))
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(QLabel(title), k, 0)
            grid.addWidget(slider, k, 1)
            grid.addWidget(label, k, 2)
        self.reset = QPushButton(self.tr("As it is"), objectName="plainDisplay")
        self.reset.setToolTip(self.tr("All channels, no exposure, no gamma"))
        self.reset.clicked.connect(lambda: self.chosen.emit(Display()))
        column = QVBoxLayout(self)
        for view in (self.source, self.field):
            column.addWidget(view)
        column.addLayout(row)
        column.addLayout(grid)
        column.addWidget(self.reset)
        column.addStretch(1)
        self.show_display(Display())

    def _slider(self, name: str, most: int, tip: str) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal, objectName=name, minimum=-most, maximum=most, toolTip=tip)
        slider.setAccessibleName(tip)
        return slider

    def _choose(self, **changes: object) -> None:
        now = self._display
        values = {"channel": now.channel, "exposure": now.exposure, "gamma": now.gamma, **changes}
        self.chosen.emit(Display(**values))  # type: ignore[arg-type]

    def show_display(self, display: Display) -> None:
        """Show this as chosen, without saying that the user chose it."""
        self._display = display
        for slider, value in (
            (self.exposure, round(display.exposure * FINENESS)),
            (self.gamma, round(GAMMA_STEPS * math.log(display.gamma) / math.log(GAMMAS[1]))),
        ):
            slider.blockSignals(True)
            slider.setValue(value)
            slider.blockSignals(False)
        chosen = f"{display.channel}Channel"
        for button in self._channels.buttons():
            if button.objectName() == chosen:
                button.setChecked(True)  # the group lets go of the one before
            font = button.font()
            font.setBold(button.objectName() == chosen)  # on dark palettes being pressed is hardly seen
            button.setFont(font)
        self._said["exposure"].setText(f"{display.exposure:+.1f}" if display.exposure else "0")
        self._said["gamma"].setText(f"{display.gamma:.2f}")
        self.reset.setEnabled(not display.is_plain)
        for view in (self.source, self.field):
            view.show_channel(display.channel)


def _gamma_at(value: int) -> float:
    """From 1/5 to 5, by equal factors."""
    return float(GAMMAS[1] ** (value / GAMMA_STEPS))
