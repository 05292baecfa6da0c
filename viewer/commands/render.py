"""The `render` command: a field as a file."""

import argparse
import time
from pathlib import Path

from viewer.commands.shared import (
    DONE,
    add_field,
    add_json,
    check_model,
    number_above_zero,
    part_of_image,
    size_in_pixels,
    write_json,
)
from viewer.errors import Stop, UserError

MAX_OUTPUT = 1_000_000_000  # pixels: 12 GB of float32


def add_render(parser: argparse.ArgumentParser) -> None:
    """Its flags."""
    parser.epilog = "example: srview render photo.jpg -o big.png --scale 4"
    parser.add_argument("image", type=Path, metavar="IMAGE")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT", help="picture, or .npy for float32")
    add_field(parser)
    size = parser.add_mutually_exclusive_group(required=True)
    size.add_argument("--scale", type=number_above_zero, metavar="S", help="output pixels for each source pixel")
    size.add_argument("--size", type=size_in_pixels, metavar="WxH", help="size of the whole image's output")
    parser.add_argument("--region", type=part_of_image, metavar="X,Y,W,H", help="part to render, in source pixels (default all)")
    add_json(parser)
    parser.set_defaults(run=render)


def render(options: argparse.Namespace) -> int:
    """Query the field of an image at every pixel of the output."""
    from viewer.fields.blend import Blend
    from viewer.fields.catalogue import make_field
    from viewer.fields.field import Grid
    from viewer.fields.files import load_picture
    from viewer.fields.interpolation import Interpolation
    from viewer.imaging.files import save_image
    from viewer.imaging.writers import check_writable
    from viewer.models.catalogue import DEFAULT, ENDINGS

    check_writable(options.output)
    is_field = options.image.suffix.lower() in ENDINGS
    model = options.model or (str(options.image) if is_field else DEFAULT)
    other, share = options.blend
    for each in (model, other):
        if each:
            check_model(each)
    image = load_picture(options.image)
    how = {"crisp": options.crisp, "show": options.show}
    field = make_field(model, image, options.device, options.precision, **how)
    if other:
        field = Blend(field, make_field(other, image, options.device, options.precision, **how), share)
    width, height = image.size
    scales = (options.scale, options.scale) if options.scale else (options.size[0] / width, options.size[1] / height)
    region = options.region or (0.0, 0.0, float(width), float(height))
    if region[0] < 0 or region[1] < 0 or region[0] + region[2] > width or region[1] + region[3] > height:
        raise UserError(f"The region reaches beyond the image of {width} x {height} pixels.")
    size = max(round(region[2] * scales[0]), 1), max(round(region[3] * scales[1]), 1)
    if size[0] * size[1] > MAX_OUTPUT:
        raise UserError(f"The output would have {size[0]:,} x {size[1]:,} pixels.", "Render a --region, or a smaller scale.")
    grid = Grid.over(region, size)
    started = time.perf_counter()
    colours = field.sample(grid, Stop())
    seconds = time.perf_counter() - started
    alpha = None if image.alpha is None else Interpolation(image.alpha, "bicubic").sample(grid, Stop())
    save_image(colours, options.output, alpha)
    encoding = getattr(field, "encode_seconds", 0.0)
    device = str(getattr(field, "device", "cpu"))
    write_json(options.json, {
        "encode_s": encoding, "query_s": seconds - encoding, "pixels": size[0] * size[1], "device": device,
        "model": model,
    })  # fmt: skip
    print(f"{options.output}: {size[0]} x {size[1]} pixels, encoded in {encoding:.2f} s, queried in {seconds - encoding:.2f} s")
    return DONE
