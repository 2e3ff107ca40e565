"""A table as the form prints it: every cell with its place, its spans, and its words or its line."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Protocol, cast

import attrs

from .outline import CellPath, Entry, Line, cached, entries


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

    def grid(self, table: type) -> Grid:
        """The grid of a table class."""
        ...


def layout(cls: type) -> Layout:
    """The layout that a table class names."""
    return cast(Layout, cls.layout)  # type: ignore[attr-defined]


@cached
def grid(cls: type) -> Grid:
    """The grid of a table class, as its layout draws it."""
    return layout(cls).grid(cls)


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
