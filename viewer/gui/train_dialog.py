"""The dialogs of new trainings on folders of photographs: of LIIF, of blind, style and feature networks."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from viewer.gui.folder_list import FolderList
from viewer.gui.job_dialog import JobDialog
from viewer.training.options.dasr import BLIND, DasrOptions
from viewer.training.options.features import FeaturesOptions
from viewer.training.options.liif import LiifOptions, recipe, size_of
from viewer.training.options.style import SMALL, StyleOptions

FEW_IMAGES = 5
NEEDS = {  # options that mean something with one choice alone
    "blocks": ("encoder", "custom"),
    "channels": ("encoder", "custom"),
    "frequencies": ("decoder", "heat"),
    "tv": ("decoder", "heat"),
}
WIDE = 24  # filters of a style network, beyond which a CPU takes long


class PhotosDialog(JobDialog):
    """Asks for the options of a training on photographs, and looks into their folders."""

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
        values = self.values()
        folders = self._data.findChild(FolderList, "data")
        found = folders.contents if folders else []
        count = sum(contents.count for contents in found)
        sides = [contents.smallest for contents in found if contents.smallest]
        patch = round(int(values["patch"]) * float(values.get("scale_max", 1)))
        if found and len(found) == len(values["data"]) and count == 0:
            return self.tr("There is no image in these folders.")
        if found and count < FEW_IMAGES:
            return self.tr("A network learns little from so few images: it will know these by heart.")
        if sides and min(sides) < patch:
            return self.tr("Some images are smaller than {patch} px, the largest patch.").format(patch=patch)
        if not values.get("val", True):
            return self.tr("Without validation images the last checkpoint is kept, not the best.")
        return ""


class TrainDialog(PhotosDialog):
    """Asks for the options of a LIIF training."""

    def __init__(self, parent: QWidget | None = None, name: str = "", values: dict[str, Any] | None = None) -> None:
        translate = QCoreApplication.translate
        titles = translate("TrainDialog", "Train LIIF"), translate("TrainDialog", "Start training")
        values = values or recipe("compact", "liif")
        values = values | size_of(values.get("encoder", ""))  # what cannot be edited is told all the same
        super().__init__(LiifOptions, titles, values, name, parent=parent, estimates="liif")

    def _idle(self, values: dict[str, Any]) -> set[str]:
        unneeded = {option for option, (choice, needed) in NEEDS.items() if values[choice] != needed}
        return super()._idle(values) | unneeded

    def _network(self) -> str:
        return str(self.values()["encoder"])

    def _changed(self, option: str) -> None:
        if option in ("encoder", "decoder"):
            self._set(recipe(self.values()["encoder"], self.values()["decoder"]))


class BlindDialog(PhotosDialog):
    """Asks for the options of the training of a blind network."""

    def __init__(self, parent: QWidget | None = None, name: str = "", values: dict[str, Any] | None = None) -> None:
        translate = QCoreApplication.translate
        titles = translate("BlindDialog", "Train blind network"), translate("BlindDialog", "Start training")
        super().__init__(DasrOptions, titles, values or BLIND, name, parent=parent, estimates="dasr")

    def _network(self) -> str:
        return "blind"

    def _warning(self) -> str:
        values = self.values()
        if 0 < int(values["steps"]) <= int(values["alone"]) and not float(values["seconds"] or 0):
            return self.tr("All steps are of contrast alone: nothing will be learnt of pictures.")
        return super()._warning()


class FeaturesDialog(PhotosDialog):
    """Asks for the options of the training of a feature network."""

    def __init__(self, parent: QWidget | None = None, name: str = "", values: dict[str, Any] | None = None) -> None:
        translate = QCoreApplication.translate
        titles = translate("FeaturesDialog", "Train feature network"), translate("FeaturesDialog", "Start training")
        super().__init__(FeaturesOptions, titles, values or {}, name, parent=parent, estimates="features")

    def _network(self) -> str:
        return "features"

    def _warning(self) -> str:
        use = self.tr("What it learns compares pictures: other trainings take its last.safetensors as their feature network.")
        return super()._warning() or use


class StyleNetworkDialog(PhotosDialog):
    """Asks for the options of the training of a network that paints any picture in the style of one."""

    def __init__(self, parent: QWidget | None = None, name: str = "", values: dict[str, Any] | None = None) -> None:
        translate = QCoreApplication.translate
        titles = translate("StyleNetworkDialog", "Train style network"), translate("StyleNetworkDialog", "Start training")
        super().__init__(StyleOptions, titles, values or SMALL, name, parent=parent, estimates="style")

    def _wish(self) -> str:
        style = self.values()["style"]
        return self.tr("{0}, style").format(Path(style).stem) if style else self.tr("style")

    def _missing(self) -> str:
        return super()._missing() or ("" if self.values()["style"] else self.tr("Choose a picture whose style is learnt."))

    def _warning(self) -> str:
        values = self.values()
        if values["device"] in ("auto", "cpu") and int(values["width"]) > WIDE:
            return self.tr("On a processor so wide a network takes hours; 16 filters are a fourth of the work.")
        return super()._warning()
