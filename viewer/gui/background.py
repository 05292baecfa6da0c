"""Work off the GUI thread whose result comes back to it by signal."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from viewer.errors import UserError

log = logging.getLogger(__name__)


class Background(QObject):
    """Runs callables one after another on a thread of its own; their results arrive on the GUI thread."""

    _finished = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, "background")
        self._finished.connect(lambda deliver, value: deliver(value), Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[UserError], None]) -> None:
        """Call `work` on the thread, then `done` with its result, or `failed` with its error, on the GUI thread."""

        def task() -> None:
            try:
                self._finished.emit(done, work())
            except UserError as error:
                self._finished.emit(failed, error)
            except Exception as error:  # a bug: keep its traceback, and let the window go on
                log.exception("background work failed")
                self._finished.emit(failed, UserError(f"That failed unexpectedly: {error!r}."))

        self._pool.submit(task)

    def close(self) -> None:
        """Drop what has not begun; what runs ends by itself."""
        self._pool.shutdown(wait=False, cancel_futures=True)
