"""Which requests were answered after the legal time, or are still open after it."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Iterator

import attrs

from ..errors import GikreportError, Words
from .cases import Day, day, text
from .faults import shown
from .ledger import Row
from .vocabulary import YES, key

WORKING_DAYS = 20  # article 33 of the Regulation; an extension gives as many again


@attrs.frozen
class Late:
    """A request that took longer than the law gives; `closed` is None while it is open.

    Time for corrections and for asking third parties does not count in law and is not known to a register,
    so this is a list to look through, not a verdict.
    """

    row: int
    id: str
    received: Day
    due: Day
    closed: Day | None


@functools.lru_cache(maxsize=8192)
def deadline(received: Day, extended: bool = False) -> Day:
    """The last day for an answer: 20 working days after receipt, 40 with an extension (article 33).

    Working days are those of the State Council's calendar, from the extra `gikreport[register]`.
    """
    left, date = WORKING_DAYS * (2 if extended else 1), received
    while left:
        date += datetime.timedelta(days=1)
        left -= _is_workday(date)
    return date


def _is_workday(date: Day) -> bool:
    try:
        import chinese_calendar

        return bool(chinese_calendar.is_workday(date))
    except ImportError:
        zh, en = "工作日要用 chinesecalendar：pip install 'gikreport[register]'", "working days need chinesecalendar"
        raise GikreportError(Words(zh, f"{en}: pip install 'gikreport[register]'")) from None
    except NotImplementedError:
        words = Words(
            f"chinesecalendar 没有{date.year}年的放假安排；请升级", f"chinesecalendar does not know {date.year}"
        )
        raise GikreportError(words) from None


def watched(rows: Iterable[Row], year: int, today: Day, found: list[Late]) -> Iterator[Row]:
    """The same rows; those of the year that are late are added to `found` as they go by."""
    for row in rows:
        late = _late(row, year, today)
        if late is not None:
            found.append(late)
        yield row


def _late(row: Row, year: int, today: Day) -> Late | None:
    received, closed = day(row.received), day(row.closed)
    if not isinstance(received, Day) or isinstance(closed, str):
        return None
    ended = closed or today
    if received.year > year or ended.year < year or (ended - received).days <= WORKING_DAYS:
        return None
    due = deadline(received, key(text(row.extended)) in YES)
    return Late(row.number, shown(row.id), received, due, closed) if ended > due else None
