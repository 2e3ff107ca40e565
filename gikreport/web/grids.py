"""The tables of a form as somebody fills them in: as on paper, a field where paper has a blank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from ..model.document import printed_number
from ..model.finding import Finding
from ..model.outline import CellPath, Line
from ..model.report import tables
from ..renderers.web.page import Table as Drawn, table as drawn
from .entries import field_name, shown
from .work import Work, is_open


@attrs.frozen
class Box:
    """One cell to fill in, or a total that follows: its name, what stands in it, what is said of it."""

    name: str
    value: str
    computed: bool = False
    open: bool = False
    wide: bool = False
    said: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """What links lead to."""
        return f"c-{self.name.replace('.', '-')}"


@attrs.frozen
class Sheet:
    """One table: as it is drawn, its fields by the place of their cells, how many of them are open."""

    name: str
    words: str
    drawn: Drawn | None
    boxes: Mapping[str, Box]
    open: int
    cells: int


def sheets(work: Work, findings: Sequence[Finding]) -> tuple[Sheet, ...]:
    """Every table of the form; one whose rows are the office's own has no grid to fill in."""
    return tuple(_sheet(work, name, findings) for name in tables(work.report.form.report))


def _sheet(work: Work, name: str, findings: Sequence[Finding]) -> Sheet:
    entry, table = tables(work.report.form.report)[name], work.report.table(name)
    if table.rows_are_own:
        return Sheet(name, entry.words[0], None, {}, 0, 0)
    said = _said(findings)
    boxes = {line.path: _box(work, (name, *line.path), line, said) for line in table.lines}
    figures = {(name, *path): box.value for path, box in boxes.items()}
    placed = {f"{name}-{cell.row}-{cell.column}": boxes[cell.line.path] for cell in table.grid.cells if cell.line}
    stated = [box for box in boxes.values() if not box.computed]
    return Sheet(
        name, entry.words[0], drawn(entry, table.grid, figures), placed, sum(box.open for box in stated), len(stated)
    )


def _box(work: Work, path: CellPath, line: Line, said: Mapping[CellPath, list[str]]) -> Box:
    cell = work.report.cells.get(path)
    if line.computed:
        return Box(field_name(path), _total(work, path, line), computed=True, said=tuple(said.get(path, ())))
    return Box(
        field_name(path),
        shown(cell),
        open=is_open(cell),
        wide=line.kind.value == "money",
        said=tuple(said.get(path, ())),
    )


def _total(work: Work, path: CellPath, line: Line) -> str:
    """A total: the one that a file prints, until its table is changed; what its lines come to otherwise."""
    stated = work.report.cells.get(path)
    if stated is not None:
        return stated.text
    amount = work.report.worked_out(path)
    return "" if amount is None else printed_number(amount, line)


def _said(findings: Sequence[Finding]) -> Mapping[CellPath, list[str]]:
    found: dict[CellPath, list[str]] = {}
    for finding, path in _marks(findings):
        found.setdefault(path, []).append(finding.words.zh)
    return found


def _marks(findings: Sequence[Finding]) -> Iterator[tuple[Finding, CellPath]]:
    """Each finding about a cell that is filled in, with its cell; what is open is told by how many there are."""
    for finding in findings:
        if finding.at.grid is not None and finding.severity.value != "uncertain":
            yield finding, finding.at.path
