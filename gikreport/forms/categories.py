"""The free category table of the reports up to 2018: as many rows as the office has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Final

import attrs

from ..model.cell import Cell
from ..model.fields import count, printed, words
from ..model.grid import Grid, GridCell, measure
from ..model.outline import CellPath, Line, entries
from ..model.sums import Sum
from ..model.table import OpenTable
from . import shared

CATEGORY: Final = "类别"
NUMBER: Final = "数目"
NOTE: Final = "备注"


@attrs.frozen(kw_only=True)
class Category:
    """One line of the table: its group, its item ("" where the group has none), the number in 条, a note."""

    group: str = words(CATEGORY)
    item: str = words(CATEGORY)
    number: int = count(NUMBER, unit="条")
    note: str = words(NOTE)


def _cells(rows: tuple[Category, ...]) -> Iterator[GridCell]:
    yield GridCell(1, 1, colspan=2, text=CATEGORY, heads="column")
    yield GridCell(1, 3, text=NUMBER, heads="column")
    yield GridCell(1, 4, text=NOTE, heads="column")
    for index, row in enumerate(rows):
        yield from _row(index, row, _merged(rows, index))
    last = len(rows) + 2
    total = Line(("total",), (shared.TOTAL,), unit="条", computed=True)
    yield GridCell(last, 1, colspan=2, text=shared.TOTAL, heads="row")
    yield GridCell(last, 3, colspan=2, line=total, labels=((shared.TOTAL,), (NUMBER,)))


def _row(index: int, row: Category, merged: int) -> Iterator[GridCell]:
    at = index + 2
    if not row.item:
        yield GridCell(at, 1, colspan=2, text=row.group, heads="row")
    else:
        yield GridCell(at, 2, text=row.item, heads="row")
        if merged:
            yield GridCell(at, 1, rowspan=merged, text=row.group, heads="row")
    number, note = (line for line in _lines(index, row) if line.path[1] in ("number", "note"))
    yield GridCell(at, 3, line=number, labels=(_label(row), (NUMBER,)))
    yield GridCell(at, 4, line=note, labels=(_label(row), (NOTE,)))


def _merged(rows: tuple[Category, ...], index: int) -> int:
    """How many rows the group cell that begins in this row covers; 0 where it began above."""
    row = rows[index]
    if index and rows[index - 1].item and rows[index - 1].group == row.group:
        return 0
    following = 0
    while index + following < len(rows) and _same_group(rows[index + following], row):
        following += 1
    return following


def _same_group(one: Category, other: Category) -> bool:
    return bool(one.item) and one.group == other.group


def _label(row: Category) -> tuple[str, ...]:
    return tuple(word for word in (row.group, row.item) if word)


def _lines(index: int, row: Category) -> Iterator[Line]:
    for entry in entries(Category):
        yield Line((str(index), entry.name), (*_label(row), *entry.words), entry.facts.kind, entry.facts.unit)


def _rows(rows: object) -> Any:
    return tuple(rows) if isinstance(rows, list) else rows


@attrs.frozen(kw_only=True)
class Categories(OpenTable):
    """类别、数目、备注: what was disclosed in the year, by the office's own categories, in 条."""

    row: ClassVar[type] = Category

    rows: tuple[Category, ...] = attrs.field(
        default=(), converter=_rows, validator=attrs.validators.deep_iterable(attrs.validators.instance_of(Category))
    )

    @property
    @printed(shared.TOTAL, unit="条")
    def total(self) -> int:
        """总计: the sum of all rows, in 条."""
        return sum(row.number for row in self.rows)

    def lines(self) -> tuple[Line, ...]:
        """The lines of each row, then the total."""
        found = [line for index, row in enumerate(self.rows) for line in _lines(index, row)]
        return (*found, Line(("total",), (shared.TOTAL,), unit="条", computed=True))

    def sums(self) -> tuple[Sum, ...]:
        """The total and the numbers that it adds up."""
        return (Sum(("total",), tuple((str(index), "number") for index in range(len(self.rows)))),)

    def grid(self) -> Grid:
        """Group cells merged down, an item-less group across both label columns, the total last."""
        return measure(_cells(self.rows), 1)

    @classmethod
    def shaped(cls, found: Mapping[CellPath, str]) -> Categories:
        """A table with the groups, items and notes that were read, the numbers left at 0."""
        return cls(rows=tuple(Category(**_words(found, index)) for index in range(_height(found))))

    @classmethod
    def from_cells(cls, path: CellPath, cells: Mapping[CellPath, Cell]) -> Categories | None:
        """The table that these cells state; None where a number cannot be counted."""
        own = {at[len(path) :]: cell for at, cell in cells.items() if at[: len(path)] == path and at != path}
        numbers = [own.get((str(index), "number")) for index in range(_height(own))]
        if any(cell is None or not cell.counts for cell in numbers):
            return None
        text = {at: cell.text for at, cell in own.items()}
        rows = (Category(**_words(text, index), number=cell.amount) for index, cell in enumerate(numbers) if cell)
        return cls(rows=tuple(rows))


def _height(found: Mapping[CellPath, object]) -> int:
    return 1 + max((int(path[0]) for path in found if path[0].isdigit()), default=-1)


def _words(found: Mapping[CellPath, str], index: int) -> dict[str, Any]:
    return {name: found.get((str(index), name), "") for name in ("group", "item", "note")}
