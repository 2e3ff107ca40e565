"""The free category table: as many rows as the office has, its groups merged down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from ...model.fields import Kind
from ...model.outline import CellPath, Line, entries
from ..amounts import is_datum
from ..form_tables import FormTable
from ..found import FoundCell, FoundTable
from ..wording import is_blank, key
from .by_label import BoundTable, Homed
from .column_headings import table_headings

_TOTAL: Final = "total"


@attrs.frozen
class _Parts:
    """A row taken apart: the cells of words before its number, the number, what follows."""

    words: tuple[FoundCell, ...]
    number: FoundCell
    notes: tuple[FoundCell, ...]


def bind_own_rows(table: FoundTable, form: FormTable) -> BoundTable:
    """Every row below the heading as a row of the office's own; the last, 总计, as the total."""
    total = next(row.label.leaf for row in form.rows)
    rows = [parts for cells, _ in table_headings(table, form).rows for parts in _parts(cells)]
    merged = not table.is_flat and any(cell.rowspan > 1 for cell in table.cells)
    homed: list[Homed] = []
    group, index = None, 0
    for parts in rows:
        if parts.words and key(parts.words[0].text) == total:
            homed.append(Homed(form.rows[-1].lines[0], parts.number))
            continue
        group = _group(parts.words, None if merged else group)
        homed += _row(form, index, parts, group)
        index += 1
    return BoundTable(tuple(homed), ())


def _parts(cells: Sequence[FoundCell]) -> Iterator[_Parts]:
    """The number is the first cell of figures behind words; where none has figures, the one before the note."""
    at = next((i for i, cell in enumerate(cells) if i and is_datum(cell.text) and not is_blank(cell.text)), None)
    if at is None:
        at = len(cells) - 2 if len(cells) > 2 else len(cells) - 1
    if at > 0 and any(not is_blank(cell.text) for cell in cells[: at + 1]):
        yield _Parts(tuple(cells[:at]), cells[at], tuple(cells[at + 1 :]))


def _group(words: tuple[FoundCell, ...], before: FoundCell | None) -> FoundCell | None:
    """The group's cell: the first one, or the one above where it is blank."""
    return before if before and is_blank(words[0].text) else words[0]


def _row(form: FormTable, index: int, parts: _Parts, group: FoundCell | None) -> Iterator[Homed]:
    item = parts.words[1] if len(parts.words) > 1 else None
    note = parts.notes[0] if parts.notes else None
    labels = [cell for cell in (group, item) if cell]
    row = form.printed.row
    numbers = iter([parts.number])
    texts = iter([*(labels if len(labels) > 1 else [*labels, None]), note])
    for entry in entries(row) if row else ():
        cell = next(texts if entry.facts.kind is Kind.WORDS else numbers, None)
        path: CellPath = (str(index), entry.name)
        line = Line(path, entry.words, entry.facts.kind, entry.facts.unit)
        yield Homed(line, cell or _nothing(parts.number))


def _nothing(beside: FoundCell) -> FoundCell:
    return attrs.evolve(beside, text="")
