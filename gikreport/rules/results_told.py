"""What became of the requests, as a section tells it: each result beside its row, however many times it is told."""

from __future__ import annotations

import collections
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from ..model.check import Violation
from ..narrative.claims import Claim, Why
from ..narrative.concepts import CONCEPTS, RESULTS, Cells, Concept
from ..narrative.groups import is_result
from ..narrative.quote import broken_at
from ..narrative.statement import Sentence, Statement
from .sums_told import known_sums, plain, possible, printed

Told = list[tuple[Sentence, Claim]]
_ROWS: Final[Cells] = tuple(cell for role in RESULTS for cell in CONCEPTS[role].cells[0])
_FEWEST: Final = 2


def results_off(statement: Statement) -> Iterator[Violation]:
    """Each result of a section that is none of what table 3 has, whole or in parts.

    A result that is told of some requests only may be less than the table has, unless the section tells all results and
    every other one of them agrees.
    """
    sections: dict[str, dict[str, Told]] = collections.defaultdict(lambda: collections.defaultdict(list))
    for sentence, claims in statement.told:
        for claim in claims:
            if claim.concept is not None and is_result(claim.concept) and _is_compared(claim):
                sections[sentence.section][claim.concept.name].append((sentence, claim))
    for of_section in sections.values():
        agrees = {name: _agrees(statement, told) for name, told in of_section.items()}
        for name, told in of_section.items():
            if not agrees[name]:
                others = all(value for other, value in agrees.items() if other != name)
                yield from _off(statement, told, whole=others and _tells_all(statement, of_section))


def _is_compared(claim: Claim) -> bool:
    return claim.why is Why.COMPARED and not claim.negated and claim.value is not None


def _concept(told: Told) -> Concept:
    concept = told[0][1].concept
    assert concept is not None
    return concept


def _values(told: Told, *, of_parts: bool | None = None) -> list[Decimal]:
    return [claim.value for _, claim in told if claim.value is not None and of_parts in (None, claim.part)]


def _agrees(statement: Statement, told: Told) -> bool:
    """Whether one telling is the number of the table and none is more, or all of them together come to it."""
    concept = _concept(told)
    known = known_sums(statement, concept.cells)
    may_be = possible(statement, concept, known)
    values = _values(told)
    most = max(may_be, default=Decimal(0))
    return (
        not known
        or sum(values, Decimal(0)) in may_be
        or (any(value in may_be for value in values) and all(value <= most for value in values))
    )


def _off(statement: Statement, told: Told, *, whole: bool) -> Iterator[Violation]:
    """The telling that is wrong: the one whole, one that is more than the table has, or all where `whole` holds."""
    concept = _concept(told)
    known = known_sums(statement, concept.cells)
    cells, due = known[0]
    most = max(possible(statement, concept, known))
    plainly = set(_values(told, of_parts=False))
    parts = _values(told, of_parts=True)
    alone = len(plainly) == 1 and not parts
    if not due and all(
        claim.part for _, claim in told
    ):  # words that name but some of a ground: it may be in another row
        return
    for sentence, claim in told:
        if claim.value is not None and (claim.value > most or (alone and claim.value not in (due, most))):
            said = claim.value
        elif whole:
            said = sum(_values(told), Decimal(0))
        else:
            continue
        yield broken_at(sentence, claim.offset, related=cells, name=concept.name, said=plain(said), due=due)
        return


def _tells_all(statement: Statement, of_section: Mapping[str, Told]) -> bool:
    """Whether a section names every row of the results that is not 0, and more than one of them."""
    groups: Iterable[Cells] = (cells for told in of_section.values() for cells in _concept(told).cells)
    named = {cell for cells in groups for cell in printed(statement, cells)}
    rows = printed(statement, _ROWS)
    all_told = all(cell in named or not statement.amount(cell) for cell in rows)
    return bool(rows) and len(of_section) >= _FEWEST and all_told
