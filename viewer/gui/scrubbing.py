"""A walk through what a run made on its way, while the picture is seen through it and the walk is asked for."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from viewer.files import SNAPSHOTS
from viewer.gui.background import Background
from viewer.gui.document import Document
from viewer.gui.scrub_bar import ScrubBar, Way
from viewer.gui.workers import PICTURES
from viewer.jobs.history import History
from viewer.jobs.run_folder import RunFolder

OWN = "siren", *PICTURES  # kinds of job whose results are of one picture alone


class Scrubbing(QObject):
    """Owns the bar and says what is on it. `told` gives a sentence where there is nothing to walk through."""

    told = Signal(str)

    def __init__(self, window: QObject, document: Document, background: Background) -> None:
        super().__init__(window)
        self._document, self._background = document, background
        self._history: History | None = None  # of the run that is seen; of the background thread alone
        self._wanted: Path | None = None  # the folder of the run that is to be walked through; unasked the picture stays in place
        self.bar = ScrubBar()
        self.bar.chosen.connect(self._choose)
        self.bar.closed.connect(self._end)
        document.looked.connect(self._offer)
        document.offered.connect(self._offer)

    def begin(self) -> None:
        """Put the slider under the hand, or say where to find one."""
        folder = run_of(self._document.look.model)
        if folder is None or self._document.image is None:
            self._say_where()
        else:
            self.walk_through(folder)

    def walk_through(self, run: Path) -> None:
        """Show the slider while the picture is seen through the run in a folder, once there are two steps to choose from."""
        self._wanted = run
        self._offer(under_hand=True)

    def _end(self) -> None:
        self._wanted = None
        self.bar.hide()

    def _offer(self, under_hand: bool = False) -> None:
        document, seen = self._document, self._document.look.model
        folder = run_of(seen)
        if folder is None or folder != self._wanted or document.image is None:
            self.bar.hide()
            return

        def done(way: Way) -> None:
            if document.look.model != seen or folder != self._wanted:
                return
            self.bar.show_way(way, seen)
            if under_hand and self.bar.isVisible():
                self.bar.slider.setFocus()
            elif under_hand and not way.files:
                self._say_where()
            elif under_hand:
                self.told.emit(self.tr("There is nothing to walk through yet: the slider comes with the first snapshot."))

        self._background.run(lambda: self._find(folder, seen), done, lambda error: document.told.emit(str(error)))

    def _say_where(self) -> None:
        self.told.emit(self.tr("See the picture through a run first: choose it under Train > Runs, then Scrub."))

    def _find(self, folder: Path, seen: str) -> Way:
        """The way of the run in a folder, as far as it has come."""
        run = RunFolder(folder)
        if not run.job_file.exists():
            return Way((), ())
        if self._history is None or self._history.run.path != folder:
            self._history = History(run)
        history = self._history
        history.update()
        snapshots = snapshots_of(folder)
        steps = [int(file.stem) for file in snapshots]
        result = (run.live_weights if history.state.is_active else run.weights) or Path(seen)
        best = history.stopped_at or max(history.psnr, key=lambda told: told[1], default=(0, 0.0))[0]
        files = tuple(map(str, (*snapshots, result)))
        last = max(history.step, steps[-1] + 1 if steps else 0)
        return Way((*steps, last), files, list(history.psnr), list(history.loss), best, history.kind in OWN)

    def _choose(self, model: str) -> None:
        """See another snapshot, or the result."""
        document = self._document
        document.fieldChosen.emit()
        document.see_snapshot(model, document.title_of(document.look.model), self.bar.way.is_own)


def run_of(model: str) -> Path | None:
    """The folder that a run would be in whose result or snapshot this is; None if it is no file."""
    path = Path(model)
    if path.suffix not in (".png", ".safetensors"):
        return None
    return path.parent.parent if path.parent.name == SNAPSHOTS else path.parent


def snapshots_of(run: Path) -> list[Path]:
    """Its snapshots in the order they were made."""
    files = [file for file in (run / SNAPSHOTS).glob("[0-9]*.*") if file.stem.isdigit()]
    return sorted(files, key=lambda file: int(file.stem))
