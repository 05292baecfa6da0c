"""What a contest will take, told before it is begun: each method is timed once, on a piece of the photo."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel

from viewer.errors import Stop, Stopped, UserError
from viewer.gui.background import Background
from viewer.gui.readout import describe_seconds

PAUSE = 300  # ms without a change, after which methods are timed

Part = tuple[int, int, int, int]  # x, y, width, height in source pixels
Timing = Callable[[str, Part, float, Stop], tuple[float, str]]  # of a model: seconds for each pixel of the photo, and the device


class ContestPrice(QLabel):
    """A line that says it of what is asked for. What has been timed is kept: another choice of methods or part costs nothing."""

    def __init__(self, timing: Timing) -> None:
        """`timing` is called on another thread."""
        super().__init__(objectName="contestPrice", wordWrap=True)
        font = QFont(self.font())
        font.setBold(True)
        self.setFont(font)
        self.setAccessibleName(self.tr("What it will take"))
        self.setMinimumHeight(self.fontMetrics().lineSpacing())
        self._timing = timing
        self._background, self._stop = Background(self), Stop()
        self._paces: dict[tuple[str, float], float] = {}  # by model and scale; 0 of those that cannot be timed
        self._device = ""
        self._models: Sequence[str] = ()
        self._part: Part = (0, 0, 0, 0)
        self._scale = 1.0
        self._later = QTimer(self, singleShot=True, interval=PAUSE)
        self._later.timeout.connect(self._time)

    def ask(self, models: Sequence[str], part: Part, scale: float) -> None:
        """Say what it takes these models to rebuild a part that is shrunk so much."""
        self.cease()
        self._models, self._part, self._scale = models, part, scale
        if self._unknown:
            self.setText(self.tr("Timing the methods…"))
            self._later.start()
        else:
            self._show()

    def cease(self) -> None:
        """Time no more."""
        self._stop.set()
        self._later.stop()
        self.clear()

    @property
    def _unknown(self) -> list[str]:
        """The models that have not been timed yet."""
        return [model for model in self._models if (model, self._scale) not in self._paces]

    def _time(self) -> None:
        """Time the first of them, and then the others."""
        self._stop = stop = Stop()
        model, part, scale = self._unknown[0], self._part, self._scale

        def work() -> tuple[float, str] | None:
            try:
                return self._timing(model, part, scale, stop)
            except Stopped:
                return None

        def known(pace: float) -> None:
            self._paces[model, scale] = pace
            if not stop.is_set():
                self._time() if self._unknown else self._show()

        def done(found: tuple[float, str] | None) -> None:
            if found is not None:
                self._device = found[1]
                known(found[0])

        def failed(_: UserError) -> None:  # the contest will say why
            known(0.0)

        self._background.run(work, done, failed)

    def _show(self) -> None:
        seconds = self._part[2] * self._part[3] * sum(self._paces[model, self._scale] for model in self._models)
        time = describe_seconds(seconds) if seconds >= 1 else self.tr("a second")
        self.setText(self.tr("About {0} on {1}").format(time, self._device) if seconds else "")

    def close_thread(self) -> None:
        """The dialog is gone."""
        self.cease()
        self._background.close()
