"""A report as what it states: its cells as a reading, its narrative beside its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..forms import form_of
from ..model.document import printed_number
from ..model.fields import Kind
from ..model.outline import Line, value_at
from ..model.reading import Cell, Reading, State
from ..model.report import Report, prose_fields, tables
from ..model.table import Table, table_of
from ..narrative.statement import Statement


def stated(report: Report) -> Reading:
    """A report as a reading: each of its numbers as a cell, totals too."""
    facts = {name: getattr(report, name) for name in ("agency", "year", "title", "signed_by", "signed_on")}
    there = stated_tables(report)
    cells = {
        (name, *line.path): _cell(value, line)
        for name, table in there.items()
        for line, value in zip(table.lines, table.values(getattr(report, name)), strict=True)
    }
    prose = {name: getattr(report, name) for name in prose_fields(type(report))}
    headings, names = headings_of(report), frozenset(there)
    return Reading(form=form_of(report), prose=prose, headings=headings, tables=names, cells=cells, **facts)


def _cell(value: Any, line: Line) -> Cell:
    words = State.TEXT if value else State.BLANK
    state = words if line.kind is Kind.WORDS else State.NUMBER
    return Cell(printed_number(value, line), state, value, line.kind)


def statement(subject: Reading | Report) -> Statement:
    """What a reading or a report says in words, with the numbers of its tables beside it."""
    return _of_reading(subject) if isinstance(subject, Reading) else _of_report(subject)


def _of_reading(reading: Reading) -> Statement:
    return Statement(
        form=reading.form,
        prose=reading.prose,
        tables={name: reading.table(name) for name in reading.tables},
        amount=lambda path: reading.amount(path),
        **_facts(reading),
    )


def _of_report(report: Report) -> Statement:
    return Statement(
        form=form_of(report),
        prose={name: getattr(report, name) for name in prose_fields(type(report))},
        tables=stated_tables(report),
        amount=lambda path: value_at(report, path),
        **_facts(report),
    )


def _facts(subject: Reading | Report) -> dict[str, Any]:
    return {name: getattr(subject, name) for name in ("agency", "year", "title", "signed_on")}


def stated_tables(report: Report) -> dict[str, Table]:
    """The tables that a report has, by name."""
    held = {name: getattr(report, name) for name in tables(type(report))}
    return {name: table_of(value) for name, value in held.items() if value is not None}


def headings_of(source: Report | Reading) -> Mapping[str, str]:
    """The headings that the office words itself; empty for a form that has none."""
    return getattr(source, "headings", None) or {}
