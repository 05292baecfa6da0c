"""The `eval` command: figures of models on a folder of images."""

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from viewer.commands.shared import DONE, add_crisp, add_device, add_json, check_model, number_above_zero, write_csv, write_json
from viewer.errors import UserError

if TYPE_CHECKING:
    from viewer.fields.evaluation import Distance


def add_eval(parser: argparse.ArgumentParser) -> None:
    """Its flags."""
    parser.epilog = "example: srview eval --model liif-small --data Set5 --scales 2 3 4"
    parser.add_argument("--model", action="append", metavar="M", help="may be repeated; bicubic is always alongside")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder of high-resolution images")
    parser.add_argument("--scales", type=number_above_zero, nargs="+", default=[2, 3, 4], metavar="S")
    parser.add_argument(
        "--degradation", choices=("bicubic", "iso", "aniso"), default="bicubic",
        help="how the images are shrunk; iso, aniso: after the blurs of DASR's tables",
    )  # fmt: skip
    parser.add_argument("--noise", type=float, default=0.0, metavar="X", help="noise after iso or aniso, of 255 (default 0)")
    parser.add_argument("--clip-cell", action="store_true", help="beyond x4 query with the cell of x4, as later papers do")
    parser.add_argument("--precision", choices=("fast", "exact"), default="exact", help="arithmetic of the fields")
    add_crisp(parser)
    parser.add_argument("--ensemble", action="store_true", help="mean over the image's eight flips and turns; 8 times as slow")
    parser.add_argument(
        "--features", "--vgg", action="append", default=[], metavar="NAME",
        help="also how far the pictures are apart as a network sees them: auto, vgg16, features, random:SEED or a file; "
        "may be repeated",
    )  # fmt: skip
    add_device(parser)
    add_json(parser)
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write the figures of each image as a table")
    parser.set_defaults(run=evaluate_models)


def evaluate_models(options: argparse.Namespace) -> int:
    """Print PSNR and SSIM of models by the benchmarks' protocol, and how far features are off."""
    from tqdm import tqdm

    from viewer.fields.catalogue import make_field
    from viewer.fields.evaluation import mean, measure
    from viewer.fields.field import Field
    from viewer.imaging.degradation import Degradation, paper_grid
    from viewer.imaging.files import list_images, load_image
    from viewer.imaging.image import Image
    from viewer.models import catalogue

    models = ["bicubic", *(m for m in options.model or [catalogue.DEFAULT] if m != "bicubic")]
    for model in models:
        check_model(model)
    paths = list_images(options.data)
    if not paths:
        raise UserError(f"There is no image in {options.data}.")
    images = [load_image(path) for path in paths]
    if min(min(image.size) for image in images) < max(options.scales) * 8:
        raise UserError(f"An image in {options.data} is too small for scale {max(options.scales):g}.")
    if options.noise and options.degradation == "bicubic":
        raise UserError("--noise is for --degradation iso or aniso.")
    grids: dict[float, dict[str, Degradation | None]] = {scale: {"": None} for scale in options.scales}
    if options.degradation != "bicubic":
        grids = {scale: {**paper_grid(options.degradation, scale, options.noise)} for scale in options.scales}
    distances = {f"distance {name}": _distance(name, options.device) for name in options.features}
    table: dict[str, dict[str, dict[str, Any]]] = {model: {} for model in models}
    rows: list[tuple[object, ...]] = [("model", "scale", "degradation", "image", "psnr", "ssim", *distances)]
    with tqdm(total=len(models) * sum(map(len, grids.values())), unit="pass", file=sys.stderr, disable=None, leave=False) as bar:
        for model in models:
            for scale in options.scales:

                def make(small: Image, model: str = model) -> Field:
                    return make_field(
                        model, small, options.device, options.precision, 4.0 if options.clip_cell else None, options.crisp,
                        options.ensemble,
                    )  # fmt: skip

                by = {}
                for name, degradation in grids[scale].items():
                    by[name] = [measure(image, scale, make, degradation, distances) for image in images]
                    rows += [
                        (model, f"{scale:g}", name or options.degradation, image.name, *each.values())
                        for image, each in zip(images, by[name], strict=True)
                    ]
                    bar.update()
                whole = mean([each for figures in by.values() for each in figures]) | {"n": len(images)}
                parts = {} if len(by) == 1 else {"by": {name: mean(figures) for name, figures in by.items()}}
                table[model][f"{scale:g}"] = whole | parts
    print(f"{options.data.name}: {len(images)} images, luma, {' / '.join(('PSNR in dB', 'SSIM', *distances))}")
    _print_table(table, options.scales if options.degradation == "bicubic" else [])
    write_json(options.json, table)
    write_csv(options.csv, rows)
    return DONE


def _distance(name: str, device: str) -> "Distance":
    """How far pictures are from each other in the features of a network; what it is goes to stderr."""
    from viewer.models.device import choose_device
    from viewer.models.features import distance, find_features

    features = find_features(name, choose_device(device))
    print(f"{name}: {features.note}", file=sys.stderr)
    return partial(distance, features.network)


def _print_table(table: dict[str, dict[str, dict[str, Any]]], scales: list[float]) -> None:
    """A row for each model: of all `scales`, or if there are none, a table of each with what it was degraded by."""
    first = next(iter(table.values()))
    rows = {model: list(row.values()) for model, row in table.items()}
    if scales:
        _print_rows("", [f"x{scale:g}" for scale in scales], rows)
        return
    for i, (scale, figures) in enumerate(first.items()):
        cells = {model: [*row[i]["by"].values(), row[i]] for model, row in rows.items()}
        _print_rows(f"x{scale}", [*figures["by"], "mean"], cells)


def _print_rows(corner: str, heads: list[str], rows: dict[str, list[dict[str, Any]]]) -> None:
    shown = {model: [_shown(figures) for figures in cells] for model, cells in rows.items()}
    wide, width = max(map(len, shown)), max(len(cell) for cells in shown.values() for cell in cells) + 1
    print(corner.ljust(wide), *(head.rjust(width) for head in heads))
    for model, cells in shown.items():
        print(model.ljust(wide), *(cell.rjust(width) for cell in cells))


def _shown(figures: dict[str, Any]) -> str:
    distances = [f"{value:.4f}" for name, value in figures.items() if name.startswith("distance")]
    return " / ".join((f"{figures['psnr']:.2f}", f"{figures['ssim']:.3f}", *distances))
