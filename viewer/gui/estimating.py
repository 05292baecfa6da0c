"""How blurred a picture is by the estimate of the blind network that it is seen through, and what that is told from."""

from PySide6.QtCore import QObject, QTimer, Signal

from viewer.errors import Stop, Stopped
from viewer.gui.background import Background
from viewer.gui.canvas import Canvas
from viewer.gui.degradation_box import DegradationBox
from viewer.gui.look import Look
from viewer.imaging.image import WHOLE, Frame, Image, Size
from viewer.rendering.viewport import Viewport

LEAST = 48  # pixels a side that a degradation is told from: as many as in training
PATIENCE = 100  # ms between looks whether the picture is on screen


class Estimating(QObject):
    """Owns the part of the panel that is for blind networks."""

    frameChosen = Signal(object)  # the frame by which the degradation is to be told

    def __init__(self, canvas: Canvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._background = Background(self)
        self._stop = Stop()
        self._asked: tuple[Image, str, Frame] | None = None
        self.box = DegradationBox()
        self.box.wholeRequested.connect(lambda: self.frameChosen.emit(WHOLE))
        self.box.visibleRequested.connect(self._choose_visible)

    def look(self, image: Image | None, look: Look, is_blind: bool) -> None:
        """Another picture, network or frame, perhaps; `is_blind` says whether the network has an estimate to give."""
        asked = (image, look.model, look.frame) if is_blind and image is not None else None
        if asked == self._asked:
            return
        self._asked = asked
        self._stop.set()
        self._stop = Stop()
        self.box.setVisible(asked is not None)
        if asked is not None:
            self.box.show_frame(look.frame == WHOLE)
            self.box.show_busy()
            self._begin(self._stop)

    def close(self) -> None:
        """Estimate no more."""
        self._stop.set()
        self._background.close()

    def _begin(self, stop: Stop) -> None:
        """Look at the picture once it is on screen, which goes first."""
        if stop.is_set() or self._asked is None:
            return
        if not self._canvas.is_settled:
            QTimer.singleShot(PATIENCE, lambda: self._begin(stop))
            return
        image, model, frame = self._asked

        def work() -> tuple[float, float] | None:
            try:
                return _estimate(image, model, frame, stop)
            except Stopped:
                return None

        def done(found: tuple[float, float] | None) -> None:
            if found is not None and not stop.is_set():
                self.box.show_sigma(*found)

        self._background.run(work, done, lambda error: None if stop.is_set() else self.box.show_failure(str(error)))

    def _choose_visible(self) -> None:
        if self._asked is not None:
            self.frameChosen.emit(visible_frame(self._canvas.viewport, self._asked[0].size))


def visible_frame(viewport: Viewport, size: Size) -> Frame:
    """What `viewport` shows of a picture, but at least as much as degradations can be told from."""
    corners = viewport.to_source((0, 0)), viewport.to_source(viewport.size)
    spans = []
    for axis, length in enumerate(size):
        first, end = (min(max(round(corner[axis]), 0), length) for corner in corners)
        missing = max(min(LEAST, length) - (end - first), 0)
        first = min(max(first - (missing + 1) // 2, 0), length - min(LEAST, length))
        spans.append((first / length, min(max(end, first + min(LEAST, length)), length) / length - first / length))
    (x, width), (y, height) = spans
    return x, y, width, height


def _estimate(image: Image, model: str, frame: Frame, stop: Stop) -> tuple[float, float]:
    """The blur, and the strongest that there can be an estimate of."""
    from viewer.models.catalogue import load_network  # torch
    from viewer.training.blur_gauge import STRONGEST, blur_of  # scikit-learn

    network = load_network(model)
    return blur_of(network, network.represent_picture(image, stop, frame).numpy()[0], stop), STRONGEST
