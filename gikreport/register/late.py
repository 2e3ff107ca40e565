"""By when each request must be answered: which were late, which are open and who has to answer them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from .cases import text
from .dates import Day, day
from .faults import shown
from .ledger import Row
from .meaning import OPEN, Dictionary
from .period import Period
from .vocabulary import NO, YES, key
from .workdays import Known, Workdays

WORKING_DAYS = 20  # article 33 of the Regulation; an extension gives as many again
THIRD_PARTY_DAYS: Final = 15  # working days that a third party has for its answer, article 32


@attrs.frozen
class Late:
    """A request that took longer than the law gives; `closed` is None while it is open.

    The clock begins anew when a correction came in (article 30) and stands while a third party is asked (articles 32
    and 33), where the register has these days. `by` tells whence the working days are known. It is a list to look
    through, not a verdict.
    """

    row: int
    id: str
    received: Day
    due: Day
    closed: Day | None
    began: Day | None = None
    by: Known = Known.CALENDAR
    handler: str = ""
    sheet: int = 0


@attrs.frozen
class Due:
    """An open request: by when it must be answered, and by whom; `due` is None while its correction is waited for.

    `left` counts the working days until then, less than 0 where the day has gone by.
    """

    row: int
    id: str
    received: Day
    due: Day | None
    left: int | None
    handler: str = ""
    by: Known = Known.CALENDAR
    sheet: int = 0


def deadline(received: Day, extended: bool = False, workdays: Workdays | None = None) -> Day:
    """The last day for an answer: 20 working days after receipt, 40 with an extension (article 33)."""
    number = WORKING_DAYS * (2 if extended else 1)
    return (workdays or Workdays()).after(received, number, frozenset())[0]


@attrs.define
class Watch:
    """Looks at the rows of a register as they go by, for those that are late and those that are open."""

    period: Period
    today: Day
    outcomes: Dictionary
    workdays: Workdays = attrs.field(factory=Workdays)
    late: list[Late] = attrs.field(factory=list)
    due: list[Due] = attrs.field(factory=list)

    def passing(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The same rows."""
        for row in rows:
            received, closed = day(row.received), day(row.closed)
            if isinstance(received, Day) and not isinstance(closed, str):
                if closed is None and received <= self.today and self._is_open(row):
                    self.due.append(self._due(row, received))
                late = self._late(row, received, closed)
                if late is not None:
                    self.late.append(late)
            yield row

    def _is_open(self, row: Row) -> bool:
        said = text(row.outcome)
        return not said or self.outcomes.path(said) == OPEN

    def _late(self, row: Row, received: Day, closed: Day | None) -> Late | None:
        ended = closed or self.today
        if received > self.period.last or ended < self.period.first or (ended - received).days <= WORKING_DAYS:
            return None
        began = _began(row, received)
        if began is None:
            return None
        due, known = self._last_day(row, began, ended)
        if ended <= due:
            return None
        named, handler = shown(row.id), shown(row.handler)
        return Late(row.number, named, received, due, closed, began, known, handler, row.sheet)

    def _due(self, row: Row, received: Day) -> Due:
        began = _began(row, received)
        named, handler = shown(row.id), shown(row.handler)
        if began is None:
            return Due(row.number, named, received, None, None, handler, sheet=row.sheet)
        due, known = self._last_day(row, began, self.today)
        left = self.workdays.between(self.today, due)
        return Due(row.number, named, received, due, left, handler, known, row.sheet)

    def _last_day(self, row: Row, began: Day, ended: Day) -> tuple[Day, Known]:
        number = WORKING_DAYS * (2 if _is_extended(row.extended) else 1)
        return self.workdays.after(began, number, self._stopped(row, ended))

    def _stopped(self, row: Row, ended: Day) -> frozenset[Day]:
        """The days on which the clock stands, because a third party is asked (article 33)."""
        asked, answered = day(row.third_party_asked), day(row.third_party_answered)
        if not isinstance(asked, Day):
            return frozenset()
        if not isinstance(answered, Day):
            answered = min(self.workdays.after(asked, THIRD_PARTY_DAYS, frozenset())[0], ended)
        return frozenset(asked + datetime.timedelta(days=number) for number in range(1, (answered - asked).days + 1))


def _began(row: Row, received: Day) -> Day | None:
    """The day after which the clock runs: receipt, or that of the correction (article 30); None while it is awaited."""
    corrected = day(row.corrected)
    if isinstance(corrected, Day):
        return max(corrected, received)
    return None if isinstance(day(row.correction_asked), Day) else received


def _is_extended(value: object) -> bool:
    """Whether a cell says that the time was extended: 是, 延期20个工作日, the day of the notice."""
    said = key(text(value))
    return said in YES or (said not in NO and ("延" in said or isinstance(day(text(value)), Day)) and "未" not in said)
