"""The sums of the tables that a number of the narrative may be."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ..narrative.concepts import Cells, Concept
from ..narrative.statement import Statement


def printed(statement: Statement, group: Cells) -> Cells:
    """The printed cells of a group."""
    return statement.sum_of(group)[0]


def known_sums(statement: Statement, groups: Iterable[Cells]) -> list[tuple[Cells, Any]]:
    """The cells of each group that the report has, with their sum where it is known."""
    return [(cells, amount) for cells, amount in map(statement.sum_of, groups) if amount is not None]


def possible(statement: Statement, concept: Concept, known: list[tuple[Cells, Any]]) -> set[Any]:
    """Every number that a sentence which tells this figure may rightly say."""
    off = [amount for _, amount in known_sums(statement, concept.less)]
    return {amount - less for _, amount in known for less in (0, *off)}


def plain(value: Decimal) -> int | Decimal:
    """A number as it is told: a whole one without decimals."""
    return int(value) if value == value.to_integral_value() else value
