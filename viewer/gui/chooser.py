"""Boxes to choose from, as wide as the panel."""

from PySide6.QtWidgets import QComboBox, QSizePolicy


def chooser(name: str, accessible: str, tip: str) -> QComboBox:
    """A box without anything in it yet."""
    box = QComboBox(objectName=name, toolTip=tip)
    box.setAccessibleName(accessible)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(16)
    return box


def show_chosen(box: QComboBox, data: object) -> None:
    """Show this as chosen, without saying that the user chose it."""
    box.blockSignals(True)
    box.setCurrentIndex(max(box.findData(data), 0))
    box.blockSignals(False)
