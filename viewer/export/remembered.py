"""What an exported picture tells of itself: of which picture it is a view, where, and through which model.

Written into PNG and TIFF as JSON, so that the view can be had again. Read from files of anybody, so nothing of it is trusted:
it has to have the form below, and it names no file that is opened unless its content is the one that was seen.
"""

import hashlib
import os
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from viewer import __version__
from viewer.export.sizes import Region
from viewer.fields.interpolation import CLASSICAL
from viewer.fields.shown import SHOWN
from viewer.models.catalogue import find

LONGEST = 20_000  # characters: what is longer is not of this program
FARTHEST = 1e9  # source pixels
Name = Field(max_length=1000)
Place = Annotated[float, Field(ge=-FARTHEST, le=FARTHEST)]
Extent = Annotated[float, Field(gt=0, le=FARTHEST)]


class View(BaseModel):
    """A view of a picture.

    source        the picture's file, relative to the one that tells this
    digest        SHA-256 of its content
    region        the part that is seen, in source pixels
    centre, zoom  of a view that was on screen: in source pixels, and device pixels for each of them; None and 0 for an export
    model         the name of the model, or of its file
    model_digest  SHA-256 of its file, empty for classical models
    compare       the model beside it, or over it, likewise; empty where there is none
    blend         how much of that one lies over it; 0 where it lies beside it
    """

    model_config = ConfigDict(frozen=True, strict=True)

    srview: str = Field(__version__, max_length=50)
    source: str = Name
    digest: str = Field(pattern="^[0-9a-f]{64}$")
    region: tuple[Place, Place, Extent, Extent]
    centre: tuple[Place, Place] | None = None
    zoom: float = Field(0.0, ge=0, allow_inf_nan=False)
    model: str = Name
    model_digest: str = Field("", pattern="^([0-9a-f]{64})?$")
    compare: str = Field("", max_length=1000)
    blend: float = Field(0.0, ge=0, le=1)
    crisp: bool = False
    precision: Literal["fast", "exact", "averaged"] = "fast"
    show: str = Field(SHOWN[0], max_length=50)

    def text(self) -> str:
        """As it is written, in ASCII."""
        return self.model_dump_json(ensure_ascii=True)


def describe(source: Path, output: Path, region: Region, model: str, compare: str = "", **more: Any) -> View:
    """The view of `source` that is written to `output`; `more` is what else there is of `View`. UserError, if a file is gone."""
    try:
        relative = PurePosixPath(Path(os.path.relpath(source.absolute(), output.absolute().parent)))
    except ValueError:  # another drive
        relative = PurePosixPath(source.name)
    more |= {"model": _name(model), "compare": _name(compare), "model_digest": model_digest(model)}
    return View(source=str(relative), digest=digest_of(source), region=region, **more)


def parse(text: str) -> View | None:
    """The view a file tells of; None if it tells of none, or in a form that is not ours."""
    if not text or len(text) > LONGEST:
        return None
    try:
        return View.model_validate_json(text)
    except ValidationError:
        return None


def find_source(view: View, told_by: Path) -> Path | None:
    """The picture of a view: where it was, or beside the file that tells of it. None unless its content is the same."""
    folder = told_by.absolute().parent
    for path in dict.fromkeys((folder / view.source, folder / PurePosixPath(view.source).name)):
        try:
            if path.is_file() and digest_of(path) == view.digest:
                return path.resolve()
        except (OSError, ValueError):
            continue
    return None


def digest_of(path: Path) -> str:
    """SHA-256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def model_digest(model: str) -> str:
    """SHA-256 of a model's file; empty for classical models. UserError if there is none."""
    if model in CLASSICAL:
        return ""
    path = Path(model)
    return digest_of(path if path.is_file() else find(model))


def _name(model: str) -> str:
    """A model's name; of one that is given by its path, that of the file, not where it is."""
    return Path(model).name if os.sep in model else model
