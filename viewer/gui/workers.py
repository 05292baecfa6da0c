"""Worker processes: the same `srview …` a person would type. They outlive the window and are known by their run folders."""

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment

from viewer.errors import UserError
from viewer.gui.sentences import localised
from viewer.jobs.run_folder import RunFolder

if TYPE_CHECKING:
    from pydantic import BaseModel

Done = Callable[[float, int], None]  # given the seconds it would take, and the steps it would come to
SRVIEW = [sys.executable, "-m", "viewer.cli"]
RESTORATIONS = "denoise", "upscale", "inpaint", "artefacts"
PICTURES = *RESTORATIONS, "stylise"  # kinds of job that end in a picture
COMMANDS = {
    "liif": ["train", "liif"],
    "dasr": ["train", "dasr"],
    "features": ["train", "features"],
    "style": ["train", "style"],
    "siren": ["fit"],
    "stylise": ["stylize"],
    **{task: ["restore", task] for task in RESTORATIONS},
}  # by kind of job


def start_run(kind: str, options: "BaseModel", run: RunFolder) -> None:
    """Make the run's folder and start its worker. UserError if either fails."""
    run.create(kind, options)
    _start([*SRVIEW, *COMMANDS[kind], "--config", str(run.job_file), "-o", str(run.path), "--quiet"], run)


def resume_run(run: RunFolder) -> None:
    """Start a worker that goes on with a run, or begins it anew if it had not come to a checkpoint. UserError if that fails."""
    _start([*SRVIEW, *COMMANDS[run.kind], "--resume", str(run.path), "--quiet"], run)


def _start(command: list[str], run: RunFolder) -> None:
    process = QProcess()
    process.setProgram(command[0])
    process.setArguments(command[1:])
    process.setProcessEnvironment(_environment())
    process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
    process.setStandardOutputFile(str(run.output_file))
    process.setStandardInputFile(QProcess.nullDevice())
    if not process.startDetached():
        raise UserError(f"The worker of {run.name} could not be started: {process.errorString()}.")


def _environment() -> QProcessEnvironment:
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("SRVIEW_NICE", "1")  # the window goes first
    return environment


class Estimate(QObject):
    """Asks a worker how long a run would take."""

    def __init__(self, kind: str, options: "BaseModel", done: Done, failed: Callable[[str], None]) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="srview-")
        self._figures = Path(self._folder.name) / "estimate.json"
        self._done, self._failed = done, failed
        self._process = QProcess(self)
        self._process.setProcessEnvironment(_environment())
        self._process.finished.connect(self._finish)
        job = RunFolder(Path(self._folder.name))
        job.write_job(kind, options)
        words = [*COMMANDS[kind], "--config", str(job.job_file), "--estimate", "--json", str(self._figures)]
        self._process.start(SRVIEW[0], [*SRVIEW[1:], *words])

    def cancel(self) -> None:
        """Not wanted any more."""
        self._done, self._failed = lambda seconds, steps: None, lambda text: None
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(1000)
        self._folder.cleanup()

    def _finish(self) -> None:
        try:
            figures = json.loads(self._figures.read_text())
        except (OSError, ValueError):
            figures = None
        self._folder.cleanup()
        if figures is not None:
            self._done(figures["seconds"], figures["steps"])
        else:
            words = bytes(self._process.readAllStandardError().data()).decode(errors="replace").strip().splitlines()
            self._failed(localised(words[-1].removeprefix("srview: ")) if words else self.tr("It could not be tried."))
