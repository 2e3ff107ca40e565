"""One case of a register in one year: where it counts, or why it cannot be counted."""

from __future__ import annotations

import datetime
import enum
import functools
import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import attrs

from ..model.outline import CellPath
from . import faults, vocabulary
from .faults import RowFault

_DATE: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?|(\d{4})(\d{2})(\d{2})", re.ASCII)

Day = datetime.date


class Phase(enum.IntEnum):
    """When a day lies, as seen from the year that is counted."""

    NONE = 0
    BAD = 1
    BEFORE = 2
    WITHIN = 3
    AFTER = 4
    FUTURE = 5  # later than the day of counting


class Span(NamedTuple):
    """All that counting needs to know of the two dates of a case."""

    began: int
    ended: int
    backwards: bool = False


class Entry(NamedTuple):
    """What a register says of one case, a request, a review or a lawsuit: whose, from when to when, how it ended."""

    kind: Any
    began: Any
    ended: Any
    outcome: Any


class Spot(NamedTuple):
    """Where a case counts: its block, the line of its coming in (None where the form has none), of its end."""

    block: CellPath
    entered: CellPath | None
    left: CellPath

    @property
    def cells(self) -> tuple[CellPath, ...]:
        """The cells that it adds one to."""
        return tuple((*self.block, *line) for line in (self.entered, self.left) if line is not None)


@attrs.frozen(kw_only=True)
class Track:
    """One table's way of counting: its words, and the lines for what comes in and for what stays open.

    `new` and `old` are None where the form has no line for what comes in (table 4).
    """

    kinds: Mapping[str, CellPath]
    outcomes: Mapping[str, CellPath]
    open: CellPath
    new: CellPath | None = None
    old: CellPath | None = None

    def verdict(self, kind: Any, outcome: Any, span: Span) -> Spot | RowFault | None:
        """Where a case counts: received in the year or before it, closed in it, or carried forward.

        None where the year has nothing to do with the case.
        """
        ending = self._ending(outcome)
        fault = _dates(span, bool(ending))
        if fault is not None:
            return fault
        if span.began == Phase.AFTER or span.ended == Phase.BEFORE:
            return None
        return self._placed(text(kind), ending, span)

    def block(self, kind: Any) -> CellPath | None:
        """The block of a requester kind, None for an unknown one."""
        return self.kinds.get(vocabulary.key(text(kind)))

    def _ending(self, outcome: Any) -> str:
        """The outcome as it is looked up; a word that says the case is still open is none."""
        said = text(outcome)
        found = vocabulary.key(said) if said else ""
        return "" if found in vocabulary.OPEN or self.outcomes.get(found) == self.open else found

    def _placed(self, kind: str, ending: str, span: Span) -> Spot | RowFault:
        block = self.block(kind)
        if block is None:
            return faults.UNKNOWN_KIND if kind else faults.NO_KIND
        left = self.outcomes.get(ending) if span.ended == Phase.WITHIN else self.open
        if left is None:
            return faults.UNKNOWN_OUTCOME if ending else faults.NO_OUTCOME
        return Spot(block, self.old if span.began == Phase.BEFORE else self.new, left)


def _dates(span: Span, has_ending: bool) -> RowFault | None:
    """What is wrong with the dates of a case, in the order in which a clerk would look."""
    order = (
        (span.began == Phase.BAD, faults.BAD_BEGAN),
        (span.ended == Phase.BAD, faults.BAD_ENDED),
        (span.began == Phase.NONE, faults.NO_RECEIVED),
        (span.began == Phase.FUTURE, faults.FUTURE_BEGAN),
        (span.ended == Phase.FUTURE, faults.FUTURE_ENDED),
        (span.ended == Phase.NONE and has_ending, faults.NO_CLOSED),
        (span.backwards, faults.BACKWARDS),
    )
    return next((fault for wrong, fault in order if wrong), None)


@attrs.frozen
class Calendar:
    """The year that is counted, and the day of counting."""

    year: int
    today: Day

    def span(self, began: Any, ended: Any) -> Span:
        """The two dates of a case, as they stand in the register, seen from the year."""
        first, last = day(began), day(ended)
        backwards = isinstance(first, Day) and isinstance(last, Day) and last < first
        return Span(self.phase(first), self.phase(last), backwards)

    def phase(self, date: Day | str | None) -> Phase:
        """When a day lies."""
        if not isinstance(date, Day):
            return Phase.NONE if date is None else Phase.BAD
        if date > self.today:
            return Phase.FUTURE
        if date.year == self.year:
            return Phase.WITHIN
        return Phase.BEFORE if date.year < self.year else Phase.AFTER


def text(value: Any) -> str:
    """What stands in a cell of a register, as text without blanks around it."""
    return "" if value is None else str(value).strip()


def day(value: Any) -> Day | str | None:
    """The date that stands in a cell; None for an empty cell, the text itself where it is no date."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if value is None or isinstance(value, Day):
        return value
    return _day_of_text(str(value))


@functools.lru_cache(maxsize=65536)
def _day_of_text(said: str) -> Day | str | None:
    stripped = said.strip()
    found = _DATE.fullmatch(stripped)
    if found is None:
        return stripped or None
    try:
        year, month, date = (int(number) for number in found.groups() if number is not None)
        return Day(year, month, date)
    except ValueError:
        return stripped
