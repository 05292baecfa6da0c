"""The menus and their shortcuts."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from viewer.gui.canvas import Canvas
from viewer.gui.compare_menu import CompareMenu
from viewer.imaging.samples import SAMPLES
from viewer.rendering.viewport import RUNGS_PER_OCTAVE

Slot = Callable[[], object]


def add_action(
    window: QWidget, menu: QMenu, text: str, slot: Slot, *shortcuts: str | QKeySequence.StandardKey, name: str = ""
) -> QAction:
    """An entry of a menu, whose shortcuts work with the menu bar hidden, too.

    name  by which the user's own shortcuts are kept, in any language; without it the entry, one of a list, can have none
    """
    action = QAction(text, window, objectName=name and f"{name}Action")
    action.triggered.connect(lambda: slot())
    if shortcuts:
        action.setShortcuts([QKeySequence(shortcut) for shortcut in shortcuts])
    menu.addAction(action)
    window.addAction(action)
    return action


def add_switch(window: QWidget, menu: QMenu, text: str, switch: Callable[[bool], object], *shortcuts: str, name: str) -> QAction:
    """An entry that is on or off; `switch` is told which."""
    action = add_action(window, menu, text, lambda: switch(action.isChecked()), *shortcuts, name=name)
    action.setCheckable(True)
    return action


class Menus(QObject):
    """Says what the user asks for; moves the canvas itself. Actions that are not always to be had are attributes."""

    openRequested = Signal()
    sampleRequested = Signal(str)
    reopenRequested = Signal()  # the picture that was open before
    pasteRequested = Signal()
    viewCopyRequested = Signal()
    sourceCopyRequested = Signal()
    stepRequested = Signal(int)  # to the next file, 1, or the previous, -1
    jumpRequested = Signal(int)  # to the first file, 0, or the last, -1
    orderChosen = Signal(str)  # of the files
    reloadRequested = Signal()
    renameRequested = Signal()
    trashRequested = Signal()
    undoRequested = Signal()
    checkpointRequested = Signal()
    saveRequested = Signal()
    exportRequested = Signal()
    viewSaveRequested = Signal()
    folderRequested = Signal()
    comparisonRequested = Signal()
    filmRequested = Signal()
    crispToggled = Signal(bool)
    fullScreenRequested = Signal()
    escaped = Signal()
    trainingRequested = Signal(str)  # the kind of network
    fitRequested = Signal()
    scrubRequested = Signal()
    restorationRequested = Signal(str)  # the task
    maskRequested = Signal()
    simulationRequested = Signal()
    explorationRequested = Signal()
    stylingRequested = Signal()
    settingsRequested = Signal()

    def __init__(self, window: QMainWindow, canvas: Canvas, docks: dict[str, QAction]) -> None:
        """`docks` show and hide the panel, the runs, the filmstrip and the facts about the file."""
        super().__init__(window)
        self._window = window
        self._fill_file(self._menu(self.tr("&File")))
        self.view = self._menu(self.tr("&View"))
        self._fill_view(self.view, canvas, docks)
        self.compare = CompareMenu(window, self._menu(self.tr("&Compare")), self._add)
        train = self._menu(self.tr("&Train"))
        self._add(train, self.tr("Train &LIIF…"), partial(self.trainingRequested.emit, "liif"), "Ctrl+T", name="trainLiif")
        self._add(train, self.tr("Train &blind network…"), partial(self.trainingRequested.emit, "dasr"), name="trainBlind")
        self._add(train, self.tr("Train &style network…"), partial(self.trainingRequested.emit, "style"), name="trainStyle")
        self._add(
            train,
            self.tr("Train f&eature network…"),
            partial(self.trainingRequested.emit, "features"),
            name="trainFeatures",
        )
        self.fit = self._add(train, self.tr("&Fit SIREN…"), self.fitRequested.emit, "Ctrl+Shift+F", name="fitSiren")
        train.addSeparator()
        self._adopt(train, docks["runs"], self.tr("&Runs"), "F8", "runs")
        self._add(train, self.tr("Scrub &through learning"), self.scrubRequested.emit, "Ctrl+Shift+L", name="scrub")
        self._fill_restore(self._menu(self.tr("&Restore")))
        self.help = self._menu(self.tr("&Help"))
        for action in (*self.leafing, *self.of_file, self.undo, self.save, *self.exports, self.part, self.fit, *self.restore):
            action.setEnabled(False)

    def _fill_file(self, menu: QMenu) -> None:
        self._add(menu, self.tr("&Open…"), self.openRequested.emit, QKeySequence.StandardKey.Open, name="open")
        samples = menu.addMenu(self.tr("&Samples"))
        for name, sample in SAMPLES.items():
            title = QCoreApplication.translate("Samples", sample.title)
            self._add(samples, title, partial(self.sampleRequested.emit, name), name=f"sample-{name}")
        self.recent = menu.addMenu(self.tr("Open re&cent"))
        self._add(menu, self.tr("Reopen t&he one before"), self.reopenRequested.emit, "Ctrl+Shift+T", name="reopen")
        self._add(menu, self.tr("&Paste"), self.pasteRequested.emit, QKeySequence.StandardKey.Paste, name="paste")
        self._add(menu, self.tr("Copy vie&w"), self.viewCopyRequested.emit, QKeySequence.StandardKey.Copy, name="copyView")
        self._add(menu, self.tr("Copy source pi&xels"), self.sourceCopyRequested.emit, "Ctrl+Shift+C", name="copySourcePixels")
        menu.addSeparator()
        self.leafing = [
            self._add(menu, self.tr("&Next"), lambda: self.stepRequested.emit(1), "PgDown", "Space", name="next"),
            self._add(menu, self.tr("Pre&vious"), lambda: self.stepRequested.emit(-1), "PgUp", "Backspace", name="previous"),
            self._add(menu, self.tr("First"), lambda: self.jumpRequested.emit(0), "Home", name="first"),
            self._add(menu, self.tr("Last"), lambda: self.jumpRequested.emit(-1), "End", name="last"),
        ]
        orders = menu.addMenu(self.tr("So&rt"))
        group = QActionGroup(orders)
        for order, title in (
            ("name", self.tr("By name")),
            ("time", self.tr("Newest first")),
            ("bytes", self.tr("Largest first")),
        ):
            action = self._add(orders, title, partial(self.orderChosen.emit, order), name=f"sortBy-{order}")
            action.setCheckable(True)
            action.setChecked(order == "name")
            group.addAction(action)
        self.of_file = [
            self._add(menu, self.tr("Re&load"), self.reloadRequested.emit, "F5", name="reload"),
            self._add(menu, self.tr("Ren&ame…"), self.renameRequested.emit, "F2", name="rename"),
            self._add(menu, self.tr("Move to &trash"), self.trashRequested.emit, "Del", name="moveToTrash"),
        ]
        self.undo = self._add(
            menu, self.tr("&Bring back from the trash"), self.undoRequested.emit, "Ctrl+Z", name="bringBackFromTheTrash"
        )
        menu.addSeparator()
        self._add(menu, self.tr("Load chec&kpoint…"), self.checkpointRequested.emit, name="loadCheckpoint")
        self.save = self._add(
            menu, self.tr("Save f&ield…"), self.saveRequested.emit, QKeySequence.StandardKey.Save, name="saveField"
        )
        self.exports = [
            self._add(menu, self.tr("&Export…"), self.exportRequested.emit, "Ctrl+E", name="export"),
            self._add(
                menu, self.tr("Save view as pict&ure…"), self.viewSaveRequested.emit, "Ctrl+Shift+S", name="saveViewAsPicture"
            ),
            self._add(menu, self.tr("Export co&mparison…"), self.comparisonRequested.emit, name="exportComparison"),
            self._add(menu, self.tr("Export &film…"), self.filmRequested.emit, "Ctrl+Shift+E", name="exportFilm"),
        ]
        self._add(menu, self.tr("Export fol&der…"), self.folderRequested.emit, name="exportFolder")
        menu.addSeparator()
        self._add(menu, self.tr("Settin&gs…"), self.settingsRequested.emit, "Ctrl+,", name="settings")
        self._add(menu, self.tr("&Quit"), self._window.close, QKeySequence.StandardKey.Quit, name="quit")

    def _fill_view(self, menu: QMenu, canvas: Canvas, docks: dict[str, QAction]) -> None:
        self._add(menu, self.tr("Zoom &in"), lambda: canvas.zoom_notches(1), "+", "=", name="zoomIn")
        self._add(menu, self.tr("Zoom &out"), lambda: canvas.zoom_notches(-1), "-", name="zoomOut")
        octave = RUNGS_PER_OCTAVE
        self._add(menu, self.tr("&Double the zoom"), lambda: canvas.zoom_notches(octave), "Ctrl++", "Ctrl+=", name="doubleZoom")
        self._add(menu, self.tr("Hal&ve the zoom"), lambda: canvas.zoom_notches(-octave), "Ctrl+-", name="halveZoom")
        self._add(menu, self.tr("&Fit"), canvas.fit, "0", "F", "Ctrl+0", name="fit")
        self._add(menu, self.tr("Fi&ll"), canvas.fill, "Shift+F", name="fill")
        self._add(menu, self.tr("&1:1"), lambda: canvas.zoom_to(1.0), "1", "Ctrl+1", name="actualSize")
        self.part = self._add(menu, self.tr("Zoom to &selection"), canvas.zoom_to_selection, "Z", name="zoomToSelection")
        canvas.selectionChanged.connect(lambda part: self.part.setEnabled(part is not None))
        menu.addSeparator()
        self.crisp = self._add(
            menu, self.tr("&Crisp deep zoom"), lambda: self.crispToggled.emit(self.crisp.isChecked()), "C", name="crispDeepZoom"
        )
        self._adopt(menu, docks["panel"], self.tr("Side &panel"), "F9", "sidePanel")
        self._adopt(menu, docks["filmstrip"], self.tr("Fil&mstrip"), "T", "filmstrip")
        self._adopt(menu, docks["facts"], self.tr("F&acts about the file"), "I", "facts")
        self.full = self._add(menu, self.tr("F&ull screen"), self.fullScreenRequested.emit, "F11", name="fullScreen")
        for action in (self.crisp, self.full):
            action.setCheckable(True)
        leave = QAction(self.tr("Leave what is being done"), self._window, shortcut="Esc", objectName="leaveAction")
        leave.triggered.connect(self.escaped)
        self._window.addAction(leave)

    def _fill_restore(self, menu: QMenu) -> None:
        self.restore = [
            self._task(menu, "denoise", self.tr("Remove &noise…")),
            self._task(menu, "artefacts", self.tr("Remove &JPEG artefacts…")),
            self._task(menu, "upscale", self.tr("&Enlarge…")),
        ]
        menu.addSeparator()
        self.paint = self._add(menu, self.tr("&Paint mask"), self.maskRequested.emit, "M", name="paintMask")
        self.paint.setCheckable(True)
        self.restore += [self.paint, self._task(menu, "inpaint", self.tr("&Fill in what is masked…"))]
        menu.addSeparator()
        self.restore.append(self._add(menu, self.tr("S&tylise…"), self.stylingRequested.emit, "Ctrl+Shift+Y", name="stylise"))
        self.restore.append(
            self._add(menu, self.tr("Simulate &degradation…"), self.simulationRequested.emit, name="simulateDegradation")
        )
        self._add(menu, self.tr("E&xplore degradations…"), self.explorationRequested.emit, name="exploreDegradations")

    def _menu(self, title: str) -> QMenu:
        return self._window.menuBar().addMenu(title)

    def _task(self, menu: QMenu, task: str, text: str) -> QAction:
        return self._add(menu, text, lambda: self.restorationRequested.emit(task), name=f"restore-{task}")

    def _add(self, menu: QMenu, text: str, slot: Slot, *shortcuts: str | QKeySequence.StandardKey, name: str) -> QAction:
        return add_action(self._window, menu, text, slot, *shortcuts, name=name)

    def _adopt(self, menu: QMenu, action: QAction, text: str, shortcut: str, name: str) -> None:
        """An action that somebody else made."""
        action.setText(text)
        action.setShortcut(shortcut)
        action.setObjectName(f"{name}Action")
        menu.addAction(action)
        self._window.addAction(action)
