"""A row whose cells ran together on the way: a line of labels and figures without gaps."""

from __future__ import annotations

import re
from typing import Final

from ...forms import FORMS
from ...model.outline import cached
from ..form_tables import form_tables
from ..known_labels import is_label
from ..wording import plain

_ROW: Final = re.compile(r"(?P<labels>\S*?[^\s0-9.．])(?P<digits>[0-9]+(?:\.[0-9]+)?)?")
_NOUGHTS: Final = re.compile("0{2,}")


def space_out(text: str) -> str:
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
    printed = {plain(cell.text) for form in FORMS for table in form_tables(form) for cell in table.printed.grid.cells}
    return tuple(sorted((words for words in printed if is_label(words)), key=len, reverse=True))
