"""Saving a field: how its weights are kept, what that takes and costs, beside JPEG. Imports pyqtgraph: load it late."""

import math
from collections.abc import Callable

import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from viewer.errors import Stop, Stopped, UserError
from viewer.fields.rates import Rate
from viewer.gui.background import Background
from viewer.gui.dialog import Dialog
from viewer.gui.plots import ValueAxis
from viewer.models.header import CODINGS

Measure = Callable[[Stop], tuple[list[Rate], list[Rate]]]  # of the field, of JPEG
FIELD, JPEG = "#3b82f6", "#e8833a"
PREFERRED = "float16"  # half the bytes, and nothing lost that can be seen


class SaveDialog(Dialog):
    """Asks how a field's weights are to be kept; `chosen` gives the coding."""

    chosen = Signal(str)

    def __init__(self, title: str, pixels: int, file_size: int, measure: Measure, parent: QWidget | None = None) -> None:
        """Of a picture of so many pixels, whose own file, if it has one, has `file_size` bytes (else 0)."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Save the field of {0}").format(title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pixels, self._file_size = pixels, file_size
        self._stop, self._background = Stop(), Background(self)

        names = self.tr("float32, as it was learnt"), self.tr("float16"), self.tr("int8")
        table = QGridLayout(horizontalSpacing=18, verticalSpacing=6)
        for column, heading in enumerate((self.tr("Weights"), self.tr("Bytes"), self.tr("Bits a pixel"), self.tr("PSNR"))):
            label = QLabel(heading)
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            table.addWidget(label, 0, column, Qt.AlignmentFlag.AlignLeft if not column else Qt.AlignmentFlag.AlignRight)
        self._buttons = QButtonGroup(self)
        self._cells: dict[str, list[QLabel]] = {}
        for row, (coding, name) in enumerate(zip(CODINGS, names, strict=True), 1):
            button = QRadioButton(name, objectName=coding)
            button.setChecked(coding == PREFERRED)
            self._buttons.addButton(button)
            table.addWidget(button, row, 0)
            self._cells[coding] = [QLabel("…") for _ in range(3)]
            for column, label in enumerate(self._cells[coding], 1):
                table.addWidget(label, row, column, Qt.AlignmentFlag.AlignRight)
        table.setColumnStretch(0, 1)
        self.note = QLabel(self.tr("Measuring…"), objectName="rateNote", wordWrap=True)
        self.note.setForegroundRole(QPalette.ColorRole.PlaceholderText)

        bits = ValueAxis("bottom")
        bits.is_log = True
        self.plot = pg.PlotWidget(background=self.palette().base(), axisItems={"bottom": bits})
        self.plot.setLabel("bottom", self.tr("bits a pixel"))
        self.plot.setLabel("left", self.tr("PSNR, dB"))
        self.plot.showGrid(x=True, y=True, alpha=0.2)
        self.plot.setMenuEnabled(False)
        self.plot.setMinimumHeight(220)
        self.plot.getPlotItem().setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        for side in ("left", "bottom"):
            self.plot.getAxis(side).setTextPen(self.palette().text().color())
            self.plot.getAxis(side).enableAutoSIPrefix(False)
        curves = [(FIELD, "●", self.tr("this field")), (JPEG, "●", self.tr("JPEG of the picture"))]
        curves += [("gray", "┆", self.tr("its file"))] * (file_size > 0)
        key = QLabel(" &nbsp; ".join(f'<span style="color:{colour}">{mark}</span> {name}' for colour, mark, name in curves))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        save = buttons.addButton(self.tr("Save…"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setObjectName("saveField")
        buttons.accepted.connect(self._choose)
        buttons.rejected.connect(self.reject)

        head = QHBoxLayout()
        head.addWidget(key)
        head.addStretch(1)
        column_of_all = QVBoxLayout(self)
        column_of_all.setSpacing(12)
        column_of_all.addLayout(table)
        column_of_all.addLayout(head)
        column_of_all.addWidget(self.plot, 1)
        column_of_all.addWidget(self.note)
        column_of_all.addWidget(buttons)
        save.setDefault(True)  # of this dialog, which the button knows only now
        self.resize(560, 520)
        self.finished.connect(self._leave)
        self._background.run(lambda: self._measured(measure), self._show, self._fail)

    def _measured(self, measure: Measure) -> tuple[list[Rate], list[Rate]] | None:
        try:
            return measure(self._stop)
        except Stopped:
            return None

    def _show(self, measured: tuple[list[Rate], list[Rate]] | None) -> None:
        if measured is None:
            return
        mine, jpeg = measured
        for rate in mine:
            texts = f"{rate.size:,}", f"{rate.bits(self._pixels):.2f}", f"{rate.psnr:.2f} dB"
            for label, text in zip(self._cells[rate.name], texts, strict=True):
                label.setText(text)
        for rates, colour in ((jpeg, JPEG), (mine, FIELD)):
            points = [(math.log10(rate.bits(self._pixels)), rate.psnr) for rate in rates]
            self.plot.plot(
                [bits for bits, _ in points], [psnr for _, psnr in points], pen=pg.mkPen(colour, width=2), symbol="o",
                symbolSize=7, symbolBrush=colour, symbolPen=None,
            )  # fmt: skip
        if self._file_size:
            at = math.log10(8 * self._file_size / self._pixels)
            line = pg.InfiniteLine(at, pen=pg.mkPen("gray", style=Qt.PenStyle.DashLine))
            self.plot.addItem(line)
        self.note.setText(self._verdict(mine, jpeg))

    def _verdict(self, mine: list[Rate], jpeg: list[Rate]) -> str:
        """Which is smaller at the PSNR of the smallest field."""
        least = min(mine, key=lambda rate: rate.size)
        as_good = next((rate for rate in jpeg if rate.psnr >= least.psnr), None)
        if as_good is None:
            return self.tr("No JPEG comes as near to the picture as this field.")
        text = self.tr("For the {0:.1f} dB of {1} JPEG takes {2:,} bytes, {3}.")
        times, more = least.size / as_good.size, as_good.size / least.size
        compared = self.tr("{0:.1f} times fewer").format(times) if times > 1 else self.tr("{0:.1f} times as many").format(more)
        return text.format(least.psnr, least.name, as_good.size, compared)

    def _fail(self, error: UserError) -> None:
        self.note.setText(str(error))

    def _choose(self) -> None:
        self.chosen.emit(next(button.objectName() for button in self._buttons.buttons() if button.isChecked()))
        self.accept()

    def _leave(self) -> None:
        self._stop.set()
        self._background.close()
