"""What became of some requests that a clause describes in words of its own: 申请公开补贴标准的3件，均予公开."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from .concepts import CONCEPTS, GROUNDS, RESULTS, Concept
from .lexicon import roles
from .tokens import Token

_ENDS_CLAUSE: Final = roles("comma stop quantity open close percent")
_ENDS_ITEM: Final = roles("stop quantity percent open")
_FOREIGN: Final = roles(
    "alien help paperwork document rule licence penalty compulsion reconsideration litigation proactive late "
    "carry turn next growth compared fee unfinished"
)
_UNITS: Final = frozenset(["件", "宗", "份", "条", "个", "起", ""])
_PUBLIC: Final = frozenset(["公开", "提供"])
_FAR: Final = 40


def outcome_of(tokens: Sequence[Token], index: int) -> Concept | None:
    """What became of the requests that a number counts, by the one ground or result beside it; None where unclear."""
    if tokens[index].unit not in _UNITS:
        return None
    before, after = _clause_before(tokens, index), _clause_behind(tokens, index + 1, _ENDS_CLAUSE)
    if _is_foreign(before) or _is_foreign(after) or _denies(after):
        return None
    found = _told(after) or _told(before)
    if found is not None or _ends(tokens, index + 1 + len(after)):
        return found
    behind = _clause_behind(tokens, index + 1 + len(after) + 1, _ENDS_ITEM)
    end = index + 2 + len(after) + len(behind)
    if end < len(tokens) and "quantity" in tokens[end].roles:
        behind = _first_clause(behind)
    if _is_foreign(behind) or _denies(behind) or (_is_of_all(behind) and _has_others(tokens, index)):
        return None
    return _told(behind)


def _is_foreign(words: Iterable[Token]) -> bool:
    return any(token.roles & _FOREIGN and "subject" not in token.roles for token in words)


def _denies(words: Iterable[Token]) -> bool:
    return any("deny" in token.roles for token in words)


def _ends(tokens: Sequence[Token], at: int) -> bool:
    return at >= len(tokens) or "comma" not in tokens[at].roles or tokens[at].text in "：:"


def _clause_before(tokens: Sequence[Token], index: int) -> Sequence[Token]:
    at = index - 1
    while at >= 0 and index - at < _FAR and not tokens[at].roles & _ENDS_CLAUSE:
        at -= 1
    return tokens[at + 1 : index]


def _clause_behind(tokens: Sequence[Token], start: int, ends: frozenset[str]) -> Sequence[Token]:
    at = start
    while at < len(tokens) and at - start < _FAR and not tokens[at].roles & ends:
        at += 1
    if at < len(tokens) and ends is _ENDS_CLAUSE and "quantity" in tokens[at].roles:
        at = next((each for each in range(at, start, -1) if "join" in tokens[each].roles), start)
    return tokens[start:at]


def _first_clause(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words before the last mark: what stands behind it is of the next number."""
    at = len(tokens) - 1
    while at >= 0 and "comma" not in tokens[at].roles:
        at -= 1
    return tokens[: max(at, 0)]


def _is_of_all(words: Iterable[Token]) -> bool:
    return any("all" in token.roles for token in words)


def _has_others(tokens: Sequence[Token], index: int) -> bool:
    """Whether another number stands before in the same breath, of which 均 may be said too."""
    at = index - 1
    while at >= 0 and index - at < _FAR and "stop" not in tokens[at].roles:
        if "quantity" in tokens[at].roles:
            return True
        at -= 1
    return False


def _told(words: Sequence[Token]) -> Concept | None:
    """The one ground, or the one result, that some words name."""
    grounds = {role for token in words for role in token.roles if role in GROUNDS}
    if grounds:
        return CONCEPTS[grounds.pop()] if len(grounds) == 1 else None
    results = {role for token in words for role in token.roles if role in RESULTS}
    if results:
        return CONCEPTS[results.pop()] if len(results) == 1 else None
    said = [token.text for token in words if token.text.strip()]
    return CONCEPTS["disclosed"] if said and (said[-1] in _PUBLIC or said[0] in _PUBLIC) else None
