"""An export: a part of a field, at a size, in a file. Rendered in strips, told of as it goes, abandoned at once."""

import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from viewer.errors import Stop
from viewer.export import deep_zoom
from viewer.export.sizes import Region, check_region
from viewer.export.strips import Progress, Tell, strips
from viewer.fields.field import Field, Grid
from viewer.imaging.image import Image, Size
from viewer.imaging.metadata import Metadata, read_exif, srgb_profile
from viewer.imaging.writers import Coding, channels_of, check_writable, number_type, write_picture


@dataclass(frozen=True)
class Request:
    """What is to be exported, and how.

    path     the file; its ending says the format
    region   the part of the picture, in source pixels
    size     width and height of the output
    coding   depth and quality
    keeps    whether the colour profile, EXIF and `text` are written
    text     what the file says of what it shows (see `remembered`)
    dpi      pixels an inch, if that is to be said
    """

    path: Path
    region: Region
    size: Size
    coding: Coding = field(default_factory=Coding)
    keeps: bool = True
    text: str = ""
    dpi: float | None = None

    @property
    def grid(self) -> Grid:
        """The pixels of the output over the source."""
        return Grid.over(self.region, self.size)

    def check(self, image: Size) -> None:
        """UserError if it cannot be done, before anything is."""
        check_region(self.region, image)
        if deep_zoom.is_deep_zoom(self.path):
            deep_zoom.check(self.path, self.coding)
        else:
            check_writable(self.path, self.size, self.coding)

    def metadata(self, image: Image) -> Metadata:
        """What is written beside the pixels of a picture."""
        if not self.keeps:
            return Metadata(dpi=self.dpi)
        exif = read_exif(image.path) if image.path is not None else None
        return Metadata(srgb_profile(), exif, self.text, self.dpi)


@dataclass(frozen=True)
class Figures:
    """What an export took, in seconds: in all, and of that asking the field, encoding included."""

    seconds: float
    sampling: float


def _ignore(progress: Progress) -> None:
    """Tell nobody."""


def export(
    request: Request, image: Image, field: Field, stop: Stop, tell: Tell = _ignore, expected: float | None = None
) -> Figures:
    """Write what is asked for, and say what that took. The file appears when it is whole. UserError, Stopped.

    `tell` is called after each tile; `expected` is how many seconds it was estimated to take.
    """
    started = time.perf_counter()
    request.check(image.size)
    timed = _Timed(field)
    is_transparent = not image.is_opaque
    if deep_zoom.is_deep_zoom(request.path):
        channels = 4 if is_transparent else 3
        rows = strips(image, timed, request.grid, channels, deep_zoom.DTYPE, stop, tell, expected)
        deep_zoom.write(request.path, request.size, channels, rows, request.coding, stop)
    else:
        channels = channels_of(request.path, is_transparent)
        dtype = number_type(request.path, request.coding)
        rows = strips(image, timed, request.grid, channels, dtype, stop, tell, expected)
        write_picture(request.path, request.size, channels, rows, request.coding, request.metadata(image), stop)
    return Figures(time.perf_counter() - started, timed.seconds)


class _Timed:
    """A field, and how long it has been asked for."""

    def __init__(self, field: Field) -> None:
        self._field, self.seconds = field, 0.0

    @property
    def size(self) -> Size:
        """Extent in source pixels."""
        return self._field.size

    def sample(self, grid: Grid, stop: Stop) -> np.ndarray:
        """Colours at `grid`, as `Field.sample`."""
        started = time.perf_counter()
        values = self._field.sample(grid, stop)
        self.seconds += time.perf_counter() - started
        return values
