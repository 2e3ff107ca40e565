"""Growth as a sentence tells it: the percentage, the difference, and the two numbers beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import attrs

from .tokens import Token

_DOWN: Final = frozenset(["下降", "减少", "降低", "降", "减", "降幅"])
_UP: Final = frozenset(["增长", "增加", "上升", "提高", "提升", "增", "升", "增幅"])
_NEAR: Final = 8


@attrs.frozen(kw_only=True)
class Growth:
    """A percentage of growth, and the two numbers from which it was worked out."""

    now: Decimal
    before: Decimal
    percent: Decimal
    down: bool
    said: str
    offset: int
    others: tuple[Decimal, ...] = ()


def growths(tokens: Sequence[Token], year: int | None = None) -> Iterator[Growth]:
    """Each percentage of growth that stands beside both of its numbers; `year` is that of the report."""
    for index, token in enumerate(tokens):
        at = growth_before(tokens, index) if "percent" in token.roles else None
        pair = _pair(tokens, at, index, year) if at is not None else None
        if at is not None and pair is not None and token.value is not None and pair[1]:
            said = "".join(each.text for each in tokens[at : index + 1])
            down = tokens[at].text in _DOWN
            yield Growth(
                now=pair[0], before=pair[1], percent=token.value, down=down, said=said, offset=tokens[at].start,
                others=_others(tokens, at, pair[0]),
            )  # fmt: skip


def _others(tokens: Sequence[Token], at: int, now: Decimal) -> tuple[Decimal, ...]:
    """The numbers in the unit of this year's that stand before a word of growth: one of them may be meant."""
    before = [token for token in tokens[max(0, at - _FAR) : at] if is_number(token)]
    unit = next((token.unit for token in reversed(before) if value_of(token) == now), "")
    return tuple(value_of(token) for token in before if token.unit == unit)


_FAR: Final = 40


def growth_before(tokens: Sequence[Token], index: int) -> int | None:
    """Where the word of growth stands to which a percentage belongs."""
    at = index - 1
    while (
        at >= 0
        and index - at < _NEAR
        and tokens[at].text in ("了", "率为", "幅度为", "约", "近", "率", "幅度", "为", " ")
    ):
        at -= 1
    return at if at >= 0 and tokens[at].text in _DOWN | _UP else None


def _pair(tokens: Sequence[Token], at: int, index: int, year: int | None) -> tuple[Decimal, Decimal] | None:
    return _year_by_year(tokens, at, year) or _both_before(tokens, at, year) or _one_behind(tokens, at, index)


def _year_by_year(tokens: Sequence[Token], at: int, year: int | None) -> tuple[Decimal, Decimal] | None:
    """2022年收到2件，2023年收到6件，增长: the number behind each of the two years."""
    last = back(tokens, at, _CLOSED)
    if year is None or last < 1 or not is_number(tokens[last]):
        return None
    named = back(tokens, last, _TOLD)
    first = named - 1
    while first >= 0 and named - first < _NEAR and not is_number(tokens[first]):
        first -= 1
    if named < 0 or tokens[named].value != year or "year" not in tokens[named].roles or first < 0:
        return None
    before = next((each for each in reversed(tokens[max(0, first - _NEAR) : first]) if _names_a_year(each)), None)
    follows = before is not None and ("last" in before.roles or before.value == year - 1)
    same = is_number(tokens[first]) and tokens[first].unit == tokens[last].unit
    return (value_of(tokens[last]), value_of(tokens[first])) if follows and same else None


def back(tokens: Sequence[Token], at: int, passed: frozenset[str]) -> int:
    """The first token before a place, words of some kind passed over."""
    at -= 1
    while at >= 0 and tokens[at].text in passed:
        at -= 1
    return at


_SINCE: Final = frozenset(["，", ",", "、", "同比", "相比", "比", "了", " "])
_CLOSED: Final = _SINCE | {"）", ")"}
_TOLD: Final = frozenset(
    ["收到", "受理", "共", "为", "的", "是", "（", "(", " ", "新收", "新收数", "数", "数量", "同期", "申请"]
)
_THAN: Final = frozenset(["比", "较", "同比", "，", ",", "与", "相比", "的", "由", "从"])
_TURNED: Final = frozenset(["至", "到", "为"])
_TURNED_AT_ONCE: Final = frozenset(["增至", "减至", "升至", "降至"])


def _both_before(tokens: Sequence[Token], at: int, this: int | None) -> tuple[Decimal, Decimal] | None:
    """40件，比上年（32件）增长; 由上年50件减少到40件，下降; 比上年减少9件，下降."""
    last = back(tokens, at, _CLOSED)
    if last > 1 and tokens[last].unit == "倍":
        last = back(tokens, last, _CLOSED | {"的"})
    if last < 1 or not is_number(tokens[last]):
        return None
    turned = back(tokens, last, _TURNED)
    if (tokens[turned].text in _DOWN | _UP and turned < last - 1) or tokens[turned].text in _TURNED_AT_ONCE:
        return _from_to(tokens, turned, last)
    if tokens[last - 1].text in _DOWN | _UP:
        return _by_difference(tokens, last, this)
    year = back(tokens, last, _TOLD)
    if year < 0 or not _names_a_year(tokens[year]):
        return None
    now = _number_near(tokens, year, tokens[last].unit)
    return (now, value_of(tokens[last])) if now is not None else None


def _number_near(tokens: Sequence[Token], year: int, unit: str) -> Decimal | None:
    """This year's number, a few letters before the word for last year."""
    at = year - 1
    while at >= 0 and tokens[year].start - tokens[at].end <= _NEAR and not is_number(tokens[at]):
        if "stop" in tokens[at].roles:
            return None
        at -= 1
    near = at >= 0 and tokens[year].start - tokens[at].end <= _NEAR and is_number(tokens[at])
    return value_of(tokens[at]) if near and tokens[at].unit == unit else None


def _from_to(tokens: Sequence[Token], turned: int, last: int) -> tuple[Decimal, Decimal] | None:
    first = back(tokens, turned, _SINCE)
    year = back(tokens, first, _TOLD)
    named = first >= 0 and year >= 0 and is_number(tokens[first]) and _names_a_year(tokens[year])
    if not named or tokens[first].unit != tokens[last].unit:
        return None
    return value_of(tokens[last]), value_of(tokens[first])


def _by_difference(tokens: Sequence[Token], last: int, this: int | None) -> tuple[Decimal, Decimal] | None:
    """40件，比上年减少9件: last year's number is the sum."""
    year = back(tokens, last - 1, frozenset(["同期", "的", "同比", "，", ",", "）", ")"]))
    if year < 0:
        return None
    named = tokens[back(tokens, year, _TOLD)]
    if is_number(tokens[year]) and (not _names_a_year(named) or (named.value == this and named.value is not None)):
        return _difference(tokens, year, last)
    if is_number(tokens[year]):
        year = back(tokens, year, _TOLD)
    if _names_a_year(tokens[year]):
        year = back(tokens, year, _THAN) + 1
    now = back(tokens, year, _THAN)
    if now < 0 or not is_number(tokens[now]) or tokens[now].unit != tokens[last].unit:
        return None
    return _difference(tokens, now, last)


def _difference(tokens: Sequence[Token], now: int, last: int) -> tuple[Decimal, Decimal] | None:
    """This year's number and, by the difference that is told, last year's."""
    if tokens[now].unit != tokens[last].unit:
        return None
    difference = value_of(tokens[last])
    return value_of(tokens[now]), value_of(tokens[now]) + (
        difference if tokens[last - 1].text in _DOWN else -difference
    )


def _one_behind(tokens: Sequence[Token], at: int, index: int) -> tuple[Decimal, Decimal] | None:
    """40件，同比减少20%（2022年50件）."""
    now = back(tokens, at, _SINCE)
    year = index + 1
    while year < len(tokens) and tokens[year].text in ("，", ",", "（", "("):
        year += 1
    last = year + 1
    while last < len(tokens) and tokens[last].text in _TOLD:
        last += 1
    if now < 0 or last >= len(tokens) or not (is_number(tokens[now]) and is_number(tokens[last])):
        return None
    ends = last + 1 == len(tokens) or bool(tokens[last + 1].roles & {"close", "comma", "stop"})
    if not ends or not _names_a_year(tokens[year]) or tokens[now].unit != tokens[last].unit:
        return None
    return value_of(tokens[now]), value_of(tokens[last])


def is_number(token: Token) -> bool:
    """Whether a token is a number with a unit."""
    return "quantity" in token.roles and bool(token.unit) and token.value is not None


def value_of(token: Token) -> Decimal:
    """The number of a token."""
    return token.value if token.value is not None else Decimal(0)


def _names_a_year(token: Token) -> bool:
    return bool(token.roles & {"year", "last"})


@attrs.frozen(kw_only=True)
class Told:
    """Growth as a sentence tells it: in per cent, or as a difference of numbers; `number` is where that stands."""

    value: Decimal
    in_percent: bool
    down: bool
    said: str
    offset: int
    number: int


def told_growths(tokens: Sequence[Token]) -> Iterator[Told]:
    """Each percentage of growth, and each difference, that is told of the year before."""
    compared = False
    for index, token in enumerate(tokens):
        if token.text in ("比", "较", "同比", "相比") or (compared and token.text in ("，", "、")):
            compared = True
            continue
        if "stop" in token.roles:
            compared = False
        percent = "percent" in token.roles
        if token.value is None or not (percent or is_number(token)):
            continue
        at = growth_before(tokens, index) if percent else index - 1
        grown = at is not None and at >= 0 and tokens[at].text in _DOWN | _UP
        if compared and grown and at is not None:
            said = "".join(each.text for each in tokens[at : index + 1])
            down = tokens[at].text in _DOWN
            yield Told(
                value=token.value, in_percent=percent, down=down, said=said, offset=tokens[at].start, number=token.start
            )


def agrees(now: Decimal, before: Decimal, told: Told) -> bool:
    """Whether two numbers come to the growth that is told, rounded or cut off at its own decimals."""
    signed = -told.value if told.down else told.value
    if not told.in_percent:
        return now - before == signed
    return bool(before) and abs((now - before) * 100 / before - signed) < last_place(told.value)


def change(now: Decimal, before: Decimal, told: Told) -> str:
    """The growth that two numbers come to, as it would be told."""
    word = "减少" if now < before else "增加"
    if not told.in_percent:
        return f"{word}{abs(now - before):f}"
    if not before:
        return "没有可比的数"
    percent = abs(((now - before) * 100 / before).quantize(min(last_place(told.value), Decimal("0.1"))))
    return f"{'下降' if now < before else '增长'}{percent}%"


def last_place(percent: Decimal) -> Decimal:
    """One of the last place that a percentage tells."""
    exponent = percent.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
