"""How well the field agrees with the photo, where that is what is shown."""

from PySide6.QtCore import QObject, QTimer, Signal

from viewer.errors import Stop, Stopped
from viewer.fields.honesty import Honesty
from viewer.fields.measured import Measured
from viewer.fields.shown import HONESTY
from viewer.gui.background import Background
from viewer.gui.canvas import Canvas
from viewer.gui.document import Document

STILL = 150  # ms between looks whether what is shown is finished: then all that is measured is known


class Agreement(QObject):
    """Measures the field shrunk back against the source pixels in view, or those selected."""

    measured = Signal(str)  # a sentence; empty where honesty is not shown

    def __init__(self, canvas: Canvas, document: Document) -> None:
        super().__init__(canvas)
        self._canvas, self._document = canvas, document
        self._background = Background(self)
        self._stop = Stop()
        self._soon = QTimer(self, singleShot=True, interval=STILL)
        self._soon.timeout.connect(self._measure)

    def look(self) -> None:
        """Something else may be seen: measure it once it is there."""
        self._stop.set()
        self._soon.stop()
        look = self._document.look
        is_shown = look.shown == HONESTY and not look.pixels and self._document.image is not None
        self.measured.emit(self.tr("Agrees with the source to …") if is_shown else "")
        if is_shown:
            self._soon.start()

    def _measure(self) -> None:
        if not self._canvas.is_settled:
            self._soon.start()
            return
        image, find, through = self._document.image, self._document.find_field, self._document.look.field
        assert image is not None
        (x0, y0), (x1, y1) = (self._canvas.viewport.to_source(at) for at in ((0, 0), self._canvas.viewport.size))
        if (part := self._canvas.selection) is not None:
            x0, y0, width, height = part
            x1, y1 = x0 + width, y0 + height
        rows, cols = (
            (min(max(int(first), 0), n - 1), min(max(int(end) + (end % 1 > 0), 1), n))
            for first, end, n in ((y0, y1, image.size[1]), (x0, x1, image.size[0]))
        )
        self._stop = stop = Stop()

        def work() -> float | None:
            field = find(through)
            assert isinstance(field, Measured) and isinstance(field.measure, Honesty)
            try:
                return field.measure.agreement(rows, cols, stop)
            except Stopped:
                return None

        def done(decibels: float | None) -> None:
            if decibels is not None and not stop.is_set():
                of = self.tr("Agrees") if part is None else self.tr("The selection agrees")
                self.measured.emit(self.tr("{0} with the source to {1:.1f} dB").format(of, decibels))

        self._background.run(work, done, lambda error: self.measured.emit(str(error)))

    @property
    def is_measuring(self) -> bool:
        """Whether there will be a figure soon."""
        return self._soon.isActive() or not self._background.is_idle

    def close(self) -> None:
        """Measure no more."""
        self._stop.set()
        self._background.close()
