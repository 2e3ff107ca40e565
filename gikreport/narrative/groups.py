"""Some of the requests that a sentence sets apart, of which the results behind them are told: 征地类5件，公开3件."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from .claims import Claim, Why
from .concepts import CONCEPTS, GROUNDS, REQUESTERS, RESULTS, Concept

_ITEMS: Final = frozenset(["件", "宗", "份", "起"])
_TOTALS: Final = frozenset(CONCEPTS[key].name for key in ("get", "new", "done"))
_KINDS: Final = frozenset(CONCEPTS[key].name for key in REQUESTERS)
_ROWS: Final = frozenset(cell for key in (*RESULTS, *GROUNDS) for cell in CONCEPTS[key].cells[0])


def is_result(concept: Concept | None) -> bool:
    """Whether a concept is what became of requests, in the form of today."""
    return concept is not None and any(cells[0] in _ROWS for cells in concept.cells)


class Groups:
    """Which requests a sentence speaks of while it is read: all of them, or a group that it has just set apart."""

    def __init__(self) -> None:
        self._open = 0  # numbers of groups, one right behind the other: more than one is a list of all
        self._wholes: set[Decimal | None] = set()

    @property
    def is_apart(self) -> bool:
        """Whether a result that is told now may be one of a group only."""
        return self._open == 1

    def count(self, claim: Claim) -> None:
        """Take a number into account."""
        concept = claim.concept
        whole = concept is not None and concept.name in _TOTALS and claim.why is Why.COMPARED
        if whole:
            self._open = 0
            self._wholes.add(claim.value)
        elif claim.unit in _ITEMS and self._sets_apart(claim):
            self._open += 1

    def _sets_apart(self, claim: Claim) -> bool:
        concept = claim.concept
        if is_result(concept) or claim.value in self._wholes:
            return False
        if concept is CONCEPTS["over"]:
            return not self._wholes and not self._open
        return concept is None or concept.name in _KINDS or concept.name in _TOTALS
