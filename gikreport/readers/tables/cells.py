"""The cells of a form's tables, as one print of a report states them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import attrs

from ...model.cell import UNFILLED_WORD, Cell, State
from ...model.fields import Kind as LineKind
from ...model.form import Form
from ...model.outline import CellPath
from ...model.reading import Remark
from ..amounts import cell_of, in_ten_thousands
from ..form_tables import FormTable, form_tables
from ..found import FoundTable
from ..left import Kind, Left, remark
from ..remarks import CELLS_DIFFER, ROW_WITHOUT_LINE, ROWS_WITHOUT_LINES, UNIT_CONVERTED
from ..wording import is_blank
from .by_label import Homed, Note, bind_table
from .by_order import bind_flat
from .category_rows import bind_own_rows
from .column_headings import Header

_MOST_ROWS: Final = 3


def table_cells(
    tables: Sequence[tuple[str, FoundTable]], form: Form, *, to_fill: bool = False
) -> tuple[dict[CellPath, Cell], list[Remark]]:
    """The cells of the form's tables that a file states, by path, with what was odd about them."""
    cells: dict[CellPath, Cell] = {}
    remarks: list[Remark] = []
    shapes = {table.name: table for table in form_tables(form)}
    headers: dict[str, Header | None] = {}
    for name, found in tables:
        homed, notes, headers[name] = _bound(found, shapes[name], headers.get(name))
        remarks += _remarks(notes, name)
        for one in homed:
            path = (name, *one.line.path)
            if one.cell.formula and _has_no_result(one):
                remarks.append(remark(Left(Kind.FORMULA, one.cell.place, one.cell.text), path))
            if one.cell.formula and one.line.computed:
                continue
            cell, unit = _cell(one, to_fill)
            if unit:
                remarks.append(_unit_remark(path, cell, unit))
            if path not in cells:
                cells[path] = cell
            elif differ(cells[path], cell):
                remarks.append(stated_twice(path, cells[path], cell))
    return cells, remarks


def _has_no_result(one: Homed) -> bool:
    """Whether a formula gives an error, or, where a number is due, nothing; totals are worked out anew."""
    return one.cell.text.startswith("#") or (not one.line.computed and one.cell.text == UNFILLED_WORD)


def _bound(
    found: FoundTable, form: FormTable, inherited: Header | None
) -> tuple[tuple[Homed, ...], tuple[Note, ...], Header | None]:
    if form.has_own_rows:
        bound = bind_own_rows(found, form)
    else:
        bound = (bind_flat if found.is_flat else bind_table)(found, form, inherited)
    return bound.cells, bound.notes, bound.header


def _cell(one: Homed, to_fill: bool) -> tuple[Cell, str]:
    """The cell that a printed text states; in a workbook of ours an empty one is 待填."""
    if to_fill and one.line.kind is not LineKind.WORDS and is_blank(one.cell.text):
        return Cell(UNFILLED_WORD, State.UNFILLED, None, one.line.kind, one.cell.place), ""
    cell, unit = cell_of(one.cell.text, one.line.kind, one.line.unit, one.cell.place)
    if one.line.kind is LineKind.MONEY and one.unit and one.unit != one.line.unit and not unit and _bare(cell):
        assert isinstance(cell.value, Decimal)
        return attrs.evolve(cell, value=in_ten_thousands(cell.value, one.unit)), one.unit
    return cell, unit


def _bare(cell: Cell) -> bool:
    return cell.state is State.NUMBER and not cell.text.endswith("元")


def _unit_remark(path: CellPath, cell: Cell, unit: str) -> Remark:
    value = format(cell.value, "f") if isinstance(cell.value, Decimal) else str(cell.value)
    return Remark(
        diagnostic=UNIT_CONVERTED, facts={"text": cell.text, "unit": unit, "value": value}, at=path, place=cell.place
    )


def _remarks(notes: Sequence[Note], name: str) -> Iterator[Remark]:
    """A remark for each note; of many rows without a line one that names the first."""
    rows = [note for note in notes if note.diagnostic is ROW_WITHOUT_LINE]
    many = len(rows) > _MOST_ROWS
    if many:
        first = "；".join(f"{note.facts['label'] or '没有行名'}：{note.facts['text']}" for note in rows[:_MOST_ROWS])
        yield Remark(
            diagnostic=ROWS_WITHOUT_LINES, facts={"count": len(rows), "text": first}, at=(name,), place=rows[0].place
        )
    yield from (_remark(note, name) for note in notes if not (many and note.diagnostic is ROW_WITHOUT_LINE))


def _remark(note: Note, name: str) -> Remark:
    at = (name, *note.line.path) if note.line else (name,)
    return Remark(diagnostic=note.diagnostic, facts=note.facts, at=at, place=note.place)


def differ(one: Cell, other: Cell) -> bool:
    """Whether two cells say different things."""
    return (one.state, one.value) != (other.state, other.value)


def stated_twice(path: CellPath, one: Cell, other: Cell) -> Remark:
    """The remark that a cell stands in the file twice, each time otherwise."""
    return Remark(
        diagnostic=CELLS_DIFFER,
        facts={"first": one.text or "空白", "second": other.text or "空白"},
        at=path,
        place=other.place,
    )
