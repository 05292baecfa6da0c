"""The outcome of a reference contest as it is shown: its table, its colours, and its pictures."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from viewer.export.comparison import Seen, Table
from viewer.fields.colour_maps import DISTINCT, rgb_of
from viewer.fields.contest import Entry, painted, shares, winners
from viewer.fields.evaluation import Case

COLUMNS = ("PSNR", "SSIM", "Seconds", "Wins")


def colour_of(number: int) -> str:
    """The colour of an entry, as HTML has it."""
    return DISTINCT[number % len(DISTINCT)]


def rows_of(entries: Sequence[Entry]) -> list[tuple[str, ...]]:
    """The figures of each entry, as `COLUMNS` names them."""
    won = shares(winners(entries), len(entries))
    return [
        (
            f"{entry.psnr:.2f} dB" if np.isfinite(entry.psnr) else "equal",
            f"{entry.ssim:.4f}",
            f"{entry.seconds:.2f}",
            f"{share:.0%}",
        )
        for entry, share in zip(entries, won, strict=True)
    ]


def map_of(entries: Sequence[Entry], case: Case) -> np.ndarray:
    """Who wins where, (H, W, 3) uint8."""
    colours = np.array([rgb_of(colour_of(number)) for number in range(len(entries))])
    return painted(winners(entries), case.truth, colours)


class Outcome(NamedTuple):
    """What a page or a sheet of a contest shows: heading, pictures, of which the first is the photo, note and table."""

    heading: str
    pictures: list[Seen]
    note: str
    table: Table


def outcome_of(name: str, case: Case, titles: Sequence[str], entries: Sequence[Entry]) -> Outcome:
    """The photo, what each has made of it, and who wins where."""
    seen = [Seen(title, entry.pixels, colour_of(k)) for k, (title, entry) in enumerate(zip(titles, entries, strict=True))]
    pictures = [Seen(name, case.truth), *seen, Seen("Who wins where", map_of(entries, case))]
    empty = ("",) * len(COLUMNS)
    width, height = case.small.size
    note = (
        f"Rebuilt from {width:,} × {height:,} pixels, ×{case.scale:g}; PSNR and SSIM on luma as benchmarks have it. "
        "Wins: the share of regions in which a picture is nearest to the photo; grey where another is as near."
    )
    heading = f"{name}, shrunk to 1/{case.scale:g} and rebuilt"
    return Outcome(heading, pictures, note, Table(("", *COLUMNS), [empty, *rows_of(entries), empty]))
