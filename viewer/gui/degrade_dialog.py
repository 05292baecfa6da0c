"""The dialog in which a picture is spoilt: blur, shrinking and noise, with a look at what becomes of it."""

import math

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from viewer.gui.background import Background
from viewer.gui.dialog import Dialog
from viewer.imaging.degradation import Degradation
from viewer.imaging.image import Image

SIDE = 192  # source pixels of the picture that are looked at
SHOWN = 288  # device-independent pixels, on screen


class DegradeDialog(Dialog):
    """Asks how a picture is to be degraded; `chosen` gives that, and by how much it is to be shrunk."""

    chosen = Signal(object, int)  # Degradation

    def __init__(self, image: Image, centre: tuple[float, float], parent: QWidget | None = None) -> None:
        """`centre` is the place in the picture, in source pixels, that is looked at."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Simulate degradation"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._crop = _around(image, centre)
        self._background = Background(self)
        self._is_drawing = self._is_stale = False

        self.scale = QComboBox(objectName="shrink", toolTip=self.tr("How many pixels of the picture become one along each side"))
        for scale in (1, 2, 3, 4):
            self.scale.addItem(self.tr("Not at all") if scale == 1 else f"÷ {scale}", scale)
        self.scale.setCurrentIndex(3)
        self.blur = self._number(
            "blur", 4.0, 2.4, self.tr(" px"), self.tr("Standard deviation, in pixels of the picture as it is")
        )
        self.round = QCheckBox(self.tr("The same in all directions"), objectName="round", checked=True)
        self.round.setToolTip(self.tr("Otherwise the blur is longer along one axis than across it"))
        self.across = self._number("across", 4.0, 1.0, self.tr(" px"), self.tr("Standard deviation across the blur's axis"))
        self.angle = self._number("angle", 180.0, 0.0, "°", self.tr("Between the rows and the blur's axis"))
        self.noise = self._number("noise", 50.0, 0.0, "", self.tr("Standard deviation, of 255"))
        form = QFormLayout()
        form.addRow(self.tr("Shrink"), self.scale)
        form.addRow(self.tr("Blur"), self.blur)
        form.addRow("", self.round)
        form.addRow(self.tr("Across"), self.across)
        form.addRow(self.tr("Angle"), self.angle)
        form.addRow(self.tr("Noise"), self.noise)

        self.preview = QLabel(objectName="preview", alignment=Qt.AlignmentFlag.AlignCenter)
        self.preview.setFixedSize(SHOWN, SHOWN)
        self.preview.setAccessibleName(self.tr("The middle of the view, degraded"))
        row = QHBoxLayout()
        row.addLayout(form)
        row.addSpacing(12)
        row.addWidget(self.preview)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(self.tr("Degrade"))
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        note = QLabel(
            self.tr("The result opens as a picture; each field is then measured against the one there is now."), wordWrap=True
        )
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(note)
        column.addWidget(buttons)

        self.scale.currentIndexChanged.connect(self._draw)
        self.round.toggled.connect(self._on_round)
        for box in (self.blur, self.across, self.angle, self.noise):
            box.valueChanged.connect(self._draw)
        self.finished.connect(lambda _: self._background.close())
        self._on_round()

    def _number(self, name: str, most: float, value: float, unit: str, tip: str) -> QDoubleSpinBox:
        box = QDoubleSpinBox(objectName=name, minimum=0.0, maximum=most, value=value, suffix=unit)
        box.setDecimals(1)
        box.setSingleStep(most / 20)
        box.setToolTip(tip)
        return box

    def degradation(self) -> Degradation:
        """As it is set."""
        along = self.blur.value()
        across = along if self.round.isChecked() else self.across.value()
        return Degradation(along, across, math.radians(self.angle.value()), self.noise.value())

    def _on_round(self) -> None:
        for box in (self.across, self.angle):
            box.setEnabled(not self.round.isChecked())
        self._draw()

    def _draw(self) -> None:
        """Look at it anew, in the background; of changes meanwhile only the last one matters."""
        self._is_stale = True
        if self._is_drawing:
            return
        self._is_drawing, self._is_stale = True, False
        degradation, scale, crop = self.degradation(), int(self.scale.currentData()), self._crop
        size = max(crop.shape[1] // scale, 1), max(crop.shape[0] // scale, 1)

        def done(small: np.ndarray) -> None:
            picture = QImage(small.data, size[0], size[1], 3 * size[0], QImage.Format.Format_RGB888)
            ratio = self.devicePixelRatioF()
            shown = QPixmap.fromImage(picture).scaled(
                round(SHOWN * ratio), round(SHOWN * ratio), Qt.AspectRatioMode.KeepAspectRatio
            )  # fmt: skip
            shown.setDevicePixelRatio(ratio)
            self.preview.setPixmap(shown)
            self._is_drawing = False
            if self._is_stale:
                QTimer.singleShot(0, self._draw)

        def work() -> np.ndarray:
            return np.ascontiguousarray(degradation.apply(crop, size, np.random.default_rng(0)).astype(np.uint8))

        self._background.run(work, done, lambda _: None)

    def _accept(self) -> None:
        self.chosen.emit(self.degradation(), int(self.scale.currentData()))
        self.accept()


def _around(image: Image, centre: tuple[float, float]) -> np.ndarray:
    """The pixels around a place, 8 bits."""
    width, height = image.size
    left, top = (round(min(max(at - SIDE / 2, 0), max(n - SIDE, 0))) for at, n in zip(centre, (width, height), strict=True))
    return Image(image.pixels[top : top + SIDE, left : left + SIDE]).rgb8()
