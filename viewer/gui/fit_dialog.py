"""The dialog of a new fit: a SIREN for the picture that is open."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from viewer.gui.job_dialog import WEIGHTS, JobDialog, counts
from viewer.training.options.fit import FitOptions


class FitDialog(JobDialog):
    """Asks for the options of a fit of `values["image"]`."""

    tries_unasked = True

    def __init__(self, values: dict[str, Any], parent: QWidget | None = None, name: str = "") -> None:
        self._picture = Path(values["image"])
        translate = QCoreApplication.translate
        titles = translate("FitDialog", "Fit SIREN"), translate("FitDialog", "Start fitting")
        super().__init__(FitOptions, titles, values, name, without=("image",), parent=parent, estimates="siren")
        self.resize(580, 440)

    def _wish(self) -> str:
        return self.tr("{0}, SIREN").format(self._picture.stem)

    def _changed(self, option: str) -> None:
        values = self.values()
        if option == "composite" and values["composite"] and values["learn"] == "pixels":
            self._set({"learn": "gradient"})  # the only thing that can be meant
        elif option == "mask" and values["mask"]:
            self._set({"learn": "pixels"})

    def _idle(self, values: dict[str, Any]) -> set[str]:
        is_seen = any(counts(values[weight]) for weight in (*WEIGHTS, "tv_weight"))
        return super()._idle(values) | (set() if is_seen else {"patch"})

    def _warning(self) -> str:
        values = self.values()
        if not values["psnr"] or float(values["psnr"]) <= 45:
            return ""
        return self.tr("So high a PSNR takes long, and more neurons; the fit ends with its steps if it is not reached.")
