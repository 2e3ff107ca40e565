"""One case of a register in a period: where it counts, or everything for which it cannot be counted."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import attrs

from ..model.outline import CellPath
from . import faults, meaning
from .dates import Day, day
from .faults import RowFault
from .meaning import NOTE, Dictionary, Meaning
from .period import Period


class Phase(enum.IntEnum):
    """When a day lies, as seen from the period that is counted."""

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


class SetAside(enum.Enum):
    """What a row is of which the office says that it is no request of its own."""

    SET_ASIDE = enum.auto()


SET_ASIDE: Final = SetAside.SET_ASIDE
Verdict = Spot | SetAside | tuple[RowFault, ...] | None


@attrs.frozen(kw_only=True)
class Track:
    """One table's way of counting: its words, and the lines for what comes in and for what stays open.

    `new` and `old` are None where the form has no line for what comes in (table 4). `labels` are the printed words of
    blocks and outcomes; `anyone` is the block of a kind that no word tells, where there is one. Where the kind is that
    of the request and something more, with NOTE between, `requesters` are the words of the first.
    """

    kinds: Dictionary
    outcomes: Dictionary
    blocks: tuple[CellPath, ...]
    open: CellPath
    new: CellPath | None = None
    old: CellPath | None = None
    labels: Mapping[CellPath, str] = attrs.field(factory=dict)
    anyone: CellPath | None = None
    requesters: Dictionary | None = None

    def verdict(self, kind: Any, outcome: Any, span: Span) -> Verdict:
        """Where a case counts: received in the period or before it, closed in it, or carried forward.

        None where the period has nothing to do with the case; else every reason for which it cannot be counted.
        """
        whose, ending = self._whose(text(kind)), self._ending(text(outcome))
        if span.began == Phase.AFTER:
            return (faults.BACKWARDS,) if span.backwards else None
        if span.ended == Phase.BEFORE:
            return tuple(_dates(span, ending is not None)) or None
        if meaning.NOT_COUNTED in (whose.path, ending and ending.path):
            return SET_ASIDE
        found = [*_dates(span, ending is not None), *self._words(kind, whose, ending, span)]
        if found:
            return tuple(found)
        assert whose.path is not None
        left = ending.path if ending is not None and span.ended == Phase.WITHIN else self.open
        assert left is not None
        return Spot(whose.path, self.old if span.began == Phase.BEFORE else self.new, left)

    def block(self, kind: Any) -> CellPath | None:
        """The block of a requester kind, None for an unknown one."""
        return self._whose(text(kind)).path or None

    def offered(self, fault: RowFault, entry: Entry) -> tuple[str, ...]:
        """The printed lines among which a word that may mean several has to be decided."""
        if fault is faults.AMBIGUOUS_KIND:
            paths = self._whose(text(entry.kind)).offered
        else:
            paths = self.outcomes.meaning(text(entry.outcome)).offered if fault is faults.AMBIGUOUS_OUTCOME else ()
        return tuple(self.labels.get(path, ".".join(path)) for path in paths)

    def _whose(self, kind: str) -> Meaning:
        if self.requesters is not None:
            requester, _, kind = kind.partition(NOTE)
            who = self.requesters.meaning(requester)
            if not who.path:
                return who
        found = self.kinds.meaning(kind)
        return Meaning(self.anyone) if found.path is None and self.anyone is not None else found

    def _ending(self, said: str) -> Meaning | None:
        """What an outcome means; None for none, and for a word that says the case is still open."""
        found = self.outcomes.meaning(said) if said else None
        return None if found is None or found.path == self.open else found

    def _words(self, kind: Any, whose: Meaning, ending: Meaning | None, span: Span) -> list[RowFault]:
        found = []
        if whose.path is None:
            known = faults.AMBIGUOUS_KIND if whose.offered else faults.UNKNOWN_KIND
            found.append(known if text(kind).partition(NOTE)[0] else faults.NO_KIND)
        if ending is None:
            found += [faults.NO_OUTCOME] if span.ended == Phase.WITHIN else []
        elif ending.path is None and span.ended in (Phase.WITHIN, Phase.NONE, Phase.BAD):
            found.append(faults.AMBIGUOUS_OUTCOME if ending.offered else faults.UNKNOWN_OUTCOME)
        return found


def _dates(span: Span, has_ending: bool) -> list[RowFault]:
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
    return [fault for wrong, fault in order if wrong]


@attrs.frozen
class Calendar:
    """The period that is counted, and the day of counting."""

    period: Period
    today: Day

    def span(self, began: Any, ended: Any) -> Span:
        """The two dates of a case, as they stand in the register, seen from the period."""
        first, last = day(began), day(ended)
        backwards = isinstance(first, Day) and isinstance(last, Day) and last < first
        return Span(self.phase(first), self.phase(last), backwards)

    def phase(self, date: Day | str | None) -> Phase:
        """When a day lies."""
        if not isinstance(date, Day):
            return Phase.NONE if date is None else Phase.BAD
        if date > self.today:
            return Phase.FUTURE
        if date < self.period.first:
            return Phase.BEFORE
        return Phase.WITHIN if date <= self.period.last else Phase.AFTER


def text(value: Any) -> str:
    """What stands in a cell of a register, as text without blanks around it."""
    return "" if value is None else str(value).strip()
