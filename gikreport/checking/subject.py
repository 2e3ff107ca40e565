"""What is checked: a reading or a report, with all that checks, findings and `locate` ask of it, made once."""

from __future__ import annotations

import abc
import functools
from collections.abc import Mapping
from typing import Any

import attrs

from ..forms import form_of
from ..model.cell import Cell, Place, State
from ..model.diagnostic import Value
from ..model.document import printed_number
from ..model.fields import Kind
from ..model.form import Form
from ..model.options import Options
from ..model.outline import CellPath, Line, value_at
from ..model.prose import EMPTY, Prose
from ..model.reading import NotAReport, Reading
from ..model.report import Report, own_words, prose_fields, tables
from ..model.table import Table, table_of
from ..narrative.lexicon import Lexicon
from ..narrative.statement import Statement


class Subject(abc.ABC):
    """A reading or a report: its form and class, its numbers, tables, narrative and headings, and where they stand."""

    form: Form
    source: Reading | Report
    name: str  # of the file, "" where there is none
    options: Options
    words: Lexicon | None = None  # those of the narrative; None for those of the house
    is_typed: bool  # whether it is a report: no cell of it can hold anything but a fitting number

    @property
    def cls(self) -> type[Report]:
        """The class of its report."""
        return self.form.report

    @property
    def headings(self) -> Mapping[str, str]:
        """The headings that the office words itself; empty for a form that has none."""
        return headings_of(self.source)

    @functools.cached_property
    def statement(self) -> Statement:
        """What it says in words, with the numbers of its tables beside it."""
        source = self.source
        return Statement(
            form=self.form,
            agency=source.agency,
            year=source.year,
            title=source.title,
            signed_on=source.signed_on,
            signed_by=source.signed_by,
            prose=self.prose,
            tables=self.tables,
            amount=self.amount,
            cell_texts=self.cell_texts,
            words=self.words,
            remarked=frozenset(one.code for one in getattr(source, "remarks", ())),
        )

    @property
    @abc.abstractmethod
    def cell_texts(self) -> Mapping[CellPath, str]:
        """What stands in the cells that hold more than ASCII."""

    @property
    @abc.abstractmethod
    def reading(self) -> Reading:
        """What it states, cell by cell; of a report made when it is first asked for."""

    @property
    @abc.abstractmethod
    def report(self) -> Report | None:
        """The typed report; None where the reading is not a whole one yet."""

    @property
    @abc.abstractmethod
    def prose(self) -> Mapping[str, Prose]:
        """The narrative that is stated, by section."""

    @property
    @abc.abstractmethod
    def tables(self) -> Mapping[str, Table]:
        """The tables that are there, by name."""

    @property
    @abc.abstractmethod
    def missing(self) -> tuple[str, ...]:
        """The mandatory tables of the form that are not there."""

    @property
    def sections(self) -> dict[str, Prose]:
        """Every narrative part of the form, in printed order; empty where nothing is stated."""
        return {name: self.prose.get(name, EMPTY) for name in prose_fields(self.cls)}

    @abc.abstractmethod
    def whole_report(self) -> Report:
        """The typed report; raises NotAReport where it is not a whole one."""

    @abc.abstractmethod
    def amount(self, path: CellPath) -> Any | None:
        """The number that a cell counts for; None where it cannot be known."""

    @abc.abstractmethod
    def value(self, path: CellPath) -> Value:
        """What stands in a cell."""

    @abc.abstractmethod
    def table(self, name: str) -> Table:
        """A table of the form, whether it is there or not."""

    @abc.abstractmethod
    def block(self, path: CellPath, cls: type) -> Any | None:
        """The block at a path; None where its table is not there, or one of its cells cannot be counted."""

    @abc.abstractmethod
    def place(self, path: CellPath, paragraph: int = 0) -> Place | None:
        """Where a cell, a table or a paragraph of the narrative stands in the user's file."""


class _OfReading(Subject):
    """A reading as a subject."""

    is_typed = False

    def __init__(self, reading: Reading) -> None:
        self.source = self._reading = reading
        self.form, self.name, self.options = reading.form, reading.name, reading.options

    @property
    def reading(self) -> Reading:
        return self._reading

    @functools.cached_property
    def report(self) -> Report | None:
        try:
            return self._reading.report
        except NotAReport:
            return None

    def whole_report(self) -> Report:
        return self._reading.report

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(self._reading.missing_tables())

    @property
    def prose(self) -> Mapping[str, Prose]:
        return self._reading.prose

    @functools.cached_property
    def tables(self) -> Mapping[str, Table]:
        return {name: self._reading.table(name) for name in self._reading.tables}

    @property
    def cell_texts(self) -> Mapping[CellPath, str]:
        return {path: cell.text for path, cell in self._reading.cells.items() if not cell.text.isascii()}

    def amount(self, path: CellPath) -> Any | None:
        return self._reading.amount(path)

    def value(self, path: CellPath) -> Value:
        cell = self._reading.cells.get(path)
        if cell is not None:
            return cell.text if cell.value is None else cell.value
        found: Value = self._reading.worked_out(path)
        return found

    def table(self, name: str) -> Table:
        return self._reading.table(name)

    def block(self, path: CellPath, cls: type) -> Any | None:
        if path[0] not in self._reading.tables:
            return None
        return self._reading.block(path, cls) if self.report is None else value_at(self.report, path)

    def place(self, path: CellPath, paragraph: int = 0) -> Place | None:
        reading = self._reading
        if path in reading.cells:
            return reading.cells[path].place
        if len(path) == 1 and path[0] in reading.tables:
            first = next((cell.place for own, cell in reading.cells.items() if own[0] == path[0]), None)
            return attrs.evolve(first, row=None, column=None, cell=None) if first else None
        places = reading.prose_places.get(path[0], ())
        return places[paragraph] if paragraph < len(places) else None


class _OfReport(Subject):
    """A report as a subject; it is not made a reading unless one is asked for."""

    is_typed = True
    name, options = "", Options()

    def __init__(self, report: Report) -> None:
        self.source = self._report = report
        self.form = form_of(report)

    @functools.cached_property
    def reading(self) -> Reading:
        return stated(self._report)

    @property
    def report(self) -> Report:
        return self._report

    def whole_report(self) -> Report:
        return self._report

    @property
    def missing(self) -> tuple[str, ...]:
        return ()

    @functools.cached_property
    def prose(self) -> Mapping[str, Prose]:
        return {name: getattr(self._report, name) for name in prose_fields(self.cls)}

    @functools.cached_property
    def tables(self) -> Mapping[str, Table]:
        return stated_tables(self._report)

    @property
    def cell_texts(self) -> Mapping[CellPath, str]:
        lines = ((name, line) for name, table in self.tables.items() for line in table.lines)
        words = ((name, *line.path) for name, line in lines if line.kind is Kind.WORDS)
        return {path: text for path in words if not str(text := value_at(self._report, path)).isascii()}

    def amount(self, path: CellPath) -> Any | None:
        return value_at(self._report, path)

    def value(self, path: CellPath) -> Value:
        found = value_at(self._report, path)
        return found if isinstance(found, Value) else None

    def table(self, name: str) -> Table:
        return table_of(getattr(self._report, name))

    def block(self, path: CellPath, cls: type) -> Any | None:
        return value_at(self._report, path) if getattr(self._report, path[0]) is not None else None

    def place(self, path: CellPath, paragraph: int = 0) -> Place | None:
        return None


def subject_of(source: Subject | Reading | Report, words: Lexicon | None = None) -> Subject:
    """A reading or a report as a subject, its narrative read by these words; a subject as it is."""
    if isinstance(source, Subject):
        return source
    subject = _OfReading(source) if isinstance(source, Reading) else _OfReport(source)
    subject.words = words
    return subject


def reading_of(source: Reading | Report) -> Reading:
    """A reading as it is; a report as a reading."""
    return source if isinstance(source, Reading) else stated(source)


def stated(report: Report) -> Reading:
    """A report as a reading: each of its numbers as a cell, totals too.

    A title or a signature that only repeats the office's name is not stated.
    """
    facts = {
        **{name: getattr(report, name) for name in ("agency", "year", "signed_on", "attachments")},
        **own_words(report),
    }
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


def statement(source: Reading | Report) -> Statement:
    """What a reading or a report says in words, with the numbers of its tables beside it."""
    return subject_of(source).statement


def stated_tables(report: Report) -> dict[str, Table]:
    """The tables that a report has, by name."""
    held = {name: getattr(report, name) for name in tables(type(report))}
    return {name: table_of(value) for name, value in held.items() if value is not None}


def headings_of(source: Report | Reading) -> Mapping[str, str]:
    """The headings that the office words itself; empty for a form that has none."""
    return getattr(source, "headings", None) or {}
