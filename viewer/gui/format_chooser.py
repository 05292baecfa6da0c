"""The kind of file an export becomes, and what that kind can be asked."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from viewer.export import deep_zoom
from viewer.imaging.writers import DEEP, LOSSY, Coding

FORMATS = {"PNG": ".png", "JPEG": ".jpg", "TIFF": ".tif", "WebP": ".webp", "AVIF": ".avif", "Deep Zoom": deep_zoom.ENDING}
QUALITIES = {**LOSSY, deep_zoom.ENDING: deep_zoom.QUALITY}  # to begin with; None: nothing is lost
SAME = {".jpeg": ".jpg", ".tiff": ".tif"}  # endings of one format


class FormatChooser(QWidget):
    """The format, and either its depth or its quality."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.format = QComboBox(objectName="format", toolTip=self.tr("The kind of file"))
        self.format.setAccessibleName(self.tr("Format"))
        for title, ending in FORMATS.items():
            self.format.addItem(title, ending)
        self.bits = QComboBox(objectName="depth", toolTip=self.tr("Bits a channel: 16 keep more steps than a screen shows"))
        self.bits.setAccessibleName(self.tr("Depth"))
        for depth in (8, 16):
            self.bits.addItem(self.tr("{0} bits").format(depth), depth)
        self.quality = QSpinBox(objectName="quality", maximum=100, prefix=self.tr("quality "))
        self.quality.setAccessibleName(self.tr("Quality"))
        self.quality.setToolTip(self.tr("From 1, the smallest file, to 100"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for box in (self.format, self.bits, self.quality):
            row.addWidget(box, 1)
        self._offer()
        self.format.currentIndexChanged.connect(self._on_format)
        self.bits.currentIndexChanged.connect(self.changed)
        self.quality.valueChanged.connect(self.changed)

    @property
    def ending(self) -> str:
        """Of the file."""
        return str(self.format.currentData())

    @property
    def coding(self) -> Coding:
        """Depth and quality, as far as the format has them."""
        depth = self.bits.currentData() if self.ending in DEEP else 8
        return Coding(depth, (self.quality.value() or None) if self.ending in QUALITIES else None)

    def fits(self, ending: str) -> bool:
        """Whether a file of this ending is of the format."""
        return SAME.get(ending.lower(), ending.lower()) == self.ending

    def choose(self, ending: str) -> None:
        """The format of an ending, if there is one."""
        at = self.format.findData(SAME.get(ending.lower(), ending.lower()))
        if at >= 0:
            self.format.setCurrentIndex(at)

    def _on_format(self) -> None:
        self._offer()
        self.changed.emit()

    def _offer(self) -> None:
        usual = QUALITIES.get(self.ending)
        self.bits.setVisible(self.ending in DEEP)
        self.quality.setVisible(self.ending in QUALITIES)
        self.quality.blockSignals(True)
        self.quality.setSpecialValueText("" if usual else self.tr("lossless"))
        self.quality.setMinimum(1 if usual else 0)
        self.quality.setValue(usual or 0)
        self.quality.blockSignals(False)
