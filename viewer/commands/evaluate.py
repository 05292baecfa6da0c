"""The `eval` command: figures of models on a folder of images."""

import argparse
import sys
from pathlib import Path
from typing import Any

from viewer.commands.shared import DONE, add_crisp, add_device, add_json, check_model, number_above_zero, write_csv, write_json
from viewer.errors import UserError


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
    add_device(parser)
    add_json(parser)
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write the figures of each image as a table")
    parser.set_defaults(run=evaluate_models)


def evaluate_models(options: argparse.Namespace) -> int:
    """Print PSNR and SSIM of models by the benchmarks' protocol."""
    from tqdm import tqdm

    from viewer.fields.catalogue import make_field
    from viewer.fields.evaluation import Figures, mean, measure
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
    table: dict[str, dict[str, dict[str, Any]]] = {model: {} for model in models}
    rows: list[tuple[object, ...]] = [("model", "scale", "degradation", "image", *Figures._fields)]
    with tqdm(total=len(models) * sum(map(len, grids.values())), unit="pass", file=sys.stderr, disable=None, leave=False) as bar:
        for model in models:
            for scale in options.scales:

                def make(small: Image, model: str = model) -> Field:
                    return make_field(
                        model, small, options.device, options.precision, 4.0 if options.clip_cell else None, options.crisp,
                        options.ensemble,
                    )  # fmt: skip

                by: dict[str, list[Figures]] = {}
                for name, degradation in grids[scale].items():
                    by[name] = [measure(image, scale, make, degradation) for image in images]
                    rows += [
                        (model, f"{scale:g}", name or options.degradation, image.name, *each)
                        for image, each in zip(images, by[name], strict=True)
                    ]
                    bar.update()
                whole = mean([each for figures in by.values() for each in figures]) | {"n": len(images)}
                parts = {} if len(by) == 1 else {"by": {name: mean(figures) for name, figures in by.items()}}
                table[model][f"{scale:g}"] = whole | parts
    print(f"{options.data.name}: {len(images)} images, luma, PSNR in dB / SSIM")
    _print_table(table, options.scales if options.degradation == "bicubic" else [])
    write_json(options.json, table)
    write_csv(options.csv, rows)
    return DONE


def _print_table(table: dict[str, dict[str, dict[str, Any]]], scales: list[float]) -> None:
    """A row for each model: of all `scales`, or if there are none, a table of each with what it was degraded by."""
    width = max(map(len, table))
    if scales:
        print(" " * width, *(f"{f'x{scale:g}':>15}" for scale in scales))
        for model, row in table.items():
            print(model.ljust(width), *(f"{f['psnr']:>7.2f} / {f['ssim']:.3f}" for f in row.values()))
        return
    for scale, first in next(iter(table.values())).items():
        print(f"x{scale}".ljust(width), *(f"{name:>15}" for name in (*first["by"], "mean")))
        for model, row in table.items():
            cells = *row[scale]["by"].values(), row[scale]
            print(model.ljust(width), *(f"{f['psnr']:>7.2f} / {f['ssim']:.3f}" for f in cells))
