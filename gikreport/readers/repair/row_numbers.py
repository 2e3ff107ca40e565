"""A column of row numbers before the labels, 序号, which no form has: read over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from ..amounts import is_datum
from ..found import FoundCell, FoundTable, Item
from ..wording import plain

_NUMBERS: Final = frozenset(["序号", "编号", "行次", "行号", "序"])
_HEADING: Final = 2  # rows in which the column is named


def without_row_numbers(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items, tables without a first column that numbers their rows."""
    return tuple(_bare(item) if isinstance(item, FoundTable) and _is_numbered(item) else item for item in items)


def _is_numbered(table: FoundTable) -> bool:
    named = [cell for cell in table.cells if cell.column == 0 and plain(cell.text) in _NUMBERS]
    if not named or named[0].row >= _HEADING:
        return False
    return all(is_datum(cell.text) for cell in table.cells if cell.column == 0 and cell.row > named[0].row)


def _bare(table: FoundTable) -> FoundTable:
    return attrs.evolve(table, cells=tuple(_moved(table)))


def _moved(table: FoundTable) -> Iterator[FoundCell]:
    for cell in table.cells:
        if cell.column > 0:
            yield attrs.evolve(cell, column=cell.column - 1)
        elif cell.colspan > 1:
            yield attrs.evolve(cell, colspan=cell.colspan - 1)
