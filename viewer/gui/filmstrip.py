"""The pictures of the folder as a strip of small ones, made as they come into sight."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap, QShowEvent
from PySide6.QtWidgets import QListView, QWidget

from viewer.gui.background import Background
from viewer.gui.browsing import Browsing
from viewer.imaging.thumbnails import thumbnail

SIDE = 96  # device-independent pixels
KEPT = 600  # small pictures, of some 37 kB each

Index = QModelIndex | QPersistentModelIndex


class Filmstrip(QListView):
    """A strip; `chosen` gives the place of the picture that was clicked."""

    chosen = Signal(int)

    def __init__(self, browsing: Browsing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filmstrip")
        self.setAccessibleName(self.tr("Pictures in the folder"))
        self._browsing = browsing
        self._files = _Files(self, round(SIDE * self.devicePixelRatioF()))
        self.setModel(self._files)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(SIDE, SIDE))
        self.setGridSize(QSize(SIDE + 12, SIDE + self.fontMetrics().height() + 8))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit_height()
        self.horizontalScrollBar().rangeChanged.connect(self._fit_height)
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))
        self.activated.connect(lambda index: self.chosen.emit(index.row()))
        browsing.changed.connect(self._look)

    def showEvent(self, event: QShowEvent) -> None:
        """Be up to date."""
        super().showEvent(event)
        self._look()

    def _fit_height(self) -> None:
        """Be as high as pictures and names, and the scroll bar below them where one is needed."""
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() > bar.minimum() else 0
        self.setFixedHeight(self.gridSize().height() + below + 2 * self.frameWidth())

    def close_thread(self) -> None:
        """Make no more small pictures."""
        self._files.background.close()

    def _look(self) -> None:
        if not self.isVisible():
            return
        self._files.show_files(self._browsing.files)
        here = self._files.index(self._browsing.place) if self._browsing.place >= 0 else QModelIndex()
        self.setCurrentIndex(here)
        if here.isValid():
            self.scrollTo(here, QListView.ScrollHint.PositionAtCenter)


class _Files(QAbstractListModel):
    """Names and small pictures of files. Only what is painted is asked for, and so made."""

    def __init__(self, parent: QWidget, side: int) -> None:
        super().__init__(parent)
        self.background = Background(self)
        self._side = side
        self._paths: list[Path] = []
        self._icons: dict[Path, QIcon | None] = {}  # None while it is being made
        blank = QPixmap(side, side)
        blank.fill(Qt.GlobalColor.transparent)
        self._blank = QIcon(blank)

    def show_files(self, paths: list[Path]) -> None:
        """Show these."""
        if paths != self._paths:
            self.beginResetModel()
            self._paths = list(paths)
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """How many there are."""
        return 0 if parent.isValid() else len(self._paths)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A file's name, or its small picture, which is made if it is not there."""
        path = self._paths[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return path.name
        if role == Qt.ItemDataRole.DecorationRole:
            if path not in self._icons:
                self._icons[path] = None
                self.background.run(lambda: _picture(path, self._side), lambda made: self._keep(path, made), lambda _: None)
            return self._icons[path] or self._blank
        return None

    def _keep(self, path: Path, made: QImage) -> None:
        while len(self._icons) >= KEPT:
            del self._icons[next(iter(self._icons))]
        self._icons[path] = QIcon(QPixmap.fromImage(made))
        if path in self._paths:
            index = self.index(self._paths.index(path))
            self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])


def _picture(path: Path, side: int) -> QImage:
    """The small picture of a file in the middle of a square, so that names stand in a line."""
    pixels = thumbnail(path, side)
    height, width = pixels.shape[:2]
    square = np.zeros((side, side, 4), np.uint8)
    top, left = (side - height) // 2, (side - width) // 2
    square[top : top + height, left : left + width] = pixels
    return QImage(square.tobytes(), side, side, 4 * side, QImage.Format.Format_RGBA8888).copy()
