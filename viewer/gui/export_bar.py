"""How an export is doing: a line below the picture, never over it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QStyle, QToolButton, QWidget

from viewer.export.strips import Progress
from viewer.gui.readout import describe_seconds

STEPS = 1000  # of the bar


class ExportBar(QFrame):
    """Shown from the beginning of an export until what became of it has been read."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exportBar")
        self._what = QLabel(objectName="exportName")
        self._bar = QProgressBar(objectName="exportProgress", maximum=STEPS, textVisible=False)
        self._bar.setAccessibleName(self.tr("Export"))
        self._left = QLabel(objectName="exportTime")
        self._cancel = QToolButton(objectName="cancelExport", text=self.tr("Cancel"))
        self._cancel.setToolTip(self.tr("End this export at once; nothing of its file is left"))
        self._cancel.clicked.connect(self.cancelled)
        self._close = QToolButton(objectName="closeExport", autoRaise=True)
        self._close.setIcon(self.style().standardIcon(QStyle.StandardPixmap.SP_TitleBarCloseButton))
        self._close.setToolTip(self.tr("Dismiss this line"))
        self._close.setAccessibleName(self.tr("Dismiss"))
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 6, 4)
        row.setSpacing(10)
        row.addWidget(self._what)
        row.addWidget(self._bar, 1)
        row.addWidget(self._left)
        row.addStretch(0)
        row.addWidget(self._cancel)
        row.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return f"{self._what.text()} {self._left.text()}".strip()

    def show_job(self, name: str, waiting: int) -> None:
        """An export that is under way, and how many wait for it."""
        more = self.tr(" ({0} more)").format(waiting) if waiting else ""
        self._what.setText(self.tr("Exporting {0}{1}").format(name, more))
        self._show(is_running=True)

    def begin(self) -> None:
        """Nothing is done yet."""
        self._bar.setValue(0)
        self._left.clear()

    def show_progress(self, progress: Progress) -> None:
        """How far it has come."""
        self._bar.setValue(round(progress.done * STEPS))
        left = self.tr("{0} left").format(describe_seconds(progress.left)) if progress.left is not None else ""
        self._left.setText(" · ".join(filter(None, (progress.doing, left))))

    def show_end(self, sentence: str) -> None:
        """What became of it."""
        self._what.setText(sentence)
        self._left.clear()
        self._show(is_running=False)

    def _show(self, is_running: bool) -> None:
        self._bar.setVisible(is_running)
        self._left.setVisible(is_running)
        self._cancel.setVisible(is_running)
        self._close.setVisible(not is_running)
        self.layout().setStretch(3, 0 if is_running else 1)  # type: ignore[union-attr]
        self.show()
