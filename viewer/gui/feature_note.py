"""Which feature network a job will use and what that means for its result; VGG-16 can be fetched from here."""

from contextlib import suppress

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from viewer.errors import Stop, Stopped, UserError
from viewer.gui.background import Background
from viewer.gui.sentences import localised
from viewer.models.download import VGG16, download
from viewer.models.feature_choice import choose_features, vgg_file


class FeatureNote(QWidget):
    """A sentence on the network chosen, and a button that fetches VGG-16 where it is lacking."""

    _told = Signal(int, int)  # bytes that are there, of how many

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = "auto"
        self._background = Background(self)
        self._stop: Stop | None = None  # of the download that is going on
        self._note = QLabel(objectName="featureNote", wordWrap=True)
        self._note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._note.setMinimumHeight(2 * self._note.fontMetrics().lineSpacing())  # a form would squeeze it
        self._note.setAccessibleName(self.tr("What the feature network means for the result"))
        self._fetch = QPushButton(objectName="fetchVgg")
        self._fetch.setAutoDefault(False)
        self._fetch.setToolTip(self.tr("Download its weights into torch's cache, where other programs find them, too"))
        self._fetch.clicked.connect(self._fetch_or_stop)
        self._told.connect(self._show_progress)
        row = QHBoxLayout()
        row.addWidget(self._fetch)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._note)
        column.addLayout(row)
        self.show_choice("auto")

    def show_choice(self, choice: str) -> None:
        """Tell of another choice: names or files, as `choose_features` takes them, with + between."""
        self._choice = choice
        try:
            text = " ".join(choose_features(name).note for name in choice.split("+"))
        except UserError as error:
            text = str(error)
        self._note.setText(localised(text))
        self._fetch.setVisible(not vgg_file().is_file())
        self._fetch.setText(self.tr("Get VGG-16 ({0:.0f} MB)…").format(VGG16.size / 1e6))

    def close_download(self) -> None:
        """Abandon a download that is going on."""
        if self._stop is not None:
            self._stop.set()
        self._background.close()

    def _fetch_or_stop(self) -> None:
        if self._stop is not None:
            self._stop.set()
            return
        self._stop = stop = Stop()

        def work() -> None:
            with suppress(Stopped):
                download(VGG16, vgg_file(), self._told.emit, stop)

        self._fetch.setText(self.tr("Connecting… (stop)"))
        self._background.run(work, self._end, self._fail)

    def _show_progress(self, done: int, of: int) -> None:
        if self._stop is not None:
            self._fetch.setText(self.tr("{0:.0f} of {1:.0f} MB (stop)").format(done / 1e6, of / 1e6))

    def _end(self, _: object = None) -> None:
        self._stop = None
        self.show_choice(self._choice)

    def _fail(self, error: UserError) -> None:
        self._end()
        self._note.setText(str(error))
