"""The dialog of a restoration with Deep Image Prior: one task, a preset, and every option behind it."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from viewer.gui.job_dialog import JobDialog
from viewer.training.options.restore import PRESETS, RestoreOptions, restore_recipe

ONLY = {"mask": "inpaint", "scale": "upscale"}  # what one task alone is asked


class RestoreDialog(JobDialog):
    """Asks for the options of the restoration of `values["image"]` by the task `values["task"]`."""

    tries_unasked = True

    def __init__(self, values: dict[str, Any], parent: QWidget | None = None, name: str = "") -> None:
        self._task, self._picture = str(values["task"]), Path(values["image"])
        title, self._called = {
            "denoise": (self.tr("Remove noise"), self.tr("denoised")),
            "upscale": (self.tr("Enlarge"), self.tr("enlarged")),
            "inpaint": (self.tr("Fill in"), self.tr("filled in")),
            "artefacts": (self.tr("Remove JPEG artefacts"), self.tr("without artefacts")),
        }[self._task]
        hidden = [option for option, task in ONLY.items() if task != self._task]
        is_new = "steps" not in values
        values = (restore_recipe(self._task, "quick") if is_new else {}) | values
        super().__init__(
            RestoreOptions, (title, self.tr("Start restoring")), values, name, ("image", "task", *hidden), parent, self._task
        )
        self.preset = QComboBox(objectName="preset")
        titles = {
            "quick": self.tr("Quick"),
            "paper": self.tr("As in the paper"),
            "paper-hole": self.tr("As in the paper, for a large hole"),
        }
        for preset in PRESETS[self._task]:
            self.preset.addItem(titles[preset], preset)
        if not is_new:
            self.preset.insertItem(0, self.tr("As that run"), "")
            self.preset.setCurrentIndex(0)
        self.preset.setToolTip(self.tr("A small network for a look within minutes, or the paper's"))
        self.preset.activated.connect(self._use_preset)
        self._data.put_first(self.tr("Preset"), self.preset)
        self.resize(560, 520)

    def _wish(self) -> str:
        return f"{self._picture.stem}, {self._called}"

    def _use_preset(self) -> None:
        if preset := self.preset.currentData():
            of_picture = "image", "task", "mask", "scale", "reference"
            blank = {name: info.default for name, info in RestoreOptions.model_fields.items() if name not in of_picture}
            self._set(blank | restore_recipe(self._task, preset, int(self.values().get("scale", 4))))
            self._on_change("preset")
