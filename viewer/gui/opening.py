"""Opening pictures: read in the background, the last one asked for wins, several are leafed through."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import platformdirs
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from viewer.caching import give_back_memory
from viewer.errors import UserError
from viewer.fields.files import load_picture
from viewer.gui.background import Background
from viewer.imaging.files import load_image, save_image
from viewer.imaging.image import Image
from viewer.imaging.samples import sample_path
from viewer.rendering.placeholder import Pyramid


class Opener(QObject):
    """Reads pictures and halves them into pyramids, off the GUI thread."""

    began = Signal()
    opened = Signal(object, object)  # Image, Pyramid
    failed = Signal(str)
    filesChanged = Signal(int)  # how many there are to leaf through

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._requests = 0
        self._files: list[Path] = []
        self.is_pending = False

    def open(self, path: Path) -> None:
        """Read a picture, or a field that is one."""
        self._open(lambda: load_picture(path))

    def open_files(self, paths: list[Path]) -> None:
        """Read the first of several pictures."""
        self._files = list(paths)
        self.filesChanged.emit(len(paths))
        self.open(paths[0])

    def step(self, by: int, here: Path | None) -> None:
        """Read the picture that comes so many after `here` among the files given."""
        index = self._files.index(here) if here in self._files else 0
        self.open(self._files[(index + by) % len(self._files)])

    def open_sample(self, name: str) -> None:
        """Read a sample photo."""
        self._open(lambda: load_image(sample_path(name)))

    def open_picture(self, picture: QImage) -> None:
        """Take a picture that was pasted or dropped."""
        self._open(lambda: image_of(picture))

    def open_made(self, make: Callable[[], Image]) -> None:
        """Take a picture that is made now."""
        self._open(make)

    def _open(self, read: Callable[[], Image]) -> None:
        self._requests += 1
        self.is_pending = True
        request = self._requests

        def work() -> tuple[Image, Pyramid]:
            image = read()
            pyramid = Pyramid(image)
            give_back_memory()
            return image, pyramid

        def done(result: tuple[Image, Pyramid]) -> None:
            if request == self._requests:
                self.is_pending = False
                self.opened.emit(*result)

        def failed(error: UserError) -> None:
            if request == self._requests:
                self.is_pending = False
            self.failed.emit(str(error))

        self._background.run(work, done, failed)
        self.began.emit()


def keep_picture(image: Image) -> Path:
    """A file of a picture that has none, for a job to read. UserError if it cannot be written."""
    digest = hashlib.sha256(image.pixels.tobytes()).hexdigest()[:12]
    path = Path(platformdirs.user_data_dir("srview")) / "pictures" / f"clipboard-{digest}.png"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        save_image(image.pixels.astype(np.float32) / image.white, path, None)
    return path


def image_of(picture: QImage) -> Image:
    """A pasted picture."""
    rgba = picture.convertToFormat(QImage.Format.Format_RGBA8888)
    pixels = np.frombuffer(rgba.constBits(), np.uint8).reshape(rgba.height(), rgba.bytesPerLine() // 4, 4)
    pixels = pixels[:, : rgba.width()].copy()
    return Image(pixels[..., :3].copy(), pixels[..., 3].copy() if picture.hasAlphaChannel() else None)
