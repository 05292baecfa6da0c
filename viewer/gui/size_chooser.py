"""How large an export becomes, said as a factor, a side or megapixels."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QWidget

from viewer.export.sizes import Measure, Region, Sizing

LARGEST = 1e9  # of whatever is said


class SizeChooser(QWidget):
    """A number and what it says. Saying it in another way changes no size."""

    changed = Signal()

    def __init__(self, region: Region, factor: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._region, self._sizing = region, Sizing("factor", factor)
        self.by = QComboBox(objectName="sizeBy", toolTip=self.tr("What the number beside it says"))
        self.by.setAccessibleName(self.tr("Size is said as"))
        for by, title in (
            ("factor", self.tr("Factor")),
            ("width", self.tr("Width")),
            ("height", self.tr("Height")),
            ("long side", self.tr("Long side")),
            ("megapixels", self.tr("Megapixels")),
        ):
            self.by.addItem(title, by)
        self.value = _ShortSpinBox(objectName="sizeValue", maximum=LARGEST)
        self.value.setAccessibleName(self.tr("Size"))
        self.value.setToolTip(self.tr("How large it becomes; its shape stays"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.by, 1)
        row.addWidget(self.value, 1)
        self._say()
        self.by.currentIndexChanged.connect(self._say)
        self.value.valueChanged.connect(self._on_value)

    @property
    def sizing(self) -> Sizing:
        """As it is said."""
        return self._sizing

    def set_region(self, region: Region, factor: float) -> None:
        """Another part of the picture; `factor` is how large it becomes, if that is how it is said."""
        self._region = region
        if self.by.currentData() == "factor":
            self._sizing = Sizing("factor", factor)
        self._say()

    def _say(self) -> None:
        """Say the same size in the way that was chosen."""
        by: Measure = self.by.currentData()
        width, height = self._sizing.size(self._region)
        is_factor, is_area = by == "factor", by == "megapixels"
        self.value.blockSignals(True)
        self.value.setDecimals(4 if is_factor else 2 if is_area else 0)
        self.value.setMinimum(0.0001 if is_factor else 0.01 if is_area else 1)
        self.value.setSingleStep(1 if is_factor or is_area else 100)
        self.value.setPrefix("× " if is_factor else "")
        self.value.setSuffix("" if is_factor else self.tr(" MP") if is_area else self.tr(" px"))
        said = {"width": width, "height": height, "long side": max(width, height), "megapixels": width * height / 1e6}
        self.value.setValue(said.get(by, self._sizing.scale(self._region)))
        self.value.blockSignals(False)
        self._on_value()

    def _on_value(self) -> None:
        self._sizing = Sizing(self.by.currentData(), self.value.value())
        self.changed.emit()


class _ShortSpinBox(QDoubleSpinBox):
    """Shows no more decimals than there are."""

    def textFromValue(self, value: float) -> str:
        """As Qt words it, without zeros at the end."""
        text, point = super().textFromValue(value), self.locale().decimalPoint()
        return text.rstrip("0").removesuffix(point) if point in text else text
