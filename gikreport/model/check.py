"""A check: a generator over a value, what it finds, what it needs; and a violation, one place where it is broken."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

import attrs

from ..errors import Words
from .cell import Place
from .diagnostic import Diagnostic, Rank, Severity, Strength, Value, law_of
from .outline import CellPath

T = TypeVar("T")


class Need(enum.Enum):
    """What must be there, in the report or beside it, so that a check can be run."""

    CELLS = "cells"  # what a file states, cell by cell; a typed report has no such cells
    REPORT = "report"  # the typed report: a number in every cell
    TABLE = "table"  # the table that is checked, with a number in every cell
    NARRATIVE = "narrative"  # at least one section that says something
    EXPRESSIONS = "expressions"  # narrative bound to the numbers
    YEAR = "year"
    DATE = "date"  # 成文日期
    PREVIOUS = "previous"  # last year's report
    YEAR_BEFORE = "year_before"  # last year's report, of the year before this one
    UNITS = "units"  # the list of offices
    LISTED = "listed"  # the office on that list
    PARTS = "parts"  # the reports of the office's units
    NEIGHBOURS = "neighbours"  # reports of other offices
    WAIVERS = "waivers"
    DOCUMENT = "document"  # the parts of a .docx
    TABLES = "tables"  # every table of the form, with a number in every cell
    KNOWN_WORDS = "known_words"  # a word that is known beside every number of the narrative

    __hash__ = object.__hash__  # each is one object; Enum's own goes by the name, which takes longer


@attrs.frozen(kw_only=True)
class Violation:
    """What is broken, and where: first the cell to look at, then the lines that take part.

    Paths are relative to the block that the check was given; in narrative, `paragraph` counts from 0 within its part.
    `span` is where in the paragraph, as it was written, the words stand: from, to, in characters from 0.
    `suggestion` is the number due in the cell, where that is certain; `candidates` are cells each of which, with its
    number, would mend what is broken. `facts` fill the braces of the diagnostic's words; a fact in two languages is
    `Words`. A check that finds one diagnostic only need not name it.
    """

    diagnostic: Diagnostic | None = None
    at: CellPath = ()
    expected: Value = None
    actual: Value = None
    related: tuple[CellPath, ...] = ()
    suggestion: Value = None
    candidates: tuple[tuple[CellPath, Value], ...] = ()
    facts: Mapping[str, object] = attrs.field(factory=dict)
    place: Place | None = None
    paragraph: int | None = None
    span: tuple[int, int] | None = None
    severity: Severity | None = None


@attrs.frozen
class Check(Generic[T]):
    """A generator over a value of the class `on`, every diagnostic that it may find, and what it needs to be run.

    Without what it `wants` it runs, but has not looked at everything. `concerns` tells whether there is anything in a
    value that it could speak of; it is asked only when somebody wants to know what was looked at.
    """

    on: type[T]
    finds: tuple[Diagnostic, ...]
    run: Callable[[T], Iterator[Violation]]
    needs: tuple[Need, ...] = ()
    wants: tuple[Need, ...] = ()
    concerns: Callable[[T], bool] | None = None

    def diagnostic(self, violation: Violation) -> Diagnostic:
        """What a violation is an instance of: the diagnostic that it names, or the only one."""
        return violation.diagnostic or self.finds[0]


def single(
    code: str, run: Callable[[T], Iterator[Violation]], *, on: type[T], words: Words, remedy: Words, source: str,
    severity: Severity = Severity.ERROR, needs: tuple[Need, ...] = (), wants: tuple[Need, ...] = (),
    concerns: Callable[[T], bool] | None = None, rank: Rank, strength: Strength | None = None,
) -> Check[T]:  # fmt: skip
    """A check that finds one diagnostic, whose law is the docstring of its generator."""
    found = Diagnostic(
        code, law_of(run), words, remedy, source, severity, rank=rank, strength=strength or rank.strength
    )
    return Check(on, (found,), run, needs, wants, concerns)
