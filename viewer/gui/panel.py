"""The side panel: which field, held against which, computed where."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from viewer.fields.derivatives import COLOURS, DIRECTION, GRADIENT, LAPLACIAN
from viewer.fields.interpolation import CLASSICAL
from viewer.gui.colour_bar import ColourBar
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
    comparisonChosen = Signal(str)
    splitToggled = Signal(bool)
    blendChosen = Signal(float)  # how much of the other field, from 0 to 1
    deviceChosen = Signal(str)
    precisionChosen = Signal(str)
    crispToggled = Signal(bool)
    shownChosen = Signal(str)
    checkpointRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self._choices: dict[str, Choice] = {}

        self.model = self._chooser("model", self.tr("Field"), self.tr("The field the picture is seen through"))
        self.card = QLabel(objectName="card", wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.card.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.shown = self._chooser("shown", self.tr("What is shown of it"), self.tr("The field itself, or how it changes"))
        for what, title in (
            (COLOURS, self.tr("Colours")),
            (GRADIENT, self.tr("Gradient")),
            (DIRECTION, self.tr("Gradient's direction")),
            (LAPLACIAN, self.tr("Laplacian")),
        ):
            self.shown.addItem(title, what)
        self.scale = ColourBar()
        self.crisp = QCheckBox(self.tr("Crisp deep zoom"), objectName="crisp")
        self.crisp.setToolTip(self.tr("Past ×4 enlarge and encode again, level by level, for edges that stay sharp (C)"))
        load = QPushButton(self.tr("Load checkpoint…"), objectName="loadCheckpoint")
        load.setToolTip(self.tr("Import a .safetensors or an official LIIF .pth file"))
        load.clicked.connect(self.checkpointRequested)
        field = QGroupBox(self.tr("Field"))
        column = QVBoxLayout(field)
        column.addWidget(self.model)
        column.addWidget(self.card)
        column.addWidget(self.shown)
        column.addWidget(self.scale)
        column.addWidget(self.crisp)
        column.addWidget(load)

        self.split = QCheckBox(self.tr("Split view"), objectName="split")
        self.split.setToolTip(self.tr("Field on the left of a divider, the other on the right (S)"))
        self.comparison = self._chooser("comparison", self.tr("Compare with"), self.tr("What the field is held against"))
        self.blend = QSlider(Qt.Orientation.Horizontal, objectName="blend", maximum=100, pageStep=10)
        self.blend.setAccessibleName(self.tr("Blend"))
        self.blend.setToolTip(self.tr("From the field, on the left, to the other, on the right: between exact and sharp, say"))
        self._share = QLabel(objectName="share")
        self._share.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.figures = QLabel(objectName="figures", wordWrap=True, visible=False)
        self.figures.setToolTip(self.tr("PSNR on luma, as benchmarks have it, against the picture that was degraded"))
        compare = QGroupBox(self.tr("Compare"))
        column = QVBoxLayout(compare)
        column.addWidget(self.split)
        column.addWidget(self.comparison)
        row = QHBoxLayout()
        row.addWidget(QLabel(self.tr("Blend")))
        row.addWidget(self.blend, 1)
        row.addWidget(self._share)
        column.addLayout(row)
        column.addWidget(self.figures)

        self.device = self._chooser("device", self.tr("Device"), self.tr("Where networks are computed"))
        self.device.addItem(self.tr("Automatic"), "auto")
        self.device.addItem(self.tr("CPU"), "cpu")
        self.precision = self._chooser("precision", self.tr("Precision"), self.tr("How exactly fields are computed"))
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
        for group in (field, compare, computing):
            self._groups.addWidget(group)
        self._groups.addStretch(1)

        self.model.activated.connect(lambda: self.modelChosen.emit(self.model.currentData()))
        self.model.currentIndexChanged.connect(self._show_card)
        self.comparison.activated.connect(lambda: self.comparisonChosen.emit(self.comparison.currentData()))
        self.blend.valueChanged.connect(self._show_share)
        self.blend.valueChanged.connect(lambda value: self.blendChosen.emit(value / 100))
        self.split.toggled.connect(self.splitToggled)
        self.crisp.toggled.connect(self.crispToggled)
        self.shown.activated.connect(lambda: self.shownChosen.emit(self.shown.currentData()))
        self.device.activated.connect(lambda: self.deviceChosen.emit(self.device.currentData()))
        self.precision.activated.connect(lambda: self.precisionChosen.emit(self.precision.currentData()))

    def _chooser(self, name: str, accessible: str, tip: str) -> QComboBox:
        box = QComboBox(objectName=name, toolTip=tip)
        box.setAccessibleName(accessible)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(16)
        return box

    def set_choices(self, choices: Iterable[Choice], look: Look) -> None:
        """Offer these models in both choosers, with those of `look` chosen."""
        self._choices = {choice.model: choice for choice in choices}
        for box, chosen in ((self.model, look.model), (self.comparison, look.compare)):
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

    def show_figures(self, sentence: str) -> None:
        """How near the fields are to the original; nothing where there is none."""
        self.figures.setText(sentence)
        self.figures.setVisible(bool(sentence))

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
        fields = (self.model, look.model), (self.comparison, look.compare), (self.shown, look.shown)
        for box, chosen in (*fields, (self.device, look.device), (self.precision, look.precision)):
            box.blockSignals(True)
            box.setCurrentIndex(max(box.findData(chosen), 0))
            box.blockSignals(False)
        for check, on in ((self.split, look.split), (self.crisp, look.crisp)):
            check.blockSignals(True)
            check.setChecked(on)
            check.blockSignals(False)
        self.blend.blockSignals(True)
        self.blend.setValue(round(100 * look.blend))
        self.blend.blockSignals(False)
        self._show_share()
        self.crisp.setEnabled(look.model not in CLASSICAL)
        self.blend.setEnabled(not look.split)
        self._show_card()

    def _show_share(self) -> None:
        self._share.setText(self.tr("{0} %").format(self.blend.value()))
        self._share.setMinimumWidth(self._share.fontMetrics().horizontalAdvance(self.tr("{0} %").format(100)))

    def _show_card(self) -> None:
        choice = self._choices.get(self.model.currentData())
        self.card.setText(choice.card if choice else "")
