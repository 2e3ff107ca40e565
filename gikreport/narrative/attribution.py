"""Whose number a quantity is: that of its left neighbour, else of the right one, else of the topic of the sentence."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Final

import attrs

from .concepts import GROUNDS
from .lexicon import ANCHORS, roles
from .tokens import Token

_WALLS: Final = roles("comma stop open close quantity percent other others ordinal deny rest")
_BEHIND: Final = _WALLS | {"join"}
_CLEAN: Final = roles("comma stop close open join rest")


@attrs.frozen
class Run:
    """The words on one side of a number, joined to it by glue alone, and what ended them."""

    tokens: tuple[Token, ...]
    roles: tuple[str, ...]
    wall: Token | None

    def has(self, *roles: str) -> bool:
        """Whether one of these roles is played."""
        return not set(self.roles).isdisjoint(roles)

    def plays(self, roles: frozenset[str]) -> bool:
        """Whether a word of it plays one of these roles, glue or not."""
        return any([not roles.isdisjoint(token.roles) for token in self.tokens])

    @property
    def text(self) -> str:
        """The words as they stand."""
        return "".join(token.text for token in self.tokens)

    @property
    def is_clean(self) -> bool:
        """Whether a mark, or the end of the sentence, ends it: not a word that nobody knows."""
        return self.wall is None or bool(self.wall.roles & _CLEAN)

    @property
    def is_open(self) -> bool:
        """Whether it begins a clause."""
        return self.wall is None or bool(self.wall.roles & (_CLEAN - {"close", "join"}))

    def __add__(self, other: Run) -> Run:
        return Run((*self.tokens, *other.tokens), (*self.roles, *other.roles), self.wall)


def left_of(tokens: Sequence[Token], index: int) -> Run:
    """The words before a number, in the order in which they stand."""
    at = index - 1
    if at >= 0 and "join" in tokens[at].roles:
        return run_of((), tokens[at])
    if at >= 1 and "close" in tokens[at].roles:
        at = _named_in_brackets(tokens, at)
    opens = at >= 1 and ("open" in tokens[at].roles or tokens[at].text in "：:")
    if opens and tokens[at].text in "：:" and _leads(tokens, at):
        return run_of((), tokens[at])
    if opens and not tokens[at - 1].roles & _WALLS:
        at -= 1
    first = at
    while at >= 0 and not tokens[at].roles & _WALLS:
        at -= 1
    return run_of(tokens[at + 1 : first + 1], tokens[at] if at >= 0 else None)


def _leads(tokens: Sequence[Token], at: int) -> bool:
    """Whether a colon only says that results follow: 办理结果为：."""
    before = "".join(token.text for token in tokens[max(0, at - 3) : at])
    return before.removesuffix("为").removesuffix("如下").endswith(_LEADS) or before.endswith("如下")


_LEADS: Final = ("结果", "情况", "如下", "处理结果", "具体为")


def _named_in_brackets(tokens: Sequence[Token], close: int) -> int:
    """The place before a bracket that names a ground, 不予公开（行政执法案卷）2件, to read it as if without marks."""
    at = close - 1
    while at >= 0 and close - at < _SHORT and not tokens[at].roles & _WALLS:
        at -= 1
    inside = tokens[at + 1 : close]
    return close - 1 if at >= 0 and "open" in tokens[at].roles and any(t.roles & _GROUNDS for t in inside) else close


_SHORT: Final = 6
_GROUNDS: Final = frozenset(GROUNDS) | roles("carry turn unfinished")


def right_of(tokens: Sequence[Token], index: int) -> Run:
    """The words behind a number."""
    at = index + 1
    while at < len(tokens) and not tokens[at].roles & _BEHIND:
        at += 1
    return run_of(tokens[index + 1 : at], tokens[at] if at < len(tokens) else None)


@functools.lru_cache(1024)
def _anchors(played: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(played & ANCHORS))


def run_of(tokens: Sequence[Token], wall: Token | None) -> Run:
    """Some words, with the parts that they play."""
    played = tuple([role for token in tokens for role in _anchors(token.roles)])
    return Run(tuple(tokens), played, wall)
