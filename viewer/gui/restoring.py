"""Restoring as the window has it: a mask painted on the picture, and the dialog of a restoration."""

import hashlib
from pathlib import Path

import numpy as np
import platformdirs
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from viewer.gui.asking import ask_for_picture, ask_where_to_save
from viewer.gui.background import Background
from viewer.gui.canvas import Canvas
from viewer.gui.mask_bar import MaskBar
from viewer.gui.mask_painter import MaskPainter
from viewer.gui.opening import file_of
from viewer.gui.training import Training
from viewer.imaging.image import Image
from viewer.imaging.mask import Mask


class Restoring(QObject):
    """Owns the mask of the picture that is open, and the bar it is painted with. `failed` gives a sentence."""

    failed = Signal(str)
    paintingChanged = Signal(bool)

    def __init__(self, window: QWidget, canvas: Canvas, training: Training, background: Background) -> None:
        super().__init__(window)
        self._window, self._canvas, self._training, self._background = window, canvas, training, background
        self._image: Image | None = None
        self.painter: MaskPainter | None = None
        self.bar = MaskBar()
        self.bar.finished.connect(self.stop_painting)
        self.bar.loadRequested.connect(self._load)
        self.bar.saveRequested.connect(self._save)
        self.bar.fillRequested.connect(lambda: self.ask("inpaint"))

    def show_picture(self, image: Image) -> None:
        """Another picture: it has no mask yet."""
        self._image = image
        self.stop_painting()
        self.painter = None

    @property
    def is_painting(self) -> bool:
        """Whether the mouse paints."""
        return self.painter is not None and self.bar.isVisible()

    @property
    def has_marks(self) -> bool:
        """Whether there is a mask with anything on it."""
        return self.painter is not None and bool(self.painter.mask.marked.any())

    def paint(self) -> None:
        """Paint on the mask of this picture, or stop; what has been painted is kept."""
        if self._image is None:
            return
        if self.is_painting:
            self.stop_painting()
            return
        if self.painter is None:
            self.painter = MaskPainter(self._image, self._canvas.viewport.zoom, self)
        self._canvas.paint_mask(self.painter)
        self.bar.show_painter(self.painter)
        self.paintingChanged.emit(True)

    def stop_painting(self) -> None:
        """The mouse moves the picture again."""
        self._canvas.paint_mask(None)
        self.bar.hide()
        self.paintingChanged.emit(False)

    def ask(self, task: str) -> None:
        """Ask for the options of a restoration, and start it."""
        image, painter = self._image, self.painter
        if image is None:
            return
        if task == "inpaint" and (painter is None or not painter.mask.marked.any()):
            self.failed.emit(self.tr("Paint what is to be filled in first: Restore > Paint mask."))
            return
        marked = painter.mask.marked.copy() if task == "inpaint" and painter is not None else None

        def keep() -> dict[str, str]:
            values = {"task": task, "image": str(file_of(image))}
            return values if marked is None else values | {"mask": str(_kept(marked))}

        self._background.run(keep, self._training.ask_to_restore, lambda error: self.failed.emit(str(error)))

    def _load(self) -> None:
        painter = self.painter
        path = ask_for_picture(self._window, self.tr("Load a mask"))
        if painter is None or path is None:
            return

        def read() -> np.ndarray:
            mask = Mask(painter.mask.size)
            mask.load(path)
            return mask.marked

        self._background.run(read, painter.replace, lambda error: self.failed.emit(str(error)))

    def _save(self) -> None:
        if self.painter is None or self._image is None:
            return
        name = f"{self._image.path.stem if self._image.path else 'picture'}-mask.png"
        folder = self._image.path.parent if self._image.path else Path()
        path = ask_where_to_save(self._window, self.tr("Save the mask"), str(folder / name), ".png")
        if path is None:
            return
        mask = Mask(self.painter.mask.size)
        mask.marked = self.painter.mask.marked.copy()
        self._background.run(lambda: mask.save(path), lambda _: None, lambda error: self.failed.emit(str(error)))


def _kept(marked: np.ndarray) -> Path:
    """A file of what is marked, for a job to read. UserError if it cannot be written."""
    digest = hashlib.sha256(np.packbits(marked).tobytes()).hexdigest()[:12]
    path = Path(platformdirs.user_data_dir("srview")) / "masks" / f"{digest}.png"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        mask = Mask((marked.shape[1], marked.shape[0]))
        mask.marked = marked
        mask.save(path)
    return path
