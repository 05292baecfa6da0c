"""The line of exports: done in the background one after another, told of in a bar, given up at once."""

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from viewer.errors import Stop, Stopped, UserError
from viewer.export.strips import Progress
from viewer.gui.background import Background
from viewer.gui.export_bar import ExportBar
from viewer.threads import make_way

TELL_EVERY = 0.05  # seconds

Run = Callable[[Stop, Callable[[Progress], None]], str]  # makes a file, and returns what became of it


class Export(QObject):
    """One of the line: the `name` of what it makes, and the `run` that makes it. `ended` however it did."""

    progressed = Signal(object)  # Progress
    ended = Signal()

    def __init__(self, name: str, run: Run, parent: QObject) -> None:
        super().__init__(parent)
        self.name, self._run = name, run
        self._told, self._doing = 0.0, ""  # when, and what was being done
        self._stop = Stop()

    def cancel(self) -> None:
        """Give it up, begun or not."""
        self._stop.set()

    def work(self) -> str:
        """Do it; not on the window's thread."""
        make_way()
        try:
            self._stop.check()
            return self._run(self._stop, self._tell)
        except Stopped:
            return self.tr("{0} was cancelled; nothing of it is left.").format(self.name)

    def _tell(self, progress: Progress) -> None:
        is_new = progress.doing != self._doing or time.monotonic() - self._told > TELL_EVERY
        if is_new and not self._stop.is_set():
            self._told, self._doing = time.monotonic(), progress.doing
            self.progressed.emit(progress)


class ExportQueue(QObject):
    """Does exports, and shows in `bar` how they are doing. `failed` gives a sentence."""

    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._waiting: deque[Export] = deque()
        self._current: Export | None = None
        self.bar = ExportBar()
        self.bar.cancelled.connect(lambda: self._current and self._current.cancel())

    def add(self, name: str, run: Run, watch: Callable[[Progress], None] | None = None) -> Export:
        """Have `run` make what is called so, after what waits already. It is given a Stop, and whom to tell how far it is.

        `watch`, a method of an object of Qt, is called on the window's thread whenever there is something to tell.
        """
        export = Export(name, run, self)
        for watcher in (self.bar.show_progress, watch):
            if watcher is not None:
                export.progressed.connect(watcher, Qt.ConnectionType.QueuedConnection)
        self._waiting.append(export)
        if self._current is None:
            self._next()
        else:
            self.bar.show_job(self._current.name, len(self._waiting))
        return export

    def _next(self) -> None:
        if not self._waiting:
            return
        export = self._current = self._waiting.popleft()
        self.bar.begin()
        self.bar.show_job(export.name, len(self._waiting))

        def done(sentence: str) -> None:
            self._end(export)
            self.bar.show_end(sentence)
            self._next()

        def failed(error: UserError) -> None:
            self._end(export)
            self.bar.hide()
            self.failed.emit(str(error))
            self._next()

        self._background.run(export.work, done, failed)

    def _end(self, export: Export) -> None:
        self._current = None
        export.ended.emit()
        export.deleteLater()

    def close(self) -> None:
        """Abandon what is being done, and what waits."""
        for export in (self._current, *self._waiting):
            if export is not None:
                export.cancel()
        self._waiting.clear()
        self._background.close()
