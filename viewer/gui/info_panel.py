"""What the file that is open says of itself."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QPalette, QShortcut, QShowEvent
from PySide6.QtWidgets import QHeaderView, QLabel, QStackedLayout, QTreeWidget, QTreeWidgetItem, QWidget

from viewer.gui.background import Background
from viewer.gui.browsing import Browsing
from viewer.imaging.facts import Fact, file_facts


class InfoPanel(QWidget):
    """A table of facts, read in the background while it is to be seen. Ctrl+C copies what is selected."""

    def __init__(self, browsing: Browsing, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("infoPanel")
        self._browsing, self._background = browsing, background
        self._shown: Path | None = None
        self.table = QTreeWidget(objectName="facts", rootIsDecorated=False, columnCount=2, headerHidden=True)
        self.table.setAccessibleName(self.tr("Facts about the file"))
        self.table.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.table.setAlternatingRowColors(True)
        self.table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.table)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self._copy)
        self._empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter, objectName="noFacts")
        self._empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        self._say(self.tr("No file is open."))
        browsing.changed.connect(self._look)

    def showEvent(self, event: QShowEvent) -> None:
        """Be up to date."""
        super().showEvent(event)
        self._look()

    def _look(self) -> None:
        if not self.isVisible():
            self._shown = None
            return
        here = self._browsing.here
        if here is None:
            self._shown = None
            self._say(self.tr("This picture has no file."))
        elif here != self._shown:
            self._shown = here
            self._background.run(lambda: file_facts(here), lambda facts: self._show(here, facts), lambda e: self._say(str(e)))

    def _show(self, path: Path, facts: list[Fact]) -> None:
        if path != self._shown:
            return
        self.table.clear()
        for fact in facts:
            value = QCoreApplication.translate("Facts", fact.value) if fact.name == "Colours" else fact.value
            item = QTreeWidgetItem([QCoreApplication.translate("Facts", fact.name), value])
            item.setToolTip(1, fact.value)
            self.table.addTopLevelItem(item)
        self._stack.setCurrentWidget(self.table)

    def _say(self, sentence: str) -> None:
        self._empty.setText(sentence)
        self._stack.setCurrentWidget(self._empty)

    def _copy(self) -> None:
        chosen = [f"{item.text(0)}: {item.text(1)}" for item in self.table.selectedItems()]
        QGuiApplication.clipboard().setText("\n".join(chosen))
