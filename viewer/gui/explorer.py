"""The degradation explorer: what networks make of patches that were degraded in many ways. Imports pyqtgraph: load it late.

`python -m viewer.gui.explorer MODEL OUT.png` draws the maps of MODEL, with and without contrast, for the README.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from viewer.errors import Stop, Stopped, UserError
from viewer.fields.colour_maps import SEQUENTIAL, colours_of
from viewer.gui.background import Background
from viewer.gui.colour_bar import ColourBar
from viewer.gui.dialog import Dialog
from viewer.gui.panel import Choice
from viewer.gui.patch_card import PatchCard
from viewer.gui.representation_plot import OWN_COLOUR, RepresentationPlot
from viewer.imaging.image import Image
from viewer.imaging.patches import NOISIEST, STRONGEST

if TYPE_CHECKING:
    from viewer.training.representations import Atlas, Map  # torch

UNTRAINED = ""  # instead of a network's name
ROUNDEST = 4.0  # times as long as across: from there on anisotropy is coloured alike


class Explorer(Dialog):
    """A window of its own. All is computed in the background, and given up when something else is asked for or it closes."""

    def __init__(self, picture: Image | None, choices: Sequence[Choice], model: str, parent: QWidget | None = None) -> None:
        """`choices` are the blind networks there are, `model` what the picture is seen through now."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Explore degradations"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._background, self._stop = Background(self), Stop()
        self._picture = picture
        self._atlas: Atlas | None = None  # the background's
        self._chosen: int | None = None

        self.network = self._chooser("network", self.tr("The network whose representations are shown"))
        for choice in choices:
            self.network.addItem(choice.title, choice.model)
        self.network.addItem(self.tr("Without the contrastive stage"), UNTRAINED)
        self.network.setCurrentIndex(max(self.network.findData(model), 0))
        self.ways = self._chooser("ways", self.tr("How patches of the sample photos are degraded"))
        self.ways.addItem(self.tr("Blur, the same in all directions"), "round")
        self.ways.addItem(self.tr("Blur in any direction"), "any")
        self.ways.addItem(self.tr("Blur and noise"), "noisy")
        self.how = self._chooser("map", self.tr("How representations are laid out in two dimensions"))
        self.how.addItem(self.tr("t-SNE"), "t-sne")
        self.how.addItem(self.tr("PCA"), "pca")
        self.colour = self._chooser("colour", self.tr("What the colours of the points mean"))
        self.colour.addItem(self.tr("Blur σ"), "sigma")
        self.colour.addItem(self.tr("Anisotropy"), "anisotropy")
        self.colour.addItem(self.tr("Noise"), "noise")
        self.beside = QCheckBox(self.tr("Beside it: without the contrastive stage"), objectName="beside", checked=True)
        self.beside.setToolTip(self.tr("The same encoder as it was before it learnt by contrast, asked of the same patches"))
        self.hint = QLabel(self.tr("There is no blind network yet: Train > Train blind network… makes one."), objectName="hint")
        self.hint.setVisible(not choices)
        self.beside.setVisible(bool(choices))

        self.plot, self.control = RepresentationPlot("trained"), RepresentationPlot("untrained")
        self.bar, self.card = ColourBar(), PatchCard()
        self._meaning = QLabel()
        own = self.tr("patches of the open picture")
        self._own = QLabel(f'<span style="color:{OWN_COLOUR}">★</span> {own}')
        self._own.setVisible(picture is not None)
        self.card.setFixedWidth(self.card.sizeHint().width())
        self._lay_out()

        for box in (self.network, self.ways, self.how):
            box.currentIndexChanged.connect(self._compute)
        self.colour.currentIndexChanged.connect(self._recolour)
        self.beside.toggled.connect(self._compute)
        for plot in (self.plot, self.control):
            plot.chosen.connect(self.choose)
        self.finished.connect(self._leave)
        self._compute()

    def _chooser(self, name: str, tip: str) -> QComboBox:
        box = QComboBox(objectName=name, toolTip=tip)
        box.setAccessibleName(tip)
        return box

    def _lay_out(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()  # in one line they would be wider than many a screen
        for line, text, box in (
            (above, self.tr("Network"), self.network), (above, self.tr("Degraded by"), self.ways),
            (below, self.tr("Laid out by"), self.how), (below, self.tr("Coloured by"), self.colour),
        ):  # fmt: skip
            label = QLabel(text)
            label.setBuddy(box)
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            line.addWidget(label)
            line.addWidget(box)
            line.addSpacing(10)
        below.addWidget(self.beside)
        above.addStretch(1)
        below.addStretch(1)
        self.maps = QWidget()
        both = QHBoxLayout()
        both.setSpacing(8)
        both.addWidget(self.plot, 1)
        both.addWidget(self.control, 1)
        legend = QHBoxLayout()
        legend.addWidget(self._meaning)
        legend.addWidget(self.bar, 1)
        legend.addSpacing(24)
        legend.addWidget(self._own, 1)
        column = QVBoxLayout(self.maps)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(both, 1)
        column.addLayout(legend)
        body = QHBoxLayout()
        body.setSpacing(14)
        body.addWidget(self.maps, 1)
        body.addWidget(self.card, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addLayout(above)
        column.addLayout(below)
        column.addWidget(self.hint)
        column.addLayout(body, 1)
        self.resize(1040, 620)

    @property
    def is_settled(self) -> bool:
        """Whether all that was asked for is shown, or cannot be."""
        return not any(plot.is_busy for plot, _ in self._wanted())

    def _wanted(self) -> list[tuple[RepresentationPlot, str]]:
        model = self.network.currentData()
        beside = [(self.control, UNTRAINED)] if self.beside.isChecked() and model != UNTRAINED else []
        return [(self.plot, model), *beside]

    def _compute(self) -> None:
        """Begin with what is wanted now, and give up what was."""
        self._stop.set()
        self._stop = Stop()
        self.choose(None)
        wanted = self._wanted()
        self.control.setVisible(len(wanted) > 1)
        self.beside.setEnabled(self.network.currentData() != UNTRAINED)
        for plot, model in wanted:
            plot.title.setText(self.network.itemText(self.network.findData(model)))
            plot.show_note(self.tr("Looking at patches…"), is_busy=True)
            self._begin(plot, model, self._stop)
        self._recolour()

    def _begin(self, plot: RepresentationPlot, model: str, stop: Stop) -> None:
        ways, how = self.ways.currentData(), self.how.currentData()

        def work() -> "Map | None":
            from viewer.training.representations import Atlas  # torch, scikit-learn

            try:
                stop.check()
                self._atlas = self._atlas or Atlas(self._picture)
                return self._atlas.map(model, ways, how, stop)
            except Stopped:
                return None

        def done(map: "Map | None") -> None:
            if map is not None and not stop.is_set():
                plot.show_map(map, self._colours(map))

        def failed(error: UserError) -> None:
            if not stop.is_set():
                plot.show_note(str(error))

        self._background.run(work, done, failed)

    def _recolour(self) -> None:
        for plot, _ in self._wanted():
            if plot.map is not None:
                plot.show_map(plot.map, self._colours(plot.map))
                plot.mark(self._chosen)
        least, most, unit, meaning = self._scale()
        self._meaning.setText(self.colour.currentText())
        labels = [f"{least:g}", f"{(least + most) / 2:g}", unit.format(most)]
        self.bar.show_colours(colours_of(np.linspace(0, 1, 256), SEQUENTIAL), labels, meaning)

    def _scale(self) -> tuple[float, float, str, str]:
        """What the colours go from and to, how that is written, and what it means."""
        return {
            "sigma": (0.0, STRONGEST, "{0:g} px", self.tr("Standard deviation of the blur, in pixels of a patch")),
            "anisotropy": (1.0, ROUNDEST, "≥ {0:g} : 1", self.tr("The blur's length along its longer axis by that across")),
            "noise": (0.0, NOISIEST, "{0:g}", self.tr("Standard deviation of the noise, of 255")),
        }[self.colour.currentData()]

    def _colours(self, map: "Map") -> np.ndarray:
        least, most, *_ = self._scale()
        name = self.colour.currentData()
        values = [getattr(patch.degradation, name) if patch.degradation is not None else least for patch in map.patches]
        return colours_of(np.clip((np.array(values) - least) / (most - least), 0, 1), SEQUENTIAL)

    def choose(self, number: int | None) -> None:
        """Show a patch, and where it is in both maps."""
        self._chosen = number
        shown = next((plot.map for plot, _ in self._wanted() if plot.map is not None), None)
        self.card.show_patch(shown.patches[number] if shown is not None and number is not None else None)
        for plot in (self.plot, self.control):
            plot.mark(number)

    def _leave(self) -> None:
        self._stop.set()
        self._background.close()


def draw(model: str, path: Path) -> None:
    """The maps of a network, with and without contrast, as a picture."""
    application = QApplication.instance() or QApplication(["srview"])
    QApplication.setStyle("Fusion")
    explorer = Explorer(None, [Choice(model, Path(model).stem, "")], model)
    explorer.maps.setFixedSize(960, 520)
    explorer.maps.setContentsMargins(8, 8, 8, 8)
    explorer.show()
    while not explorer.is_settled:
        application.processEvents()
    application.processEvents()
    explorer.maps.grab().save(str(path))
    explorer.close()


if __name__ == "__main__":
    draw(sys.argv[1], Path(sys.argv[2]))
