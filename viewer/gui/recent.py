"""The pictures opened last, in a menu, from one session to the next."""

import json
from functools import partial
from pathlib import Path

import platformdirs
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from viewer.errors import UserError
from viewer.files import replacing
from viewer.gui.background import Background
from viewer.gui.document import Document

KEPT = 12


class Recent(QObject):
    """Fills a menu; `chosen` gives the path of a picture to be opened again."""

    chosen = Signal(object)
    known = Signal()  # those of earlier sessions have been read

    def __init__(self, menu: QMenu, document: Document, background: Background) -> None:
        super().__init__(menu)
        self._menu, self._document, self._background = menu, document, background
        self._paths: list[Path] = []
        menu.setEnabled(False)
        document.opened.connect(lambda _: self._remember(document.image.path if document.image else None))
        background.run(_read, self._join, lambda _: None)

    def _join(self, earlier: list[Path]) -> None:
        self._paths = list(dict.fromkeys([*self._paths, *earlier]))[:KEPT]
        self._fill()
        self.known.emit()

    def reopen(self) -> None:
        """Open the picture that was open before the one that is; the last one, if none is."""
        here = self._document.image.path if self._document.image else None
        if (path := next((path for path in self._paths if path != here), None)) is not None:
            self.chosen.emit(path)

    def _remember(self, path: Path | None) -> None:
        if path is None or self._paths[:1] == [path]:
            return
        self._paths = [path, *(known for known in self._paths if known != path)][:KEPT]
        self._fill()
        self._background.run(lambda: _write(path), lambda _: None, lambda _: None)  # nothing is lost but a reminder

    def _clear(self) -> None:
        self._paths = []
        self._fill()
        self._background.run(lambda: _list_file().unlink(missing_ok=True), lambda _: None, lambda _: None)

    def _fill(self) -> None:
        self._menu.clear()
        self._menu.setEnabled(bool(self._paths))
        for path in self._paths:
            name = path.name.replace("&", "&&")
            self._menu.addAction(self.tr("{0}  in  {1}").format(name, path.parent), partial(self.chosen.emit, path))
        self._menu.addSeparator()
        self._menu.addAction(self.tr("&Forget these"), self._clear)


def _list_file() -> Path:
    return Path(platformdirs.user_data_dir("srview")) / "recent.json"


def _read() -> list[Path]:
    """The paths kept; none if the file is not there, or is no such list any more."""
    try:
        kept = json.loads(_list_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [Path(path) for path in kept if isinstance(path, str)] if isinstance(kept, list) else []


def _write(path: Path) -> None:
    """Put a path first. What other windows have written meanwhile is kept."""
    paths = [path, *(known for known in _read() if known != path)][:KEPT]
    try:
        with replacing(_list_file()) as temporary:
            temporary.write_text(json.dumps([str(known) for known in paths], indent=1), encoding="utf-8")
    except OSError as error:
        raise UserError(f"Cannot remember {path.name}: {error}.") from error
