"""Representations as points to be clicked, coloured by what was done to the patches. Imports pyqtgraph: load it late."""

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from viewer.training.representations import Map  # torch

OWN_COLOUR = "#e8432a"  # of the open picture's patches, which is on no colour map here
SIZE, OWN_SIZE, MARK_SIZE = 8, 15, 20  # of symbols, device-independent pixels


class RepresentationPlot(QWidget):
    """One map under a title, or a sentence in its place. `chosen` gives the number of a patch that was clicked."""

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.title = QLabel(objectName=f"{name}Title", alignment=Qt.AlignmentFlag.AlignCenter)
        self.note = QLabel(objectName=f"{name}Note", wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._progress = QProgressBar(objectName="mapProgress", maximum=0, textVisible=False)
        self._progress.setAccessibleName(self.tr("Computing"))
        self._progress.setMaximumHeight(6)
        waiting = QWidget(autoFillBackground=True)
        waiting.setBackgroundRole(QPalette.ColorRole.Base)
        column = QVBoxLayout(waiting)
        column.addStretch(1)
        column.addWidget(self.note)
        column.addWidget(self._progress, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._view = pg.PlotWidget(background=self.palette().base())
        self._view.setMenuEnabled(False)
        self._view.hideButtons()
        self._view.setAspectLocked(True)
        for side in ("left", "bottom"):
            self._view.hideAxis(side)
        self._view.setAccessibleName(self.tr("Representations as points"))
        self._spots = pg.ScatterPlotItem(hoverable=True, hoverSize=SIZE + 4)
        self._spots.sigClicked.connect(lambda _, points: self.chosen.emit(points[-1].index()))
        self._mark = pg.ScatterPlotItem(size=MARK_SIZE, brush=None, pen=pg.mkPen(self.palette().text().color(), width=2))
        self._view.addItem(self._spots)
        self._view.addItem(self._mark)
        self._pages = QStackedWidget()
        self._pages.addWidget(waiting)
        self._pages.addWidget(self._view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self._pages, 1)
        self.map: Map | None = None
        self.is_busy = False

    def show_note(self, sentence: str, is_busy: bool = False) -> None:
        """A sentence instead of points."""
        self.map, self.is_busy = None, is_busy
        self.note.setText(sentence)
        self._progress.setVisible(is_busy)
        self._pages.setCurrentIndex(0)

    def show_map(self, map: "Map", colours: np.ndarray) -> None:
        """Points in `colours`, (n, 3) in [0, 1]; those of the open picture are stars of one colour, above the others."""
        self.map, self.is_busy = map, False
        own = np.array([patch.degradation is None for patch in map.patches])
        brushes = [
            pg.mkBrush(OWN_COLOUR) if mine else pg.mkBrush(*rgb) for mine, rgb in zip(own, np.round(colours * 255), strict=True)
        ]
        thin = pg.mkPen(self.palette().base().color(), width=0.5)
        self._spots.setData(
            pos=map.points, brush=brushes, pen=thin, symbol=np.where(own, "star", "o").tolist(),
            size=np.where(own, OWN_SIZE, SIZE), data=list(range(len(own))),
        )  # fmt: skip
        self._mark.clear()
        self._pages.setCurrentIndex(1)
        self._view.autoRange(padding=0.06)

    def mark(self, number: int | None) -> None:
        """A ring around a patch."""
        if self.map is not None:
            self._mark.setData(pos=self.map.points[[] if number is None else [number]])
