"""The keys of actions: the usual ones, those the user has set instead, and whose a key is."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from viewer.gui.configuring import Configuring

PORTABLE = QKeySequence.SequenceFormat.PortableText
ENDING = "Action"  # of the object names of actions


class Entry(NamedTuple):
    """An action that can have keys: where it is found, from the menu down, what it is called, and the keys it was made with."""

    menu: str
    title: str
    action: QAction
    usual: list[str]


class Shortcuts(QObject):
    """Knows the named actions of a window, in the order of its menus, and gives them the keys of the settings.

    Keys are told in Qt's portable text, such as `Ctrl+Shift+F`.
    """

    def __init__(self, window: QMainWindow, configuring: Configuring) -> None:
        super().__init__(window)
        self._configuring = configuring
        self.entries: dict[str, Entry] = {}
        for bar in window.menuBar().actions():
            for path, action in _actions_of(bar.menu(), plain(bar.text())):  # type: ignore[arg-type]
                self._know(path, action)
        for action in window.actions():
            self._know(self.tr("Anywhere"), action)
        self._apply()
        configuring.changed.connect(self._apply)

    def keys(self, name: str) -> list[str]:
        """The keys an action has now."""
        return [key.toString(PORTABLE) for key in self.entries[name].action.shortcuts()]

    def first_keys(self) -> dict[str, str]:
        """The first key of each action that has any, as people read it."""
        return {name: shown(keys[:1]) for name in self.entries if (keys := self.keys(name))}

    def owner(self, key: str, but: str) -> str | None:
        """The action that has a key, other than one; None if nobody has."""
        return next((name for name in self.entries if name != but and key in self.keys(name)), None)

    def set_keys(self, name: str, keys: Iterable[str]) -> None:
        """Let an action have these keys alone. Whoever had one of them has it no longer."""
        wanted = [key for key in dict.fromkeys(keys) if key]
        changes = {name: wanted}
        for other in self.entries:
            if other != name and any(key in wanted for key in self.keys(other)):
                changes[other] = [key for key in self.keys(other) if key not in wanted]
        self._keep(self._configuring.settings.shortcuts | changes)

    def reset(self, name: str) -> None:
        """Give an action its usual keys back, whoever has them now."""
        self.set_keys(name, self.entries[name].usual)

    def reset_all(self) -> None:
        """Give all of them their usual keys."""
        self._keep({})

    def _keep(self, shortcuts: dict[str, list[str]]) -> None:
        usual = {name: entry.usual for name, entry in self.entries.items()}
        self._configuring.change(shortcuts={name: keys for name, keys in shortcuts.items() if keys != usual.get(name)})

    def _know(self, menu: str, action: QAction) -> None:
        name = action.objectName().removesuffix(ENDING)
        if name and name not in self.entries:
            usual = [key.toString(PORTABLE) for key in action.shortcuts()]
            self.entries[name] = Entry(menu, plain(action.text()), action, usual)

    def _apply(self) -> None:
        mine = self._configuring.settings.shortcuts
        for name, entry in self.entries.items():
            keys = mine.get(name, entry.usual)
            if keys != self.keys(name):
                entry.action.setShortcuts([QKeySequence(key, PORTABLE) for key in keys])


def _actions_of(menu: QMenu, path: str) -> Iterator[tuple[str, QAction]]:
    for action in menu.actions():
        if (inner := action.menu()) is not None:
            yield from _actions_of(inner, f"{path} › {plain(action.text())}")  # type: ignore[arg-type]
        elif not action.isSeparator():
            yield path, action


def plain(text: str) -> str:
    """What an action is called, without marks for the keyboard, be they letters of their own as in 열기(&O), and dots."""
    return re.sub(r"\(&\w\)", "", text).replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…")


def shown(keys: Iterable[str]) -> str:
    """Keys as people read them on this system."""
    return ", ".join(QKeySequence(key, PORTABLE).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)
