"""A slider through what a run made on its way, below the curve of how it learnt: a person may know better when to stop."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSlider, QStyle, QToolButton, QVBoxLayout, QWidget

from viewer.gui.learning_curve import LearningCurve
from viewer.jobs.history import nearest

NEAR = 0.1  # of a step: what was told so near to it is told of it
CURVE = 3  # points at least


@dataclass(frozen=True)
class Way:
    """The way of a run.

    steps       of its snapshots, and of what came of it at the end
    files       of the same
    psnr, loss  what it told on the way, by step
    best        the step it stopped at, or was the best at; 0 where that is not known
    is_own      whether it makes a field of one picture alone
    """

    steps: tuple[int, ...]
    files: tuple[str, ...]
    psnr: Sequence[tuple[int, float]] = field(default_factory=list)
    loss: Sequence[tuple[int, float]] = field(default_factory=list)
    best: int = 0
    is_own: bool = False


class ScrubBar(QFrame):
    """A run's snapshots on a slider. `chosen` gives the file to be seen."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scrubBar")
        self.way = Way((), ())
        self.slider = QSlider(Qt.Orientation.Horizontal, objectName="scrub")
        self.slider.setToolTip(self.tr("What the network made on its way, seen where you look now; the curve is how it learnt"))
        self.slider.setAccessibleName(self.tr("Step"))
        self.slider.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time goes as it does along the curve
        self.slider.valueChanged.connect(self._choose)
        self.curve = LearningCurve(self.slider)
        self.step = QLabel(objectName="scrubStep")
        self.figures = QLabel(objectName="scrubFigures")
        self.figures.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addStretch(1)
        texts.addWidget(self.figures)
        texts.addWidget(self.step)
        texts.setAlignment(self.step, Qt.AlignmentFlag.AlignBottom)
        middle = QVBoxLayout()
        middle.setSpacing(2)
        middle.addWidget(self.curve)
        middle.addWidget(self.slider)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 4)
        row.setSpacing(12)
        name = QLabel(self.tr("On the way"))
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignBottom)
        row.addLayout(middle, 1)
        row.addLayout(texts)
        texts.setContentsMargins(0, 0, 0, 0)
        close = QToolButton(objectName="endScrubbing", autoRaise=True)
        close.setIcon(self.style().standardIcon(QStyle.StandardPixmap.SP_TitleBarCloseButton))
        close.setToolTip(self.tr("Put the slider away; what is seen stays"))
        close.setAccessibleName(self.tr("Close"))
        close.clicked.connect(lambda: self.closed.emit())
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.step.setMinimumWidth(self.step.fontMetrics().horizontalAdvance(self.tr("step {0:,}").format(10_000_000)))
        self.hide()

    def show_way(self, way: Way, seen: str) -> None:
        """Offer the snapshots of a run and, at the end, what came of it; one of them is seen."""
        self.way = way
        last = len(way.files) - 1
        if last < 1:
            self.hide()
            return
        at = way.files.index(seen) if seen in way.files else last
        self.slider.blockSignals(True)
        self.slider.setRange(0, last)
        self.slider.setValue(at)
        self.slider.blockSignals(False)
        self.step.setText(self.tr("the result") if at == last else self.tr("step {0:,}").format(way.steps[at]))
        self.figures.setText(self._figures_at(way.steps[at]))
        has_psnr = len(way.psnr) >= CURVE or len(way.psnr) >= len(way.loss)
        self.curve.show_curve(way.steps, way.psnr if has_psnr else way.loss, not has_psnr, way.best)
        self.show()

    def _figures_at(self, step: int) -> str:
        """What was told about there; nothing of a step that is far from where anything was."""
        near = (1 - NEAR) * step - 1, (1 + NEAR) * step + 1
        psnr, loss = (
            nearest([told for told in series if near[0] <= told[0] <= near[1]], step) for series in (self.way.psnr, self.way.loss)
        )
        if psnr is not None:
            return self.tr("{0:.2f} dB").format(psnr)
        return self.tr("loss {0:.3g}").format(loss) if loss is not None else ""

    def _choose(self, at: int) -> None:
        self.chosen.emit(self.way.files[at])
