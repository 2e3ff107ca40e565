"""Counting a register row by row, in bounded memory."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from ..model.outline import CellPath
from . import faults
from .cases import Calendar, Entry, Span, Spot, Track, day, text
from .faults import RowFault, Uncountable, shown
from .ledger import Row
from .tracks import CASES, TABLES

_NOTHING: Final = 0


@attrs.frozen(kw_only=True)
class Counted:
    """What a register comes to in a year: its counts and the ids behind them by cell, and the rows left out."""

    counts: Mapping[CellPath, int]
    uncountable: tuple[Uncountable, ...] = ()
    cases: Mapping[CellPath, tuple[str, ...]] = attrs.field(factory=dict, repr=False)

    @property
    def open_blocks(self) -> frozenset[CellPath]:
        """The columns of table 3, and the groups of table 4, in which some row could not be counted."""
        return frozenset(block for one in self.uncountable for block in one.blocks)


def count(rows: Iterable[Row], tracks: Mapping[str, Track], calendar: Calendar) -> Counted:
    """Count every case once; a row that cannot be counted is listed, and counts nowhere."""
    tallies = {name: Tally(TABLES[name], track, calendar) for name, track in tracks.items()}
    ids, found = _Ids(), [(CASES[name], tally.add) for name, tally in tallies.items()]
    for row in rows:
        ids.add(row)
        for case, add in found:
            entry = case(row)
            if entry is not None:
                add(ids.last, row, entry)
    return _collected(tallies, ids)


def _collected(tallies: Mapping[str, Tally], ids: _Ids) -> Counted:
    repeated = dict(ids.repeated())
    counts: Counter[CellPath] = Counter()
    cases: dict[CellPath, list[str]] = {}
    found: list[Uncountable] = []
    for tally in tallies.values():
        found += tally.faults(repeated, ids)
        counts.update(dict(tally.counts()))
        tally.trace(ids.names(), cases)
    listed = {path: tuple(named) for path, named in cases.items()}
    return Counted(counts=counts, uncountable=in_order(found), cases=listed)


def in_order(found: Iterable[Uncountable]) -> tuple[Uncountable, ...]:
    """The rows that could not be counted, each once for each reason."""
    once: dict[Uncountable, Uncountable] = {}
    for one in found:
        blocks = once[one].blocks if one in once else ()
        once[one] = attrs.evolve(one, blocks=(*blocks, *one.blocks))
    return tuple(sorted(once.values(), key=lambda one: (one.row or 0, one.id, one.fault.name)))


class _Ids:
    """The ids met so far, and those that stand more than once."""

    def __init__(self) -> None:
        self.last = -1
        self.numbers = array("I")
        self._first: dict[str, int] = {}
        self._again: dict[str, list[int]] = {}
        self._closed = bytearray()

    def add(self, row: Row) -> None:
        self.last += 1
        self.numbers.append(row.number)
        self._closed.append(row.closed is not None and row.closed != "")
        named = text(row.id)
        first = self._first.setdefault(named, self.last) if named else self.last
        if first != self.last:
            self._again.setdefault(named, [first]).append(self.last)

    def repeated(self) -> Iterator[tuple[int, tuple[str, RowFault, str]]]:
        """Each row whose id stands in others too: its id, what is wrong, and where the others are."""
        for named, places in self._again.items():
            fault = faults.TWICE if sum(self._closed[place] for place in places) > 1 else faults.DUPLICATE
            for place in places:
                others = "、".join(f"第{self.numbers[other]}行" for other in places[:8] if other != place)
                yield place, (named, fault, others)

    def names(self) -> Iterator[tuple[str, int]]:
        """Every id that stands once, with its place."""
        return ((named, place) for named, place in self._first.items() if named not in self._again)


class Tally:
    """The spots of one track, a small number for each row."""

    def __init__(self, table: str, track: Track, calendar: Calendar) -> None:
        self._table, self._track, self._calendar = table, track, calendar
        self._codes = array("H")
        self._spots: list[Spot | None] = [None]
        self._known: dict[tuple[Any, Any, Span], int | RowFault] = {}
        self._spans: dict[tuple[Any, Any], Span] = {}
        self._faults: dict[int, Uncountable] = {}

    def add(self, place: int, row: Row, entry: Entry) -> None:
        """Count one case, or note why it cannot be."""
        self._codes.extend([_NOTHING] * (place - len(self._codes)))
        found = self._verdict(entry) if row.id is not None and text(row.id) else self._without_id(entry)
        if isinstance(found, RowFault):
            self._note(place, row.number, text(row.id), found, entry)
            found = _NOTHING
        self._codes.append(found)

    def _verdict(self, entry: Entry) -> int | RowFault:
        dates = entry.began, entry.ended
        span = self._spans.get(dates)
        if span is None:
            span = self._span(dates)
        known = self._known.get((entry.kind, entry.outcome, span))
        return self._learn(entry, span) if known is None else known

    def _span(self, dates: tuple[Any, Any]) -> Span:
        if len(self._spans) > 200_000:
            self._spans.clear()
        return self._spans.setdefault(dates, self._calendar.span(*dates))

    def _learn(self, entry: Entry, span: Span) -> int | RowFault:
        spot = self._track.verdict(entry.kind, entry.outcome, span)
        found = spot if isinstance(spot, RowFault) else self._code(spot)
        if len(self._known) < 100_000:
            self._known[entry.kind, entry.outcome, span] = found
        return found

    def _code(self, spot: Spot | None) -> int:
        if spot not in self._spots:
            self._spots.append(spot)
        return self._spots.index(spot)

    def _without_id(self, entry: Entry) -> int | RowFault:
        found = self._verdict(entry)
        return faults.NO_ID if found else found

    def _note(self, place: int, number: int, named: str, fault: RowFault, entry: Entry) -> None:
        self._faults[place] = refused(number, named, fault, entry, self._track, self._table)

    def faults(self, repeated: Mapping[int, tuple[str, RowFault, str]], ids: _Ids) -> Iterator[Uncountable]:
        """The rows that do not count here; of those with a repeated id, those that would have counted."""
        yield from self._faults.values()
        for place, (named, fault, others) in repeated.items():
            spot = self._spots[self._codes[place]] if place < len(self._codes) else None
            if spot is not None:
                self._codes[place] = _NOTHING
                blocks = ((self._table, *spot.block),)
                yield Uncountable(row=ids.numbers[place], id=named, fault=fault, value=others, blocks=blocks)

    def counts(self) -> Iterator[tuple[CellPath, int]]:
        """What each cell comes to."""
        counted: Counter[CellPath] = Counter()
        for code, number in Counter(self._codes).items():
            for path in self._cells(code):
                counted[path] += number
        yield from counted.items()

    def trace(self, names: Iterator[tuple[str, int]], cases: dict[CellPath, list[str]]) -> None:
        """Add the ids that stand behind each cell."""
        for named, place in names:
            for path in self._cells(self._codes[place]) if place < len(self._codes) else ():
                cases.setdefault(path, []).append(named)

    def _cells(self, code: int) -> tuple[CellPath, ...]:
        spot = self._spots[code]
        return tuple((self._table, *path) for path in spot.cells) if spot else ()


def refused(number: int | None, named: str, fault: RowFault, entry: Entry, track: Track, table: str) -> Uncountable:
    """A case that cannot be counted: the reason with what stands there, and the blocks it may belong to."""
    value = "，".join(_said(getattr(entry, field)) for field in fault.shows)
    block = track.block(entry.kind)
    found = (block,) if block else tuple(dict.fromkeys(track.kinds.values()))
    blocks = tuple((table, *path) for path in found)
    return Uncountable(row=number, id=named, fault=fault, value=value, blocks=blocks)


def _said(value: Any) -> str:
    found = day(value) if value is not None else None
    return shown(found if found is not None else value)
