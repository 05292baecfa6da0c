"""Keeps an eye on the runs there are: reads their folders in the background, and tells what changed."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from viewer.errors import UserError
from viewer.gui.background import Background
from viewer.jobs.history import History
from viewer.jobs.run_folder import RunFolder, list_runs, runs_folder

EVERY = 500  # ms


class RunsMonitor(QObject):
    """Emits the histories of all runs whenever one has changed, and each checkpoint that was written anew."""

    changed = Signal(list)  # of History, the newest run first
    weightsWritten = Signal(object)  # Path

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.runs: list[History] = []
        self._known: dict[Path, History] = {}  # read and written on the background thread alone
        self._copies: dict[Path, History] = {}  # of those, for the window; the same ones as long as nothing changes
        self._weights: dict[Path, int] = {}
        self._starting: list[Path] = []
        self._is_looking = False
        self._background = Background(self)
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look now and twice a second from now on."""
        if not self.is_started:
            self._timer.start()
            self.look()

    @property
    def is_started(self) -> bool:
        """Whether it looks."""
        return self._timer.isActive()

    def close(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._background.close()

    def look(self) -> None:
        """Look at the runs, unless that is going on."""
        if self._is_looking:
            return
        self._is_looking = True
        starting, self._starting = self._starting, []
        self._background.run(lambda: self._look(starting), self._tell, self._failed)

    def started(self, run: RunFolder) -> None:
        """A worker of this run was started just now."""
        self._starting.append(run.path)
        self.look()

    def _look(self, starting: list[Path]) -> tuple[list[History], list[Path]]:
        folders = {run.path: run for run in list_runs(runs_folder())}
        self._known = {path: self._known.get(path) or History(run) for path, run in folders.items()}
        written = []
        for path, history in self._known.items():
            if path in starting:
                history.started()
            try:
                history.update()
            except UserError as error:
                history.error = str(error)
            live = history.run.live_weights
            time = live.stat().st_mtime_ns if live is not None else 0
            if live is not None and self._weights.get(path, time) != time:
                written.append(live)
            self._weights[path] = time
        self._copies = {path: self._copy(path, history) for path, history in self._known.items()}
        return list(self._copies.values()), written

    def _copy(self, path: Path, history: History) -> History:
        copy = self._copies.get(path)
        return copy if copy == history else replace(history, loss=list(history.loss), psnr=list(history.psnr))

    def _tell(self, found: tuple[list[History], list[Path]]) -> None:
        self._is_looking = False
        histories, written = found
        if list(map(id, histories)) != list(map(id, self.runs)):
            self.runs = histories
            self.changed.emit(histories)
        for path in written:
            self.weightsWritten.emit(path)

    def _failed(self, error: UserError) -> None:
        self._is_looking = False
