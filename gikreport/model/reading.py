"""What a document states: every cell as printed, with its place, and the remarks its reader left."""

from __future__ import annotations

import datetime
import enum
import functools
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import attrs

from ..errors import GikreportError, Problem, Words
from .fields import Kind
from .form import Form
from .grid import GridCell, grid
from .options import Options
from .outline import CellPath, built, outline, stated_paths
from .prose import EMPTY, Prose
from .report import Report, prose_fields, tables
from .sums import sums

UNFILLED_WORD: Final = "待填"
Number = int | Decimal


class State(enum.Enum):
    """What stands in a cell. Blank, zero and not applicable are three different things."""

    NUMBER = "number"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"  # “/”, “—”, “无”
    UNFILLED = "unfilled"  # 待填: not filled in yet
    TEXT = "text"


@attrs.frozen(kw_only=True)
class Place:
    """Where in the user's own file something stands; rows, columns, tables and lines count from 1."""

    table: int | None = None
    row: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    paragraph: int | None = None
    line: int | None = None
    page: int | None = None

    def told(self, lang: str = "zh") -> str:
        """The place in words, 第3个表第28行第4列."""
        said = _PLACE_EN if lang == "en" else _PLACE_ZH
        facts = attrs.asdict(self)
        joint = ", " if lang == "en" else ""
        return joint.join(said[name].format(facts[name]) for name in said if facts[name] is not None)


_PLACE_ZH: Final = {
    "page": "第{}页", "sheet": "工作表“{}”", "cell": "{}单元格", "table": "第{}个表", "paragraph": "第{}段",
    "line": "第{}行文字", "row": "第{}行", "column": "第{}列",
}  # fmt: skip
_PLACE_EN: Final = {
    "page": "page {}", "sheet": "sheet {!r}", "cell": "cell {}", "table": "table {}", "paragraph": "paragraph {}",
    "line": "text line {}", "row": "row {}", "column": "column {}",
}  # fmt: skip


@attrs.frozen
class Cell:
    """One cell as printed. `value` is what its text says: a number, words for a cell of words, or nothing."""

    text: str
    state: State
    value: Number | str | None = None
    kind: Kind = Kind.COUNT
    place: Place | None = None

    @functools.cached_property
    def counts(self) -> bool:
        """Whether a number can be taken from it: a fitting number, or a blank, which counts as 0."""
        if self.kind is Kind.WORDS:
            return True
        return fits(self.kind, self.value) if self.state is State.NUMBER else self.state in _NOTHING

    @functools.cached_property
    def is_plain(self) -> bool:
        """Whether a fitting number stands in it."""
        return self.state is State.NUMBER and self.counts

    @functools.cached_property
    def amount(self) -> Any:
        """The number to count with; a blank counts as 0."""
        if self.state is State.NUMBER or self.kind is Kind.WORDS:
            return self.value
        return Decimal(0) if self.kind is Kind.MONEY else 0


_NOTHING: Final = (State.BLANK, State.NOT_APPLICABLE)


def fits(kind: Kind, value: object) -> bool:
    """Whether a value is one that a cell of this kind may hold."""
    if kind is Kind.MONEY:
        return type(value) is Decimal and value.is_finite() and value >= 0
    return type(value) is int and (kind is Kind.CHANGE or value >= 0)


@attrs.frozen(kw_only=True)
class Remark:
    """Something a reader noticed that is not a cell: `code` is that of the rule which turns it into a finding."""

    code: str
    facts: Mapping[str, object] = attrs.field(factory=dict)
    at: CellPath = ()
    place: Place | None = None


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

    def shape(self, name: str) -> Any:
        """The table class, or for a table with rows of the office's own, a value with as many rows as were read."""
        cls = tables(self.form.report)[name].of
        shaped = getattr(cls, "shaped", None)
        return shaped(_row_words(self.cells, name)) if shaped else cls

    def block(self, path: CellPath, cls: type) -> Any | None:
        """The block at a path, blanks as 0; None where one of its cells cannot be counted or was not found."""
        from_cells = getattr(cls, "from_cells", None)
        if from_cells is not None:
            return from_cells(path, self.cells)
        cells = map(self.cells.get, stated_paths(path, cls))
        amounts = [cell.amount if cell is not None and cell.counts else None for cell in cells]
        return None if None in amounts else built(cls, iter(amounts))

    def grid_cell(self, path: CellPath) -> GridCell | None:
        """The cell of the official grid that a path stands for."""
        return grid(self.shape(path[0])).at.get(path[1:]) if path and path[0] in tables(self.form.report) else None

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
        one = next(one for one in sums(self.shape(path[0])) if one.total == path[1:])
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
            for line in () if self._stands(name, built[name]) else outline(self.shape(name)):
                cell = self.cells.get((name, *line.path))
                if not line.computed and (cell is None or not cell.counts):
                    yield (name, *line.path)

    def _stands(self, name: str, table: Any) -> bool:
        """Whether a table was built from all of its cells; one with rows of the office's own is looked at again."""
        return table is not None and not hasattr(table, "lines")

    def _why(self, path: CellPath) -> Words:
        cell = self.cells.get(path)
        if cell is None:
            return Words("没有", "is missing")
        return Words(f"写着“{cell.text}”", f"says {cell.text!r}")

    def _facts(self) -> dict[str, Any]:
        named = ("agency", "year", "title", "signed_by", "signed_on")
        stated = {name: getattr(self, name) for name in named}
        if self.headings:
            stated["headings"] = self.headings
        return {name: value for name, value in stated.items() if value is not None}

    def _prose(self) -> dict[str, Prose]:
        return {name: self.prose.get(name, EMPTY) for name in prose_fields(self.form.report)}

    def _tables(self) -> dict[str, Any]:
        declared = tables(self.form.report)
        return {name: self.block((name,), declared[name].of) for name in self.tables}  # type: ignore[arg-type]


def _row_words(cells: Mapping[CellPath, Cell], name: str) -> dict[CellPath, str]:
    return {path[1:]: cell.text for path, cell in cells.items() if path[0] == name}


def added(values: Iterable[Any | None]) -> Any | None:
    """The sum of some numbers; None where one of them is not known."""
    found: list[Any] = list(values)
    return None if None in found else sum(found)
