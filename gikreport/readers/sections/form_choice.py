"""Which form a file follows, told by its labels, and which of its tables is which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs

from ...forms import FORMS, form_named
from ...model.form import Form
from ...model.report import tables
from ..amounts import is_datum
from ..form_tables import FormTable, form_tables
from ..found import Found, FoundTable, Item
from ..wording import key
from .headings import find_headings
from .year import year_of

_FEWEST: float = 0.25


def form_of(file: Found, form: Form | None = None) -> Form:
    """The form that a file follows: the one asked for, the one that it names, or the one whose labels are there."""
    year = year_of(file.items, file.facts)
    return form or _own_form(file, year) or _likely(file.items, year)


def _own_form(file: Found, year: int | None) -> Form | None:
    """The form that a file of ours names, or, where it has no table to tell, the one that was due in its year."""
    if file.facts.form is not None:
        return form_named(file.facts.form)
    if not file.facts.is_ours or any(isinstance(item, FoundTable) for item in file.items):
        return None
    return next((form for form in FORMS if year is not None and form.covers(year)), None)


def _likely(items: Sequence[Item], year: int | None) -> Form:
    """The form whose labels are there; where several fit alike, the one that was due in the year."""
    tables_found = (item for item in items if isinstance(item, FoundTable))
    words = [_words(item) for item in tables_found if not is_local_statistics(item)]
    by_tables = {one.name: round(sum(_best(found, one) for found in words), 6) for one in FORMS}
    most = max(by_tables.values(), default=0.0)
    likely = [one for one in FORMS if by_tables[one.name] == most]
    if most == 0:
        likely = [one for one in FORMS if year and one.covers(year) and not _asks_for_tables(one)] or _by_headings(
            items
        )
    return next(
        (one for one in likely if year and one.covers(year)), likely[-1] if year is None else _nearest(likely, year)
    )


def _asks_for_tables(form: Form) -> bool:
    """Whether a report on this form has tables that it cannot leave out."""
    declared = tables(form.report)
    return any(field.name in declared and field.default is attrs.NOTHING for field in attrs.fields(form.report))


def _nearest(forms: Sequence[Form], year: int) -> Form:
    return min(forms, key=lambda one: min(abs(one.first - year), abs((one.last or 9999) - year)))


def _by_headings(items: Sequence[Item]) -> list[Form]:
    sure = {one.name: round(sum(h.sure for h in find_headings(items, one)), 6) for one in FORMS}
    most = max(sure.values())
    return [one for one in FORMS if sure[one.name] == most]


def _words(table: FoundTable) -> frozenset[str]:
    return frozenset(key(cell.text) for cell in table.cells if not is_datum(cell.text))


def _best(words: frozenset[str], form: Form) -> float:
    return max((_fit(words, table) for table in form_tables(form)), default=0.0)


def is_local_statistics(table: FoundTable) -> bool:
    """Whether a table counts from the first year on, as provinces asked for before 2014; no form does."""
    return any(key(cell.text).startswith(_EVER) for cell in table.cells)


_EVER: Final = "历年累计"


def _fit(words: frozenset[str], table: FormTable) -> float:
    """How well the words of a table in a file fit a table of a form, from 0 to 1."""
    hits = len(words & table.words)
    if hits < 2 or not words:
        return 0.0
    if table.has_own_rows:
        return 0.5 if len(words & table.column_words) > 1 else 0.0
    if hits < 3 and hits / len(words) < _FEWEST:
        return 0.0
    return 2 * hits / (len(table.words) + len(words))


def assigned(items: Sequence[Item], form: Form) -> dict[int, str]:
    """The name of the form's table for each table in the file, by its place among the items."""
    found: dict[int, str] = {}
    for at, item in enumerate(items):
        if isinstance(item, FoundTable) and not is_local_statistics(item):
            words = _words(item)
            fits = [(_fit(words, table), table.name) for table in form_tables(form)]
            best = max(fits, default=(0.0, ""))
            if best[0] > 0:
                found[at] = best[1]
    return found
