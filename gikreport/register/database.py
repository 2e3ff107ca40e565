"""Counting a register where it lies: in DuckDB, in a Parquet file, or in any database that SQLAlchemy speaks to."""

from __future__ import annotations

import datetime
import pathlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ..errors import GikreportError, Unreadable, Words
from ..model.form import Form
from ..model.outline import CellPath
from . import faults
from .cases import SET_ASIDE, Calendar, Entry, Span, Spot, Track, Verdict, text
from .connections import Run, is_duck, runner
from .dates import day
from .faults import Uncountable
from .headings import SAMPLE, found_columns
from .mapping import Mapped
from .query import DUPLICATE, GROUP, NO_ID, TWICE, Query
from .tally import Counted, SheetTally, in_order, refused
from .tracks import REQUESTS, TABLES, wanted
from .vocabulary import YES, key

_DIALECTS = ("postgresql", "duckdb")  # those that run the query as it is
_ADDRESSES = tuple(f"{name}{mark}" for name in _DIALECTS for mark in ("://", "+"))
_REPEATED = {DUPLICATE: faults.DUPLICATE, TWICE: faults.TWICE}
_MOST_DAYS: Final = 50_000  # texts of the columns of days: more are no days
_ASKED: Final = 200  # sorts of cases that one query asks for
_NUL: Final = "\0"


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
    form: Form,
    *,
    query: str | None = None,
    trace: bool = True,
    channels: bool = False,
) -> tuple[Counted, dict[str, Track]]:
    """Count by one query for each table, the words of the register being few; the ids are fetched for the trace.

    The words are looked up here, the days joined as a table, so that they are those of a register counted row by row.
    `source` is a DuckDB or SQLAlchemy connection, a database address, or the path of a Parquet file.
    Raises Unreadable where the query fails, or a column is missing.
    """
    with runner(source) as run:
        table = table_of(source, query)
        heading, rows = run(f"SELECT * FROM {table} AS ledger LIMIT {SAMPLE}")
        found = found_columns(heading, mapping, "", list(rows))
        columns = {field: [heading[at] for at in places] for field, places in found.items()}
        tracks = wanted(mapping, form, columns, channels=channels)
        counter = _Counter(run, mapping)
        for name, track in tracks.items():
            counter.add(counter.joined(Query(table, columns, calendar, name)), track, trace)
        return counter.counted, tracks


def table_of(source: Any, query: str | None) -> str:
    """The table expression of a register; raises where a database is given without a query."""
    if query is not None:
        return f"({query.strip().rstrip(';')})"
    if isinstance(source, str | pathlib.Path) and "://" not in str(source):
        quoted = str(source).replace("'", "''")
        return f"read_parquet('{quoted}')"
    raise GikreportError(Words("数据库中的台账要写明查询（--query）", "a register in a database needs a query"))


class _Counter:
    """Adds up what the queries of several tables bring."""

    def __init__(self, run: Run, mapping: Mapped) -> None:
        self._run, self._mapping = run, mapping
        self._counts: Counter[CellPath] = Counter()
        self._cases: dict[CellPath, list[str]] = {}
        self._refused: list[Uncountable] = []
        self._sheet = SheetTally()
        self._texts: dict[str, Mapping[str, datetime.date | str | None]] = {}

    @property
    def counted(self) -> Counted:
        cases = {path: tuple(ids) for path, ids in self._cases.items()}
        sheets = (self._sheet,)
        return Counted(counts=self._counts, uncountable=in_order(self._refused), cases=cases, sheets=sheets)

    def joined(self, query: Query) -> Query:
        """The query with the days and the unsure words of its register."""
        unsure: list[str] = []
        if "note" in query.columns and "outcome" in query.columns:
            _, rows = self._run(query.outcomes)
            words = self._mapping.outcome_words
            unsure = [said for (said,) in rows if said and _NUL not in said and words.meaning(text(said)).path is None]
        return Query(query.source, query.columns, query.calendar, query.track, self._days(query), unsure)

    def _days(self, query: Query) -> Mapping[str, datetime.date | str | None]:
        if query.texts in self._texts:  # requests and channels have the same
            return self._texts[query.texts]
        _, rows = self._run(query.texts)
        found: dict[str, datetime.date | str | None] = {}
        for number, (said,) in enumerate(rows):
            if number >= _MOST_DAYS:
                zh, en = "日期列中有太多种不同的写法，不像日期", "the columns of days hold too many different texts"
                raise Unreadable(Words(zh, en))
            if said is not None:
                found[said] = self._mapping.days.get(said.strip()) or day(said)
        self._texts[query.texts] = found
        return found

    def add(self, query: Query, track: Track, trace: bool) -> None:
        """Count one table."""
        _, groups = self._run(query.counts)
        tally: Counter[str] = Counter()
        verdicts: dict[tuple[Any, ...], Verdict] = {}
        for *group, number in list(groups):
            found = verdicts[tuple(group)] = verdict(group, track)
            tally["rows"] += number
            if isinstance(found, Spot):
                tally["counted"] += number
                self._count(TABLES[query.track], found, number)
            elif found is SET_ASIDE:
                tally["set_aside"] += number
            elif found is None:
                tally["other"] += number
        if query.track == REQUESTS:
            self._sheet = SheetTally(**tally)
        self._list(query, track, verdicts, trace)

    def _count(self, table: str, spot: Spot, number: int) -> None:
        for path in spot.cells:
            self._counts[table, *path] += number

    def _list(self, query: Query, track: Track, verdicts: Mapping[tuple[Any, ...], Verdict], trace: bool) -> None:
        """The cases that cannot be counted, and for the trace those that are."""
        faulty = [
            group for group, found in verdicts.items() if isinstance(found, tuple) and not isinstance(found, Spot)
        ]
        queries = [query.cases] if trace else map(query.cases_like, _some(faulty))
        for asked in queries:
            _, rows = self._run(asked)
            for row in rows:
                self._take(query, track, verdicts[tuple(row[: len(GROUP)])], row)

    def _take(self, query: Query, track: Track, found: Verdict, row: Sequence[Any]) -> None:
        table, (named, began, ended) = TABLES[query.track], row[len(GROUP) :]
        if isinstance(found, Spot):
            for path in found.cells:
                self._cases.setdefault((table, *path), []).append(named)
        elif isinstance(found, tuple) and not isinstance(found, Spot):
            entry = Entry(row[0], began, ended, row[1])
            self._refused += (refused(None, named or "", fault, entry, track, table) for fault in found)


def _some(groups: Sequence[tuple[Any, ...]]) -> Iterator[Sequence[tuple[Any, ...]]]:
    """As many sorts of cases at once as a query asks for."""
    return (groups[at : at + _ASKED] for at in range(0, len(groups), _ASKED))


def verdict(group: Sequence[Any], track: Track) -> Verdict:
    """Where the cases of one sort count, or why they cannot: the same judgement as row by row."""
    kind, outcome, began, ended, backwards, id_state, mark = group
    if mark is not None and key(str(mark)) in YES:
        return None
    found = track.verdict(kind, outcome, Span(began, ended, bool(backwards)))
    if isinstance(found, Spot):
        return (faults.NO_ID,) if id_state == NO_ID else (_REPEATED[id_state],) if id_state in _REPEATED else found
    return (faults.NO_ID, *found) if id_state == NO_ID and isinstance(found, tuple) else found
