"""Onto the clipboard: the view as it is seen, or the picture's own pixels."""

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from viewer.fields.placed import Part
from viewer.gui.background import Background
from viewer.gui.blitting import as_qimage
from viewer.gui.canvas import Canvas
from viewer.imaging.image import Image


class Copying(QObject):
    """`copied` and `failed` give a sentence."""

    copied = Signal(str)
    failed = Signal(str)

    def __init__(self, window: QObject, canvas: Canvas, background: Background) -> None:
        super().__init__(window)
        self._canvas, self._background = canvas, background

    def copy_view(self) -> None:
        """What is seen of the picture, without what is laid over it, in screen pixels."""
        if self._canvas.has_picture:
            self._copy(self._canvas.seen())

    def copy_source(self) -> None:
        """The source pixels of what is selected, else of the whole picture; made in the background, for they may be many."""
        if self._canvas.has_picture:
            image, part = self._canvas.layers[0].image, self._canvas.selection
            self._background.run(lambda: cut_out(image, part), self._copy, lambda error: self.failed.emit(str(error)))

    def _copy(self, picture: QImage) -> None:
        QGuiApplication.clipboard().setImage(picture)
        self.copied.emit(self.tr("Copied {0} × {1} pixels").format(picture.width(), picture.height()))


def cut_out(image: Image, part: Part | None) -> QImage:
    """A part of a picture (by default all of it), 16 bits deep and transparent where the picture is."""
    x, y, width, height = part or (0, 0, *image.size)
    place = slice(y, y + height), slice(x, x + width)
    pixels = image.pixels[place]
    if image.alpha is not None:
        pixels = np.dstack((pixels, image.alpha[place]))
    if image.white == 255:
        return as_qimage(pixels).copy()
    if pixels.shape[2] == 3:
        pixels = np.dstack((pixels, np.full((height, width), image.white, pixels.dtype)))
    deep = np.ascontiguousarray(pixels)
    layout = QImage.Format.Format_RGBA64 if image.alpha is not None else QImage.Format.Format_RGBX64
    return QImage(deep.data, width, height, 8 * width, layout).copy()
