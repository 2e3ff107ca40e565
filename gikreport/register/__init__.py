"""From a case-by-case register of requests (台账) to tables 3 and 4, every number with its cases."""

from __future__ import annotations

import datetime
import pathlib
from collections.abc import Mapping
from typing import Any, Final

import attrs

from ..errors import Unreadable, Words
from ..fence import fenced
from ..forms import form_for
from ..lifecycle.new import new
from ..model.cell import Cell, State
from ..model.form import Form
from ..model.outline import CellPath
from ..model.reading import Reading
from ..model.report import tables
from ..tabular import encode_rows, trace_of_cases
from .cases import Calendar, Track
from .database import count_in_database, is_database
from .faults import Uncountable
from .late import Late, watched
from .ledger import Ledger, opened
from .mapping import Mapped, mapped
from .tally import Counted, count
from .tracks import ASKED_BY, TABLES, tracks

__all__ = ["Counted", "CountedRegister", "Late", "Uncountable", "count_register"]


@attrs.frozen(kw_only=True)
class CountedRegister:
    """A register counted: `reading` has tables 3 and 4 (the rest 待填), `cases` the ids behind each cell by path.

    Cells of a column in which a row could not be counted are 待填; the rows are in `uncountable`.
    """

    reading: Reading
    cases: Mapping[CellPath, tuple[str, ...]]
    uncountable: tuple[Uncountable, ...]
    late: tuple[Late, ...] = ()

    def trace(self, suffix: str) -> bytes:
        """The ids behind each cell as a file, ".csv", ".json" or ".xlsx"."""
        return trace_of_cases(self.reading.form, self.cases, suffix)

    def late_list(self, suffix: str) -> bytes:
        """The requests that took longer than the law gives, as such a file."""
        rows = ((one.row, one.id, one.received, one.due, one.closed) for one in self.late)
        return encode_rows(_LATE, ([_day(value) for value in row] for row in rows), suffix)


_LATE: Final = ("行", "编号", "收到日期", "法定期限", "办结日期")


def _day(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime.date) else "" if value is None else value


def count_register(
    source: Any,
    *,
    year: int,
    agency: str,
    mapping: str | pathlib.Path | Mapping[str, Any] | None = None,
    query: str | None = None,
    today: datetime.date | None = None,
    late: bool = False,
    trace: bool = True,
) -> CountedRegister:
    """Count a register for one year.

    `source` is a .csv or .xlsx file, any iterable of mappings or objects, or a DB-API 2 connection with a `query`:
    these are counted row by row. A .parquet file, a DuckDB or SQLAlchemy connection or a database address is counted
    where it lies, by one query for each table; without `trace` no ids are fetched then.
    `mapping` is the path, or the data, of a register.toml. Dates later than `today` are faults of their rows.
    With `late` the requests that took longer than the law gives are listed too (row by row only).
    Raises Unreadable where the register cannot be read or lacks a column.
    """
    words, empty = mapped(mapping, _form(year)), new(agency, year)
    calendar = Calendar(year, today or datetime.date.today())
    if is_database(source):
        counted, wanted = count_in_database(source, words, calendar, query=query, trace=trace, late=late)
        return _told(counted, wanted, empty)
    if query is None and isinstance(source, str | pathlib.Path):
        return _of_file(str(pathlib.Path(source).absolute()), pathlib.Path(source).name, words, calendar, empty, late)
    return _by_row(opened(source, words, query=query), words, calendar, empty, late)


@fenced
def _of_file(path: str, name: str, words: Mapped, calendar: Calendar, empty: Reading, late: bool) -> CountedRegister:
    return _by_row(opened(path, words), words, calendar, empty, late)


def _by_row(ledger: Ledger, words: Mapped, calendar: Calendar, empty: Reading, late: bool) -> CountedRegister:
    found: list[Late] = []
    rows = watched(ledger.rows, calendar.year, calendar.today, found) if late else ledger.rows
    wanted = _asked(ledger, words)
    return attrs.evolve(_told(count(rows, wanted, calendar), wanted, empty), late=tuple(found))


def _form(year: int) -> Form:
    form = form_for(year)
    if "t3" not in tables(form.report):
        words = Words(f"{year}年的格式没有申请情况的表三", f"the form of {year} has no table 3 of requests")
        raise Unreadable(words)
    return form


def _asked(ledger: Ledger, words: Mapped) -> dict[str, Track]:
    return {name: track for name, track in tracks(words).items() if ASKED_BY.get(name, "id") in ledger.fields}


def _told(counted: Counted, wanted: Mapping[str, Track], empty: Reading) -> CountedRegister:
    blocks = {(TABLES[name], *block) for name, track in wanted.items() for block in track.kinds.values()}
    known = [path for path in empty.cells if any(_inside(path, block) for block in blocks - counted.open_blocks)]
    cells = {path: _cell(counted.counts.get(path, 0)) for path in known}
    reading = attrs.evolve(empty, cells={**empty.cells, **cells})
    return CountedRegister(reading=reading, cases=counted.cases, uncountable=counted.uncountable)


def _inside(path: CellPath, block: CellPath) -> bool:
    return path[: len(block)] == block


def _cell(number: int) -> Cell:
    return Cell(str(number), State.NUMBER, number)
