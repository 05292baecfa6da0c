"""The Compare menu."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from viewer.fields.derivatives import COLOURS
from viewer.fields.shown import DIFFERENCE, DISAGREEMENT, HONESTY, SIGNED
from viewer.gui.compare_group import PANES
from viewer.gui.look import Look

Add = Callable[..., QAction]


class CompareMenu(QObject):
    """Says how the field is to be held against others."""

    splitToggled = Signal(bool)
    panesChosen = Signal(int)
    swapRequested = Signal()
    otherRequested = Signal(QAction)  # while the action's key is held
    lensToggled = Signal(bool)
    fileRequested = Signal()
    shownChosen = Signal(str)
    gainStepped = Signal(int)  # by so many steps

    def __init__(self, window: QWidget, menu: QMenu, add: Add) -> None:
        """`add` puts an action into a menu: its text, what it does, and its keys."""
        super().__init__(window)
        self.menu = menu
        self.split: QAction = add(
            menu, self.tr("&Split view"), lambda: self.splitToggled.emit(self.split.isChecked()), "S", name="splitView"
        )
        panes = menu.addMenu(self.tr("&Panes"))
        self._panes = [
            add(panes, str(count), partial(self.panesChosen.emit, count), f"Ctrl+Alt+{count}", name=f"panes-{count}")
            for count in range(1, PANES + 1)
        ]
        self.lens: QAction = add(menu, self.tr("&Lens"), lambda: self.lensToggled.emit(self.lens.isChecked()), "L", name="lens")
        add(menu, self.tr("S&wap field and comparison"), self.swapRequested.emit, name="swapFieldAndComparison")
        self.file: QAction = add(menu, self.tr("Compare with &file…"), self.fileRequested.emit, name="compareWithFile")
        menu.addSeparator()
        self._shown = {
            DIFFERENCE: add(menu, self.tr("&Difference"), lambda: self._choose(DIFFERENCE), "D", name="difference"),
            SIGNED: add(menu, self.tr("Si&gned difference"), lambda: self._choose(SIGNED), "Shift+D", name="signedDifference"),
            HONESTY: add(
                menu,
                self.tr("&Honesty towards the photo"),
                lambda: self._choose(HONESTY),
                "Shift+H",
                name="honestyTowardsThePhoto",
            ),
            DISAGREEMENT: add(
                menu,
                self.tr("D&isagreement of latents"),
                lambda: self._choose(DISAGREEMENT),
                "Shift+U",
                name="disagreementOfLatents",
            ),
        }
        self._gains = [
            add(menu, self.tr("L&ess gain"), lambda: self.gainStepped.emit(-1), "[", name="lessGain"),
            add(menu, self.tr("&More gain"), lambda: self.gainStepped.emit(1), "]", name="moreGain"),
        ]
        for action in (self.split, self.lens, *self._panes, *self._shown.values()):
            action.setCheckable(True)
        other = QAction(self.tr("See the comparison while held, swap when tapped"), window, shortcut="X", autoRepeat=False)
        other.setObjectName("otherAction")
        other.triggered.connect(lambda: self.otherRequested.emit(other))
        window.addAction(other)

    def _choose(self, what: str) -> None:
        self.shownChosen.emit(what if self._shown[what].isChecked() else COLOURS)

    def show_look(self, look: Look) -> None:
        """Check what is chosen."""
        self.split.setChecked(look.is_split)
        self.lens.setChecked(look.lens)
        for count, action in enumerate(self._panes, 1):
            action.setChecked(look.panes == count)
        for what, action in self._shown.items():
            action.setChecked(look.shown == what)
        for action in self._gains:
            action.setEnabled(look.gain_of_shown > 0)
