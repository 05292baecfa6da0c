"""Deep Zoom: a pyramid of tiles that viewers on the web fetch as they need them (Microsoft's .dzi, as OpenSeadragon reads it)."""

import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image as PILImage

from viewer.errors import Stop, UserError
from viewer.files import cannot_write, folders_of, replacing
from viewer.imaging.image import Size
from viewer.imaging.writers import Coding

ENDING = ".dzi"
DTYPE = np.dtype(np.uint8)
TILE, OVERLAP = 254, 1  # pixels a side without the overlap; a tile in the middle is then 256 pixels wide
QUALITY = 90

Put = Callable[[int, int, int, np.ndarray], None]  # a tile: its level, column and row, and its pixels


def is_deep_zoom(path: Path) -> bool:
    """Whether a file's ending asks for it."""
    return path.suffix.lower() == ENDING


def check(path: Path, coding: Coding) -> None:
    """UserError if it cannot be written so."""
    if coding.depth != 8:
        raise UserError(f"Cannot write {path.name} with 16 bits a channel: tiles on the web hold 8.", "Use PNG or TIFF.")


def write(path: Path, size: Size, channels: int, strips: Iterator[np.ndarray], coding: Coding, stop: Stop) -> None:
    """Write `strips` of rows, (rows, width, channels) uint8, as a pyramid: `NAME.dzi`, and its tiles in `NAME_files`.

    Tiles are JPEG, or PNG where the picture is transparent. Levels are halved as rows come; both names appear at the end.
    """
    ending = "png" if channels == 4 else "jpg"
    options = {} if channels == 4 else {"quality": coding.quality or QUALITY}
    levels = (max(size) - 1).bit_length()
    with _replacing_folder(path.with_name(f"{path.stem}_files")) as folder:
        for level in range(levels + 1):
            (folder / str(level)).mkdir()

        def put(level: int, col: int, row: int, pixels: np.ndarray) -> None:
            stop.check()
            encoded = io.BytesIO()  # Pillow, writing to a file itself, takes a full disk for success
            PILImage.fromarray(pixels).save(encoded, {"jpg": "JPEG"}.get(ending, "PNG"), **options)
            (folder / str(level) / f"{col}_{row}.{ending}").write_bytes(encoded.getbuffer())

        top = _Level(levels, size, put)
        for strip in strips:
            for first in range(0, len(strip), TILE):
                stop.check()
                top.add(strip[first : first + TILE])
        top.end()
        with replacing(path) as temporary:
            temporary.write_text(
                '<?xml version="1.0" encoding="UTF-8"?>\n<Image xmlns="http://schemas.microsoft.com/deepzoom/2008"'
                f' Format="{ending}" Overlap="{OVERLAP}" TileSize="{TILE}">'
                f'<Size Width="{size[0]}" Height="{size[1]}"/></Image>\n',
                encoding="utf-8",
            )


class _Level:
    """One level: keeps the rows that its next row of tiles needs, and hands halved ones to the level below it."""

    def __init__(self, level: int, size: Size, put: Put) -> None:
        self._level, self._size, self._put = level, size, put
        self._kept: np.ndarray | None = None  # rows, from `_first` on
        self._first = self._row = 0
        self._odd: np.ndarray | None = None  # a row that waits for its neighbour
        below = (size[0] + 1) // 2, (size[1] + 1) // 2
        self._below = _Level(level - 1, below, put) if level else None

    def add(self, rows: np.ndarray) -> None:
        """The next rows, from the top."""
        self._kept = rows if self._kept is None else np.concatenate((self._kept, rows))
        while self._first + len(self._kept) >= (self._row + 1) * TILE + OVERLAP:
            self._put_row()
        if self._below is not None:
            pairs = rows if self._odd is None else np.concatenate((self._odd, rows))
            whole = len(pairs) // 2 * 2
            self._odd = pairs[whole:].copy() if len(pairs) > whole else None
            if whole:
                self._below.add(halved(pairs[:whole]))

    def end(self) -> None:
        """There are no more."""
        if self._row * TILE < self._size[1]:
            self._put_row()
        self._kept = None
        if self._below is not None:
            if self._odd is not None:
                self._below.add(halved(self._odd))
            self._below.end()

    def _put_row(self) -> None:
        assert self._kept is not None
        first, end = max(self._row * TILE - OVERLAP, 0), min((self._row + 1) * TILE + OVERLAP, self._size[1])
        rows = self._kept[first - self._first : end - self._first]
        for col in range(-(-self._size[0] // TILE)):
            self._put(self._level, col, self._row, rows[:, max(col * TILE - OVERLAP, 0) : (col + 1) * TILE + OVERLAP])
        self._row += 1
        kept = max(self._row * TILE - OVERLAP, 0) - self._first
        self._kept = self._kept[kept:].copy()
        self._first += kept


def halved(rows: np.ndarray) -> np.ndarray:
    """Means of 2 x 2 pixels, (rows, cols, channels) uint8; the last of an odd number is its own neighbour.

    Colours count by how opaque they are: what is invisible does not shine through.
    """
    rows = np.pad(rows, ((0, len(rows) % 2), (0, rows.shape[1] % 2), (0, 0)), "edge")
    fours = np.stack([rows[y::2, x::2] for y in (0, 1) for x in (0, 1)]).astype(np.uint32)
    if rows.shape[2] == 3:
        return ((fours.sum(0) + 2) // 4).astype(np.uint8)
    colours, alpha = fours[..., :3], fours[..., 3:]
    weight = alpha.sum(0)
    mean = np.where(weight, ((colours * alpha).sum(0) + weight // 2) // np.maximum(weight, 1), (colours.sum(0) + 2) // 4)
    return np.concatenate((mean, (weight + 2) // 4), -1).astype(np.uint8)


@contextmanager
def _replacing_folder(path: Path) -> Iterator[Path]:
    """A temporary folder beside `path` that takes its place when the block ends well, and vanishes otherwise."""
    with folders_of(path):
        try:
            temporary = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
        except OSError as error:
            raise cannot_write(path, error) from error
        old = temporary.with_name(f"{temporary.name}-old")
        try:
            yield temporary
            os.chmod(temporary, path.parent.stat().st_mode & 0o777)
            if path.exists():
                path.rename(old)
            temporary.rename(path)
        except OSError as error:
            raise cannot_write(path, error) from error
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
            shutil.rmtree(old, ignore_errors=True)
