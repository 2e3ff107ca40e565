"""A whole report that came on one line: broken up again at its headings, labels and cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..amounts import is_datum
from ..known_labels import is_label
from ..section_names import names_section

_HEADED: Final = re.compile("[一二三四五六七]、")
_MOST: Final = 3
_FEWEST: Final = 3


def report_lines(text: str) -> Iterator[str]:
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
