"""The rows of a request register, one after the other, from wherever it lies."""

from __future__ import annotations

import contextlib
import datetime
import functools
import itertools
import operator
import pathlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import attrs

from ..errors import Unreadable, Words
from ..model.text import legible
from . import vocabulary
from .connections import runner
from .dates import day_in, is_serial, without_year
from .headings import SAMPLE, Columns, found_columns, lacking
from .mapping import Mapped
from .meaning import NOTE
from .period import Period
from .sheets import LeftOut, RegisterSheet, body, chosen, register_sheets, states
from .vocabulary import key

_FIELDS: Final = tuple(vocabulary.COLUMNS)
_DATED: Final = (
    "received", "closed", "correction_asked", "corrected", "third_party_asked", "third_party_answered",
)  # fmt: skip
_SEVERAL_DATED: Final = ("reconsideration_filed", "reconsideration_closed", "litigation_filed", "litigation_closed")
_BESIDE: Final = ("channel", "openness", "note", "handler")  # columns without which a row counts the same
_BETWEEN: Final = re.compile(r"[;；\n]")
_RUNNING: Final = re.compile(r"\d{1,4}(?:\.0)?")
_LONGEST_NOTE: Final = 60  # characters of a remark that may decide an outcome
_WRITTEN: Final = (str, int, float)  # what a day may be written as
_MOST_DAYS: Final = 100_000


class Row(NamedTuple):
    """One row of a register as it stands there, with its number (the heading row is 1) and the number of its sheet."""

    number: int
    id: Any
    kind: Any = None
    received: Any = None
    closed: Any = None
    outcome: Any = None
    extended: Any = None
    reconsideration_filed: Any = None
    reconsideration_closed: Any = None
    reconsideration_result: Any = None
    litigation_filed: Any = None
    litigation_closed: Any = None
    litigation_result: Any = None
    as_reviewer: Any = None
    channel: Any = None
    openness: Any = None
    note: Any = None
    handler: Any = None
    correction_asked: Any = None
    corrected: Any = None
    third_party_asked: Any = None
    third_party_answered: Any = None
    sheet: int = 0


@attrs.define
class ReadSheet:
    """One sheet as it is read: its name, where each column stands, and what was made of its rows on the way.

    `by_year` counts days without a year, taken to be of the sheet's year; `serials` bare serial numbers read as days.
    """

    title: str = ""
    columns: Columns = attrs.field(factory=dict)
    year: int | None = None
    year_from: Words | None = None
    left_out: LeftOut = attrs.field(factory=LeftOut)
    by_year: int = 0
    serials: int = 0
    has_ids: bool = True


@attrs.frozen
class Ledger:
    """A register opened: which columns it has, and its rows, to be read once; its sheets, and what is told of them."""

    fields: frozenset[str]
    rows: Iterator[Row]
    sheets: tuple[ReadSheet, ...] = (ReadSheet(),)
    told: tuple[Words, ...] = ()


def opened(
    source: Any, mapping: Mapped, *, query: str | None = None, period: Period | None = None, sheet: str | None = None
) -> Ledger:
    """The rows of a file, of any iterable of mappings or objects, or of a query on a connection.

    Raises Unreadable where it cannot be opened, or where a required column is missing.
    """
    if query is not None:
        return _of_query(source, query, mapping)
    if isinstance(source, str | pathlib.Path):
        return _of_file(pathlib.Path(source), mapping, period, sheet)
    return _of_items(iter(source), mapping)


def _of_file(path: pathlib.Path, mapping: Mapped, period: Period | None, only: str | None) -> Ledger:
    choice = chosen(register_sheets(path, mapping), period, path.name, only)
    for sheet in choice.read:
        _complete(sheet, path.name)
    reads = tuple(
        ReadSheet(
            title=sheet.title, columns=sheet.headings.columns, year=sheet.year, year_from=sheet.year_from,
            has_ids="id" in sheet.headings.columns,
        )
        for sheet in choice.read
    )  # fmt: skip
    several = len(reads) > 1
    rows = (
        _rows_of_sheet(number, sheet, read, mapping, several)
        for number, (sheet, read) in enumerate(zip(choice.read, reads, strict=True))
    )
    fields = frozenset().union(*(read.columns for read in reads))
    return Ledger(fields, itertools.chain.from_iterable(rows), reads, choice.told)


def _complete(sheet: RegisterSheet, name: str) -> None:
    """Raise where a column is missing; a file may be without ids, for its rows have numbers."""
    problems = [one for one in sheet.headings.problems if one.at != "id" or "id" in sheet.headings.columns]
    if problems:
        raise lacking(f"{name}“{sheet.title}”" if sheet.title else name, problems)


def _rows_of_sheet(number: int, sheet: RegisterSheet, read: ReadSheet, mapping: Mapped, several: bool) -> Iterator[Row]:
    width = len(sheet.headings.names)
    build = _Build(sheet.headings.columns, width, mapping, read)
    running = several and _is_running(sheet)
    for at, cells in body(sheet, read.left_out):
        row = build.row(at, cells)
        named = row.id
        if not read.has_ids:
            named = f"“{read.title}”第{at}行" if several else f"第{at}行"
        elif running and named is not None and str(named).strip():
            named = f"{read.title}-{named}"
        yield row._replace(id=named, sheet=number) if named is not row.id or number else row


def _is_running(sheet: RegisterSheet) -> bool:
    """Whether the ids of a sheet are the numbers of its rows, which begin anew on each sheet."""
    at = sheet.headings.columns.get("id", ())
    if len(at) != 1:
        return False
    if key(sheet.headings.names[at[0]]) == "序号":
        return True
    cells = itertools.islice(body(sheet, LeftOut()), 20)
    said = [str(row[at[0]]).strip() for _, row in cells if at[0] < len(row) and row[at[0]] not in (None, "")]
    return bool(said) and all(map(_RUNNING.fullmatch, said))


class _Build:
    """Makes rows of cells: its columns picked, its days read, an outcome joined with the remark that may decide it."""

    def __init__(self, columns: Columns, width: int, mapping: Mapped, read: ReadSheet) -> None:
        self._pick = _picked(columns, width)
        self._width, self._read = width, read
        self._days = _Days(read, mapping)
        self._dated = [_FIELDS.index(field) for field in _DATED if field in columns]
        self._several = [_FIELDS.index(field) for field in _SEVERAL_DATED if field in columns]
        self._outcome, self._note = _FIELDS.index("outcome"), _FIELDS.index("note")
        self._words = mapping.outcome_words if "note" in columns and "outcome" in columns else None

    def row(self, number: int, cells: Sequence[Any]) -> Row:
        """The row that these cells are."""
        values = list(self._pick(_padded(cells, self._width)))
        for at in self._dated:
            value = values[at]
            if value is not None and value.__class__ is not datetime.datetime:
                values[at] = self._days.day(value)
        for at in self._several:
            values[at] = self._days.several(values[at])
        if self._words is not None and values[self._note] and values[self._outcome]:
            values[self._outcome] = with_note(values[self._outcome], values[self._note], self._words)
        return Row(number, *values)


def with_note(outcome: Any, note: Any, words: Any) -> Any:
    """An outcome that does not say enough, with the remark that stands beside it."""
    said, beside = str(outcome).strip(), str(note).strip()
    if not said or not beside or len(beside) > _LONGEST_NOTE or words.meaning(said).path is not None:
        return outcome
    return f"{said}{NOTE}{beside}"


class _Days:
    """The days of a sheet, each text read once; counts what was taken for granted."""

    def __init__(self, read: ReadSheet, mapping: Mapped) -> None:
        self._read, self._own = read, mapping.days
        self._known: dict[Any, tuple[Any, str]] = {}

    def day(self, value: Any) -> Any:
        """The day of a cell; what is none as it stands there."""
        if not isinstance(value, _WRITTEN):
            return value
        found = self._known.get(value)
        if found is None:
            if len(self._known) > _MOST_DAYS:
                self._known.clear()
            found = self._known[value] = self._found(value)
        if found[1]:
            setattr(self._read, found[1], getattr(self._read, found[1]) + 1)
        return found[0]

    def several(self, value: Any) -> Any:
        """The days of a cell that may hold several, with ； between them."""
        if not isinstance(value, str) or not _BETWEEN.search(value.strip()):
            return self.day(value)
        return "；".join(map(_iso, map(self.day, _BETWEEN.split(value.strip()))))

    def _found(self, value: Any) -> tuple[Any, str]:
        said = str(value).strip()
        if said in self._own:
            return self._own[said], ""
        found = day_in(said, self._read.year)
        if not isinstance(found, datetime.date):
            return value, ""
        return found, "by_year" if without_year(said) else "serials" if is_serial(value) else ""


def _iso(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _of_rows(heading: Sequence[str], table: Iterable[Sequence[Any]], mapping: Mapped) -> Ledger:
    rows = iter(table)
    sample = list(itertools.islice(rows, SAMPLE))
    columns = found_columns(heading, mapping, "", sample)
    read = ReadSheet(columns=columns)
    build = _Build(columns, len(heading), mapping, read)
    numbered = enumerate(itertools.chain(sample, rows), 1)
    return Ledger(
        frozenset(columns), (build.row(number, cells) for number, cells in numbered if states(cells)), (read,)
    )


def _padded(cells: Sequence[Any], width: int) -> tuple[Any, ...]:
    """The cells of a row as far as there are headings, and one that is empty."""
    return (*cells[:width], *(None,) * max(0, width - len(cells)), None)


def _picked(found: Mapping[str, tuple[int, ...]], width: int) -> Callable[[Sequence[Any]], Iterable[Any]]:
    pick: Callable[[Sequence[Any]], Iterable[Any]] = operator.itemgetter(
        *(found.get(field, (width,))[0] for field in _FIELDS)
    )
    joined = found.get("id", ())
    if len(joined) <= 1:
        return pick
    return lambda cells: ("-".join(str(cells[at]).strip() for at in joined), *tuple(pick(cells))[1:])


def _of_items(items: Iterator[Any], mapping: Mapped) -> Ledger:
    """Mappings, or objects with the fields of a register as attributes; they count from 1."""
    first = next(items, None)
    if first is None:
        return Ledger(frozenset(vocabulary.REQUIRED), iter(()))
    heading = [str(name) for name in (first if isinstance(first, Mapping) else _attributes(first))]
    known = {name for field in _FIELDS if field not in _BESIDE for name in mapping.names(field)} - set(heading)
    chain = (_values(item, heading, known) for group in ((first,), items) for item in group)
    return _of_rows(heading, chain, mapping)


def _attributes(item: Any) -> Iterable[str]:
    if attrs.has(type(item)):
        return [field.name for field in attrs.fields(type(item))]
    return [name for name in _FIELDS if hasattr(item, name)]


def _values(item: Any, heading: Sequence[str], others: set[str]) -> list[Any]:
    more = others & item.keys() if isinstance(item, Mapping) else set()
    if more:
        zh, en = (
            f"有“{'、'.join(sorted(more))}”的行，第一行却没有这一列",
            f"the first row lacks {', '.join(sorted(more))}",
        )
        raise Unreadable(Words(f"{zh}；请让各行的键相同", f"{en}; give every row the same keys"))
    get = item.get if isinstance(item, Mapping) else functools.partial(getattr, item)
    return [_plain(get(name, None)) for name in heading]


def _plain(value: Any) -> Any:
    try:
        return value if value is None or isinstance(value, _PLAIN) else legible(str(value))
    except ValueError:  # Python writes no whole number of more than 4300 digits
        raise Unreadable(Words("台账中有一个数长得不合理", "a number in the register is too long to be one")) from None


_PLAIN: Final = (float, datetime.date)  # the others are looked at as text


def _of_query(source: Any, query: str, mapping: Mapped) -> Ledger:
    with contextlib.ExitStack() as stack:
        heading, rows = stack.enter_context(runner(source))(query)
        kept_open = stack.pop_all()

    def lines() -> Iterator[Sequence[Any]]:
        with kept_open:
            yield from rows

    return _of_rows(heading, lines(), mapping)
