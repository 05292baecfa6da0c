"""The `render` command: a field as a file; of several pictures, as a folder of files."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from viewer.errors import JobFailed, Stop, UserError

if TYPE_CHECKING:
    from viewer.export.engine import Request
    from viewer.export.recipe import Recipe
    from viewer.fields.field import Field
    from viewer.imaging.image import Image

EXAMPLES = """example: srview render photo.jpg -o big.png --scale 4
         srview render photo.jpg -o poster.tif --long-side 30000 --depth 16
         srview render photos -o larger --scale 2 --format webp     (what is finished is skipped)"""


def add_render(parser: argparse.ArgumentParser) -> None:
    """Its flags."""
    parser.epilog = EXAMPLES
    parser.add_argument("images", nargs="+", type=Path, metavar="IMAGE", help="a picture; several, or a folder, with -o FOLDER")
    text = "picture, by its ending, .dzi for Deep Zoom, or .npy for float32; or a folder"
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT", help=text)
    add_field(parser)
    size = parser.add_mutually_exclusive_group(required=True)
    size.add_argument("--scale", type=number_above_zero, metavar="S", help="output pixels for each source pixel")
    size.add_argument("--size", type=size_in_pixels, metavar="WxH", help="size of the whole image's output")
    size.add_argument("--width", type=number_above_zero, metavar="N", help="pixels of the output")
    size.add_argument("--height", type=number_above_zero, metavar="N", help="pixels of the output")
    size.add_argument("--long-side", type=number_above_zero, metavar="N", help="pixels of the output's longer side")
    size.add_argument("--megapixels", type=number_above_zero, metavar="N", help="millions of pixels of the output")
    parser.add_argument("--region", type=part_of_image, metavar="X,Y,W,H", help="part to render, in source pixels (default all)")
    parser.add_argument("--ensemble", action="store_true", help="the mean over the picture's eight flips and turns")
    parser.add_argument("--depth", type=int, choices=(8, 16), default=8, help="bits a channel; 16 with PNG and TIFF")
    parser.add_argument("--quality", type=_quality, metavar="Q", help="1 to 100, with JPEG, WebP, AVIF and Deep Zoom")
    parser.add_argument("--dpi", type=number_above_zero, metavar="N", help="pixels an inch, for printing")
    parser.add_argument("--strip", action="store_true", help="write no colour profile, no EXIF, and not what it is a view of")
    parser.add_argument(
        "--format", metavar="F", help="of the files in a folder: png, tif, jpg, webp, avif, dzi or npy (default png)"
    )
    what = "replace files that are in the folder already; a file named by -o always is"
    parser.add_argument("--overwrite", action="store_true", help=what)
    parser.add_argument("--against", metavar="M2", help="model that a difference is from")
    add_json(parser)
    parser.set_defaults(run=render)


def _quality(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to 100")
    return int(text)


def render(options: argparse.Namespace) -> int:
    """Query the field of an image, or of each of several, at every pixel of the output."""
    from viewer.export.deep_zoom import ENDING
    from viewer.imaging.writers import WRITABLE

    folders, many = [image for image in options.images if image.is_dir()], len(options.images) > 1
    is_picture = options.output.suffix.lower() in (*WRITABLE, ENDING)  # and not a folder with a dot in its name
    into = options.output.is_dir() or not (is_picture if folders or many or options.format else options.output.suffix)
    if not into and folders:
        raise UserError(f"{folders[0]} is a folder, and {options.output} is not.", "Use -o FOLDER.")
    if not into and many:
        raise UserError(f"Several pictures do not fit into {options.output}.", "Use -o FOLDER.")
    if into and (folders or many or options.format):
        return _render_batch(options)
    if options.format:
        raise UserError("--format is for folders.", "Use -o FOLDER.")
    figures = _render_one(options, options.images[0], options.output)
    size = figures.pop("size")
    write_json(options.json, figures)
    encode, query = figures["encode_s"], figures["query_s"]
    print(f"{options.output}: {size[0]} x {size[1]} pixels, encoded in {encode:.2f} s, queried in {query:.2f} s")
    return DONE


def _render_batch(options: argparse.Namespace) -> int:
    """Render all into a folder; what failed is listed at the end."""
    from viewer.export import batch

    ending = f".{options.format or 'png'}".lower()
    _check_ending(Path(f"a{ending}"), options)
    check_models(options, Path("a"))
    sources = batch.pictures_in(options.images)
    if not sources:
        raise UserError(f"There are no pictures in {options.images[0]}.")
    items = batch.plan(sources, options.output, ending)
    outcome = batch.Outcome()

    def make(item: batch.Item) -> None:
        size = _render_one(options, item.source, item.output)["size"]
        print(f"{item.output}: {size[0]} x {size[1]} pixels")

    counts = _recipe(options, model_of(options, Path("a"))).what_counts()
    for outcome in batch.run(items, counts, make, options.overwrite):  # noqa: B007
        pass
    if outcome.skipped:
        print(f"{len(outcome.skipped)} skipped: they are finished")
    failed = {name: str(error) for name, error in outcome.failed.items()}
    write_json(options.json, {"made": outcome.made, "skipped": outcome.skipped, "failed": failed})
    for reason in failed.values():
        print(f"srview: {reason}", file=sys.stderr)
    if outcome.failed:
        raise JobFailed(f"{len(outcome.failed)} of {len(items)} pictures were not rendered: {', '.join(outcome.failed)}.")
    return DONE


def _recipe(options: argparse.Namespace, model: str) -> "Recipe":
    """What the flags ask for, of any picture."""
    from viewer.export.recipe import Recipe
    from viewer.export.sizes import Sizing
    from viewer.imaging.writers import Coding

    ways = {
        "factor": options.scale, "width": options.width, "height": options.height, "long side": options.long_side,
        "megapixels": options.megapixels,
    }  # fmt: skip
    size = options.size or next(Sizing(by, value) for by, value in ways.items() if value)  # type: ignore[arg-type]
    over, share = options.blend
    return Recipe(
        model, size, options.region, over, share, options.against or "", options.show, options.gain or 0.0, options.crisp,
        options.precision, options.ensemble, Coding(options.depth, options.quality), not options.strip, options.dpi,
    )  # fmt: skip


def _check_ending(path: Path, options: argparse.Namespace) -> None:
    from viewer.export import deep_zoom
    from viewer.imaging.writers import Coding, check_writable

    coding = Coding(options.depth, options.quality)
    if deep_zoom.is_deep_zoom(path):
        deep_zoom.check(path, coding)
    else:
        check_writable(path, coding=coding)


def check_models(options: argparse.Namespace, source: Path) -> None:
    """UserError unless there are the models that the flags ask for."""
    from viewer.fields.shown import AGAINST

    if (options.show in AGAINST) != bool(options.against):
        raise UserError("--show difference and --against belong together.", "Say both, for instance --against bicubic.")
    for model in (model_of(options, source), options.blend[0], options.against):
        if model:
            check_model(model)


def model_of(options: argparse.Namespace, image: Path) -> str:
    """The name of the model that the flags ask for, or the usual one."""
    from viewer.models.catalogue import DEFAULT, ENDINGS

    return str(options.model or (image if image.suffix.lower() in ENDINGS else DEFAULT))


def _render_one(options: argparse.Namespace, source: Path, output: Path) -> dict[str, Any]:
    """Render a picture; the figures of that, and the `size` of the output."""
    from viewer.fields.files import load_picture

    _check_ending(output, options)
    check_models(options, source)
    model = model_of(options, source)
    image = load_picture(source)
    field = field_of(options, model, image)
    request = _recipe(options, model).request(source, output, image.size)
    figures = _with_bar(request, image, field)
    encoding = getattr(field, "encode_seconds", 0.0)
    return {
        "encode_s": encoding, "query_s": figures.sampling - encoding, "pixels": request.size[0] * request.size[1],
        "device": str(getattr(field, "device", "cpu")), "model": model, "size": request.size,
    }  # fmt: skip


def field_of(options: argparse.Namespace, model: str, image: "Image") -> "Field":
    """The field that the flags ask for."""
    from viewer.fields.blend import Blend
    from viewer.fields.catalogue import make_field
    from viewer.fields.shown import show

    other, share = options.blend
    how = {"crisp": options.crisp, "ensemble": options.ensemble}
    fields = [make_field(each, image, options.device, options.precision, **how) for each in (model, other) if each]
    field = Blend(fields[0], fields[1], share) if other else fields[0]
    against = None
    if options.against:  # a picture's file is taken as it is
        against = make_field(options.against, image, options.device, options.precision, pictures_through="bicubic")
    return show(options.show, field, image, against, options.gain)


def _with_bar(request: "Request", image: "Image", field: "Field") -> Any:
    """Export, with a bar on a terminal."""
    from tqdm import tqdm

    from viewer.export.engine import export
    from viewer.export.strips import Progress

    layout = "{desc}: {percentage:3.0f}%|{bar}| {elapsed}{postfix}"
    with tqdm(total=1.0, desc=request.path.name, file=sys.stderr, disable=None, leave=False, bar_format=layout) as bar:

        def tell(progress: Progress) -> None:
            bar.set_postfix_str(f"{progress.left or 0:.0f} s left", refresh=False)
            bar.update(progress.done - bar.n)

        return export(request, image, field, Stop(), tell)
