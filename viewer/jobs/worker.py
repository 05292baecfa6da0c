"""The worker's part of a job: it holds the run's lock, tells what happens, and does what the run is asked."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from viewer.errors import Stop, UserError
from viewer.jobs.history import State
from viewer.jobs.run_folder import STOP, RunFolder

POLL = 0.3  # seconds between looks at what the run is asked

Event = dict[str, Any]


def make_way() -> None:
    """Let programs a person is looking at go first, if the window that started this worker asked for it."""
    if os.environ.get("SRVIEW_NICE") and hasattr(os, "nice"):
        os.nice(15)


def work(run: RunFolder, train: Callable[[Callable[[Event], None], Stop], bool], show: Callable[[Event], None]) -> State:
    """Call `train(report, stop)` until it ends, is asked to, or the terminal interrupts; how it ended.

    What it reports goes to the run's events and to `show`. UserError as raised by `train`, and if another worker is at it.
    """

    def report(event: Event) -> None:
        run.add_event(event)
        show(event)

    with run.lock():
        run.forget_request()
        run.add_event({"began": True})
        stop = Stop()
        try:
            with _interrupted_by_signals(stop), _asked_by_window(run, stop):
                is_finished = train(report, stop)
        except Exception as error:
            told = error if isinstance(error, UserError) else UserError(f"It failed unexpectedly: {error!r}.")
            with suppress(UserError):  # on a full disk what went wrong is said elsewhere, too
                run.add_event({"ended": State.FAILED, "message": str(told)})
            raise
        state = State.FINISHED if is_finished else State.STOPPED if run.asked() == STOP else State.PAUSED
        run.add_event({"ended": state})
        run.forget_request()
        return state


def assist(train: Callable[[Callable[[Event], None], Stop], bool]) -> bool:
    """Call `train(report, stop)` in a process that helps another one's work: what it reports is not kept."""
    stop = Stop()
    with _interrupted_by_signals(stop):
        return train(lambda event: None, stop)


@contextmanager
def _interrupted_by_signals(stop: Stop) -> Iterator[None]:
    numbers = signal.SIGINT, signal.SIGTERM
    previous = [signal.signal(number, lambda *_: stop.set()) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, previous, strict=True):
            signal.signal(number, handler)


@contextmanager
def _asked_by_window(run: RunFolder, stop: Stop) -> Iterator[None]:
    done = threading.Event()

    def watch() -> None:
        while not done.wait(POLL):
            if run.asked():
                stop.set()

    thread = threading.Thread(target=watch, name="requests", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
