"""Many offices' reports as one (汇总), with where each number came from."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from ..checking.check import check, found_by
from ..checking.subject import reading_of
from ..errors import GikreportError, Words
from ..forms import form_for
from ..lifecycle.migrate import Migration, migrate
from ..lifecycle.new import new, stated_lines
from ..model.cell import Cell, State
from ..model.document import printed_number
from ..model.fields import Kind
from ..model.finding import Finding
from ..model.form import Form
from ..model.outline import CellPath
from ..model.reading import Reading
from ..model.report import Report
from ..rules.aggregation import CHECKS, Parts
from ..units import Units
from .matching import Matched, matched
from .workbook import workbook, written

Trace = Mapping[CellPath, tuple[Any, ...]]


@attrs.frozen(kw_only=True)
class Aggregate:
    """The sum of an office's own report (本级) and those of its units.

    `reading` states what every unit states. With a unit missing, or a cell of one open, cells are 待填 and the partial
    sums stand in the trace only. `numbers` holds for each cell the number of each of `names`, None where it is open.
    """

    reading: Reading
    _parts: Parts = attrs.field(alias="parts")
    _summed: Mapping[str, Reading] = attrs.field(alias="summed")
    names: tuple[str, ...]
    numbers: Mapping[CellPath, tuple[Any, ...]]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is the matter with the units: the cause of every open cell, and whose own report is not sound."""
        return found_by(CHECKS, self.reading, self._judged)

    @functools.cached_property
    def _judged(self) -> Parts:
        """The parts with those whose own report is not sound."""
        return attrs.evolve(self._parts, unsound=tuple(_unsound(self._summed)))

    def check(self, whole: Reading | Report) -> tuple[Finding, ...]:
        """The other direction: a published report of the area against the reports of its units, cell by cell.

        A report of another year, or one that leaves cells open, is told as that of a unit is.
        """
        reading = reading_of(whole)
        name = reading.agency or reading.name
        if reading.year != self.reading.year:
            parts = attrs.evolve(self._judged, other_year=(*self._parts.other_year, (name, reading.year)))
        else:
            left = sum(reading.amount(path) is None for path in self._parts.sums)
            opened = (*self._parts.open, (name, left)) if left else self._parts.open
            parts = attrs.evolve(self._judged, whole=reading, open=opened)
        return found_by(CHECKS, reading, parts)

    def trace(self, suffix: str) -> bytes:
        """Every number with the units it came from, as ".xlsx" (a row a unit, formulas that sum), ".csv" or ".json"."""
        if suffix == ".xlsx":
            return workbook(self.reading, self.names, self.numbers)
        return written(self.reading, self.names, self.numbers, suffix)


def aggregate_reports(
    reports: Iterable[Reading | Report], *, agency: str, year: int | None = None, units: Units | None = None
) -> Aggregate:
    """The reports of one year summed cell by cell: 本级, the report under the name of `agency`, and its units.

    With the list of `units`, a unit is taken by its own report, otherwise by those of its own units; without a list
    every report is one. A unit on another form is migrated. Raises GikreportError where no year is known.
    """
    readings = [reading_of(one) for one in reports]
    due = year or _year(readings)
    found = matched(readings, agency, due, units or Units())
    form = form_for(due)
    moved = {name: migrate(reading, form) for name, reading in found.parts.items()}
    numbers = _numbers([one.reading for one in moved.values()], form)
    sums = {} if found.missing or found.duplicate or not moved else dict(_sums(numbers))
    parts = _parts(found, moved, numbers, sums)
    summed = {name: found.parts[name] for name in moved}
    reading = _reading(agency, due, sums, units)
    return Aggregate(reading=reading, parts=parts, summed=summed, names=tuple(moved), numbers=numbers)


def _year(readings: list[Reading]) -> int:
    years = {reading.year for reading in readings if reading.year is not None}
    if len(years) != 1:
        said = "、".join(map(str, sorted(years))) or "没有年度"
        raise GikreportError(
            Words(f"各份报告的年度不一（{said}）；请写明年度", "the reports are of several years; name one")
        )
    return years.pop()


def _numbers(readings: list[Reading], form: Form) -> Trace:
    lines = (path for path, line in stated_lines(form).items() if line.kind is not Kind.WORDS)
    return {path: tuple(reading.amount(path) for reading in readings) for path in lines}


def _sums(numbers: Trace) -> Iterator[tuple[CellPath, Any]]:
    for path, row in numbers.items():
        if None not in row:
            yield path, sum(row)


def _parts(found: Matched, moved: Mapping[str, Migration], numbers: Trace, sums: Mapping[CellPath, Any]) -> Parts:
    opened = {name: sum(row[index] is None for row in numbers.values()) for index, name in enumerate(moved)}
    return Parts(
        sums=sums,
        missing=tuple(found.missing),
        duplicate=tuple(found.duplicate),
        renamed=tuple(found.renamed),
        extra=tuple(found.extra),
        other_year=tuple(found.other_year),
        inside=tuple(found.inside),
        lost=tuple((name, told) for name, one in moved.items() if (told := _lost(one))),
        open=tuple((name, count) for name, count in opened.items() if count),
    )


def _unsound(readings: Mapping[str, Reading]) -> Iterator[tuple[str, tuple[int, Words]]]:
    """The units whose own report has findings that forbid it, how many, and the first; cells that are open aside."""
    for name, reading in readings.items():
        found = [one for one in check(reading) if one.severity.forbids and one.code not in _OPEN]
        if found:
            code, words = found[0].code, found[0].words
            yield name, (len(found), Words(f"{code} {words.zh}", f"{code} {words.en}"))


# A cell without a number, a table that is not there, one that was not read: told of the unit as cells that are open.
_OPEN: Final = frozenset(["T003", "T004", "T005"])


def _lost(migration: Migration) -> str:
    tables = migration.reading.tables
    return "；".join(f"{one.label} {one.value}" for one in migration.lost if one.path[0] in tables and not one.zero)


def _reading(agency: str, year: int, sums: Mapping[CellPath, Any], units: Units | None) -> Reading:
    empty = new(agency, year)
    lines = stated_lines(empty.form)
    cells = {p: Cell(printed_number(v, lines[p]), State.NUMBER, v, lines[p].kind) for p, v in sums.items()}
    unit = units.named(agency) if units else None
    title, signed_by = (unit.title or None, unit.signed_by or None) if unit else (None, None)
    return attrs.evolve(empty, cells={**empty.cells, **cells}, title=title, signed_by=signed_by)
