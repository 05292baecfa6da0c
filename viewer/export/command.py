"""The command line that does what was asked for in the window."""

import shlex
from collections.abc import Sequence
from pathlib import Path

from viewer.export.engine import Request
from viewer.export.sizes import Sizing
from viewer.imaging.image import Size


def command_of(words: Sequence[object]) -> str:
    """`srview` and what follows, as a shell takes it."""
    return shlex.join(["srview", *map(str, words)])


def render_words(source: Path, request: Request, sizing: Sizing, image: Size, field: Sequence[str]) -> list[str]:
    """`render` and its options; `field` are those that say which field, what of it, and how it is computed."""
    words = ["render", str(source), "-o", str(request.path), f"--{sizing.by.replace(' ', '-')}", f"{sizing.value:.12g}"]
    words[4] = words[4].replace("--factor", "--scale")
    if request.region != (0.0, 0.0, *image):
        words += ["--region", ",".join(f"{value:.12g}" for value in request.region)]
    words += field
    if request.coding.depth != 8:
        words += ["--depth", str(request.coding.depth)]
    if request.coding.quality is not None:
        words += ["--quality", str(request.coding.quality)]
    if request.dpi:
        words += ["--dpi", f"{request.dpi:g}"]
    return words if request.keeps else [*words, "--strip"]
