"""Counting a register row by row, in bounded memory."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from ..model.outline import CellPath
from . import dates, faults
from .cases import SET_ASIDE, Calendar, Entry, Span, Spot, Track, Verdict, text
from .dates import day
from .faults import RowFault, Uncountable, shown
from .ledger import Row
from .meaning import NOTE
from .tracks import CASES, REQUESTS, TABLES

_NOTHING: Final = 0
_MOST_SPANS: Final = 200_000
_MOST_KNOWN: Final = 100_000
_LISTED: Final = 8  # other rows of one id that are named


@attrs.frozen
class SheetTally:
    """What became of the rows of one sheet: read, counted in the period, of another time, set aside by the office."""

    rows: int = 0
    counted: int = 0
    other: int = 0
    set_aside: int = 0


@attrs.frozen(kw_only=True)
class Counted:
    """What a register comes to in a period: its counts and the ids behind them by cell, and the rows left out.

    `places` tells for an id its sheet and its row; `sheets` what became of the rows of each sheet.
    """

    counts: Mapping[CellPath, int]
    uncountable: tuple[Uncountable, ...] = ()
    cases: Mapping[CellPath, tuple[str, ...]] = attrs.field(factory=dict, repr=False)
    places: Mapping[str, tuple[int, int]] = attrs.field(factory=dict, repr=False)
    sheets: tuple[SheetTally, ...] = ()

    @property
    def open_blocks(self) -> frozenset[CellPath]:
        """The columns of table 3, and the groups of table 4, in which some row could not be counted."""
        return frozenset(block for one in self.uncountable for block in one.blocks)


def count(
    rows: Iterable[Row],
    tracks: Mapping[str, Track],
    calendar: Calendar,
    *,
    trace: bool = True,
    titles: Sequence[str] = (),
) -> Counted:
    """Count every case once; a row that cannot be counted is listed, and counts nowhere. `titles` are the sheets'."""
    tallies = {name: Tally(TABLES[name], track, calendar) for name, track in tracks.items()}
    ids, found = Ids(titles), [(CASES[name], tally.add) for name, tally in tallies.items()]
    for row in rows:
        ids.add(row)
        for case, add in found:
            for entry in case(row):
                add(ids.last, row, entry)
    return _collected(tallies, ids, trace)


def _collected(tallies: Mapping[str, Tally], ids: Ids, trace: bool) -> Counted:
    repeated = dict(ids.repeated())
    counts: Counter[CellPath] = Counter()
    cases: dict[CellPath, list[str]] = {}
    found: list[Uncountable] = []
    for tally in tallies.values():
        found += tally.faults(repeated, ids)
        counts.update(dict(tally.counts()))
        if trace:
            tally.trace(ids.names(), cases)
    return Counted(
        counts=counts,
        uncountable=in_order(found),
        cases={path: tuple(named) for path, named in cases.items()},
        places={named: ids.place(place) for named, place in ids.names()} if trace else {},
        sheets=tallies[REQUESTS].sheets(ids) if REQUESTS in tallies else (),
    )


def in_order(found: Iterable[Uncountable]) -> tuple[Uncountable, ...]:
    """The rows that could not be counted, each once for each reason."""
    once: dict[Uncountable, Uncountable] = {}
    for one in found:
        blocks = once[one].blocks if one in once else ()
        once[one] = attrs.evolve(one, blocks=(*blocks, *one.blocks))
    return tuple(sorted(once.values(), key=lambda one: (one.sheet, one.row or 0, one.id, one.fault.name)))


class Ids:
    """The ids met so far, and those that stand more than once."""

    def __init__(self, titles: Sequence[str]) -> None:
        self.last = -1
        self.numbers = array("I")
        self.sheets = array("H")
        self.titles = titles
        self._first: dict[str, int] = {}
        self._again: dict[str, list[int]] = {}
        self._closed = bytearray()

    def add(self, row: Row) -> None:
        """Take note of one row."""
        self.last += 1
        self.numbers.append(row.number)
        self.sheets.append(row.sheet)
        closed = row.closed
        self._closed.append(
            closed is not None and (not isinstance(closed, str) or not (closed == "" or closed.isspace()))
        )
        named = text(row.id)
        first = self._first.setdefault(named, self.last) if named else self.last
        if first != self.last:
            self._again.setdefault(named, [first]).append(self.last)

    def place(self, place: int) -> tuple[int, int]:
        """The sheet and the row of what was read as number `place`."""
        return self.sheets[place], self.numbers[place]

    def repeated(self) -> Iterator[tuple[int, tuple[str, RowFault, str]]]:
        """Each row whose id stands in others too: its id, what is wrong, and where the others are."""
        for named, places in self._again.items():
            fault = faults.TWICE if sum(self._closed[place] for place in places) > 1 else faults.DUPLICATE
            for place in places:
                others = "、".join(f"第{self.numbers[other]}行" for other in places[:_LISTED] if other != place)
                yield place, (named, fault, others)

    def names(self) -> Iterator[tuple[str, int]]:
        """Every id that stands once, with its place."""
        return ((named, place) for named, place in self._first.items() if named not in self._again)


class Tally:
    """The spots of one track: a small number for each row, and further ones for a row with several cases."""

    def __init__(self, table: str, track: Track, calendar: Calendar) -> None:
        self._table, self._track, self._calendar = table, track, calendar
        self._codes = array("H")
        self._more: dict[int, list[int]] = {}
        self._spots: list[Spot | None] = [None]
        self._known: dict[tuple[Any, Any, Span], Verdict | int] = {}
        self._spans: dict[tuple[Any, Any], Span] = {}
        self._faults: dict[int, list[Uncountable]] = {}
        self._aside: set[int] = set()

    def add(self, place: int, row: Row, entry: Entry) -> None:
        """Count one case, or note why it cannot be."""
        found = self._verdict(entry)
        if type(found) is not int:
            self._left_out(place, row, found, entry)
            found = _NOTHING
        elif found != _NOTHING and (row.id is None or not text(row.id)):
            self._left_out(place, row, (faults.NO_ID,), entry)
            found = _NOTHING
        if len(self._codes) > place:
            self._more.setdefault(place, []).append(found)
        else:
            self._codes.extend([_NOTHING] * (place - len(self._codes)))
            self._codes.append(found)

    def _verdict(self, entry: Entry) -> Verdict | int:
        dates_ = entry.began, entry.ended
        span = self._spans.get(dates_)
        if span is None:
            span = self._span(dates_)
        known = self._known.get((entry.kind, entry.outcome, span))
        return self._learn(entry, span) if known is None else known

    def _span(self, days: tuple[Any, Any]) -> Span:
        if len(self._spans) > _MOST_SPANS:
            self._spans.clear()
        return self._spans.setdefault(days, self._calendar.span(*days))

    def _learn(self, entry: Entry, span: Span) -> Verdict | int:
        spot = self._track.verdict(entry.kind, entry.outcome, span)
        found = self._code(spot) if spot is None or isinstance(spot, Spot) else spot
        if len(self._known) < _MOST_KNOWN:
            self._known[entry.kind, entry.outcome, span] = found
        return found

    def _code(self, spot: Spot | None) -> int:
        if spot not in self._spots:
            self._spots.append(spot)
        return self._spots.index(spot)

    def _left_out(self, place: int, row: Row, found: Verdict | int, entry: Entry) -> None:
        if found is SET_ASIDE:
            self._aside.add(place)
            return
        assert isinstance(found, tuple)
        assert not isinstance(found, Spot)
        reasons: tuple[RowFault, ...] = found
        if not text(row.id) and faults.NO_ID not in reasons:
            reasons = (faults.NO_ID, *reasons)
        for fault in reasons:
            one = refused(row.number, text(row.id), fault, entry, self._track, self._table)
            self._faults.setdefault(place, []).append(one)

    def faults(self, repeated: Mapping[int, tuple[str, RowFault, str]], ids: Ids) -> Iterator[Uncountable]:
        """The rows that do not count here; of those with a repeated id, those that would have counted."""
        for place, found in self._faults.items():
            yield from (self._placed(one, place, ids) for one in found)
        for place, (named, fault, others) in repeated.items():
            blocks = tuple((self._table, *spot.block) for spot in self._spots_at(place))
            if blocks:
                self._codes[place] = _NOTHING
                self._more.pop(place, None)
                one = Uncountable(row=ids.numbers[place], id=named, fault=fault, value=others, blocks=blocks)
                self._faults.setdefault(place, []).append(one)
                yield self._placed(one, place, ids)

    def _placed(self, one: Uncountable, place: int, ids: Ids) -> Uncountable:
        several = len(ids.titles) > 1
        return attrs.evolve(one, sheet=ids.titles[ids.sheets[place]]) if several else one

    def _spots_at(self, place: int) -> list[Spot]:
        codes = [*self._codes[place : place + 1], *self._more.get(place, ())]
        return [spot for code in codes if (spot := self._spots[code]) is not None]

    def counts(self) -> Iterator[tuple[CellPath, int]]:
        """What each cell comes to."""
        counted: Counter[CellPath] = Counter()
        numbers = Counter(self._codes)
        numbers.update(code for codes in self._more.values() for code in codes)
        for code, number in numbers.items():
            spot = self._spots[code]
            for path in spot.cells if spot else ():
                counted[self._table, *path] += number
        yield from counted.items()

    def trace(self, names: Iterator[tuple[str, int]], cases: dict[CellPath, list[str]]) -> None:
        """Add the ids that stand behind each cell."""
        for named, place in names:
            for spot in self._spots_at(place):
                for path in spot.cells:
                    cases.setdefault((self._table, *path), []).append(named)

    def sheets(self, ids: Ids) -> tuple[SheetTally, ...]:
        """What became of the rows of each sheet."""
        rows, counted, faulty = Counter(ids.sheets), Counter[int](), Counter[int]()
        for place, code in enumerate(self._codes):
            counted[ids.sheets[place]] += code != _NOTHING
        aside = Counter(ids.sheets[place] for place in self._aside)
        faulty.update(ids.sheets[place] for place in self._faults)
        last = max((*rows, len(ids.titles) - 1), default=0)
        return tuple(
            SheetTally(rows[n], counted[n], rows[n] - counted[n] - aside[n] - faulty[n], aside[n])
            for n in range(last + 1)
        )


def refused(number: int | None, named: str, fault: RowFault, entry: Entry, track: Track, table: str) -> Uncountable:
    """A case that cannot be counted: the reason with what stands there, and the blocks it may belong to."""
    value = "，".join(_said(getattr(entry, field)) for field in fault.shows)
    block = track.block(entry.kind)
    blocks = tuple((table, *path) for path in ((block,) if block else track.blocks))
    offered = track.offered(fault, entry)
    return Uncountable(row=number, id=named, fault=_exactly(fault, value), value=value, blocks=blocks, offered=offered)


def _exactly(fault: RowFault, value: str) -> RowFault:
    """A date that is none, told by what it lacks: its day, or its year."""
    if fault not in (faults.BAD_BEGAN, faults.BAD_ENDED):
        return fault
    if dates.without_year(value):
        return faults.NO_YEAR
    return faults.NO_DAY if dates.without_day(value) else fault


def _said(value: Any) -> str:
    found = day(value) if value is not None else None
    said = found if found is not None else value
    return shown(said.partition(NOTE)[0] if isinstance(said, str) else said)
