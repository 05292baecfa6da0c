"""The `eval` command: figures of models on a folder of images."""

import argparse
import sys
from pathlib import Path

from viewer.commands.shared import DONE, add_crisp, add_device, add_json, check_model, number_above_zero, write_csv, write_json
from viewer.errors import UserError


def add_eval(parser: argparse.ArgumentParser) -> None:
    """Its flags."""
    parser.epilog = "example: srview eval --model liif-small --data Set5 --scales 2 3 4"
    parser.add_argument("--model", action="append", metavar="M", help="may be repeated; bicubic is always alongside")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder of high-resolution images")
    parser.add_argument("--scales", type=number_above_zero, nargs="+", default=[2, 3, 4], metavar="S")
    parser.add_argument("--degradation", choices=("bicubic",), default="bicubic", help="how the images are shrunk")
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
    table: dict[str, dict[str, dict[str, float]]] = {model: {} for model in models}
    rows: list[tuple[object, ...]] = [("model", "scale", "image", *Figures._fields)]
    with tqdm(total=len(models) * len(options.scales), unit="pass", file=sys.stderr, disable=None, leave=False) as bar:
        for model in models:
            for scale in options.scales:

                def make(small: Image, model: str = model) -> Field:
                    return make_field(
                        model, small, options.device, options.precision, 4.0 if options.clip_cell else None, options.crisp,
                        options.ensemble,
                    )  # fmt: skip

                figures = [measure(image, scale, make) for image in images]
                rows += [(model, f"{scale:g}", image.name, *each) for image, each in zip(images, figures, strict=True)]
                table[model][f"{scale:g}"] = mean(figures)
                bar.update()
    print(f"{options.data.name}: {len(images)} images, luma, PSNR in dB / SSIM")
    width = max(map(len, models))
    print(" " * width, *(f"{f'x{scale:g}':>15}" for scale in options.scales))
    for model, row in table.items():
        print(model.ljust(width), *(f"{f['psnr']:>7.2f} / {f['ssim']:.3f}" for f in row.values()))
    write_json(options.json, table)
    write_csv(options.csv, rows)
    return DONE
