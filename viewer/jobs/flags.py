"""Command-line flags made from a job's options, and options made from flags."""

import argparse
import types
import typing
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from viewer.errors import UserError
from viewer.training.options.training import GROUPS

Options = TypeVar("Options", bound=BaseModel)


def add_flags(parser: argparse.ArgumentParser, model: type[BaseModel], but: Sequence[str] = ()) -> None:
    """A flag for each option of `model` but some: lists of paths are repeated, other lists take several values."""
    for names in options_by_group(model).values():
        for name in [name for name in names if name not in but]:
            info = model.model_fields[name]
            flags = [flag(name), *(["--vgg"] if detail(info, "unit") == "features" else [])]  # whose file it often is
            parser.add_argument(*flags, dest=name, default=argparse.SUPPRESS, **_argument(info))


def options_by_group(model: type[BaseModel]) -> dict[str, list[str]]:
    """The names of the options of each group, in the order of the groups."""
    groups: dict[str, list[str]] = {group: [] for group in GROUPS}
    for name, info in model.model_fields.items():
        groups.setdefault(detail(info, "group"), []).append(name)
    return {group: names for group, names in groups.items() if names}


def detail(info: FieldInfo, key: str) -> str:
    """What an option says of itself besides its help: its `group`, its `unit`."""
    extra = info.json_schema_extra
    return str(extra.get(key, "")) if isinstance(extra, dict) else ""


def labels_of(info: FieldInfo) -> dict[str, str]:
    """What people read for each of the words that an option may be; numbers are read as they are."""
    extra = info.json_schema_extra
    said: dict[str, str] = dict(extra.get("labels") or {}) if isinstance(extra, dict) else {}  # type: ignore[arg-type]
    words = typing.get_args(info.annotation) if typing.get_origin(info.annotation) is Literal else ()
    return {word: said.get(word, word.capitalize()) for word in words if isinstance(word, str)}


def flag(name: str) -> str:
    """`--scale-max` for `scale_max`."""
    return "--" + name.replace("_", "-")


def make_options(model: type[Options], values: dict[str, Any], say: Callable[[str], str] = flag) -> Options:
    """The validated options. UserError, in one sentence, for the first value that is missing or wrong.

    say  what an option is called
    """
    try:
        return model(**values)
    except ValidationError as error:
        first = error.errors()[0]
        where = say(str(first["loc"][0])) + ": " if first["loc"] else ""
        if first["type"] in ("missing", "too_short"):
            raise UserError(f"{where[:-2]} is required.") from error
        raise UserError(f"{where}{first['msg'].removeprefix('Value error, ')}.") from error


def _argument(info: FieldInfo) -> dict[str, Any]:
    annotation = info.annotation
    default = "" if info.is_required() else f" (default {_shown(info.get_default(call_default_factory=True))})"
    argument: dict[str, Any] = {"help": f"{info.description}{default}"}
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Literal:
        return argument | {"choices": inner, "type": type(inner[0])}
    if origin is list:
        if inner[0] is Path:
            return argument | {"action": "append", "type": Path, "metavar": "DIR"}
        if typing.get_origin(inner[0]) is Literal:
            return argument | {"nargs": "+", "choices": typing.get_args(inner[0]), "metavar": "NAME"}
        return argument | {"nargs": "+", "type": plain_type(inner[0]), "metavar": "N"}
    kind = plain_type(annotation)
    if kind is bool:
        return argument | {"action": argparse.BooleanOptionalAction}
    return argument | {"type": kind, "metavar": {int: "N", float: "X", Path: "FILE"}.get(kind, "TEXT")}


def plain_type(annotation: Any) -> Any:
    """The type behind `Annotated`, unions with None and constrained numbers."""
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is typing.Annotated:
        return plain_type(typing.get_args(annotation)[0])
    return annotation


def _shown(default: Any) -> str:
    if isinstance(default, list):
        return " ".join(map(str, default)) or "none"
    return str(default)
