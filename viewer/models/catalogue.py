"""The networks at hand: shipped with the program, imported by the user, or named by path."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import platformdirs

from viewer.errors import UserError
from viewer.files import shipped_folder

DEFAULT = "liif-fast"
ENDINGS = (".safetensors", ".pth", ".pt")


def shipped() -> dict[str, Path]:
    """The checkpoints that come with the program, by name, the one pictures open with first."""
    found = _checkpoints(shipped_folder("ckpt"))
    return dict(sorted(found.items(), key=lambda item: item[0] != DEFAULT))


def imported() -> dict[str, Path]:
    """The checkpoints the user has imported, by name."""
    return _checkpoints(import_folder())


def import_folder() -> Path:
    """Where imported checkpoints are kept."""
    return Path(platformdirs.user_data_dir("srview")) / "models"


def _checkpoints(folder: Path) -> dict[str, Path]:
    return {path.stem: path for path in sorted(folder.glob("*.safetensors"))} if folder.is_dir() else {}


def find(name: str) -> Path:
    """The file of a shipped or imported name, or of a path. UserError if there is none."""
    known = imported() | shipped()
    if name in known:
        return known[name]
    path = Path(name)
    if path.suffix.lower() in ENDINGS:
        if not path.is_file():
            raise UserError(f"The checkpoint {name} does not exist.")
        return path
    raise UserError(f"There is no model {name!r}.", f"There are {', '.join(known) or 'none'}, or name a checkpoint file.")


def licence(path: Path, header: dict[str, Any]) -> str:
    """The licence of a checkpoint's weights: what its header says, else the card beside it; empty if neither does."""
    if isinstance(told := header["info"].get("licence"), str):
        return told
    try:
        card = path.with_suffix(".md").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
    found = re.search(r"Licence of the weights: ([^\s.]+(?:\.[^\s.]+)*)", card)
    return found[1] if found else ""


def import_checkpoint(path: Path) -> str:
    """Check that the file at `path` holds a network, and keep a copy of it among the imported; its name there."""
    from viewer.models import checkpoint  # torch

    loaded = checkpoint.load(path)
    checkpoint.build(loaded, path.name)
    name = path.stem
    while name in shipped():
        name += "-imported"
    checkpoint.save(loaded, import_folder() / f"{name}.safetensors")
    return name


def load_network(name: str):  # type: ignore[no-untyped-def]  # -> LIIF; naming it would import torch
    """The network of `name` (see `find`), read once while its file stays the same."""
    path = find(name)
    return _load(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _load(path: Path, _modified: int):  # type: ignore[no-untyped-def]
    from viewer.models import checkpoint

    return checkpoint.build(checkpoint.load(path), path.name)
