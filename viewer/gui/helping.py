"""The Help menu."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QMessageBox, QWidget

from viewer import __version__
from viewer.gui.keys_sheet import KeysSheet
from viewer.gui.menus import add_action
from viewer.gui.shortcuts import Shortcuts


class Helping(QObject):
    """Shows what the window is asked to explain; each sheet once."""

    def __init__(self, window: QWidget, shortcuts: Callable[[], Shortcuts], menu: QMenu) -> None:
        """`shortcuts` gives those of all actions, once they are there: these are among them."""
        super().__init__(window)
        self._window, self._shortcuts = window, shortcuts
        add_action(window, menu, self.tr("&Keys and wheel"), self._show_keys, "?", "F1", name="keysAndWheel")
        add_action(window, menu, self.tr("&About srview"), self._show_about, name="aboutSrview")

    def _show_keys(self) -> None:
        if (open_already := self._window.findChild(KeysSheet)) is not None:
            open_already.close()
        KeysSheet(self._shortcuts(), self._window).show()

    def _show_about(self) -> None:
        text = self.tr("<b>srview {version}</b><p>An image viewer in which zoom never ends.</p>")
        QMessageBox.about(self._window, self.tr("About srview"), text.format(version=__version__))
