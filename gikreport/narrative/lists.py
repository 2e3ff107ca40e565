"""A total and the parts that a sentence lists behind it: 其中, 包括, 分别为, 按方式分, a colon, ways at once."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import Final

import attrs

from .clauses import Clause, amount_of, clauses, is_counted, kin_of
from .lexicon import Lexicon, roles
from .list_parts import (
    APPLICANTS,
    CHANNELS,
    COMPARES,
    FEWEST,
    OPENS,
    Part,
    groups,
    is_aside,
    is_last,
    is_part,
    kind_of,
    names_something,
    number_of,
    opens_anew,
)
from .list_sums import is_more_than_any, is_near, is_open, is_slip, is_told_before, is_whole, overlaps
from .tokens import Token

_STRONG: Final = ("分别为", "分别是", "具体为", "具体是", "分为")
_SUBJECTS: Final = ("分", "看", "划分", "统计", "分类", "来看", "来分", "区分")
_ASKED: Final = roles("request get processing_fee")
_RECEIVED: Final = roles("get new")
_REMEMBERED: Final = 8
_MOST: Final = 60  # parts of one list that are looked at


@attrs.frozen
class Listed:
    """A total, and the sum of those parts behind it that are of one kind; `whole` where the list tells them all."""

    said: Decimal
    sum: Decimal
    whole: bool
    offset: int

    @property
    def is_off(self) -> bool:
        """Whether the parts come to more than the total, or to less where all of them are told."""
        return self.sum > self.said or (self.whole and self.sum < self.said)


def may_list(text: str, words: Lexicon) -> bool:
    """Whether a text may list the parts of a total: False only where no word, no mark and no way opens a list."""
    return bool(_MAY_OPEN.search(text)) or words.may_play(_MAY_ASK, text)


_MAY_ASK: Final = roles("request get opens")
_MAY_OPEN: Final = re.compile("[：:按从中]")


def lists(tokens: Sequence[Token], known: Collection[Decimal] = (), before: Sequence[Token] = ()) -> Iterator[Listed]:
    """Each total of a sentence beside its parts.

    `known` are numbers of requests that the tables have, `before` those that the sentences before say were received.
    """
    if sum(map(is_counted, tokens)) >= FEWEST:
        yield from _lists(tuple(clauses(tokens)), _Totals(frozenset(known), tuple(before)))


def _lists(every: Sequence[Clause], totals: _Totals) -> Iterator[Listed]:
    at = 0
    while at < len(every):
        opening = _opening(every, at, totals)
        if opening is None:
            totals.take(every[at])
            yield from _in_brackets(every[at], totals)
            at += 1
            continue
        totals.asked = totals.asked or every[at].plays(_ASKED)
        end = at + 1
        for kin in _kins(every, opening):
            parts, stop = _run(every, opening, kin)
            behind = every[stop] if stop < len(every) else None
            for group in groups(parts):
                yield from totals.beside(group, behind, strong=opening.strong)
            end = max(end, stop)
        for clause in every[at:end]:
            totals.take(clause)
            yield from _in_brackets(clause, totals)
        at = end


def _in_brackets(clause: Clause, totals: _Totals) -> Iterator[Listed]:
    """The list that a bracket opens behind a number: 申请3件（其中邮寄2件、网上1件）."""
    inside = clause.aside[1:-1]
    if inside and inside[0].roles & OPENS and clause.numbers:
        yield from _lists(tuple(clauses(inside)), totals.of(clause.numbers[-1]))


@attrs.frozen
class _Opening:
    """Where a list begins: its first clause without the words that open it, or None, and the place of the next."""

    first: Clause | None
    next: int
    strong: bool


def _opening(every: Sequence[Clause], at: int, totals: _Totals) -> _Opening | None:
    """The list that a clause opens; `strong` where its words say that all is told: ：, 分别为, 按内容分，."""
    clause, last = every[at], every[at - 1] if at else None
    named = list(itertools.dropwhile(lambda token: bool(token.roles & OPENS), clause.words))
    if len(named) < len(clause.words):
        strong = any(token.text in _STRONG for token in clause.words[: len(clause.words) - len(named)])
        if any(is_counted(token) for token in named):
            return _Opening(attrs.evolve(clause, words=tuple(named)), at + 1, strong)
        return _Opening(None, at + 1, strong) if not "".join(token.text for token in named).strip() else None
    if clause.words and clause.words[-1].roles & OPENS and not clause.numbers:  # 内容分别为：
        return _Opening(None, at + 1, clause.words[-1].text in _STRONG)
    if last is not None and last.mark in ("：", ":") and last.words and is_counted(last.words[-1]):
        return _Opening(None, at, strong=True)
    if clause.text[:1] in ("按", "从") and not clause.numbers and clause.text.endswith(_SUBJECTS):
        return _Opening(None, at + 1, strong=True)
    if clause.words[-1:] and clause.words[-1].text == "中" and len(clause.numbers) == 1:
        totals.take(clause)
        return _Opening(None, at + 1, strong=False)
    return _Opening(None, at, strong=False) if _lists_ways(every, at, totals) else None


def _lists_ways(every: Sequence[Clause], at: int, totals: _Totals) -> bool:
    """Whether ways by which requests came are told without 其中: 收到6件，通过网络提交的4件，信函寄送的2件."""
    last = every[at - 1] if at else None
    if last is None or not last.plays(_ASKED) or last.plays(_WAY) or not last.numbers or last.mark not in ("，", ","):
        return False
    pair = every[at : at + 2]
    ways = [one for one in pair if len(one.numbers) == 1 and any(way in one.text for way in CHANNELS)]
    return len(ways) == FEWEST and ways[0].plays(_WAY)


_WAY: Final = roles("channel")


def _kins(every: Sequence[Clause], opening: _Opening) -> list[str]:
    """The units in which the first part of a list is counted: 甲镇10件1500元."""
    first = opening.first or (every[opening.next] if opening.next < len(every) else None)
    return list(dict.fromkeys(kin_of(token) for token in first.numbers)) if first is not None else []


def _run(every: Sequence[Clause], opening: _Opening, kin: str) -> tuple[list[Part], int]:
    """The parts of a list in one unit, and the place of the clause that is none of them."""
    parts: list[Part] = []
    at = opening.next - (opening.first is not None)
    while at < len(every) and len(parts) < _MOST:
        clause = opening.first if opening.first is not None and at == opening.next - 1 else every[at]
        if parts and is_aside(clause):
            at += 1
            continue
        number = number_of(clause, kin)
        if number is None or (parts and opens_anew(clause)):
            break
        if not is_part(clause, number, parts):
            break
        if not parts and not names_something(clause, number):  # 分别为218件、176件 tells of what was named before
            break
        parts.append(Part(clause, number))
        at += 1
        alone = len(parts) == 1 and opening.first is not None and clause.mark in ("；", ";")
        if clause.mark == "。" or alone or is_last(parts):
            break
    return parts, at


@attrs.define(eq=False)
class _Totals:
    """The numbers that a sentence has told so far, of which a list may tell the parts."""

    known: frozenset[Decimal]
    before: tuple[Token, ...] = ()
    told: list[Token] = attrs.field(factory=list)
    received: list[Token] = attrs.field(factory=list)
    all: list[Token] = attrs.field(factory=list)
    asked: bool = False

    def take(self, clause: Clause) -> None:
        """Take the numbers of a clause into account."""
        self.asked = self.asked or clause.plays(_ASKED)
        compares, receives = False, clause.plays(_RECEIVED)
        for at, token in enumerate(clause.words):
            carried = bool(token.roles & _CARRIES)
            compares = compares or (bool(token.roles & COMPARES) and not carried)
            if not is_counted(token):
                continue
            self.all = [*self.all, token][-_REMEMBERED:]
            next_to = clause.words[max(0, at - _NEAR) : at + 2]
            if not compares and not any(each.roles & _CARRIES for each in next_to):
                self.told = [*self.told, token][-_REMEMBERED:]
                if receives:
                    self.received = [*self.received, token][-_REMEMBERED:]

    def of(self, total: Token) -> _Totals:
        """One number that has been told, by itself."""
        return attrs.evolve(self, told=[total], received=[], all=[total])

    def beside(self, parts: list[Part], behind: Clause | None, *, strong: bool) -> Iterator[Listed]:
        """A list beside its total, where the one does not come to the other."""
        kind, kin = kind_of(parts), kin_of(parts[0].number)
        same = [token for token in self.told if kin_of(token) == kin]
        anew = not same and strong and len(parts) > 1  # 从内容看，…: of what the sentences before have told
        same = [token for token in self.before if kin_of(token) == kin] if anew else same
        if not same:
            return
        of_requests = (self.asked or anew) and kin == "件" and kind in (CHANNELS, APPLICANTS)
        of_requests = of_requests or (kin == "元" and kind is not None)
        received = [token for token in self.received if kin_of(token) == kin]
        total = received[-1] if of_requests and received else same[-1]
        said, come_to = amount_of(total), sum((part.amount for part in parts), Decimal(0))
        if come_to in self._either(kin, of_requests=of_requests or anew) or is_told_before(said, parts):
            return
        goes_on = behind is not None and (
            parts[-1].clause.mark in ("，", ",", "、") or kin in map(kin_of, behind.numbers)
        )
        more = sum(map(amount_of, behind.numbers), Decimal(0)) if behind is not None and goes_on else Decimal(0)
        if come_to > said:
            wrong = not overlaps(said, parts) and (len(parts) > 1 or is_more_than_any(parts[0], same))
        else:
            told = is_whole(parts, strong=strong) or (of_requests and len(parts) > 1)
            told = told or (is_near(parts, said, come_to) and not more)
            told = told and come_to + more != said
            wrong = (told and not is_open(parts, behind, kind)) or is_slip(parts, said, come_to)
        if wrong:
            yield Listed(said, come_to, True, parts[0].number.start if anew else total.start)

    def _either(self, kin: str, *, of_requests: bool) -> set[Decimal]:
        """The totals before a list, and each two of them together: what came in and what was carried over."""
        before = [amount_of(token) for token in self.before if kin_of(token) == kin]
        amounts = [amount_of(token) for token in self.all if kin_of(token) == kin]
        both = {one + other for one, other in itertools.combinations(amounts, 2)} if self.asked else set()
        return {*before, *amounts, *both, *(self.known if of_requests else ())}


_CARRIES: Final = roles("carry turn takes")
_NEAR: Final = 3
