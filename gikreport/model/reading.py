"""What a document states: every cell as printed, with its place, and the remarks its reader left."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from ..errors import GikreportError, Problem, Words
from ..signs import visible
from .attachment import Attachment
from .cell import Cell, Place, State
from .diagnostic import Diagnostic, Severity
from .form import Form
from .grid import GridCell
from .options import Options
from .outline import CellPath
from .prose import EMPTY, Prose
from .report import Report, prose_fields, tables
from .table import Table, table_of, tables_of


@attrs.frozen(kw_only=True)
class Remark:
    """Something a reader noticed that is not a cell, as the diagnostic that tells it."""

    diagnostic: Diagnostic
    facts: Mapping[str, object] = attrs.field(factory=dict)
    at: CellPath = ()
    place: Place | None = None
    severity: Severity | None = None  # where it weighs otherwise than its diagnostic

    @property
    def code(self) -> str:
        """The code of its diagnostic, F302."""
        return self.diagnostic.code

    def told(self, lang: str = "zh") -> str:
        """It in one line: code, place and words."""
        facts = {name: fact.told(lang) if isinstance(fact, Words) else fact for name, fact in self.facts.items()}
        place = self.place.original or self.place.told(lang) if self.place is not None else ""
        return " ".join(filter(None, (self.code, place, visible(self.diagnostic.words.told(lang).format(**facts)))))


class NotAReport(GikreportError):
    """A Reading cannot be made a Report. `cells` are the paths of the cells, or tables, that stand in the way."""

    def __init__(self, cells: Iterable[CellPath], problems: Iterable[Problem] = ()) -> None:
        self.cells = tuple(cells)
        words = Words("还不是一份完整的报告，以下各处不能计数", "not a whole report yet; these cannot be counted")
        super().__init__(words, problems)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.cells, self.problems)


@attrs.frozen(kw_only=True)
class Reading:
    """Everything that a document states, right or wrong.

    `cells` holds every cell that was found, totals too, by its model path, `("t3", "total", "received")`;
    `tables` names the tables that are there; what was not found is None or absent, never zero.
    `prose_places` gives, for each prose field read from a document, the place of each of its paragraphs.
    """

    form: Form
    name: str = ""
    agency: str | None = None
    year: int | None = None
    title: tuple[str, ...] | None = None
    signed_by: str | None = None
    signed_on: datetime.date | None = None
    attachments: tuple[Attachment, ...] = ()
    prose: Mapping[str, Prose] = attrs.field(factory=dict)
    prose_places: Mapping[str, tuple[Place, ...]] = attrs.field(factory=dict)
    headings: Mapping[str, str] = attrs.field(factory=dict)
    tables: frozenset[str] = frozenset()
    cells: Mapping[CellPath, Cell] = attrs.field(factory=dict)
    remarks: tuple[Remark, ...] = ()
    options: Options = Options()

    @functools.cached_property
    def report(self) -> Report:
        """The typed report; raises NotAReport where a cell holds 待填, text or a number that cannot be."""
        found = self._tables()
        blocking = tuple(self._blocking(found))
        if blocking:
            raise NotAReport(blocking, (Problem(".".join(path), self._why(path)) for path in blocking))
        given: dict[str, Any] = {**self._facts(), **self._prose(), **found}
        return self.form.report(**given)

    @functools.cached_property
    def odd_cells(self) -> tuple[tuple[CellPath, Cell], ...]:
        """The cells that hold anything but a fitting number."""
        return tuple([(path, cell) for path, cell in self.cells.items() if not cell.is_plain])

    def table(self, name: str) -> Table:
        """A table of the form, with as many rows as were read where the rows are the office's own."""
        declared = tables_of(self.form.report)[name]
        return self._own_rows[name] if declared.rows_are_own else declared

    @functools.cached_property
    def _own_rows(self) -> dict[str, Table]:
        declared = tables_of(self.form.report)
        return {name: one.read(self.cells, (name,)) for name, one in declared.items() if one.rows_are_own}

    def block(self, path: CellPath, cls: type) -> Any | None:
        """The block at a path, blanks as 0; None where one of its cells cannot be counted or was not found."""
        return table_of(cls).built(self.cells, path)

    def grid_cell(self, path: CellPath) -> GridCell | None:
        """The cell of the official grid that a path stands for."""
        return self.table(path[0]).grid.at.get(path[1:]) if path and path[0] in tables_of(self.form.report) else None

    def amount(self, path: CellPath) -> Any | None:
        """The number a cell counts for; a total that is not printed is worked out; None where it cannot be known."""
        cell = self.cells.get(path)
        if cell is not None and (cell.state is State.NUMBER or not self._is_computed(path)):
            return cell.amount if cell.counts else None
        return self.worked_out(path)

    def worked_out(self, path: CellPath) -> Any | None:
        """What a total comes to, from the lines as they are printed; None for any other path, or where it is open."""
        return self._sum_at(path) if self._is_computed(path) else None

    def _is_computed(self, path: CellPath) -> bool:
        cell = self.grid_cell(path)
        return cell is not None and cell.line is not None and cell.line.computed

    def _sum_at(self, path: CellPath) -> Any | None:
        one = next(one for one in self.table(path[0]).sums if one.total == path[1:])
        return added(self.amount((path[0], *part)) for part in one.parts)

    def missing_tables(self) -> Iterator[str]:
        """The mandatory tables of the form that are not there."""
        declared = tables(self.form.report)
        for field in attrs.fields(self.form.report):
            if field.name in declared and field.default is attrs.NOTHING and field.name not in self.tables:
                yield field.name

    def _blocking(self, built: Mapping[str, Any]) -> Iterator[CellPath]:
        for name in ("agency", "year"):
            if getattr(self, name) is None:
                yield (name,)
        yield from ((name,) for name in self.missing_tables())
        for name in sorted(self.tables):
            for path in () if self._stands(name, built[name]) else self.table(name).stated_paths((name,)):
                cell = self.cells.get(path)
                if cell is None or not cell.counts:
                    yield path

    def _stands(self, name: str, table: Any) -> bool:
        """Whether a table was built from all of its cells; one with rows of the office's own is looked at again."""
        return table is not None and not self.table(name).rows_are_own

    def _why(self, path: CellPath) -> Words:
        cell = self.cells.get(path)
        if cell is None:
            return Words("没有", "is missing")
        return Words(f"写着“{cell.text}”", f"says {cell.text!r}")

    def _facts(self) -> dict[str, Any]:
        named = ("agency", "year", "title", "signed_by", "signed_on")
        stated = {name: getattr(self, name) for name in named}
        if self.attachments:
            stated["attachments"] = self.attachments
        if self.headings:
            stated["headings"] = self.headings
        return {name: value for name, value in stated.items() if value is not None}

    def _prose(self) -> dict[str, Prose]:
        return {name: self.prose.get(name, EMPTY) for name in prose_fields(self.form.report)}

    def _tables(self) -> dict[str, Any]:
        declared = tables_of(self.form.report)
        return {name: declared[name].built(self.cells, (name,)) for name in self.tables}


def added(values: Iterable[Any | None]) -> Any | None:
    """The sum of some numbers; None where one of them is not known."""
    found: list[Any] = list(values)
    return None if None in found else sum(found)
