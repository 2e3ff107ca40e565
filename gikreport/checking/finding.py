"""From a violation to a finding: its place on the form, on the printed grid and in the user's file, its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import attrs

from ..errors import Words
from ..model.check import Violation
from ..model.diagnostic import Diagnostic, Value
from ..model.fields import Kind
from ..model.finding import At, Finding
from ..model.outline import CellPath
from ..model.report import FACTS, prose_fields, tables
from ..signs import visible
from .subject import Subject


def finding_of(subject: Subject, path: CellPath, diagnostic: Diagnostic, violation: Violation) -> Finding:
    """The finding that a violation is, in a block at a path of what was checked."""
    at = _at(subject, (*path, *violation.at), violation.paragraph or 0)
    related = ((_at(subject, (*path, *p)), subject.value((*path, *p))) for p in violation.related)
    place = at if violation.place is None else attrs.evolve(at, place=violation.place)
    candidates = tuple((_at(subject, (*path, *p)), value) for p, value in violation.candidates)
    if not _may_be(subject, (*path, *violation.at), violation.suggestion):
        violation = attrs.evolve(violation, suggestion=None)
    return found_at(diagnostic, violation, place, tuple(related), subject.form.notice, candidates)


def _may_be(subject: Subject, path: CellPath, proposed: Value) -> bool:
    """Whether a cell may hold what is proposed for it: a count or an amount is never negative."""
    if not isinstance(proposed, int | Decimal) or proposed >= 0:
        return True
    cell = subject.reading.grid_cell(path)
    return cell is not None and cell.line is not None and cell.line.kind is Kind.CHANGE


def found_at(
    diagnostic: Diagnostic, violation: Violation, at: At, related: tuple[tuple[At, Value], ...] = (), notice: str = "",
    candidates: tuple[tuple[At, Value], ...] = (),
) -> Finding:  # fmt: skip
    """The finding that a violation is, at a place that is known; `notice` is the 文号 of the report's form."""
    zh, en = _told(violation.facts, "zh"), _told(violation.facts, "en")
    return Finding(
        code=diagnostic.code,
        severity=violation.severity or diagnostic.severity,
        words=Words(diagnostic.words.zh.format(**zh), diagnostic.words.en.format(**en)),
        remedy=diagnostic.remedy,
        source=diagnostic.source.format(notice=notice),
        at=at,
        expected=violation.expected,
        actual=violation.actual,
        related=related,
        suggestion=violation.suggestion,
        candidates=candidates,
        facts=dict(_plain(violation.facts)),
        paragraph=None if violation.paragraph is None else violation.paragraph + 1,
        span=violation.span,
    )


def _told(facts: Mapping[str, object], lang: str) -> dict[str, object]:
    """The facts as the words of a language take them, with every sign of theirs seen."""
    told = {name: fact.told(lang) if isinstance(fact, Words) else fact for name, fact in facts.items()}
    return {name: visible(fact) if isinstance(fact, str) else fact for name, fact in told.items()}


def _plain(facts: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """The facts as plain values: words in the two languages are two of them, `slip` and `slip_en`."""
    for name, fact in facts.items():
        if isinstance(fact, Words):
            yield from ((name, fact.zh), (f"{name}_en", fact.en))
        else:
            yield name, fact


def _at(subject: Subject, path: CellPath, paragraph: int = 0) -> At:
    declared = tables(subject.cls).get(path[0]) if path else None
    place = subject.place(path, paragraph) if path else None
    if declared is None:
        return At(path=path, section=heading_of(subject, path[0]) if path else "", place=place)
    printed = subject.table(path[0]).grid.at.get(path[1:])
    if printed is None:
        return At(table=declared.words[0], path=path, place=place)
    row, column = printed.labels
    where = (printed.row, printed.column)
    return At(table=declared.words[0], row=row, column=column, path=path, grid=where, place=place)


def heading_of(subject: Subject, name: str) -> str:
    """The heading of the section that a narrative part stands in; "" for anything else."""
    parts = prose_fields(subject.cls)
    entry = parts.get(name)
    section = (entry.facts.follows or entry.name) if entry else name
    return subject.headings.get(section) or FACTS.get(section) or (parts[section].words[0] if section in parts else "")
