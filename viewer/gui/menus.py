"""The menus and their shortcuts."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMessageBox, QWidget

from viewer import __version__
from viewer.gui.canvas import Canvas
from viewer.gui.compare_menu import CompareMenu
from viewer.imaging.samples import SAMPLES

Slot = Callable[[], object]


def add_action(window: QWidget, menu: QMenu, text: str, slot: Slot, *shortcuts: str | QKeySequence.StandardKey) -> QAction:
    """An entry of a menu, whose shortcuts work with the menu bar hidden, too."""
    action = QAction(text, window)
    action.triggered.connect(lambda: slot())
    if shortcuts:
        action.setShortcuts([QKeySequence(shortcut) for shortcut in shortcuts])
    menu.addAction(action)
    window.addAction(action)
    return action


def add_switch(window: QWidget, menu: QMenu, text: str, switch: Callable[[bool], object], *shortcuts: str) -> QAction:
    """An entry that is on or off; `switch` is told which."""
    action = add_action(window, menu, text, lambda: switch(action.isChecked()), *shortcuts)
    action.setCheckable(True)
    return action


class Menus(QObject):
    """Says what the user asks for; moves the canvas itself. Actions that are not always to be had are attributes."""

    openRequested = Signal()
    sampleRequested = Signal(str)
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

    def __init__(self, window: QMainWindow, canvas: Canvas, docks: dict[str, QAction]) -> None:
        """`docks` show and hide the panel, the runs, the filmstrip and the facts about the file."""
        super().__init__(window)
        self._window = window
        self._fill_file(self._menu(self.tr("&File")))
        self.view = self._menu(self.tr("&View"))
        self._fill_view(self.view, canvas, docks)
        self.compare = CompareMenu(window, self._menu(self.tr("&Compare")), self._add)
        train = self._menu(self.tr("&Train"))
        self._add(train, self.tr("Train &LIIF…"), partial(self.trainingRequested.emit, "liif"), "Ctrl+T")
        self._add(train, self.tr("Train &blind network…"), partial(self.trainingRequested.emit, "dasr"))
        self._add(train, self.tr("Train &style network…"), partial(self.trainingRequested.emit, "style"))
        self._add(train, self.tr("Train f&eature network…"), partial(self.trainingRequested.emit, "features"))
        self.fit = self._add(train, self.tr("&Fit SIREN…"), self.fitRequested.emit, "Ctrl+Shift+F")
        train.addSeparator()
        self._adopt(train, docks["runs"], self.tr("&Runs"), "F8")
        self._add(train, self.tr("Scrub &through learning"), self.scrubRequested.emit, "Ctrl+Shift+L")
        self._fill_restore(self._menu(self.tr("&Restore")))
        about = self._menu(self.tr("&Help"))
        self._add(about, self.tr("&Keys and wheel"), self._show_keys, "?", "F1")
        self._add(about, self.tr("&About srview"), self._show_about)
        for action in (*self.leafing, *self.of_file, self.undo, self.save, *self.exports, self.part, self.fit, *self.restore):
            action.setEnabled(False)

    def _fill_file(self, menu: QMenu) -> None:
        self._add(menu, self.tr("&Open…"), self.openRequested.emit, QKeySequence.StandardKey.Open)
        samples = menu.addMenu(self.tr("&Samples"))
        for name, sample in SAMPLES.items():
            self._add(samples, sample.title, partial(self.sampleRequested.emit, name))
        self.recent = menu.addMenu(self.tr("Open re&cent"))
        self._add(menu, self.tr("&Paste"), self.pasteRequested.emit, QKeySequence.StandardKey.Paste)
        self._add(menu, self.tr("Copy &view"), self.viewCopyRequested.emit, QKeySequence.StandardKey.Copy)
        self._add(menu, self.tr("Copy source pi&xels"), self.sourceCopyRequested.emit, "Ctrl+Shift+C")
        menu.addSeparator()
        self.leafing = [
            self._add(menu, self.tr("&Next"), lambda: self.stepRequested.emit(1), "PgDown", "Space"),
            self._add(menu, self.tr("P&revious"), lambda: self.stepRequested.emit(-1), "PgUp", "Backspace"),
            self._add(menu, self.tr("Fi&rst"), lambda: self.jumpRequested.emit(0), "Home"),
            self._add(menu, self.tr("&Last"), lambda: self.jumpRequested.emit(-1), "End"),
        ]
        orders = menu.addMenu(self.tr("&Sort"))
        group = QActionGroup(orders)
        for order, title in (
            ("name", self.tr("By name")),
            ("time", self.tr("Newest first")),
            ("bytes", self.tr("Largest first")),
        ):
            action = self._add(orders, title, partial(self.orderChosen.emit, order))
            action.setCheckable(True)
            action.setChecked(order == "name")
            group.addAction(action)
        self.of_file = [
            self._add(menu, self.tr("Rel&oad"), self.reloadRequested.emit, "F5"),
            self._add(menu, self.tr("Ren&ame…"), self.renameRequested.emit, "F2"),
            self._add(menu, self.tr("Move to &trash"), self.trashRequested.emit, "Del"),
        ]
        self.undo = self._add(menu, self.tr("&Bring back from the trash"), self.undoRequested.emit, "Ctrl+Z")
        menu.addSeparator()
        self._add(menu, self.tr("Load &checkpoint…"), self.checkpointRequested.emit)
        self.save = self._add(menu, self.tr("&Save field…"), self.saveRequested.emit, QKeySequence.StandardKey.Save)
        self.exports = [
            self._add(menu, self.tr("&Export…"), self.exportRequested.emit, "Ctrl+E"),
            self._add(menu, self.tr("Save &view as picture…"), self.viewSaveRequested.emit, "Ctrl+Shift+S"),
            self._add(menu, self.tr("Export co&mparison…"), self.comparisonRequested.emit),
            self._add(menu, self.tr("Export fil&m…"), self.filmRequested.emit, "Ctrl+Shift+E"),
        ]
        menu.addSeparator()
        self._add(menu, self.tr("&Quit"), self._window.close, QKeySequence.StandardKey.Quit)

    def _fill_view(self, menu: QMenu, canvas: Canvas, docks: dict[str, QAction]) -> None:
        self._add(menu, self.tr("Zoom &in"), lambda: canvas.zoom_notches(1), "+", "=", "Ctrl++", "Ctrl+=")
        self._add(menu, self.tr("Zoom &out"), lambda: canvas.zoom_notches(-1), "-", "Ctrl+-")
        self._add(menu, self.tr("&Fit"), canvas.fit, "0", "F", "Ctrl+0")
        self._add(menu, self.tr("Fi&ll"), canvas.fill, "Shift+F")
        self._add(menu, self.tr("&1:1"), lambda: canvas.zoom_to(1.0), "1", "Ctrl+1")
        self.part = self._add(menu, self.tr("Zoom to se&lection"), canvas.zoom_to_selection, "Z")
        canvas.selectionChanged.connect(lambda part: self.part.setEnabled(part is not None))
        menu.addSeparator()
        self.crisp = self._add(menu, self.tr("&Crisp deep zoom"), lambda: self.crispToggled.emit(self.crisp.isChecked()), "C")
        self._adopt(menu, docks["panel"], self.tr("Side &panel"), "F9")
        self._adopt(menu, docks["filmstrip"], self.tr("Fil&mstrip"), "T")
        self._adopt(menu, docks["facts"], self.tr("Facts a&bout the file"), "I")
        self.full = self._add(menu, self.tr("F&ull screen"), self.fullScreenRequested.emit, "F11")
        for action in (self.crisp, self.full):
            action.setCheckable(True)
        leave = QAction(self._window, shortcut="Esc")
        leave.triggered.connect(self.escaped)
        self._window.addAction(leave)

    def _fill_restore(self, menu: QMenu) -> None:
        self.restore = [
            self._task(menu, "denoise", self.tr("Remove &noise…")),
            self._task(menu, "artefacts", self.tr("Remove &JPEG artefacts…")),
            self._task(menu, "upscale", self.tr("&Enlarge…")),
        ]
        menu.addSeparator()
        self.paint = self._add(menu, self.tr("&Paint mask"), self.maskRequested.emit, "M")
        self.paint.setCheckable(True)
        self.restore += [self.paint, self._task(menu, "inpaint", self.tr("&Fill in what is masked…"))]
        menu.addSeparator()
        self.restore.append(self._add(menu, self.tr("S&tylise…"), self.stylingRequested.emit, "Ctrl+Shift+Y"))
        self.restore.append(self._add(menu, self.tr("Simulate &degradation…"), self.simulationRequested.emit))
        self._add(menu, self.tr("E&xplore degradations…"), self.explorationRequested.emit)

    def _menu(self, title: str) -> QMenu:
        return self._window.menuBar().addMenu(title)

    def _task(self, menu: QMenu, task: str, text: str) -> QAction:
        return self._add(menu, text, lambda: self.restorationRequested.emit(task))

    def _add(self, menu: QMenu, text: str, slot: Slot, *shortcuts: str | QKeySequence.StandardKey) -> QAction:
        return add_action(self._window, menu, text, slot, *shortcuts)

    def _adopt(self, menu: QMenu, action: QAction, text: str, shortcut: str) -> None:
        """An action that somebody else made."""
        action.setText(text)
        action.setShortcut(shortcut)
        menu.addAction(action)
        self._window.addAction(action)

    def _show_keys(self) -> None:
        QMessageBox.information(self._window, self.tr("Keys and wheel"), KEYS)

    def _show_about(self) -> None:
        text = self.tr("<b>srview {version}</b><p>An image viewer in which zoom never ends.</p>")
        QMessageBox.about(self._window, self.tr("About srview"), text.format(version=__version__))


KEYS = """<table cellpadding=3>
<tr><td><b>Wheel, + and −</b></td><td>zoom about the cursor, the centre</td></tr>
<tr><td><b>Shift / Ctrl + wheel</b></td><td>zoom finely / freely</td></tr>
<tr><td><b>Drag, two fingers, arrows</b></td><td>move over the picture</td></tr>
<tr><td><b>Shift + drag, Z, Esc</b></td><td>select a part, zoom to it, select nothing</td></tr>
<tr><td><b>0, F or double-click; Shift+F</b></td><td>fit to the window, and back; fill the window</td></tr>
<tr><td><b>1</b></td><td>one source pixel per screen pixel</td></tr>
<tr><td><b>Alt+←, Alt+→, Ctrl+D</b></td><td>the view before, after; bookmark this one</td></tr>
<tr><td><b>N, G</b></td><td>true pixels instead of the field; grid between them, with their values</td></tr>
<tr><td><b>H; E, Shift+E, Alt+E; Shift+C</b></td><td>histograms; lighter, darker, as it is; one channel after another</td></tr>
<tr><td><b>B; R, Shift+R</b></td><td>checkerboard behind transparency; turn clockwise, back</td></tr>
<tr><td><b>S, C</b></td><td>split view, crisp deep zoom</td></tr>
<tr><td><b>X, held or tapped</b></td><td>see what the field is compared with; swap the two</td></tr>
<tr><td><b>L; Alt + wheel</b></td><td>lens that shows it under the cursor; its size</td></tr>
<tr><td><b>Ctrl+Alt+1 … 4</b></td><td>so many panes, which move together</td></tr>
<tr><td><b>D, Shift+D; [ and ]</b></td><td>difference from it, signed; less, more gain</td></tr>
<tr><td><b>Shift+H, Shift+U</b></td><td>where the field contradicts the photo; where a LIIF's latents disagree</td></tr>
<tr><td><b>Ctrl+L</b></td><td>plot the colours along a line that is drawn; with Ctrl held it keeps to an axis</td></tr>
<tr><td><b>Ctrl+R</b></td><td>shrink the photo, and see who rebuilds it best</td></tr>
<tr><td><b>PgDown, PgUp, Home, End</b></td><td>next, previous, first, last picture of the folder</td></tr>
<tr><td><b>F2, F5, Del, Ctrl+Z</b></td><td>rename the file, read it again, move it to the trash, bring it back</td></tr>
<tr><td><b>T, I</b></td><td>filmstrip, facts about the file</td></tr>
<tr><td><b>F8, F9, F11</b></td><td>runs, side panel, full screen</td></tr>
<tr><td><b>Ctrl+T, Ctrl+Shift+F</b></td><td>train a network, fit a SIREN to the picture or the part selected</td></tr>
<tr><td><b>Ctrl+Shift+L</b></td><td>walk through what a run made on its way, once the picture is seen through it</td></tr>
<tr><td><b>Ctrl+Shift+Y</b></td><td>paint the picture in the style of others</td></tr>
<tr><td><b>M; Alt + wheel</b></td><td>paint a mask of what is to be filled in; width of the brush</td></tr>
<tr><td><b>Ctrl+O, Ctrl+V, Ctrl+S</b></td><td>open, paste, save the field</td></tr>
<tr><td><b>Ctrl+E, Ctrl+Shift+S</b></td><td>export a part or all at any size, save the view as it is seen</td></tr>
<tr><td><b>Ctrl+Shift+E</b></td><td>export a film that flies from one view to another</td></tr>
<tr><td><b>Ctrl+C, Ctrl+Shift+C</b></td><td>copy the view; source pixels, of the part selected or all</td></tr>
</table>"""
