"""The command line that does what was asked for in the window."""

import shlex
from collections.abc import Sequence
from pathlib import Path

from viewer.export.engine import Request
from viewer.export.recipe import Recipe
from viewer.export.sizes import Sizing
from viewer.imaging.image import Size
from viewer.imaging.writers import Coding


def command_of(words: Sequence[object]) -> str:
    """`srview` and what follows, as a shell takes it."""
    return shlex.join(["srview", *map(str, words)])


def render_words(source: Path, request: Request, sizing: Sizing, image: Size, field: Sequence[str]) -> list[str]:
    """`render` and its options; `field` are those that say which field, what of it, and how it is computed."""
    words = ["render", str(source), "-o", str(request.path), *_size_words(sizing)]
    if request.region != (0.0, 0.0, *image):
        words += ["--region", ",".join(f"{value:.12g}" for value in request.region)]
    words += [*field, *_coding_words(request.coding, request.keeps)]
    return [*words, "--dpi", f"{request.dpi:g}"] if request.dpi else words


def batch_words(
    sources: Sequence[Path], folder: Path, ending: str, recipe: Recipe, overwrite: bool, field: Sequence[str]
) -> list[str]:
    """`render` and its options for many whole pictures; `field` as for `render_words`."""
    words = ["render", *map(str, sources), "-o", str(folder), "--format", ending.removeprefix("."), *_size_words(recipe.size)]
    words += [*field, *_coding_words(recipe.coding, recipe.keeps)]
    return [*words, "--overwrite"] if overwrite else words


def _size_words(size: Sizing | Size) -> list[str]:
    if not isinstance(size, Sizing):
        return ["--size", "{}x{}".format(*size)]
    flag = "--scale" if size.by == "factor" else f"--{size.by.replace(' ', '-')}"
    return [flag, f"{size.value:.12g}"]


def _coding_words(coding: Coding, keeps: bool) -> list[str]:
    words = []
    if coding.depth != 8:
        words += ["--depth", str(coding.depth)]
    if coding.quality is not None:
        words += ["--quality", str(coding.quality)]
    return words if keeps else [*words, "--strip"]
