"""Every mandated cell of a template: once, at its place in the grid, under no condition but that of its table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import attrs

from ...errors import Words
from ...model.cell import Place
from ...model.diagnostic import Severity
from ...model.grid import Grid, GridCell
from ...model.outline import CellPath
from ...model.table import tables_of
from .faults import MAIN, Fault, Sheet, Standing, written
from .template_grid import DrawnCell, DrawnTable

_Found = Mapping[CellPath, list[Standing]]


@attrs.frozen
class Cells:
    """Judges the cells of one template."""

    sheet: Sheet

    def judge(self, found: Iterable[Standing], own: list[DrawnTable], official: list[DrawnTable]) -> None:
        """Every mandated cell stands once, at its place, under no condition but that of its table."""
        standing: dict[CellPath, list[Standing]] = defaultdict(list)
        for one in found:
            path = tuple(one.tag.said.split("."))
            if one.tag.kind == "name" and not one.tag.prefix and path in self.sheet.words.figures:
                standing[path].append(one)
        due = tables_of(self.sheet.form.report).items()
        placed = {name for name, table in due if self._table(name, table.grid, own, official, standing)}
        for path in sorted(self.sheet.words.figures):
            if standing[path] or path[0] not in placed:  # else it was missed at its place
                self._once(path, standing[path])

    def _once(self, path: CellPath, found: list[Standing]) -> None:
        tag = written(".".join(path))
        if not found:
            due = tables_of(self.sheet.form.report)[path[0]].grid.at[path[1:]]
            place = Place(row=due.row, column=due.column)
            words = Words(f"{tag} 应出现一次，实有 0 次", f"{tag} must stand once, stands 0 times")
            self.sheet.faults.append(Fault(words, path[0], place, " / ".join(words_of(due))))
        for one in found if len(found) > 1 else []:
            zh, en = f"应出现一次，实有 {len(found)} 次", f"must stand once, stands {len(found)} times"
            self.sheet.fault(one.tag.spot, zh, en, tag)
        for one in found:
            self._conditions(path[0], one)

    def _conditions(self, name: str, one: Standing) -> None:
        due = (f"if {name}",) if name in self.sheet.optional else ()
        if one.under == due:
            return
        if not one.under:
            zh = f"这张表可以没有：须放在 {{%p if {name} %}} 与 {{%p endif %}} 之间"
            en = f"a report may lack this table: put it between {{%p if {name} %}} and {{%p endif %}}"
        else:
            said = "、".join(one.under)
            zh, en = (
                f"不得在条件或循环之内（{said}），否则可能不印",
                f"may not stand under {said}: it might not be printed",
            )
        self.sheet.fault(one.tag.spot, zh, en, one.tag.written)

    def _table(
        self, name: str, due: Grid, own: list[DrawnTable], official: list[DrawnTable],
        standing: _Found,
    ) -> bool:  # fmt: skip
        """Compare a table cell by cell; False where it is not there, or not of the form's size."""
        table = _holds(name, own, standing)
        if table is None:
            return False
        if (table.rows, table.columns) != (due.rows, due.columns):
            zh = f"应有 {due.rows} 行 {due.columns} 列，实有 {table.rows} 行 {table.columns} 列"
            en = f"must have {due.rows} rows and {due.columns} columns, has {table.rows} and {table.columns}"
            self.sheet.faults.append(Fault(Words(zh, en), MAIN, Place(table=table.number)))
            return False
        drawn = {(cell.row, cell.column): cell for cell in table.cells}
        for cell in due.cells:
            self._cell(name, cell, drawn.get((cell.row, cell.column)), table)
        for one in (one for one in table.cells if one.goes_on):
            words = Words("这一格接不上它上面合并的单元格", "the cell goes on with no merged cell above it")
            self.sheet.faults.append(Fault(words, MAIN, one.place, one.text[:60]))
        model = _with_loops(name, official)
        if model is not None and table.loop_rows != model.loop_rows:
            zh, en = "循环的各行须与官方模板相同", "the rows of the loop must be those of the official template"
            self.sheet.faults.append(Fault(Words(zh, en), MAIN, Place(table=table.number)))
        return True

    def _cell(self, name: str, due: GridCell, found: DrawnCell | None, table: DrawnTable) -> None:
        place = found.place if found else Place(table=table.number, row=due.row, column=due.column)
        text = found.text if found else ""
        wanted = written(".".join((name, *due.line.path))) if due.line else due.text
        if found is None or (due.rowspan, due.colspan) != (found.rowspan, found.colspan):
            words = Words("单元格的合并与格式不同", "the cell is not merged as on the form")
        elif found.hidden and due.line:
            words = Words("这一格是隐藏文字，不会印出", "the cell is hidden and would not be printed")
        elif not _same(text, wanted):
            words = Words(f"此处应为 {wanted}", f"{wanted} belongs here")
        else:
            return
        severity = Severity.ERROR if due.line or found is None else Severity.WARNING
        self.sheet.faults.append(Fault(words, MAIN, place, text[:60], severity))


def _holds(name: str, own: list[DrawnTable], standing: _Found) -> DrawnTable | None:
    """The table that holds most of a form's table."""
    numbers = Counter(one.tag.spot.place.table for path, found in standing.items() for one in found
                      if path[0] == name and one.tag.spot.part == MAIN)  # fmt: skip
    (number, _), *_ = numbers.most_common(1) or [(None, 0)]
    return next((table for table in own if table.number == number), None)


def _with_loops(name: str, official: list[DrawnTable]) -> DrawnTable | None:
    begins = f"{{%tr for group in {name}.groups %}}"
    return next((table for table in official if any(begins == row[0][1] for _, row in table.loop_rows if row)), None)


def words_of(cell: GridCell) -> tuple[str, ...]:
    """The last words of a cell's row and column headings."""
    row, column = cell.labels
    return (*row[-1:], *column[-1:])


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())
