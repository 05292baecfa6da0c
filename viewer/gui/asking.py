"""Asking for files."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from viewer.imaging.files import READABLE
from viewer.models.catalogue import ENDINGS


def ask_for_checkpoint(parent: QWidget, title: str, start: str = "") -> Path | None:
    """The checkpoint chosen in a dialog, None if that was cancelled."""
    return _ask(parent, title, start, QCoreApplication.translate("Asking", "Checkpoints"), ENDINGS)


def ask_for_picture(parent: QWidget, title: str, start: str = "") -> Path | None:
    """The picture chosen in a dialog, None if that was cancelled."""
    return _ask(parent, title, start, QCoreApplication.translate("Asking", "Pictures"), READABLE)


def _ask(parent: QWidget, title: str, start: str, kind: str, endings: tuple[str, ...]) -> Path | None:
    every = QCoreApplication.translate("Asking", "All files")
    filters = f"{kind} ({' '.join(f'*{ending}' for ending in endings)});;{every} (*)"
    name, _ = QFileDialog.getOpenFileName(parent, title, start, filters)
    return Path(name) if name else None


def ask_where_to_save(parent: QWidget, title: str, start: str, ending: str, *others: str) -> Path | None:
    """The file to be written, with the ending it needs, or one of `others`; None if that was cancelled.

    What is there already is asked about.
    """
    endings = (ending, *others)
    name, _ = QFileDialog.getSaveFileName(parent, title, start, ";;".join(f"*{each}" for each in endings))
    return Path(name if name.endswith(endings) else name + ending) if name else None
