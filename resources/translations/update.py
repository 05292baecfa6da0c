"""Brings the catalogues here up to date with the program's strings, and compiles them: `make translations`.

Strings in `viewer/gui` are found by lupdate. The sentences of errors, what options say of themselves, and a few other words, are
in rooms that know nothing of Qt: they are collected here. A new language begins with: update.py srview_LANGUAGE.ts
"""

import ast
import errno
import os
import pkgutil
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import get_args

from pydantic import BaseModel
from pydantic_core import PydanticKnownError

import viewer
from viewer.fields.interpolation import CLASSICAL
from viewer.gui.sentences import TEMPLATES
from viewer.gui.settings_dialog import settings_model
from viewer.imaging.facts import MODES, Name, deep, floating
from viewer.imaging.paintings import PAINTINGS
from viewer.imaging.samples import SAMPLES
from viewer.jobs.flags import detail, labels_of, options_by_group
from viewer.jobs.history import State
from viewer.models.catalogue import shipped
from viewer.models.header import TITLES, read_header
from viewer.training import options

HERE = Path(__file__).parent
TOLD_BY = "UserError", "JobFailed", "Sentence", "Remark"  # what these are given, people read
SYSTEM = "ENOENT", "EACCES", "EPERM", "ENOSPC", "EROFS", "EISDIR", "ENOTDIR", "EFBIG", "EIO"  # what goes wrong with files
DAMAGE = (
    "image file is truncated", "image file is truncated (%1 bytes not processed)", "broken data stream when reading image file",
    "unrecognized data stream contents when reading image file", "Truncated File Read", "could not create decoder object",
    "failed to read next frame", "Failed to decode frame %1: Truncated data",
)  # fmt: skip  # what Pillow says of files of every kind that were cut or changed
WRONG_VALUES: dict[str, dict[str, object]] = {
    "int_parsing": {}, "int_from_float": {}, "float_parsing": {}, "finite_number": {}, "literal_error": {"expected": ""},
    "greater_than": {"gt": 0}, "greater_than_equal": {"ge": 0}, "less_than": {"lt": 0}, "less_than_equal": {"le": 0},
}  # fmt: skip  # in a form or on a command line, by pydantic's names


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


def sentences() -> list[str]:
    """What rooms below the window tell people, `%1`, `%2` … standing for values: `viewer.gui.sentences` translates by them."""
    found = [*DAMAGE, *(os.strerror(getattr(errno, name)) for name in SYSTEM)]
    for path in sorted(Path(viewer.__file__).parent.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [text for call in told(tree) for given in given_to(call) for text in templates(given)]
        if path.parent.name == "options":  # whose validation ends a clause with a full stop: see `make_options`
            found += [f"{text}." for call in told(tree, "ValueError") for given in given_to(call) for text in templates(given)]
    for kind, values in WRONG_VALUES.items():
        found.append(re.sub(r"{\w+}", "%1", PydanticKnownError(kind, values).message_template) + ".")
    return sorted({text for text in found if re.search(r"[a-z]", re.sub(r"%\d", "", text))})


def told(tree: ast.AST, *by: str) -> Iterator[ast.Call]:
    """The calls in a module that are given sentences."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in (by or TOLD_BY):
            yield node


def given_to(call: ast.Call) -> list[ast.expr]:
    """A message and a hint."""
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def templates(given: ast.expr) -> list[str]:
    """`%1 is empty.` of f"{name} is empty."; of a conditional expression those of both; none of what is no literal."""
    match given:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=parts):
            numbers = iter(range(1, 10))
            return ["".join(str(part.value) if isinstance(part, ast.Constant) else f"%{next(numbers)}" for part in parts)]
        case ast.IfExp(body=one, orelse=other):
            return templates(one) + templates(other)
    return []


def below_qt() -> dict[str, list[str]]:
    """The strings of rooms that know nothing of Qt, by the context in which the window translates them."""
    summaries = [read_header(path)["info"]["summary"] for path in shipped().values()]
    floats = [floating(MODES[mode]) for mode in ("LA", "RGB", "RGBA")]
    return {
        "About": ["System", "Processors"],
        "Facts": [*get_args(Name), *MODES.values(), *map(deep, MODES.values()), *floats],
        "Models": [*summaries, *(name.capitalize() for name in CLASSICAL), *TITLES.values()],
        "Options": option_strings(),
        "QKeySequenceEdit": ["Press shortcut"],  # Qt's own, whose translations are too long for four beside each other
        "RunsPanel": [state.value for state in State],
        "Samples": [sample.title for sample in SAMPLES.values()],
        "Sentences": sentences(),
        "StyleList": [title for _, title in PAINTINGS.values()],
    }


def main(catalogues: list[str]) -> None:
    """Update and compile them."""
    TEMPLATES.write_text("\n".join(sentences()) + "\n", encoding="utf-8")
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
