"""The label of a row that goes on below its numbers, in narrow columns or behind the end of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ...forms import FORMS
from ...model.outline import cached
from ..form_tables import form_tables
from ..wording import plain

_MOST_LINES: Final = 14
_SIGNS: Final = re.compile(r"[^\w]|_")
NUMBERED: Final = re.compile(r"[0-9０-９]{1,2}[.．、]|[（(][一二三四五六七八九]{1,2}[)）]|[一二三四五六七八九]、")


def rest_of_label(begun: str, below: Sequence[str]) -> tuple[str, int]:
    """The whole label that some words begin, and how many of the lines below hold its rest; the words and 0 else.

    A line below may begin with words of the cell to the left, which go on there too.
    """
    for start in _starts(begun):
        said, words = _bare(start), start
        if said in _leaves():
            return begun, 0
        for count, line in enumerate(below[:_MOST_LINES] if said in _beginnings() else (), 1):
            rest = line.split()[-1] if line else ""
            if _bare(words + rest) in _beginnings():
                words += rest
            elif NUMBERED.match(rest):
                break
            if _bare(words) in _leaves():
                return words, count
    return begun, 0


def begins_label(words: str) -> bool:
    """Whether words are the beginning of a label, and not all of it."""
    return any(_bare(start) in _beginnings() - _leaves() for start in _starts(words))


def is_whole_label(words: str) -> bool:
    """Whether words are the label of a row, and all of it."""
    return _bare(words) in _leaves()


def _starts(words: str) -> Iterator[str]:
    """The words from each place where a label may begin."""
    starts = {0, *(found.start() for found in NUMBERED.finditer(words)), *(f.end() for f in _BLANK.finditer(words))}
    yield from (words[at:] for at in sorted(starts))


_BLANK: Final = re.compile(r"\s+")


def _bare(text: str) -> str:
    """A label with its number and without signs: notes in brackets are part of what goes on below."""
    return _SIGNS.sub("", plain(text))


@cached
def _leaves() -> frozenset[str]:
    rows = (row for form in FORMS for table in form_tables(form) for row in table.rows)
    words = (row.label.words[-1] for row in rows if row.label.words)
    return frozenset(bare for word in words if (bare := _bare(word)))


@cached
def _beginnings() -> frozenset[str]:
    return frozenset(word[:end] for word in _leaves() for end in range(2, len(word) + 1))
