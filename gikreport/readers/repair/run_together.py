"""Lines whose parts ran together on the way: a row without gaps between its cells, a whole report on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...forms import FORMS
from ...model.grid import grid
from ...model.outline import cached
from ..amounts import is_datum
from ..sections.headings import names_section
from ..tables.form_tables import form_tables
from ..tables.known_labels import is_label
from ..wording import plain

_ROW: Final = re.compile(r"(?P<labels>\S*?[^\s0-9.．])(?P<digits>[0-9]+(?:\.[0-9]+)?)?")
_NOUGHTS: Final = re.compile("0{2,}")
_HEADED: Final = re.compile("[一二三四五六七]、")
_MOST: Final = 3
_FEWEST: Final = 3


def spaced_out(text: str) -> str:
    """A line of nothing but labels and figures with spaces between them; figures only where each must be a nought."""
    if _NOUGHTS.fullmatch(text):
        return " ".join(text)
    found = _ROW.fullmatch(text)
    labels = _labels_in(plain(found["labels"])) if found else []
    if found is None or not labels or (len(labels) == 1 and not found["digits"]):
        return text
    digits = found["digits"] or ""
    return " ".join([*labels, *(digits if not digits.strip("0") else [digits])])


def _labels_in(words: str) -> list[str]:
    """The labels that a text is made of; none where something is left over."""
    said: list[str] = []
    while words:
        label = next((known for known in _known() if words.startswith(known)), "")
        if not label:
            return []
        said.append(label)
        words = words[len(label) :]
    return said


@cached
def _known() -> tuple[str, ...]:
    """The labels of all forms as they are printed, the longest first."""
    printed = {plain(cell.text) for form in FORMS for table in form_tables(form) for cell in grid(table.of).cells}
    return tuple(sorted((words for words in printed if is_label(words)), key=len, reverse=True))


def broken_up(text: str) -> Iterator[str]:
    """The lines of a text; of one with several headings of a report a line for each heading, label and cell."""
    words = text.split() if len(_HEADED.findall(text)) >= _FEWEST else []
    if sum(map(names_section, words)) < _FEWEST:
        yield text
        return
    said: list[str] = []
    at, within = 0, False
    while at < len(words):
        size = int(names_section(words[at]) or (within and is_datum(words[at])))
        size = size or next((n for n in range(_MOST, 0, -1) if is_label("".join(words[at : at + n]))), 0)
        within = size > 0
        if size:
            yield from [" ".join(said)] if said else []
            yield "".join(words[at : at + size])
            said = []
        else:
            said.append(words[at])
        if said and said[-1].endswith("。"):
            yield " ".join(said)
            said = []
        at += size or 1
    yield from [" ".join(said)] if said else []
