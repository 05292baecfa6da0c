"""The plot of fields along a line. Imports pyqtgraph: load it late."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from viewer.fields.profile import GREY, Line, edge_on
from viewer.gui.dialog import Dialog

CHANNELS = "#d62728", "#2ca02c", "#1f77b4"  # red, green, blue
STYLES = Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine  # of layers
FARTHEST = 1e9  # source pixels
LEGEND_MARGIN = 8  # screen pixels


@dataclass(frozen=True)
class Profiles:
    """What lies along a line: of each layer its title and colours (n, 3), or what is measured there instead of them, (n, 1).

    And of source pixels places (m,) and colours (m, 3).
    """

    line: Line
    layers: Sequence[tuple[str, np.ndarray]]
    places: np.ndarray
    pixels: np.ndarray


class ProfileWindow(Dialog):
    """Shows profiles. `lineTyped` gives a Line, `pointed` a part of its length that the cursor is over, or None."""

    lineTyped = Signal(object)
    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("profileWindow")
        self.setWindowTitle(self.tr("Line profile"))
        self.profiles: Profiles | None = None
        self.channels = QComboBox(objectName="profileChannels", toolTip=self.tr("What of the colours is plotted"))
        self.channels.setAccessibleName(self.tr("Channels"))
        for title, which in ((self.tr("Luma"), "luma"), (self.tr("Red, green, blue"), "rgb")):
            self.channels.addItem(title, which)
        self.channels.currentIndexChanged.connect(self._draw)
        self.ends = [self._number(name, tip) for name, tip in (
            ("profileX0", self.tr("x of the start")), ("profileY0", self.tr("y of the start")),
            ("profileX1", self.tr("x of the end")), ("profileY1", self.tr("y of the end")),
        )]  # fmt: skip
        self.view = pg.PlotWidget(background=self.palette().base())
        self.view.setAccessibleName(self.tr("Profile"))
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # it asks for far more height
        self.view.setMenuEnabled(False)
        self.view.getPlotItem().setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.view.hideButtons()
        self.view.showGrid(x=True, y=True, alpha=0.2)
        for side in ("left", "bottom"):
            self.view.getAxis(side).setTextPen(self.palette().text().color())
            self.view.getAxis(side).enableAutoSIPrefix(False)
        self.view.setLabel("bottom", self.tr("Source pixels from the start"))
        self.view.getAxis("left").setWidth(44)
        self.legend = self.view.addLegend(
            offset=(-LEGEND_MARGIN, LEGEND_MARGIN), labelTextSize="9pt", labelTextColor=self.palette().text().color()
        )
        self.view.scene().sigMouseMoved.connect(self._point)
        self.edges = QLabel(objectName="profileEdges", wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.edges.setAccessibleName(self.tr("Edges"))
        self.edges.setToolTip(
            self.tr("Of the edge that is high and steep, on luma: where it is half-way, and from 10 to 90 % of its height")
        )
        self.edges.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = QPushButton(self.tr("Copy as CSV"), objectName="copyProfile", autoDefault=False)
        self.copy.setToolTip(self.tr("All samples of all layers, and the source pixels, into the clipboard"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.csv()))
        close = QPushButton(self.tr("Close"), objectName="closeProfile", autoDefault=False)
        close.clicked.connect(self.close)
        top = QHBoxLayout()
        top.addWidget(self.channels)
        top.addStretch(1)
        for label, boxes in ((self.tr("From"), self.ends[:2]), (self.tr("to"), self.ends[2:])):
            top.addWidget(QLabel(label))
            for box in boxes:
                top.addWidget(box)
        bottom = QHBoxLayout()
        bottom.addWidget(self.edges, 1)
        bottom.addWidget(self.copy)
        bottom.addWidget(close)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addLayout(bottom)
        self.resize(720, 420)

    def _number(self, name: str, tip: str) -> QDoubleSpinBox:
        box = QDoubleSpinBox(objectName=name, minimum=-FARTHEST, maximum=FARTHEST, decimals=4, singleStep=0.1, toolTip=tip)
        box.setAccessibleName(tip)
        box.setKeyboardTracking(False)
        box.setMaximumWidth(box.fontMetrics().horizontalAdvance("-00000.0000") + 40)
        box.valueChanged.connect(self._type)
        return box

    def _type(self) -> None:
        x0, y0, x1, y1 = (box.value() for box in self.ends)
        self.lineTyped.emit(Line((x0, y0), (x1, y1)))

    def show_line(self, line: Line) -> None:
        """Where it lies now."""
        for box, value in zip(self.ends, (*line.start, *line.end), strict=True):
            box.blockSignals(True)
            box.setValue(value)
            box.blockSignals(False)

    def show_profiles(self, profiles: Profiles) -> None:
        """Plot them."""
        self.profiles = profiles
        self._draw()

    def _draw(self) -> None:
        if (profiles := self.profiles) is None:
            return
        for item in list(self.view.listDataItems()):
            self.view.removeItem(item)
        self.legend.clear()
        is_luma, places = self.channels.currentData() == "luma", profiles.line.places()
        text = self.palette().text().color()
        for (title, values), style in zip(profiles.layers, STYLES, strict=False):
            curves = [(_luma(values), text)] if is_luma or not _is_colour(values) else list(zip(values.T, CHANNELS, strict=True))
            for number, (curve, colour) in enumerate(curves):
                line = self.view.plot(places, 255 * curve, pen=pg.mkPen(colour, width=1.8, style=style))
                if number == 0:
                    self.legend.addItem(line, title)
        dots = [(profiles.pixels @ GREY, text)] if is_luma else list(zip(profiles.pixels.T, CHANNELS, strict=True))
        for number, (values, colour) in enumerate(dots):
            if len(values):
                dot = self.view.plot(
                    profiles.places, 255 * values, pen=None, symbol="o", symbolSize=7, symbolBrush=colour, symbolPen=None
                )
                if number == 0:
                    self.legend.addItem(dot, self.tr("Source pixels"))
        self.view.autoRange(padding=0.04)
        self._make_room()
        self.edges.setText("\n".join(self._edge(title, values) for title, values in profiles.layers if _is_colour(values)))

    def _make_room(self) -> None:
        """Let the curves end below the legend."""
        box = self.view.getPlotItem().vb
        taken = self.legend.boundingRect().height() + 2 * LEGEND_MARGIN
        if box.height() > 2 * taken:
            low, high = box.viewRange()[1]
            box.setYRange(low, high + (high - low) * taken / (box.height() - taken), padding=0)

    def _edge(self, title: str, values: np.ndarray) -> str:
        assert self.profiles is not None
        edge = edge_on(self.profiles.line.places(), values @ GREY)
        if edge is None:
            return self.tr("{0}: no edge").format(title)
        return self.tr("{0}: edge at {1:.4g} px, 10–90 % in {2:.3g} px").format(title, edge.at, edge.width)

    def csv(self) -> str:
        """Samples as rows: how far along, where, and what each layer has there; below them the source pixels."""
        if (profiles := self.profiles) is None:
            return ""
        titles = [title.replace('"', "'") for title, _ in profiles.layers]
        columns = [
            f"{title} {channel}".rstrip()
            for title, (_, values) in zip(titles, profiles.layers, strict=True)
            for channel in ("RGB" if _is_colour(values) else [""])
        ]
        heads = ["distance", "x", "y", *(f'"{column}"' for column in columns)]
        table = np.column_stack((profiles.line.places(), profiles.line.points(), *(values for _, values in profiles.layers)))
        rows = [",".join(f"{value:.9g}" for value in row) for row in table]
        pixels = [
            ",".join(f"{value:.9g}" for value in (place, *colour))
            for place, colour in zip(profiles.places, profiles.pixels, strict=True)
        ]
        return "\n".join([",".join(heads), *rows, "", "distance,source R,source G,source B", *pixels, ""])

    def _point(self, place: QPointF) -> None:
        """Tell where on the line the cursor is."""
        length = self.profiles.line.length if self.profiles is not None else 0.0
        inside = length > 0 and self.view.getPlotItem().vb.sceneBoundingRect().contains(place)
        part = self.view.getPlotItem().vb.mapSceneToView(place).x() / length if inside else -1.0
        self.pointed.emit(part if 0 <= part <= 1 else None)


def _is_colour(values: np.ndarray) -> bool:
    """Whether a layer has colours: those of what is measured would say nothing."""
    return values.shape[1] == 3


def _luma(values: np.ndarray) -> np.ndarray:
    """Of colours (n, 3), or what is measured instead, (n, 1) -> (n,)."""
    return values @ GREY if _is_colour(values) else values[:, 0]
