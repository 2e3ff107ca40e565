"""From a case-by-case register of requests (台账) to tables 3 and 4, every number with its cases."""

from __future__ import annotations

import datetime
import pathlib
from collections.abc import Mapping
from typing import Any

import attrs

from ..errors import Unreadable, Words
from ..forms import form_for
from ..model.form import Form
from ..model.outline import CellPath
from ..model.reading import Cell, Reading, State
from ..model.report import tables
from ..starting import new
from .counting import Counted, count
from .faults import Uncountable
from .judging import Calendar, Track
from .ledger import Ledger, opened
from .mapping import Mapped, mapped
from .tracks import ASKED_BY, TABLES, tracks

__all__ = ["Counted", "CountedRegister", "Uncountable", "count_register"]


@attrs.frozen(kw_only=True)
class CountedRegister:
    """A register counted: `reading` has tables 3 and 4 (the rest 待填), `cases` the ids behind each cell by path.

    Cells of a column in which a row could not be counted are 待填; the rows are in `uncountable`.
    """

    reading: Reading
    cases: Mapping[CellPath, tuple[str, ...]]
    uncountable: tuple[Uncountable, ...]


def count_register(
    source: Any,
    *,
    year: int,
    agency: str,
    mapping: str | pathlib.Path | Mapping[str, Any] | None = None,
    query: str | None = None,
    today: datetime.date | None = None,
    trace: bool = True,
) -> CountedRegister:
    """Count a register for one year.

    `source` is a .csv or .xlsx file, any iterable of mappings or objects, or a DB-API 2 connection with a `query`;
    `mapping` is the path, or the data, of a register.toml. Dates later than `today` are faults of their rows.
    Raises Unreadable where the register cannot be read or lacks a column.
    """
    form = _form(year)
    words = mapped(mapping, form)
    ledger = opened(source, words, query=query)
    calendar = Calendar(year, today or datetime.date.today())
    wanted = _asked(ledger, words)
    counted = count(ledger.rows, wanted, calendar, trace=trace)
    return _told(counted, wanted, new(agency, year))


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
