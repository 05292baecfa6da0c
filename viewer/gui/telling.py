"""What the window's title and its status bar tell: of the picture, the view, what is under the cursor, and the work under way."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMainWindow

from viewer.gui.browsing import Browsing
from viewer.gui.canvas import Canvas
from viewer.gui.displaying import Displaying
from viewer.gui.document import Document
from viewer.gui.opening import Opener
from viewer.gui.panel import SidePanel
from viewer.gui.readout import describe_zoom
from viewer.gui.sentences import localised
from viewer.gui.status_bar import StatusBar
from viewer.imaging.image import Image

TOLD_FOR = 8_000  # ms
EVERY = 50  # ms: view and cursor may change a hundred times a second, which nobody reads


class Telling(QObject):
    """Keeps them up to date."""

    def __init__(
        self,
        window: QMainWindow,
        canvas: Canvas,
        document: Document,
        opener: Opener,
        browsing: Browsing,
        displaying: Displaying,
        panel: SidePanel,
        status: StatusBar,
    ) -> None:
        super().__init__(window)
        self._window, self._canvas, self._document, self._opener = window, canvas, document, opener
        self._displaying, self._panel, self._status = displaying, panel, status
        self._busy = ""  # what the renderer does
        self._is_news = False  # whether view or cursor have changed since they were told
        self._pause = QTimer(self, singleShot=True, interval=EVERY)
        self._pause.timeout.connect(self._tell_news)
        for moved in (canvas.viewportChanged, canvas.cursorMoved):
            moved.connect(self.follow)
        opener.began.connect(self._show_busy)
        opener.failed.connect(self._show_busy)
        displaying.changed.connect(self.show_computing)
        browsing.changed.connect(lambda: status.show_place(browsing.place, len(browsing.files)))
        self._show_title()

    def tell(self, sentence: str) -> None:
        """Say for a while what was done."""
        self._status.showMessage(localised(sentence), TOLD_FOR)

    def show_busy(self, busy: str) -> None:
        """Show what the renderer does."""
        self._busy = busy
        self._show_busy()

    def follow(self) -> None:
        """Something else may be seen, or be under the cursor: tell of it, unless that has just been done, then in a while."""
        self._is_news = True
        if not self._pause.isActive():
            self._tell_news()

    @property
    def has_told(self) -> bool:
        """Whether the view and what is under the cursor are told as they are."""
        return not self._is_news

    def _tell_news(self) -> None:
        if self._is_news:
            self._is_news = False
            self._show_view()
            self._pause.start()

    def _show_values(self) -> None:
        point = self._canvas.cursor_point
        layers = self._canvas.layers_at(point) if point else []
        self._status.show_point(point, layers, self._canvas.viewport)

    def show_computing(self) -> None:
        """Show which field is seen, and where it is computed."""
        document = self._document
        seen = self.tr("True pixels") if document.look.pixels else document.title_of(document.look.model)
        if done := self._displaying.sentence:
            seen = f"{seen}  ·  {done}"
        self._status.show_model(seen, self._panel.device.currentText())

    def show_picture(self, image: Image) -> None:
        """Another picture is open."""
        self._show_title()
        self._show_busy()
        self._status.show_size(image.size)

    def _show_view(self) -> None:
        if self._document.image is not None:
            self._status.show_zoom(self._canvas.viewport.zoom)
        self._show_title()
        self._show_values()

    def _show_busy(self) -> None:
        self._status.show_busy(self.tr("Opening") if self._opener.is_pending else self._busy)

    def _show_title(self) -> None:
        image = self._document.image
        name = f"{image.name} – {describe_zoom(self._canvas.viewport.zoom)} – " if image else ""
        self._window.setWindowTitle(f"{name}srview")
