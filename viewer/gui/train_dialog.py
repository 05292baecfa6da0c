"""The dialog of a new training: every option in a form, sensible at once, and how long it would take."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from viewer.errors import UserError
from viewer.gui.folder_list import FolderList
from viewer.gui.form import OptionsForm
from viewer.gui.readout import describe_seconds
from viewer.gui.workers import Estimate
from viewer.jobs.flags import make_options, options_by_group
from viewer.jobs.run_folder import runs_folder, unused_name
from viewer.training.options import DATA, LiifOptions, recipe

FEW_IMAGES = 5
NEEDS = {  # options that mean something with one choice alone
    "blocks": ("encoder", "custom"),
    "channels": ("encoder", "custom"),
    "frequencies": ("decoder", "heat"),
    "tv": ("decoder", "heat"),
}


class TrainDialog(QDialog):
    """Asks for the options of a LIIF training. `chosen` gives the run's name and its options, once they are right."""

    chosen = Signal(str, object)

    def __init__(self, parent: QWidget | None = None, name: str = "", values: dict[str, Any] | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Train LIIF"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._estimate: Estimate | None = None
        self._is_named = bool(name)

        groups = options_by_group(LiifOptions)
        self.name = QLineEdit(objectName="runName")
        self.name.setToolTip(self.tr("What the run is called in the list and among the models"))
        self.name.textEdited.connect(self._rename)
        self._data = OptionsForm(LiifOptions, groups.pop(DATA))
        self._data.set_margin(0)
        self._forms = [self._data]
        tabs = QTabWidget()
        for title, names in groups.items():
            form = OptionsForm(LiifOptions, names)
            self._forms.append(form)
            tabs.addTab(form, title)
        self._problem = QLabel(objectName="problem", wordWrap=True)
        self._problem.setAccessibleName(self.tr("What is not right yet"))
        self._time = QLabel(objectName="time", wordWrap=True)
        self._time.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._try = QPushButton(self.tr("Estimate time"), objectName="estimate")
        self._try.setToolTip(self.tr("Try some steps, for three seconds"))
        self._try.clicked.connect(self._ask_for_time)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start = self._buttons.addButton(self.tr("Start training"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.start.setObjectName("startTraining")
        self.start.setDefault(True)
        self._try.setAutoDefault(False)
        self._buttons.accepted.connect(self._choose)
        self._buttons.rejected.connect(self.reject)

        head = QFormLayout()
        head.addRow(self.tr("Name"), self.name)
        bottom = QHBoxLayout()
        bottom.addWidget(self._try)
        bottom.addWidget(self._time, 1)
        bottom.addWidget(self._buttons)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._data)
        column.addWidget(tabs, 1)
        column.addWidget(self._problem)
        column.addLayout(bottom)
        self.resize(640, 560)

        self._check = QTimer(self, singleShot=True, interval=0)
        self._check.timeout.connect(self._show_problem)
        for form in self._forms:
            form.changed.connect(self._on_change)
        self._set(values or recipe("compact", "liif"))
        self.name.setText(name or self._default_name())
        self._show_problem()

    def values(self) -> dict[str, Any]:
        """What stands in the forms."""
        return {name: value for form in self._forms for name, value in form.values().items()}

    def options(self) -> LiifOptions:
        """The options, checked. UserError, in one sentence, if they are not right."""
        return make_options(LiifOptions, self.values(), lambda name: LiifOptions.model_fields[name].title or name)

    def _set(self, values: dict[str, Any]) -> None:
        for form in self._forms:
            form.blockSignals(True)
            form.set_values(values)
            form.blockSignals(False)
        values = self.values()
        for option, (choice, needed) in NEEDS.items():
            for form in self._forms:
                form.enable(option, values[choice] == needed)

    def _default_name(self) -> str:
        folders = self.values()["data"]
        encoder = str(self.values()["encoder"])
        wish = f"{Path(folders[0]).name}, {encoder}" if folders else encoder
        return unused_name(runs_folder(), wish)

    def _rename(self, text: str) -> None:
        self._is_named = bool(text.strip())
        self._check.start()

    def _on_change(self, option: str) -> None:
        if option in ("encoder", "decoder"):
            self._set(recipe(self.values()["encoder"], self.values()["decoder"]))
        self._time.clear()
        if not self._is_named:
            self.name.setText(self._default_name())
        self._check.start()

    def _show_problem(self) -> None:
        problem = warning = ""
        try:
            self.options()
        except UserError as error:
            problem = str(error)
        if not self.values()["data"]:
            problem = self.tr("Add a folder of photographs to learn from.")
        if not problem and unused_name(runs_folder(), self.name.text()) != self.name.text().strip():
            problem = self.tr("There is a run of that name already, or it is no name for a folder.")
        if not problem:
            warning = self._warning()
        self.start.setEnabled(not problem)
        self._try.setEnabled(not problem and self._estimate is None)
        self._problem.setText(problem or warning)
        self._problem.setVisible(bool(problem or warning))

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

    def _ask_for_time(self) -> None:
        options = self.options()

        def done(seconds: float, steps: int) -> None:
            self._end_estimate()
            text = self.tr("{steps:,} steps in about {time}, {rate:.3g} a second")
            self._time.setText(text.format(steps=steps, time=describe_seconds(seconds), rate=steps / seconds))

        def failed(text: str) -> None:
            self._end_estimate()
            self._time.setText(text)

        self._time.setText(self.tr("Trying…"))
        self._estimate = Estimate("liif", options, done, failed)
        self._show_problem()

    def _end_estimate(self) -> None:
        if self._estimate is not None:
            self._estimate.deleteLater()
            self._estimate = None
        self._show_problem()

    def _choose(self) -> None:
        try:
            options = self.options()
        except UserError as error:
            self._problem.setText(str(error))
            return
        self.chosen.emit(self.name.text().strip(), options)
        self.accept()

    def done(self, result: int) -> None:
        """Close, and leave nothing running."""
        if self._estimate is not None:
            self._estimate.cancel()
            self._estimate = None
        super().done(result)
