"""A report as what it states: its cells as a reading, its narrative beside its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..forms import form_of
from ..model.document import printed_number
from ..model.fields import Kind
from ..model.outline import Line, outline, value_at
from ..model.reading import Cell, Reading, State
from ..model.report import Report, prose_fields, tables
from ..model.sums import values
from ..narrative.statement import Statement


def stated(report: Report) -> Reading:
    """A report as a reading: each of its numbers as a cell, totals too."""
    facts = {name: getattr(report, name) for name in ("agency", "year", "title", "signed_by", "signed_on")}
    cells = {
        (name, *line.path): _cell(value, line)
        for name, table in stated_tables(report)
        for line, value in zip(outline(table), values(table), strict=True)
    }
    prose = {name: getattr(report, name) for name in prose_fields(type(report))}
    named = frozenset(name for name, _ in stated_tables(report))
    return Reading(form=form_of(report), prose=prose, cells=cells, tables=named, headings=headings_of(report), **facts)


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
        shapes={name: reading.shape(name) for name in reading.tables},
        amount=lambda path: reading.amount(path),
        **_facts(reading),
    )


def _of_report(report: Report) -> Statement:
    return Statement(
        form=form_of(report),
        prose={name: getattr(report, name) for name in prose_fields(type(report))},
        shapes={name: shape_of(table) for name, table in stated_tables(report)},
        amount=lambda path: value_at(report, path),
        **_facts(report),
    )


def _facts(subject: Reading | Report) -> dict[str, Any]:
    return {name: getattr(subject, name) for name in ("agency", "year", "title", "signed_on")}


def stated_tables(report: Report) -> Iterator[tuple[str, Any]]:
    """The tables that a report has, by name."""
    for name in tables(type(report)):
        table = getattr(report, name)
        if table is not None:
            yield name, table


def shape_of(table: Any) -> Any:
    """What knows a table's lines: its class, or the table itself where the rows are the office's own."""
    return table if hasattr(table, "lines") else type(table)


def headings_of(source: Report | Reading) -> Mapping[str, str]:
    """The headings that the office words itself; empty for a form that has none."""
    return getattr(source, "headings", None) or {}
