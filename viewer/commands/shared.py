"""Options and values that several commands share."""

import argparse
import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

DONE, FAILED, WRONG, INTERRUPTED = 0, 1, 2, 130


class Parser(argparse.ArgumentParser):
    """argparse whose complaints are one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where to read what would be right."""
        self.exit(WRONG, f"{self.prog}: {message}. See {self.prog} -h.\n")


def add_field(parser: argparse.ArgumentParser) -> None:
    """Which field, what of it, and how it is computed: `--model`, `--show`, `--crisp`, `--precision` and `--device`."""
    from viewer.fields.derivatives import COLOURS
    from viewer.fields.shown import SHOWN
    from viewer.models.catalogue import DEFAULT

    text = f"shipped name, checkpoint file or nearest, bilinear, bicubic, lanczos (default {DEFAULT})"
    parser.add_argument("--model", metavar="M", help=text)
    blended = "another model laid over it, and how much of it, 0 to 1: liif-sharp:0.4"
    parser.add_argument("--blend", type=_blend, default=("", 0.0), metavar="M2:X", help=blended)
    parser.add_argument("--show", choices=SHOWN, default=COLOURS, help="the field's colours, how it changes, or what it is off")
    gain = "of the colours of what it is off by: they reach to 1 / G"
    parser.add_argument("--gain", type=number_above_zero, metavar="G", help=gain)
    add_crisp(parser)
    parser.add_argument("--precision", choices=("fast", "exact"), default="fast", help="exact: the paper's arithmetic")
    add_device(parser)


def add_crisp(parser: argparse.ArgumentParser) -> None:
    """`--crisp`."""
    parser.add_argument("--crisp", action="store_true", help="past x4 enlarge and encode again, level by level")


def add_device(parser: argparse.ArgumentParser) -> None:
    """`--device`."""
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda, cuda:N or mps (default auto)")


def add_json(parser: argparse.ArgumentParser) -> None:
    """`--json`."""
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures for machines")


def check_model(name: str) -> None:
    """UserError unless there is a model of that name, or a picture to be seen in place of another, before any work is done."""
    from viewer.fields.interpolation import CLASSICAL
    from viewer.imaging.files import READABLE
    from viewer.models.catalogue import find

    if name not in CLASSICAL and not (Path(name).suffix.lower() in READABLE and Path(name).is_file()):
        find(name)


def write_json(path: Path | None, figures: Any) -> None:
    """Write figures, if a file was asked for."""
    from viewer.files import replacing

    if path is not None:
        with replacing(path) as temporary:
            temporary.write_text(json.dumps(figures, indent=2) + "\n")


def write_csv(path: Path | None, rows: Sequence[Sequence[object]]) -> None:
    """Write a table, if a file was asked for."""
    from viewer.files import replacing

    if path is not None:
        with replacing(path) as temporary, temporary.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)


def numbers(text: str, separator: str, count: int) -> list[float]:
    """So many numbers, of a flag's text."""
    try:
        values = [float(part) for part in text.lower().split(separator)]
    except ValueError:
        values = []
    if len(values) != count or not all(abs(value) < 1e12 for value in values):
        raise argparse.ArgumentTypeError(f"{text!r} is not {count} numbers separated by {separator!r}")
    return values


def _blend(text: str) -> tuple[str, float]:
    """`M2:X`, a model and a share."""
    model, _, share = text.rpartition(":")
    try:
        value = float(share)
    except ValueError:
        value = -1.0
    if not model or not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a model and its share from 0 to 1, such as liif-sharp:0.4")
    return model, value


def number_above_zero(text: str) -> float:
    """A number, of a flag's text."""
    (value,) = numbers(text, ",", 1)
    if value <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not above zero")
    return value


def two_numbers(text: str) -> tuple[float, ...]:
    """`X,Y`."""
    return tuple(numbers(text, ",", 2))


def size_in_pixels(text: str) -> tuple[int, ...]:
    """`WxH`, whole pixels."""
    values = numbers(text, "x", 2)
    if not all(value >= 1 and value.is_integer() for value in values):
        raise argparse.ArgumentTypeError(f"{text!r} is not a width and a height in whole pixels")
    return tuple(int(value) for value in values)


def part_of_image(text: str) -> tuple[float, ...]:
    """`X,Y,W,H`, of some width and height."""
    values = numbers(text, ",", 4)
    if values[2] <= 0 or values[3] <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a region of some width and height")
    return tuple(values)
