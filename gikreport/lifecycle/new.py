"""The start of a year's report: every number 待填, last year's carried figures filled in."""

from __future__ import annotations

import attrs

from ..checking.subject import reading_of
from ..errors import GikreportError, Words
from ..forms import form_for
from ..model.cell import UNFILLED_WORD, Cell, State
from ..model.document import printed_number
from ..model.form import Form
from ..model.outline import CellPath, Line
from ..model.prose import Paragraph, Prose
from ..model.reading import Reading
from ..model.report import Report, prose_fields
from ..model.table import tables_of
from ..rules.years import carried


def new(agency: str | None = None, year: int | None = None, *, previous: Reading | Report | None = None) -> Reading:
    """An empty report on the form that is due for `year`: every cell that it states is 待填.

    With last year's report the agency, the year after it, its headings and every figure that it carried forward
    are filled in (上年结转 = last year's 结转下年度, in every column); none of its prose is taken over.
    """
    last = None if previous is None else reading_of(previous)
    if last is None:
        return _empty(*_named(agency, year))
    agency, year = _named(agency or last.agency, year or (last.year and last.year + 1))
    if last.year not in (None, year - 1):
        raise GikreportError(Words(f"{year}年的上一年不是{last.year}年", f"{last.year} is not the year before {year}"))
    return _continued(_empty(agency, year), last)


def _named(agency: str | None, year: int | None) -> tuple[str, int]:
    if not agency or not year:
        raise GikreportError(Words("必须写明行政机关和年度", "the agency and the year are required"))
    return agency, year


def _empty(agency: str, year: int) -> Reading:
    form = form_for(year)
    cells = {path: Cell(UNFILLED_WORD, State.UNFILLED, None, line.kind) for path, line in stated_lines(form).items()}
    return Reading(form=form, agency=agency, year=year, tables=frozenset(path[0] for path in cells), cells=cells)


def _continued(empty: Reading, last: Reading) -> Reading:
    known = prose_fields(empty.form.report)
    kept = {name: _headings(prose) for name, prose in last.prose.items() if name in known}
    return attrs.evolve(
        empty,
        signed_by=last.signed_by if last.agency == empty.agency else None,
        prose={name: prose for name, prose in kept.items() if prose},
        headings=last.headings if last.form == empty.form else {},
        cells={**empty.cells, **_carried_cells(last, empty.form)},
        options=last.options,
    )


def _headings(prose: Prose) -> Prose:
    """The numbered headings alone; one that states a number is last year's text."""
    return Prose(tuple(Paragraph((p.heading,)) for p in prose.paragraphs if p.level and _is_general(p)))


def _is_general(paragraph: Paragraph) -> bool:
    words = paragraph.heading.lstrip("（(0123456789０１２３４５６７８９")
    return bool(words) and not any(char.isdigit() for char in words)


def fill(base: Reading, numbers: Reading) -> Reading:
    """A report that is begun, with the tables that were counted elsewhere; everything else stays as it is.

    A table is taken over whole, and only where some of it is known or the report has none.
    Raises GikreportError where the two are not of one office, one year and one form.
    """
    for zh, mine, theirs in (("机关", base.agency, numbers.agency), ("年度", base.year, numbers.year)):
        if mine != theirs:
            raise GikreportError(Words(f"{zh}不同：{mine}，{theirs}", f"not of one report: {mine}, {theirs}"))
    if base.form is not numbers.form:
        raise GikreportError(Words(f"格式不同：{base.form.name}，{numbers.form.name}", "not on one form"))
    known = {path[0] for path, cell in numbers.cells.items() if cell.state is not State.UNFILLED}
    taken = known | (numbers.tables - base.tables)
    kept = {path: cell for path, cell in base.cells.items() if path[0] not in taken}
    counted = {path: cell for path, cell in numbers.cells.items() if path[0] in taken}
    remarks = tuple(remark for remark in base.remarks if remark.at[:1] not in {(name,) for name in taken})
    return attrs.evolve(base, cells={**kept, **counted}, tables=base.tables | taken, remarks=remarks)


def stated_lines(form: Form) -> dict[CellPath, Line]:
    """The lines that an office states, of the tables whose rows the form fixes."""
    return {
        (name, *line.path): line
        for name, table in tables_of(form.report).items()
        if not table.rows_are_own
        for line in table.lines
        if not line.computed
    }


def _carried_cells(last: Reading, form: Form) -> dict[CellPath, Cell]:
    lines = stated_lines(form)
    return {
        one.path: Cell(printed_number(one.expected, line), State.NUMBER, one.expected, line.kind)
        for one in carried(last, form.report)
        for line in [lines[one.path]]
        if one.expected is not None
    }
