"""The dialog of a comparison page: which models, of which part, how large, and where it is written to."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from viewer.errors import UserError
from viewer.export.command import command_of
from viewer.export.comparison import MOST
from viewer.export.sizes import Region, Sizing
from viewer.gui.dialog import Dialog
from viewer.gui.export_foot import ExportFoot
from viewer.gui.export_parts import Parts, fill_parts
from viewer.gui.model_list import ModelList
from viewer.gui.panel import Choice
from viewer.imaging.image import Image, Size

FEWEST = 2  # models that make a comparison
SHOWN = 8  # models that are seen without scrolling


@dataclass(frozen=True)
class PageWish:
    """What was asked for: the models, what people call them, the part, output pixels for each of its own, and the format."""

    models: tuple[tuple[str, str], ...]
    region: Region
    scale: float
    ending: str = ".html"

    @property
    def size(self) -> Size:
        """Width and height of each picture."""
        return Sizing("factor", self.scale).size(self.region)


class ComparisonDialog(Dialog):
    """Asks what is to be compared. `chosen` gives a `PageWish`."""

    chosen = Signal(object)

    def __init__(
        self, image: Image, parts: Parts, choices: Sequence[Choice], seen: Sequence[str], parent: QWidget | None = None
    ) -> None:
        """`seen` are the models that are looked at: they are chosen to begin with."""
        super().__init__(parent)
        self.setObjectName("comparisonDialog")
        self.setWindowTitle(self.tr("Export comparison"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._image, self._parts = image, parts
        self.models = ModelList("comparedModels", choices, lambda choice: choice.model in seen)
        self.models.setAccessibleName(self.tr("Models"))
        self.models.setToolTip(self.tr("What is compared; figures are against the first"))
        self.models.setMinimumHeight(min(SHOWN, max(len(choices), 1)) * self.models.sizeHintForRow(0) + 8)
        self.part = QComboBox(objectName="comparedPart", toolTip=self.tr("The part of the picture that is compared"))
        self.part.setAccessibleName(self.tr("Part"))
        self.part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        fill_parts(self.part, parts)
        self.scale = QDoubleSpinBox(objectName="comparedScale", minimum=0.1, maximum=1000, value=4, prefix="× ")
        self.scale.setAccessibleName(self.tr("Factor"))
        self.scale.setToolTip(self.tr("Pixels on the page for each of the picture's"))
        self.format = QComboBox(objectName="comparedFormat")
        self.format.setAccessibleName(self.tr("Format"))
        self.format.setToolTip(self.tr("A page to compare on, or a sheet to print or to put into a paper"))
        self.format.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for title, ending in (
            (self.tr("Page for the browser (HTML)"), ".html"),
            (self.tr("Sheet with vector text (PDF)"), ".pdf"),
            (self.tr("Sheet (PNG)"), ".png"),
        ):
            self.format.addItem(title, ending)
        form = QFormLayout(horizontalSpacing=14, verticalSpacing=8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(self.tr("Models"), self.models)
        form.addRow(self.tr("Part"), self.part)
        form.addRow(self.tr("Factor"), self.scale)
        form.addRow(self.tr("Format"), self.format)
        self.foot = ExportFoot(self.tr("Export…"), self.command)
        self.foot.accepted.connect(self._choose)
        self.foot.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.foot)
        self.resize(440, self.sizeHint().height())
        self.models.itemChanged.connect(self._on_change)
        self.part.currentIndexChanged.connect(self._on_change)
        self.scale.valueChanged.connect(self._on_change)
        self.format.currentIndexChanged.connect(self._on_change)
        self._on_change()

    def wish(self) -> PageWish:
        """As it is set. UserError, in one sentence, if that cannot be."""
        models = self.models.chosen
        if len(models) < FEWEST:
            raise UserError(self.tr("Choose two models or more."))
        wish = PageWish(models, self.part.currentData(), self.scale.value(), self.format.currentData())
        if wish.size[0] * wish.size[1] > MOST:
            raise UserError(self.tr("{0:,} × {1:,} pixels are too many for a page.").format(*wish.size))
        return wish

    def _on_change(self) -> None:
        try:
            wish = self.wish()
        except UserError as error:
            self.foot.refuse(str(error))
            return
        if wish.ending == ".html":
            note = self.tr("{0:,} × {1:,} pixels each, in one file for any browser")
        else:
            note = self.tr("{0:,} × {1:,} pixels each, side by side with names, figures and a scale bar")
        self.foot.allow(note.format(*wish.size), has_command=self._image.path is not None)

    def command(self) -> str:
        """The command line that does the same."""
        wish, path = self.wish(), self._image.path
        assert path is not None
        words = ["compare", str(path)]
        for model, _ in wish.models:
            words += ["--model", model]
        if wish.region != self._parts.whole:
            words += ["--region", ",".join(f"{value:.12g}" for value in wish.region)]
        return command_of([*words, "--scale", f"{wish.scale:g}", "-o", f"{path.stem}-comparison{wish.ending}"])

    def _choose(self) -> None:
        self.chosen.emit(self.wish())
        self.accept()
