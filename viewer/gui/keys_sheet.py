"""The sheet of keys: what the hand does, and the keys all actions have now."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from viewer.gui.dialog import Dialog
from viewer.gui.shortcuts import Shortcuts, shown


class KeysSheet(Dialog):
    """Lists them; made anew each time it is asked for."""

    def __init__(self, shortcuts: Shortcuts, parent: QWidget) -> None:
        super().__init__(parent, objectName="keysSheet")
        self.setWindowTitle(self.tr("Keys and wheel"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = QTextBrowser(objectName="keys")
        self.text.setAccessibleName(self.windowTitle())
        self.text.setHtml(self._page(shortcuts))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.text, 1)
        column.addWidget(buttons)
        self.resize(620, 640)

    def _page(self, shortcuts: Shortcuts) -> str:
        groups: dict[str, list[tuple[str, str]]] = {self.tr("Hand"): self._gestures()}
        for name, entry in shortcuts.entries.items():
            if keys := shortcuts.keys(name):
                groups.setdefault(entry.menu, []).append((shown(keys), entry.title))
        rows = []
        for title, lines in groups.items():
            rows.append(f"<tr><td colspan=2><p style='margin-top:10px'><b>{escape(title)}</b></p></td></tr>")
            rows += [f"<tr><td>{escape(keys)}</td><td>{escape(does)}</td></tr>" for keys, does in lines]
        return f"<table cellpadding=3>{''.join(rows)}</table>"

    def _gestures(self) -> list[tuple[str, str]]:
        return [
            (self.tr("Wheel"), self.tr("zoom about the cursor, or as is set")),
            (self.tr("Shift / Ctrl + wheel"), self.tr("zoom finely / freely")),
            (
                self.tr("Drag, two fingers, arrows"),
                self.tr("move over the picture; arrows leaf while it is fitted"),
            ),
            (self.tr("Double click"), self.tr("fit to the window and back, or as is set")),
            (self.tr("Shift + drag"), self.tr("select a part; its rim can be dragged, a click selects nothing")),
            (self.tr("Alt + drag"), self.tr("zoom to what is enclosed")),
            (self.tr("Alt + wheel"), self.tr("size of the lens, or of the brush while a mask is painted")),
            (self.tr("Right button, on a mask"), self.tr("take marks away")),
            (self.tr("Ctrl + drag, on a line profile"), self.tr("keep the line to an axis")),
            (self.tr("Side buttons"), self.tr("next and previous picture")),
            (self.tr("Drop beside the divider"), self.tr("compare with that file")),
        ]
