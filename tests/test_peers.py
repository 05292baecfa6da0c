"""The page that says what is proved names tests that exist, and leaves no row out."""

import re
from pathlib import Path

import viewer

ROOT = Path(viewer.__file__).parent.parent
ROWS = {"N": range(1, 11), "F": range(1, 7), "P": range(1, 9), "I": (1, 2, 3, 5, 6), "C": range(1, 8), "E": range(1, 6)}
ROWS |= {"J": range(1, 11), "A": range(1, 13)}  # I4 and P9 are neither musts nor shoulds


def rows():
    """Row, level, what, state and tests of each line of the tables."""
    page = (ROOT / "resources" / "peers.md").read_text()
    return [[cell.strip() for cell in line.split("|")] for line in re.findall(r"^\| ([A-Z]\d.*)\|$", page, re.MULTILINE)]


def test_every_row_is_there_once_with_a_state():
    assert [row[0] for row in rows()] == [f"{letter}{n}" for letter, numbers in ROWS.items() for n in numbers]
    for name, level, what, state, _ in rows():
        assert level in ("M", "S") and what, name
        assert re.match(r"done(;|$)|partly: |not yet(:|$)", state), name


def test_every_test_it_names_exists_and_what_is_done_has_one():
    for name, _, _, state, tests in rows():
        named = re.findall(r"`([\w/]+\.py)::(\w+)`", tests)
        assert len(named) == tests.count("::"), name
        assert named or not state.startswith(("done", "partly")), name
        for file, test in named:
            assert re.search(rf"^def {test}\(", (ROOT / "tests" / file).read_text(), re.MULTILINE), f"{file}::{test}"
