"""Work off the GUI thread whose result comes back to it by signal."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from viewer.errors import UserError
from viewer.gui.sentences import localised_error

log = logging.getLogger(__name__)


class Background(QObject):
    """Runs callables one after another on a thread of its own; their results arrive on the GUI thread.

    It has no parent: what still runs when its owner goes away must not find it gone. Nobody is told by then.
    """

    _finished = Signal(object, object)

    def __init__(self, owner: QObject) -> None:
        """`owner` is what the results are for: with it this closes."""
        super().__init__()
        self._pool = ThreadPoolExecutor(1, "background")
        self._is_closed = False
        self._undelivered = 0  # pieces of work
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        owner.destroyed.connect(self.close)

    def run(self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[UserError], None]) -> None:
        """Call `work` on the thread, then `done` with its result, or `failed` with its error, on the GUI thread.

        Errors are in the language of the window by then. Nothing is begun once it is closed: what a window had put off may
        fall due after it went away.
        """
        if self._is_closed:
            return

        def task() -> None:
            try:
                self._finished.emit(done, work())
            except UserError as error:
                self._finished.emit(failed, localised_error(error))
            except Exception as error:  # a bug: keep its traceback, and let the window go on
                if self._is_closed:  # as what it needs ends with the program
                    return
                log.exception("background work failed")
                self._finished.emit(failed, localised_error(UserError(f"That failed unexpectedly: {error!r}.")))

        self._undelivered += 1
        self._pool.submit(task)

    def _deliver(self, to: Callable[[Any], None], value: Any) -> None:
        if not self._is_closed:
            self._undelivered -= 1
            to(value)

    @property
    def is_idle(self) -> bool:
        """Whether all that was asked for has been delivered."""
        return self._undelivered == 0

    def close(self) -> None:
        """Drop what has not begun; what runs ends by itself, and nobody is told."""
        self._is_closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)
