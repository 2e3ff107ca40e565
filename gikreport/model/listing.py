"""A table that lists its lines one below the other: 统计指标, 单位, 统计数."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from .fields import Role
from .grid import Grid, GridCell, measure
from .outline import CellPath, Entry, Line, entries

NO_UNIT: Final = "——"


@attrs.frozen
class Listing:
    """The statistics table: a row for each heading and each line; a heading without a number has no unit."""

    columns: tuple[str, str, str]

    def grid(self, table: type) -> Grid:
        """The grid: one row of column words, then the rows."""
        return measure(self._cells(table), 1)

    def _cells(self, table: type) -> Iterator[GridCell]:
        for index, column in enumerate(self.columns):
            yield GridCell(1, index + 1, text=column, heads="column")
        for index, (words, line) in enumerate(_rows(table, (), ())):
            row = index + 2
            yield GridCell(row, 1, text=words[-1], heads="row", depth=len(words) - 1)
            yield GridCell(row, 2, text=line.unit if line else NO_UNIT)
            yield GridCell(row, 3, line=line, labels=(words, (self.columns[2],)))


def _rows(cls: type, path: CellPath, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Line | None]]:
    for entry in entries(cls):
        here, said = (*path, entry.name), (*words, *entry.words)
        if entry.of is not None:
            yield said, _own_line(entry.of, here, said)
            yield from _rows(entry.of, here, said)
        elif entry.facts.role is Role.LINE:
            yield said, _line(entry, here, said)


def _own_line(cls: type, path: CellPath, words: tuple[str, ...]) -> Line | None:
    own = next((entry for entry in entries(cls) if entry.facts.role is Role.HEAD), None)
    return _line(own, (*path, own.name), words) if own else None


def _line(entry: Entry, path: CellPath, words: tuple[str, ...]) -> Line:
    return Line(path, words, entry.facts.kind, entry.facts.unit, entry.computed, entry.facts.shows_unit)
