"""What the canvas shows besides the picture: words on a dark ground, a welcome, and that a file may be dropped."""

import math
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

SHADE, LIGHT = QColor(0, 0, 0, 120), QColor(255, 255, 255, 235)
Chip = tuple[str, QPointF, Qt.AlignmentFlag]  # a few words, the lower corner of their ground, and whether that is left or right


def paint_cross(painter: QPainter, at: QPointF) -> None:
    """A small cross where the cursor would be."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, thickness in ((SHADE, 3.5), (LIGHT, 1.6)):
        painter.setPen(QPen(colour, thickness, c=Qt.PenCapStyle.FlatCap))
        for arm in (QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)):
            painter.drawLine(at + arm * 3, at + arm * 10)


def chip_box(metrics: QFontMetrics, text: str, corner: QPointF, side: Qt.AlignmentFlag) -> QRectF:
    """Where `paint_chip` puts them."""
    width, height = metrics.horizontalAdvance(text) + 16, metrics.height() + 8
    left = corner.x() - width if side == Qt.AlignmentFlag.AlignRight else corner.x()
    return QRectF(left, corner.y() - height, width, height)


def paint_chip(painter: QPainter, text: str, corner: QPointF, side: Qt.AlignmentFlag) -> None:
    """A few words on a dark ground whose lower corner, left or right by `side`, is given."""
    box = chip_box(painter.fontMetrics(), text, corner, side)
    ratio = painter.device().devicePixelRatioF()
    image = _chip(text, painter.font().toString(), box.width(), box.height(), ratio)
    lay(painter, image, box.topLeft())


def glass(width: float, height: float, ratio: float) -> QImage:
    """A transparent image, of device-independent pixels, for what is painted once and seen in many frames."""
    image = QImage(math.ceil(width * ratio), math.ceil(height * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    return image


def lay(painter: QPainter, image: QImage, corner: QPointF) -> None:
    """Paint an image of `glass`, moved onto whole device pixels: it stays as sharp as it is."""
    ratio = image.devicePixelRatioF()
    painter.drawImage(QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio), image)


@lru_cache(maxsize=32)
def _chip(text: str, font: str, width: float, height: float, ratio: float) -> QImage:
    """It, which each frame shows: to lay out words takes longer than to paint them."""
    image = glass(width, height, ratio)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    of_words = QFont()
    of_words.fromString(font)
    painter.setFont(of_words)
    box = QRectF(0, 0, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 165))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(255, 255, 255))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return image


def paint_welcome(painter: QPainter, canvas: QWidget, keys: dict[str, str]) -> None:
    """What to do without a picture; `keys` are those of the actions `open`, `paste` and `keysAndWheel`."""
    painter.setLayoutDirection(QGuiApplication.layoutDirection())  # words as the window has them; the canvas is never mirrored
    font = QFont(canvas.font())
    font.setPointSizeF(font.pointSizeF() * 1.6)
    painter.setFont(font)
    painter.setPen(QColor(0xE0, 0xE0, 0xE0))
    middle, line = canvas.height() / 2, painter.fontMetrics().height()
    title = QRectF(0, middle - 2 * line, canvas.width(), 1.5 * line)
    invitation = QCoreApplication.translate("Canvas", "Drop a photo here and zoom without end")
    painter.drawText(title, Qt.AlignmentFlag.AlignCenter, invitation)
    painter.setFont(canvas.font())
    painter.setPen(QColor(0xA8, 0xA8, 0xA8))
    hints = QRectF(0, middle, canvas.width(), 4 * line)
    parts = (
        (keys.get("open"), QCoreApplication.translate("Canvas", "open a file")),
        (keys.get("paste"), QCoreApplication.translate("Canvas", "paste")),
        (keys.get("keysAndWheel"), QCoreApplication.translate("Canvas", "all keys")),
    )
    text = "      ".join(f"{key}  {does}" for key, does in parts if key)
    text += "\n" + QCoreApplication.translate("Canvas", "or try a photo of File > Samples")
    painter.drawText(hints, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, text)


def paint_drop_hint(painter: QPainter, canvas: QWidget, area: QRect, words: str) -> None:
    """What would become of what is dragged over an area of the canvas."""
    accent = canvas.palette().highlight().color()
    veil = QColor(accent)
    veil.setAlpha(70)
    painter.fillRect(area, veil)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(accent, 4))
    painter.drawRoundedRect(QRectF(area).adjusted(8, 8, -8, -8), 10, 10)
    font = QFont(canvas.font())
    font.setPointSizeF(font.pointSizeF() * 1.4)
    painter.setFont(font)
    half = painter.fontMetrics().horizontalAdvance(words) / 2 + 8
    corner = QPointF(area.center().x() - half, area.center().y() + 15)
    paint_chip(painter, words, corner, Qt.AlignmentFlag.AlignLeft)
