"""The sheets of the project's own workbook, known by what stands on them, and what stands where nothing is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from ...model.cell import Place
from ...model.fields import Role as FieldRole
from ...model.form import Form
from ...model.outline import entries
from ...model.text import unspaced
from ..form_tables import FormTable, form_tables
from ..left import Kind, Left
from ..wording import key
from .own_workbook import GUIDE, GUIDE_SHEET, REMARKS_SHEET, TEXT_SHEET, labels

_FEWEST: Final = 3  # labels that make a sheet the one of text
_LIKE: Final = 0.5  # of the words of a table that make a sheet its own
_TOP: Final = 2  # rows above a table: its name, and a line of instruction


@attrs.frozen
class OwnSheets:
    """Which sheet of a workbook of ours is which; `tables` by the words of the table."""

    text: Any | None
    tables: Mapping[str, Any]
    left: tuple[Left, ...]


def own_sheets(book: Any, form: Form) -> OwnSheets:
    """The sheets of our workbook by what stands on them; of two alike the one of the right name."""
    fits = {sheet.title: _fit(sheet, form) for sheet in book.worksheets}
    due = [TEXT_SHEET, *_table_names(form)]
    chosen: dict[str, Any] = {}
    for name in due:
        alike = [sheet for sheet in book.worksheets if fits[sheet.title] == name]
        named = [sheet for sheet in alike if sheet.title == name]
        if alike:
            chosen[name] = (named or alike)[0]
    taken = {sheet.title: name for name, sheet in chosen.items()}
    tables = {name: sheet for name, sheet in chosen.items() if name != TEXT_SHEET}
    return OwnSheets(chosen.get(TEXT_SHEET), tables, tuple(_about_sheets(book, taken)))


def _about_sheets(book: Any, taken: Mapping[str, str]) -> Iterator[Left]:
    """What is to be said of the sheets: renamed ones, further ones, and that the text is gone."""
    for sheet in book.worksheets:
        name, words = taken.get(sheet.title), _first_words(sheet)
        place = Place(sheet=sheet.title)
        if name is not None and name != sheet.title:
            yield Left(Kind.RENAMED, place, f"“{sheet.title}”按内容是“{name}”，照此读入")
        elif name is None and sheet.title not in _KNOWN and sheet.sheet_state == "visible" and words:
            yield Left(Kind.SHEET, place, f"“{sheet.title}”：{words}")
    if TEXT_SHEET not in taken.values():
        yield Left(Kind.MISSING_SHEET, words=TEXT_SHEET)


def _table_names(form: Form) -> list[str]:
    return [entry.words[0] for entry in entries(form.report) if entry.facts.role is FieldRole.TABLE]


def _fit(sheet: Any, form: Form) -> str:
    """What a sheet is, by its words: the text, a table, or "" for anything else."""
    cells = [cell for cell in list(sheet._cells.values()) if isinstance(cell.value, str) and cell.value]
    first = {cell.value.strip() for cell in cells if cell.column == 1}
    if len(first & {*labels(form)}) >= _FEWEST:
        return TEXT_SHEET
    words = {key(cell.value) for cell in cells}
    names = _table_names(form)
    shares = [(len(words & one.words) / len(one.words), -at) for at, one in enumerate(form_tables(form)) if one.words]
    share, at = max(shares, default=(0.0, 0))
    return names[-at] if share >= _LIKE else ""


def _first_words(sheet: Any) -> str:
    said = (str(cell.value) for cell in list(sheet._cells.values()) if cell.value is not None)
    return " ".join([words for words in said if words.strip()][:_SHOWN])


_SHOWN: Final = 8


def merged_entries(sheet: Any, words: str, form: Form) -> Sequence[Any]:
    """The merged ranges on the sheet of a table that the form does not merge: somebody merged cells for numbers."""
    printed = form_tables(form)[_table_names(form).index(words)].printed.grid.cells
    printed_labels = {unspaced(cell.text) for cell in printed if cell.line is None}
    entries_ = {(cell.column, cell.rowspan, cell.colspan) for cell in printed if cell.line is not None}
    strange = []
    for area in sheet.merged_cells.ranges:
        first = sheet._cells.get((area.min_row, area.min_col))
        text = str(first.value) if first is not None and first.value is not None else ""
        shape = (area.min_col, area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
        is_label = bool(text) and (unspaced(text) in printed_labels or text.startswith(_BALANCE))
        if area.min_row > _TOP and not is_label and shape not in entries_:
            strange.append(area)
    return strange


def table_outside(sheet: Any, words: str, form: Form) -> Sequence[Any]:
    """The cells on the sheet of a table that stand right of it, or below its last row; what reads along is known."""
    found = form_tables(form)[_table_names(form).index(words)]
    width = found.printed.grid.columns
    filled = sorted((c for c in list(sheet._cells.values()) if c.value is not None), key=lambda c: (c.row, c.column))
    last = _last_row(filled, found) if not found.has_own_rows else max((c.row for c in filled), default=0)
    known = {cell.row for cell in filled if str(cell.value).startswith(_BALANCE)}
    wide = _inserted(filled, found)
    return [c for c in filled if c.row not in known and (c.row > last or c.column > width + wide)]


def _last_row(filled: Sequence[Any], found: FormTable) -> int:
    """The last row with a label of the form; in a table of one row, the one below its headings."""
    if len(found.rows) == 1:
        return _TOP + int(found.printed.grid.rows)
    rows = [cell.row for cell in filled if isinstance(cell.value, str) and key(cell.value) in found.leaf_words]
    return max(rows, default=_TOP + int(found.printed.grid.rows))


def _inserted(filled: Sequence[Any], found: FormTable) -> int:
    """By how many columns the headings of the table were moved to the right."""
    width = int(found.printed.grid.columns)
    last = next(cell for cell in reversed(found.printed.grid.by_row[0]) if cell.heads == "column")
    headings = [c.column for c in filled if isinstance(c.value, str) and key(c.value) in found.column_words]
    return max(0, max(headings, default=width) - width) if last else 0


_BALANCE: Final = "勾稽：第一项"
_KNOWN: Final = (GUIDE_SHEET, REMARKS_SHEET)


def strange_guide(sheet: Any) -> Sequence[Any]:
    """The cells on the sheet of instructions that are none of its own lines, whatever version wrote them."""
    return [
        cell
        for cell in list(sheet._cells.values())
        if cell.value is not None and (cell.column > 1 or (cell.row > 1 and not _is_guide(str(cell.value), cell.row)))
    ]


def _is_guide(text: str, row: int) -> bool:
    """Whether a line is one of the instructions, or one numbered in its place that another version printed."""
    return text in GUIDE or (row - 2 < len(_NUMERALS) and text.startswith(f"{_NUMERALS[row - 2]}、"))


_NUMERALS: Final = "一二三四五六七八"
