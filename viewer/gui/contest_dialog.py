"""The window of a reference contest: what is to be rebuilt and by whom, and how well each has done."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from viewer.export.command import command_of
from viewer.export.contest import COLUMNS, colour_of, rows_of
from viewer.fields.contest import Entry, where_they_differ, whole_pixels
from viewer.gui.export_parts import Parts, fill_parts
from viewer.gui.fitted_picture import FittedPicture
from viewer.gui.model_list import ModelList
from viewer.gui.panel import Choice
from viewer.imaging.image import Image

THUMB = 48  # pixels a side of what is shown of each picture in the table
MAGNIFIED = 2  # times
BAR = 6  # pixels
FACTORS = 2.0, 3.0, 4.0, 8.0


@dataclass(frozen=True)
class Wish:
    """What was asked for: the part of the picture, in its pixels, how much it is shrunk, and who is to rebuild it."""

    part: tuple[int, int, int, int]
    scale: float
    models: tuple[tuple[str, str], ...]  # and what people call them


class ContestDialog(QDialog):
    """Asks, and shows what came of it. What is done with the results is others' business."""

    started = Signal(object)  # Wish
    cancelled = Signal()
    lookRequested = Signal(list)  # of the numbers of entries
    mapRequested = Signal()
    exportRequested = Signal()

    def __init__(self, image: Image, parts: Parts, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contestDialog")
        self.setWindowTitle(self.tr("Reference contest: {0}").format(image.name))
        self._image, self._parts = image, parts
        self._titles: list[str] = []
        self._entries: list[Entry] = []
        self._lost: list[tuple[str, str]] = []  # titles of those that could not, and why
        row = QHBoxLayout(self)
        row.setSpacing(16)
        row.addLayout(self._questions(parts, choices))
        row.addLayout(self._answers(), 1)
        self.resize(1040, 680)
        self._show_case()
        self._show_progress(None)
        self._fill()

    def _questions(self, parts: Parts, choices: Sequence[Choice]) -> QVBoxLayout:
        self.part = QComboBox(objectName="contestPart", toolTip=self.tr("The part of the picture that is shrunk and rebuilt"))
        self.part.setAccessibleName(self.tr("Part"))
        self.part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        fill_parts(self.part, parts)
        self.scale = QDoubleSpinBox(objectName="contestScale", minimum=1.1, maximum=16, value=4, prefix="÷ ", decimals=2)
        self.scale.setAccessibleName(self.tr("Shrink by"))
        self.scale.setToolTip(self.tr("How many times smaller the picture is made, by antialiased bicubic as in the benchmarks"))
        self.models = ModelList("contestModels", choices, _is_known)
        self.models.setAccessibleName(self.tr("Methods"))
        self.models.setToolTip(self.tr("Who is to rebuild it; Space checks and unchecks"))
        usual = QHBoxLayout()
        usual.setSpacing(4)
        for factor in FACTORS:
            button = QPushButton(f"÷ {factor:g}", objectName=f"shrink{factor:g}", autoDefault=False)
            button.setToolTip(self.tr("Shrink by {0:g}").format(factor))
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance("÷ 88") + 14)
            button.clicked.connect(lambda _=False, factor=factor: self.scale.setValue(factor))
            usual.addWidget(button)
        form = QFormLayout(horizontalSpacing=14, verticalSpacing=8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(self.tr("Part"), self.part)
        form.addRow(self.tr("Shrink"), self.scale)
        form.addRow("", usual)
        form.addRow(self.tr("Methods"), self.models)
        self.note = QLabel(objectName="contestNote", wordWrap=True)
        self.note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.note.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.start = QPushButton(self.tr("Rebuild"), objectName="startContest", default=True)
        self.start.setToolTip(self.tr("Let every method that is checked rebuild the picture"))
        self.start.clicked.connect(lambda: self.started.emit(self.wish()))
        self.cancel = QPushButton(self.tr("Cancel"), objectName="cancelContest", autoDefault=False)
        self.cancel.setToolTip(self.tr("End it at once; what is finished stays"))
        self.cancel.clicked.connect(self.cancelled)
        self.bar = QProgressBar(objectName="contestProgress", maximum=1000, textVisible=False)
        self.bar.setAccessibleName(self.tr("Progress"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.bar, 1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.start)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addLayout(form, 1)
        column.addWidget(self.note)
        column.addLayout(buttons)
        self.models.itemChanged.connect(self._show_case)
        self.part.currentIndexChanged.connect(self._show_case)
        self.scale.valueChanged.connect(self._show_case)
        return column

    def _answers(self) -> QVBoxLayout:
        self.table = QTableWidget(0, 1 + len(COLUMNS), objectName="contestTable")
        self.table.setHorizontalHeaderLabels(
            [self.tr("Method"), self.tr("PSNR"), self.tr("SSIM"), self.tr("Seconds"), self.tr("Wins")]
        )
        self.table.setAccessibleName(self.tr("Results"))
        self.table.setToolTip(self.tr("Luma, as benchmarks have it; wins: the share of regions in which it is the nearest"))
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setIconSize(QSize(THUMB + BAR, THUMB))
        self.table.verticalHeader().setDefaultSectionSize(THUMB + 6)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(header.fontMetrics().horizontalAdvance("Seconds") + 24)
        self.map = FittedPicture(self.tr("Who wins where appears here."), objectName="contestMap")
        self.map.setAccessibleName(self.tr("Who wins where"))
        self.map.setToolTip(self.tr("The photo in the colours of the table: who is nearest to it; grey where another is as near"))
        self.look = self._button("lookAtContest", self.tr("See beside the photo"), self._ask_to_look)
        self.look.setToolTip(self.tr("The rows that are chosen, up to three, in panes beside the photo; the best if none is"))
        self.see_map = self._button("seeContestMap", self.tr("Lay the map over the photo"), self.mapRequested.emit)
        self.see_map.setToolTip(self.tr("Blended over the photo in the window, to be zoomed into"))
        self.export = self._button("exportContest", self.tr("Export…"), self.exportRequested.emit)
        self.export.setToolTip(self.tr("Table, pictures and map as one page for any browser"))
        self.copy = self._button("copyContest", self.tr("Copy as command"), self._copy)
        self.copy.setToolTip(self.tr("The command line that does the same, into the clipboard"))
        close = self._button("closeContest", self.tr("Close"), self.close)
        buttons = QHBoxLayout()
        for button in (self.look, self.see_map, self.export, self.copy):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self.table, 1)
        column.addWidget(self.map, 1)
        column.addLayout(buttons)
        return column

    def _button(self, name: str, text: str, slot) -> QPushButton:
        button = QPushButton(text, objectName=name, autoDefault=False)
        button.clicked.connect(lambda: slot())
        return button

    # What is asked

    def wish(self) -> Wish:
        """As it is set."""
        return Wish(whole_pixels(self.part.currentData()), self.scale.value(), self.models.chosen)

    def _show_case(self) -> None:
        wish = self.wish()
        _, _, width, height = wish.part
        small = [max(int(n / wish.scale), 1) for n in (width, height)]
        text = self.tr("{0:,} × {1:,} pixels, rebuilt from {2:,} × {3:,}").format(width, height, *small)
        self.note.setText(text if wish.models else self.tr("Check a method or more."))
        self.start.setEnabled(bool(wish.models) and self.bar.isHidden())
        self.copy.setEnabled(bool(wish.models) and self._image.path is not None and not self._image.turn.is_any)

    def command(self) -> str:
        """The command line that does the same."""
        wish, path = self.wish(), self._image.path
        assert path is not None
        words = ["compare", str(path), "--shrink", f"{wish.scale:g}"]
        for model, _ in wish.models:
            words += ["--model", model]
        if wish.part != (0, 0, *self._image.size):
            words += ["--region", ",".join(map(str, wish.part))]
        return command_of([*words, "-o", f"{path.stem}-contest.html"])

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.command())

    # What came of it

    def begin(self) -> None:
        """A contest begins: nobody has rebuilt anything."""
        self._entries, self._titles, self._lost = [], [], []
        self.map.show_picture(None)
        self._fill()
        self._show_progress(0.0)

    def show_progress(self, part: float) -> None:
        """How much is done, from 0 to 1."""
        self._show_progress(part)

    def add(self, title: str, entry: Entry, who_wins: np.ndarray) -> None:
        """One has rebuilt the picture; who wins where, (H, W, 3) uint8, now that it has."""
        self._titles.append(title)
        self._entries.append(entry)
        self.map.show_picture(who_wins)
        self._fill()

    def lose(self, title: str, sentence: str) -> None:
        """One could not."""
        self._lost.append((title, sentence))
        self._fill()

    def end(self) -> None:
        """All have, or it was cancelled."""
        self._show_progress(None)

    def _show_progress(self, part: float | None) -> None:
        is_running = part is not None
        self.bar.setVisible(is_running)
        self.cancel.setVisible(is_running)
        self.start.setVisible(not is_running)
        self.bar.setValue(round(1000 * (part or 0)))
        for widget in (self.part, self.scale, self.models):
            widget.setEnabled(not is_running)
        for button in (self.look, self.see_map, self.export):
            button.setEnabled(bool(self._entries) and not is_running)
        self._show_case()

    @property
    def chosen(self) -> list[int]:
        """The numbers of the entries that are chosen, the best one's if none is."""
        numbers = [
            self.table.item(index.row(), 0).data(Qt.ItemDataRole.UserRole) for index in self.table.selectionModel().selectedRows()
        ]
        return [number for number in numbers if number is not None] or self._ranked[:1]

    @property
    def _ranked(self) -> list[int]:
        """The numbers of the entries, the best first."""
        return sorted(range(len(self._entries)), key=lambda number: -self._entries[number].psnr)

    def _fill(self) -> None:
        self.table.clearSpans()
        self.table.setRowCount(len(self._entries) + len(self._lost))
        if self._entries:
            place, rows = where_they_differ(self._entries), rows_of(self._entries)
        for row, number in enumerate(self._ranked):
            entry = self._entries[number]
            self._put(row, 0, self._titles[number], number).setIcon(_thumb(entry.pixels, place, colour_of(number)))
            for column, text in enumerate(rows[number], 1):
                self._put(row, column, text)
        for row, (title, sentence) in enumerate(self._lost, len(self._entries)):
            self._put(row, 0, f"{title}: {sentence}").setToolTip(sentence)
            self.table.setSpan(row, 0, 1, self.table.columnCount())

    def _put(self, row: int, column: int, text: str, number: int | None = None) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, number)
        if column:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table.setItem(row, column, item)
        return item

    def _ask_to_look(self) -> None:
        self.lookRequested.emit(self.chosen)


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


def _is_known(choice: Choice) -> bool:
    """Whether a model has a name; runs, which have a path, may be many."""
    return "/" not in choice.model and "\\" not in choice.model
