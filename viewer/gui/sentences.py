"""What lower rooms tell people, English sentences in errors, remarks and run folders, in the language of the window.

Those rooms know nothing of Qt and tell f-strings. `resources/translations/update.py` collects the templates these are made from,
`%1 is empty.` of f"{name} is empty.". Here a sentence is taken apart again by the template it has most characters in common with.
"""

import re
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from viewer.errors import UserError
from viewer.files import shipped_folder

TEMPLATES = shipped_folder("resources") / "translations" / "sentences.txt"  # one a line
VALUE = re.compile(r"%(\d)")
BETWEEN = re.compile(r"(?<=[.:]) ")  # two sentences, such as a message and its hint


class Template(NamedTuple):
    """A sentence before values were filled in, what it begins and ends with, and how many characters are its own."""

    source: str
    first: str
    last: str
    pattern: str
    characters: int


def localised(told: str) -> str:
    """One sentence or several in the language of the window. What has no template or no translation stays as it is."""
    starts = [0, *(gap.end() for gap in BETWEEN.finditer(told)), len(told) + 1]
    best: dict[int, tuple[int, list[str]]] = {starts[-1]: (0, [])}  # from a start on: characters known, and the parts
    for i, start in reversed(list(enumerate(starts[:-1]))):
        readings = []
        for end in reversed(starts[i + 1 :]):  # a whole before its parts, if no more is known of them
            (known, text), (known_after, texts) = _as_one(told[start : end - 1]), best[end]
            readings.append((known + known_after, [text, *texts]))
        best[start] = max(readings, key=lambda reading: reading[0])
    return " ".join(best[0][1])


def localised_error(error: UserError) -> UserError:
    """An error whose message and hint are in the language of the window."""
    return UserError(localised(error.message), localised(error.hint))


def _as_one(sentence: str) -> tuple[int, str]:
    """How many characters of a sentence are its template's, and its translation, in which values are translated, too."""
    for template in _templates():
        if not (sentence.startswith(template.first) and sentence.endswith(template.last)):  # quicker than a pattern
            continue
        if found := re.fullmatch(template.pattern, sentence, re.DOTALL):
            values = [_as_one(value)[1] for value in found.groups()]
            translation = QCoreApplication.translate("Sentences", template.source)
            return template.characters, VALUE.sub(lambda place: values[int(place[1]) - 1], translation)  # noqa: B023 (at once)
    return 0, sentence


@cache
def _templates() -> list[Template]:
    """Those that say most come first."""
    found = []
    for source in TEMPLATES.read_text(encoding="utf-8").splitlines():
        literals = VALUE.split(source)[::2]
        pattern = "(.*?)".join(map(re.escape, literals))
        found.append(Template(source, literals[0], literals[-1], pattern, sum(map(len, literals))))
    return sorted(found, key=lambda template: -template.characters)
