"""The settings, page by page. What is changed takes effect at once."""

from dataclasses import asdict, fields
from typing import Any

from pydantic import BaseModel, create_model
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QTabWidget, QVBoxLayout, QWidget

from viewer.errors import UserError
from viewer.gui.configuring import Configuring
from viewer.gui.dialog import Dialog
from viewer.gui.document import Document
from viewer.gui.form import Choices, OptionsForm
from viewer.gui.panel import SidePanel
from viewer.gui.settings import PAGES, Settings
from viewer.gui.shortcuts import Shortcuts
from viewer.gui.shortcuts_page import ShortcutsPage
from viewer.gui.translating import locale_of
from viewer.jobs.flags import make_options, options_by_group
from viewer.training.options.training import option


def settings_model() -> type[BaseModel]:
    """The settings as forms take options: all but the keys, which have a page of their own."""
    told = {each.name: (each.type, dict(each.metadata), each.default) for each in fields(Settings) if each.metadata}
    made: dict[str, Any] = {}
    for name, (kind, about, default) in told.items():
        limits = about.pop("limits")
        made[name] = kind, option(default, **about, **limits)
    return create_model("SettingsModel", **made)


class SettingsDialog(Dialog):
    """Shows the settings and hands on what is changed. What cannot be yet, as a text half typed, is not taken."""

    def __init__(self, configuring: Configuring, choices: dict[str, Choices], shortcuts: Shortcuts, parent: QWidget) -> None:
        """`choices` are what settings may be that only the window knows: its models, its devices."""
        super().__init__(parent, objectName="settings")
        self.setWindowTitle(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._configuring = configuring
        self._forms: list[OptionsForm] = []
        self.pages = QTabWidget(objectName="settingsPages")
        self._note = QLabel(self.tr("Takes effect when srview is started again."), objectName="languageNote")
        self._note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._model = settings_model()
        names = options_by_group(self._model)
        for page in PAGES:
            form = OptionsForm(self._model, names[page], choices=choices)
            form.changed.connect(self._take)
            self._forms.append(form)
            self.pages.addTab(form, QCoreApplication.translate("Options", page))
            if "language" in names[page]:
                form.put_below("language", self._note)
        self.keys = ShortcutsPage(shortcuts)
        self.pages.addTab(self.keys, self.tr("Keys"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.RestoreDefaults | QDialogButtonBox.StandardButton.Close)
        reset = buttons.button(QDialogButtonBox.StandardButton.RestoreDefaults)
        reset.setText(self.tr("Reset all"))
        reset.setObjectName("resetSettings")
        reset.setToolTip(self.tr("Set everything, keys included, as it was at first"))
        reset.clicked.connect(configuring.reset)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(self.pages, 1)
        column.addWidget(buttons)
        self.resize(560, 460)
        self._show()
        configuring.changed.connect(self._show)

    def _take(self, name: str) -> None:
        values = {k: v for form in self._forms for k, v in form.values().items()}
        try:
            value: Any = getattr(make_options(self._model, {name: values[name]}), name)
        except UserError:
            return
        self._configuring.change(**{name: value})

    def _show(self) -> None:
        for form in self._forms:
            form.blockSignals(True)
            form.set_values({name: value for name, value in asdict(self._configuring.settings).items() if name in form.values()})
            form.blockSignals(False)
        wanted = self._configuring.settings.language
        self._note.setVisible(locale_of(wanted).language() != locale_of(self._configuring.spoken).language())
        self.keys.show_keys()


def show_settings(window: QWidget, configuring: Configuring, shortcuts: Shortcuts, document: Document, panel: SidePanel) -> None:
    """Bring the settings of a window to the front."""
    dialog = window.findChild(SettingsDialog)
    if dialog is None:
        models = [(choice.model, choice.title) for choice in document.choices if choice.of is None]
        devices = [(str(panel.device.itemData(k)), panel.device.itemText(k)) for k in range(panel.device.count())]
        dialog = SettingsDialog(configuring, {"model": models, "device": devices}, shortcuts, window)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
