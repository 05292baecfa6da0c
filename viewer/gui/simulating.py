"""A degraded copy of the picture that is open, and how near each field of it comes to the original."""

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from viewer.errors import Stop, Stopped, UserError
from viewer.fields.field import Grid
from viewer.gui.background import Background
from viewer.gui.canvas import Canvas
from viewer.gui.look import Look, Through
from viewer.gui.opening import Opener
from viewer.imaging.image import Image
from viewer.imaging.metrics import benchmark_figures

if TYPE_CHECKING:
    from viewer.imaging.degradation import Degradation  # scipy

MEASURED = 1024  # pixels of the original a side, at most, in the middle of it


class Simulating(QObject):
    """Asks how to degrade, opens the result, and measures the fields that are looked at."""

    measured = Signal(str)  # a sentence with their PSNR, empty where there is no original
    failed = Signal(str)

    def __init__(self, window: QWidget, canvas: Canvas, opener: Opener) -> None:
        super().__init__(window)
        self._window, self._canvas, self._opener = window, canvas, opener
        self._background = Background(self)
        self._stop = Stop()
        self._image: Image | None = None
        self._made: dict[int, tuple[Image, int]] = {}  # originals, and the scale, by the picture made of them
        self._known: dict[Through, float] = {}

    def ask(self) -> None:
        """Ask for a degradation of the picture that is open."""
        from viewer.gui.degrade_dialog import DegradeDialog

        if (image := self._image) is None:
            return
        dialog = DegradeDialog(image, self._canvas.viewport.centre, self._window)
        dialog.chosen.connect(lambda degradation, scale: self._degrade(image, degradation, scale))
        dialog.open()

    def _degrade(self, original: Image, degradation: "Degradation", scale: int) -> None:
        def make() -> Image:
            pixels = original.rgb8()
            height, width = (n // scale * scale for n in pixels.shape[:2])
            if not min(height, width):
                raise UserError(f"{original.name} is too small to be shrunk so much.")
            truth = Image(pixels[:height, :width], called=original.name, is_grey=original.is_grey)
            small = degradation.apply(truth.pixels, (width // scale, height // scale), np.random.default_rng(0))
            image = Image(small.astype(np.uint8), called=self.tr("{0}, degraded").format(original.name), is_grey=original.is_grey)
            self._made = {id(image): (truth, scale)}
            return image

        self._opener.open_made(make)

    def show_picture(self, image: Image) -> None:
        """Another picture: it has an original if it was made here."""
        self._image, self._known = image, {}
        if id(image) not in self._made:
            self._made = {}

    def look(self, look: Look) -> None:
        """Measure what is looked at, off this thread."""
        image = self._image
        self._stop.set()
        if image is None or id(image) not in self._made:
            self.measured.emit("")
            return
        self._stop = stop = Stop()
        (original, scale), fields = self._made[id(image)], [through.colours for through in look.fields]
        wanted = [through for through in fields if through not in self._known]
        self._tell(fields)

        def work() -> dict[Through, float]:
            try:
                return {through: _measure(through, image, original, scale, stop) for through in wanted}
            except Stopped:
                return {}

        def done(found: dict[Through, float]) -> None:
            if image is self._image:
                self._known |= found
                if not stop.is_set():
                    self._tell(fields)

        if wanted:
            self._background.run(work, done, lambda error: self.failed.emit(str(error)))

    def _tell(self, fields: list[Through]) -> None:
        figures = [f"{self._known[through]:.2f} dB" if through in self._known else "…" for through in fields]
        self.measured.emit(self.tr("{0} against the original").format(self.tr(" and ").join(figures)))

    def close(self) -> None:
        """Measure no more."""
        self._stop.set()
        self._background.close()


def _measure(through: Through, image: Image, original: Image, scale: int, stop: Stop) -> float:
    """PSNR of a field against the original in dB, as benchmarks have it; of the middle, where it is large."""
    field = through.field(image, lambda _: None)
    width, height = (min(n, MEASURED // scale) for n in image.size)
    left, top = ((n - part) // 2 for n, part in zip(image.size, (width, height), strict=True))
    made = field.sample(Grid(top, left, 1 / scale, 1 / scale, height * scale, width * scale), stop)
    truth = original.pixels[top * scale :, left * scale :][: height * scale, : width * scale] / 255
    return benchmark_figures(made, truth, min(scale, (min(truth.shape[:2]) - 11) // 2), original.is_grey)[0]
