"""Coming back: the views one has looked at, and the bookmarks of the picture."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from viewer.gui.background import Background
from viewer.gui.canvas import Canvas
from viewer.gui.menus import add_action
from viewer.gui.readout import describe_zoom
from viewer.imaging.image import Image
from viewer.rendering.bookmarks import Bookmark, read_bookmarks, write_bookmarks
from viewer.rendering.history import History
from viewer.rendering.viewport import Viewport

REST = 600  # ms after which a view has been looked at, and is worth coming back to


class Places(QObject):
    """Owns the history and the bookmarks, and their entries in a menu. `done` and `failed` give a sentence."""

    done = Signal(str)
    failed = Signal(str)

    def __init__(self, window: QWidget, canvas: Canvas, background: Background, menu: QMenu) -> None:
        super().__init__(window)
        self._window, self._canvas, self._background = window, canvas, background
        self._image: Image | None = None
        self._history = History()
        self.bookmarks: list[Bookmark] = []
        self.back = add_action(window, menu, self.tr("&Back"), lambda: self._step(-1), "Alt+Left", name="back")
        self.forward = add_action(window, menu, self.tr("For&ward"), lambda: self._step(1), "Alt+Right", name="forward")
        self._menu = menu.addMenu(self.tr("Boo&kmarks"))
        self.add = add_action(window, self._menu, self.tr("&Add bookmark"), self._add, "Ctrl+D", name="addBookmark")
        self.clear = add_action(
            window,
            self._menu,
            self.tr("&Remove all bookmarks of this picture"),
            lambda: self._keep([]),
            name="removeAllOfThisPicture",
        )
        self._menu.addSeparator()
        self._entries: list = []
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._visit)
        canvas.viewportChanged.connect(lambda _: self._rest.start())
        self._offer()

    def show_picture(self, image: Image) -> None:
        """Another picture: its bookmarks are read in the background, and nowhere else has one been on it."""
        self._image, self._history, self.bookmarks = image, History(), []
        self._offer()
        if (path := image.path) is None:
            return

        def done(found: list[Bookmark]) -> None:
            if self._image is image:
                self.bookmarks = found
                self._offer()

        self._background.run(lambda: read_bookmarks(path), done, lambda error: self.failed.emit(str(error)))

    # The history

    def _visit(self) -> None:
        if self._canvas.has_picture:
            self._history.visit(self._canvas.target)
            self._offer()

    def _step(self, by: int) -> None:
        if self._rest.isActive():
            self._rest.stop()
            self._visit()
        if (view := self._history.step(by)) is not None:
            self._canvas.go_to(view.resized(self._canvas.viewport.size))
            self._rest.stop()  # it is known already
        self._offer()

    # Bookmarks

    def _add(self) -> None:
        if (image := self._image) is not None:
            here = Bookmark.of(self._canvas.target, image)
            if here not in self.bookmarks:
                self._keep([*self.bookmarks, here])
            number = self.bookmarks.index(here) + 1
            self.done.emit(self.tr("This view is bookmark {0}: View > Bookmarks").format(number))

    def _keep(self, bookmarks: list[Bookmark]) -> None:
        """Have these; a picture without a file has them while it is open."""
        self.bookmarks = bookmarks
        self._offer()
        if self._image is not None and (path := self._image.path) is not None:
            self._background.run(
                lambda: write_bookmarks(path, bookmarks), lambda _: None, lambda error: self.failed.emit(str(error))
            )

    def _go(self, bookmark: Bookmark) -> None:
        self._canvas.go_to(self._view(bookmark))

    def _view(self, bookmark: Bookmark) -> Viewport:
        canvas, image = self._canvas, self._image
        assert image is not None
        return canvas.bounded(bookmark.view(image, canvas.viewport.size))

    @property
    def views(self) -> list[tuple[str, Viewport]]:
        """The bookmarks by what people read for them, and what each shows."""
        return [(self._title(k, mark).replace("&", ""), self._view(mark)) for k, mark in enumerate(self.bookmarks, 1)]

    def _offer(self) -> None:
        """Have the menu list what there is."""
        self.back.setEnabled(self._rest.isActive() or self._history.can_step(-1))
        self.forward.setEnabled(self._history.can_step(1))
        self.add.setEnabled(self._image is not None)
        self.clear.setEnabled(bool(self.bookmarks))
        for entry in self._entries:
            self._window.removeAction(entry)
            self._menu.removeAction(entry)
            entry.deleteLater()
        self._entries = [
            add_action(self._window, self._menu, self._title(k, bookmark), partial(self._go, bookmark))
            for k, bookmark in enumerate(self.bookmarks, 1)
        ]

    def _title(self, number: int, bookmark: Bookmark) -> str:
        x, y, zoom = bookmark
        mnemonic = f"&{number}" if number < 10 else str(number)
        return self.tr("{0}  {1} at {2}, {3}").format(mnemonic, describe_zoom(zoom), f"{x:.0f}", f"{y:.0f}")
