"""What can be done with the file that is open: another name, the trash, and back from there."""

import os
from pathlib import Path

from PySide6.QtCore import QFile, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from viewer.errors import UserError
from viewer.gui.background import Background
from viewer.gui.browsing import Browsing
from viewer.gui.opening import Opener


class FileActions(QObject):
    """Renames and trashes. `done` and `failed` give a sentence."""

    done = Signal(str)
    failed = Signal(str)
    trashedChanged = Signal()

    def __init__(self, window: QWidget, browsing: Browsing, opener: Opener, background: Background) -> None:
        super().__init__(window)
        self._window, self._browsing, self._opener, self._background = window, browsing, opener, background
        self._trashed: list[tuple[Path, Path]] = []  # where each was, and where it is

    @property
    def has_trashed(self) -> bool:
        """Whether there is something to be brought back."""
        return bool(self._trashed)

    def rename(self) -> None:
        """Ask for another name of the file."""
        path = self._browsing.here
        if path is None:
            return
        dialog = QInputDialog(self._window, objectName="rename")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Rename"))
        dialog.setLabelText(self.tr("Name of the file"))
        dialog.setTextValue(path.name)
        dialog.setOkButtonText(self.tr("Rename"))
        field = dialog.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        field.setAccessibleName(dialog.labelText())
        field.setMinimumWidth(field.fontMetrics().averageCharWidth() * 48)
        QTimer.singleShot(0, lambda: field.setSelection(0, len(path.stem)))  # once it has the keyboard, which selects all
        dialog.textValueSelected.connect(lambda name: self._rename(path, name.strip()))
        dialog.open()

    def _rename(self, path: Path, name: str) -> None:
        if name == path.name:
            return

        def done(new: Path) -> None:
            self._browsing.forget(path, instead=new)
            self._opener.open(new)

        self._background.run(lambda: _renamed(path, name), done, self._fail)

    def trash(self) -> None:
        """Move the file to the trash, and go on to the next."""
        path = self._browsing.here
        if path is None:
            return

        def done(where: Path) -> None:
            self._trashed.append((path, where))
            self.trashedChanged.emit()
            self._browsing.leave(path)
            self.done.emit(self.tr("{0} is in the trash; File > Bring back from the trash has it again.").format(path.name))

        self._background.run(lambda: _trashed(path), done, self._fail)

    def bring_back(self) -> None:
        """Undo the last move to the trash."""
        if not self._trashed:
            return
        path, where = self._trashed.pop()
        self.trashedChanged.emit()

        def done(_: None) -> None:
            self._browsing.open([path])
            self.done.emit(self.tr("{0} is back.").format(path.name))

        self._background.run(lambda: _brought_back(where, path), done, self._fail)

    def _fail(self, error: UserError) -> None:
        self.failed.emit(str(error))


def _renamed(path: Path, name: str) -> Path:
    """Give a file another name in its folder, and never one that another has. UserError."""
    new = path.with_name(name) if name and Path(name).name == name else None
    if new is None or name in (".", ".."):
        raise UserError(f"{name} is no name for a file." if name else "Nothing is no name for a file.")
    try:
        if new.exists() and not new.samefile(path):
            raise UserError(f"There is a {name} in {path.parent} already.", "Choose another name.")
        os.rename(path, new)
    except OSError as error:
        raise UserError(f"Cannot rename {path.name}: {error.strerror or error}.") from error
    return new


def _trashed(path: Path) -> Path:
    """Move a file to the system's trash; where it is now. UserError if there is no trash for it."""
    file = QFile(str(path))
    if not path.exists():
        raise UserError(f"{path.name} is not there any more.")
    if not file.moveToTrash():
        raise UserError(f"{path.name} cannot be moved to the trash: {file.errorString()}.")
    return Path(file.fileName())


def _brought_back(where: Path, path: Path) -> None:
    """Move a file from the trash to where it was. UserError."""
    try:
        if path.exists():
            raise UserError(f"There is another {path.name} in {path.parent} now.", f"The old one is {where}.")
        os.rename(where, path)
        (where.parent.parent / "info" / f"{where.name}.trashinfo").unlink(missing_ok=True)
    except OSError as error:
        raise UserError(f"{path.name} cannot be brought back from {where}: {error.strerror or error}.") from error
