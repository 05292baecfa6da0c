"""How a download is doing: a line above the picture, never over it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from viewer.gui.readout import describe_bytes

STEPS = 1000  # of the bar


class DownloadBar(QFrame):
    """Shown while a picture is fetched."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("downloadBar")
        self._what = QLabel(objectName="downloadName")
        self._bar = QProgressBar(objectName="downloadProgress", textVisible=False)
        self._bar.setAccessibleName(self.tr("Download"))
        self._done = QLabel(objectName="downloadSize")
        cancel = QToolButton(objectName="cancelDownload", text=self.tr("Cancel"))
        cancel.setToolTip(self.tr("End the download; the picture that is open stays"))
        cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 6, 4)
        row.setSpacing(10)
        row.addWidget(self._what)
        row.addWidget(self._bar, 1)
        row.addWidget(self._done)
        row.addWidget(cancel)
        self.hide()

    def show_download(self, name: str, host: str) -> None:
        """A download that begins."""
        self._what.setText(self.tr("Downloading {0} from {1}").format(name, host))
        self._done.clear()
        self._bar.setRange(0, 0)
        self.show()

    def show_progress(self, done: int, size: int | None) -> None:
        """How many bytes are there, and of how many, if that is known."""
        if size:
            self._bar.setRange(0, STEPS)
            self._bar.setValue(round(done / size * STEPS))
            self._done.setText(self.tr("{0} of {1}").format(describe_bytes(done), describe_bytes(size)))
        else:
            self._done.setText(describe_bytes(done))
