"""From what was found in a file to a reading of the form that its labels show, with all that found no home."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Final

import attrs

from ..datafile.values import stated_cell
from ..model.cell import Cell
from ..model.fields import Kind
from ..model.form import Form
from ..model.outline import CellPath
from ..model.reading import Reading, Remark
from ..model.table import tables_of
from .found import FileFacts, Found
from .left import remarks_of
from .prints import Print, differences
from .remarks import MISSING_DATE, MISSING_FACT, MISSING_HEADING, MISSING_NARRATIVE, UNREAD_DATE
from .repair.whole_file import mend
from .sections.division import Sectioned, divide_into_sections
from .sections.form_choice import form_of
from .sections.front_matter import agency_in, is_title
from .sections.office_name import office_and_year, year_begun
from .sections.parts import Part
from .sections.year import year_of
from .tables.cells import table_cells

NOT_SIGNED: Final = "（不落款）"  # as the workbook prints it
_HEADINGS: Final = "headings"  # the field of a form whose headings may be worded otherwise


@attrs.frozen(kw_only=True)
class Bound:
    """A file with every cell at its path: the report, and every further print of it."""

    file: Sectioned
    prints: tuple[Print, ...]


def bind(found: Found, form: Form | None = None) -> Reading:
    """The reading of a file; raises Unreadable where nothing of a yearly report is in it."""
    whole = mend(found, functools.partial(form_of, form=form))
    return reading_of(bind_tables(divide_into_sections(whole)))


def bind_tables(file: Sectioned) -> Bound:
    """The cells of each print of the report."""
    return Bound(file=file, prints=tuple(_print(part, file.form, file.facts) for part in file.parts))


def _print(part: Part, form: Form, facts: FileFacts) -> Print:
    cells, remarks = table_cells(part.tables, form, to_fill=facts.to_fill)
    return Print(part=part, cells=cells, remarks=(*remarks, *part.remarks))


def reading_of(bound: Bound) -> Reading:
    """What the first print states, with what further ones state otherwise."""
    file, first = bound.file, bound.prints[0]
    part = first.part
    agency, year = _agency_and_year(file, part)
    others = [remark for other in bound.prints[1:] for remark in differences(first, other)]
    return Reading(
        form=file.form,
        name=file.name,
        agency=agency,
        year=year,
        title=part.title or None,
        signed_by=_signed_in_workbook(part.signed_by) if file.facts.to_fill else part.signed_by,
        signed_on=part.signed_on,
        attachments=(*file.attachments, *part.attachments),
        prose=part.prose,
        prose_places=part.prose_places,
        headings=part.headings if _HEADINGS in attrs.fields_dict(file.form.report) else {},
        tables=frozenset(name for name, _ in part.tables),
        cells={**first.cells, **_printed(file)},
        remarks=(
            *file.remarks,
            *remarks_of(file.left),
            *first.remarks,
            *others,
            *_about_facts(agency, year, file.facts.year_typed),
            *_not_there(part),
        ),
    )


def _printed(file: Sectioned) -> dict[CellPath, Cell]:
    """The totals that a file printed from which a workbook of ours was made, in the place of its formulas."""
    kinds: dict[CellPath, Kind] = {
        (name, *line.path): line.kind
        for name, table in tables_of(file.form.report).items()
        for line in (table.lines if file.facts.printed else ())
    }
    said = {tuple(path.split(".")): text for path, text in file.facts.printed}
    stated = {path: stated_cell(text, kinds[path]) for path, text in said.items() if path in kinds}
    return {path: cell for path, cell in stated.items() if cell is not None}


def _signed_in_workbook(said: str | None) -> str | None:
    """Who signs as a workbook of ours has it: an empty cell is the office's own name."""
    return "" if said == NOT_SIGNED else said or None


def _agency_and_year(file: Sectioned, part: Part) -> tuple[str | None, int | None]:
    """Whose report it is and of which year, from what the file says of itself, title, opening or signature."""
    office, named = (None, None) if file.facts.is_ours else office_and_year([*_page_title(file.facts), *_opening(part)])
    signed = part.signed_on.year - 1 if part.signed_on else year_begun(_said(part))
    agency = file.facts.agency or agency_in(part.title) or office or part.signed_by or None
    return agency, year_of(file.items, file.facts, part.title, named) or signed


def _said(part: Part) -> list[str]:
    """The narrative before the first table."""
    return [p.text for field in ("preface", "overview") if field in part.prose for p in part.prose[field].paragraphs]


def _opening(part: Part) -> list[str]:
    """The words before the first heading, or the first ones below it."""
    before = [paragraph.text for paragraph in part.prose["preface"].paragraphs] if "preface" in part.prose else []
    return [*before, *_said(part)[len(before) : len(before) + 1]][:_OPENING]


_OPENING: Final = 12


def _page_title(facts: FileFacts) -> list[str]:
    """What the head of a web page calls it, where it calls it a report."""
    return [facts.page_title] if is_title(facts.page_title) else []


def _about_facts(agency: str | None, year: int | None, typed: str) -> list[Remark]:
    """What is missing of office and year; a year that is typed and is none is told with what is typed."""
    said = f"年度（填的是“{typed[:_SHOWN]}”，应为四位数）" if typed else "年度"
    missing = [("agency", "单位名称")] * (agency is None) + [("year", said)] * (year is None or bool(typed))
    return [Remark(diagnostic=MISSING_FACT, facts={"what": words}, at=(name,)) for name, words in missing]


_SHOWN: Final = 20


def _not_there(part: Part) -> Iterator[Remark]:
    """A narrative and a date that are missing; where no heading was found, the words before the tables are it."""
    lacks = {remark.diagnostic for remark in part.remarks}
    told = [name for name in part.prose if name != "preface" or MISSING_HEADING in lacks]
    if not told:
        yield Remark(diagnostic=MISSING_NARRATIVE, at=("overview",))
    if part.signed_on is None and UNREAD_DATE not in lacks:
        yield Remark(diagnostic=MISSING_DATE, at=("signed_on",))
