"""The way from one view to another: short, at an even pace for the eye, and left at once when the hand wants elsewhere."""

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation, Signal
from PySide6.QtWidgets import QStyle, QWidget

from viewer.rendering.viewport import Viewport

DURATION = 120  # ms
FIRST = 16  # ms of it that have gone by when it starts: a frame, so that the next one to be painted has moved


class Glide(QObject):
    """Carries a viewport to another. `moved` gives those on the way, the last of them the destination itself.

    is_on  whether it glides at all; by default where the system's style animates
    """

    moved = Signal(Viewport)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.is_on = widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget) > 0
        self._way: tuple[Viewport, Viewport] | None = None
        self._animation = QVariantAnimation(self, duration=DURATION, startValue=0.0, endValue=1.0)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation.valueChanged.connect(self._move)
        self._animation.finished.connect(self._arrive)

    @property
    def end(self) -> Viewport | None:
        """Where it is going, None while it is at rest."""
        return self._way[1] if self._way is not None else None

    def start(self, start: Viewport, end: Viewport) -> None:
        """Be on the way from here to there, whatever it was doing."""
        self._animation.stop()
        self._way = start, end
        self._animation.start()
        self._animation.setCurrentTime(FIRST)

    def stop(self) -> None:
        """Stay where it is."""
        self._way = None
        self._animation.stop()

    def _move(self, part: float) -> None:
        if self._way is not None and 0 < part < 1:
            self.moved.emit(self._way[0].towards(self._way[1], part))

    def _arrive(self) -> None:
        if self._way is not None:
            end, self._way = self._way[1], None
            self.moved.emit(end)
