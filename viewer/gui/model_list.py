"""Models to choose several of."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from viewer.gui.panel import Choice


class ModelList(QListWidget):
    """Each with a check mark; it tells by `itemChanged` when another is chosen."""

    def __init__(self, name: str, choices: Iterable[Choice], is_chosen: Callable[[Choice], bool]) -> None:
        """`is_chosen` says which are chosen to begin with."""
        super().__init__()
        self.setObjectName(name)
        self.setItemDelegate(_Delegate(self))
        for choice in choices:
            item = QListWidgetItem(choice.title, self)
            item.setData(Qt.ItemDataRole.UserRole, choice.model)
            item.setToolTip(choice.card)
            item.setCheckState(Qt.CheckState.Checked if is_chosen(choice) else Qt.CheckState.Unchecked)

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """The models that are chosen, and their titles."""
        items = [self.item(row) for row in range(self.count())]
        return tuple(
            (item.data(Qt.ItemDataRole.UserRole), item.text()) for item in items if item.checkState() == Qt.CheckState.Checked
        )


class _Delegate(QStyledItemDelegate):
    """Outlines the boxes of marks so that empty ones are seen: Fusion makes their rims of the window's colour, darker."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """What an item is painted with."""
        super().initStyleOption(option, index)
        option.palette.setColor(QPalette.ColorRole.Window, option.palette.color(QPalette.ColorRole.PlaceholderText))
