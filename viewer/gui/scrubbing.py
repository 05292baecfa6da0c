"""A walk through what a restoration made on its way, while the picture is seen through it."""

from pathlib import Path

from PySide6.QtCore import QObject

from viewer.gui.background import Background
from viewer.gui.document import Document
from viewer.gui.scrub_bar import ScrubBar, run_of, snapshots_of
from viewer.jobs.run_folder import RunFolder


class Scrubbing(QObject):
    """Owns the bar and says what is on it."""

    def __init__(self, window: QObject, document: Document, background: Background) -> None:
        super().__init__(window)
        self._document, self._background = document, background
        self.bar = ScrubBar()
        self.bar.chosen.connect(self._choose)
        document.looked.connect(self._offer)
        document.offered.connect(self._offer)

    def _offer(self) -> None:
        document, seen = self._document, self._document.look.model
        run = run_of(seen)
        if run is None:
            self.bar.hide()
            return

        def done(found: tuple[list[Path], Path | None]) -> None:
            snapshots, result = found
            if document.look.model == seen:
                self.bar.show_run(snapshots, str(result or seen), seen)

        def find() -> tuple[list[Path], Path | None]:
            return snapshots_of(run), RunFolder(run).live_weights

        self._background.run(find, done, lambda error: document.told.emit(str(error)))

    def _choose(self, model: str) -> None:
        """See another snapshot, or the result."""
        document = self._document
        document.fieldChosen.emit()
        document.see_own(model, document.title_of(document.look.model), replaces=True)
