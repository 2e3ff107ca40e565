"""From a violation to a finding: its place on the form, on the printed grid and in the user's file, its numbers."""

from __future__ import annotations

from typing import Any

import attrs

from ..errors import Words
from ..forms import form_of
from ..model.finding import At, Finding
from ..model.grid import grid
from ..model.outline import CellPath, value_at
from ..model.reading import Place, Reading
from ..model.report import FACTS, Report, prose_fields, tables
from ..model.rule import Rule, Value, Violation
from .subject import headings_of, shape_of


def finding_of(subject: Reading | Report, rule: Rule, path: CellPath, violation: Violation) -> Finding:
    """The finding that a violation is, in a block at a path of a reading or a report."""
    form = subject.form if isinstance(subject, Reading) else form_of(subject)
    related = ((_at(subject, (*path, *p)), _value(subject, (*path, *p))) for p in violation.related)
    return Finding(
        code=rule.code,
        severity=violation.severity or rule.severity,
        words=Words(rule.zh.format(**violation.facts), rule.en.format(**violation.facts)),
        remedy=Words(rule.remedy_zh, rule.remedy_en),
        source=rule.source.format(notice=form.notice),
        at=_placed(_at(subject, (*path, *violation.at), violation.paragraph or 0), violation.place),
        expected=violation.expected,
        actual=violation.actual,
        related=tuple(related),
        suggestion=violation.suggestion,
        facts=violation.facts,
    )


def _placed(at: At, place: Place | None) -> At:
    return at if place is None else attrs.evolve(at, place=place)


def _at(subject: Reading | Report, path: CellPath, paragraph: int = 0) -> At:
    cls = subject.form.report if isinstance(subject, Reading) else type(subject)
    declared = tables(cls).get(path[0]) if path else None
    place = _place(subject, path, paragraph) if path and isinstance(subject, Reading) else None
    if declared is None:
        return At(path=path, section=_section(subject, path), place=place)
    printed = grid(_shape_of(subject, path[0])).at.get(path[1:])
    if printed is None:
        return At(table=declared.words[0], path=path, place=place)
    row, column = printed.labels
    where = (printed.row, printed.column)
    return At(table=declared.words[0], row=row, column=column, path=path, grid=where, place=place)


def _place(reading: Reading, path: CellPath, paragraph: int) -> Place | None:
    """Where a cell, a table or a paragraph of the narrative stands in the user's file."""
    if path in reading.cells:
        return reading.cells[path].place
    if len(path) == 1 and path[0] in reading.tables:
        return _table_place(reading, path[0])
    return next(iter(reading.prose_places.get(path[0], ())[paragraph:]), None)


def _table_place(reading: Reading, name: str) -> Place | None:
    """Where a table begins."""
    first = next((cell.place for path, cell in reading.cells.items() if path[0] == name), None)
    return attrs.evolve(first, row=None, column=None, cell=None) if first else None


def _section(subject: Reading | Report, path: CellPath) -> str:
    """The heading of the section that a narrative part stands in; "" for anything else."""
    if not path:
        return ""
    parts = prose_fields(subject.form.report if isinstance(subject, Reading) else type(subject))
    entry = parts.get(path[0])
    name = (entry.facts.follows or entry.name) if entry else path[0]
    return headings_of(subject).get(name) or FACTS.get(name) or (parts[name].words[0] if name in parts else "")


def _shape_of(subject: Reading | Report, name: str) -> Any:
    return subject.shape(name) if isinstance(subject, Reading) else shape_of(getattr(subject, name))


def _value(subject: Reading | Report, path: CellPath) -> Value:
    if isinstance(subject, Report):
        found = value_at(subject, path)
        return found if isinstance(found, Value) else None
    cell = subject.cells.get(path)
    if cell is not None:
        return cell.text if cell.value is None else cell.value
    return subject.worked_out(path)
