"""Leafing through pictures: those that were given, or all that lie in the folder of the one that is open."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from viewer.gui.background import Background
from viewer.gui.document import Document
from viewer.gui.opening import Opener
from viewer.imaging.files import list_images

SETTLE = 250  # ms in which a file that is being written is left alone


class Browsing(QObject):
    """Knows the files there are to leaf through, has the next ones read ahead, and watches for changes.

    files  their paths, in order
    """

    changed = Signal()  # other files, or another of them is open

    def __init__(self, document: Document, opener: Opener, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._opener, self._background = document, opener, background
        self.files: list[Path] = []
        self._folder: Path | None = None  # whose pictures they are, if they are those of a folder
        self._found: tuple[Path | None, list[Path]] | None = None  # the next such, once one of them is open
        self._order = "name"
        self._forward = True
        self._asked = -1  # the place gone to last, whether or not it could be opened
        self._reload = QTimer(self, singleShot=True, interval=SETTLE)
        self._reload.timeout.connect(self.reload)
        self._relist = QTimer(self, singleShot=True, interval=SETTLE)
        self._relist.timeout.connect(self._list)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(lambda _: self._reload.start())
        self._watcher.directoryChanged.connect(lambda _: self._relist.start())
        document.opened.connect(self._on_opened)

    # What there is

    @property
    def here(self) -> Path | None:
        """The file that is open."""
        return self._document.image.path if self._document.image else None

    @property
    def place(self) -> int:
        """Which of the files is open, from 0; -1 for none of them."""
        return self.files.index(self.here) if self.here in self.files else -1

    def open(self, paths: list[Path]) -> None:
        """Open the first of some files, to leaf through them all; a single one among those of its folder; or a folder's first."""
        first, *others = (path.absolute() for path in paths)
        self._opener.open(first, self._order)

        def look() -> tuple[Path | None, list[Path]]:
            folder = first if first.is_dir() else first.parent
            found = list_images(folder, self._order)
            return (folder, found) if first == folder or first in found else (None, [first])

        def done(found: tuple[Path | None, list[Path]]) -> None:
            self._found = found
            self._tell()

        if others:
            done((None, [first, *others]))
        else:
            self._background.run(look, done, lambda _: None)  # what is wrong with it the opener says

    def step(self, by: int) -> None:
        """Open the file so many after the one that is open; after the last comes the first."""
        if len(self.files) > 1:
            self._forward = by > 0
            before = self._asked if self._asked >= 0 else min(-by, 0)  # from a picture that is none of them to the first, or last
            self.go_to((before + by) % len(self.files))

    def go_to(self, place: int) -> None:
        """Open the file at a place; -1 is the last."""
        if self.files:
            self._asked = place % len(self.files)
            self._opener.open(self.files[place])

    def sort(self, order: str) -> None:
        """Order the files of a folder otherwise (see `list_images`)."""
        self._order = order
        self._list()

    def reload(self) -> None:
        """Read the file that is open anew, if it is still there; the view stays."""
        here = self.here
        if here is None:
            return

        def found(is_there: bool) -> None:
            if is_there and self.here == here:
                self._opener.open(here)

        self._background.run(here.exists, found, lambda _: None)
        self._watch()  # a file that was replaced is watched no longer

    def forget(self, path: Path, instead: Path | None = None) -> None:
        """A file is gone, or has another name now."""
        if path in self.files:
            at = self.files.index(path)
            self.files[at : at + 1] = [instead] if instead is not None else []
            self._tell()

    def leave(self, path: Path) -> None:
        """A file that was open is gone: go on to the next, or the one before if it was the last."""
        at = self.files.index(path) if path in self.files else -1
        self.forget(path)
        if self.files and at >= 0:
            self.go_to(min(at, len(self.files) - 1))

    # What changes

    def _on_opened(self, is_alike: bool) -> None:
        self._tell()

    def _tell(self) -> None:
        if self._found is not None and self.here in self._found[1]:
            (self._folder, self.files), self._found = self._found, None
        self._watch()
        place, count = self.place, len(self.files)
        self._asked = place
        if place >= 0:
            order = (0, 1, -1) if self._forward else (0, -1, 1)
            self._opener.read_ahead(list(dict.fromkeys(self.files[(place + by) % count] for by in order)))
        self.changed.emit()

    def _watch(self) -> None:
        wanted = {str(path) for path in (self.here, self._folder) if path is not None}
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if gone := watched - wanted:
            self._watcher.removePaths(list(gone))
        if new := wanted - watched:
            self._watcher.addPaths(list(new))

    def _list(self) -> None:
        folder, order = self._folder, self._order
        if folder is None:
            return

        def done(files: list[Path]) -> None:
            if self._folder == folder and files != self.files:
                self.files = files
                self._tell()

        self._background.run(lambda: list_images(folder, order), done, lambda _: None)  # a folder that has gone changes nothing
