"""Brings the catalogues here up to date with the program's strings, and compiles them: `make translations`.

Strings in `viewer/gui` are found by lupdate. What options say of themselves, and a few other words, are in rooms that know
nothing of Qt: they are collected here. A new language begins with: update.py srview_LANGUAGE.ts
"""

import pkgutil
import shutil
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import get_args

from pydantic import BaseModel

import viewer
from viewer.fields.interpolation import CLASSICAL
from viewer.gui.settings_dialog import settings_model
from viewer.imaging.facts import MODES, Name, deep
from viewer.imaging.paintings import PAINTINGS
from viewer.imaging.samples import SAMPLES
from viewer.jobs.flags import detail, labels_of, options_by_group
from viewer.jobs.history import State
from viewer.models.catalogue import shipped
from viewer.models.feature_choice import NOTES
from viewer.models.header import TITLES, read_header
from viewer.training import options

HERE = Path(__file__).parent


def option_models() -> list[type[BaseModel]]:
    """The settings, and the options of every kind of job."""
    found = [settings_model()]
    for module in pkgutil.iter_modules(options.__path__):
        for value in vars(import_module(f"{options.__name__}.{module.name}")).values():
            if isinstance(value, type) and issubclass(value, BaseModel) and value.__module__.startswith(options.__name__):
                found.append(value)
    return list(dict.fromkeys(found))


def option_strings() -> list[str]:
    """What forms show of them: titles, what they do, units, groups, and values in words."""
    strings: list[str] = []
    for model in option_models():
        strings += options_by_group(model)
        for info in model.model_fields.values():
            strings += [info.title or "", info.description or "", detail(info, "unit"), detail(info, "zero")]
            strings += labels_of(info).values()
    return sorted({text for text in strings if text})


def below_qt() -> dict[str, list[str]]:
    """The strings of rooms that know nothing of Qt, by the context in which the window translates them."""
    summaries = [read_header(path)["info"]["summary"] for path in shipped().values()]
    return {
        "About": ["System", "Processors"],
        "FeatureNote": [*NOTES.values()],
        "Facts": [*get_args(Name), *MODES.values(), *map(deep, MODES.values())],
        "Models": [*summaries, *(name.capitalize() for name in CLASSICAL), *TITLES.values()],
        "Options": option_strings(),
        "QKeySequenceEdit": ["Press shortcut"],  # Qt's own, whose translations are too long for four beside each other
        "RunsPanel": [state.value for state in State],
        "Samples": [sample.title for sample in SAMPLES.values()],
        "StyleList": [title for _, title in PAINTINGS.values()],
    }


def main(catalogues: list[str]) -> None:
    """Update and compile them."""
    tools = Path(sys.executable).parent
    lupdate, lrelease = (shutil.which(f"pyside6-{tool}", path=str(tools)) for tool in ("lupdate", "lrelease"))
    sources = sorted((Path(viewer.__file__).parent / "gui").glob("*.py"))
    with tempfile.TemporaryDirectory() as folder:
        collected = Path(folder) / "options.py"
        calls = "".join(
            f"QCoreApplication.translate({context!r}, {text!r})\n" for context, texts in below_qt().items() for text in texts
        )
        collected.write_text(f"from PySide6.QtCore import QCoreApplication\n\n{calls}", encoding="utf-8")
        for catalogue in catalogues or sorted(map(str, HERE.glob("*.ts"))):
            where = HERE / Path(catalogue).name
            language = where.stem.removeprefix("srview_")
            words = ["-locations", "none", "-no-obsolete", "-target-language", language, "-ts", where]
            subprocess.run([lupdate, *sources, collected, *words], check=True)
            subprocess.run([lrelease, where, "-qm", where.with_suffix(".qm")], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
