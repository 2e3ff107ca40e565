"""Lists that say themselves that they are whole: they end in 其他, in a sum of their own (共26件), or in a bracket."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import attrs

from .lexicon import roles
from .lists import Listed
from .tokens import Token, is_how_many

_MAY_CLOSE: Final = re.compile("其他|其它|其余|剩余|余下|另外|共|合计|总计|[（(]")
_MARKS: Final = roles("comma join")
_NO_PART: Final = roles(
    "carry turn last next growth compared percent until disclosed partly_disclosed withheld unavailable not_processed "
    "other_handling upheld corrected other_result pending already_public"
)
_NOT_ADDED: Final = roles("growth compared percent until about")
_SUMS: Final = frozenset((
    "两类", "三类", "四类", "二者", "两者", "四项", "五项", "共", "共计", "合计", "总计", "总共", "一共", "计",
    "全年", "全年度", "年度", "以上", "总数", "为", "达", "总量", "均", "三项", "两项", "累计", "的", "是",
))  # fmt: skip
_RESTS: Final = ("其他", "其它", "其余", "剩余", "余下", "另外")
_INSIDE: Final = ("含", "包括", "其中", "不含", "另", "较", "同比", "比", "上年", "去年")
_KIN: Final = {"宗": "件", "起": "件", "份": "件"}
_FEWEST: Final = 2
_SURELY: Final = 3
_NEAR: Final = (Decimal("0.6"), Decimal("1.6"))
_REMEMBERED: Final = 6
_LONGEST: Final = 40


@attrs.frozen
class _Clause:
    """The words between two marks, without brackets, and the one number in them; None where there is none, or more."""

    words: tuple[Token, ...]
    number: Token | None

    @property
    def text(self) -> str:
        return "".join(token.text for token in self.words)

    @property
    def is_share(self) -> bool:
        """Whether it tells the share of the part before it: 占3%."""
        return self.number is None and any("percent" in token.roles for token in self.words)

    @property
    def is_sum(self) -> bool:
        """Whether it tells nothing but a sum: 共26件."""
        said = [token.text for token in self.words if token is not self.number and token.text.strip()]
        return self.number is not None and bool(said) and all(each in _SUMS for each in said)

    @property
    def may_be_added(self) -> bool:
        """Whether its number may be one of those that a sum behind them adds up."""
        return self.number is not None and not any(token.roles & _NOT_ADDED for token in self.words)

    @property
    def says_of_all(self) -> bool:
        """Whether it tells no number, but what was done with all before it: 均不予公开."""
        return any("all" in token.roles for token in self.words) and not any(map(_is_number, self.words))

    @property
    def is_rest(self) -> bool:
        return self.text.lstrip("及和与").startswith(_RESTS)

    def is_part(self, unit: str) -> bool:
        """Whether it may be a part of a list in some unit."""
        kin = self.number is not None and _kin(self.number) == unit
        return kin and not any(token.roles & _NO_PART for token in self.words)


def _kin(token: Token) -> str:
    return _KIN.get(token.unit, token.unit)


def _value(token: Token | None) -> Decimal:
    return token.value if token is not None and token.value is not None else Decimal(0)


def _is_number(token: Token) -> bool:
    return "quantity" in token.roles and bool(token.unit) and token.value is not None and not is_how_many(token)


def may_close(text: str) -> bool:
    """Whether a text may hold such a list."""
    return bool(_MAY_CLOSE.search(text))


def closed_lists(tokens: Sequence[Token], before: Sequence[Token] = ()) -> Iterator[Listed]:
    """Each list of a sentence that is whole, beside its total; `before` are numbers of the sentence before."""
    yield from _in_brackets(tokens)
    told = [token for token in before if _is_number(token)][-_REMEMBERED:]
    parts: list[_Clause] = []
    added: list[_Clause] = []
    for clause in _clauses(tokens):
        if clause.is_share:
            continue
        if clause.is_sum and len(added) >= _FEWEST:
            yield from _beside_sum(clause, added, told)
        added = [*added, clause][-_LONGEST:] if clause.may_be_added else added if clause.says_of_all else []
        if not clause.is_part(_kin(parts[-1].number) if parts and parts[-1].number else _unit(clause)):
            told, parts = [*told, *(each.number for each in parts if each.number)], []
        if clause.number is not None and clause.is_part(_unit(clause)) and not clause.is_sum:
            parts = [*parts, clause][-_LONGEST:]
            if clause.is_rest and len(parts) >= _FEWEST:
                yield from _beside_total(parts, told)
        else:
            told = [*told, *(token for token in clause.words if _is_number(token))][-_REMEMBERED:]
            parts = []


def _unit(clause: _Clause) -> str:
    return _kin(clause.number) if clause.number is not None else ""


def _clauses(tokens: Sequence[Token]) -> Iterator[_Clause]:
    words: list[Token] = []
    aside: list[Token] = []
    depth = 0
    for token in tokens:
        depth += "open" in token.roles
        if depth:
            aside.append(token)
            depth -= "close" in token.roles
        elif token.roles & _MARKS or "stop" in token.roles:
            yield _clause(words, aside)
            words, aside = [], []
        else:
            words.append(token)
    yield _clause(words, aside)


def _clause(words: list[Token], aside: list[Token]) -> _Clause:
    numbers = [token for token in words if _is_number(token)] or [token for token in aside if _is_number(token)]
    return _Clause(tuple(words), numbers[0] if len(numbers) == 1 else None)


def _beside_sum(clause: _Clause, parts: Sequence[_Clause], told: Sequence[Token]) -> Iterator[Listed]:
    """What is added up behind its parts: 网上18件、信函6件，共24件."""
    total = clause.number
    if total is None or any(_kin(each.number) != _kin(total) for each in parts if each.number):
        return
    said = _value(total)
    first = min(each.number.start for each in parts if each.number is not None)
    earlier = [token for token in told if token.start < first and _kin(token) == _kin(total)]
    sums = list(
        itertools.accumulate([*(_value(each.number) for each in reversed(parts)), *map(_value, reversed(earlier))])
    )
    if said not in sums and said not in {_value(token) for token in told}:
        yield Listed(said, sums[len(parts) - 1], True, total.start)


def _beside_total(parts: Sequence[_Clause], told: Sequence[Token]) -> Iterator[Listed]:
    """What ends in 其他, beside a total before it."""
    first = parts[0].number
    same = [token for token in told if first is not None and _kin(token) == _kin(first)]
    totals = [_value(token) for token in same]
    either = {*totals, *(one + other for one, other in itertools.pairwise(totals))}
    sums = list(itertools.accumulate(_value(each.number) for each in reversed(parts)))
    near = [token for token in same if _NEAR[0] <= sums[-1] / max(_value(token), Decimal(1)) <= _NEAR[1]]
    adds_up = any(value == sum(totals[at + 1 :], sums[-1]) for at, value in enumerate(totals))
    if near and not adds_up and not either & set(sums[1:]) and first is not None:
        yield Listed(_value(near[-1]), sums[-1], True, first.start)


def _in_brackets(tokens: Sequence[Token]) -> Iterator[Listed]:
    """What a bracket lists right behind a number: 申请3件（邮寄2件、网上1件）."""
    asked = False
    for index, token in enumerate(tokens[:-1]):
        asked = asked or bool(token.roles & _ASKED)
        if not _is_number(token) or "open" not in tokens[index + 1].roles:
            continue
        end = index + 2
        while end < len(tokens) and end - index < _LONGEST and not tokens[end].roles & {"close", "open"}:
            end += 1
        inside = list(_clauses(tokens[index + 2 : end]))
        plain = "".join(each.text for each in inside[:1]).startswith(_INSIDE)
        if len(inside) >= _FEWEST and not plain and all(each.is_part(_kin(token)) for each in inside):
            come_to = sum((_value(each.number) for each in inside), Decimal(0))
            yield Listed(_value(token), come_to, asked or len(inside) >= _SURELY, token.start)


_ASKED: Final = roles("request get")
