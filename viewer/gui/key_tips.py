"""Tooltips end with the keys that do the same as the control, whatever they are now."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QToolButton, QWidget

from viewer.gui.configuring import Configuring
from viewer.gui.shortcuts import Shortcuts, shown

SAME = {
    "comparison": ("other",), "split": ("splitView",), "lens": ("lens",), "crisp": ("crispDeepZoom",),
    "gain": ("lessGain", "moreGain"), "doneMask": ("paintMask",),
}  # fmt: skip  # the actions by whose keys it is done, by the object names of controls


class KeyTips(QObject):
    """Keeps what the controls of a window say of keys up to date."""

    def __init__(self, window: QMainWindow, shortcuts: Shortcuts, configuring: Configuring) -> None:
        super().__init__(window)
        self._shortcuts = shortcuts
        self._told: dict[str, tuple[QWidget | QAction, str]] = {}  # who tells it, and what else
        for name in SAME:
            control = window.findChild(QWidget, name)
            assert control is not None
            teller: QWidget | QAction = control
            if isinstance(control, QToolButton) and (action := control.defaultAction()):
                teller = action  # by which the button is told again
            self._told[name] = teller, teller.toolTip()
        self._tell()
        configuring.changed.connect(self._tell)

    def _tell(self) -> None:
        for name, (teller, tip) in self._told.items():
            keys = [key for action in SAME[name] for key in self._shortcuts.keys(action)[:1]]
            teller.setToolTip(f"{tip} ({shown(keys)})" if keys else tip)
