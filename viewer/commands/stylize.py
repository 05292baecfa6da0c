"""The `stylize` command: the style of other pictures, by optimisation or by a trained network."""

import argparse
import time
from pathlib import Path
from typing import Any

from viewer.commands.jobs import Begin, add_run_flags, estimate, job_of, make_picture
from viewer.commands.shared import DONE, write_json
from viewer.errors import UserError


def add_stylize(parser: argparse.ArgumentParser) -> None:
    """Its flags."""
    from viewer.imaging.paintings import PAINTINGS
    from viewer.training.options.style import QUALITIES, UNUSED, StyliseOptions

    parser.epilog = "example: srview stylize photo.jpg painting.jpg -o painted.png"
    parser.add_argument("image", type=Path, nargs="?", metavar="IMAGE", help="picture to be restyled")
    what = f"pictures with the style, {' or '.join(PAINTINGS)}, or a style network (srview train style)"
    parser.add_argument("styles", type=Path, nargs="*", metavar="STYLE", help=what)
    parser.add_argument("-o", "--output", type=Path, metavar="OUT", help="the restyled picture, or folder of the new run")
    parser.add_argument("--estimate", action="store_true", help="say how long it would take, after trying for 3 seconds")
    parser.add_argument("--preset", choices=QUALITIES, default="quick", help="size, steps and time (default quick)")
    add_run_flags(parser, StyliseOptions, but=("image", "style", *UNUSED))
    parser.set_defaults(run=stylize)


def stylize(options: argparse.Namespace) -> int:
    """Restyle a picture; Ctrl-C keeps what has been made."""
    from viewer.models.catalogue import ENDINGS
    from viewer.training.options.style import QUALITIES, StyliseOptions

    if not options.estimate and (options.resume is None) == (options.output is None):
        raise UserError("Say where the picture goes:", "-o OUT.png, -o RUN for a run's folder, or --resume RUN.")
    networks = [style for style in options.styles if style.suffix.lower() in ENDINGS]
    if networks and options.estimate:
        raise UserError("A style network needs no estimate: it takes a moment.", "Leave --estimate out.")
    if networks:
        if len(options.styles) > 1:
            raise UserError(f"{networks[0].name} is a style network, which goes alone.", "Name pictures, or one network.")
        return _apply(networks[0], options)
    if options.styles:
        options.style = options.styles
    base = {} if options.resume else QUALITIES[options.preset]
    settings, run, is_changed = job_of(StyliseOptions, options, base, ("image", "style"))

    from viewer.jobs.history import History
    from viewer.jobs.run_folder import RunFolder
    from viewer.training.stylising import stylise, stylisings_per_second

    if options.estimate:
        return estimate(settings, stylisings_per_second(settings), options.json)

    def begin(run: RunFolder) -> Begin:
        return lambda report, stop: stylise(settings, run.path, report, stop, options.resume is not None)

    def tell(history: History, result: Path, seconds: float) -> str:
        parts: dict[str, Any] = {name: values[-1][1] for name, values in history.parts.items()}
        write_json(options.json, {"steps": history.step, "seconds": seconds, **parts})
        return f"{history.step:,} steps in {seconds:.0f} s"

    return make_picture(("stylise", "stylize"), settings, run, options, is_changed, begin, tell)


def _apply(style: Path, options: argparse.Namespace) -> int:
    """Let a trained network restyle the picture."""
    from viewer.fields.styled import styled
    from viewer.imaging.files import load_image, save_image
    from viewer.imaging.writers import check_writable
    from viewer.models.catalogue import find, load_network
    from viewer.models.device import choose_device
    from viewer.models.transformation import TransformationNet

    check_writable(options.output)
    device = choose_device(getattr(options, "device", "auto"))
    network = load_network(str(style))
    if not isinstance(network, TransformationNet):
        raise UserError(f"{find(str(style)).name} is not a style network.", "srview train style makes one.")
    image = load_image(options.image)
    started = time.monotonic()
    made = styled(network, image, device, "fast", size=getattr(options, "size", 0))
    seconds = time.monotonic() - started
    alpha = None if image.alpha is None else image.alpha / image.white
    save_image(made, options.output, alpha)
    write_json(options.json, {"steps": 0, "seconds": seconds, "pixels": made.shape[0] * made.shape[1]})
    print(f"{options.output}: {made.shape[1]:,} x {made.shape[0]:,} pixels in {seconds:.2f} s")
    return DONE
