"""How a number is told in Chinese text: plainly, in characters, as a percentage, as a change."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import attrs

from ..model.numerals import LARGEST, in_characters
from .grammar import Filter
from .wrong import WrongExpression

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
    if abs(value) >= LARGEST:
        raise WrongExpression("数太大，写不成汉字", "too large for characters")
    return in_characters(value)


FILTERS: Final[dict[str, Callable[[int | Decimal | Change, int | None], str]]] = {
    "chinese": _in_characters,
    "percent": _as_percent,
}
