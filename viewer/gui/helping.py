"""The Help menu."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from viewer.gui.configuring import Configuring
from viewer.gui.document import Document
from viewer.gui.menus import add_action
from viewer.gui.messages import MessageBar
from viewer.gui.panel import SidePanel
from viewer.gui.shortcuts import Shortcuts


class Helping(QObject):
    """Shows what the window is asked to explain; each sheet once, made anew."""

    def __init__(
        self,
        window: QWidget,
        document: Document,
        panel: SidePanel,
        configuring: Configuring,
        messages: MessageBar,
        shortcuts: Callable[[], Shortcuts],
        menu: QMenu,
    ) -> None:
        """`shortcuts` gives those of all actions, once they are there: these are among them."""
        super().__init__(window)
        self._window, self._document, self._panel = window, document, panel
        self._configuring, self._messages, self._shortcuts = configuring, messages, shortcuts
        self._open: dict[type[QDialog], QDialog] = {}
        add_action(window, menu, self.tr("&Keys and wheel"), self._show_keys, "?", "F1", name="keysAndWheel")
        add_action(window, menu, self.tr("&Methods"), self._show_methods, name="methods")
        add_action(window, menu, self.tr("M&essages"), self._show_messages, name="messages")
        messages.earlierRequested.connect(self._show_messages)
        menu.addSeparator()
        add_action(window, menu, self.tr("&About srview"), self._show_about, name="aboutSrview")

    def _show(self, dialog: QDialog) -> None:
        kind = type(dialog)
        if (before := self._open.pop(kind, None)) is not None:
            before.close()
        self._open[kind] = dialog
        dialog.finished.connect(lambda: self._open.pop(kind, None) if self._open.get(kind) is dialog else None)
        dialog.show()

    def _show_keys(self) -> None:
        from viewer.gui.keys_sheet import KeysSheet

        self._show(KeysSheet(self._shortcuts(), self._window))

    def _show_methods(self) -> None:
        from viewer.gui.methods import MethodsDialog

        self._show(MethodsDialog(self._window))

    def _show_messages(self) -> None:
        from viewer.gui.messages_sheet import MessagesSheet

        self._show(MessagesSheet(self._messages.earlier, self._window))

    def _show_about(self) -> None:
        from viewer.gui.about import About
        from viewer.gui.diagnostics import diagnostics  # importlib.metadata

        settings, device = self._configuring.settings, self._panel.device.currentText()
        models = [choice.model for choice in self._document.choices]
        self._show(About(device, lambda: diagnostics(settings, device, models), self._window))
