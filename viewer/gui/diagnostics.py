"""What a report of a problem should tell: versions, machine, settings, models, and the end of the log; no private paths."""

import os
import platform
import re
from collections.abc import Iterable
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from viewer import __version__
from viewer.gui.log_file import last_lines
from viewer.gui.settings import Settings

PACKAGES = "PySide6-Essentials", "torch", "numpy", "pillow", "scikit-image"
LINES = 40  # of the log
NAMED = r"[^\s'\"<>|:;,()]| (?=[^\s'\"<>|:;,()\\/~])"  # what a path is made of; a blank before more of the same name
PATH = re.compile(rf"(?<![\w:/.…~])(?:~|[A-Za-z]:)?[\\/](?:{NAMED})*[\\/](?=[^\s\\/]*)")


def versions() -> list[tuple[str, str]]:
    """What of which version; read from what is installed, nothing is imported. Not for the window's thread."""
    found = [("srview", __version__), ("Python", platform.python_version()), ("System", platform.platform())]
    for package in PACKAGES:
        try:
            found.append((package, version(package)))
        except PackageNotFoundError:
            found.append((package, "–"))
    return [*found, ("Processors", str(os.cpu_count()))]


def diagnostics(settings: Settings, device: str, models: Iterable[str]) -> str:
    """All of it, as text. Not for the window's thread: the log is read."""
    usual = asdict(Settings())
    changed = {name: value for name, value in asdict(settings).items() if value != usual[name]}
    parts = [f"{name}: {value}" for name, value in versions()]
    parts += [f"Device: {device}", f"Models: {', '.join(without_paths(model) for model in models)}"]
    parts += ["Settings: " + (", ".join(f"{name} = {value}" for name, value in changed.items()) or "the usual ones")]
    return without_paths("\n".join([*parts, "Log:", *last_lines(LINES)])) + "\n"


def without_paths(text: str) -> str:
    """The text with the folders of all paths left out: the names of files stay."""
    return PATH.sub("…/", text.replace(str(Path.home()), "~"))
