"""A table as the form prints it: every cell with its place, its spans, and its words or its line."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, Protocol

import attrs

from .outline import CellPath, Entry, Line, cached, entries, outline


@attrs.frozen
class GridCell:
    """One printed cell. Rows and columns count from 1; a cell holds words, or the number of a line."""

    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    text: str = ""
    line: Line | None = None
    labels: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    heads: str = ""  # "column" or "row" where the cell is a heading of one
    depth: int = 0  # how far a row heading is indented


@attrs.frozen
class Grid:
    """The cells of one table in reading order, and its measures."""

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    header_rows: int

    @functools.cached_property
    def at(self) -> dict[CellPath, GridCell]:
        """The cell of each line."""
        return {cell.line.path: cell for cell in self.cells if cell.line is not None}

    @functools.cached_property
    def by_row(self) -> tuple[tuple[GridCell, ...], ...]:
        """The cells that begin in each row, left to right."""
        rows: list[list[GridCell]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            rows[cell.row - 1].append(cell)
        return tuple(tuple(sorted(row, key=lambda cell: cell.column)) for row in rows)


class Layout(Protocol):
    """How a table stands on paper: what it prints besides its lines, and where row and column words part."""

    def grid(self, table: Any) -> Grid:
        """The grid of a table class, or of a table with as many rows as the office has."""


def grid(table: Any) -> Grid:
    """The grid of a table class (or of a table's value, where its rows are the office's own)."""
    if isinstance(table, type) or not hasattr(table, "lines"):
        return _grid(table if isinstance(table, type) else type(table))
    return _measured(table.layout, table)


@cached
def _grid(cls: type) -> Grid:
    return _measured(cls.layout, cls)  # type: ignore[attr-defined]


def _measured(layout: Layout, table: Any) -> Grid:
    return layout.grid(table)


def measure(cells: Iterator[GridCell], header_rows: int) -> Grid:
    """The grid that these cells cover."""
    found = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    rows = max(cell.row + cell.rowspan - 1 for cell in found)
    columns = max(cell.column + cell.colspan - 1 for cell in found)
    return Grid(found, rows, columns, header_rows)


@attrs.frozen
class Heading:
    """A heading over rows or columns: its words, the lines or headings below it."""

    words: str
    line: Line | None = None
    below: tuple[Heading, ...] = ()

    @property
    def width(self) -> int:
        """How many lines it covers."""
        return sum(h.width for h in self.below) or 1

    @property
    def depth(self) -> int:
        """How many headings stand one inside the other, itself counted."""
        return 1 + max((h.depth for h in self.below), default=0)


def headings(cls: type, leaf: type | None = None) -> tuple[Heading, ...]:
    """The headings that a block class prints, down to its lines, or down to the blocks of one class."""
    return tuple(_heading(entry, (entry.name,), leaf) for entry in entries(cls))


def _heading(entry: Entry, path: CellPath, leaf: type | None) -> Heading:
    words = "".join(entry.words)
    if entry.of is leaf or entry.of is None:
        return Heading(words, Line(path, entry.words, entry.facts.kind, entry.facts.unit, entry.computed))
    below = tuple(_heading(inner, (*path, inner.name), leaf) for inner in entries(entry.of))
    return Heading(words, below=below)


def stacked(
    heads: tuple[Heading, ...], first: int, depth: int, over: tuple[str, ...] = ()
) -> Iterator[tuple[Heading, int, int, int, tuple[str, ...]]]:
    """Each heading with its level from 0, its first line from `first`, how many levels it spans, its words with
    those above it; a heading with nothing below it reaches down to `depth`."""
    for head in heads:
        words = (*over, head.words)
        yield head, len(over), first, 1 if head.below else depth - len(over), words
        yield from stacked(head.below, first, depth, words)
        first += head.width


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


_Places = dict[CellPath, tuple[int, tuple[str, ...]]]


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


_Bands = dict[str, tuple[list[str], dict[str, dict[str, Line]]]]


def _bands(table: type) -> _Bands:
    bands: _Bands = {}
    for line in outline(table):
        band, label, column = line.words
        columns, rows = bands.setdefault(band, ([], {}))
        if column not in columns:
            columns.append(column)
        rows.setdefault(label, {})[column] = line
    return bands
