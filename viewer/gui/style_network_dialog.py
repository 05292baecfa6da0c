"""The dialog of training a network that paints any picture in the style of one."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from viewer.gui.job_dialog import JobDialog
from viewer.training.options.style import SMALL, StyleOptions

WIDE = 24  # filters, beyond which a CPU takes long


class StyleNetworkDialog(JobDialog):
    """Asks for the options of the training of a style network."""

    def __init__(self, parent: QWidget | None = None, name: str = "", values: dict[str, Any] | None = None) -> None:
        titles = "Train style network", "Start training"
        super().__init__(StyleOptions, titles, values or SMALL, name, parent=parent, estimates="style")

    def _wish(self) -> str:
        style = self.values()["style"]
        return f"{Path(style).stem}, style" if style else "style"

    def _missing(self) -> str:
        values = self.values()
        if not values["data"]:
            return self.tr("Add a folder of photographs to learn from.")
        return "" if values["style"] else self.tr("Choose a picture whose style is learnt.")

    def _warning(self) -> str:
        values = self.values()
        is_wide = values["device"] in ("auto", "cpu") and int(values["width"]) > WIDE
        return self.tr("On a processor so wide a network takes hours; 16 filters are a fourth of the work.") if is_wide else ""
