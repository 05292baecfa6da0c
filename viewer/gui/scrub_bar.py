"""A slider through what a restoration made on its way: noise comes last, and a person may know better when to stop."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSlider, QWidget

from viewer.files import SNAPSHOTS


class ScrubBar(QFrame):
    """Shown while a picture is seen through a restoration or a snapshot of it. `chosen` gives the file to be seen."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scrubBar")
        self._files: list[str] = []
        self.slider = QSlider(Qt.Orientation.Horizontal, objectName="scrub")
        self.slider.setToolTip(self.tr("What the network made on its way; Save field… (Ctrl+S) keeps what you see"))
        self.slider.setAccessibleName(self.tr("Step"))
        self.slider.valueChanged.connect(self._choose)
        self.step = QLabel(objectName="scrubStep")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 6, 4)
        row.setSpacing(10)
        row.addWidget(QLabel(self.tr("On the way")))
        row.addWidget(self.slider, 1)
        row.addWidget(self.step)
        self.hide()

    def show_run(self, snapshots: list[Path], result: str, seen: str) -> None:
        """Offer the snapshots of a run and, at the end, its result; one of them is seen."""
        self._files = [*map(str, snapshots), result]
        at = self._files.index(seen) if seen in self._files else len(snapshots)
        self.slider.blockSignals(True)
        self.slider.setRange(0, len(snapshots))
        self.slider.setValue(at)
        self.slider.blockSignals(False)
        is_result = at == len(snapshots)
        self.step.setText(self.tr("the result") if is_result else self.tr("step {0:,}").format(int(snapshots[at].stem)))
        self.setVisible(bool(snapshots))

    def _choose(self, at: int) -> None:
        self.chosen.emit(self._files[at])


def run_of(model: str) -> Path | None:
    """The folder of the run that a picture came of, a result or a snapshot; None if it is no such picture."""
    path = Path(model)
    if path.suffix != ".png":
        return None
    return path.parent.parent if path.parent.name == SNAPSHOTS else path.parent


def snapshots_of(run: Path) -> list[Path]:
    """Its snapshots in the order they were made."""
    return sorted((run / SNAPSHOTS).glob("*.png"))
