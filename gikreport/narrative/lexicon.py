"""What each word of a narrative means: the roles that it plays, and the words that play them."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import attrs

from .words import ROWS, generated


def roles(names: str) -> frozenset[str]:
    """Some roles, by their names."""
    return frozenset(names.split())


# A word with one of these roles says something of a number beside it; any other word known is let pass.
ANCHORS: Final = roles(
    """
    about administrative_inquiries after_reconsideration agreed agreed_partly alien all already_public ask
    barred_by_law came carry compared compulsion confirmation continue corrected decided direct disclosed
    document done drafted_for enforcement_files excessive fee fee_unpaid get growth handle help in_force
    internal_affairs issue last late licence litigation more needs_creation new next nil not_corrected
    not_existing not_held not_processed other_handling other_result paperwork part partly_disclosed penalty
    pending petition proactive process_information processing_fee publications publish reconsideration
    refused register repeal repeated request respectively rule security_and_stability state_secret
    still_unclear takes third_party_rights newly_public open_in_all to turn unavailable unfinished upheld withheld
    """
)

# The words without which a sentence tells no number of a table, unless it goes on with what was named before it.
NAMES: Final = roles(
    """
    request reconsideration litigation direct after_reconsideration document rule proactive in_force
    carry turn takes unfinished next last new licence penalty compulsion fee processing_fee
    disclosed partly_disclosed withheld unavailable not_processed other_handling
    agreed agreed_partly refused not_existing
    state_secret internal_affairs process_information enforcement_files administrative_inquiries not_held
    needs_creation petition publications barred_by_law security_and_stability third_party_rights still_unclear
    repeated excessive confirmation not_corrected fee_unpaid
    """
)
_FREQUENT: Final = roles("公开 信息 政府 府信 息公 没有 属于 涉及 要求 提供 行政")


def _read(rows: str) -> Iterator[tuple[str, str]]:
    """Each role with its words."""
    role = ""
    for line in rows.splitlines():
        if line and not line.startswith((" ", "#")):
            role, _, line = line.partition(":")
        if role and not line.startswith("#"):
            yield role, line


@attrs.frozen(eq=False)
class Lexicon:
    """What each word means: the roles that it plays, and how long the words are that begin with two letters."""

    roles: Mapping[str, frozenset[str]]
    lengths: Mapping[str, tuple[int, ...]]

    def may_play(self, parts: frozenset[str], text: str) -> bool:
        """Whether a text holds a word that plays one of some roles."""
        signs = _signs(self, parts).items()
        return any(sign in text and any(word in text for word in words) for sign, words in signs)

    def words_in(self, text: str, parts: frozenset[str]) -> Iterator[str]:
        """The words of a text that play one of some roles."""
        letters = set(text)
        for sign, words in _signs(self, parts).items():
            if sign[0] in letters and sign[-1] in letters and sign in text:
                yield from (word for word in words if word in text)


@functools.lru_cache(64)
def _signs(words: Lexicon, parts: frozenset[str]) -> Mapping[str, list[str]]:
    """The words that play one of some roles, by two letters that each of them holds; those of one letter by that."""
    signs: dict[str, list[str]] = {}
    for word in sorted((word for word, roles in words.roles.items() if not parts.isdisjoint(roles)), key=len):
        pairs = [word[at : at + 2] for at in reversed(range(len(word) - 1))] or [word]
        seldom = (pair for pair in pairs if pair not in _FREQUENT)
        sign = next((pair for pair in pairs if pair in signs), None) or next(seldom, pairs[0])
        signs.setdefault(sign, []).append(word)
    return signs


def _rows(more: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    yield from ((blank, "glue") for blank in " \u3000\t\xa0")
    for role, words in itertools.chain(_read(ROWS), generated(), more):
        for word in words.split():
            yield word, role


@functools.cache
def lexicon(more: tuple[tuple[str, str], ...] = ()) -> Lexicon:
    """The words of the house, and those of an office: role and words, as in `[lexicon]` of its own file."""
    roles: dict[str, set[str]] = {}
    for word, role in _rows(more):
        roles.setdefault(word, set()).add(role)
    shared: dict[frozenset[str], frozenset[str]] = {}
    known = {word: shared.setdefault(found := frozenset(of), found) for word, of in roles.items()}
    return Lexicon(known, _lengths(known))


def _lengths(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """How long the words of two letters and more are that begin with two letters, the longest first."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        if len(word) > 1:
            lengths.setdefault(word[:2], set()).add(len(word))
    return {letters: tuple(sorted(of, reverse=True)) for letters, of in lengths.items()}
