"""A copy of a reading with the numbers put right of which only one thing can be meant, each of them told."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import attrs

from ..checking.check import check
from ..checking.locate.verdict import CELL
from ..model.cell import Cell, Number, State
from ..model.document import printed_number
from ..model.finding import Finding
from ..model.outline import CellPath
from ..model.reading import Reading


@attrs.frozen
class Corrected:
    """One cell that was put right: what stood in it, what is due, and the finding that names it."""

    path: CellPath
    before: str
    now: Number
    finding: Finding


@attrs.frozen(kw_only=True)
class Correction:
    """A reading with its certain corrections; `findings` are those that are left for a person."""

    reading: Reading
    corrected: tuple[Corrected, ...] = ()
    findings: tuple[Finding, ...] = ()


def correct(reading: Reading) -> Correction:
    """The reading with each cell put right that the printed totals show to be wrong, and only those.

    Certain is the one cell that makes all totals of its table agree (T007). A printed total that is off alone may be
    right and a line wrong (T006); a balance that fails, a number of last year, the narrative: these are left. Where
    the corrections would bring a finding that was not there, none of them is made. The reading that is given stays.
    """
    before = check(reading)
    certain = tuple(_corrected(reading, before))
    if not certain:
        return Correction(reading=reading, findings=before)
    mended = attrs.evolve(reading, cells={**reading.cells, **{one.path: _cell(reading, one) for one in certain}})
    after = check(mended)
    if not _named(after) <= _named(before):
        return Correction(reading=reading, findings=before)
    return Correction(reading=mended, corrected=certain, findings=after)


def _corrected(reading: Reading, findings: Iterable[Finding]) -> Iterable[Corrected]:
    for finding in findings:
        due, path = finding.suggestion, finding.at.path
        if finding.code == CELL.code and isinstance(due, int | Decimal) and path in reading.cells:
            yield Corrected(path, reading.cells[path].text, due, finding)


def _cell(reading: Reading, one: Corrected) -> Cell:
    line = next(line for line in reading.table(one.path[0]).lines if line.path == one.path[1:])
    return attrs.evolve(reading.cells[one.path], text=printed_number(one.now, line), state=State.NUMBER, value=one.now)


def _named(findings: Iterable[Finding]) -> set[tuple[str, CellPath]]:
    return {(finding.code, finding.at.path) for finding in findings if finding.severity.forbids}
