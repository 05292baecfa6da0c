"""Folders exported from the window: asked for in a dialog that stays beside it, done in the line of exports."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from viewer.errors import Stop, Stopped, UserError
from viewer.export.strips import Progress
from viewer.fields.derivatives import COLOURS
from viewer.fields.field import Field
from viewer.fields.interpolation import CLASSICAL
from viewer.gui.document import Document
from viewer.gui.export_queue import Export, ExportQueue
from viewer.gui.exporting import describe_device
from viewer.gui.look import Through
from viewer.gui.models import is_picture
from viewer.gui.seen import Seen, seen_with
from viewer.gui.sentences import localised
from viewer.imaging.files import READABLE
from viewer.imaging.image import WHOLE, Image
from viewer.imaging.samples import is_sample
from viewer.threads import make_way

if TYPE_CHECKING:
    from viewer.export.batch import Outcome
    from viewer.export.folder import Survey
    from viewer.export.price import Price
    from viewer.gui.folder_dialog import FolderDialog, Wish


class FolderExporting(QObject):
    """Owns the dialog, which is there until it is closed and its export has ended."""

    failed = Signal(str)
    _lost = Signal(str)  # what of a picture that could not be made is said

    def __init__(self, window: QWidget, document: Document, queue: ExportQueue) -> None:
        super().__init__(window)
        self._window, self._document, self._queue = window, document, queue
        self._export: Export | None = None
        self._ended = "", False  # what became of it, and whether there are files
        self.dialog: FolderDialog | None = None

    def ask(self) -> None:
        """Open the dialog, or come back to one that is at work or has something to tell."""
        from viewer.gui.folder_dialog import FolderDialog

        if self.dialog is None:
            dialog = self.dialog = FolderDialog(self._sources(), self._fields(), self._timing, self._window)
            dialog.chosen.connect(self._begin)
            dialog.work.cancelled.connect(self._cancel)
            dialog.finished.connect(self._on_closed)
            self._lost.connect(dialog.work.add_failure, Qt.ConnectionType.QueuedConnection)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _sources(self) -> list[Path]:
        """The folder of the picture that is open; not that of the samples, which is not the user's."""
        image = self._document.image
        if image is None or image.path is None or image.path.suffix.lower() not in READABLE:
            return []
        return [] if is_sample(image.path) else [image.path.parent]

    def _fields(self) -> list[tuple[str, Seen]]:
        """What any picture can be seen through, in its colours, and what people call it: what is looked at first."""
        look = self._document.look
        able = [choice.model for choice in self._document.choices if choice.of is None and not is_picture(choice.model)]
        looked_at = [
            Seen(_of_any(seen.through), seen.over and _of_any(seen.over), seen.share)
            for seen in seen_with(look)
            if seen.through.model in able and (seen.over is None or seen.over.model in able)
        ]
        others = [
            Seen(Through(model, look.crisp and model not in CLASSICAL, look.device, look.precision, COLOURS)) for model in able
        ]
        return [(seen.title(self._document.title_of), seen) for seen in dict.fromkeys([*looked_at, *others])]

    def _timing(self, wish: "Wish", found: "Survey", stop: Stop) -> "tuple[Price, str]":
        from viewer.export.folder import price_of

        make_way()
        devices = []

        def make(image: Image) -> Field:
            field = wish.seen.field(image, self.failed.emit)
            devices.append(describe_device(field))
            return field

        return price_of(found, wish.recipe, make, stop), devices[-1]

    # The work

    def _begin(self, wish: "Wish", found: "Survey", price: "Price | None") -> None:
        assert self.dialog is not None
        name, expected = wish.folder.name, price.seconds if price is not None else None

        def run(stop: Stop, tell: Callable[[Progress], None]) -> str:
            from viewer.export.batch import Outcome
            from viewer.export.folder import export_all

            outcome, told, is_whole = Outcome(), 0, True
            try:
                for outcome in export_all(
                    wish.items(), found, wish.recipe, lambda image: wish.seen.field(image, self.failed.emit), wish.overwrite,
                    stop, tell, expected,
                ):  # fmt: skip
                    for picture, error in list(outcome.failed.items())[told:]:
                        self._lost.emit(self._describe_failure(picture, error))
                        told += 1
            except Stopped:
                is_whole = False
            except UserError as error:
                self._ended = localised(str(error)), False
                raise
            sentence = self._describe(name, outcome, is_whole)
            self._ended = sentence, bool(outcome.made or outcome.skipped)
            return self.tr("{0}; Export folder… says why").format(sentence) if outcome.failed else sentence

        self.dialog.work.begin(self.tr("Exporting into {0}").format(wish.folder), wish.folder)
        self._export = self._queue.add(name, run, self.dialog.work.show_progress)
        self._export.ended.connect(self._on_ended)

    def _describe(self, name: str, outcome: "Outcome", is_whole: bool) -> str:
        made, skipped, lost = len(outcome.made), len(outcome.skipped), len(outcome.failed)
        parts = [self.tr("{0}: {1:,} written").format(name, made)]
        if skipped:
            parts.append(self.tr("{0:,} finished before").format(skipped))
        if lost:
            parts.append(self.tr("{0:,} not exported").format(lost))
        if not is_whole:
            parts.append(self.tr("then cancelled; asked for again, it goes on there"))
        return ", ".join(parts)

    def _describe_failure(self, picture: str, error: UserError) -> str:
        """A sentence that names the picture, and the way out as the window has it."""
        from viewer.export.batch import InTheWay

        sentence = localised(str(error))
        if isinstance(error, InTheWay):
            sentence = self.tr("{0} Choose to replace files, or another folder.").format(localised(error.message))
        return sentence if picture in sentence else f"{picture}: {sentence}"

    def _on_ended(self) -> None:
        self._export = None
        if self.dialog is not None:
            self.dialog.work.end(*self._ended)
            if not self.dialog.isVisible() and not self.dialog.work.failures.toPlainText():
                self._forget()

    def _on_closed(self) -> None:
        """Gone for good, unless it is at work."""
        if self._export is None:
            self._forget()

    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.abandon()
            self.dialog = None

    def _cancel(self) -> None:
        if self._export is not None:
            self._export.cancel()

    def close(self) -> None:
        """Give up what is going on."""
        self._cancel()
        self._forget()


def _of_any(through: Through) -> Through:
    """What is seen of one picture, of any other: in its colours, and by the whole."""
    return through.colours._replace(frame=WHOLE)
