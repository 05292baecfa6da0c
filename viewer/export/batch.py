"""Many pictures into a folder: what is finished is skipped, nothing is overwritten unasked, and no bad file stops the others."""

import hashlib
import json
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from viewer.errors import Stopped, UserError
from viewer.export.remembered import digest_of
from viewer.files import replacing
from viewer.imaging.files import list_images

log = logging.getLogger(__name__)

INDEX = ".srview-render.json"  # in the folder: which file was made of what


class InTheWay(UserError):
    """A file that is there already, and is not to be overwritten."""


@dataclass(frozen=True)
class Item:
    """A picture and the file it becomes."""

    source: Path
    output: Path


@dataclass
class Outcome:
    """What became of the items: those made, those that were there already, and why others failed, by their names."""

    made: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    failed: dict[str, UserError] = field(default_factory=dict)


def pictures_in(paths: Iterable[Path]) -> list[Path]:
    """The pictures themselves, and those in the folders among them, each once. UserError if a folder cannot be read."""
    return list(dict.fromkeys(file for path in paths for file in (list_images(path) if path.is_dir() else [path])))


def plan(sources: Sequence[Path], folder: Path, ending: str) -> list[Item]:
    """The files in `folder` that pictures become. Names that several have in common keep their old endings, too."""
    stems = Counter(source.stem for source in sources)
    items: dict[str, Item] = {}
    for source in sources:
        name = source.stem if stems[source.stem] == 1 else source.name.replace(".", "-")
        if name in items:
            raise UserError(f"Two of the pictures are called {source.name}.", "Render them into folders of their own.")
        items[name] = Item(source, folder / f"{name}{ending}")
    return list(items.values())


def run(items: Sequence[Item], options: dict[str, Any], make: Callable[[Item], None], overwrite: bool) -> Iterator[Outcome]:
    """Call `make` for each item that is not finished; what has become of them so far, after each.

    One is finished if its file was made of the same content with the same `options` and has not been changed. Any other file
    in its place is left alone unless they are to be overwritten; a picture of the batch always is. Raises Stopped if `make` does.
    """
    outcome = Outcome()
    standing = Standing(items, options, overwrite)
    for item in items:
        name = item.source.name
        try:
            if standing.is_finished(item):
                outcome.skipped.append(name)
            else:
                standing.check(item)
                standing.add(item, make)
                outcome.made.append(name)
        except UserError as error:
            outcome.failed[name] = error
        except Stopped:
            raise
        except Exception as error:  # a bug, or memory: this picture is lost, not the batch
            log.exception("%s failed", item.source)
            outcome.failed[name] = UserError(f"{name} failed: {str(error) or type(error).__name__}.")
        yield outcome


class Standing:
    """How the items of a batch stand, by what is known of the files in their folder: what each was made of."""

    def __init__(self, items: Sequence[Item], options: dict[str, Any], overwrite: bool) -> None:
        """`options` are all that makes a file differ."""
        self._options, self._overwrite = options, overwrite
        self._sources = {item.source.resolve() for item in items}
        self._path = items[0].output.parent / INDEX if items else Path(INDEX)
        self._known = self._read()

    def is_finished(self, item: Item) -> bool:
        """Whether its file is there, made of this very picture and not changed since. UserError if the picture cannot be read."""
        known = self._known.get(item.output.name)
        return known is not None and item.output.is_file() and known == [self._key(item.source), digest_of(item.output)]

    def check(self, item: Item) -> None:
        """UserError if its file must not be written: it is a picture of the batch, or is there already."""
        if item.output.resolve() in self._sources:
            raise UserError(f"{item.output.name} is a picture of the batch itself.", "Render into another folder.")
        if item.output.exists() and not self._overwrite:
            raise InTheWay(f"{item.output} exists already.", "Use --overwrite to replace it.")

    def add(self, item: Item, make: Callable[[Item], None]) -> None:
        """Have its file made, and note of what."""
        key = self._key(item.source)
        make(item)
        self._known = self._read() | {item.output.name: [key, digest_of(item.output)]}  # others may write here, too
        with replacing(self._path) as temporary:
            temporary.write_text(json.dumps(self._known, indent=1), "utf-8")

    def _key(self, source: Path) -> str:
        try:
            content = digest_of(source)
        except OSError as error:
            raise UserError(f"Cannot read {source}: {error.strerror or error}.") from error
        return hashlib.sha256((content + json.dumps(self._options, sort_keys=True)).encode()).hexdigest()

    def _read(self) -> dict[str, Any]:
        try:
            known = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}
