"""Which labels in a file are which labels of the form: by words first, by order where words fail."""

from __future__ import annotations

import collections
import functools
import itertools
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from ..form_tables import Label
from ..wording import likeness, numbering

EXACT: Final = 1.0
_LEAST: Final = 0.6
_FAINT: Final = 0.3
_SHORT: Final = 4


@attrs.frozen
class Match:
    """A label found in the file, and the one of the form it stands for; `likeness` 0 where only its order tells."""

    found: int
    form: int
    likeness: float


def align(found: Sequence[Label], form: Sequence[Label]) -> tuple[Match, ...]:
    """Every label that could be matched, in the order of the file."""
    return _aligned(tuple(found), tuple(form))


@functools.lru_cache(maxsize=512)
def _aligned(found: tuple[Label, ...], form: tuple[Label, ...]) -> tuple[Match, ...]:
    matches = _plainly(found, form) or _in_order(found, form)
    matches += _out_of_order(found, form, matches)
    matches += _by_place(found, form, matches)
    return tuple(sorted(matches, key=lambda match: match.found))


def _plainly(found: Sequence[Label], form: Sequence[Label]) -> list[Match]:
    """All of them at once, where the words are the same and stand in the same order."""
    if [label.leaf for label in found] != [label.leaf for label in form]:
        return []
    context = _Context.of(form)
    if any(context.score(one, other) <= 0 for one, other in zip(found, form, strict=True)):
        return []
    return [Match(index, index, EXACT) for index in range(len(found))]


def _in_order(found: Sequence[Label], form: Sequence[Label]) -> list[Match]:
    """The best matching that keeps the order of both."""
    context = _Context.of(form)
    scores = [[context.score(one, other) for other in form] for one in found]
    best = [[0.0] * (len(form) + 1) for _ in range(len(found) + 1)]
    for i in range(len(found) - 1, -1, -1):
        for j in range(len(form) - 1, -1, -1):
            together = scores[i][j] + best[i + 1][j + 1] if scores[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    return list(_walked(found, form, scores, best))


def _walked(
    found: Sequence[Label], form: Sequence[Label], scores: list[list[float]], best: list[list[float]]
) -> Iterator[Match]:
    i = j = 0
    while i < len(found) and j < len(form):
        if scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            yield Match(i, j, likeness(found[i].leaf, form[j].leaf))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


@attrs.frozen
class _Context:
    """What the form's labels say together: the headings above them, and the words that stand more than once."""

    leaves: frozenset[str]
    headings: frozenset[str]
    repeated: frozenset[str]

    @classmethod
    def of(cls, form: Sequence[Label]) -> _Context:
        counts = collections.Counter(label.leaf for label in form)
        headings = frozenset(word for label in form for word in label.keys[:-1])
        return cls(frozenset(counts), headings, frozenset(word for word, count in counts.items() if count > 1))

    def score(self, one: Label, other: Label) -> float:
        """How well two labels fit, 0 where they cannot be the same."""
        alike = likeness(one.leaf, other.leaf)
        if alike < _LEAST or (alike < EXACT and self._stands_for_another(one, other)):
            return 0.0
        above, said = set(other.keys[:-1]), self.headings.intersection(one.keys[:-1])
        if other.leaf in self.repeated and said - above:
            return 0.0
        same_number = numbering(one.words[-1]) == numbering(other.words[-1])
        return alike + 0.2 * len(said & above) / max(1, len(above)) + 0.05 * same_number

    def _stands_for_another(self, one: Label, other: Label) -> bool:
        """Whether a label is another one of the form's, or a heading over its rows, or a part of what it looks like."""
        numbers = numbering(one.words[-1]), numbering(other.words[-1])
        part = other.leaf in one.keys[:-1] or (len(one.leaf) < _SHORT and all(numbers) and numbers[0] != numbers[1])
        return part or one.leaf in self.leaves or one.leaf in self.headings


def _out_of_order(found: Sequence[Label], form: Sequence[Label], matches: list[Match]) -> list[Match]:
    """What stands elsewhere than on the form, such as a 总计 that was moved to the front."""
    free = [j for j in range(len(form)) if j not in {match.form for match in matches}]
    taken = {match.found for match in matches}
    moved: list[Match] = []
    context = _Context.of(form)
    for i in (i for i in range(len(found)) if i not in taken):
        likely = [j for j in free if found[i].leaf == form[j].leaf and context.score(found[i], form[j]) > 0]
        if len(likely) == 1:
            free.remove(likely[0])
            moved.append(Match(i, likely[0], EXACT))
    return moved


def _by_place(found: Sequence[Label], form: Sequence[Label], matches: list[Match]) -> list[Match]:
    """Labels that were lost or garbled, where as many lines are missing between the same two neighbours."""
    fixed = sorted(matches, key=lambda match: match.found)
    edges = [Match(-1, -1, EXACT), *fixed, Match(len(found), len(form), EXACT)]
    leaves = frozenset(label.leaf for label in form)
    added: list[Match] = []
    for before, after in itertools.pairwise(edges):
        gap = [i for i in range(before.found + 1, after.found)]
        free = [j for j in range(before.form + 1, after.form) if j not in {match.form for match in fixed}]
        if len(gap) == len(free) and all(_might_be(found[i], form[j], leaves) for i, j in zip(gap, free, strict=True)):
            added += [Match(i, j, 0.0) for i, j in zip(gap, free, strict=True)]
    return added


def _might_be(one: Label, other: Label, leaves: frozenset[str]) -> bool:
    """Whether a label that stands where another is due might be that one, and is none that the form has elsewhere."""
    if one.leaf in leaves and one.leaf != other.leaf:
        return False
    return not one.leaf or likeness(one.leaf, other.leaf) >= _FAINT or _shares(one.leaf, other.leaf)


def _shares(one: str, other: str) -> bool:
    common = sum(1 for sign in set(one) if sign in other)
    return common >= max(2, len(set(one)) // 2)
