"""The start of a year's report: every number 待填, last year's carried figures filled in."""

from __future__ import annotations

from .forms import form_for
from .model.outline import outline
from .model.reading import UNFILLED_WORD, Cell, Reading, State
from .model.report import tables


def new(agency: str, year: int) -> Reading:
    """An empty report of an agency on the form that is due for `year`: every cell that it states is 待填."""
    form = form_for(year)
    named = [name for name, entry in tables(form.report).items() if entry.facts.role and not _has_own_rows(entry.of)]
    cells = {
        (name, *line.path): Cell(UNFILLED_WORD, State.UNFILLED, None, line.kind)
        for name in named
        for line in outline(tables(form.report)[name].of)
        if not line.computed
    }
    return Reading(form=form, agency=agency, year=year, tables=frozenset(named), cells=cells)


def _has_own_rows(cls: object) -> bool:
    return hasattr(cls, "row")
