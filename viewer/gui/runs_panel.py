"""The list of runs: how each is doing, its curves, and what can be done with it."""

from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QDesktopServices, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from viewer.fields.colour_maps import DISTINCT
from viewer.gui.background import Background
from viewer.gui.menu_button import MenuButton
from viewer.gui.readout import describe_seconds
from viewer.gui.sentences import localised
from viewer.gui.workers import RESTORATIONS, resume_run
from viewer.jobs.history import History, State
from viewer.jobs.run_folder import PAUSE, STOP, RunFolder
from viewer.models.header import SEEN_THROUGH

HEIGHT = 250  # device-independent pixels
NAME, STATE, PROGRESS, LOSS, PSNR, LEFT = range(6)
CHOOSE = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


class RunsPanel(QWidget):
    """Shows what the monitor tells; emits what concerns the rest of the window."""

    newRequested = Signal()
    duplicateRequested = Signal(object)  # RunFolder
    watchRequested = Signal(object)  # RunFolder
    walkRequested = Signal(object)  # RunFolder
    workerStarted = Signal(object)  # RunFolder
    failed = Signal(str)

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runsPanel")
        self._background = background
        self._runs: list[History] = []
        self._colours: dict[Path, str] = {}
        self._asked: dict[Path, str] = {}  # what a worker has been asked and has not done yet
        self._next: Path | None = None
        self.plots: QWidget | None = None
        self._is_loading = False

        self.table = QTableWidget(0, 6, objectName="runs")
        titles = self.tr("Run"), self.tr("State"), self.tr("Progress"), self.tr("Loss"), self.tr("PSNR"), self.tr("Left")
        self.table.setHorizontalHeaderLabels(titles)
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setAccessibleName(self.tr("Runs"))
        self.table.verticalHeader().setDefaultSectionSize(self.table.fontMetrics().height() + 10)
        self.table.setMinimumHeight(90)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.table.itemSelectionChanged.connect(self._show_chosen)

        self.buttons = {
            "new": self._button("new", self.tr("Train…"), self.tr("Begin a new run"), self.newRequested.emit),
            "pause": self._button("pause", self.tr("Pause"), self.tr("Save, and end the worker; resume goes on"), self._pause),
            "resume": self._button("resume", self.tr("Resume"), self.tr("Go on from the last checkpoint"), self._resume),
            "stop": self._button("stop", self.tr("Stop"), self.tr("Save, and be done with it"), self._stop),
            "watch": self._button("watch", self.tr("Look through it"), self.tr("See the picture as it learns"), self._watch),
            "walk": self._button("walk", self.tr("Scrub"), self.tr("Walk through what it made on its way"), self._walk),
        }
        menu = QMenu(self)
        self.actions_in_menu = {
            "copy": menu.addAction(self.tr("Duplicate…"), self._duplicate),
            "folder": menu.addAction(self.tr("Open folder"), self._open),
            "delete": menu.addAction(self.tr("Delete…"), self._delete),
        }
        more = MenuButton(text=self.tr("More"), name="moreRun")
        more.setToolTip(self.tr("What else can be done with this run"))
        more.setMenu(menu)
        self.note = QLabel(objectName="runNote", wordWrap=True)
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (*self.buttons.values(), more):
            row.addWidget(button)
        row.addStretch(1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(bar)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        self._side = QStackedWidget()
        self._hint = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._hint.setEnabled(False)
        self._side.addWidget(self._hint)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self._side)
        splitter.setSizes([560, 560])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 8, 8, 8)
        whole.addWidget(splitter)
        self._show_chosen()

    def _button(self, name: str, text: str, tip: str, slot) -> QPushButton:
        button = QPushButton(text, objectName=f"{name}Run", toolTip=tip)
        button.clicked.connect(lambda: slot())
        return button

    def sizeHint(self) -> QSize:
        """High enough for its curves, which would take more, until the user drags it."""
        return QSize(super().sizeHint().width(), HEIGHT)

    # What is shown

    def show_runs(self, runs: list[History]) -> None:
        """Show these, and keep what was chosen."""
        chosen = {history.run.path for history in self.chosen}
        if self._next in {history.run.path for history in runs}:
            chosen, self._next = {self._next}, None
        was_empty, self._runs = not self._runs, runs
        self._asked = {h.run.path: self._asked[h.run.path] for h in runs if h.run.path in self._asked and h.state.is_active}
        self.table.blockSignals(True)
        self.table.setRowCount(len(runs))
        for row, history in enumerate(runs):
            self._fill(row, history)
        self.table.clearSelection()
        for row, history in enumerate(runs):
            if history.run.path in chosen or (was_empty and row == 0):
                self.table.selectionModel().select(self.table.model().index(row, NAME), CHOOSE)
        self.table.blockSignals(False)
        self._show_chosen()

    def choose_next(self, run: RunFolder) -> None:
        """Choose a run as soon as it is in the list."""
        self._next = run.path

    @property
    def active(self) -> list[History]:
        """The runs a worker is at."""
        return [history for history in self._runs if history.state.is_active]

    def history(self, run: RunFolder) -> History | None:
        """What is known of a run."""
        return next((history for history in self._runs if history.run.path == run.path), None)

    @property
    def chosen(self) -> list[History]:
        """The runs chosen in the list."""
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        return [history for row, history in enumerate(self._runs) if row in rows]

    def _fill(self, row: int, history: History) -> None:
        path = history.run.path
        unused = [colour for colour in DISTINCT if colour not in self._colours.values()] or DISTINCT
        colour = self._colours.setdefault(path, unused[0])
        state = {PAUSE: self.tr("pausing…"), STOP: self.tr("stopping…")}.get(self._asked.get(path, ""), self.tr(history.state))
        if history.reading is not None and not history.step and history.state == State.RUNNING:
            state = self.tr("reading {done:,} of {of:,}").format(done=history.reading[0], of=history.reading[1])
        left = history.seconds_left
        texts = {
            NAME: history.run.name,
            STATE: state,
            LOSS: f"{history.loss[-1][1]:.4f}" if history.loss else "",
            PSNR: f"{max(value for _, value in history.psnr):.2f} dB" if history.psnr else "",
            LEFT: describe_seconds(left) if left is not None else "",
        }
        for column, text in texts.items():
            item = self.table.item(row, column)
            if item is None:
                item = QTableWidgetItem()
                if column in (LOSS, PSNR, LEFT):
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, item)
            item.setText(text)
        self.table.item(row, NAME).setIcon(_dot(colour))
        self.table.item(row, NAME).setToolTip(str(path))
        bar = self.table.cellWidget(row, PROGRESS)
        if bar is None:
            bar = QProgressBar(minimumWidth=120)
            self.table.setCellWidget(row, PROGRESS, bar)
        bar.setMaximum(1000)
        bar.setValue(round(1000 * history.progress))
        bar.setFormat(f"{history.step:,}" if history.budget else f"{history.step:,} / {history.steps:,}")

    def _show_chosen(self) -> None:
        chosen = self.chosen
        one = chosen[0] if len(chosen) == 1 else None
        active = [h for h in chosen if h.state.is_active and h.run.path not in self._asked]
        idle = [h for h in chosen if not h.state.is_active]
        self.buttons["pause"].setEnabled(bool(active))
        self.buttons["stop"].setEnabled(bool(active))
        self.buttons["resume"].setEnabled(any(h.state != State.FINISHED for h in idle))
        is_seen = one is not None and one.kind in (*SEEN_THROUGH, *RESTORATIONS) and (bool(one.loss) or one.state.is_active)
        for name in ("watch", "walk"):
            self.buttons[name].setEnabled(is_seen)
        self.actions_in_menu["copy"].setEnabled(one is not None)
        self.actions_in_menu["folder"].setEnabled(one is not None)
        self.actions_in_menu["delete"].setEnabled(bool(idle) and len(idle) == len(chosen))
        text = one.error or " ".join(one.notes[-2:]) if one else ""
        self.note.setText(localised(text))
        self.note.setVisible(bool(text))
        if not self.isVisible():  # they are drawn when it is shown
            return
        if chosen and self.plots is None:
            self._load_plots()
        self._hint.setText(self.tr("Drawing its curves…") if chosen else self.tr("Choose a run to see its curves."))
        if self.plots is not None:
            self._side.setCurrentIndex(1 if chosen else 0)
            self.plots.show_runs([(self._colours[h.run.path], h) for h in chosen])

    def showEvent(self, event) -> None:
        """Curves are drawn once they can be seen."""
        super().showEvent(event)
        QTimer.singleShot(0, self._show_chosen)

    def _load_plots(self) -> None:
        """Fetch the plotting library behind the window, and draw."""

        def load() -> None:
            import pyqtgraph  # noqa: F401

        def done(_: None) -> None:
            from viewer.gui.plots import Plots

            self.plots = Plots()
            self._side.addWidget(self.plots)
            self._show_chosen()

        if not self._is_loading:
            self._is_loading = True
            self._background.run(load, done, lambda error: self.failed.emit(str(error)))

    # What is done

    def ask(self, what: str, runs: list[History]) -> None:
        """Ask the workers of these runs to PAUSE or STOP."""
        self._asked |= {history.run.path: what for history in runs}
        folders = [history.run for history in runs]

        def work() -> None:
            for run in folders:
                run.ask(what)

        self._try(work)
        self.show_runs(self._runs)

    def _pause(self) -> None:
        self.ask(PAUSE, [h for h in self.chosen if h.state.is_active])

    def _stop(self) -> None:
        self.ask(STOP, [h for h in self.chosen if h.state.is_active])

    def _resume(self) -> None:
        for history in self.chosen:
            if not history.state.is_active and history.state != State.FINISHED:
                run = history.run
                self._try(lambda run=run: resume_run(run), lambda _, run=run: self.workerStarted.emit(run))

    def _watch(self) -> None:
        self.watchRequested.emit(self.chosen[0].run)

    def _walk(self) -> None:
        self.walkRequested.emit(self.chosen[0].run)

    def _duplicate(self) -> None:
        self.duplicateRequested.emit(self.chosen[0].run)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.chosen[0].run.path)))

    def _delete(self) -> None:
        runs = [history.run for history in self.chosen]
        names = ", ".join(run.name for run in runs)
        question = self.tr("Delete {names} and all checkpoints in it?").format(names=names)
        if QMessageBox.question(self, self.tr("Delete"), question) == QMessageBox.StandardButton.Yes:
            self._try(lambda: delete_all(runs))

    def _try(self, work, done=lambda result: None) -> None:
        self._background.run(work, done, lambda error: self.failed.emit(str(error)))


def delete_all(runs: list[RunFolder]) -> None:
    """Delete these runs."""
    for run in runs:
        run.delete()


def _dot(colour: str) -> QIcon:
    picture = QPixmap(12, 12)
    picture.fill(Qt.GlobalColor.white)  # a rim, so that it is seen on a chosen row, too
    painter = QPainter(picture)
    painter.fillRect(picture.rect().adjusted(1, 1, -1, -1), QColor(colour))
    painter.end()
    return QIcon(picture)
