"""How pictures were left: each is seen again at the zoom and place where it was, in another session and after a crash, too."""

from PySide6.QtCore import QObject, QTimer

from viewer.errors import UserError
from viewer.gui.background import Background
from viewer.gui.canvas import Canvas
from viewer.gui.configuring import Configuring
from viewer.imaging.image import Image
from viewer.rendering.bookmarks import Bookmark, key_of, read_views, views_file, write_view

REST = 600  # ms after which a view is worth keeping


class LastViews(QObject):
    """Keeps the view of the picture that is open a little after it came to rest, unless all of it is seen.

    What is known of others is read once, in the background, before a picture is: none is seen elsewhere first.
    """

    def __init__(self, canvas: Canvas, configuring: Configuring, background: Background) -> None:
        super().__init__(canvas)
        self._canvas, self._configuring = canvas, configuring
        self._writing = Background(self)  # its own: it must not wait for torch
        self._image: Image | None = None
        self._views: dict[str, Bookmark] = {}
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._keep)
        canvas.viewportChanged.connect(lambda _: self._rest.start())
        configuring.changed.connect(self._heed)
        background.run(read_views, lambda found: self._views.update(found), self._ignore)

    def leave(self) -> None:
        """Another picture is about to be seen."""
        if self._rest.isActive():
            self._rest.stop()
            self._keep()

    def show_picture(self, image: Image, is_placed: bool) -> None:
        """Another picture is seen: as it was left, unless `is_placed`, or the view is kept from picture to picture."""
        self._image = image
        place = self._views.get(key_of(image.path)) if image.path is not None else None
        if place is not None and self._is_on and not is_placed:
            self._canvas.set_viewport(self._canvas.bounded(place.view(image, self._canvas.viewport.size)))

    def close(self) -> None:
        """End the thread."""
        self._writing.close()

    @property
    def _is_on(self) -> bool:
        """While views are kept from picture to picture they are none's own."""
        return self._configuring.settings.remember_views and not self._canvas.keeps_view

    def _keep(self) -> None:
        image, canvas = self._image, self._canvas
        if image is None or image.path is None or not self._is_on:
            return
        path, before = image.path, self._views.pop(key_of(image.path), None)
        place = None if canvas.is_fitted else Bookmark.of(canvas.target, image)
        if place is not None:
            self._views[key_of(path)] = place
        if place != before:
            self._writing.run(lambda: write_view(path, place), lambda _: None, self._ignore)

    def _heed(self) -> None:
        """What is not to be remembered is forgotten."""
        if not self._configuring.settings.remember_views and self._views:
            self._views = {}
            self._writing.run(lambda: views_file().unlink(missing_ok=True), lambda _: None, self._ignore)

    def _ignore(self, error: UserError) -> None:
        """Nothing is lost but a reminder."""
