"""Places one comes back to, kept for each picture's file under the user's data directory: bookmarks, and where it was left."""

import json
import math
from pathlib import Path
from typing import Any, NamedTuple

import platformdirs

from viewer.files import replacing
from viewer.imaging.image import Image, Size
from viewer.rendering.viewport import Viewport

VIEWS = 500  # pictures, those looked at last, of which it is known how they were left


class Bookmark(NamedTuple):
    """A place on a picture: the middle of the view in pixels of the file, and device pixels for each of them."""

    x: float
    y: float
    zoom: float

    @classmethod
    def of(cls, view: Viewport, image: Image) -> "Bookmark":
        """The place that a view of a picture, which may be turned, shows."""
        return cls(*image.turn.inverse.point(view.centre, image.size), view.zoom)

    def view(self, image: Image, size: Size) -> Viewport:
        """What a window of a size, in device pixels, shows of it. It may lie off a picture that is another by now."""
        return Viewport(image.turn.point((self.x, self.y), image.size_in_file), self.zoom, size)


def bookmarks_file() -> Path:
    """Where all are kept."""
    return Path(platformdirs.user_data_dir("srview")) / "bookmarks.json"


def read_bookmarks(picture: Path) -> list[Bookmark]:
    """Those of a picture. What cannot be understood is passed over, be it one of them or the whole file."""
    known = _read(bookmarks_file()).get(key_of(picture))
    found = [_bookmark(each) for each in known] if isinstance(known, list) else []
    return [each for each in found if each is not None]


def write_bookmarks(picture: Path, bookmarks: list[Bookmark]) -> None:
    """Keep these as those of a picture, and the others' as they are. UserError if they cannot be written.

    A file that cannot be understood is set aside, not written over.
    """
    file = bookmarks_file()
    pictures = _read(file)
    if not pictures and file.exists() and file.read_bytes().strip() not in (b"", b"{}"):
        file.replace(file.with_suffix(".broken.json"))
    pictures.pop(key_of(picture), None)
    if bookmarks:
        pictures[key_of(picture)] = [each._asdict() for each in bookmarks]
    _write(file, pictures)


def views_file() -> Path:
    """Where it is kept how pictures were left."""
    return Path(platformdirs.user_data_dir("srview")) / "views.json"


def read_views() -> dict[str, Bookmark]:
    """How pictures were left, by their keys. What cannot be understood is passed over."""
    found = {key: _bookmark(each) for key, each in _read(views_file()).items()}
    return {key: place for key, place in found.items() if place is not None}


def write_view(picture: Path, place: Bookmark | None) -> None:
    """Keep how a picture was left, or None for not at all, and the others' as they are, but for the oldest of too many.

    UserError if it cannot be written. A file that cannot be understood is written over: nothing is lost but reminders.
    """
    places = read_views()
    places.pop(key_of(picture), None)
    if place is not None:
        places[key_of(picture)] = place  # the newest come last
    _write(views_file(), {key: place._asdict() for key, place in list(places.items())[-VIEWS:]})


def key_of(picture: Path) -> str:
    """By what a picture is known."""
    return str(picture.absolute())


def _read(file: Path) -> dict[str, Any]:
    try:
        known = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _write(file: Path, pictures: dict[str, Any]) -> None:
    with replacing(file) as temporary:
        temporary.write_text(json.dumps(pictures, indent=1), "utf-8")


def _bookmark(known: object) -> Bookmark | None:
    match known:
        case {"x": float() | int() as x, "y": float() | int() as y, "zoom": float() | int() as zoom}:
            if all(map(math.isfinite, (x, y, zoom))) and zoom > 0:
                return Bookmark(x, y, zoom)
    return None
