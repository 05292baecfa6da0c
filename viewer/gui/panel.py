"""The side panel: which field, held against which, computed where."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QGroupBox,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from viewer.fields.derivatives import COLOURS, DIRECTION, GRADIENT, LAPLACIAN
from viewer.fields.interpolation import CLASSICAL
from viewer.fields.shown import DIFFERENCE, DISAGREEMENT, HONESTY, SIGNED
from viewer.gui.chooser import chooser, show_chosen
from viewer.gui.colour_bar import ColourBar
from viewer.gui.compare_group import CompareGroup
from viewer.gui.gain_slider import GainSlider
from viewer.gui.look import AVERAGED, Look
from viewer.imaging.image import Size


@dataclass(frozen=True)
class Choice:
    """A model as the choosers show it: `model` is its name or path, `title` what people read, `card` its facts.

    of        the size of the pictures it is for, if it is itself a picture, or of a part of one; None for any
    is_blind  whether it tells by itself how a picture was degraded
    paints    whether it makes another picture of any
    """

    model: str
    title: str
    card: str
    of: Size | None = None
    is_blind: bool = False
    paints: bool = False


class SidePanel(QWidget):
    """Emits what the user chose; shows what the window tells it."""

    modelChosen = Signal(str)
    deviceChosen = Signal(str)
    precisionChosen = Signal(str)
    crispToggled = Signal(bool)
    shownChosen = Signal(str)
    checkpointRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self._choices: dict[str, Choice] = {}

        self.model = chooser("model", self.tr("Field"), self.tr("The field the picture is seen through"))
        self.card = QLabel(objectName="card", wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.card.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.shown = chooser(
            "shown", self.tr("What is shown of it"), self.tr("The field itself, how it changes, or what it is off")
        )
        for what, title in (
            (COLOURS, self.tr("Colours")),
            (GRADIENT, self.tr("Gradient")),
            (DIRECTION, self.tr("Gradient's direction")),
            (LAPLACIAN, self.tr("Laplacian")),
            (DIFFERENCE, self.tr("Difference")),
            (SIGNED, self.tr("Signed difference")),
            (HONESTY, self.tr("Honesty")),
            (DISAGREEMENT, self.tr("Disagreement")),
        ):
            self.shown.addItem(title, what)
        for what, tip in (
            (HONESTY, self.tr("Where the field, shrunk back to the size of the photo, is not the photo")),
            (DISAGREEMENT, self.tr("Where the four latents that a LIIF asks for each point disagree")),
        ):
            self.shown.setItemData(self.shown.findData(what), tip, Qt.ItemDataRole.ToolTipRole)
        self.scale = ColourBar()
        self.gain = GainSlider()
        self.gain.hide()
        self.crisp = QCheckBox(self.tr("Crisp deep zoom"), objectName="crisp")
        self.crisp.setToolTip(self.tr("Past ×4 enlarge and encode again, level by level, for edges that stay sharp"))
        load = QPushButton(self.tr("Load checkpoint…"), objectName="loadCheckpoint")
        load.setToolTip(self.tr("Import a .safetensors or an official LIIF .pth file"))
        load.clicked.connect(self.checkpointRequested)
        field = QGroupBox(self.tr("Field"))
        column = QVBoxLayout(field)
        column.addWidget(self.model)
        column.addWidget(self.card)
        column.addWidget(self.shown)
        column.addWidget(self.scale)
        column.addWidget(self.gain)
        column.addWidget(self.crisp)
        column.addWidget(load)

        self.compare = CompareGroup(self.tr("Compare"))

        self.device = chooser("device", self.tr("Device"), self.tr("Where networks are computed"))
        self.device.addItem(self.tr("Automatic"), "auto")
        self.device.addItem(self.tr("CPU"), "cpu")
        self.precision = chooser("precision", self.tr("Precision"), self.tr("How exactly fields are computed"))
        self.precision.addItem(self.tr("Fast"), "fast")
        self.precision.addItem(self.tr("Exact"), "exact")
        self.precision.addItem(self.tr("Averaged"), AVERAGED)
        self.precision.setItemData(0, self.tr("Half precision where it pays; no eye can tell"), Qt.ItemDataRole.ToolTipRole)
        self.precision.setItemData(1, self.tr("The paper's arithmetic, float32"), Qt.ItemDataRole.ToolTipRole)
        averaged = self.tr("The mean over the picture turned and mirrored in eight ways: a little better, eight times as slow")
        self.precision.setItemData(2, averaged, Qt.ItemDataRole.ToolTipRole)
        computing = QGroupBox(self.tr("Computing"))
        form = QFormLayout(computing)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(self.tr("Device"), self.device)
        form.addRow(self.tr("Precision"), self.precision)

        self._groups = QVBoxLayout(self)
        for group in (field, self.compare, computing):
            self._groups.addWidget(group)
        self._groups.addStretch(1)

        self.model.activated.connect(lambda: self.modelChosen.emit(self.model.currentData()))
        self.model.currentIndexChanged.connect(self._show_card)
        self.crisp.toggled.connect(self.crispToggled)
        self.shown.activated.connect(lambda: self.shownChosen.emit(self.shown.currentData()))
        self.device.activated.connect(lambda: self.deviceChosen.emit(self.device.currentData()))
        self.precision.activated.connect(lambda: self.precisionChosen.emit(self.precision.currentData()))

    def set_choices(self, choices: Iterable[Choice], look: Look) -> None:
        """Offer these models in all choosers, with those of `look` chosen."""
        self._choices = {choice.model: choice for choice in choices}
        for box, chosen in ((self.model, look.model), *self.compare.choosers(look)):
            box.blockSignals(True)
            box.clear()
            for choice in self._choices.values():
                box.addItem(choice.title, choice.model)
            box.setCurrentIndex(box.findData(chosen))
            box.blockSignals(False)
        self._show_card()

    def put_below_field(self, group: QGroupBox) -> None:
        """A group that somebody else fills."""
        self._groups.insertWidget(1, group)

    def is_blind(self, model: str) -> bool:
        """Whether a model tells by itself how the picture was degraded."""
        return model in self._choices and self._choices[model].is_blind

    def set_devices(self, names: Iterable[tuple[str, str]]) -> None:
        """Offer these accelerators, (name, title), besides the CPU; the automatic choice is the first, else the CPU."""
        found = list(names)
        for name, title in found:
            if self.device.findData(name) < 0:
                self.device.addItem(title, name)
        best = found[0][1] if found else self.tr("CPU")
        self.device.setItemText(self.device.findData("auto"), self.tr("Automatic ({device})").format(device=best))

    def title_of(self, shown: str) -> str:
        """What people read for what is shown of a field."""
        return self.shown.itemText(self.shown.findData(shown))

    def show_look(self, look: Look) -> None:
        """Show this as chosen, without saying that the user chose it."""
        fields = (self.model, look.model), (self.shown, look.shown)
        for box, chosen in (*fields, (self.device, look.device), (self.precision, look.precision)):
            show_chosen(box, chosen)
        self.compare.show_look(look)
        self.crisp.blockSignals(True)
        self.crisp.setChecked(look.crisp)
        self.crisp.blockSignals(False)
        self.crisp.setEnabled(look.model not in CLASSICAL)
        self.gain.show_gain(look.gain_of_shown)
        self._show_card()

    def _show_card(self) -> None:
        choice = self._choices.get(self.model.currentData())
        self.card.setText(choice.card if choice else "")
