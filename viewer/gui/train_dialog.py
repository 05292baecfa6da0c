"""The dialogs of new trainings on folders of photographs: of LIIF, and of blind networks."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from viewer.gui.feature_note import FeatureNote
from viewer.gui.folder_list import FolderList
from viewer.gui.job_dialog import JobDialog
from viewer.training.options.dasr import BLIND, DasrOptions
from viewer.training.options.liif import LiifOptions, recipe
from viewer.training.options.patches import PatchOptions

FEW_IMAGES = 5
NEEDS = {  # options that mean something with one choice alone
    "blocks": ("encoder", "custom"),
    "channels": ("encoder", "custom"),
    "frequencies": ("decoder", "heat"),
    "tv": ("decoder", "heat"),
}
WEIGHTS = "feature_weight", "style_weight"
SEEING = (*WEIGHTS, "features")


class PhotosDialog(JobDialog):
    """Asks for the options of a training on photographs, looks into their folders, and says which features are compared."""

    def __init__(
        self, options: type[PatchOptions], titles: tuple[str, str], values: dict[str, Any], name: str, **more: Any
    ) -> None:
        """As `JobDialog`."""
        self._features = FeatureNote()
        super().__init__(options, titles, values, name, **more)
        self._form_of("features").put_below("features", self._features)
        self._features.fetched.connect(self._show_features)

    def _set(self, values: dict[str, Any]) -> None:
        super()._set(values)
        self._show_features()

    def _changed(self, option: str) -> None:
        if option in SEEING:
            self._show_features()

    def _show_features(self) -> None:
        """Which network features are compared by; nothing where none are."""
        values = self.values()
        is_used = any(values[weight] not in ("0", "") for weight in WEIGHTS)
        for option in ("features", "feature_taps"):
            self._enable(option, is_used)
        self._features.setVisible(is_used)
        self._features.show_choice(str(values["features"]))

    def done(self, result: int) -> None:
        """Close, and download nothing more."""
        self._features.close_download()
        super().done(result)

    def _wish(self) -> str:
        folders, network = self.values()["data"], self._network()
        return f"{Path(folders[0]).name}, {network}" if folders else network

    def _network(self) -> str:
        """What the network is called in the name of a run."""
        raise NotImplementedError

    def _missing(self) -> str:
        return "" if self.values()["data"] else self.tr("Add a folder of photographs to learn from.")

    def _warning(self) -> str:
        """What may be meant, but will not go well."""
        folders = self._data.findChild(FolderList, "data")
        found = folders.contents if folders else []
        count = sum(contents.count for contents in found)
        sides = [contents.smallest for contents in found if contents.smallest]
        patch = round(int(self.values()["patch"]) * float(self.values()["scale_max"]))
        if found and len(found) == len(self.values()["data"]) and count == 0:
            return self.tr("There is no image in these folders.")
        if found and count < FEW_IMAGES:
            return self.tr("A network learns little from so few images: it will know these by heart.")
        if sides and min(sides) < patch:
            return self.tr("Some images are smaller than {patch} px, a patch at the largest scale.").format(patch=patch)
        if not self.values()["val"]:
            return self.tr("Without validation images the last checkpoint is kept, not the best.")
        return ""


class TrainDialog(PhotosDialog):
    """Asks for the options of a LIIF training."""

    def __init__(self, parent: QWidget | None = None, name: str = "", values: dict[str, Any] | None = None) -> None:
        titles = "Train LIIF", "Start training"
        super().__init__(LiifOptions, titles, values or recipe("compact", "liif"), name, parent=parent, estimates="liif")

    def _set(self, values: dict[str, Any]) -> None:
        super()._set(values)
        values = self.values()
        for option, (choice, needed) in NEEDS.items():
            self._enable(option, values[choice] == needed)

    def _network(self) -> str:
        return str(self.values()["encoder"])

    def _changed(self, option: str) -> None:
        super()._changed(option)
        if option in ("encoder", "decoder"):
            self._set(recipe(self.values()["encoder"], self.values()["decoder"]))


class BlindDialog(PhotosDialog):
    """Asks for the options of the training of a blind network."""

    def __init__(self, parent: QWidget | None = None, name: str = "", values: dict[str, Any] | None = None) -> None:
        titles = "Train blind network", "Start training"
        super().__init__(DasrOptions, titles, values or BLIND, name, parent=parent, estimates="dasr")

    def _network(self) -> str:
        return "blind"

    def _warning(self) -> str:
        values = self.values()
        if 0 < int(values["steps"]) <= int(values["alone"]) and not float(values["seconds"] or 0):
            return self.tr("All steps are of contrast alone: nothing will be learnt of pictures.")
        return super()._warning()
