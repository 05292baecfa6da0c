"""How a run is doing, told from its folder alone, whoever works on it: a window, a terminal, or nobody any more."""

import json
import re
import time
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from viewer.jobs.run_folder import RunFolder, read_job

PATIENCE = 20.0  # seconds a worker may take before its first sign of life


class State(StrEnum):
    """Where a run stands."""

    NEW = "new"
    STARTING = "starting"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    FINISHED = "finished"
    FAILED = "failed"
    LOST = "interrupted"  # its worker died without a word

    @property
    def is_active(self) -> bool:
        """Whether a worker is at it."""
        return self in (State.STARTING, State.RUNNING)


@dataclass
class History:
    """What is known of a run, read on from where the last reading ended."""

    run: RunFolder
    kind: str = ""  # of job
    steps: int = 0  # to be done
    step: int = 0  # done
    budget: float | None = None  # seconds it may take
    rate: float = 0.0  # steps a second
    reading: tuple[int, int] | None = None  # images decoded before the first step, of how many
    loss: list[tuple[int, float]] = field(default_factory=list)
    psnr: list[tuple[int, float]] = field(default_factory=list)
    variance: list[tuple[int, float]] = field(default_factory=list)  # of what a restoration made lately
    accuracy: list[tuple[int, float]] = field(default_factory=list)  # how often the right crop was found, by contrast
    parts: dict[str, list[tuple[int, float]]] = field(default_factory=dict)  # that the loss is the weighted sum of
    stopped_at: int = 0  # the step whose result was taken, if it was an earlier one
    notes: list[str] = field(default_factory=list)
    state: State = State.NEW
    error: str = ""
    _read: int = 0
    _has_read_job: bool = False
    _ended: str = ""
    _started: float = 0.0

    def update(self) -> None:
        """Read what is new. UserError if the run's options cannot be read."""
        is_running = self.run.is_running  # before the events: a worker that ends meanwhile has written all it will
        self._read_events()
        if not self._has_read_job:
            self.kind = self.run.kind
            job = read_job(self.run.job_file)
            self.steps, self.budget = self.steps or int(job.get("steps", 0)), job.get("seconds") or None
            self._has_read_job = True
        self.state = self._judge(is_running)

    @property
    def seconds_left(self) -> float | None:
        """Until the last step or the end of the time, at the present rate."""
        if self.state != State.RUNNING or self.rate <= 0:
            return None
        left = (self.steps - self.step) / self.rate
        return left if self.budget is None else max(min(left, self.budget - self.step / self.rate), 0)

    @property
    def progress(self) -> float:
        """How much of it is done, from 0 to 1."""
        by_steps = self.step / max(self.steps, 1)
        by_time = self.step / self.rate / self.budget if self.budget and self.rate else 0
        return 1.0 if self.state == State.FINISHED else min(max(by_steps, by_time), 1)

    @property
    def _series(self) -> dict[str, list[tuple[int, float]]]:
        """What is told of one step and another, by its name in the events."""
        return {"loss": self.loss, "psnr": self.psnr, "variance": self.variance, "accuracy": self.accuracy}

    def started(self) -> None:
        """A worker has been started and will show itself."""
        self._started, self._ended, self.error, self.state = time.monotonic(), "", "", State.STARTING

    def _read_events(self) -> None:
        try:
            with self.run.events_file.open("rb") as file:
                file.seek(self._read)
                new = file.read()
        except OSError:
            return
        whole = new[: new.rfind(b"\n") + 1]  # the last line may be half written
        self._read += len(whole)
        for line in whole.splitlines():
            try:
                self._take(json.loads(line))
            except (ValueError, TypeError, AttributeError):
                continue  # cut off by a crash

    def _take(self, event: dict[str, Any]) -> None:
        step = int(event.get("step", self.step))
        if "resumed" in event:  # from an earlier checkpoint: what came after it is being done again
            for series in (*self._series.values(), *self.parts.values()):
                while series and series[-1][0] > step:
                    series.pop()
        self.step = step
        for name, series in self._series.items():
            if name in event:
                series.append((step, float(event[name])))
        for name, value in event.get("parts", {}).items():
            self.parts.setdefault(name, []).append((step, float(value)))
        self.rate = float(event.get("it_s", self.rate))
        self.steps = int(event.get("steps", self.steps))
        self.stopped_at = int(event.get("stopped_at", self.stopped_at))
        self.reading = (int(event["decoded"]), int(event["of"])) if "decoded" in event else None
        if "note" in event:
            self.notes.append(str(event["note"]))
        if "began" in event:
            self._ended = self.error = ""
            self.steps, self._has_read_job = 0, False  # it may have been given other options
        elif "ended" in event:
            self._ended, self.error = str(event["ended"]), str(event.get("message", ""))

    def _judge(self, is_running: bool) -> State:
        if is_running:
            return State.RUNNING
        if self._ended:
            return State(self._ended)
        self.error = last_words(self.run.output_file)
        if self.error:
            return State.FAILED
        if time.monotonic() - self._started < PATIENCE and self._started and self.state == State.STARTING:
            return State.STARTING
        return State.LOST if self.run.events_file.exists() else State.NEW


def last_words(output: Path) -> str:
    """The last line a worker printed, if it is a complaint."""
    try:
        lines = re.split(r"[\r\n]+", output.read_text(errors="replace").strip())
    except OSError:
        return ""
    is_complaint = lines[-1].startswith("srview: ") or re.match(r"\w*(Error|Exception)\b", lines[-1])
    return lines[-1].removeprefix("srview: ") if is_complaint else ""


def nearest(series: Sequence[tuple[int, float]], step: float) -> float | None:
    """The value at the step nearest to `step`, None of an empty series."""
    if not series:
        return None
    i = bisect_left(series, (step,))
    around = series[max(i - 1, 0) : i + 1]
    return min(around, key=lambda point: abs(point[0] - step))[1]
