"""Places one wants to come back to, kept for each picture's file under the user's data directory."""

import json
import math
from pathlib import Path
from typing import Any, NamedTuple

import platformdirs

from viewer.files import replacing


class Bookmark(NamedTuple):
    """A place on a picture: the middle of the view in pixels of the file, and device pixels for each of them."""

    x: float
    y: float
    zoom: float


def bookmarks_file() -> Path:
    """Where all are kept."""
    return Path(platformdirs.user_data_dir("srview")) / "bookmarks.json"


def read_bookmarks(picture: Path) -> list[Bookmark]:
    """Those of a picture. What cannot be understood is passed over, be it one of them or the whole file."""
    known = _read().get(_key(picture))
    found = [_bookmark(each) for each in known] if isinstance(known, list) else []
    return [each for each in found if each is not None]


def write_bookmarks(picture: Path, bookmarks: list[Bookmark]) -> None:
    """Keep these as those of a picture, and the others' as they are. UserError if they cannot be written.

    A file that cannot be understood is set aside, not written over.
    """
    file = bookmarks_file()
    pictures = _read()
    if not pictures and file.exists() and file.read_bytes().strip() not in (b"", b"{}"):
        file.replace(file.with_suffix(".broken.json"))
    pictures.pop(_key(picture), None)
    if bookmarks:
        pictures[_key(picture)] = [each._asdict() for each in bookmarks]
    with replacing(file) as temporary:
        temporary.write_text(json.dumps(pictures, indent=1), "utf-8")


def _key(picture: Path) -> str:
    return str(picture.absolute())


def _read() -> dict[str, Any]:
    try:
        known = json.loads(bookmarks_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _bookmark(known: object) -> Bookmark | None:
    match known:
        case {"x": float() | int() as x, "y": float() | int() as y, "zoom": float() | int() as zoom}:
            if all(map(math.isfinite, (x, y, zoom))) and zoom > 0:
                return Bookmark(x, y, zoom)
    return None
