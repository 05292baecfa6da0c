"""A patch beside the maps of representations: its pixels, where it comes from, and what was done to it."""

import math

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPalette, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from viewer.imaging.patches import SCALE, Patch

SHOWN = 192  # device-independent pixels a side


class PatchCard(QFrame):
    """Shows one patch, or how to choose one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = QLabel(objectName="patch", alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.picture.setFixedSize(SHOWN, SHOWN)
        self.picture.setFrameShape(QFrame.Shape.StyledPanel)
        self.picture.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.title = QLabel(objectName="patchTitle", wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.story = QLabel(objectName="patchStory", wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.picture)
        column.addWidget(self.title)
        column.addWidget(self.story)
        self.show_patch(None)

    def show_patch(self, patch: Patch | None) -> None:
        """A patch, each of its pixels a square."""
        if patch is None:
            self.picture.setText(self.tr("Click a point\nto see its patch"))
            self.title.clear()
            self.story.clear()
            return
        height, width = patch.pixels.shape[:2]
        pixels = np.ascontiguousarray(patch.pixels)
        picture = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        ratio = self.devicePixelRatioF()
        side = round((SHOWN - 4) * ratio)
        shown = QPixmap.fromImage(picture).scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio)
        shown.setDevicePixelRatio(ratio)
        self.picture.setPixmap(shown)
        self.title.setText(patch.picture)
        self.story.setText(self._story(patch))
        self.picture.setAccessibleName(f"{patch.picture}: {self.story.text()}")

    def _story(self, patch: Patch) -> str:
        at = self.tr("At {0:,}, {1:,}.").format(*patch.corner)
        done = patch.degradation
        if done is None:
            return self.tr("A patch of the open picture, as it is.") + f" {at}"
        if not done.blurs:
            text = self.tr("Shrunk by {0}.").format(SCALE)
        elif done.along == done.across:
            text = self.tr("Blurred by σ {0:.2f} px and shrunk by {1}.").format(done.along, SCALE)
        else:
            text = self.tr("Blurred by σ {0:.2f} px at {1:.0f}°, {2:.2f} px across, and shrunk by {3}.")
            text = text.format(done.along, math.degrees(done.angle), done.across, SCALE)
        if done.noise:
            text += self.tr(" Noise of {0:.0f}.").format(done.noise)
        return f"{text} {at}"
