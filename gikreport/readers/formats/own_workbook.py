"""The project's own workbook: the sheet of text taken apart as it was written, tables beside their sections."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any, Final

from ...forms import FORMS
from ...model.cell import Place
from ...model.fields import Role as FieldRole
from ...model.form import Form
from ...model.outline import Entry, entries
from ..found import FileFacts, FoundParagraph, FoundTable, Item, Role, year_stated

PROPERTY: Final = "gikreport"
# The labels on the sheet of text, as the workbook prints them.
_TEXT_SHEET: Final = "正文"
_AGENCY, _YEAR, _TITLE, _PREFACE, _BY, _ON = "行政机关", "年度", "标题", "编制说明", "落款单位", "成文日期"
_AFTER: Final = "（表后文字）"


def form_of_book(book: Any) -> Form | None:
    """The form of a workbook of ours; None for any other workbook."""
    named = next((one.value for one in book.custom_doc_props.props if one.name == PROPERTY), None)
    return next((form for form in FORMS if form.name == named), None) if _TEXT_SHEET in book.sheetnames else None


def own_items(book: Any, form: Form, tables: dict[str, FoundTable]) -> tuple[FileFacts, list[Item]]:
    """Facts and items of our workbook in the order of the printed report; `tables` by the name of their sheet."""
    said = _said(book[_TEXT_SHEET])
    agency, typed = _first(said.get(_AGENCY)), _first(said.get(_YEAR)).strip()
    year = year_stated(typed)
    strange = "" if year else typed
    facts = FileFacts(is_ours=True, agency=agency, year=year, year_typed=strange, form=form.name, to_fill=True)
    return facts, list(_items(said, form, tables))


Lines = dict[str, list[FoundParagraph]]


def _said(sheet: Any) -> Lines:
    """The lines of each label; a line without a label goes on with the one above."""
    said: Lines = {}
    label = ""
    last = max((cell.row for cell in sheet._cells.values() if cell.value is not None), default=0)
    for row in sheet.iter_rows(max_row=last, min_col=1, max_col=3) if last else ():
        label = str(row[0].value).strip() if row[0].value else label
        place = Place(sheet=sheet.title, cell=row[1].coordinate)
        text = _words(row[1].value)
        if text.strip():
            said.setdefault(label, []).append(FoundParagraph(text, place))
        if len(row) > 2 and row[2].value:
            said.setdefault(f"{label}\0", []).append(FoundParagraph(str(row[2].value), place))
    return said


def _words(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _first(lines: Sequence[FoundParagraph] | None) -> str:
    return lines[0].text if lines else ""


def _items(said: Lines, form: Form, tables: dict[str, FoundTable]) -> Iterator[Item]:
    yield from (_as(line, Role.TITLE) for line in said.get(_TITLE, ()))
    yield from said.get(_PREFACE, ())
    following = {
        e.facts.follows: e for e in entries(form.report) if e.facts.role is FieldRole.AFTER and e.facts.follows
    }
    for entry in entries(form.report):
        if entry.facts.role is FieldRole.SECTION:
            yield from _section(said, entry)
        elif entry.facts.role is FieldRole.TABLE and entry.words[0] in tables:
            yield tables[entry.words[0]]
        elif entry.facts.role is FieldRole.AFTER and entry.facts.follows:
            section = next(name for name, after in following.items() if after is entry)
            heading = next(e.words[0] for e in entries(form.report) if e.name == section)
            yield from said.get(heading + _AFTER, ())
    # Without a line for the name, one of the text would be taken for it.
    signed = said.get(_BY) or [FoundParagraph("", Place(sheet=_TEXT_SHEET))]
    yield from (_as(line, Role.SIGNATURE) for line in signed)
    yield from (_as(line, Role.DATE) for line in said.get(_ON, ()))


def _section(said: Lines, entry: Entry) -> Iterator[FoundParagraph]:
    own = said.get(f"{entry.words[0]}\0")
    place = own[0].place if own else Place(sheet=_TEXT_SHEET)
    yield FoundParagraph(own[0].text if own else entry.words[0], place, Role.HEADING)
    yield from said.get(entry.words[0], ())


def _as(line: FoundParagraph, role: Role) -> FoundParagraph:
    return FoundParagraph(line.text, line.place, role)
