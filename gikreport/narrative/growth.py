"""Growth as a sentence tells it: the percentage, the difference, and the two numbers beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import attrs

from .tokens import Token

_DOWN: Final = frozenset(["下降", "减少", "降低", "降", "减", "降幅", "少", "下滑"])
_UP: Final = frozenset(["增长", "增加", "上升", "提高", "提升", "增", "升", "增幅", "多", "上涨"])
_NEAR: Final = 8


@attrs.frozen(kw_only=True)
class Growth:
    """A percentage or a difference that is told, and the two numbers from which it was worked out.

    `others` are numbers in the same unit that stand before: one of them may be meant in place of `now`.
    """

    now: Decimal
    before: Decimal
    value: Decimal
    in_percent: bool
    down: bool
    said: str
    offset: int
    others: tuple[Decimal, ...] = ()


def growths(tokens: Sequence[Token], year: int | None = None) -> Iterator[Growth]:
    """Each percentage of growth, and each difference, that stands beside its numbers; `year` is that of the report."""
    reader = _Comparison()
    for index, token in enumerate(tokens):
        if "stop" in token.roles:
            yield from reader.told()
            reader = _Comparison()
        elif "percent" in token.roles:
            yield from reader.percent(tokens, index)
        elif is_number(token) and token.unit != "倍" and token.exact:
            yield from reader.number(tokens, index, year)
    yield from reader.told()


@attrs.frozen
class _Grown:
    """What is told to have grown: how much, and in which words."""

    token: Token
    down: bool
    said: str
    offset: int

    @property
    def signed(self) -> Decimal:
        return -value_of(self.token) if self.down else value_of(self.token)


class _Comparison:
    """Two numbers and their difference, as a sentence tells them one after another, in any order."""

    def __init__(self) -> None:
        self._numbers: list[Token] = []
        self._before: Token | None = None
        self._turned: Token | None = None
        self._grown: list[_Grown] = []
        self._percents: list[_Grown] = []

    def percent(self, tokens: Sequence[Token], index: int) -> Iterator[Growth]:
        """Take a percentage into account; one that is none of growth ends the comparison."""
        at = growth_before(tokens, index)
        if at is None:
            yield from self._ended()
        elif tokens[index].value is not None:
            self._percents.append(_grown(tokens, at, index))

    def number(self, tokens: Sequence[Token], index: int, year: int | None) -> Iterator[Growth]:
        """Take a number into account: last year's, the difference, what it came to, or another one."""
        token = tokens[index]
        turned, at = _turned_before(tokens, index), growth_before(tokens, index)
        if turned:
            self._turned = token
        elif at is not None:
            self._grown.append(_grown(tokens, at, index))
        elif _is_of_another_year(tokens, index, year):
            if self._percents and self._before is not None:
                yield from self._ended()
            self._before = token
        else:
            if self._percents or self._grown:
                yield from self._ended()
            self._numbers = [*self._numbers, token][-_REMEMBERED:]

    def _ended(self) -> Iterator[Growth]:
        yield from self.told()
        self._before = self._turned = None
        self._grown, self._percents = [], []

    def told(self) -> Iterator[Growth]:
        """What the comparison tells, beside the numbers that it names."""
        grown = self._grown[0] if len(self._grown) == 1 else None
        pairs = list(self._pairs(grown))
        if pairs and all(before for _, before in pairs):
            for one in self._percents:
                yield _growth(one, pairs, in_percent=True)
            if grown is not None and self._before is not None and (self._numbers or self._turned):
                yield _growth(grown, pairs, in_percent=False)

    def _pairs(self, grown: _Grown | None) -> Iterator[tuple[Decimal, Decimal]]:
        """This year's number and last year's, the likeliest first."""
        named = self._before or (grown.token if grown is not None else None)
        unit = named.unit if named is not None else ""
        nows = [self._turned] if self._turned is not None else self._numbers[::-1]
        known = [value_of(token) for token in nows if token.unit == unit]
        if self._before is not None:
            before = value_of(self._before)
            fits = grown is not None and grown.token.unit == unit
            if not known and grown is not None and fits and not nows:
                yield before + grown.signed, before
            yield from ((now, before) for now in known)
        elif grown is not None:
            yield from ((now, now - grown.signed) for now in known)


def _growth(one: _Grown, pairs: Sequence[tuple[Decimal, Decimal]], *, in_percent: bool) -> Growth:
    now, before = pairs[0]
    return Growth(
        now=now, before=before, value=value_of(one.token), in_percent=in_percent, down=one.down, said=one.said,
        offset=one.offset, others=tuple(other for other, from_ in pairs if from_ == before),
    )  # fmt: skip


def _grown(tokens: Sequence[Token], at: int, index: int) -> _Grown:
    said = "".join(each.text for each in tokens[at : index + 1])
    return _Grown(tokens[index], tokens[at].text in _DOWN, said, tokens[at].start)


_REMEMBERED: Final = 6
_FILLERS: Final = frozenset(["了", "率为", "幅度为", "约", "近", "率", "幅度", "为", " ", "达", "达到", "出"])


def growth_before(tokens: Sequence[Token], index: int) -> int | None:
    """Where the word of growth stands to which a percentage, or a difference, belongs."""
    at = index - 1
    while at >= 0 and index - at < _NEAR and tokens[at].text in _FILLERS:
        at -= 1
    plain = at >= 0 and tokens[at].text in _DOWN | _UP
    return at if plain and not ("quantity" in tokens[index].roles and tokens[index - 1].text == "为") else None


def _turned_before(tokens: Sequence[Token], index: int) -> bool:
    """Whether a number is what another came to: 减少到40件, 增至40件."""
    before = tokens[index - 1].text if index else ""
    if before in _TURNED_AT_ONCE:
        return True
    return before in _TURNED and index > 1 and tokens[index - 2].text in _DOWN | _UP


_TURNED: Final = frozenset(["至", "到", "为"])
_TURNED_AT_ONCE: Final = frozenset(["增至", "减至", "升至", "降至", "降到", "增到", "升到", "减到"])


def _is_of_another_year(tokens: Sequence[Token], index: int, year: int | None) -> bool:
    """Whether the words beside a number say that it is that of another year: 上年（32件）, 2022年收到50件."""
    grew = index + 1 < len(tokens) and tokens[index + 1].text in _DOWN | _UP | _TURNED_AT_ONCE
    if grew and index and tokens[index - 1].text in ("由", "从"):
        return True
    at = index - 1
    while at >= 0 and index - at < _NEAR and tokens[at].roles & _TOLD and not tokens[at].roles & _NAMED:
        at -= 1
    if at < 0:
        return False
    named = tokens[at]
    return (
        "last" in named.roles
        or named.text == "平均"
        or ("year" in named.roles and named.value is not None and named.value != year)
    )


_NAMED: Final = frozenset(["last", "year", "this"])
_TOLD: Final = frozenset(["glue", "get", "new", "request", "done", "open", "ask", "reconsideration", "litigation"])


def back(tokens: Sequence[Token], at: int, passed: frozenset[str]) -> int:
    """The first token before a place, words of some kind passed over."""
    at -= 1
    while at >= 0 and tokens[at].text in passed:
        at -= 1
    return at


def is_number(token: Token) -> bool:
    """Whether a token is a number with a unit."""
    return "quantity" in token.roles and bool(token.unit) and token.value is not None


def value_of(token: Token) -> Decimal:
    """The number of a token."""
    return token.value if token.value is not None else Decimal(0)


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


def agrees(now: Decimal, before: Decimal, told: Told | Growth) -> bool:
    """Whether two numbers come to the growth that is told, rounded or cut off at its own decimals."""
    signed = -told.value if told.down else told.value
    if not told.in_percent:
        return now - before == signed
    return bool(before) and abs((now - before) * 100 / before - signed) < last_place(told.value)


def change(now: Decimal, before: Decimal, told: Told | Growth) -> str:
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
