"""The days of a register, in all the ways in which offices write them."""

from __future__ import annotations

import datetime
import functools
import re
import unicodedata
from typing import Any, Final

Day = datetime.date

_FIRST_YEAR, _LAST_YEAR = 2000, 2100  # a day outside of these is a slip of the pen
_SHORT_YEARS: Final = range(8, 61)  # 08 to 60: the Regulation is in force since 2008 (国务院令第492号)
_EPOCH: Final = datetime.date(1899, 12, 30)  # day 0 of a spreadsheet's serial numbers
_SERIALS: Final = range((Day(_FIRST_YEAR, 1, 1) - _EPOCH).days, (Day(_LAST_YEAR, 1, 1) - _EPOCH).days)
_LONGEST: Final = 80  # signs of a day, with its time and an aside
_BETWEEN: Final = r"\s*(?:[-./,、。年·—–]|(?<=\d)\s(?=\d))\s*"
_BEHIND: Final = r"\s*(?:[-./,、。月·—–]|(?<=\d)\s(?=\d))\s*"
_CLOCK: Final = r"\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?秒?|分)?(?:Z|[+-]\d{2}(?::?\d{2})?)?"
_TIME: Final = rf"(?:[ T]*(?:上午|下午|中午|晚上?)?[ T]*(?:{_CLOCK})?)"
_ASIDE: Final = r"(?:\s*\([^()]*\))?"
_END: Final = rf"[日号]?\.?{_TIME}{_ASIDE}"
_LONG: Final = re.compile(rf"(\d{{4}}|\d{{2}}){_BETWEEN}(\d{{1,2}}){_BEHIND}(\d{{1,2}}){_END}", re.ASCII)
_RUN: Final = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_SERIAL: Final = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_MONTH_DAY: Final = re.compile(rf"(\d{{1,2}})月(\d{{1,2}}){_END}", re.ASCII)
_MONTH: Final = re.compile(
    r"(?:(?:\d{4}|\d{2})[-./年]\s*)?\d{1,2}月?[初中底末]?|(?:\d{4}年)?\d{1,2}月[初中底末上下]旬?", re.ASCII
)
_CHINESE: Final = re.compile("[〇零一二三四五六七八九十]+(?=[年月日号])")
_FIGURES: Final = {"〇": 0, "零": 0} | {sign: number for number, sign in enumerate("一二三四五六七八九", 1)}


def day(value: Any) -> Day | str | None:
    """The day that stands in a cell; None for an empty cell, the text itself where it is no day.

    A number of five figures is a spreadsheet's serial number; of two figures a year of this century.
    """
    if isinstance(value, datetime.datetime):
        value = value.date()
    if value is None or isinstance(value, Day):
        return value if value is None or _FIRST_YEAR <= value.year < _LAST_YEAR else value.isoformat()
    return _day_of_text(str(value), None)


def day_in(value: Any, year: int | None) -> Day | str | None:
    """The same; 3月5日 without a year is of the year that the sheet or its title states."""
    return _day_of_text(value, year) if isinstance(value, str) else day(value)


def without_year(said: str) -> bool:
    """Whether a text is a month and a day alone."""
    return _MONTH_DAY.fullmatch(_plain(said)) is not None


def without_day(said: str) -> bool:
    """Whether a text is a month, 2026年3月, and no day."""
    return _MONTH.fullmatch(_plain(said)) is not None


def is_serial(value: Any) -> bool:
    """Whether a cell holds a spreadsheet's serial number in the place of a day."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return False
    found = _SERIAL.fullmatch(str(value).strip())
    return found is not None and int(found[1]) in _SERIALS


@functools.lru_cache(maxsize=65536)
def _day_of_text(said: str, year: int | None) -> Day | str | None:
    plain = _plain(said)
    found = _LONG.fullmatch(plain) or _RUN.fullmatch(plain)
    if found:
        return _made(found[1], found[2], found[3]) or said.strip()
    serial = _SERIAL.fullmatch(plain)
    if serial and int(serial[1]) in _SERIALS:
        return _EPOCH + datetime.timedelta(days=int(serial[1]))
    short = _MONTH_DAY.fullmatch(plain)
    if short and year is not None:
        return _made(str(year), short[1], short[2]) or said.strip()
    return said.strip() or None


def _plain(said: str) -> str:
    """A text in half width, Chinese numerals as figures, without blanks beside its signs; "" for what is too long."""
    if len(said) > _LONGEST:
        return ""
    plain = unicodedata.normalize("NFKC", said).strip()
    plain = _CHINESE.sub(lambda found: _figures(found[0]), plain)
    return re.sub(r"\s*([年月日号])\s*(?=\d|$)", r"\1", plain)


def _figures(numeral: str) -> str:
    if "十" not in numeral:
        return "".join(str(_FIGURES[sign]) for sign in numeral)
    tens, _, ones = numeral.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return numeral
    return str(10 * _FIGURES.get(tens, 1) + _FIGURES.get(ones, 0))


def _made(year: str, month: str, date: str) -> Day | None:
    number = int(year)
    if len(year) == 2:
        number = 2000 + number if number in _SHORT_YEARS else 0
    try:
        return Day(number, int(month), int(date)) if _FIRST_YEAR <= number < _LAST_YEAR else None
    except ValueError:
        return None
