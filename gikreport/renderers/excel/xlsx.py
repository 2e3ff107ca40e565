"""The workbook for clerks: a sheet for each official table, one for the text, one that says what to do."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import Any, Final

import attrs

from ...checking.subject import reading_of
from ...errors import CannotRender, Words
from ...model.fields import Role
from ...model.reading import Reading
from ...model.report import Report, parts, prose_fields, tables
from ...readers.formats.own_workbook import GUIDE, GUIDE_SHEET, PROPERTY, TEXT_SHEET
from ..word.styles import ems
from .notices import write_notices
from .sheets import Looks, looks, write_table

NOT_SIGNED: Final = "（不落款）"  # an empty cell is the office's own name
_SPARE_LINES: Final = 4
_LONGEST: Final = 32_000
_ROOM: Final = 35  # characters on a line of text
_LINE: Final = 15  # points: the height of one
_A4: Final = 9


def render_xlsx(subject: Reading | Report, suffix: str = ".xlsx") -> bytes:
    """A report or reading as a workbook to fill in; raises CannotRender where XlsxWriter is not installed."""
    try:
        import xlsxwriter
    except ImportError:
        words = Words(
            "生成 Excel 要先安装：pip install 'gikreport[xlsx]'", "for workbooks: pip install 'gikreport[xlsx]'"
        )
        raise CannotRender(words) from None
    stream = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, settings) as book:
        _write(book, reading_of(subject))
    return stream.getvalue()


def _write(book: Any, reading: Reading) -> None:
    look = looks(book)
    book.set_properties({"title": "政府信息公开工作年度报告填报表", "created": datetime.datetime(2000, 1, 1)})
    book.set_custom_property(PROPERTY, reading.form.name)
    _guide(_sheet(book, GUIDE_SHEET), look)
    _Text(_sheet(book, TEXT_SHEET, insert_rows=True), book, reading).write()
    for name, entry in tables(reading.form.report).items():
        if name in reading.tables:
            write_table(_sheet(book, entry.words[0]), reading, name, _table_title(reading, name), look)
    write_notices(book, reading, look)


def _table_title(reading: Reading, name: str) -> str:
    """What the sheet says above its table: the name of the table, and the section that it belongs to."""
    section = ""
    for entry in parts(reading.form.report):
        section = entry.words[0].partition("、")[2] if entry.facts.role is Role.SECTION else section
        if entry.name == name:
            return entry.words[0] if len(entry.words[0]) > _SHORT else f"{entry.words[0]}  {section}"
    return name


_SHORT: Final = 4


def _sheet(book: Any, name: str, **allowed: bool) -> Any:
    """A sheet that prints on one A4 page across, its locked cells protected without a password."""
    sheet = book.add_worksheet(name)
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.center_horizontally()
    sheet.hide_gridlines(2)
    sheet.protect("", {"format_cells": True, "format_columns": True, "format_rows": True, **allowed})
    return sheet


def _guide(sheet: Any, look: Looks) -> None:
    sheet.set_column(0, 0, 76)
    sheet.write_string(0, 0, "政府信息公开工作年度报告填报说明", look.name)
    sheet.set_row(0, 36)
    for index, line in enumerate(GUIDE):
        sheet.write_string(index + 1, 0, line, look.row)
        sheet.set_row(index + 1, 36)


FACTS: Final = {
    "agency": "行政机关",
    "year": "年度",
    "title": "标题",
    "preface": "编制说明",
    "signed_by": "落款单位",
    "signed_on": "成文日期",
}
AFTER: Final = "{heading}（表后文字）"


class _Text:
    """The sheet of facts and paragraphs: what it is on the left, the words right of it, a line for each paragraph."""

    def __init__(self, sheet: Any, book: Any, reading: Reading) -> None:
        cell = {"border": 1, "valign": "top", "text_wrap": True, "font_size": 11}
        entry = {**cell, "locked": False, "bg_color": "#FFF9DB"}
        self._sheet, self._reading, self._row = sheet, reading, 0
        self._label = book.add_format({**cell, "bg_color": "#EEF2F7"})
        self._words = book.add_format({**entry, "num_format": "@", "quote_prefix": True})
        self._year = book.add_format({**entry, "num_format": "0", "align": "left"})
        self._date = book.add_format({**entry, "num_format": 'yyyy"年"m"月"d"日"', "align": "left"})

    def write(self) -> None:
        """Facts, preface, sections in printed order, signature."""
        self._sheet.set_column(0, 0, 52)
        self._sheet.set_column(1, 1, 2 * _ROOM + 6)
        self._sheet.set_column(2, 2, 24)
        reading = self._reading
        self._lines(FACTS["agency"], [reading.agency or ""])
        self._fact(FACTS["year"], reading.year, self._year, "write_number")
        self._lines(FACTS["title"], reading.title or (), spare=2)
        for label, name, own in self._sections():
            self._lines(label, self._paragraphs(name), spare=_SPARE_LINES, own=own)
        self._lines(FACTS["signed_by"], [NOT_SIGNED if reading.signed_by == "" else reading.signed_by or ""])
        self._fact(FACTS["signed_on"], reading.signed_on, self._date, "write_datetime")

    def _sections(self) -> Iterator[tuple[str, str, str | None]]:
        return section_labels(self._reading)

    def _paragraphs(self, name: str) -> list[str]:
        prose = self._reading.prose.get(name)
        return [paragraph.text for paragraph in prose.paragraphs] if prose else []

    def _lines(self, label: str, lines: Any, *, spare: int = 0, own: str | None = None) -> None:
        if own is not None:
            self._sheet.write_string(self._row, 2, own, self._words)
        for index, text in enumerate([*lines, *[""] * spare] or [""]):
            self._sheet.write_string(self._row, 0, "" if index else label, self._label)
            for at, piece in enumerate(_pieces(text)):
                self._sheet.write_string(self._row, 1, piece, self._words)
                if ems(piece) > _ROOM:
                    self._sheet.set_row(self._row, _LINE * (1 + int(ems(piece) / _ROOM)))
                self._row += at > 0
            self._row += 1

    def _fact(self, label: str, value: object, look: Any, method: str) -> None:
        self._sheet.write_string(self._row, 0, label, self._label)
        if value is None:
            self._sheet.write_blank(self._row, 1, None, look)
        else:
            getattr(self._sheet, method)(self._row, 1, value, look)
        self._row += 1


def section_labels(reading: Reading) -> Iterator[tuple[str, str, str | None]]:
    """For each part of the text its label, its field, and the heading of the office's own where the form has such."""
    own = any(field.name == "headings" for field in attrs.fields(reading.form.report))
    fields = prose_fields(reading.form.report)
    for name, entry in fields.items():
        if entry.words:
            yield entry.words[0], name, reading.headings.get(name, "") if own else None
        elif entry.facts.follows:
            yield AFTER.format(heading=fields[entry.facts.follows].words[0]), name, None
        else:
            yield FACTS["preface"], name, None


def _pieces(text: str) -> list[str]:
    """A paragraph too long for one cell would not be shown whole; a cell holds 32,767 signs."""
    if len(text) > _LONGEST:
        raise CannotRender(
            Words(
                "有一段文字超过 32000 字，放不进一个单元格；请分段",
                "a paragraph of more than 32,000 characters; split it",
            )
        )
    return [text]
