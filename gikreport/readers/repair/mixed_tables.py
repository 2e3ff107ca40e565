"""One table in a file that holds several tables of the form, or words of the narrative between rows: taken apart."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from ...model.form import Form
from ..amounts import is_datum
from ..form_tables import FormTable, form_tables
from ..found import FoundCell, FoundParagraph, FoundTable, Item
from ..section_names import plain_heading
from ..wording import is_blank, key

_FEWEST: Final = 4
_LONG: Final = 80


def divide_tables(items: Sequence[Item], form: Form) -> tuple[Item, ...]:
    """The items, each table cut where another table of the form begins, or where a row is words of the narrative."""
    return tuple(part for item in items for part in (_parts(item, form) if isinstance(item, FoundTable) else (item,)))


def _parts(table: FoundTable, form: Form) -> Iterator[Item]:
    names = _names(table, form)
    said = _narrative(table, form)
    if not any(said) and len(set(names)) < 2:
        yield table
        return
    marks = list(zip(names, said, strict=True))
    for (_, paragraph), group in itertools.groupby(range(len(marks)), key=marks.__getitem__):
        rows = list(group)
        yield _piece(table, rows[0], rows[-1] + 1) if paragraph is None else paragraph


def _names(table: FoundTable, form: Form) -> list[str]:
    """For each row the table of the form that its words belong to, going on from row to row."""
    words = [{key(cell.text) for cell in row if not is_datum(cell.text)} for row in table.rows]
    fixed = [one for one in form_tables(form) if not one.has_own_rows]
    held = [one for one in fixed if len(one.words & set().union(*words)) >= _FEWEST] if words else []
    if len(held) < 2:
        return [""] * len(words)
    own = [_only(row, held) for row in words]
    first = next((name for name in own if name), "")
    return list(itertools.accumulate(own, lambda before, name: name or before, initial=first))[1:]


def _only(words: set[str], held: Sequence[FormTable]) -> str:
    """The one table of several that prints one of these words; nothing where more than one does, or none."""
    fits = [one.name for one in held if words & one.words]
    return fits[0] if len(fits) == 1 else ""


def _narrative(table: FoundTable, form: Form) -> list[FoundParagraph | None]:
    """For each row the paragraph that it is: a long sentence; any single cell in a table with headings of sections."""
    alone = [None if table.flat else _alone(row, form) for row in table.rows]
    headed = any(plain_heading(one, form) for one in alone if one)
    return [one if one and (headed or _is_long(one.text)) else None for one in alone]


def _alone(row: Sequence[FoundCell], form: Form) -> FoundParagraph | None:
    """The one cell of a row as a paragraph, where it is neither a label nor a number of the form's tables."""
    cells = [cell for cell in row if not is_blank(cell.text)]
    known = any(key(cell.text) in one.words for cell in cells for one in form_tables(form))
    if len(cells) != 1 or known or is_datum(cells[0].text) or cells[0].rowspan > 1:
        return None
    return FoundParagraph(cells[0].text.strip(), cells[0].place)


def _is_long(text: str) -> bool:
    return len(text) > _LONG and text.endswith("。")


def _piece(table: FoundTable, start: int, end: int) -> FoundTable:
    """Some rows of a table as a table; what reaches in from above begins with them."""
    cells = (
        attrs.evolve(
            cell, row=max(cell.row, start) - start, rowspan=min(cell.row + cell.rowspan, end) - max(cell.row, start)
        )
        for cell in table.cells
        if cell.row < end and cell.row + cell.rowspan > start
    )
    return attrs.evolve(table, cells=tuple(cells))
