"""A printed table, whether the form fixes its rows or the office has as many as it likes."""

from __future__ import annotations

import abc
import functools
from collections.abc import Mapping
from typing import Any, ClassVar, Protocol

import attrs

from .cell import Cell
from .grid import Grid, Layout, grid, layout
from .outline import CellPath, Line, below, block_paths, built, cached, outline, paths, stated_paths, value_at
from .report import Report, tables
from .sums import Sum, sums, values


class Table(Protocol):
    """One table as it is printed. Paths are those inside the table; `under` is where it stands in its report."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its lines in printed order."""
        ...

    @property
    def sums(self) -> tuple[Sum, ...]:
        """Its printed totals with their printed parts; a corner total stands once for each direction."""
        ...

    @property
    def grid(self) -> Grid:
        """Its cells with their places and spans."""
        ...

    @property
    def layout(self) -> Layout | None:
        """How the form prints it; None where the rows are the office's own."""
        ...

    @property
    def row(self) -> type | None:
        """The class of a row of the office's own; None where the form fixes the rows."""
        ...

    @property
    def rows_are_own(self) -> bool:
        """Whether its rows are the office's own."""
        ...

    def paths(self, under: CellPath) -> tuple[CellPath, ...]:
        """The paths of its lines in a report."""
        ...

    def stated_paths(self, under: CellPath) -> tuple[CellPath, ...]:
        """The paths in a report of the lines that an office states: every line that is no total."""
        ...

    def below(self, path: CellPath) -> tuple[CellPath, ...]:
        """Its lines at or below a path."""
        ...

    def blocks(self, on: type) -> tuple[CellPath, ...]:
        """The paths of the blocks inside it that are of a class; totals left out."""
        ...

    def values(self, of: Any) -> list[Any]:
        """The number of every line of such a table's value, in printed order."""
        ...

    def read(self, cells: Mapping[CellPath, Cell], under: CellPath) -> Table:
        """This table with as many rows as a document has of it."""
        ...

    def built(self, cells: Mapping[CellPath, Cell], under: CellPath) -> Any | None:
        """The value that these cells state, blanks as 0; None where one cannot be counted or was not found."""
        ...


@attrs.frozen
class FixedTable:
    """A table, or a block of one, whose rows the form fixes: its class says all of it."""

    cls: type

    @functools.cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the class in printed order."""
        return outline(self.cls)

    @functools.cached_property
    def sums(self) -> tuple[Sum, ...]:
        """The printed totals of the class."""
        return sums(self.cls)

    @functools.cached_property
    def grid(self) -> Grid:
        """The grid as the form prints it."""
        return grid(self.cls)

    @property
    def layout(self) -> Layout:
        """The layout that the class names."""
        return layout(self.cls)

    @property
    def row(self) -> None:
        """None: the form fixes the rows."""

    @property
    def rows_are_own(self) -> bool:
        """False: the form fixes the rows."""
        return False

    def paths(self, under: CellPath) -> tuple[CellPath, ...]:
        """The paths of its lines: always the same tuples, found faster than equal ones."""
        return paths(under, self.cls)

    def stated_paths(self, under: CellPath) -> tuple[CellPath, ...]:
        """The paths of the lines that an office states: always the same tuples."""
        return stated_paths(under, self.cls)

    def below(self, path: CellPath) -> tuple[CellPath, ...]:
        """The lines of the class at or below a path."""
        return below(self.cls, path)

    def blocks(self, on: type) -> tuple[CellPath, ...]:
        """The paths of its blocks of a class."""
        return tuple(path for path, _ in block_paths(self.cls, on))

    def values(self, of: Any) -> list[Any]:
        """The number of every line, each total worked out once."""
        return values(of)

    def read(self, cells: Mapping[CellPath, Cell], under: CellPath) -> FixedTable:
        """Itself: a document has no more rows than the form."""
        return self

    def built(self, cells: Mapping[CellPath, Cell], under: CellPath) -> Any | None:
        """The value of the class; None where one cell cannot be counted or was not found."""
        found = map(cells.get, stated_paths(under, self.cls))
        amounts = [cell.amount if cell is not None and cell.counts else None for cell in found]
        return None if None in amounts else built(self.cls, iter(amounts))


class OpenTable(abc.ABC):
    """What a form declares for a table with as many rows as the office has; `row` is the class of one."""

    __slots__ = ()
    row: ClassVar[type]

    @abc.abstractmethod
    def lines(self) -> tuple[Line, ...]:
        """The lines of each row, then what is printed below them."""

    @abc.abstractmethod
    def sums(self) -> tuple[Sum, ...]:
        """The printed totals and what they add up."""

    @abc.abstractmethod
    def grid(self) -> Grid:
        """The headings, the rows, and what is printed below them."""

    @classmethod
    @abc.abstractmethod
    def shaped(cls, found: Mapping[CellPath, str]) -> OpenTable:
        """A table with as many rows, and the words in them, as were read; the numbers are left at 0."""

    @classmethod
    @abc.abstractmethod
    def from_cells(cls, path: CellPath, cells: Mapping[CellPath, Cell]) -> OpenTable | None:
        """The table that the cells at a path state; None where a number cannot be counted."""


@attrs.frozen
class OwnRows:
    """A table whose rows are the office's own; one that nobody has filled in has no row."""

    value: OpenTable

    @functools.cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of each row, then the total."""
        return self.value.lines()

    @functools.cached_property
    def sums(self) -> tuple[Sum, ...]:
        """The total and the numbers that it adds up."""
        return self.value.sums()

    @functools.cached_property
    def grid(self) -> Grid:
        """The grid with these rows."""
        return self.value.grid()

    @property
    def layout(self) -> None:
        """None: the rows are the office's own."""

    @property
    def row(self) -> type:
        """The class of a row."""
        return self.value.row

    @property
    def rows_are_own(self) -> bool:
        """True: the office has as many rows as it likes."""
        return True

    def paths(self, under: CellPath) -> tuple[CellPath, ...]:
        """The paths of its lines in a report."""
        return tuple((*under, *line.path) for line in self.lines)

    def stated_paths(self, under: CellPath) -> tuple[CellPath, ...]:
        """The paths in a report of all lines but the total."""
        return tuple((*under, *line.path) for line in self.lines if not line.computed)

    def below(self, path: CellPath) -> tuple[CellPath, ...]:
        """The lines at or below a path, ("0",) for the first row."""
        return tuple(line.path for line in self.lines if line.path[: len(path)] == path)

    def blocks(self, on: type) -> tuple[CellPath, ...]:
        """None: its rows are of one class, and the form has nothing to say of them."""
        return ()

    def values(self, of: Any) -> list[Any]:
        """The words and the number of every row, then the total."""
        return [value_at(of, line.path) for line in self.lines]

    def read(self, cells: Mapping[CellPath, Cell], under: CellPath) -> OwnRows:
        """The table with the rows that a document has, and their words."""
        depth = len(under)
        words = {path[depth:]: cell.text for path, cell in cells.items() if path[:depth] == under}
        return OwnRows(self.value.shaped(words))

    def built(self, cells: Mapping[CellPath, Cell], under: CellPath) -> OpenTable | None:
        """The value that these cells state; None where a number cannot be counted."""
        return self.value.from_cells(under, cells)


def table_of(table: object) -> Table:
    """The table that a class of a form declares, or that a report holds as a value."""
    if isinstance(table, OpenTable):
        return OwnRows(table)  # pyright: ignore[reportReturnType]
    return _declared(table if isinstance(table, type) else type(table))


@cached  # pyright takes no cached property for the property that a protocol asks for; mypy does
def _declared(cls: type) -> Table:
    return OwnRows(cls()) if issubclass(cls, OpenTable) else FixedTable(cls)  # pyright: ignore[reportReturnType]


@cached
def tables_of(cls: type[Report]) -> dict[str, Table]:
    """The tables of a report class by field name, as the form has them before anybody fills them in."""
    return {name: table_of(entry.of) for name, entry in tables(cls).items()}
