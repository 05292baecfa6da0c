"""Weights that are fetched when they are asked for: whole and checked, or not at all."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from viewer.errors import Sentence, Stop, UserError
from viewer.fetching import ask_web
from viewer.files import replacing


@dataclass(frozen=True)
class Weights:
    """A file on a server. As torch has it, its name ends in the beginning of its SHA-256: `vgg16-397923af.pth`."""

    title: str
    url: str
    size: int  # bytes, about

    @property
    def name(self) -> str:
        """Of the file."""
        return self.url.rpartition("/")[2]

    @property
    def digest(self) -> str:
        """What its SHA-256 begins with."""
        return Path(self.name).stem.rpartition("-")[2]

    @property
    def by_hand(self) -> str:
        """What to do where it cannot be fetched."""
        return Sentence(f"Check the connection, or get {self.url} elsewhere and name it with --vgg FILE.")


VGG16 = Weights("VGG-16", "https://download.pytorch.org/models/vgg16-397923af.pth", 553_433_881)


def download(
    weights: Weights, path: Path, tell: Callable[[int, int], None] = lambda done, of: None, stop: Stop | None = None
) -> None:
    """Fetch `weights` into `path`, which is there only once it is whole and right; `tell` hears of bytes done, and of how many.

    UserError if there is no connection, it breaks off, or something else is sent. Raises Stopped.
    """
    with ask_web(weights.url, weights.title, weights.by_hand) as answer:
        size = answer.size or weights.size
        digest, done = hashlib.sha256(), 0
        with replacing(path) as temporary, temporary.open("wb") as file:
            for piece in answer.pieces:
                if stop is not None:
                    stop.check()
                file.write(piece)
                digest.update(piece)
                done += len(piece)
                tell(done, size)
            if done < size:
                raise UserError(f"{weights.title} broke off after {done:,} of {size:,} bytes.", weights.by_hand)
            if not digest.hexdigest().startswith(weights.digest):
                raise UserError(f"What was sent is not {weights.title}: its checksum is another.", weights.by_hand)
