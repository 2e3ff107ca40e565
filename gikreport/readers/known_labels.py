"""The labels that the tables of the forms print, known again in a file."""

from __future__ import annotations

from ..forms import FORMS
from ..model.outline import cached
from .amounts import is_number
from .form_tables import form_tables
from .wording import key, numbering


@cached
def _row_labels(numbered: bool) -> frozenset[str]:
    columns = {word for form in FORMS for table in form_tables(form) for word in table.column_words}
    rows = {row.label.leaf for form in FORMS for table in form_tables(form) for row in table.rows}
    return frozenset(rows if numbered else rows - columns)


def opens_row(label: str) -> bool:
    """Whether a line without numbers is the label of a row, its numbers on the lines below."""
    return bool(label) and key(label) in _row_labels(bool(numbering(label)))


@cached
def _labels() -> frozenset[str]:
    return frozenset(word for form in FORMS for table in form_tables(form) for word in table.words)


@cached
def _units() -> frozenset[str]:
    return frozenset(unit for form in FORMS for table in form_tables(form) for unit in table.units)


def without_unit(label: str) -> str:
    """A label without the unit that stands in a column of its own behind it; nothing where that is all."""
    before, _, last = label.rpartition(" ")
    return before if last in _units() and (not before or is_label(before)) else label


def is_label(text: str) -> bool:
    """Whether a text is a label of some form's table."""
    return not is_number(text) and key(text) in _labels()
