"""Folders of images, and single ones where these are taken, added by a dialog or dropped, with what is in them."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from viewer.errors import UserError
from viewer.gui.background import Background
from viewer.gui.sentences import localised
from viewer.imaging.files import READABLE, list_images, read_size

MEASURED = 200  # images of a folder are looked into


@dataclass(frozen=True)
class Contents:
    """What is in a folder."""

    count: int
    smallest: int  # shorter side in pixels, of those looked into
    unreadable: int
    problem: str = ""

    def __str__(self) -> str:
        if self.problem:
            return self.problem
        if not self.count:
            return QCoreApplication.translate("FolderList", "no image")
        one, more = QCoreApplication.translate("FolderList", "1 image"), QCoreApplication.translate("FolderList", "{0:,} images")
        parts = [more.format(self.count) if self.count > 1 else one]
        if self.smallest:
            parts.append(QCoreApplication.translate("FolderList", "from {0:,} px").format(self.smallest))
        if self.unreadable:
            parts.append(QCoreApplication.translate("FolderList", "{0} cannot be read").format(self.unreadable))
        return ", ".join(parts)


def look_into(folder: Path) -> Contents:
    """Count a folder's images and measure the first of them, by their headers alone; an image counts as itself."""
    try:
        paths = [folder] if folder.is_file() else list_images(folder)
    except UserError as error:
        return Contents(0, 0, 0, localised(error.message))
    sides, unreadable = [], 0
    for path in paths[:MEASURED]:
        try:
            sides.append(min(read_size(path)))
        except UserError:
            unreadable += 1
    return Contents(len(paths), min(sides, default=0), unreadable)


class FolderList(QWidget):
    """A few folders; each says what it holds as soon as that is known."""

    changed = Signal()

    def __init__(self, takes_files: bool = False, parent: QWidget | None = None) -> None:
        """`takes_files` says whether images are listed themselves, and not the folders they are in."""
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._takes_files = takes_files
        self._contents: dict[str, Contents | None] = {}
        self._background = Background(self)
        self._list = QListWidget(objectName="folders")
        self._list.setAccessibleName(self.tr("Folders"))
        self._list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self._list.setTextElideMode(Qt.TextElideMode.ElideLeft)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setFixedHeight((4 if takes_files else 3) * self._list.fontMetrics().height() + 22)
        hint = self.tr("Drop folders or pictures here") if takes_files else self.tr("Drop folders of photos here")
        self._hint = QLabel(hint, self._list.viewport())
        self._hint.setEnabled(False)
        add = QPushButton(self.tr("Add…"), objectName="addFolder", toolTip=self.tr("Add a folder of images"), autoDefault=False)
        add.clicked.connect(self._choose)
        self._remove = QPushButton(self.tr("Remove"), objectName="removeFolder", enabled=False, autoDefault=False)
        self._remove.setToolTip(self.tr("Take the chosen folders off the list"))
        self._remove.clicked.connect(self._remove_chosen)
        self._list.itemSelectionChanged.connect(lambda: self._remove.setEnabled(bool(self._list.selectedItems())))
        buttons = QVBoxLayout()
        buttons.addWidget(add)
        if takes_files:
            files = QPushButton(
                self.tr("Add pictures…"), objectName="addPictures", toolTip=self.tr("Add single pictures"), autoDefault=False
            )
            files.clicked.connect(self._choose_files)
            add.setText(self.tr("Add folder…"))
            buttons.addWidget(files)
        buttons.addWidget(self._remove)
        buttons.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._list, 1)
        row.addLayout(buttons)
        self.setFocusProxy(self._list)
        self._show()

    def folders(self) -> list[str]:
        """The folders, in their order."""
        return list(self._contents)

    def set_folders(self, folders: list[Path]) -> None:
        """Show these."""
        self._contents = {str(folder): None for folder in folders}
        for folder in self._contents:
            self._look(folder)
        self._show()
        self.changed.emit()

    def add(self, folders: list[Path]) -> None:
        """Put folders on the list, of files the folders they are in unless files are taken."""
        new = [folder if self._takes_files or folder.is_dir() else folder.parent for folder in folders]
        self.set_folders([Path(folder) for folder in dict.fromkeys([*self._contents, *map(str, new)])])

    @property
    def contents(self) -> list[Contents]:
        """What the folders hold, as far as that is known."""
        return [contents for contents in self._contents.values() if contents is not None]

    def _look(self, folder: str) -> None:
        def done(contents: Contents) -> None:
            self._note(folder, contents)

        self._background.run(lambda: look_into(Path(folder)), done, lambda error: done(Contents(0, 0, 0, error.message)))

    def _note(self, folder: str, contents: Contents) -> None:
        if folder in self._contents:
            self._contents[folder] = contents
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        self._list.clear()
        looking = self.tr("looking into it…")
        for folder, contents in self._contents.items():
            self._list.addItem(f"{folder}   ·   {contents or looking}")
            self._list.item(self._list.count() - 1).setToolTip(folder)
        self._hint.setVisible(not self._contents)
        self._hint.adjustSize()
        self._hint.move(8, 8)
        self._remove.setEnabled(False)

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Add a folder of images"))
        if folder:
            self.add([Path(folder)])

    def _choose_files(self) -> None:
        filters = self.tr("Pictures") + f" ({' '.join(f'*{ending}' for ending in READABLE)})"
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Add pictures"), "", filters)
        if names:
            self.add([Path(name) for name in names])

    def _remove_chosen(self) -> None:
        chosen = {item.toolTip() for item in self._list.selectedItems()}
        self.set_folders([Path(folder) for folder in self._contents if folder not in chosen])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take folders and files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        event.acceptProposedAction()
        self.add([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
