"""From a case-by-case register of requests (台账) to tables 3 and 4, every number with its cases."""

from __future__ import annotations

import datetime
import pathlib
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from ..errors import GikreportError, Problem, Unreadable, Words
from ..fence import fenced
from ..forms import form_for
from ..lifecycle.new import new
from ..model.cell import Cell, State
from ..model.form import Form
from ..model.outline import CellPath
from ..model.reading import Reading
from ..model.report import tables
from ..tabular import trace_of_cases
from .asked import AskedHeading, AskedRegister, AskedWord, asked_register
from .cases import Calendar, Track
from .database import count_in_database, is_database
from .faults import Uncountable, shown
from .late import Due, Late, Watch
from .ledger import Ledger, ReadSheet, Row, opened
from .lists import DUE_NOTE, LATE_NOTE, due_rows, encoded, late_rows
from .mapping import Mapped, mapped
from .meaning import labels
from .period import Period
from .statistics import statistics_workbook
from .tally import Counted, SheetTally, count
from .told import told_of_sheet
from .trace import Sheet, trace_workbook
from .tracks import TABLES, wanted
from .witnesses import remarked
from .workdays import Workdays, read_workdays

__all__ = [
    "AskedHeading", "AskedRegister", "AskedWord", "Counted", "CountedRegister", "Due", "Late", "Period", "SheetTally",
    "Uncountable", "ask_register", "count_register",
]  # fmt: skip


@attrs.frozen(kw_only=True)
class CountedRegister:
    """A register counted: `reading` has tables 3 and 4 (the rest 待填), `cases` the ids behind each cell by path.

    Cells of a column in which a row could not be counted are 待填; the rows are in `uncountable`. `counts` has the
    numbers by path, the channels of `statistics` among them; `notes` what was read, what was left out and what was
    taken for granted; `remarks` the rows that contradict themselves and were counted all the same; `sheets` what
    became of the rows of each sheet.
    """

    reading: Reading
    cases: Mapping[CellPath, tuple[str, ...]]
    uncountable: tuple[Uncountable, ...]
    late: tuple[Late, ...] = ()
    due: tuple[Due, ...] = ()
    period: Period = attrs.field(factory=lambda: Period.of_year(datetime.date.today().year))
    counts: Mapping[CellPath, int] = attrs.field(factory=dict, repr=False)
    notes: tuple[Words, ...] = ()
    remarks: tuple[Problem, ...] = ()
    sheets: tuple[SheetTally, ...] = ()
    places: Mapping[str, tuple[int, int]] = attrs.field(factory=dict, repr=False)
    _read: tuple[ReadSheet, ...] = attrs.field(default=(), repr=False, alias="read")

    @property
    def is_empty(self) -> bool:
        """Whether no row is counted in the period: mostly another year's register."""
        return not any(sheet.counted or sheet.set_aside for sheet in self.sheets)

    def trace(self, suffix: str) -> bytes:
        """The ids behind each cell: an ".xlsx" to read, with sheets and rows; ".csv" or ".json" for programs."""
        cases = {path: ids for path, ids in self.cases.items() if path[0] in tables(self.reading.form.report)}
        if suffix.lower() != ".xlsx":
            return trace_of_cases(self.reading.form, cases, suffix)
        sheets = [Sheet(sheet.title, sheet.columns) for sheet in self._read]
        return trace_workbook(self.reading.form, cases, self.places, sheets, [note.zh for note in self.notes])

    def late_list(self, suffix: str) -> bytes:
        """The requests that took longer than the law gives, as such a file."""
        return encoded("超过法定期限的申请", LATE_NOTE, late_rows(self.late, self._titles), suffix)

    def due_list(self, suffix: str) -> bytes:
        """The open requests by the day on which they must be answered, as such a file."""
        return encoded("还没有办结的申请", DUE_NOTE, due_rows(self.due, self._titles), suffix)

    def statistics(self) -> bytes:
        """The bulletin of the period, an .xlsx: channels, requesters, outcomes with their shares, and charts."""
        notes = [note.zh for note in self.notes]
        agency = self.reading.agency or ""
        return statistics_workbook(self.reading.form, self.counts, agency, self.period.words.zh, notes)

    @property
    def _titles(self) -> tuple[str, ...]:
        return tuple(sheet.title for sheet in self._read)


def count_register(
    source: Any,
    *,
    year: int | None = None, agency: str, mapping: str | pathlib.Path | Mapping[str, Any] | None = None,
    query: str | None = None, today: datetime.date | None = None, late: bool = False, trace: bool = True,
    first: datetime.date | None = None, last: datetime.date | None = None, sheet: str | None = None,
    channels: bool = False, holidays: str | pathlib.Path | None = None,
) -> CountedRegister:  # fmt: skip
    """Count a register for one year, or for the days from `first` to `last`.

    `source` is a workbook, a .csv, a document with a table, any iterable of mappings or objects, or a DB-API 2
    connection with a `query`: these are counted row by row; of several sheets those of the period are read, or the
    one that `sheet` names. A .parquet file, a DuckDB or SQLAlchemy connection or a database address is counted where
    it lies, by one query for each table; without `trace` no ids are fetched then.
    `mapping` is the path, or the data, of a register.toml, or of a workbook of `ask_register` filled in. Dates later
    than `today` are faults of their rows. With `late` the requests that took longer than the law gives and those that
    are open are listed too (row by row only), by the State Council's calendar and the days that `holidays` lists.
    With `channels` the ways in which requests came in are counted for `statistics`.
    Raises Unreadable where the register cannot be read or lacks a column.
    """
    period = Period.between(year, first, last)
    form = _form(period.last.year)
    words = mapped(mapping, form)
    calendar = Calendar(period, today or datetime.date.today())
    empty = new(agency, period.last.year)
    if is_database(source):
        if late:
            zh = "超期清单要逐行统计，请先导出为 .csv"
            raise GikreportError(Words(zh, "late cases are listed row by row; export a .csv"))
        counted, asked = count_in_database(source, words, calendar, form, query=query, trace=trace, channels=channels)
        return _told(counted, asked, empty, period, (ReadSheet(),), words)
    how = _How(late=late, trace=trace, channels=channels, sheet=sheet, workdays=read_workdays(holidays))
    if query is None and isinstance(source, str | pathlib.Path):
        path = pathlib.Path(source)
        return _of_file(str(path.absolute()), path.name, words, calendar, empty, how)
    return _counted(opened(source, words, query=query), words, calendar, empty, how)


@attrs.frozen(kw_only=True)
class _How:
    """What is asked of a register beside its tables."""

    late: bool
    trace: bool
    channels: bool
    sheet: str | None
    workdays: Workdays


@fenced
def _of_file(path: str, name: str, words: Mapped, calendar: Calendar, empty: Reading, how: _How) -> CountedRegister:
    ledger = opened(path, words, period=calendar.period, sheet=how.sheet)
    return _counted(ledger, words, calendar, empty, how)


def ask_register(
    source: Any,
    *,
    year: int | None = None,
    mapping: str | pathlib.Path | Mapping[str, Any] | None = None,
    query: str | None = None,
) -> AskedRegister:
    """The headings and words of a register, with what each is, or what somebody has to decide.

    `year` says which form's wordings are offered; without it the latest year that a sheet states, or this year.
    Raises Unreadable where the register cannot be read.
    """
    usual = year or datetime.date.today().year
    if query is None and isinstance(source, str | pathlib.Path):
        path = pathlib.Path(source)
        found = _asked_of_file(str(path.absolute()), path.name, mapped(mapping, _form(usual)), _form(usual))
        form = _form(year or found.year or usual)
        if form is found.form or form == found.form:
            return found
        return _asked_of_file(str(path.absolute()), path.name, mapped(mapping, form), form)
    return asked_register(source, mapped(mapping, _form(usual)), _form(usual), query)


@fenced
def _asked_of_file(path: str, name: str, words: Mapped, form: Form) -> AskedRegister:
    return asked_register(path, words, form, None)


def _form(year: int) -> Form:
    form = form_for(year)
    if "t3" not in tables(form.report):
        words = Words(f"{year}年的格式没有申请情况的表三", f"the form of {year} has no table 3 of requests")
        raise Unreadable(words)
    return form


def _counted(ledger: Ledger, words: Mapped, calendar: Calendar, empty: Reading, how: _How) -> CountedRegister:
    """The rows of a register counted, and looked at as they go by."""
    remarks: list[Problem] = []
    several = len(ledger.sheets) > 1

    def remark(row: Row, said: Words) -> None:
        sheet = f"“{ledger.sheets[row.sheet].title}”" if several else ""
        remarks.append(Problem(f"{sheet}第{row.number}行（{shown(row.id)}）", said))

    rows = remarked(ledger.rows, words.outcome_words, calendar.period, remark)
    watch = Watch(calendar.period, calendar.today, words.outcome_words, how.workdays)
    asked = wanted(words, empty.form, ledger.fields, channels=how.channels)
    titles = [sheet.title for sheet in ledger.sheets]
    counted = count(watch.passing(rows) if how.late else rows, asked, calendar, trace=how.trace, titles=titles)
    told = _told(counted, asked, empty, calendar.period, ledger.sheets, words, ledger.told)
    due = tuple(sorted(watch.due, key=lambda one: (one.due is None, one.due or one.received, one.row)))
    return attrs.evolve(told, late=tuple(watch.late), due=due, remarks=tuple(remarks))


def _told(
    counted: Counted,
    asked: Mapping[str, Track],
    empty: Reading,
    period: Period,
    sheets: tuple[ReadSheet, ...],
    words: Mapped,
    told: tuple[Words, ...] = (),
) -> CountedRegister:
    blocks = {(TABLES[name], *block) for name, track in asked.items() for block in track.blocks}
    shut = blocks - counted.open_blocks
    known = [path for path in empty.cells if any(_inside(path, block) for block in shut)]
    cells = {path: _cell(counted.counts.get(path, 0)) for path in known}
    tallies = counted.sheets or (SheetTally(),)
    notes = [
        note for sheet, tally in zip(sheets, tallies, strict=False) for note in told_of_sheet(sheet, tally, period)
    ]
    return CountedRegister(
        reading=attrs.evolve(empty, cells={**empty.cells, **cells}),
        cases=counted.cases,
        uncountable=counted.uncountable,
        period=period,
        counts=counted.counts,
        notes=(*notes, *told, *_decided(words, empty.form)),
        sheets=tallies,
        places=counted.places,
        read=sheets,
    )


def _decided(words: Mapped, form: Form) -> Iterator[Words]:
    """What the office's own mapping decides, which no law and no notice does: withdrawn, merged, passed on."""
    named = labels(form)
    decided = {**words.kind_words.decided(), **words.outcome_words.decided()}
    if decided:
        listed = "；".join(f"{word} → {named.get(path, '.'.join(path))}" for word, path in decided.items())
        yield Words(f"按本单位对照表计的说法：{listed}", f"words decided by the office's own mapping: {listed}")


def _inside(path: CellPath, block: CellPath) -> bool:
    return path[: len(block)] == block


def _cell(number: int) -> Cell:
    return Cell(str(number), State.NUMBER, number)
