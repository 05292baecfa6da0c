"""The window of a reference contest: what is to be rebuilt and by whom, and how well each has done."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from viewer.export.command import command_of
from viewer.fields.contest import Entry, whole_pixels
from viewer.gui.contest_price import ContestPrice, Timing
from viewer.gui.contest_table import ContestTable
from viewer.gui.dialog import Dialog
from viewer.gui.export_parts import Parts, fill_parts
from viewer.gui.fitted_picture import FittedPicture
from viewer.gui.model_list import ModelList
from viewer.gui.panel import Choice
from viewer.imaging.image import Image

FACTORS = 2.0, 3.0, 4.0, 8.0


@dataclass(frozen=True)
class Wish:
    """What was asked for: the part of the picture, in its pixels, how much it is shrunk, and who is to rebuild it."""

    part: tuple[int, int, int, int]
    scale: float
    models: tuple[tuple[str, str], ...]  # and what people call them


class ContestDialog(Dialog):
    """Asks, and shows what came of it. What is done with the results is others' business."""

    started = Signal(object)  # Wish
    cancelled = Signal()
    lookRequested = Signal(list)  # of the numbers of entries
    mapRequested = Signal()
    exportRequested = Signal()

    def __init__(
        self, image: Image, parts: Parts, choices: Sequence[Choice], timing: Timing, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("contestDialog")
        self.setWindowTitle(self.tr("Reference contest: {0}").format(image.name))
        self._image, self._parts = image, parts
        self.price = ContestPrice(timing)
        self.finished.connect(self.price.close_thread)
        row = QHBoxLayout(self)
        row.setSpacing(16)
        row.addLayout(self._questions(parts, choices))
        row.addLayout(self._answers(), 1)
        self.resize(1040, 680)
        self._show_case()
        self._show_progress(None)

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
        column.addWidget(self.price)
        column.addWidget(self.note)
        column.addLayout(buttons)
        self.models.itemChanged.connect(self._show_case)
        self.part.currentIndexChanged.connect(self._show_case)
        self.scale.valueChanged.connect(self._show_case)
        return column

    def _answers(self) -> QVBoxLayout:
        self.table = ContestTable()
        self.map = FittedPicture(self.tr("Who wins where appears here."), objectName="contestMap")
        self.map.setAccessibleName(self.tr("Who wins where"))
        self.map.setToolTip(self.tr("The photo in the colours of the table: who is nearest to it; grey where another is as near"))
        self.look = self._button("lookAtContest", self.tr("Beside the photo"), self._ask_to_look)
        self.look.setToolTip(self.tr("The rows that are chosen, up to three, in panes beside the photo; the best if none is"))
        self.see_map = self._button("seeContestMap", self.tr("Map over the photo"), self.mapRequested.emit)
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
        if self.bar.isHidden():
            self.price.ask([model for model, _ in wish.models], wish.part, wish.scale)
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
        self.price.cease()
        self.table.clear_entries()
        self.map.show_picture(None)
        self._show_progress(0.0)

    def show_progress(self, part: float) -> None:
        """How much is done, from 0 to 1."""
        self._show_progress(part)

    def add(self, title: str, entry: Entry, who_wins: np.ndarray) -> None:
        """One has rebuilt the picture; who wins where, (H, W, 3) uint8, now that it has."""
        self.table.add(title, entry)
        self.map.show_picture(who_wins)

    def lose(self, title: str, sentence: str) -> None:
        """One could not."""
        self.table.lose(title, sentence)

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
            button.setEnabled(self.table.has_entries and not is_running)
        self._show_case()

    def _ask_to_look(self) -> None:
        self.lookRequested.emit(self.table.chosen)


def _is_known(choice: Choice) -> bool:
    """Whether a model has a name; runs, which have a path, may be many."""
    return "/" not in choice.model and "\\" not in choice.model
