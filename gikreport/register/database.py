"""Counting a register where it lies: in DuckDB, in a Parquet file, or in any database that SQLAlchemy speaks to."""

from __future__ import annotations

import pathlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

from ..errors import GikreportError, Words
from ..model.outline import CellPath
from . import faults
from .cases import Calendar, Entry, Span, Spot, Track
from .columns import found_columns
from .connections import Run, is_duck, runner
from .faults import RowFault, Uncountable
from .mapping import Mapped
from .query import DUPLICATE, GROUP, NO_ID, TWICE, Query
from .tally import Counted, in_order, refused
from .tracks import ASKED_BY, TABLES, tracks
from .vocabulary import YES, key

_DIALECTS = ("postgresql", "duckdb")  # those that run the query as it is
_ADDRESSES = tuple(f"{name}{mark}" for name in _DIALECTS for mark in ("://", "+"))
_REPEATED = {DUPLICATE: faults.DUPLICATE, TWICE: faults.TWICE}


def is_database(source: Any) -> bool:
    """Whether a register lies where it can be counted by a query."""
    if isinstance(source, str | pathlib.Path):
        return pathlib.PurePath(source).suffix.lower() == ".parquet" or str(source).startswith(_ADDRESSES)
    dialect = getattr(getattr(source, "dialect", None), "name", "")
    return is_duck(source) or dialect in _DIALECTS


def count_in_database(
    source: Any,
    mapping: Mapped,
    calendar: Calendar,
    *,
    query: str | None = None,
    trace: bool = True,
    late: bool = False,
) -> tuple[Counted, dict[str, Track]]:
    """Count by one query for each table, the words of the register being few; the ids are fetched for the trace.

    `source` is a DuckDB or SQLAlchemy connection, a database address, or the path of a Parquet file.
    Raises Unreadable where the query fails, or a column is missing.
    """
    if late:
        raise GikreportError(
            Words("超期清单要逐行统计，请先导出为 .csv", "late cases are listed row by row; export a .csv")
        )
    with runner(source) as run:
        table = _table(source, query)
        heading, empty = run(f"SELECT * FROM {table} AS ledger LIMIT 0")
        list(empty)
        columns = {field: [heading[at] for at in found] for field, found in found_columns(heading, mapping, "").items()}
        wanted = {name: track for name, track in tracks(mapping).items() if ASKED_BY.get(name, "id") in columns}
        counter = _Counter(run)
        for name, track in wanted.items():
            counter.add(Query(table, columns, calendar, name), track, trace)
        return counter.counted, wanted


def _table(source: Any, query: str | None) -> str:
    if query is not None:
        return f"({query.strip().rstrip(';')})"
    if isinstance(source, str | pathlib.Path) and "://" not in str(source):
        quoted = str(source).replace("'", "''")
        return f"read_parquet('{quoted}')"
    raise GikreportError(Words("数据库中的台账要写明查询（--query）", "a register in a database needs a query"))


class _Counter:
    """Adds up what the queries of several tables bring."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._counts: Counter[CellPath] = Counter()
        self._cases: dict[CellPath, list[str]] = {}
        self._refused: list[Uncountable] = []

    @property
    def counted(self) -> Counted:
        cases = {path: tuple(ids) for path, ids in self._cases.items()}
        return Counted(counts=self._counts, uncountable=in_order(self._refused), cases=cases)

    def add(self, query: Query, track: Track, trace: bool) -> None:
        """Count one table."""
        _, groups = self._run(query.counts)
        for *group, number in list(groups):
            found = verdict(group, track)
            if isinstance(found, RowFault):
                self._list(query, track, group, found)
            elif found is not None:
                self._count(TABLES[query.track], found, number)
        if trace:
            self._trace(query, track)

    def _count(self, table: str, spot: Spot, number: int) -> None:
        for path in spot.cells:
            self._counts[table, *path] += number

    def _list(self, query: Query, track: Track, group: list[Any], fault: RowFault) -> None:
        _, rows = self._run(query.cases_like(group))
        for row in rows:
            named, began, ended = row[len(GROUP) :]
            entry = Entry(group[0], began, ended, group[1])
            self._refused.append(refused(None, named or "", fault, entry, track, TABLES[query.track]))

    def _trace(self, query: Query, track: Track) -> None:
        known: dict[tuple[Any, ...], Spot | RowFault | None] = {}
        _, rows = self._run(query.cases)
        for row in rows:
            group = tuple(row[: len(GROUP)])
            if group not in known:
                known[group] = verdict(group, track)
            spot = known[group]
            for path in spot.cells if isinstance(spot, Spot) else ():
                self._cases.setdefault((TABLES[query.track], *path), []).append(row[len(GROUP)])


def verdict(group: Sequence[Any], track: Track) -> Spot | RowFault | None:
    """Where the cases of one sort count, or why they cannot: the same judgement as row by row."""
    kind, outcome, began, ended, backwards, id_state, mark = group
    if mark is not None and key(str(mark)) in YES:
        return None
    found = track.verdict(kind, outcome, Span(began, ended, bool(backwards)))
    if found is not None and id_state == NO_ID:
        return faults.NO_ID
    return _REPEATED.get(id_state, found) if isinstance(found, Spot) else found
