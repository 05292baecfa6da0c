"""Run folders: what a job was asked (`job.toml`), what happened (`events.jsonl`), and its checkpoints beside them."""

import json
import os
import re
import shutil
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs

from viewer.errors import UserError
from viewer.files import LIVE, RESULT, cannot_write, replacing
from viewer.jobs.lock import RunLock, is_locked

if TYPE_CHECKING:  # it takes a while to import, and the window reads run folders as it opens
    from pydantic import BaseModel

PAUSE, STOP = "pause", "stop"  # what a worker can be asked


class RunFolder:
    """A folder that holds one run of a job."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def name(self) -> str:
        """What people call it."""
        return self.path.name

    @property
    def job_file(self) -> Path:
        """The options of the run."""
        return self.path / "job.toml"

    @property
    def events_file(self) -> Path:
        """What happened, a JSON object a line."""
        return self.path / "events.jsonl"

    @property
    def output_file(self) -> Path:
        """What a worker started by the window printed."""
        return self.path / "output.log"

    @property
    def state_file(self) -> Path:
        """What a resumed run goes on from."""
        return self.path / "state.safetensors"

    @property
    def weights(self) -> Path | None:
        """What came of it so far: the best checkpoint, else the last, else the one of the preview; or the picture restored."""
        names = "best.safetensors", "last.safetensors", "live.safetensors", RESULT, LIVE
        files = (self.path / name for name in names)
        return next((file for file in files if file.exists()), None)

    @property
    def live_weights(self) -> Path | None:
        """The same, to look on with while a worker is at it."""
        live = (self.path / name for name in ("live.safetensors", LIVE))
        return next((file for file in live if file.exists()), self.weights)

    @property
    def kind(self) -> str:
        """What kind of job it is. UserError if its options cannot be read."""
        return str(_read_toml(self.job_file).get("kind", "liif"))

    def create(self, kind: str, options: "BaseModel") -> None:
        """Begin a new run here, in place of one that failed before its first step. UserError if one has got further."""
        if self._has_begun:
            raise UserError(f"{self.path} already holds a run.", f"Go on with --resume {self.path}, or name a new folder.")
        self.events_file.unlink(missing_ok=True)
        self.write_job(kind, options)

    def write_job(self, kind: str, options: "BaseModel") -> None:
        """Keep the options of the run."""
        values = {"kind": kind, **options.model_dump(mode="json")}
        with replacing(self.job_file) as temporary:
            temporary.write_text("".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items() if value is not None))

    @property
    def _has_begun(self) -> bool:
        """Whether a run here has made a step, or there are weights in the folder, whatever made them."""
        try:
            return any(self.path.glob("*.safetensors")) or b'"step"' in self.events_file.read_bytes()
        except FileNotFoundError:
            return False

    def add_event(self, event: dict[str, Any]) -> None:
        """Append an event, on a line of its own even if the one before it was cut off."""
        line = json.dumps({**event, "time": round(time.time(), 3)}) + "\n"
        try:
            with self.events_file.open("ab+") as file:
                if file.tell() and not _ends_line(file):
                    line = "\n" + line
                file.write(line.encode())
        except OSError as error:
            raise cannot_write(self.events_file, error) from error

    # Asking the worker, from any process

    def lock(self) -> RunLock:
        """To be held by whoever works on the run."""
        return RunLock(self._lock_file)

    @property
    def is_running(self) -> bool:
        """Whether a worker is at work here, whoever started it."""
        return is_locked(self._lock_file)

    def ask(self, what: str) -> None:
        """Ask the worker to save and end: PAUSE, to be resumed, or STOP."""
        with replacing(self._request_file) as temporary:
            temporary.write_text(what)

    def asked(self) -> str:
        """What the worker is asked for, or an empty string."""
        try:
            return self._request_file.read_text()
        except OSError:
            return ""

    def forget_request(self) -> None:
        """A worker begins, or has done what it was asked."""
        self._request_file.unlink(missing_ok=True)

    def delete(self) -> None:
        """Remove the run and all that is in it. UserError while it is running."""
        if self.is_running:
            raise UserError(f"{self.name} is running.", "Stop it first.")
        aside = self.path.with_name(f".{self.name}.deleted")  # so that a run is there whole, or not at all
        try:
            shutil.rmtree(aside, ignore_errors=True)
            os.replace(self.path, aside)
            shutil.rmtree(aside)
        except OSError as error:
            raise UserError(f"Cannot delete {self.path}: {error.strerror or error}.") from error

    @property
    def _lock_file(self) -> Path:
        return self.path / "worker.lock"

    @property
    def _request_file(self) -> Path:
        return self.path / "request"


def _ends_line(file: Any) -> bool:
    file.seek(-1, os.SEEK_END)
    return bool(file.read(1) == b"\n")


def runs_folder() -> Path:
    """Where the window keeps its runs."""
    return Path(platformdirs.user_data_dir("srview")) / "runs"


def list_runs(folder: Path) -> list[RunFolder]:
    """The runs in a folder, the newest first."""
    jobs = [path / "job.toml" for path in folder.glob("[!.]*")] if folder.is_dir() else []
    times = {job.parent: job.stat().st_mtime_ns for job in jobs if job.exists()}
    return [RunFolder(path) for path in sorted(times, key=lambda path: times[path], reverse=True)]


def unused_name(folder: Path, wish: str) -> str:
    """`wish`, made fit for a folder's name, or with a number behind it if there is such a run."""
    name = re.sub(r"[^\w .,()+-]+", "-", wish).strip(" .-") or "run"
    stem, number = re.sub(r" \d+$", "", name), 2
    while (folder / name).exists():
        name, number = f"{stem} {number}", number + 1
    return name


def read_job(path: Path) -> dict[str, Any]:
    """The options in a `job.toml`, without its `kind`. UserError if it cannot be read."""
    values = _read_toml(path)
    values.pop("kind", None)
    return values


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text())
    except FileNotFoundError:
        raise UserError(f"{path} does not exist.", "Name a job.toml, or the folder of a run.") from None
    except (OSError, ValueError) as error:
        raise UserError(f"{path} cannot be read: {error}.") from error
