"""The dialog of an export of folders: which pictures, how, where to, and what that will take, before the click."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFont
from PySide6.QtWidgets import QLabel, QStackedLayout, QVBoxLayout, QWidget

from viewer.errors import Stop, Stopped, UserError
from viewer.export.folder import Survey, survey
from viewer.export.price import Price
from viewer.gui.background import Background
from viewer.gui.dialog import Dialog
from viewer.gui.export_foot import ExportFoot
from viewer.gui.folder_questions import FolderQuestions, Wish
from viewer.gui.folder_work import FolderWork
from viewer.gui.readout import describe_bytes, describe_seconds
from viewer.gui.seen import Seen

PAUSE = 300  # ms without a change, after which the pictures are looked at

Timing = Callable[[Wish, Survey, Stop], tuple[Price, str]]  # the price, and the name of the device it is for


class FolderDialog(Dialog):
    """Asks, and shows how it goes in `work`. `chosen` gives a `Wish`, what was found of its pictures and the Price, if known."""

    chosen = Signal(object, object, object)

    def __init__(
        self, sources: Sequence[Path], fields: Sequence[tuple[str, Seen]], timing: Timing, parent: QWidget | None = None
    ) -> None:
        """`fields` are what pictures can be seen through, and its titles; `timing` is called on another thread."""
        super().__init__(parent)
        self.setObjectName("folderDialog")
        self.setWindowTitle(self.tr("Export folder"))
        self.setAcceptDrops(True)
        self._timing = timing
        self._background, self._stop = Background(self), Stop()
        self._wish: Wish | None = None  # as it is set, if that can be
        self._found: Survey | None = None  # of its pictures
        self._price: Price | None = None
        self._later = QTimer(self, singleShot=True, interval=PAUSE)
        self._later.timeout.connect(self._look)
        self.questions = FolderQuestions(fields)
        self.questions.changed.connect(self._on_change)
        self.work = FolderWork()
        self.work.left.connect(self._return)
        self.work.closed.connect(self.close)
        self._pages = QStackedLayout()
        self._pages.addWidget(self._first_page())
        self._pages.addWidget(self.work)
        whole = QVBoxLayout(self)
        whole.addLayout(self._pages)
        self.resize(620, self.sizeHint().height())
        self.questions.pictures.set_folders(list(sources))

    def _first_page(self) -> QWidget:
        self.price = QLabel(objectName="folderPrice", wordWrap=True)
        font = QFont(self.font())
        font.setBold(True)
        self.price.setFont(font)
        self.price.setAccessibleName(self.tr("What it will take"))
        self.foot = ExportFoot(self.tr("Export"), self.questions.command)
        self.foot.accepted.connect(self._choose)
        self.foot.rejected.connect(self.close)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.questions)
        column.addWidget(self.price)
        column.addStretch(1)
        column.addWidget(self.foot)
        return page

    def _on_change(self) -> None:
        """Say what is missing, and look at the pictures when the hand rests."""
        problem, wish = "", None
        try:
            wish = self.questions.wish()
        except UserError as error:
            problem = str(error)
        if wish is not None and wish == self._wish:
            return
        self._stop.set()
        self._wish, self._found, self._price = wish, None, None
        self._refuse(problem)
        if wish is not None:
            self.questions.standing.setText(self.tr("Looking at the pictures…"))
            self._later.start()

    def _refuse(self, reason: str) -> None:
        self._later.stop()
        self.questions.standing.clear()
        self.price.clear()
        self.foot.refuse(reason)

    # What there is to do, and what it takes

    def _look(self) -> None:
        self._stop, wish = Stop(), self._wish
        assert wish is not None
        stop = self._stop

        def work() -> Survey | None:
            try:
                return survey(wish.items(), wish.recipe, wish.overwrite, stop)
            except Stopped:
                return None

        def done(found: Survey | None) -> None:
            if found is not None and not stop.is_set():
                self._show_found(wish, found, stop)

        self._background.run(work, done, lambda error: None if stop.is_set() else self._refuse(str(error)))

    def _show_found(self, wish: Wish, found: Survey, stop: Stop) -> None:
        self._found = found
        parts = (
            (len(found.pixels), self.tr("{0:,} to be made")),
            (found.finished, self.tr("{0:,} finished already (skipped)")),
            (found.in_way, self.tr("{0:,} with another file in the way (left alone)")),
            (len(found.bad), self.tr("{0:,} that cannot be exported")),
        )
        text = self.tr("1 picture") if found.count == 1 else self.tr("{0:,} pictures").format(found.count)
        standing = f"{text}: {', '.join(part.format(count) for count, part in parts if count)}"
        if not found.pixels:
            self._refuse(self._nothing_to_do(found))
            self.questions.standing.setText(standing)
            return
        self.questions.standing.setText(standing)
        self.foot.allow("", has_command=True)
        self.price.setText(self.tr("Timing one of them…"))

        def work() -> tuple[Price, str] | None:
            try:
                return self._timing(wish, found, stop)
            except Stopped:
                return None

        def done(priced: tuple[Price, str] | None) -> None:
            if priced is not None and not stop.is_set():
                self._price, device = priced
                seconds = describe_seconds(self._price.seconds) if self._price.seconds >= 1 else self.tr("a second")
                text = self.tr("About {time} on {device}, {size}")
                self.price.setText(text.format(time=seconds, device=device, size=describe_bytes(self._price.bytes)))

        def failed(error: UserError) -> None:  # the others may be well
            if not stop.is_set():
                self.price.clear()
                self.foot.note.setText(str(error))

        self._background.run(work, done, failed)

    def _nothing_to_do(self, found: Survey) -> str:
        if found.in_way:
            return self.tr("Other files are in the way: choose to replace them, or another folder.")
        if found.finished:
            return self.tr("What can be exported is finished already.")
        return str(next(iter(found.bad.values())))

    def _choose(self) -> None:
        if self._found is not None:
            self._stop.set()
            self._pages.setCurrentWidget(self.work)
            self.chosen.emit(self._wish, self._found, self._price)

    def _return(self) -> None:
        self._pages.setCurrentIndex(0)
        self._wish = None  # its files are there now
        self.questions.pictures.setFocus()  # else it would be on Cancel, which Enter presses
        self._on_change()

    # Files dropped anywhere on it

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take folders and files, unless it is at work."""
        if self._pages.currentIndex() == 0:
            self.questions.pictures.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        self.questions.pictures.dropEvent(event)

    def abandon(self) -> None:
        """Look at nothing more, and go."""
        self._stop.set()
        self._later.stop()
        self._background.close()
        self.deleteLater()
