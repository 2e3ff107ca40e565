"""Tables of a file that were not read: those that the form does not have, and those of the form not understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs

from ...model.diagnostic import Severity
from ...model.form import Form
from ...model.reading import Remark
from ..amounts import is_number
from ..form_tables import FormTable, form_tables
from ..found import FoundParagraph, FoundTable, Item
from ..remarks import STRANGE_TABLE, TABLE_NOT_UNDERSTOOD
from ..tables.column_headings import datum_count
from ..wording import key
from .form_choice import is_local_statistics

_ENOUGH: Final = 3  # labels of one table that do not stand in text by chance
_LONG: Final = 4  # signs of a label that is not of every table, as 其他 and 总计 are
_LONGEST_LABEL: Final = 40
_SHOWN: Final = 30


def unread_tables(
    everything: Sequence[Item | None], span: tuple[int, int], tables: Mapping[int, str], form: Form, is_page: bool
) -> Iterator[Remark]:
    """A remark for each between two places; on a page, which has tables of its own, for each that holds a number.

    A table that is there and not read is not missing.
    """
    first, end = span
    items = everything[first:end]
    missing = [table for table in form_tables(form) if table.name not in tables.values() and _is_due(form, table)]
    for index, item in enumerate(items, first):
        if isinstance(item, FoundTable) and index not in tables and _says_something(item, is_page):
            words = next((" ".join(c.text.split()) for c in item.cells if c.text.strip()), "")
            known = [] if is_local_statistics(item) else missing
            meant = _meant([cell.text for cell in item.cells], known, least=1)
            missing = [table for table in missing if table is not meant]
            yield _not_understood(meant, words, item) if meant else _strange(words, item)
    said = [item for item in items if isinstance(item, FoundParagraph) and len(item.text) <= _LONGEST_LABEL]
    while meant := _meant([word for item in said for word in item.text.split()], missing, least=_ENOUGH):
        missing.remove(meant)
        begins = next(item for item in said if any(key(word) in meant.words for word in item.text.split()))
        yield _not_understood(meant, begins.text, begins)


def is_meant_for_form(table: FoundTable, tables: Mapping[int, str], form: Form) -> bool:
    """Whether a table has labels of one that the form asks for and that was not found."""
    missing = [one for one in form_tables(form) if one.name not in tables.values() and _is_due(form, one)]
    return _meant([cell.text for cell in table.cells], missing, least=1) is not None


def _says_something(table: FoundTable, is_page: bool) -> bool:
    return any(datum_count(row) for row in table.rows) or (not is_page and any(c.text.strip() for c in table.cells))


def _is_due(form: Form, table: FormTable) -> bool:
    return getattr(attrs.fields(form.report), table.name).default is attrs.NOTHING


def _meant(texts: Sequence[str], missing: Sequence[FormTable], least: int) -> FormTable | None:
    """The table that most of these labels are of, where they are enough."""
    keys = {said for text in texts if not is_number(text) and len(said := key(text)) >= _LONG}
    counts = {table.name: len(keys & table.words) for table in missing}
    best = max(missing, key=lambda table: counts[table.name], default=None)
    return best if best is not None and counts[best.name] >= least else None


def _strange(words: str, item: FoundTable) -> Remark:
    severity = Severity.WARNING if is_local_statistics(item) else None
    return Remark(diagnostic=STRANGE_TABLE, facts={"text": words[:_SHOWN]}, place=item.place, severity=severity)


def _not_understood(meant: FormTable, words: str, item: Item) -> Remark:
    facts = {"text": words[:_SHOWN]}
    return Remark(diagnostic=TABLE_NOT_UNDERSTOOD, facts=facts, at=(meant.name,), place=item.place)
