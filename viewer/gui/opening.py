"""Opening pictures: read in the background, the last one asked for wins."""

import hashlib
import sys
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
from viewer.imaging.files import decode_image, list_images, load_image, read_size, save_image
from viewer.imaging.image import Image
from viewer.imaging.samples import sample_path
from viewer.rendering.placeholder import Pyramid

Stamp = tuple[int, int]  # when a file was written, and its bytes
MOST_AHEAD = 50_000_000  # pixels of a picture that is read ahead


class Opener(QObject):
    """Reads pictures and halves them into pyramids, off the GUI thread. The neighbours of a file are read ahead."""

    began = Signal()
    opened = Signal(object, object)  # Image, Pyramid
    failed = Signal(str)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._ahead = Background(self)
        self._ready: dict[Path, tuple[Stamp, Image, Pyramid]] = {}  # read ahead, or open now
        self._near: list[Path] = []  # what may be among them
        self._requests = 0
        self.is_pending = False

    def open(self, path: Path, order: str = "name") -> None:
        """Read a picture, or a field that is one; of a folder the first picture in that order (see `list_images`)."""
        self._open(lambda: self._read(_first_of(path, order)))

    def read_ahead(self, paths: list[Path]) -> None:
        """Have these ready when they are asked for, and keep no others; those of very many pixels are not worth the memory."""
        self._near = paths
        for path in [known for known in self._ready if known not in paths]:
            self._ready.pop(path, None)
        for path in paths:
            self._ahead.run(lambda path=path: self._prepare(path), lambda _: None, lambda _: None)  # type: ignore[misc]

    def open_sample(self, name: str) -> None:
        """Read a sample photo."""
        self.open_made(lambda: load_image(sample_path(name)))

    def open_picture(self, picture: QImage) -> None:
        """Take a picture that was pasted or dropped."""
        self.open_made(lambda: image_of(picture))

    def open_made(self, make: Callable[[], Image]) -> None:
        """Take a picture that is made now."""
        self._open(lambda: _halved(make()))

    def open_standard_input(self) -> None:
        """Read the picture whose bytes come in there."""
        self.open_made(lambda: decode_image(sys.stdin.buffer.read(), called=self.tr("Standard input")))

    def close(self) -> None:
        """Read nothing ahead any more."""
        self._ahead.close()

    def _prepare(self, path: Path) -> None:
        if path not in self._near or (path in self._ready and self._ready[path][0] == _stamp(path)):
            return
        width, height = read_size(path)
        if width * height <= MOST_AHEAD:
            self._read(path)

    def _read(self, path: Path) -> tuple[Image, Pyramid]:
        stamp = _stamp(path)
        known = self._ready.get(path)
        if known is not None and known[0] == stamp:
            return known[1:]
        image, pyramid = _halved(load_picture(path))
        if path in self._near:
            self._ready[path] = stamp, image, pyramid
        return image, pyramid

    def _open(self, work: Callable[[], tuple[Image, Pyramid]]) -> None:
        self._requests += 1
        self.is_pending = True
        request = self._requests

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


def _halved(image: Image) -> tuple[Image, Pyramid]:
    pyramid = Pyramid(image)
    give_back_memory()
    return image, pyramid


def _first_of(path: Path, order: str) -> Path:
    if not path.is_dir():
        return path
    if not (found := list_images(path, order)):
        raise UserError(f"There is no picture in {path}.")
    return found[0]


def _stamp(path: Path) -> Stamp:
    """What tells a file from what it was; of one that is not there what none has."""
    try:
        facts = path.stat()
    except OSError:
        return -1, -1
    return facts.st_mtime_ns, facts.st_size


def file_of(image: Image) -> Path:
    """A file with the pixels of a picture, for a job to read: its own, unless it has none or was turned. As `keep_picture`."""
    return image.path if image.path is not None and not image.turn.is_any else keep_picture(image)


def keep_picture(image: Image) -> Path:
    """A file of a picture that has none, for a job to read. UserError if it cannot be written."""
    digest = hashlib.sha256(image.pixels.tobytes()).hexdigest()[:12]
    name = image.path.stem if image.path is not None else "clipboard"  # of a job, too
    path = Path(platformdirs.user_data_dir("srview")) / "pictures" / digest / f"{name}.png"
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
