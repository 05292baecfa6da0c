"""The part of the side panel that says what the field is held against, and what came of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QGroupBox, QHBoxLayout, QLabel, QSlider, QWidget

from viewer.gui.chooser import chooser, show_chosen
from viewer.gui.look import Look

PANES = 4


class CompareGroup(QGroupBox):
    """Emits what the user chose; shows what the window tells it."""

    comparisonChosen = Signal(str)
    moreChosen = Signal(tuple)  # the models of the panes after the second
    splitToggled = Signal(bool)
    panesChosen = Signal(int)
    lensToggled = Signal(bool)
    blendChosen = Signal(float)  # how much of the other field, from 0 to 1

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.comparison = chooser("comparison", self.tr("Compare with"), self.tr("What the field is held against"))
        self.split = QCheckBox(self.tr("Split view"), objectName="split")
        self.split.setToolTip(self.tr("Field on the left of a divider, the other on the right"))
        self.lens = QCheckBox(self.tr("Lens"), objectName="lens")
        self.lens.setToolTip(self.tr("The other is seen under the cursor; Alt + wheel changes how much of it"))
        self.panes = chooser("panes", self.tr("Panes"), self.tr("Pictures beside each other that move together"))
        for count in range(1, PANES + 1):
            self.panes.addItem(str(count), count)
        names = (self.tr("Third"), self.tr("Fourth"))
        self.more = [chooser(f"pane{k}", name, self.tr("What this pane shows")) for k, name in enumerate(names, 3)]
        self.blend = QSlider(Qt.Orientation.Horizontal, objectName="blend", maximum=100, pageStep=10)
        self.blend.setAccessibleName(self.tr("Blend"))
        self.blend.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as the divider has them
        self.blend.setToolTip(self.tr("From the field, on the left, to the other, on the right: between exact and sharp, say"))
        self._share = QLabel(objectName="share")
        self._share.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._share.setMinimumWidth(self._share.fontMetrics().horizontalAdvance(self.tr("{0} %").format(100)))
        self.figures = QLabel(objectName="figures", wordWrap=True, visible=False)
        self.figures.setToolTip(self.tr("PSNR and SSIM on luma, as benchmarks have it"))
        self._figures: dict[str, str] = {}

        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(self.tr("With"), self.comparison)
        checks = QHBoxLayout()
        checks.addWidget(self.split)
        checks.addWidget(self.lens)
        form.addRow(checks)
        form.addRow(self.tr("Panes"), self.panes)
        for name, box in zip(names, self.more, strict=True):
            form.addRow(name, box)
        blend = QHBoxLayout()
        blend.addWidget(self.blend, 1)
        blend.addWidget(self._share)
        form.addRow(self.tr("Blend"), blend)
        form.addRow(self.figures)
        self._form = form

        self.comparison.activated.connect(lambda: self.comparisonChosen.emit(self.comparison.currentData()))
        self.split.toggled.connect(self.splitToggled)
        self.blend.valueChanged.connect(self._show_share)
        self.blend.valueChanged.connect(lambda value: self.blendChosen.emit(value / 100))
        self.lens.toggled.connect(self.lensToggled)
        self.panes.activated.connect(lambda: self.panesChosen.emit(self.panes.currentData()))
        for box in self.more:
            box.activated.connect(lambda: self.moreChosen.emit(tuple(box.currentData() for box in self.more)))

    def choosers(self, look: Look) -> list[tuple[QComboBox, str]]:
        """Those of a model, and what is chosen in each."""
        return list(zip((self.comparison, *self.more), (look.compare, *look.more), strict=True))

    def show_look(self, look: Look) -> None:
        """Show this as chosen."""
        for box, chosen in self.choosers(look):
            show_chosen(box, chosen)
        show_chosen(self.panes, look.panes)
        for check, on in ((self.split, look.is_split), (self.lens, look.lens)):
            check.blockSignals(True)
            check.setChecked(on)
            check.blockSignals(False)
        self.blend.blockSignals(True)
        self.blend.setValue(round(100 * look.blend))
        self.blend.blockSignals(False)
        self.blend.setEnabled(not look.split and look.panes == 1)
        self._show_share()
        for pane, box in enumerate(self.more, 3):
            self._form.setRowVisible(box, look.panes >= pane)

    def _show_share(self) -> None:
        self._share.setText(self.tr("{0} %").format(self.blend.value()))

    def show_figures(self, of: str, sentence: str) -> None:
        """How near fields are to something; nothing for an empty sentence."""
        self._figures[of] = sentence
        text = "\n".join(filter(None, self._figures.values()))
        self.figures.setText(text)
        self.figures.setVisible(bool(text))
