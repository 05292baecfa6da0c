"""A comparison as one file: a page with the pictures in it, a divider, blinking, one zoom for both, and figures; no server."""

import base64
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image as PILImage

from viewer.errors import Stop, UserError
from viewer.export.sizes import Region, check_region
from viewer.export.strips import Progress, Tell, strips
from viewer.fields.field import Field, Grid
from viewer.files import replacing, shipped_folder
from viewer.imaging.image import Image, Size
from viewer.imaging.metrics import SSIM_WINDOW, luma, psnr, ssim

MOST = 16_000_000  # pixels of a picture
PLACE = "/*DATA*/"  # of the pictures, in the page


@dataclass(frozen=True)
class Seen:
    """A picture of the comparison: what it is called, its pixels, (height, width, 3) uint8, and its colour in a map, if any."""

    title: str
    pixels: np.ndarray
    colour: str = ""


class Table(NamedTuple):
    """What is told of the pictures: what the columns say, that of the titles included, and a row of figures for each picture."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def sample_all(
    image: Image, fields: Sequence[tuple[str, Field]], region: Region, size: Size, stop: Stop, tell: Tell
) -> list[Seen]:  # fmt: skip
    """A part of the picture through each of some fields. UserError, Stopped."""
    check_region(region, image.size)
    check_pixels(size)
    seen = []
    for number, (title, field) in enumerate(fields):

        def part_done(progress: Progress, number: int = number) -> None:
            tell(Progress((number + progress.done) / len(fields), None))

        rows = strips(image, field, Grid.over(region, size), 3, np.dtype(np.uint8), stop, part_done)
        seen.append(Seen(title, np.concatenate(list(rows))))
    return seen


def check_pixels(size: Size) -> None:
    """UserError if pictures of a size are too large for a page."""
    if size[0] * size[1] > MOST:
        raise UserError(
            f"{size[0]:,} x {size[1]:,} pixels are too many for a page.", "Compare a smaller part, or at a smaller scale."
        )


def figures(pictures: Sequence[Seen], reference: Seen) -> list[tuple[str, str]]:
    """PSNR in dB and SSIM of pictures on luma, against one of them; dashes where that says nothing."""
    truth = luma(reference.pixels / 255)
    found = []
    for picture in pictures:
        if picture is reference:
            found.append(("–", "–"))
            continue
        made = luma(picture.pixels / 255)
        ratio = psnr(made, truth)
        likeness = f"{ssim(made, truth):.4f}" if min(truth.shape) >= SSIM_WINDOW else "–"
        found.append((f"{ratio:.2f} dB" if np.isfinite(ratio) else "equal", likeness))
    return found


def table_of(pictures: Sequence[Seen], reference: Seen) -> Table:
    """How near the pictures are to the reference, which has their size: UserError if not."""
    height, width = reference.pixels.shape[:2]
    for picture in pictures:
        if picture.pixels.shape != reference.pixels.shape:
            raise UserError(
                f"{picture.title} has {picture.pixels.shape[1]} x {picture.pixels.shape[0]} pixels and"
                f" {reference.title} {width} x {height}.",
                "Only pictures of one size can be compared.",
            )
    return Table(("", f"PSNR to {reference.title}", "SSIM"), figures(pictures, reference))


def page(title: str, pictures: Sequence[Seen], reference: Seen, note: str, table: Table | None = None) -> str:
    """The page, as HTML; with how near the pictures are to the reference, unless it is given another table."""
    height, width = reference.pixels.shape[:2]
    columns, rows = table or table_of(pictures, reference)
    data = {
        "title": title,
        "note": note,
        "size": [width, height],
        "columns": columns,
        "pictures": [
            {"title": picture.title, "uri": _uri(picture.pixels), "figures": told, "colour": picture.colour}
            for picture, told in zip(pictures, rows, strict=True)
        ],
    }
    template = (shipped_folder("resources") / "comparison.html").read_text("utf-8")
    safe = json.dumps(data).replace("<", "\\u003c")  # no title of a picture ends the script
    return template.replace(PLACE, safe)


def write_page(path: Path, html: str) -> None:
    """Write a page, whole or not at all. UserError."""
    with replacing(path) as temporary:
        temporary.write_text(html, "utf-8")


def _uri(pixels: np.ndarray) -> str:
    encoded = io.BytesIO()
    PILImage.fromarray(pixels).save(encoded, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(encoded.getvalue()).decode()}"
