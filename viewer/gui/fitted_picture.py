"""A picture as large as there is room for, its shape kept."""

import numpy as np
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class FittedPicture(QWidget):
    """Shows a picture, or a sentence where there is none."""

    def __init__(self, sentence: str, parent: QWidget | None = None, objectName: str = "") -> None:
        super().__init__(parent, objectName=objectName)
        self._sentence = sentence
        self.picture: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 120)

    def show_picture(self, pixels: np.ndarray | None) -> None:
        """Show (h, w, 3) uint8, or nothing."""
        if pixels is None:
            self.picture = None
        else:
            height, width = pixels.shape[:2]
            rows = np.ascontiguousarray(pixels)
            self.picture = QImage(rows.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture in the middle."""
        painter = QPainter(self)
        if self.picture is None:
            painter.setPen(self.palette().placeholderText().color())
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._sentence)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = QSizeF(self.picture.size()).scaled(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        corner = (QSizeF(self.size()) - size) / 2
        painter.drawImage(QRectF(corner.width(), corner.height(), size.width(), size.height()), self.picture)
