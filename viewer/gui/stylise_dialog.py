"""The dialog of style transfer: by optimisation, in two qualities, or at once by a network that was trained for one style."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QWidget

from viewer.gui.job_dialog import JobDialog
from viewer.gui.style_list import StyleList
from viewer.training.options.style import QUALITIES, UNUSED, StyliseOptions

Network = tuple[str, str]  # a model and its title
FIRST = "strokes"  # the style a new dialog begins with


class StyliseDialog(JobDialog):
    """Asks how `values["image"]` is to be restyled. `networkChosen` gives the style network that is to do it."""

    networkChosen = Signal(str)
    tries_unasked = True

    def __init__(self, values: dict[str, Any], networks: list[Network], parent: QWidget | None = None, name: str = "") -> None:
        self._picture, self._networks = Path(values["image"]), networks
        self._style_list, self.quality = StyleList(), QComboBox(objectName="quality")
        is_new = "steps" not in values
        without = "image", "style", "shares", *UNUSED
        titles, begin = (self.tr("Stylise"), self.tr("Start")), QUALITIES["quick"] if is_new else {}
        super().__init__(StyliseOptions, titles, begin | values, name, without, parent, "stylise")
        self.setAcceptDrops(True)
        self._fill_qualities(is_new)
        self._style_list.setObjectName("styles")
        self._style_list.set_styles(list(map(str, values.get("style", [FIRST]))), values.get("shares", []))
        self._style_list.changed.connect(lambda: self._on_change("style"))
        self._data.put_first(self.tr("Quality"), self.quality)
        self._data.put_first(self.tr("Styles"), self._style_list)
        self._on_change("style")
        self.resize(600, 620)

    def _fill_qualities(self, is_new: bool) -> None:
        if not is_new:
            self.quality.addItem(self.tr("As that run"), ("", ""))
        self.quality.addItem(self.tr("Quick, a few minutes at most"), ("quality", "quick"))
        self.quality.addItem(self.tr("Fine, larger and longer"), ("quality", "fine"))
        for model, title in self._networks:
            self.quality.addItem(self.tr("At once, by the network {0}").format(title), ("network", model))
        self.quality.setToolTip(
            self.tr("Optimised for this picture and these styles, or made by a network trained for one style")
        )
        self.quality.setAccessibleName(self.tr("Quality"))
        self.quality.activated.connect(self._use_quality)

    @property
    def _network(self) -> str:
        """The style network that is chosen, if one is."""
        kind, model = self.quality.currentData() or ("", "")
        return model if kind == "network" else ""

    def values(self) -> dict[str, Any]:
        """What stands in the forms and on the list, and what is not asked for."""
        return super().values() | {"style": self._style_list.styles, "shares": self._style_list.shares}

    def _wish(self) -> str:
        return f"{self._picture.stem}, {', '.join(Path(style).stem for style in self._style_list.styles[:2]) or 'restyled'}"

    def _missing(self) -> str:
        if not self._style_list.styles:
            return self.tr("Add a picture whose style is taken.")
        return self._style_list.problem

    def _idle(self, values: dict[str, Any]) -> set[str]:
        return set(StyliseOptions.model_fields) if self._network else super()._idle(values)

    def _use_quality(self) -> None:
        kind, chosen = self.quality.currentData()
        if kind == "quality":
            self._set(QUALITIES[chosen])
        for part in (self._style_list, self.name):
            part.setEnabled(not self._network)
        self.start.setText(self.tr("Apply") if self._network else self.tr("Start"))
        self._on_change("quality")

    def _show_problem(self) -> None:
        super()._show_problem()
        if self._network:
            self._cancel_estimate()
            self._try.setEnabled(False)  # it takes a moment
            self.start.setEnabled(True)
            self._problem.hide()

    def _choose(self) -> None:
        if not self._network:
            super()._choose()
            return
        self.networkChosen.emit(self._network)
        self.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped anywhere on the dialog."""
        event.acceptProposedAction()
        self._style_list.take_dropped([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
