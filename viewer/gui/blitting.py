"""Pixels as Qt paints them: images that share an array's memory, put on whole device pixels, enlarged to their last column."""

import math
from functools import cache

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QColor, QImage, QPainter

CHECKER = 12  # device pixels
CHECKER_LIGHT, CHECKER_DARK = QColor(0x9A, 0x9A, 0x9A), QColor(0x70, 0x70, 0x70)


def use_device_pixels(painter: QPainter, ratio: float) -> None:
    """Have a painter of a widget count device pixels from now on, whole ones of the screen.

    At fractional ratios the widget's corner may lie between two, where tiles would leave seams.
    """
    painter.scale(1 / ratio, 1 / ratio)
    corner = painter.deviceTransform()
    painter.translate(round(corner.dx()) - corner.dx(), round(corner.dy()) - corner.dy())


def stretch(painter: QPainter, target: QRectF, picture: QImage) -> None:
    """Enlarge or shrink a picture, also onto the last row and column that it covers by less than half: Qt leaves those out."""
    painter.drawImage(target, picture)
    left, top, right, bottom = target.left(), target.top(), math.ceil(target.right()), math.ceil(target.bottom())
    width, height = picture.width(), picture.height()
    painter.drawImage(QRectF(left, bottom - 1, right - left, 1), picture, QRectF(0, height - 1, width, 1))
    painter.drawImage(QRectF(right - 1, top, 1, bottom - top), picture, QRectF(width - 1, 0, 1, height))


def as_qimage(pixels: np.ndarray, layout: QImage.Format | None = None) -> QImage:
    """A QImage of (h, w, channels) uint8 that shares its memory: keep the array alive while it is used.

    layout  by default of red, green, blue and, if there is a fourth, alpha, not multiplied
    """
    height, width, channels = pixels.shape
    contiguous = np.ascontiguousarray(pixels)
    if layout is None:
        layout = QImage.Format.Format_RGB888 if channels == 3 else QImage.Format.Format_RGBA8888
    image = QImage(contiguous.data, width, height, channels * width, layout)
    image.pixels = contiguous  # the buffer lives as long as the image
    return image


@cache
def checkerboard() -> QBrush:
    """Squares from the widget's corner on."""
    squares = QImage(2 * CHECKER, 2 * CHECKER, QImage.Format.Format_RGB32)
    painter = QPainter(squares)
    for k, colour in enumerate((CHECKER_LIGHT, CHECKER_DARK, CHECKER_DARK, CHECKER_LIGHT)):
        painter.fillRect(k % 2 * CHECKER, k // 2 * CHECKER, CHECKER, CHECKER, colour)
    painter.end()
    return QBrush(squares)
