"""The `film` command: a flight over a picture."""

import argparse
import sys
from pathlib import Path

from viewer.commands.shared import DONE, add_field, number_above_zero, numbers, size_in_pixels


def add_film(parser: argparse.ArgumentParser) -> None:
    """Its flags."""
    parser.epilog = "example: srview film photo.jpg --to 227,105,60 --size 1280x720 --seconds 8 -o film.mp4"
    parser.add_argument("image", type=Path, metavar="IMAGE")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=".mp4, .webp or .gif")
    view = "the middle of the view in source pixels, and frame pixels for each of them"
    parser.add_argument("--from", dest="start", type=_sight, metavar="X,Y,ZOOM", help=f"{view} (default: all of the picture)")
    parser.add_argument("--to", dest="end", type=_sight, metavar="X,Y,ZOOM", help="where it ends (default: all of the picture)")
    parser.add_argument("--size", type=size_in_pixels, default=(1280, 720), metavar="WxH", help="of a frame (default 1280x720)")
    parser.add_argument("--fps", type=number_above_zero, default=30.0, metavar="N", help="frames a second (default 30)")
    parser.add_argument("--seconds", type=number_above_zero, default=6.0, metavar="T", help="how long it is (default 6)")
    parser.add_argument("--even", action="store_true", help="at one speed, not slower at both ends")
    add_field(parser)
    parser.add_argument("--ensemble", action="store_true", help="the mean over the picture's eight flips and turns")
    parser.add_argument("--against", metavar="M2", help="model that a difference is from")
    parser.set_defaults(run=make_film)


def make_film(options: argparse.Namespace) -> int:
    """Write the film."""
    from tqdm import tqdm

    from viewer.commands.render import check_models, field_of, model_of
    from viewer.errors import Stop
    from viewer.export.film import Film, film, sight_of
    from viewer.export.flight import Flight, Sight
    from viewer.export.strips import Progress
    from viewer.fields.files import load_picture

    check_models(options, options.image)
    image = load_picture(options.image)
    width, height = options.size

    def sight(view: tuple[float, ...] | None) -> Sight:
        if view is None:
            return sight_of((image.size[0] / 2, image.size[1] / 2), 1.0, (width, height), image.size)
        return Sight(view[0], view[1], width / view[2])

    wish = Film(
        options.output, Flight(sight(options.start), sight(options.end)), (width, height), options.fps, options.seconds,
        not options.even,
    )  # fmt: skip
    wish.check()
    field = field_of(options, model_of(options, options.image), image)
    with tqdm(total=wish.count, unit="frame", file=sys.stderr, disable=None, leave=False) as bar:

        def tell(progress: Progress) -> None:
            bar.update(round(progress.done * wish.count) - bar.n)

        film(wish, image, field, Stop(), tell)
    print(f"{wish.path}: {wish.count} frames of {width} x {height} pixels, {wish.path.stat().st_size:,} bytes")
    return DONE


def _sight(text: str) -> tuple[float, ...]:
    values = numbers(text, ",", 3)
    if values[2] <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} has a zoom that is not above zero")
    return tuple(values)
