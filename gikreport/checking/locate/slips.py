"""Slips of the hand that turn one number into another."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from ...errors import Words

_TEN: Final = 10
_TEN_THOUSAND: Final = 10_000
NONE: Final = Words("", "")
LIKELY, POSSIBLE, ODD = range(3)


def slip(stated: int | Decimal, due: int | Decimal) -> Words:
    """The slip that may have turned what is due into what is stated; empty words where none is evident."""
    was, is_ = _digits(due), _digits(stated)
    if len(was) == len(is_) and _is_swap(was, is_):
        return Words("疑为数字颠倒", "two digits look exchanged")
    if stated == due * _TEN_THOUSAND:
        return Words("疑为以元为单位", "looks like 元 in place of 万元")
    if is_ == was + "0" or was == is_ + "0":
        return Words("疑为多写或漏写一个 0", "a zero looks added or lost")
    if _is_shorter(was, is_):
        return Words("疑为漏写一位", "a digit looks lost")
    if _is_shorter(is_, was):
        return Words("疑为多写一位", "a digit looks added")
    return NONE


def oddness(stated: int | Decimal, due: int | Decimal) -> int:
    """How odd it would be to write what is stated for what is due: 0 for an evident slip.

    Between numbers close to each other the digits do not tell.
    """
    if slip(stated, due) != NONE:
        return LIKELY
    if due - _TEN < stated < due + _TEN:
        return POSSIBLE
    was, is_ = _digits(due), _digits(stated)
    one_digit = len(was) == len(is_) and sum(a != b for a, b in zip(was, is_, strict=True)) == 1
    return POSSIBLE if one_digit else ODD


def _digits(number: int | Decimal) -> str:
    return format(number, "f") if isinstance(number, Decimal) else str(number)


def _is_swap(was: str, is_: str) -> bool:
    differ = [index for index, pair in enumerate(zip(was, is_, strict=True)) if pair[0] != pair[1]]
    if len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    first, second = differ
    return was[first] == is_[second] and was[second] == is_[first]


def _is_shorter(longer: str, shorter: str) -> bool:
    return any(longer[:index] + longer[index + 1 :] == shorter for index in range(len(longer)))
