"""Lists that say themselves that they are whole: they end in 其他, in a sum of their own (共26件), or in a bracket."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from .clauses import Clause, amount_of, clauses, is_counted, kin_of
from .concepts import GROUNDS
from .lexicon import roles
from .lists import Listed
from .tokens import Token

_MAY_CLOSE: Final = re.compile("其他|其它|其余|剩余|余下|另外|共|合计|总计|[（(]")
_NO_PART: Final = roles(
    "carry turn last next growth compared percent until disclosed partly_disclosed withheld unavailable not_processed "
    "other_handling upheld corrected other_result pending already_public"
)
_NOT_ADDED: Final = roles("growth compared percent about")
_SUMS: Final = frozenset((
    "两类", "三类", "四类", "二者", "两者", "四项", "五项", "共", "共计", "合计", "总计", "总共", "一共", "计",
    "全年", "全年度", "年度", "以上", "总数", "为", "达", "总量", "均", "三项", "两项", "累计", "的", "是",
))  # fmt: skip
_RESTS: Final = ("其他", "其它", "其余", "剩余", "余下", "另外")
_INSIDE: Final = ("含", "包括", "其中", "不含", "另", "较", "同比", "比", "上年", "去年")
_FEWEST: Final = 2
_SURELY: Final = 3
_NEAR: Final = (Decimal("0.6"), Decimal("0.8"), Decimal("1.6"))
_REMEMBERED: Final = 6
_LONGEST: Final = 40


def _is_sum(clause: Clause) -> bool:
    """Whether a clause tells nothing but a sum: 共26件."""
    said = [token.text for token in clause.words if token is not clause.number and token.text.strip()]
    return clause.number is not None and bool(said) and all(each in _SUMS for each in said)


def _may_be_added(clause: Clause) -> bool:
    """Whether its number may be one of those that a sum behind them adds up."""
    return clause.number is not None and not clause.plays(_NOT_ADDED)


def _is_rest(clause: Clause) -> bool:
    return clause.text.lstrip("及和与").startswith(_RESTS)


def _is_part(clause: Clause, unit: str) -> bool:
    """Whether it may be a part of a list in some unit."""
    return clause.number is not None and kin_of(clause.number) == unit and not clause.plays(_NO_PART)


def _value(token: Token | None) -> Decimal:
    return amount_of(token) if token is not None else Decimal(0)


def may_close(text: str) -> bool:
    """Whether a text may hold such a list."""
    return bool(_MAY_CLOSE.search(text))


def closed_lists(tokens: Sequence[Token], before: Sequence[Token] = ()) -> Iterator[Listed]:
    """Each list of a sentence that is whole, beside its total; `before` are numbers of the sentence before."""
    yield from _in_brackets(tokens)
    told = [token for token in before if is_counted(token)][-_REMEMBERED:]
    parts: list[Clause] = []
    added: list[Clause] = []
    for clause in clauses(tokens):
        if clause.is_share:
            continue
        if _is_sum(clause) and len(added) >= _FEWEST:
            yield from _beside_sum(clause, added, told)
        added = [*added, clause][-_LONGEST:] if _may_be_added(clause) else added if clause.is_of_all else []
        if not _is_part(clause, kin_of(parts[-1].number) if parts and parts[-1].number else _unit(clause)):
            told, parts = [*told, *(each.number for each in parts if each.number)], []
        if clause.number is not None and _is_part(clause, _unit(clause)) and not _is_sum(clause):
            parts = [*parts, clause][-_LONGEST:]
            if _is_rest(clause) and len(parts) >= _FEWEST:
                yield from _beside_total(parts, told)
        else:
            told = [*told, *(token for token in clause.words if is_counted(token))][-_REMEMBERED:]
            parts = []


def _unit(clause: Clause) -> str:
    return kin_of(clause.number) if clause.number is not None else ""


def _beside_sum(clause: Clause, parts: Sequence[Clause], told: Sequence[Token]) -> Iterator[Listed]:
    """What is added up behind its parts: 网上18件、信函6件，共24件."""
    total = clause.number
    if total is None or any(kin_of(each.number) != kin_of(total) for each in parts if each.number):
        return
    said = _value(total)
    first = min(each.number.start for each in parts if each.number is not None)
    earlier = [token for token in told if token.start < first and kin_of(token) == kin_of(total)]
    sums = list(
        itertools.accumulate([*(_value(each.number) for each in reversed(parts)), *map(_value, reversed(earlier))])
    )
    if said not in sums and said not in {_value(token) for token in told}:
        yield Listed(said, sums[len(parts) - 1], True, total.start)


def _beside_total(parts: Sequence[Clause], told: Sequence[Token]) -> Iterator[Listed]:
    """What ends in 其他, beside a total before it."""
    if any(each.plays(_GROUNDS) for each in parts):  # results of requests are held against the table
        return
    first = parts[0].number
    same = [token for token in told if first is not None and kin_of(token) == kin_of(first)]
    totals = [_value(token) for token in same]
    either = {*totals, *(one + other for one, other in itertools.pairwise(totals))}
    sums = list(itertools.accumulate(_value(each.number) for each in reversed(parts)))
    near = [token for token in same if _NEAR[0] <= sums[-1] / max(_value(token), Decimal(1)) <= _NEAR[2]]
    adds_up = any(value == sum(totals[at + 1 :], sums[-1]) for at, value in enumerate(totals))
    if near and not adds_up and not either & set(sums[1:]) and first is not None:
        yield Listed(_value(near[-1]), sums[-1], True, first.start)


def _in_brackets(tokens: Sequence[Token]) -> Iterator[Listed]:
    """What a bracket lists right behind a number: 申请3件（邮寄2件、网上1件）."""
    asked = False
    for index, token in enumerate(tokens[:-1]):
        asked = asked or bool(token.roles & _ASKED)
        if not is_counted(token) or "open" not in tokens[index + 1].roles:
            continue
        end = index + 2
        while end < len(tokens) and end - index < _LONGEST and not tokens[end].roles & {"close", "open"}:
            end += 1
        inside = list(clauses(tokens[index + 2 : end]))
        plain = "".join(each.text for each in inside[:1]).startswith(_INSIDE)
        if len(inside) >= _FEWEST and not plain and all(_is_part(each, kin_of(token)) for each in inside):
            come_to = sum((_value(each.number) for each in inside), Decimal(0))
            whole = asked or len(inside) >= _SURELY or come_to >= _NEAR[1] * _value(token)
            yield Listed(_value(token), come_to, whole, token.start)


_GROUNDS: Final = frozenset(GROUNDS)
_ASKED: Final = roles("request get")
