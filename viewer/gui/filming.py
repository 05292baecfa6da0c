"""Films as the window has them: asked for in a dialog, made in the line of exports."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from viewer.errors import Stop
from viewer.export.strips import Progress
from viewer.gui.asking import ask_where_to_save
from viewer.gui.canvas import Canvas
from viewer.gui.document import Document
from viewer.gui.exporting import Exporting, describe_device
from viewer.gui.places import Places
from viewer.gui.readout import describe_bytes, describe_seconds
from viewer.gui.seen import seen_with
from viewer.imaging.image import Image
from viewer.rendering.viewport import Viewport
from viewer.threads import make_way

if TYPE_CHECKING:
    from viewer.gui.film_dialog import Wish


class Filming(QObject):
    """Asks for films of the picture that is open, between what is seen of it, the whole and its bookmarks."""

    def __init__(self, window: QWidget, canvas: Canvas, document: Document, exporting: Exporting, places: Places) -> None:
        super().__init__(window)
        self._window, self._canvas, self._document = window, canvas, document
        self._exporting, self._places = exporting, places

    def ask(self) -> None:
        """Ask from where to where, and how."""
        from viewer.gui.film_dialog import FilmDialog

        if (image := self._document.image) is None:
            return
        view = self._canvas.target
        whole = Viewport.fitting(image.size, view.size)
        views = [(self.tr("The whole picture"), whole), (self.tr("What is seen now"), view), *self._places.views]
        fields = [(seen.title(self._document.title_of), seen) for seen in seen_with(self._document.look)]

        def timing(wish: "Wish", stop: Stop) -> tuple[float, str]:
            from viewer.export.film import estimate

            make_way()
            field = self._exporting.field_of(image, wish.seen)
            return estimate(wish.film, image, field, stop), describe_device(field)

        dialog = FilmDialog(image, views, fields, timing, self._window)
        if self._canvas.is_fitted and len(views) > 2:  # from the whole to the whole is no way
            dialog.end.setCurrentIndex(2)
        dialog.chosen.connect(lambda wish: self._film(image, wish))
        dialog.open()

    def _film(self, image: Image, wish: "Wish") -> None:
        source = image.path or Path.home() / "picture"
        name = wish.film.path
        path = ask_where_to_save(self._window, self.tr("Save the film"), str(source.with_name(name.name)), name.suffix)
        if path is None:
            return
        wanted = replace(wish.film, path=path)

        def run(stop: Stop, tell: Callable[[Progress], None]) -> str:
            from viewer.export.film import film

            seconds = film(wanted, image, self._exporting.field_of(image, wish.seen), stop, tell)
            text = self.tr("{0} is written: {1:,} frames of {2:,} × {3:,} pixels, {4}, {5}")
            size = describe_bytes(path.stat().st_size)
            return text.format(path.name, wanted.count, *wanted.size, size, describe_seconds(seconds))

        self._exporting.queue.add(path.name, run)
