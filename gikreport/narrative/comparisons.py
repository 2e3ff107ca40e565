"""The two numbers from which a percentage told in the narrative was worked out."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from ..model.numerals import NUMBER, number

_UNIT: Final = "(?P<unit>件|条|宗|份|个|次|元)"
_YEAR: Final = "(?:上年|去年|上一年|[12][0-9]{3}年)(?:度|同期|的)?"
_TOLD: Final = "(?:收到|受理|共|为|的|是)*+"
_NOW: Final = f"(?<![0-9０-９.])(?P<now>{NUMBER}){_UNIT}"
_BEFORE: Final = f"(?P<before>{NUMBER})(?P=unit)"
_SINCE: Final = "[，,]?(?:同比|相比|比|了)*$"
_NOW_AND_BEFORE: Final = f"{_NOW}[^。；0-9]{{0,6}}(?:比|较|同比)?{_YEAR}[（(]?{_TOLD}{_BEFORE}[）)]?{_SINCE}"
_FROM_TO: Final = (
    f"{_YEAR}{_TOLD}(?P<before>(?<![0-9０-９.]){NUMBER}){_UNIT}(?:增加|增长|上升|减少|下降|降)[至到为]"
    f"(?P<now>{NUMBER})(?P=unit){_SINCE}"
)
_BEHIND: Final = f"[，,]?[（(]?{_YEAR}{_TOLD}(?P<before>{NUMBER}){_UNIT}(?:[）)]|(?=[，。；]|$))"
_LAST: Final = f"{_NOW}{_SINCE}"

Pair = tuple[Decimal, Decimal]


def compared(before: str, after: str) -> Pair | None:
    """This year's number and last year's, from the text on both sides of a percentage; None where one is not told."""
    found = re.search(_NOW_AND_BEFORE, before) or re.search(_FROM_TO, before)
    if found:
        return _numbers(found["now"], found["before"])
    this, last = re.search(_LAST, before), re.match(_BEHIND, after)
    return _numbers(this["now"], last["before"]) if this and last and this["unit"] == last["unit"] else None


def _numbers(now: str, before: str) -> Pair | None:
    pair = number(now), number(before)
    return (pair[0], pair[1]) if pair[0] is not None and pair[1] else None
