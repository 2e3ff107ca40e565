"""A sentence as clauses: the words between two marks, with their number, and what stands in a bracket behind them."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import attrs

from .lexicon import roles
from .tokens import Token, is_how_many

MONEY: Final = {"元": 1, "万元": 10**4, "亿元": 10**8}
_KIN: Final = {"宗": "件", "起": "件", "份": "件", "条次": "条", "篇次": "篇", "件次": "件", "万元": "元", "亿元": "元"}
_MARKS: Final = roles("comma stop")
_OPENS: Final = roles("part opens")


def kin_of(token: Token) -> str:
    """The unit in which a number is added up: 宗 counts as 件 does, 万元 as 元."""
    return _KIN.get(token.unit, token.unit)


def amount_of(token: Token) -> Decimal:
    """The number of a token, money in 元."""
    return (token.value or Decimal(0)) * MONEY.get(token.unit, 1)


def is_counted(token: Token) -> bool:
    """Whether a token counts something: not 两项, which only says how many numbers are meant."""
    return token.value is not None and "quantity" in token.roles and bool(token.unit) and not is_how_many(token)


@attrs.frozen
class Clause:
    """The words between two marks, without those in brackets (`aside`), and the mark that ends them."""

    words: tuple[Token, ...]
    aside: tuple[Token, ...] = ()
    mark: str = ""

    @functools.cached_property
    def numbers(self) -> list[Token]:
        """What it counts."""
        return [token for token in self.words if is_counted(token)]

    @property
    def number(self) -> Token | None:
        """The one number in it; None where there is none, or more."""
        numbers = self.numbers or [token for token in self.aside if is_counted(token)]
        return numbers[0] if len(numbers) == 1 else None

    @functools.cached_property
    def text(self) -> str:
        """The words as they stand."""
        return "".join(token.text for token in self.words)

    def plays(self, parts: frozenset[str]) -> bool:
        """Whether a word plays one of some roles."""
        return any(token.roles & parts for token in self.words)

    @property
    def is_share(self) -> bool:
        """Whether it tells the share of the part before it: 占3%."""
        return not self.numbers and any("percent" in token.roles for token in self.words)

    @property
    def is_of_all(self) -> bool:
        """Whether it tells no number, but what was done with all before it: 均不予公开."""
        return not self.numbers and any("all" in token.roles for token in self.words)


def clauses(tokens: Sequence[Token]) -> Iterator[Clause]:
    """The clauses of a sentence; where a number stands before it, 和 ends one, and a word that opens a list."""
    words: list[Token] = []
    aside: list[Token] = []
    depth, seen = 0, False
    for token in tokens:
        depth += "open" in token.roles
        if depth:
            aside.append(token)
            depth -= "close" in token.roles
            continue
        ends = bool(token.roles & _MARKS) or (seen and "join" in token.roles)
        if ends or (seen and token.roles & _OPENS):
            yield Clause(tuple(words), tuple(aside), token.text if ends else "")
            words, aside, seen = [] if ends else [token], [], False
        else:
            words.append(token)
            seen = seen or is_counted(token)
    yield Clause(tuple(words), tuple(aside))
