"""The dialog of a film: from which view to which, how large, how long, and what that will take, before the click."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from viewer.errors import Stop, Stopped, UserError
from viewer.export.command import command_of
from viewer.export.film import ENDINGS, Film, sight_of
from viewer.export.flight import Flight
from viewer.gui.background import Background
from viewer.gui.dialog import Dialog
from viewer.gui.export_foot import ExportFoot
from viewer.gui.readout import describe_seconds
from viewer.gui.seen import Seen
from viewer.imaging.image import Image
from viewer.rendering.viewport import Viewport

PAUSE = 300  # ms without a change, after which frames are timed
TITLES = {".mp4": "MP4 (H.264)", ".webp": "WebP", ".gif": "GIF"}


@dataclass(frozen=True)
class Wish:
    """The film, whose file is yet to be named, and the field that is filmed."""

    film: Film
    seen: Seen


Timing = Callable[[Wish, Stop], tuple[float, str]]  # seconds, and the device they are for


class FilmDialog(Dialog):
    """Asks for a film. `chosen` gives a `Wish`."""

    chosen = Signal(object)

    def __init__(
        self, image: Image, views: Sequence[tuple[str, Viewport]], fields: Sequence[tuple[str, Seen]], timing: Timing,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`views` are those it may go between, the whole and what is seen first; `timing` is called on another thread."""
        super().__init__(parent)
        self.setObjectName("filmDialog")
        self.setWindowTitle(self.tr("Export film"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._image, self._views, self._timing = image, views, timing
        self._background, self._stop = Background(self), Stop()
        self._later = QTimer(self, singleShot=True, interval=PAUSE)
        self._later.timeout.connect(self._time)
        titles = [title for title, _ in views]
        self.start = self._box(
            "filmFrom", self.tr("From"), self.tr("The view it begins with; View > Add bookmark offers others"), titles
        )
        self.end = self._box("filmTo", self.tr("To"), self.tr("The view it ends with"), titles)
        self.end.setCurrentIndex(1)
        self.field = self._box("filmField", self.tr("Field"), self.tr("What is filmed, as it is looked at"), [])
        for title, seen in fields:
            self.field.addItem(title, seen)
        self.format = self._box("filmFormat", self.tr("Format"), self.tr("MP4 plays everywhere; WebP and GIF move in pages"), [])
        for ending in ENDINGS:
            self.format.addItem(TITLES[ending], ending)
        width, height = (max(n // 2 * 2, 16) for n in views[1][1].size)
        self.width_, self.height_ = (
            self._number("filmWidth", self.tr("Width"), width), self._number("filmHeight", self.tr("Height"), height)
        )  # fmt: skip
        self.seconds = QDoubleSpinBox(
            objectName="filmSeconds", minimum=0.2, maximum=600, value=6, suffix=self.tr(" s"), decimals=1
        )
        self.seconds.setAccessibleName(self.tr("Length"))
        self.seconds.setToolTip(self.tr("How long it is"))
        self.fps = QSpinBox(objectName="filmRate", minimum=1, maximum=120, value=30, suffix=self.tr(" fps"))
        self.fps.setAccessibleName(self.tr("Frames a second"))
        self.fps.setToolTip(self.tr("Frames a second"))
        self.smooth = QCheckBox(self.tr("Slow at both ends"), objectName="filmSmooth", checked=True)
        self.smooth.setToolTip(self.tr("It speeds up at first and slows down at last; otherwise it goes at one speed"))
        self.note = QLabel(objectName="filmPrice", wordWrap=True)
        self.note.setAccessibleName(self.tr("What it will take"))
        font = self.font()
        font.setBold(True)
        self.note.setFont(font)
        size = _beside(self.width_, QLabel("×"), self.height_)
        size.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # the width before the height, as everywhere else
        form = QFormLayout(horizontalSpacing=14, verticalSpacing=8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for title, widget in (
            (self.tr("From"), self.start), (self.tr("To"), self.end), (self.tr("Field"), self.field),
            (self.tr("Size"), size),
            (self.tr("Length"), _beside(self.seconds, self.fps)), ("", self.smooth), (self.tr("Format"), self.format),
        ):  # fmt: skip
            form.addRow(title, widget)
        self.foot = ExportFoot(self.tr("Export…"), self.command)
        self.foot.accepted.connect(self._choose)
        self.foot.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.note)
        column.addStretch(1)
        column.addWidget(self.foot)
        self.resize(460, self.sizeHint().height())
        for box in (self.start, self.end, self.field, self.format):
            box.currentIndexChanged.connect(self._on_change)
        for number in (self.width_, self.height_, self.seconds, self.fps):
            number.valueChanged.connect(self._on_change)
        self.smooth.toggled.connect(self._on_change)
        self.finished.connect(self._leave)
        self._on_change()

    def _box(self, name: str, accessible: str, tip: str, items: Sequence[str]) -> QComboBox:
        box = QComboBox(objectName=name, toolTip=tip)
        box.setAccessibleName(accessible)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.addItems(list(items))
        return box

    def _number(self, name: str, accessible: str, value: int) -> QSpinBox:
        box = QSpinBox(objectName=name, minimum=16, maximum=16_383, value=value, suffix=self.tr(" px"), singleStep=2)
        box.setAccessibleName(accessible)
        box.setToolTip(self.tr("Of a frame; all that is seen of both views is in it"))
        return box

    # What is asked

    @property
    def _ends(self) -> tuple[Viewport, Viewport]:
        return self._views[self.start.currentIndex()][1], self._views[self.end.currentIndex()][1]

    def wish(self) -> Wish:
        """As it is set. UserError, in one sentence, if that cannot be."""
        size = self.width_.value(), self.height_.value()
        start, end = (sight_of(view.centre, view.zoom, size, view.size) for view in self._ends)
        if start == end:
            raise UserError(self.tr("It goes nowhere: choose two views. View > Add bookmark offers what is seen."))
        path = Path(f"{self._image.path.stem if self._image.path else 'picture'}-film{self.format.currentData()}")
        film = Film(path, Flight(start, end), size, self.fps.value(), self.seconds.value(), self.smooth.isChecked())
        film.check()
        return Wish(film, self.field.currentData())

    def command(self) -> str:
        """The command line that does the same. UserError if there is none."""
        wish, path = self.wish(), self._image.path
        assert path is not None
        film = wish.film
        words = ["film", str(path), "-o", str(film.path), "--size", "{}x{}".format(*film.size)]
        for flag, sight in (("--from", film.flight.start), ("--to", film.flight.end)):
            words.append(f"{flag}={sight.x:.12g},{sight.y:.12g},{film.size[0] / sight.width:.12g}")
        words += ["--fps", f"{film.fps:g}", "--seconds", f"{film.seconds:g}"]
        return command_of([*words, *([] if film.smooth else ["--even"]), *wish.seen.flags()])

    def _on_change(self) -> None:
        self._stop.set()
        self._later.stop()
        try:
            film = self.wish().film
        except UserError as error:
            self.note.setText("")
            self.foot.refuse(str(error))
            return
        has_command = self._image.path is not None and not self._image.turn.is_any
        self.foot.allow(self.tr("{0:,} frames of {1:,} × {2:,} pixels").format(film.count, *film.size), has_command)
        self.note.setText(self.tr("Timing a few frames…"))
        self._later.start()

    def _time(self) -> None:
        self._stop = stop = Stop()
        wish = self.wish()

        def work() -> tuple[float, str] | None:
            try:
                return self._timing(wish, stop)
            except Stopped:
                return None

        def done(found: tuple[float, str] | None) -> None:
            if found is not None and not stop.is_set():
                seconds = describe_seconds(found[0]) if found[0] >= 1 else self.tr("a second")
                self.note.setText(self.tr("About {0} on {1}").format(seconds, found[1]))

        def failed(error: UserError) -> None:
            if not stop.is_set():
                self.note.setText("")
                self.foot.refuse(str(error))

        self._background.run(work, done, failed)

    def _choose(self) -> None:
        self.chosen.emit(self.wish())
        self.accept()

    def _leave(self) -> None:
        self._stop.set()
        self._later.stop()
        self._background.close()


def _beside(*widgets: QWidget) -> QWidget:
    """Widgets in a row of a form."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget, 0 if isinstance(widget, QLabel) else 1)
    return whole
