"""A picture that tells what it is a view of: the view can be had again, if what was seen is still there."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from viewer.errors import UserError
from viewer.gui.background import Background
from viewer.gui.browsing import Browsing
from viewer.gui.canvas import Canvas
from viewer.gui.document import Document
from viewer.imaging.metadata import read_text
from viewer.imaging.writers import DEEP
from viewer.models import catalogue
from viewer.rendering.viewport import Viewport, clamp_zoom, fit_zoom

if TYPE_CHECKING:
    from viewer.export.remembered import View


class Found(NamedTuple):
    """What was told, the picture it is of, and the models it was seen through, so far as they are here."""

    view: "View"
    source: Path
    model: str | None
    compare: str | None


class Remembering(QObject):
    """Looks whether a picture that was opened tells of a view; `restore` shows it."""

    found = Signal(str)  # a sentence on the view that can be restored
    missed = Signal(str)  # a sentence on what cannot be

    def __init__(self, document: Document, canvas: Canvas, browsing: Browsing, background: Background) -> None:
        super().__init__(document)
        self._document, self._canvas, self._browsing, self._background = document, canvas, browsing, background
        self._found: Found | None = None
        self._awaited: Found | None = None  # once its picture is open
        document.opened.connect(self._on_opened)

    def _on_opened(self) -> None:
        image = self._document.image
        path = image.path if image is not None else None
        if self._awaited is not None and path is not None and self._awaited.source == path.resolve():
            self._show(self._awaited)
        self._found = self._awaited = None
        if path is None or path.suffix.lower() not in DEEP:
            return
        models = [choice.model for choice in self._document.choices]

        def done(found: Found | None) -> None:
            if found is not None and self._document.image is image:
                self._found = found
                self.found.emit(self.tr("{0} is a view of {1}.").format(path.name, found.source.name))

        self._background.run(lambda: find(path, models), done, lambda error: self.missed.emit(str(error)))

    def restore(self) -> None:
        """Open the picture that was seen, and show of it what was seen, in the same way."""
        if self._found is not None:
            self._awaited = self._found
            self._browsing.open([self._found.source])

    def _show(self, found: Found) -> None:
        """What is not here stays as it is."""
        document, canvas, view = self._document, self._canvas, found.view
        assert document.image is not None
        changes: dict[str, object] = {"crisp": view.crisp, "precision": view.precision, "shown": view.show}
        changes |= {"split": found.compare is not None and not view.blend, "blend": view.blend if found.compare else 0.0}
        changes |= {side: getattr(found, side) for side in ("model", "compare") if getattr(found, side)}
        document.see(**changes)
        x, y, width, height = view.region
        window, picture = canvas.viewport.size, document.image.size
        zoom = view.zoom or fit_zoom((width, height), window)  # type: ignore[arg-type]  # a part of a pixel is a size here
        centre = view.centre or (x + width / 2, y + height / 2)
        viewport = Viewport(centre, clamp_zoom(zoom, fit_zoom(picture, window)), window)
        canvas.set_viewport(viewport.within(picture))
        if found.model is None:
            text = self.tr("The view was seen through {0}, which is not here, or is another now.")
            self.missed.emit(text.format(view.model))


def find(path: Path, models: Iterable[str]) -> Found | None:
    """What a picture tells of, if the picture that was seen is here; and which of the models is the one it was seen through."""
    text = read_text(path)
    if not text:
        return None
    from viewer.export.remembered import find_source, parse

    view = parse(text)
    source = find_source(view, path) if view is not None else None
    if view is None or source is None:
        return None
    if source.suffix.lower() in catalogue.ENDINGS and source.name == view.model:
        return Found(view, source, str(source), None)
    known = list(models)
    model = next((model for model in known if _is_of(view, model)), None)
    return Found(view, source, model, next((model for model in known if Path(model).name == view.compare), None))


def _is_of(view: "View", model: str) -> bool:
    from viewer.export.remembered import model_digest

    if Path(model).name != view.model:
        return False
    try:
        return model_digest(model) == view.model_digest
    except (OSError, UserError):
        return False
