"""How the tables of the forms stand on paper: listed, crossed, in columns, or in bands by article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from .fields import Role
from .grid import Grid, GridCell, Heading, headings, measure, stacked
from .outline import CellPath, Line, entries, outline

NO_UNIT: Final = "——"
_Places = dict[CellPath, tuple[int, tuple[str, ...]]]
_Bands = dict[str, tuple[list[str], dict[str, dict[str, Line]]]]


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
        lines = {line.path: line for line in outline(table)}
        for row, (words, path) in enumerate(_rows(table, (), ()), 2):
            line = lines.get(path)
            yield GridCell(row, 1, text=words[-1], heads="row", depth=len(words) - 1)
            yield GridCell(row, 2, text=line.unit if line else NO_UNIT)
            yield GridCell(row, 3, line=line, labels=(words, (self.columns[2],)))


def _rows(cls: type, path: CellPath, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], CellPath]]:
    """The words of each row, and the path of its line; of a heading, the path of the number that it may carry."""
    for entry in entries(cls):
        here, said = (*path, entry.name), (*words, *entry.words)
        if entry.of is not None:
            yield said, (*here, *(inner.name for inner in entries(entry.of) if inner.facts.role is Role.HEAD))
            yield from _rows(entry.of, here, said)
        elif entry.facts.role is Role.LINE:
            yield said, here


@attrs.frozen
class Crosstab:
    """Table 3: the blocks of one class are the columns, the lines inside them are the rows."""

    rows: type
    spanner: str
    stub: str

    def grid(self, table: type) -> Grid:
        """The grid: a stub note beside the column headings, merged row headings on the left."""
        columns, rows = headings(table, self.rows), headings(self.rows)
        down, across = 1 + max(h.depth for h in columns), max(h.depth for h in rows)
        return measure(self._cells(table, columns, rows, down, across), down)

    def _cells(
        self, table: type, columns: tuple[Heading, ...], rows: tuple[Heading, ...], down: int, across: int
    ) -> Iterator[GridCell]:
        yield GridCell(1, 1, down, across, self.stub, heads="column")
        yield GridCell(1, across + 1, 1, sum(h.width for h in columns), self.spanner, heads="column")
        column_words, row_words = {}, {}
        for head, level, at, spans, words in stacked(columns, across + 1, down - 1):
            yield GridCell(level + 2, at, spans, head.width, head.words, heads="column")
            if head.line:
                column_words[head.line.path] = (at, (self.spanner, *words))
        for head, level, at, spans, words in stacked(rows, down + 1, across):
            yield GridCell(at, level + 1, head.width, spans, head.words, heads="row")
            if head.line:
                row_words[head.line.path] = (at, words)
        yield from _crossings(table, column_words, row_words)


def _crossings(table: type, columns: _Places, rows: _Places) -> Iterator[GridCell]:
    depth = {path: len(path) for path in columns}
    for line in outline(table):
        above = next(line.path[:n] for n in set(depth.values()) if line.path[:n] in columns)
        column, column_words = columns[above]
        row, row_words = rows[line.path[len(above) :]]
        yield GridCell(row, column, line=line, labels=(row_words, column_words))


@attrs.frozen
class Columns:
    """Table 4: every line is a column, its headings stand above it, and one row holds the numbers."""

    def grid(self, table: type) -> Grid:
        """The grid: merged headings, then one row of numbers."""
        heads = headings(table)
        depth = max(h.depth for h in heads)
        return measure(self._cells(table, heads, depth), depth)

    def _cells(self, table: type, heads: tuple[Heading, ...], depth: int) -> Iterator[GridCell]:
        lines = {line.path: line for line in outline(table)}
        for head, level, at, spans, words in stacked(heads, 1, depth):
            yield GridCell(level + 1, at, spans, head.width, head.words, heads="column")
            if head.line:
                yield GridCell(depth + 1, at, line=lines[head.line.path], labels=((), words))


@attrs.frozen
class Articles:
    """Table 2: bands by article of the Regulation; each names its columns, then its rows.

    The words of a line are the band, the row and the column; the last column of a band spans what is left.
    """

    stub: str

    def grid(self, table: type) -> Grid:
        """The grid: per band a row across, a row of column words, and its rows."""
        bands = _bands(table)
        width = 1 + max(len(columns) for columns, _ in bands.values())
        return measure(self._cells(bands, width), 0)

    def _cells(self, bands: _Bands, width: int) -> Iterator[GridCell]:
        row = 0
        for band, (columns, rows) in bands.items():
            spans = [1] * (len(columns) - 1) + [width - len(columns)]
            yield GridCell(row + 1, 1, colspan=width, text=band, heads="column")
            yield GridCell(row + 2, 1, text=self.stub, heads="column")
            for index, words in enumerate(columns):
                yield GridCell(row + 2, index + 2, colspan=spans[index], text=words, heads="column")
            row += 2
            for label, lines in rows.items():
                row += 1
                yield GridCell(row, 1, text=label, heads="row")
                for index, words in enumerate(columns):
                    line = lines[words]
                    labels = ((band, label), (words,))
                    yield GridCell(row, index + 2, colspan=spans[index], line=line, labels=labels)


def _bands(table: type) -> _Bands:
    bands: _Bands = {}
    for line in outline(table):
        band, label, column = line.words
        columns, rows = bands.setdefault(band, ([], {}))
        if column not in columns:
            columns.append(column)
        rows.setdefault(label, {})[column] = line
    return bands
