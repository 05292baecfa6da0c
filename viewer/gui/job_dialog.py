"""The dialog of a new job: every option in a form, sensible at once, checked as it is filled in."""

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from viewer.errors import UserError
from viewer.gui.dialog import Dialog, Scrolled
from viewer.gui.feature_note import FeatureNote
from viewer.gui.form import OptionsForm
from viewer.gui.readout import describe_seconds
from viewer.gui.sentences import localised
from viewer.gui.workers import Estimate
from viewer.jobs.flags import make_options, options_by_group
from viewer.jobs.run_folder import runs_folder, unused_name
from viewer.training.options.losses import LossOptions
from viewer.training.options.training import DATA, TrainingOptions

PAUSE = 700  # ms in which nothing is edited before the time is estimated unasked
WEIGHTS = "feature_weight", "style_weight"  # of what a feature network sees


class JobDialog(Dialog):
    """Asks for the options of a job. `chosen` gives the run's name and its options, once they are right.

    What is learnt from stands above, the other groups of options are tabs; those in `without` are not asked for. Each kind of
    job says what its form begins with, what will not go well, and what a change brings.
    """

    chosen = Signal(str, object)
    tries_unasked = False  # its time is estimated as soon as it is asked about: what it learns from is at hand

    def __init__(
        self,
        options: type[TrainingOptions],
        titles: tuple[str, str],
        values: dict[str, Any],
        name: str = "",
        without: tuple[str, ...] = (),
        parent: QWidget | None = None,
        estimates: str = "",
    ) -> None:
        """`estimates` is the kind of job whose time can be estimated, if it can."""
        super().__init__(parent)
        self._kind = estimates
        self._estimate: Estimate | None = None
        self._tried: dict[str, Any] | None = None  # what the time was estimated of
        title, start = titles
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._model = options
        self._given = {name: values[name] for name in without if name in values}
        self._is_named = bool(name)

        groups = {group: [n for n in names if n not in without] for group, names in options_by_group(options).items()}
        self.name = QLineEdit(objectName="runName")
        self.name.setToolTip(self.tr("What the run is called in the list and among the models"))
        self.name.textEdited.connect(self._rename)
        self._data = OptionsForm(options, groups.pop(DATA))
        self._data.set_margin(0)
        self._data.put_first(self.tr("Name"), self.name)
        self._forms = [self._data]
        tabs = QTabWidget()
        for group, names in groups.items():
            if names:
                form = OptionsForm(options, names)
                self._forms.append(form)
                tabs.addTab(form, QCoreApplication.translate("Options", group))
        self._problem = QLabel(objectName="problem", wordWrap=True)
        self._problem.setAccessibleName(self.tr("What is not right yet"))
        self._note = QLabel(objectName="time", wordWrap=True)
        self._note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start = self._buttons.addButton(start, QDialogButtonBox.ButtonRole.AcceptRole)
        self.start.setObjectName("startTraining")
        self._buttons.accepted.connect(self._choose)
        self._buttons.rejected.connect(self.reject)

        bottom = QHBoxLayout()
        self._try = QPushButton(self.tr("Estimate time"), objectName="estimate")
        self._try.setToolTip(self.tr("Try some steps, for three seconds"))
        self._try.setAutoDefault(False)
        self._try.clicked.connect(self._ask_for_time)
        self._try.setVisible(bool(estimates))
        bottom.addWidget(self._try)
        bottom.addWidget(self._note, 1)
        bottom.addWidget(self._buttons)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(Scrolled(self._data, tabs), 1)
        column.addWidget(self._problem)
        column.addLayout(bottom)
        self.start.setDefault(True)  # of this dialog, which the button knows only now
        self.resize(640, 560)

        self._check = QTimer(self, singleShot=True, interval=0)
        self._check.timeout.connect(self._show_problem)
        self._trial = QTimer(self, singleShot=True, interval=PAUSE)
        self._trial.timeout.connect(self._ask_for_time)
        for form in self._forms:
            form.changed.connect(self._on_change)
        self._set(values)
        self.name.setFocus()
        self.name.setText(name or self._default_name())
        self._show_problem()

    def values(self) -> dict[str, Any]:
        """What stands in the forms, and what is not asked for."""
        return self._given | {name: value for form in self._forms for name, value in form.values().items()}

    def options(self) -> Any:
        """The options, checked. UserError, in one sentence, if they are not right."""

        def say(name: str) -> str:
            title = self._model.model_fields[name].title or name
            return QCoreApplication.translate("Options", title)

        return make_options(self._model, self.values(), say)

    # What each kind of job has its own of

    def _wish(self) -> str:
        """What the run might be called."""
        raise NotImplementedError

    def _missing(self) -> str:
        """What has to be filled in yet, as a sentence."""
        return ""

    def _warning(self) -> str:
        """What may be meant, but will not go well."""
        return ""

    def _changed(self, option: str) -> None:
        """An option was edited."""

    def _idle(self, values: dict[str, Any]) -> set[str]:
        """Options that mean nothing as the others stand: they cannot be edited."""
        if not issubclass(self._model, LossOptions) or any(counts(values[weight]) for weight in WEIGHTS):
            return set()
        return {"features", "feature_taps", "feature_metric"}

    # The same for all

    def _set(self, values: dict[str, Any]) -> None:
        for form in self._forms:
            form.blockSignals(True)
            form.set_values(values)
            form.blockSignals(False)
        self._show_idle()

    def _show_idle(self) -> None:
        values = self.values()
        idle = self._idle(values)
        for form in self._forms:
            for option in form.values():
                form.enable(option, option not in idle)

    def _default_name(self) -> str:
        return unused_name(runs_folder(), self._wish())

    def _rename(self, text: str) -> None:
        self._is_named = bool(text.strip())
        self._check.start()

    def _on_change(self, option: str) -> None:
        self._changed(option)
        self._show_idle()
        if self.values() != self._tried:
            self._cancel_estimate()
        if not self._is_named:
            self.name.setText(self._default_name())
        self._check.start()

    def _show_problem(self) -> None:
        problem = ""
        try:
            self.options()
        except UserError as error:
            problem = localised(str(error))
        problem = self._missing() or problem
        if not problem and unused_name(runs_folder(), self.name.text()) != self.name.text().strip():
            problem = self.tr("There is a run of that name already, or it is no name for a folder.")
        self.start.setEnabled(not problem)
        self._problem.setText(problem or self._warning())
        self._problem.setVisible(bool(self._problem.text()))
        self._try.setEnabled(self.start.isEnabled() and self._estimate is None)
        if self.tries_unasked and self._try.isEnabled() and not self._note.text():
            self._trial.start()

    def _ask_for_time(self) -> None:
        if not self.start.isEnabled() or self._estimate is not None:
            return

        def done(seconds: float, steps: int) -> None:
            text = self.tr("{steps:,} steps in about {time}, {rate:.3g} a second")
            tell(text.format(steps=steps, time=describe_seconds(seconds), rate=steps / seconds))

        def tell(text: str) -> None:
            self._note.setText(text)
            if self._estimate is not None:
                self._estimate.deleteLater()
                self._estimate = None
            self._show_problem()

        self._note.setText(self.tr("Trying…"))
        self._tried = self.values()
        self._estimate = Estimate(self._kind, self.options(), done, tell)
        self._show_problem()

    def _cancel_estimate(self) -> None:
        """What was estimated, or is being, is of other options."""
        self._tried = None
        self._trial.stop()
        self._note.clear()
        if self._estimate is not None:
            self._estimate.cancel()
            self._estimate = None

    def done(self, result: int) -> None:
        """Close, and leave nothing running."""
        self._cancel_estimate()
        for note in self.findChildren(FeatureNote):
            note.close_download()
        super().done(result)

    def _choose(self) -> None:
        try:
            options = self.options()
        except UserError as error:
            self._problem.setText(localised(str(error)))
            return
        self.chosen.emit(self.name.text().strip(), options)
        self.accept()


def counts(weight: Any) -> bool:
    """Whether a weight, as it stands in a form, is more than nothing."""
    try:
        return float(weight) > 0
    except ValueError:  # it is being typed
        return False
