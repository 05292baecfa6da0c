"""The dialog of an export: which part, how large, in which format, and what that will take, before the click."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from viewer.errors import Stop, Stopped, UserError
from viewer.export.command import command_of, render_words
from viewer.export.engine import Request
from viewer.export.price import Price
from viewer.export.sizes import Region, Sizing
from viewer.gui.background import Background
from viewer.gui.dialog import Dialog
from viewer.gui.export_foot import ExportFoot
from viewer.gui.export_parts import Parts, fill_parts
from viewer.gui.format_chooser import FormatChooser
from viewer.gui.readout import describe_bytes, describe_seconds
from viewer.gui.seen import Seen
from viewer.gui.size_chooser import SizeChooser
from viewer.imaging.image import Image

PAUSE = 300  # ms without a change, after which tiles are timed
FACTOR = 4.0  # to begin with, where the whole is exported


@dataclass(frozen=True)
class Wish:
    """What was asked for: the request, how its size was said, the field, and what that was estimated to take."""

    request: Request
    sizing: Sizing
    seen: Seen
    price: Price | None = None


Timing = Callable[[Wish, Stop], tuple[Price, str]]  # the price, and the name of the device it is for


def _bold(font: QFont) -> QFont:
    font.setBold(True)
    return font


class ExportDialog(Dialog):
    """Asks for an export. `chosen` gives a `Wish`."""

    chosen = Signal(object)

    def __init__(
        self, image: Image, parts: Parts, fields: Sequence[tuple[str, Seen]], timing: Timing, parent: QWidget | None = None
    ) -> None:
        """`fields` are the titles of what is seen, and what it is seen through; `timing` is called on another thread."""
        super().__init__(parent)
        self.setObjectName("exportDialog")
        self.setWindowTitle(self.tr("Export"))
        self._image, self._parts, self._timing = image, parts, timing
        self._background, self._stop = Background(self), Stop()
        self._price: tuple[Wish, Price] | None = None
        self._named = False  # whether the file's name is the user's
        self._later = QTimer(self, singleShot=True, interval=PAUSE)
        self._later.timeout.connect(self._time)

        form = QFormLayout(horizontalSpacing=14, verticalSpacing=8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._make_what(form, fields)
        self._make_format(form)
        self._make_file(form)
        self.price = QLabel(objectName="price", wordWrap=True)
        self.price.setFont(_bold(self.font()))
        self.price.setAccessibleName(self.tr("What it will take"))
        self.foot = ExportFoot(self.tr("Export"), self.command)
        self.foot.accepted.connect(self._choose)
        self.foot.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.price)
        column.addStretch(1)
        column.addWidget(self.foot)
        self.finished.connect(self._leave)
        self.resize(540, self.sizeHint().height())
        self._connect()
        self._on_change()

    # What there is to choose

    def _make_what(self, form: QFormLayout, fields: Sequence[tuple[str, Seen]]) -> None:
        self.part = self._box("part", self.tr("The part of the picture that is written"))
        fill_parts(self.part, self._parts)
        self.field = self._box("exportField", self.tr("The field it is rendered from, as it is looked at"))
        for title, seen in fields:
            self.field.addItem(title, seen)
        self.sizes = SizeChooser(self.part.currentData(), self._factor)
        self.size_note = QLabel(objectName="outputSize")
        form.addRow(self.tr("Part"), self.part)
        form.addRow(self.tr("Field"), self.field)
        form.addRow(self.tr("Size"), self.sizes)
        form.addRow("", self.size_note)

    def _make_format(self, form: QFormLayout) -> None:
        self.format = FormatChooser()
        self.dpi = QSpinBox(objectName="dpi", maximum=4800, specialValueText=self.tr("not said"), suffix=self.tr(" dpi"))
        self.dpi.setAccessibleName(self.tr("Pixels an inch"))
        self.dpi.setToolTip(self.tr("Pixels an inch, which printing programs go by"))
        self.keeps = QCheckBox(self.tr("Keep profile, EXIF and what it is a view of"), objectName="keeps", checked=True)
        self.keeps.setToolTip(self.tr("Colours are sRGB and upright; the old thumbnail is left out"))
        form.addRow(self.tr("Format"), self.format)
        form.addRow(self.tr("Resolution"), self.dpi)
        form.addRow("", self.keeps)

    def _make_file(self, form: QFormLayout) -> None:
        self.path = QLineEdit(objectName="exportPath")
        self.path.setAccessibleName(self.tr("File"))
        self.path.setToolTip(self.tr("Where it is written to; its ending says the format"))
        browse = QPushButton(self.tr("Browse…"), objectName="browse", autoDefault=False)
        browse.setToolTip(self.tr("Choose a folder and a name"))
        browse.clicked.connect(self._browse)
        row = QHBoxLayout(spacing=8)
        row.addWidget(self.path, 1)
        row.addWidget(browse)
        form.addRow(self.tr("File"), row)

    def _box(self, name: str, tip: str) -> QComboBox:
        box = QComboBox(objectName=name, toolTip=tip)
        box.setAccessibleName(tip)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return box

    def _connect(self) -> None:
        self.part.currentIndexChanged.connect(lambda: self.sizes.set_region(self.part.currentData(), self._factor))
        self.format.changed.connect(self._on_format)
        self.field.currentIndexChanged.connect(self._on_change)
        self.sizes.changed.connect(self._on_change)
        self.dpi.valueChanged.connect(self._on_change)
        self.keeps.toggled.connect(self._on_change)
        self.path.textEdited.connect(self._on_named)

    @property
    def _factor(self) -> float:
        """How large a part becomes, to begin with: a view as large as it is on screen."""
        is_view = self.part.currentData() == self._parts.view != self._parts.whole
        return self._parts.zoom if is_view else FACTOR

    # What was chosen

    def wish(self) -> Wish:
        """As it is set. UserError, in one sentence, if that cannot be."""
        sizing = self.sizes.sizing
        region: Region = self.part.currentData()
        path = Path(self.path.text().strip()).expanduser()
        if not path.name:
            raise UserError(self.tr("Name a file."))
        dpi = float(self.dpi.value()) or None
        request = Request(path, region, sizing.size(region), self.format.coding, self.keeps.isChecked(), dpi=dpi)
        request.check(self._image.size)
        if self._image.path is not None and path.absolute() == self._image.path.absolute():
            raise UserError(self.tr("That is the picture itself."), self.tr("Choose another name."))
        wish = Wish(request, sizing, self.field.currentData())
        known = self._price
        return replace(wish, price=known[1]) if known is not None and known[0] == wish else wish

    def command(self) -> str:
        """The command line that does the same. UserError as `wish`."""
        wish = self.wish()
        assert self._image.path is not None
        words = render_words(self._image.path, wish.request, wish.sizing, self._image.size, wish.seen.flags())
        return command_of(words)

    def _on_format(self) -> None:
        named = Path(self.path.text())
        if self._named and not self.format.fits(named.suffix):
            self.path.setText(str(named.with_suffix(self.format.ending)))
        self._on_change()

    def _on_named(self) -> None:
        """The user named the file; its ending chooses the format."""
        self._named = bool(self.path.text().strip())
        self.format.choose(Path(self.path.text()).suffix)
        self._on_change()

    def _on_change(self) -> None:
        """Say what comes of it, and time it when the hand rests."""
        region: Region = self.part.currentData()
        self._stop.set()
        if not self._named:
            self.path.setText(str(self._default_path()))
        self.size_note.setText("")
        try:
            width, height = self.sizes.sizing.size(region)
            self.size_note.setText(
                self.tr("{0:,} × {1:,} pixels, {2:.3g} megapixels").format(width, height, width * height / 1e6)
            )
            wish = self.wish()
        except UserError as error:
            self._refuse(str(error))
            return
        exists = wish.request.path.exists()
        note = self.tr("There is such a file already: it will be replaced.") if exists else ""
        self.foot.allow(note, has_command=self._image.path is not None)
        self.price.setText(self.tr("Timing a few tiles…"))
        self._later.start()

    def _refuse(self, reason: str) -> None:
        self._later.stop()
        self.price.setText("")
        self.foot.refuse(reason)

    def _default_path(self) -> Path:
        source = self._image.path or Path.home() / "picture"
        sizing = self.sizes.sizing
        scale = f"x{sizing.value:.4g}" if sizing.by == "factor" else "{}x{}".format(*sizing.size(self.part.currentData()))
        part = "" if self.part.currentData() == self._parts.whole else "-part"
        return source.with_name(f"{source.stem}{part}-{scale}{self.format.ending}")

    def _browse(self) -> None:
        title, ending = self.tr("Export to"), self.format.ending
        options = QFileDialog.Option.DontConfirmOverwrite  # the dialog says so itself
        name, _ = QFileDialog.getSaveFileName(self, title, self.path.text(), f"*{ending};;*", options=options)
        if name:
            self.path.setText(name if Path(name).suffix else name + ending)
            self._on_named()

    # What it takes

    def _time(self) -> None:
        self._stop.set()
        self._stop = stop = Stop()
        try:
            wish = replace(self.wish(), price=None)
        except UserError as error:
            self._refuse(str(error))
            return

        def work() -> tuple[Price, str] | None:
            try:
                return self._timing(wish, stop)
            except Stopped:
                return None

        def done(found: tuple[Price, str] | None) -> None:
            if found is None or stop.is_set():
                return
            price, device = found
            self._price = wish, price
            seconds = describe_seconds(price.seconds) if price.seconds >= 1 else self.tr("a second")
            text = self.tr("About {time} on {device}, {size}")
            self.price.setText(text.format(time=seconds, device=device, size=describe_bytes(price.bytes)))

        def failed(error: UserError) -> None:
            if not stop.is_set():
                self._refuse(str(error))

        self._background.run(work, done, failed)

    def _choose(self) -> None:
        try:
            wish = self.wish()
        except UserError as error:
            self._refuse(str(error))
            return
        self.chosen.emit(wish)
        self.accept()

    def _leave(self) -> None:
        self._stop.set()
        self._background.close()
        self.deleteLater()
