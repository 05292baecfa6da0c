"""What the user has set, in one validated model and one file, which may be broken without anything else breaking.

Nothing here imports Qt nor pydantic, which takes longer than the file: they are read before there is a window.
"""

import dataclasses
import json
import logging
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import platformdirs

from viewer.errors import Sentence, UserError
from viewer.files import copy_file, replacing
from viewer.models.catalogue import DEFAULT

log = logging.getLogger(__name__)

APPEARANCE, HAND, FIELDS, START = "Appearance", "Mouse and wheel", "Fields", "Start"  # pages of the dialog
PAGES = APPEARANCE, HAND, FIELDS, START
MEGABYTE = 1 << 20


def option(
    default: Any, title: str, description: str, group: str, unit: str = "", labels: dict[str, str] | None = None, **limits: Any
) -> Any:
    """A setting, told of as a job's options are (see `viewer.training.options`); `labels` are all it may be, in words."""
    told = {"title": title, "description": description, "group": group, "unit": unit, "labels": labels or {}}
    return dataclasses.field(default=default, metadata={**told, "limits": limits})


@dataclass(frozen=True)
class Settings:
    """Every setting, with what it is called and what it does; the dialog is made from this."""

    theme: Literal["system", "light", "dark"] = option(
        "system", "Theme", "colours of the window", APPEARANCE,
        labels={"system": "As the system", "light": "Light", "dark": "Dark"},
    )  # fmt: skip
    canvas_colour: str = option(
        "#2b2b2b", "Canvas", "what is around the picture; neutral greys let colours be judged", APPEARANCE, unit="colour",
        pattern="^#[0-9a-fA-F]{6}$",
    )  # fmt: skip
    glide: Literal["system", "on", "off"] = option(
        "system", "Zoom animation", "whether a zoom glides there, or is there at once", APPEARANCE,
        labels={"system": "As the system", "on": "On", "off": "Off (reduced motion)"},
    )  # fmt: skip
    language: Literal["system", "en", "ko"] = option(
        "system", "Language", "of the window, from the next start on", APPEARANCE,
        labels={"system": "As the system", "en": "English", "ko": "한국어"},
    )  # fmt: skip
    wheel: Literal["zoom", "leaf", "scroll"] = option(
        "zoom", "Wheel", "what the wheel does; with Ctrl held it zooms in any case", HAND,
        labels={"zoom": "Zooms", "leaf": "Next and previous picture", "scroll": "Moves over the picture"},
    )  # fmt: skip
    double_click: Literal["fit", "full screen"] = option(
        "fit", "Double click", "what a double click on the picture does", HAND,
        labels={"fit": "Fits the picture, and back", "full screen": "Full screen, and back"},
    )  # fmt: skip
    model: str = option(DEFAULT, "Field", "the field pictures are seen through", FIELDS)
    device: str = option("auto", "Device", "where networks are computed", FIELDS)
    precision: Literal["fast", "exact", "averaged"] = option(
        "fast", "Precision", "fast: half precision where it pays; exact: float32; averaged: over eight flips and turns", FIELDS,
        labels={"fast": "Fast", "exact": "Exact", "averaged": "Averaged"},
    )  # fmt: skip
    tile_memory: int = option(
        256, "Memory for tiles", "what has been rendered is kept within this", FIELDS, unit="MB", ge=32, le=65_536
    )
    latent_memory: int = option(
        384, "Memory for latents", "what networks have encoded is kept within this", FIELDS, unit="MB", ge=32, le=65_536
    )
    reopen: bool = option(False, "Reopen the last picture", "when the program starts without being given one", START)
    remember_views: bool = option(True, "Remember zoom and place", "a picture that is opened again is seen as it was left", START)
    single_window: bool = option(
        True,
        "Use the open window",
        "pictures opened elsewhere come into the window that is open, not into another",
        START,
    )
    shortcuts: dict[str, list[str]] = dataclasses.field(default_factory=dict)  # keys of actions, where they are not the usual


def is_valid(name: str, value: Any) -> bool:
    """Whether a setting may be that."""
    if name == "shortcuts":
        keys = value.values() if isinstance(value, dict) else [None]
        return all(isinstance(each, list) and all(isinstance(key, str) for key in each) for each in keys)
    told = next(setting for setting in dataclasses.fields(Settings) if setting.name == name)
    labels, limits = told.metadata["labels"], told.metadata["limits"]
    if type(value) is not type(told.default) or (labels and value not in labels):
        return False
    if isinstance(value, str):
        return bool(value) and re.fullmatch(limits.get("pattern", ".*"), value) is not None
    return bool(limits.get("ge", value) <= value <= limits.get("le", value))


def settings_file() -> Path:
    """Where they are kept."""
    return Path(platformdirs.user_config_dir("srview")) / "settings.json"


def read_settings() -> tuple[Settings, str]:
    """The settings, and a sentence on what of them could not be read, if anything; it is the usual then.

    A file that is broken is kept beside as `.bak`, and mended.
    """
    path = settings_file()
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(), ""
    except OSError as error:
        return Settings(), Sentence(f"Cannot read {path}: {error.strerror}. All settings are the usual ones.")
    except ValueError:  # of JSON, or of UTF-8
        kept = None
    if not isinstance(kept, dict):
        return Settings(), _mend(path, {}, Sentence(f"{path} is broken: all settings are the usual ones again."))
    wrong = [each.name for each in dataclasses.fields(Settings) if each.name in kept and not is_valid(each.name, kept[each.name])]
    good = {name: value for name, value in kept.items() if name not in wrong}
    settings = Settings(**{each.name: good[each.name] for each in dataclasses.fields(Settings) if each.name in good})
    if not wrong:
        return settings, ""
    titles = ", ".join(each.metadata.get("title", each.name) for each in dataclasses.fields(Settings) if each.name in wrong)
    return settings, _mend(path, good, Sentence(f"{path} had no valid value for: {titles}."))


def keep_settings(changes: dict[str, Any]) -> None:
    """Write these; what else is in the file, be it unknown, stays. The usual values are left out. UserError if it cannot be."""
    path = settings_file()
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        kept = {}
    kept = (kept if isinstance(kept, dict) else {}) | changes
    usual = dataclasses.asdict(Settings())
    _write(path, {name: value for name, value in kept.items() if name not in usual or value != usual[name]})


def _write(path: Path, values: dict[str, Any]) -> None:
    with replacing(path) as temporary:
        temporary.write_text(json.dumps(values, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _mend(path: Path, good: dict[str, Any], sentence: str) -> str:
    """Keep the broken file and write what is good of it; the sentence, with where it is kept."""
    backup = path.with_name(path.name + ".bak")
    try:
        copy_file(path, backup)
        _write(path, good)
    except UserError as error:
        log.warning("cannot mend the settings: %s", error)
        return sentence
    return " ".join((sentence, Sentence(f"What was there is kept as {backup.name}.")))
