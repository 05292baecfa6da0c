"""What is asked of an export of folders: which pictures, how, and where to."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from viewer.errors import UserError
from viewer.export import batch
from viewer.export.command import batch_words, command_of
from viewer.export.recipe import Recipe
from viewer.gui.chooser import chooser
from viewer.gui.folder_list import FolderList
from viewer.gui.format_chooser import FormatChooser
from viewer.gui.seen import Seen
from viewer.gui.size_chooser import SizeChooser
from viewer.imaging.files import READABLE

FACTOR = 2.0  # to begin with
SIDE = 1000.0  # pixels of the picture whose size is said in other ways


@dataclass(frozen=True)
class Wish:
    """What was asked for: pictures or folders of them, through what they are seen, and the files that they become."""

    sources: tuple[Path, ...]
    folder: Path
    ending: str
    seen: Seen
    recipe: Recipe
    overwrite: bool

    def items(self) -> list[batch.Item]:
        """The pictures there are now, and their files. UserError if that cannot be."""
        if self.folder.exists() and not self.folder.is_dir():
            raise UserError(f"{self.folder} is a file, not a folder.")
        pictures = batch.pictures_in(self.sources)
        if not pictures:
            raise UserError("There are no pictures there.")
        if any(picture.parent.resolve() == self.folder.resolve() for picture in pictures):
            raise UserError(f"{self.folder.name} is the folder of the pictures themselves.", "Choose another one.")
        return batch.plan(pictures, self.folder, self.ending)


class FolderQuestions(QWidget):
    """The form. `changed` tells that another `wish` may be set; `standing` is what others say of the pictures."""

    changed = Signal()

    def __init__(self, fields: Sequence[tuple[str, Seen]], parent: QWidget | None = None) -> None:
        """`fields` are what pictures can be seen through, and its titles."""
        super().__init__(parent)
        self._named = False  # whether where to is the user's
        self.pictures = FolderList(takes_files=True)
        self.pictures.setObjectName("folderSources")
        self.standing = QLabel(objectName="folderStanding", wordWrap=True)
        self.standing.setAccessibleName(self.tr("What there is to do"))
        self.standing.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.standing.setMinimumHeight(self.fontMetrics().lineSpacing())
        self.field = chooser("folderField", self.tr("Field"), self.tr("What the pictures are seen through"))
        for title, seen in fields:
            self.field.addItem(title, seen)
        self.sizes = SizeChooser((0.0, 0.0, SIDE, SIDE), FACTOR)
        self.format = FormatChooser()
        self.keeps = QCheckBox(self.tr("Keep profile, EXIF and what it is a view of"), objectName="folderKeeps", checked=True)
        self.keeps.setToolTip(self.tr("Colours are sRGB and upright; the old thumbnail is left out"))
        self.path = QLineEdit(objectName="folderPath")
        self.path.setAccessibleName(self.tr("Folder"))
        self.path.setToolTip(self.tr("Where the files are written to; it is made if it is not there"))
        browse = QPushButton(self.tr("Browse…"), objectName="browseFolder", autoDefault=False)
        browse.setToolTip(self.tr("Choose a folder"))
        browse.clicked.connect(self._browse)
        where = QHBoxLayout(spacing=8)
        where.addWidget(self.path, 1)
        where.addWidget(browse)
        self.overwrite = QCheckBox(self.tr("Replace files that are in the way"), objectName="folderOverwrite")
        self.overwrite.setToolTip(self.tr("Otherwise they are left alone; what is finished is skipped either way"))
        form = QFormLayout(self, horizontalSpacing=14, verticalSpacing=8)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for title, part in (
            (self.tr("Pictures"), self.pictures), ("", self.standing), (self.tr("Field"), self.field),
            (self.tr("Size"), self.sizes), (self.tr("Format"), self.format), ("", self.keeps), (self.tr("Into"), where),
            ("", self.overwrite),
        ):  # fmt: skip
            form.addRow(title, part)
        for changed in (
            self.pictures.changed, self.field.currentIndexChanged, self.sizes.changed, self.format.changed, self.keeps.toggled,
            self.overwrite.toggled,
        ):  # fmt: skip
            changed.connect(self._on_change)
        self.path.textEdited.connect(self._on_named)

    def wish(self) -> Wish:
        """As it is set. UserError, in one sentence, if that cannot be."""
        sources = tuple(Path(path) for path in self.pictures.folders())
        if not sources:
            raise UserError(self.tr("Add a folder of pictures, or drop one here."))
        if not self.path.text().strip():
            raise UserError(self.tr("Name a folder for the files."))
        seen: Seen = self.field.currentData()
        recipe = seen.recipe(self.sizes.sizing, self.format.coding, self.keeps.isChecked())
        folder = Path(self.path.text().strip()).expanduser().absolute()
        return Wish(sources, folder, self.format.ending, seen, recipe, self.overwrite.isChecked())

    def command(self) -> str:
        """The command line that does the same. UserError as `wish`."""
        wish = self.wish()
        return command_of(batch_words(wish.sources, wish.folder, wish.ending, wish.recipe, wish.overwrite, wish.seen.flags()))

    def _on_change(self) -> None:
        if not self._named:
            self.path.setText(self._default_folder())
        self.changed.emit()

    def _on_named(self) -> None:
        self._named = bool(self.path.text().strip())
        self._on_change()

    def _default_folder(self) -> str:
        sources, sizing = self.pictures.folders(), self.sizes.sizing
        if not sources:
            return ""
        first = Path(sources[0])
        folder = first.parent if first.suffix.lower() in READABLE else first
        unit = {"factor": "", "megapixels": "MP"}.get(sizing.by, "px")
        size = f"{'x' if sizing.by == 'factor' else ''}{sizing.value:.6g}{unit}"
        return str(folder.parent / f"{folder.name or 'pictures'}-{size}")

    def _browse(self) -> None:
        if folder := QFileDialog.getExistingDirectory(self, self.tr("Export into"), self.path.text()):
            self.path.setText(folder)
            self._on_named()
