"""How a number is told in Chinese text: plainly, in characters, as a percentage, as a change."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import attrs

from .grammar import Filter, WrongExpression

_DIGITS: Final = "零一二三四五六七八九"
_PLACES: Final = ("", "十", "百", "千")
_GROUPS: Final = ("", "万", "亿", "万亿")
_MOST: Final = 6


@attrs.frozen
class Change:
    """A change against last year, as a fraction of last year's number."""

    fraction: Decimal


Value = int | Decimal | str | Change


def told(value: Value, filters: tuple[Filter, ...]) -> str:
    """The value as text; raises WrongExpression for a filter that does not exist or does not fit."""
    for one in filters:
        filter_ = FILTERS.get(one.name)
        if filter_ is None:
            known = "、".join(FILTERS)
            raise WrongExpression(f"没有“{one.name}”这种写法，有 {known}", f"no filter {one.name}; there are {known}")
        if isinstance(value, str):
            raise WrongExpression(f"文字不能用“{one.name}”", f"{one.name} is for numbers, not for text")
        value = filter_(value, one.digits)
    return _plain(value)


def _plain(value: Value) -> str:
    if isinstance(value, Change):
        return _as_change(value, None)
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _as_change(value: Change, digits: int | None) -> str:
    """增长3.5%, 下降2%, 持平."""
    if not value.fraction:
        return "持平"
    return ("增长" if value.fraction > 0 else "下降") + _percent(abs(value.fraction), digits)


def _as_percent(value: int | Decimal | Change, digits: int | None) -> str:
    return _percent(value.fraction if isinstance(value, Change) else Decimal(value), digits)


def _percent(fraction: Decimal, digits: int | None) -> str:
    """At most two decimals, or exactly as many as were asked for; halves are rounded up."""
    places = min(2 if digits is None else digits, _MOST)
    rounded = (fraction * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = format(rounded, "f")
    return (text.rstrip("0").rstrip(".") if digits is None and "." in text else text) + "%"


def _in_characters(value: int | Decimal | Change, digits: int | None) -> str:
    if not isinstance(value, int):
        raise WrongExpression("“chinese”只用于整数", "chinese is for whole numbers")
    return chinese(value)


def chinese(number: int) -> str:
    """A whole number in Chinese characters, 一百零三; raises WrongExpression beyond 16 digits."""
    if abs(number) >= 10**16:
        raise WrongExpression("数太大，写不成汉字", "too large for characters")
    if number < 0:
        return "负" + chinese(-number)
    groups = [number // 10000**power % 10000 for power in range(4)]
    text, follows = "", True
    for power in range(3, -1, -1):
        group, unit = groups[power], _GROUPS[power] if power < 3 or not groups[2] else "万"
        gap = _DIGITS[0] if text and (group < 1000 or not follows) else ""
        text += gap + _group(group) + unit if group else ""
        follows = bool(group)
    said = text or _DIGITS[0]
    return said[1:] if said.startswith("一十") else said


def _group(number: int) -> str:
    """A number below ten thousand."""
    said = "".join(_DIGITS[int(d)] + _PLACES[3 - at] if d != "0" else "零" for at, d in enumerate(f"{number:04d}"))
    while "零零" in said:
        said = said.replace("零零", "零")
    return said.strip("零")


FILTERS: Final[dict[str, Callable[[int | Decimal | Change, int | None], str]]] = {
    "chinese": _in_characters,
    "percent": _as_percent,
}
