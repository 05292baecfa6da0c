"""Asking for a checkpoint file."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from viewer.models.catalogue import ENDINGS


def ask_for_checkpoint(parent: QWidget, title: str, start: str = "") -> Path | None:
    """The file chosen in a dialog, None if that was cancelled."""
    endings = " ".join(f"*{ending}" for ending in ENDINGS)
    filters = QCoreApplication.translate("Checkpoints", "Checkpoints ({endings});;All files (*)").format(endings=endings)
    name, _ = QFileDialog.getOpenFileName(parent, title, start, filters)
    return Path(name) if name else None
