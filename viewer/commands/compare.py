"""The `compare` command: one page, or a sheet, with what several models make of a picture."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.commands.shared import (
    DONE,
    add_crisp,
    add_device,
    check_model,
    number_above_zero,
    part_of_image,
)
from viewer.errors import Stop, UserError

if TYPE_CHECKING:
    from viewer.export.comparison import Seen, Table
    from viewer.imaging.image import Image

PAGES = ".html", ".htm"
ENDINGS = *PAGES, ".pdf", ".png"


def add_compare(parser: argparse.ArgumentParser) -> None:
    """Its flags."""
    parser.epilog = (
        "example: srview compare photo.jpg --model bicubic --model liif-fast --scale 8 --region 200,95,60,40 -o page.html"
    )
    parser.add_argument("image", type=Path, metavar="IMAGE")
    parser.add_argument("--model", action="append", required=True, metavar="M", help="as of srview render; once for each")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="a page, .html, or a sheet, .pdf or .png"
    )
    parser.add_argument(
        "--scale", type=number_above_zero, default=4.0, metavar="S", help="output pixels for each source pixel (default 4)"
    )
    parser.add_argument("--region", type=part_of_image, metavar="X,Y,W,H", help="part to compare, in source pixels (default all)")
    truth = parser.add_mutually_exclusive_group()
    truth.add_argument(
        "--shrink", type=number_above_zero, metavar="S",
        help="a reference contest: shrink the picture to 1/S, let the models rebuild it, and tell who is nearer where",
    )  # fmt: skip
    truth.add_argument(
        "--reference", type=Path, metavar="FILE", help="the truth, of the output's size: it is shown, and measured against"
    )
    parser.add_argument("--precision", choices=("fast", "exact"), default="fast", help="exact: the paper's arithmetic")
    add_crisp(parser)
    add_device(parser)
    parser.set_defaults(run=compare)


def compare(options: argparse.Namespace) -> int:
    """Write the page. Figures are against the reference, or else against what the first model makes."""
    from viewer.export.comparison import sample_all
    from viewer.export.sizes import Region, Sizing
    from viewer.fields.catalogue import make_field
    from viewer.fields.files import load_picture
    from viewer.fields.interpolation import CLASSICAL

    if options.output.suffix.lower() not in ENDINGS:
        raise UserError(f"{options.output} does not end in .html, .pdf or .png.")
    for model in options.model:
        check_model(model)
    image = load_picture(options.image)
    if options.shrink:
        return _contest(options, image)
    region: Region = options.region or (0.0, 0.0, float(image.size[0]), float(image.size[1]))
    size = Sizing("factor", options.scale).size(region)
    reference = _reference(options.reference) if options.reference else None
    fields = []
    for model in options.model:
        crisp = options.crisp and model not in CLASSICAL
        fields.append((Path(model).name, make_field(model, image, options.device, options.precision, crisp=crisp)))
    seen = sample_all(image, fields, region, size, Stop(), lambda _: None)
    pictures = seen if reference is None else [reference, *seen]
    note = f"{size[0]:,} × {size[1]:,} pixels at ×{options.scale:g}; figures on luma, against {pictures[0].title}."
    _write(options.output, f"{image.name}: {', '.join(title for title, _ in fields)}", pictures, pictures[0], note, options.scale)
    print(f"{options.output}: {len(pictures)} pictures of {size[0]} x {size[1]} pixels")
    return DONE


def _contest(options: argparse.Namespace, image: "Image") -> int:
    """Let the models rebuild the picture, and write the page of what came of it."""
    from viewer.export.comparison import check_pixels
    from viewer.export.contest import COLUMNS, outcome_of, rows_of
    from viewer.export.sizes import check_region
    from viewer.fields.catalogue import make_field
    from viewer.fields.contest import cut, enter
    from viewer.fields.evaluation import make_case
    from viewer.fields.interpolation import CLASSICAL

    if options.region:
        check_region(options.region, image.size)
        image = cut(image, options.region)
    check_pixels(image.size)
    case = make_case(image, options.shrink)
    titles = [Path(model).name for model in options.model]
    entries = []
    for model in options.model:
        crisp = options.crisp and model not in CLASSICAL
        field = make_field(model, case.small, options.device, options.precision, crisp=crisp)
        entries.append(enter(model, field, case, Stop()))
    heading, pictures, note, table = outcome_of(image.name, case, titles, entries)
    _write(options.output, heading, pictures, pictures[0], note, 1.0, table)
    wide = max(map(len, titles))
    print(" " * wide, *(f"{name:>10}" for name in COLUMNS))
    for title, row in zip(titles, rows_of(entries), strict=True):
        print(title.ljust(wide), *(f"{figure:>10}" for figure in row))
    return DONE


def _write(path: Path, heading: str, pictures: "list[Seen]", reference: "Seen", note: str, scale: float, *table: "Table") -> None:
    """Write a page, or a sheet, whose text needs Qt's fonts, but no display."""
    if path.suffix.lower() not in PAGES:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from PySide6.QtGui import QGuiApplication

        application = QGuiApplication.instance() or QGuiApplication(["srview"])  # noqa: F841 (is there while it is drawn)
    from viewer.gui.comparison_files import write_comparison

    write_comparison(path, heading, pictures, reference, note, scale, *table)


def _reference(path: Path) -> "Seen":
    from viewer.export.comparison import Seen
    from viewer.imaging.files import load_image

    return Seen(path.name, load_image(path).rgb8())
