"""Working days: by the State Council's calendar, by an office's own list, by weekends where neither knows a year."""

from __future__ import annotations

import datetime
import enum
import functools
import pathlib
import re
from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from ..errors import Problem, Unreadable, Words, unopened
from ..files import opened_file, within_limit
from ..limits import told_within
from .dates import day

_ONE: Final = datetime.timedelta(days=1)
_WEEKEND: Final = 5  # Saturday, counted from Monday as 0
_LINE: Final = re.compile(r"([^,，\s]+?)(?:\s*(?:至|到|~|～)\s*([^,，\s]+?))?\s*[,，\s]\s*(休|班)(?:[,，\s].*)?")
_LONGEST: Final = 200  # signs of a line
_MOST_DAYS: Final = 400  # of one line: no holiday is longer than a year


class Known(enum.IntEnum):
    """How surely the working days of a stretch are known; the higher, the less."""

    CALENDAR = 0
    OWN = 1
    WEEKENDS = 2

    @property
    def words(self) -> Words:
        """For a list of late cases."""
        return _KNOWN[self]


_KNOWN: Final = {
    Known.CALENDAR: Words("国务院放假安排", "the State Council's calendar"),
    Known.OWN: Words("本单位的放假清单", "the office's own list"),
    Known.WEEKENDS: Words("按周末推算，未计节假日", "weekends only, holidays not known"),
}


@attrs.frozen
class Workdays:
    """Which days are worked; `own` is an office's list of days off (False) and days worked (True)."""

    own: Mapping[datetime.date, bool] = attrs.field(factory=dict)

    def is_worked(self, day: datetime.date) -> bool:
        """Whether it is a working day, as far as that is known."""
        return self._look(day)[0]

    def after(self, day: datetime.date, number: int, stopped: frozenset[datetime.date]) -> tuple[datetime.date, Known]:
        """The last of so many working days after a day, those on which the clock stands left out; how surely."""
        known = Known.CALENDAR
        while number > 0:
            day += _ONE
            worked, source = self._look(day)
            known = max(known, source)
            number -= worked and day not in stopped
        return day, known

    def between(self, first: datetime.date, last: datetime.date) -> int:
        """How many working days lie after the first day up to the last; less than 0 where the last is the earlier."""
        if last < first:
            return -self.between(last, first)
        return sum(self.is_worked(first + _ONE * number) for number in range(1, (last - first).days + 1))

    def _look(self, day: datetime.date) -> tuple[bool, Known]:
        if day in self.own:
            return self.own[day], Known.OWN
        official = _official(day)
        if official is not None:
            return official, Known.CALENDAR
        own_year = any(one.year == day.year for one in self.own)
        return day.weekday() < _WEEKEND, Known.OWN if own_year else Known.WEEKENDS


@functools.lru_cache(maxsize=8192)
def _official(day: datetime.date) -> bool | None:
    """What the State Council's calendar says; None where it is not installed or does not know the year."""
    try:
        import chinese_calendar

        return bool(chinese_calendar.is_workday(day))
    except (ImportError, NotImplementedError):
        return None


def read_workdays(path: str | pathlib.Path | None) -> Workdays:
    """An office's list, a line for each day or stretch: `2027-02-06至2027-02-12 休`, `2027-02-14 班`.

    Raises Unreadable with every line that is none.
    """
    if path is None:
        return Workdays()
    path = pathlib.Path(path)
    try:
        with opened_file(path) as file:
            text = within_limit(file, path.name, "data").decode("utf-8-sig")
    except OSError as error:
        raise unopened(path, error) from None
    except UnicodeDecodeError:
        raise Unreadable(Words(f"{path.name}不是 UTF-8 编码", f"{path.name} is not UTF-8")) from None
    problems: list[Problem] = []
    found = dict(_listed(text, problems))
    if problems:
        raise Unreadable(Words(f"{path.name}有写错的地方", f"{path.name} is not sound"), told_within(problems))
    return Workdays(found)


def _listed(text: str, problems: list[Problem]) -> Iterator[tuple[datetime.date, bool]]:
    for number, line in enumerate(text.splitlines(), 1):
        said = line.partition("#")[0].strip()
        if not said or said.startswith("日期"):
            continue
        found = _LINE.fullmatch(said) if len(said) <= _LONGEST else None
        first, last = (day(found[1]), day(found[2] or found[1])) if found else (None, None)
        if not found or not isinstance(first, datetime.date) or not isinstance(last, datetime.date):
            words = Words(f"“{said}”应如 2027-02-06至2027-02-12 休", f"“{said}” should be as 2027-02-06至2027-02-12 休")
            problems.append(Problem("", words, number))
            continue
        for offset in range(min((last - first).days + 1, _MOST_DAYS)):
            yield first + _ONE * offset, found[3] == "班"
