"""Many pictures into a folder: what is finished is skipped, nothing is overwritten unasked, and no bad file stops the others."""

import hashlib
import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from viewer.errors import Stopped, UserError
from viewer.export.remembered import digest_of
from viewer.files import replacing

log = logging.getLogger(__name__)

INDEX = ".srview-render.json"  # in the folder: which file was made of what


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
    failed: dict[str, str] = field(default_factory=dict)


def plan(sources: Sequence[Path], folder: Path, ending: str) -> list[Item]:
    """The files in `folder` that pictures become. Names that several have in common keep their old endings, too."""
    stems = [source.stem for source in sources]
    names = [source.stem if stems.count(source.stem) == 1 else source.name.replace(".", "-") for source in sources]
    for number, name in enumerate(names):
        if name in names[:number]:
            raise UserError(f"Two of the pictures are called {sources[number].name}.", "Render them into folders of their own.")
    return [Item(source, folder / f"{name}{ending}") for source, name in zip(sources, names, strict=True)]


def run(items: Sequence[Item], options: dict[str, Any], make: Callable[[Item], None], overwrite: bool) -> Iterator[Outcome]:
    """Call `make` for each item that is not finished; what has become of them so far, after each.

    One is finished if its file was made of the same content with the same `options` and has not been changed. Any other file
    in its place is left alone unless they are to be overwritten; a picture of the batch always is.
    """
    outcome = Outcome()
    sources = {item.source.resolve() for item in items}
    for item in items:
        name = item.source.name
        index = _Index(item.output.parent / INDEX)
        try:
            key = _key(item.source, options)
            if index.holds(item.output, key):
                outcome.skipped.append(name)
            elif item.output.resolve() in sources:
                raise UserError(f"{item.output.name} is a picture of the batch itself.", "Render into another folder.")
            elif item.output.exists() and not overwrite:
                raise UserError(f"{item.output} exists already.", "Use --overwrite to replace it.")
            else:
                make(item)
                index.add(item.output, key)
                outcome.made.append(name)
        except UserError as error:
            outcome.failed[name] = str(error)
        except Stopped:
            raise
        except Exception as error:  # a bug, or memory: this picture is lost, not the batch
            log.exception("%s failed", item.source)
            outcome.failed[name] = f"{name} failed: {str(error) or type(error).__name__}."
        yield outcome


def _key(source: Path, options: dict[str, Any]) -> str:
    try:
        content = digest_of(source)
    except OSError as error:
        raise UserError(f"Cannot read {source}: {error.strerror or error}.") from error
    return hashlib.sha256((content + json.dumps(options, sort_keys=True)).encode()).hexdigest()


class _Index:
    """What is known of the files in a folder: what each was made of, and what it was then."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            known = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            known = None
        self._known: dict[str, Any] = known if isinstance(known, dict) else {}

    def holds(self, output: Path, key: str) -> bool:
        """Whether a file is what was made of this, unchanged."""
        return output.is_file() and self._known.get(output.name) == [key, digest_of(output)]

    def add(self, output: Path, key: str) -> None:
        """A file was made of this."""
        self._known[output.name] = [key, digest_of(output)]
        with replacing(self._path) as temporary:
            temporary.write_text(json.dumps(self._known, indent=1), "utf-8")
