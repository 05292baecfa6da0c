"""The table of a contest: each method, the best first, with what its picture shows where they differ most."""

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from viewer.export.contest import COLUMNS, colour_of, rows_of
from viewer.fields.contest import Entry, where_they_differ

THUMB = 48  # pixels a side of what is shown of each picture
MAGNIFIED = 2  # times
BAR = 6  # pixels


class ContestTable(QTableWidget):
    """Entries by their numbers, in the order in which they came; those that could not rebuild it say why at the end."""

    def __init__(self) -> None:
        super().__init__(0, 1 + len(COLUMNS), objectName="contestTable")
        self._titles: list[str] = []
        self._entries: list[Entry] = []
        self._lost: list[tuple[str, str]] = []  # titles, and why
        self.setHorizontalHeaderLabels([self.tr("Method"), self.tr("PSNR"), self.tr("SSIM"), self.tr("Seconds"), self.tr("Wins")])
        self.setAccessibleName(self.tr("Results"))
        self.setToolTip(self.tr("Luma, as benchmarks have it; wins: the share of regions in which it is the nearest"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setIconSize(QSize(THUMB + BAR, THUMB))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(THUMB + 6)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(header.fontMetrics().horizontalAdvance("Seconds") + 24)

    @property
    def has_entries(self) -> bool:
        """Whether anybody has rebuilt the picture."""
        return bool(self._entries)

    @property
    def chosen(self) -> list[int]:
        """The numbers of the entries that are chosen, the best one's if none is."""
        numbers = [index.data(Qt.ItemDataRole.UserRole) for index in self.selectionModel().selectedRows()]
        return [number for number in numbers if number is not None] or self._ranked[:1]

    def clear_entries(self) -> None:
        """Nobody has rebuilt anything."""
        self._titles, self._entries, self._lost = [], [], []
        self._fill()

    def add(self, title: str, entry: Entry) -> None:
        """One has."""
        self._titles.append(title)
        self._entries.append(entry)
        self._fill()

    def lose(self, title: str, sentence: str) -> None:
        """One could not."""
        self._lost.append((title, sentence))
        self._fill()

    @property
    def _ranked(self) -> list[int]:
        """The numbers of the entries, the best first."""
        return sorted(range(len(self._entries)), key=lambda number: -self._entries[number].psnr)

    def _fill(self) -> None:
        self.clearSpans()
        self.setRowCount(len(self._entries) + len(self._lost))
        if self._entries:
            place, rows = where_they_differ(self._entries), rows_of(self._entries)
        for row, number in enumerate(self._ranked):
            entry = self._entries[number]
            self._put(row, 0, self._titles[number], number).setIcon(_thumb(entry.pixels, place, colour_of(number)))
            for column, text in enumerate(rows[number], 1):
                self._put(row, column, text)
        for row, (title, sentence) in enumerate(self._lost, len(self._entries)):
            self._put(row, 0, f"{title}: {sentence}").setToolTip(sentence)
            self.setSpan(row, 0, 1, self.columnCount())

    def _put(self, row: int, column: int, text: str, number: int | None = None) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, number)
        if column:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setItem(row, column, item)
        return item


def _thumb(pixels: np.ndarray, place: tuple[int, int], colour: str) -> QIcon:
    """What a picture shows around a place, with a bar of its colour."""
    side = THUMB // MAGNIFIED
    top, left = (min(max(at - side // 2, 0), max(n - side, 0)) for at, n in zip(place, pixels.shape, strict=False))
    part = np.ascontiguousarray(pixels[top : top + side, left : left + side])
    picture = QImage(part.data, part.shape[1], part.shape[0], 3 * part.shape[1], QImage.Format.Format_RGB888)
    icon = QPixmap(THUMB + BAR, THUMB)
    icon.fill(QColor(colour))
    painter = QPainter(icon)
    painter.drawImage(QRect(BAR, 0, THUMB, THUMB), picture)
    painter.end()
    return QIcon(icon)
