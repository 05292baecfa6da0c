"""The `view` command: the window."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from viewer.commands.shared import add_field, check_model, number_above_zero, size_in_pixels, two_numbers
from viewer.errors import UserError


def add_view(parser: argparse.ArgumentParser) -> None:
    """Its flags."""
    from viewer.imaging.samples import SAMPLES

    parser.epilog = "example: srview photo.jpg --compare bicubic --zoom 12 --center 250,120"
    parser.add_argument("images", nargs="*", type=Path, metavar="IMAGE", help="pictures, or a folder of them; -: standard input")
    parser.add_argument("--sample", choices=SAMPLES, metavar="NAME", help=f"open a sample photo: {', '.join(SAMPLES)}")
    add_field(parser)
    parser.add_argument("--compare", metavar="M2", help="another model, beside the first in a split view")
    parser.add_argument("--zoom", type=number_above_zero, metavar="Z", help="screen pixels for each source pixel")
    parser.add_argument("--center", type=two_numbers, metavar="X,Y", help="source position in the middle of the view")
    parser.add_argument("--size", type=size_in_pixels, metavar="WxH", help="size of the window")
    parser.add_argument("--new-window", action="store_true", help="open another window; so do all options but --sample")
    parser.add_argument("--screenshot", type=Path, metavar="OUT.png", help="save the window's picture and exit")
    parser.add_argument("--timeline", action="store_true", help="print the seconds to the window, the picture and its model")
    parser.set_defaults(run=view, device=None, precision=None)  # as is set


def view(options: argparse.Namespace) -> int:
    """Open the window."""
    from viewer.fields.derivatives import COLOURS
    from viewer.gui.app import STANDARD_INPUT, Start, run
    from viewer.gui.look import Look
    from viewer.gui.settings import read_settings
    from viewer.imaging.samples import sample_path
    from viewer.rendering.viewport import MAX_ZOOM

    images = options.images + ([sample_path(options.sample)] if options.sample else [])
    for image in images:
        if not image.exists() and image != STANDARD_INPUT:
            raise UserError(f"{image} does not exist.")
    other, share = options.blend
    for model in (options.model, options.compare, other):
        if model:
            check_model(model)
    if other and options.compare:
        raise UserError("--compare is for two fields side by side, --blend for one over the other.", "Use one of them.")
    if options.zoom is not None and options.zoom > MAX_ZOOM:
        raise UserError(f"--zoom {options.zoom:g} is deeper than the deepest zoom, {MAX_ZOOM:,.0f}.")
    settings, complaint = read_settings()
    model, compare, is_split = options.model or settings.model, options.compare or other or "bicubic", options.compare is not None
    device, precision = options.device or settings.device, options.precision or settings.precision
    look = Look(model, compare, is_split, device, precision, options.crisp, options.show, share, gain=options.gain)
    if options.screenshot:
        settings = replace(settings, remember_views=False)  # the same picture each time
    if complaint and options.screenshot:  # where a message in the window is a failure
        print(f"srview: {complaint}", file=sys.stderr)
        complaint = ""
    others = options.model, options.compare, other, options.zoom, options.center, options.size, options.device, options.precision
    is_plain = not (
        any(others) or options.crisp or options.gain or options.show != COLOURS or options.new_window or options.timeline
    )
    start = Start(images, look, options.zoom, options.center, options.size, settings, complaint, is_plain, options.timeline)
    return run(start, options.screenshot)
