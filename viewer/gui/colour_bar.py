"""What colours mean, those of a derivative or others: a bar of them with figures at its ends."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewer.fields.colour_maps import DIVERGING, SEQUENTIAL, colours_of, hues
from viewer.fields.derivatives import COLOURS, DIRECTION, LAPLACIAN
from viewer.fields.shown import DIFFERENCE, DISAGREEMENT, GAINS, HONESTY, SIGNED

STEPS = 256


class ColourBar(QWidget):
    """A bar with the lowest and highest value below it; for directions it goes once around, from the right over up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("colourBar")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(14 + 4 + self.fontMetrics().height())
        self.labels: list[str] = []
        self._bar = QImage()
        self.hide()

    def show_scale(self, what: str, most: float) -> None:
        """Show what the colours mean that reach to `most`; nothing for colours themselves."""
        places = np.linspace(0, 1, STEPS)
        if what == DIRECTION:
            tip = self.tr("The direction in which it brightens; the darker, the less")
            self.show_colours(hues(2 * np.pi * places, np.ones(STEPS)), ["→", "↑", "←", "↓", "→"], tip)
        elif what == LAPLACIAN:
            tip = self.tr("Laplacian of luma, white being 1, for a source pixel squared")
            self.show_colours(colours_of(places, DIVERGING), [f"−{most:.2g}", "0", f"{most:.2g} / px²"], tip)
        elif what == SIGNED:
            tip = self.tr("Luma of the field less that of the comparison: red where brighter, blue where darker")
            self.show_colours(colours_of(places, DIVERGING), [f"−{255 * most:.3g}", "0", f"{255 * most:.3g} / 255"], tip)
        elif what in GAINS:
            tips = {
                DIFFERENCE: self.tr("How far field and comparison are apart: the mean of red, green and blue"),
                HONESTY: self.tr("How far the field, shrunk back to the photo's pixels, is off them"),
                DISAGREEMENT: self.tr("How far the predictions of the four nearest latents are apart: their standard deviation"),
            }
            labels = ["0", f"{127.5 * most:.3g}", f"{255 * most:.3g} / 255"]
            self.show_colours(colours_of(places, SEQUENTIAL), labels, tips[what])
        else:
            tip = self.tr("Length of luma's gradient, white being 1, for a source pixel")
            self.show_colours(colours_of(places, SEQUENTIAL), ["0", f"{most / 2:.2g}", f"{most:.2g} / px"], tip)
        self.setVisible(what != COLOURS)

    def show_colours(self, colours: np.ndarray, labels: list[str], meaning: str) -> None:
        """Show colours (n, 3) in [0, 1] and what stands at their ends and between them."""
        self.labels = labels
        self.setToolTip(meaning)
        self.setAccessibleName(f"{meaning}: {', '.join(labels)}")
        pixels = np.ascontiguousarray((colours[None] * 255).round().astype(np.uint8))
        self._bar = QImage(pixels.data, len(colours), 1, 3 * len(colours), QImage.Format.Format_RGB888).copy()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bar, and its labels from end to end."""
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # signs and directions mean the same in any language
        painter.drawImage(QRectF(0, 0, self.width(), 14), self._bar)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        height, last = self.fontMetrics().height(), max(len(self.labels) - 1, 1)
        for k, label in enumerate(self.labels):
            width = self.fontMetrics().horizontalAdvance(label)
            left = (self.width() - width) * k / last
            painter.drawText(QRectF(QPointF(left, 18), QPointF(left + width + 1, 18 + height)), Qt.AlignmentFlag.AlignLeft, label)
