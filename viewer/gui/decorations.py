"""What the canvas shows besides the picture: words on a dark ground, a welcome, and that a file may be dropped."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QWidget

SHADE, LIGHT = QColor(0, 0, 0, 120), QColor(255, 255, 255, 235)


def paint_chip(painter: QPainter, text: str, corner: QPointF, side: Qt.AlignmentFlag) -> None:
    """A few words on a dark ground whose lower corner, left or right by `side`, is given."""
    metrics = painter.fontMetrics()
    width, height = metrics.horizontalAdvance(text) + 16, metrics.height() + 8
    left = corner.x() - width if side == Qt.AlignmentFlag.AlignRight else corner.x()
    box = QRectF(left, corner.y() - height, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 165))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(255, 255, 255))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def paint_welcome(painter: QPainter, canvas: QWidget) -> None:
    """What to do without a picture."""
    font = QFont(canvas.font())
    font.setPointSizeF(font.pointSizeF() * 1.6)
    painter.setFont(font)
    painter.setPen(QColor(0xE0, 0xE0, 0xE0))
    middle, line = canvas.height() / 2, painter.fontMetrics().height()
    title = QRectF(0, middle - 2 * line, canvas.width(), 1.5 * line)
    painter.drawText(title, Qt.AlignmentFlag.AlignCenter, canvas.tr("Drop a photo here and zoom without end"))
    painter.setFont(canvas.font())
    painter.setPen(QColor(0xA8, 0xA8, 0xA8))
    hints = QRectF(0, middle, canvas.width(), 4 * line)
    text = canvas.tr("Ctrl+O  open a file      Ctrl+V  paste      File > Samples  a photo to try")
    painter.drawText(hints, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)


def paint_drop_hint(painter: QPainter, canvas: QWidget) -> None:
    """That what is dragged over the canvas would be opened."""
    accent = canvas.palette().highlight().color()
    veil = QColor(accent)
    veil.setAlpha(70)
    painter.fillRect(canvas.rect(), veil)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(accent, 4))
    painter.drawRoundedRect(QRectF(canvas.rect()).adjusted(8, 8, -8, -8), 10, 10)
    font = QFont(canvas.font())
    font.setPointSizeF(font.pointSizeF() * 1.4)
    painter.setFont(font)
    corner = QPointF(canvas.width() / 2 - 30, canvas.height() / 2 + 15)
    paint_chip(painter, canvas.tr("Open"), corner, Qt.AlignmentFlag.AlignLeft)
