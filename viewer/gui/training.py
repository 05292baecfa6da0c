"""Training as the window has it: the dialog of a new run, the list of runs, and the picture seen through one that learns."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from viewer.gui.background import Background
from viewer.gui.imports import fetch_late_modules
from viewer.gui.runs_monitor import RunsMonitor
from viewer.gui.runs_panel import RunsPanel
from viewer.gui.workers import PICTURES, RESTORATIONS, start_run
from viewer.jobs.history import History
from viewer.jobs.run_folder import PAUSE, RunFolder, read_job, runs_folder, unused_name

if TYPE_CHECKING:
    from pydantic import BaseModel


class Training(QObject):
    """Owns the list of runs and what keeps an eye on them."""

    runStarted = Signal()
    modelOffered = Signal(str, str, bool)  # what came of the run that is looked through, its name, whether it is of one picture
    weightsRenewed = Signal(str)  # a checkpoint that was written anew
    modelsChanged = Signal()
    failed = Signal(str)

    def __init__(self, window: QWidget, background: Background) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._watched: Path | None = None  # the folder of the run that is looked through
        self._offered = ""
        self.monitor = RunsMonitor(self)
        self.panel = RunsPanel(background)
        self.panel.newRequested.connect(lambda: self.ask())
        self.panel.duplicateRequested.connect(self._duplicate)
        self.panel.watchRequested.connect(self.watch)
        self.panel.walkRequested.connect(self.watch)
        self.panel.workerStarted.connect(self.monitor.started)
        self.panel.failed.connect(self.failed)
        self.monitor.changed.connect(self._on_runs)
        self.monitor.weightsWritten.connect(self._on_weights)

    def start(self) -> None:
        """Look for runs from now on, and fetch what the dialogs need, which takes too long to be fetched before the window."""
        self.monitor.start()
        self._background.run(fetch_late_modules, lambda _: None, lambda error: self.failed.emit(str(error)))

    @property
    def is_started(self) -> bool:
        """Whether it has begun to look."""
        return self.monitor.is_started

    def ask(self, kind: str = "liif", name: str = "", values: dict[str, Any] | None = None) -> None:
        """Ask for the options of a new run on photographs, and start it."""
        from viewer.gui.train_dialog import BlindDialog, FeaturesDialog, StyleNetworkDialog, TrainDialog

        dialogs = {"liif": TrainDialog, "dasr": BlindDialog, "features": FeaturesDialog, "style": StyleNetworkDialog}
        dialog = dialogs[kind](self._window, name, values)
        dialog.chosen.connect(lambda name, options: self._start(name, options, kind))
        dialog.open()

    def ask_to_fit(self, values: dict[str, Any], name: str = "") -> None:
        """Ask for the options of a fit of the picture `values["image"]`, and start it."""
        from viewer.gui.fit_dialog import FitDialog

        dialog = FitDialog(values, self._window, name)
        dialog.chosen.connect(self._start_fit)
        dialog.open()

    def ask_to_restore(self, values: dict[str, Any], name: str = "") -> None:
        """Ask for the options of a restoration of the picture `values["image"]` by `values["task"]`, and start it."""
        from viewer.gui.restore_dialog import RestoreDialog

        dialog = RestoreDialog(values, self._window, name)
        dialog.chosen.connect(lambda name, options: self._start_fit(name, options, options.task))
        dialog.open()

    def ask_to_stylise(
        self,
        values: dict[str, Any],
        name: str = "",
        networks: Sequence[tuple[str, str]] = (),
        apply: Callable[[str], object] = lambda model: None,
    ) -> None:
        """Ask how the picture `values["image"]` is to be restyled, and start that; a network that is chosen `apply` is given."""
        from viewer.gui.stylise_dialog import StyliseDialog

        dialog = StyliseDialog(values, list(networks), self._window, name)
        dialog.chosen.connect(lambda name, options: self._start_fit(name, options, "stylise"))
        dialog.networkChosen.connect(apply)
        dialog.open()

    def watch(self, run: RunFolder) -> None:
        """See the picture through a run's newest weights, and through those to come."""
        self._watched = run.path
        self._offer(run)

    def look_away(self) -> None:
        """The picture is seen through something else."""
        self._watched = None

    def may_leave(self) -> bool:
        """Ask what becomes of the runs that are going on; whether the window may close."""
        runs = self.panel.active
        if not runs:
            return True
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Training is going on"))
        names = "; ".join(history.run.name for history in runs)
        box.setText(self.tr("{names}: still training.").format(names=names))
        box.setInformativeText(self.tr("It can go on without the window; you will find it under Runs when you come back."))
        keep = box.addButton(self.tr("Keep training"), QMessageBox.ButtonRole.AcceptRole)
        pause = box.addButton(self.tr("Pause"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(keep)
        box.exec()
        if box.clickedButton() is pause:
            for history in runs:
                history.run.ask(PAUSE)
        return box.clickedButton() in (keep, pause)

    def close(self) -> None:
        """Look at the runs no more; they go on."""
        self.monitor.close()

    def _start(self, name: str, options: "BaseModel", kind: str) -> RunFolder:
        run = RunFolder(runs_folder() / name)

        def done(_: None) -> None:
            self.monitor.started(run)
            self.panel.choose_next(run)
            self.runStarted.emit()

        self._background.run(lambda: start_run(kind, options, run), done, lambda error: self.failed.emit(str(error)))
        return run

    def _start_fit(self, name: str, options: "BaseModel", kind: str = "siren") -> None:
        self._watched = self._start(name, options, kind).path  # looked through as soon as there is something to see

    def _duplicate(self, run: RunFolder) -> None:
        def done(job: tuple[str, dict[str, Any]]) -> None:
            kind, values = job
            name = unused_name(runs_folder(), run.name)
            if kind == "siren":
                self.ask_to_fit(values, name)
            elif kind in RESTORATIONS:
                self.ask_to_restore(values, name)
            elif kind == "stylise":
                self.ask_to_stylise(values, name)
            else:
                self.ask(kind, name, values)

        self._background.run(lambda: (run.kind, read_job(run.job_file)), done, lambda error: self.failed.emit(str(error)))

    def _offer(self, run: RunFolder) -> None:
        history = self.panel.history(run)
        weights = run.live_weights if history and history.state.is_active else run.weights
        if weights is not None:
            self._offered = str(weights)
            self.modelOffered.emit(self._offered, run.name, history is not None and history.kind in ("siren", *PICTURES))

    def _on_runs(self, runs: list[History]) -> None:
        before = {history.run.path for history in self.panel.active}
        self.panel.show_runs(runs)
        ended = [history.run for history in runs if history.run.path in before and not history.state.is_active]
        for run in ended:
            if run.path == self._watched:
                self._offer(run)
        if ended:
            self.modelsChanged.emit()

    def _on_weights(self, path: Path) -> None:
        if path.parent == self._watched and str(path) != self._offered:
            self._offer(RunFolder(path.parent))
        else:
            self.weightsRenewed.emit(str(path))
