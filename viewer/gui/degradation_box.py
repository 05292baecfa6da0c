"""What the panel says of a blind network: how it takes the picture to have been degraded, and what it tells that from."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QGroupBox, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

SHARP = 0.25  # px; less blur than that changes a picture by less than the estimate is out


class DegradationBox(QGroupBox):
    """Shown for blind networks only."""

    wholeRequested = Signal()
    visibleRequested = Signal()  # what is visible now

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Degradation"))
        self.setObjectName("degradation")
        self.estimate = QLabel(objectName="degradationEstimate", wordWrap=True)
        self.estimate.setAccessibleName(self.tr("How blurred the picture is, approximately"))
        self.note = QLabel(self.tr("Approximate: told from the network's representation, in pixels of this picture."))
        self.note.setWordWrap(True)
        self.note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.seen = QComboBox(objectName="toldFrom")
        self.seen.addItem(self.tr("Told from the whole picture"), False)
        self.seen.addItem(self.tr("Told from what is visible"), True)
        self.seen.setAccessibleName(self.tr("What the degradation is told from"))
        self.seen.setToolTip(self.tr("Where the network looks for how the picture was degraded, before it mends any of it"))
        self.seen.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.again = QPushButton(self.tr("Look again"), objectName="lookAgain")
        self.again.setToolTip(self.tr("Tell it from what is visible now"))
        column = QVBoxLayout(self)
        column.addWidget(self.estimate)
        column.addWidget(self.note)
        column.addWidget(self.seen)
        column.addWidget(self.again)
        self.seen.activated.connect(self._choose)
        self.again.clicked.connect(self.visibleRequested)
        self.hide()

    def _choose(self) -> None:
        (self.visibleRequested if self.seen.currentData() else self.wholeRequested).emit()

    def show_frame(self, is_whole: bool) -> None:
        """Show what it is told from, without saying that the user chose it."""
        self.seen.setCurrentIndex(0 if is_whole else 1)
        self.again.setVisible(not is_whole)

    def show_busy(self) -> None:
        """It is being looked at."""
        self._say(self.tr("Looking how it was blurred…"), is_known=False)

    def show_failure(self, sentence: str) -> None:
        """It cannot be told."""
        self._say(sentence, is_known=False)

    def show_sigma(self, sigma: float, strongest: float) -> None:
        """About how blurred the picture is: a Gaussian's standard deviation in its pixels, estimated up to `strongest`."""
        if sigma < SHARP:
            text = self.tr("About as sharp as a picture that was shrunk without any blur")
        elif sigma >= strongest:
            text = self.tr("Blurred about as much as by σ {0:.1f} px, or more").format(strongest)
        else:
            text = self.tr("Blurred about as much as by σ {0:.1f} px").format(sigma)
        self._say(text, is_known=True)

    def _say(self, text: str, is_known: bool) -> None:
        self.estimate.setText(text)
        self.estimate.setForegroundRole(QPalette.ColorRole.WindowText if is_known else QPalette.ColorRole.PlaceholderText)
        self.note.setVisible(is_known)
        self.estimate.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
