"""The page of the settings on which keys are edited."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from viewer.gui.key_recorder import KeyRecorder
from viewer.gui.shortcuts import Shortcuts, shown

MOST = 4  # keys of an action
NAME = Qt.ItemDataRole.UserRole


class ShortcutsPage(QWidget):
    """All actions, by menu, with their keys; those of the chosen one are edited below.

    A key of another is told, not taken, and nothing changes until it is decided whose it is to be.
    """

    def __init__(self, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent, objectName="shortcutsPage")
        self._shortcuts = shortcuts
        self._groups: dict[str, QTreeWidgetItem] = {}
        self._items: list[tuple[str, QTreeWidgetItem, QTreeWidgetItem]] = []  # name, entry, and its group
        self._wanted: list[str] = []  # keys that somebody else has
        self.search = QLineEdit(objectName="searchShortcuts", clearButtonEnabled=True)
        self.search.setPlaceholderText(self.tr("Search for an action or a key"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setToolTip(self.tr("Show only actions whose name or key has this in it"))
        self.search.textChanged.connect(self._filter)
        self.tree = QTreeWidget(objectName="actions")
        self.tree.setAccessibleName(self.tr("Actions"))
        self.tree.setToolTip(self.tr("Choose an action to change its keys"))
        self.tree.setHeaderLabels([self.tr("Action"), self.tr("Keys")])
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.currentItemChanged.connect(self._edit)
        self._title = QLabel(objectName="editedAction")
        self.editors = [self._editor(number) for number in range(MOST)]
        row = QHBoxLayout()
        for editor in self.editors:
            row.addWidget(editor, 1)
        self._conflict = QLabel(objectName="conflict", wordWrap=True)
        self._take = QPushButton(self.tr("Use it here instead"), objectName="takeKey")
        self._take.setToolTip(self.tr("Take the key away from the other action"))
        self._take.clicked.connect(lambda: self._set(self._wanted))
        self._leave = QPushButton(self.tr("Leave it there"), objectName="leaveKey")
        self._leave.setToolTip(self.tr("Leave the keys of both actions as they are"))
        self._leave.clicked.connect(self._edit)
        self._reset = QPushButton(self.tr("Reset this action"), objectName="resetKeys")
        self._reset.setToolTip(self.tr("Give the chosen action its usual keys back"))
        self._reset.clicked.connect(lambda: self._shortcuts.reset(self.chosen))
        everything = QPushButton(self.tr("Reset all keys"), objectName="resetAllKeys")
        everything.setToolTip(self.tr("Give all actions their usual keys back"))
        everything.clicked.connect(shortcuts.reset_all)
        for button in (self._take, self._leave, self._reset, everything):
            button.setAutoDefault(False)
        for decided in (self._take, self._leave):
            decided.clicked.connect(self.tree.setFocus)  # or the keyboard would be at "Reset all keys"
        clash = QHBoxLayout()
        clash.addWidget(self._conflict, 1)
        clash.addWidget(self._take)
        clash.addWidget(self._leave)
        below = QHBoxLayout()
        below.addStretch()
        below.addWidget(self._reset)
        below.addWidget(everything)
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        column.addWidget(self._title)
        column.addLayout(row)
        column.addLayout(clash)
        column.addLayout(below)
        self._fill()

    def _editor(self, number: int) -> KeyRecorder:
        editor = KeyRecorder(f"key{number}")
        editor.setAccessibleName(self.tr("Key {0} of the chosen action").format(number + 1))
        editor.setToolTip(self.tr("Press the key that is to be one of this action"))
        editor.recorded.connect(self._typed)
        return editor

    @property
    def chosen(self) -> str:
        """The name of the action whose keys are edited; empty if there is none."""
        item = self.tree.currentItem()
        return str(item.data(0, NAME) or "") if item is not None else ""

    def show_keys(self) -> None:
        """The keys are others now."""
        for name, item, _ in self._items:
            item.setText(1, shown(self._shortcuts.keys(name)))
        self._edit()

    def _fill(self) -> None:
        for name, entry in self._shortcuts.entries.items():
            if entry.menu not in self._groups:
                group = self._groups[entry.menu] = QTreeWidgetItem(self.tree, [entry.menu])
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
                font = self.font()
                font.setBold(True)
                group.setFont(0, font)
            item = QTreeWidgetItem(self._groups[entry.menu], [entry.title])
            item.setData(0, NAME, name)
            self._items.append((name, item, self._groups[entry.menu]))
        self.tree.expandAll()
        self.show_keys()
        self.tree.setCurrentItem(self._items[0][1])
        self.tree.resizeColumnToContents(0)

    def _filter(self, text: str) -> None:
        for group in self._groups.values():
            group.setHidden(True)
        for _, item, group in self._items:
            is_found = text.casefold() in f"{item.text(0)}\n{item.text(1)}".casefold()
            item.setHidden(not is_found)
            if is_found:
                group.setHidden(False)
        found = [item for _, item, _ in self._items if not item.isHidden()]
        if found and self.tree.currentItem() not in found:
            self.tree.setCurrentItem(found[0])

    def _edit(self) -> None:
        """Have the keys of the chosen action in the editors."""
        keys = self._shortcuts.keys(self.chosen) if self.chosen else []
        title = self._shortcuts.entries[self.chosen].title if self.chosen else ""
        self._title.setText(self.tr("Keys of “{0}”").format(title) if title else "")
        for number, editor in enumerate(self.editors):
            editor.show_key(keys[number] if number < len(keys) else "")
            editor.setEnabled(bool(self.chosen))
        self._reset.setEnabled(bool(self.chosen) and keys != self._shortcuts.entries[self.chosen].usual)
        self._show_conflict("")

    def _typed(self) -> None:
        keys = [editor.key for editor in self.editors]
        owned = ((key, self._shortcuts.owner(key, self.chosen)) for key in keys if key)
        key, owner = next(((key, owner) for key, owner in owned if owner is not None), ("", None))
        if owner is None:
            self._set(keys)
            return
        self._wanted = keys
        entry = self._shortcuts.entries[owner]
        self._show_conflict(self.tr("{0} is a key of “{1}” ({2}).").format(shown([key]), entry.title, entry.menu))

    def _set(self, keys: list[str]) -> None:
        self._shortcuts.set_keys(self.chosen, keys)
        self._show_conflict("")

    def _show_conflict(self, sentence: str) -> None:
        self._conflict.setText(sentence)
        for widget in (self._conflict, self._take, self._leave):
            widget.setVisible(bool(sentence))
