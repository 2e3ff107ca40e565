"""The time that is counted: a year, or a part of one, from its first day to its last."""

from __future__ import annotations

import datetime

import attrs

from ..errors import GikreportError, Words


@attrs.frozen
class Period:
    """Days from the first to the last, both included."""

    first: datetime.date
    last: datetime.date

    @classmethod
    def of_year(cls, year: int) -> Period:
        """The whole of a year, which is what a yearly report counts."""
        return cls(datetime.date(year, 1, 1), datetime.date(year, 12, 31))

    @classmethod
    def between(cls, year: int | None, first: datetime.date | None, last: datetime.date | None) -> Period:
        """A year, or the part of it that two days name; raises where neither is given, or the days are exchanged."""
        if year is None and (first is None or last is None):
            raise GikreportError(Words("要写明统计哪一年（--year）", "the year to count is needed (--year)"))
        if year is not None and not datetime.MINYEAR <= year <= datetime.MAXYEAR:
            raise GikreportError(
                Words(f"没有公元 {year} 年；请写四位数的年份", f"no year {year}; give it in four figures")
            )
        whole = cls.of_year(year) if year is not None else None
        start = first or (whole.first if whole else None)
        end = last or (whole.last if whole else None)
        assert start is not None
        assert end is not None
        if end < start:
            zh = f"起始日期 {start} 晚于截止日期 {end}，请调换"
            raise GikreportError(Words(zh, f"{start} is later than {end}; exchange them"))
        return cls(start, end)

    @property
    def years(self) -> range:
        """The years that it touches."""
        return range(self.first.year, self.last.year + 1)

    @property
    def is_year(self) -> bool:
        """Whether it is a whole year, as tables 3 and 4 count it."""
        return self == Period.of_year(self.first.year)

    @property
    def words(self) -> Words:
        """The period as a clerk and a program write it."""
        if self.is_year:
            return Words(f"{self.first.year}年", str(self.first.year))
        return Words(f"{_said(self.first)}至{_said(self.last)}", f"{self.first} to {self.last}")


def _said(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
