"""Which sheets of a register's file are read for a period, and which of their rows are requests."""

from __future__ import annotations

import datetime
import functools
import pathlib
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

import attrs

from ..errors import Problem, Unreadable, Words
from ..office.worksheet import Merge
from .dates import day_in
from .files import SourceSheet, sheets_of
from .headings import SAMPLE, TOP, Headings, headings_of, lacking, worded
from .mapping import Mapped
from .period import Period

_YEAR: Final = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_SHORT_YEAR: Final = re.compile(r"^(\d{2})年")
_SUM: Final = re.compile(r"\s*(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|本页合计|本月合计)")
_BELOW: Final = re.compile(
    r"\s*(?:填报|填表|制表|审核|审批|负责人|单位负责|经办|联系人|联系电话|报送|统计负责|注\s*[:：]|备\s*注\s*[:：]|说\s*明\s*[:：]|附\s*注)"
)
_SIGNS: Final = frozenset("合总小共累本填制审负单经联报统注备说附")  # what the first words of such rows begin with
_SIGNED: Final = 3  # words of a signature row stand in few cells
_ENOUGH: Final = 2  # of 申请人类型, 收到日期, 办结日期, 办理结果: a table that knows so many is a register
_TOLD: Final = ("kind", "received", "closed", "outcome")


@attrs.frozen
class RegisterSheet:
    """A table of a file with its headings; `year` is what its name, its title or the file's name states."""

    source: SourceSheet
    headings: Headings
    year: int | None = None
    year_from: Words | None = None

    @property
    def title(self) -> str:
        """Its name, "" in a file without sheets."""
        return self.source.title

    def is_register(self) -> bool:
        """Whether it looks like a register of requests, of which a column may be missing still."""
        return sum(field in self.headings.columns for field in _TOLD) >= _ENOUGH and "received" in self.headings.columns


@attrs.define
class LeftOut:
    """The rows of a sheet that are no requests: sums, signatures, numbers without a request, headings again."""

    rows: dict[str, list[int]] = attrs.field(factory=dict)

    def add(self, why: str, number: int) -> None:
        """Take note of one row."""
        self.rows.setdefault(why, []).append(number)


@attrs.frozen
class Choice:
    """The sheets that are read, and what is told of the others."""

    read: tuple[RegisterSheet, ...]
    told: tuple[Words, ...]


def register_sheets(path: pathlib.Path, mapping: Mapped) -> tuple[RegisterSheet, ...]:
    """The tables of a file, each with its headings as far as they are known."""
    return tuple(_headed(source, mapping, path.stem) for source in sheets_of(path))


def _headed(source: SourceSheet, mapping: Mapped, stem: str) -> RegisterSheet:
    top = list(islice(source.rows(), TOP + SAMPLE))
    headings = headings_of(top, mapping, source.merges)
    for said, words in (
        (source.title, Words("表名", "the sheet's name")),
        (f"{source.above} {headings.title}", Words("标题", "the title")),
        (stem, Words("文件名", "the file's name")),
    ):
        if year := year_stated(said):
            return RegisterSheet(source, headings, year, words)
    return RegisterSheet(source, headings)


def year_stated(said: str) -> int | None:
    """The year that a name or a title states; None where it states none, or several."""
    found = {int(year) for year in _YEAR.findall(said)} or {2000 + int(year) for year in _SHORT_YEAR.findall(said)}
    return found.pop() if len(found) == 1 else None


def chosen(sheets: Sequence[RegisterSheet], period: Period | None, name: str, only: str | None = None) -> Choice:
    """The sheets that are read: the one there is, of several those of the period; raises where none fits.

    Without a period, to ask for words, every register among them is read.
    """
    if only is not None:
        sheets = [sheet for sheet in sheets if sheet.title == only] or _no_sheet(sheets, name, only)
    registers = [sheet for sheet in sheets if sheet.is_register()]
    if not registers:
        raise _no_register(sheets, name)
    if period is None or len(registers) == 1:
        return Choice(tuple(registers), tuple(_others(sheets, registers, registers, period)))
    fitting = [sheet for sheet in registers if _fits(sheet, period)]
    if not fitting:
        raise _no_year(registers, period, name)
    return Choice(tuple(fitting), tuple(_others(sheets, registers, fitting, period)))


def _fits(sheet: RegisterSheet, period: Period) -> bool:
    if sheet.year is not None:
        return sheet.year in period.years
    return any(_in(period, received) or _in(period, closed) for received, closed in _days(sheet))


def _in(period: Period, day: Any) -> bool:
    return isinstance(day, datetime.date) and period.first <= day <= period.last


def _days(sheet: RegisterSheet) -> Iterator[tuple[Any, Any]]:
    """When each request of a sheet came in and was closed."""
    columns = sheet.headings.columns
    for _, cells in body(sheet, LeftOut()):
        yield tuple(_day(cells, columns.get(field), sheet.year) for field in ("received", "closed"))


def _day(cells: Sequence[Any], at: tuple[int, ...] | None, year: int | None) -> Any:
    return day_in(cells[at[0]], year) if at and at[0] < len(cells) else None


def _others(
    sheets: Sequence[RegisterSheet],
    registers: Sequence[RegisterSheet],
    read: Sequence[RegisterSheet],
    period: Period | None,
) -> Iterator[Words]:
    for sheet in sheets:
        if sheet in read:
            continue
        if sheet not in registers:
            yield Words(f"“{sheet.title}”表不像台账，没有读", f"sheet “{sheet.title}” is no register and was not read")
            continue
        yield Words(
            f"“{sheet.title}”表不是这一时期的，没有读", f"sheet “{sheet.title}” is of another time and was not read"
        )
        left = _still_open(sheet, period) if period else 0
        if left:
            zh = f"“{sheet.title}”表中有 {left} 件到期初还没有办结，请核对它们是否已列入所读的表（上年结转）"
            yield Words(
                zh,
                f"{left} requests of “{sheet.title}” were open when the period began; are they in what was read?",
            )


def _still_open(sheet: RegisterSheet, period: Period) -> int:
    """How many requests of an earlier sheet were not closed when the period began."""
    return sum(
        isinstance(received, datetime.date)
        and received < period.first
        and (closed is None or (isinstance(closed, datetime.date) and closed >= period.first))
        for received, closed in _days(sheet)
    )


def _no_sheet(sheets: Sequence[RegisterSheet], name: str, only: str) -> Any:
    there = "、".join(sheet.title for sheet in sheets)
    raise Unreadable(Words(f"{name}中没有“{only}”表；有的是 {there}", f"{name} has no sheet “{only}” but {there}"))


def _no_register(sheets: Sequence[RegisterSheet], name: str) -> Unreadable:
    if not sheets:
        return Unreadable(Words(f"{name}中没有表格", f"{name} holds no table"))
    likely = max(sheets, key=lambda sheet: len(sheet.headings.columns))
    return lacking(name, likely.headings.problems)


def _no_year(registers: Sequence[RegisterSheet], period: Period, name: str) -> Unreadable:
    when = period.words
    problems = [
        Problem(
            f"“{sheet.title}”",
            Words(f"写的是{sheet.year}年", f"states {sheet.year}")
            if sheet.year
            else Words("没有一行属于这一时期", "no row is of this time"),
        )
        for sheet in registers
    ]
    return Unreadable(Words(f"{name}中没有{when.zh}的表", f"{name} has no sheet of {when.en}"), problems)


def body(sheet: RegisterSheet, left_out: LeftOut) -> Iterator[tuple[int, Sequence[Any]]]:
    """The requests of a sheet, each with its row number; merged cells are filled down, other rows told in `left_out`.

    The sheet has the column of receipt.
    """
    headings = sheet.headings
    rows = enumerate(islice(sheet.source.rows(), headings.height, None), headings.height + 1)
    judge = functools.partial(_furniture, headings=headings, year=sheet.year)
    for number, cells in _merged(rows, sheet.source.merges, headings.height) if sheet.source.merges else rows:
        if states(cells):
            why = judge(cells)
            if why is None:
                yield number, cells
            else:
                left_out.add(why, number)


def states(cells: Sequence[Any]) -> bool:
    """Whether anything but blanks stands in a row."""
    return any(not isinstance(cell, str) or not cell.isspace() for cell in filter(None, cells))


def _furniture(cells: Sequence[Any], headings: Headings, year: int | None) -> str | None:
    """Why a row is no request; None where it is one."""
    at = headings.columns["received"][0]
    received = cells[at] if at < len(cells) else None
    if received not in (None, "", headings.names[at]) and str(cells[0] or "").lstrip()[:1] not in _SIGNS:
        return None
    said = [(at, text) for at, cell in enumerate(cells) if cell is not None and (text := worded(cell))]
    first = said[0][1] if said else ""
    ids = headings.columns.get("id", ())
    if len(said) == 1 and said[0][0] in ids and len(headings.names) > 1 and not _SUM.match(first):
        return "只有编号、没有内容" if not _BELOW.match(first) else "落款和说明"
    if _SUM.match(first) and not _is_dated(cells, headings, year):
        return "合计"
    if _BELOW.match(first) and len(said) <= _SIGNED and not _is_dated(cells, headings, year):
        return "落款和说明"
    named = set(headings.names)
    return "重复的表头" if len(said) > 1 and all(text in named for _, text in said) else None


def _is_dated(cells: Sequence[Any], headings: Headings, year: int | None) -> bool:
    return isinstance(_day(cells, headings.columns.get("received"), year), datetime.date)


def _merged(
    rows: Iterator[tuple[int, Sequence[Any]]] | Any, merges: Sequence[Merge], height: int
) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows with cells that are merged downwards filled."""
    waiting = [merge for merge in merges if merge.bottom > merge.top and merge.bottom > height]
    waiting.reverse()  # the first one last
    reaching: dict[int, tuple[int, Any]] = {}  # column -> last row, value
    for number, cells in rows:
        filled = list(cells)
        for column, (last, value) in list(reaching.items()):
            if number > last:
                del reaching[column]
            elif column < len(filled) and filled[column] in (None, ""):
                filled[column] = value
        while waiting and waiting[-1].top <= number:
            merge = waiting.pop()
            value = filled[merge.left] if merge.left < len(filled) and merge.top == number else None
            if value not in (None, ""):
                reaching[merge.left] = merge.bottom, value
        yield number, filled
