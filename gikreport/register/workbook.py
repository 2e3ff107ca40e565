"""A workbook that somebody reads or fills in: named columns, widths, filters; its text never becomes a formula."""

from __future__ import annotations

import contextlib
import datetime
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

import attrs

from ..errors import CannotRender, Words

_FONT: Final = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter"}
_EDGE: Final = {"border": 1, "border_color": "#BFC7D1"}
_ROW: Final = 18
_OPTIONS: Final = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip


@attrs.frozen
class Looks:
    """The formats of a workbook."""

    title: Any
    note: Any
    head: Any
    text: Any
    middle: Any
    number: Any
    share: Any
    day: Any
    entry: Any
    kept: Any
    total: Any
    total_share: Any
    total_text: Any


@attrs.frozen
class Column:
    """A column of a list: its heading, its width in characters of half width, the name of its look."""

    heading: str
    width: int
    look: str = "text"


@attrs.frozen
class Book:
    """A workbook that is being written."""

    book: Any
    looks: Looks

    def sheet(self, name: str, *, wide: bool = False) -> Any:
        """A new sheet, which prints on A4 one page wide."""
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        if wide:
            sheet.set_landscape()
        sheet.hide_gridlines(2)
        return sheet

    def listing(
        self, sheet: Any, columns: Sequence[Column], rows: Iterable[Sequence[Any]], title: str, note: str
    ) -> int:
        """A list with a title, a line of explanation, headings that stay, a filter; gives the number of its rows."""
        top = 2
        last = len(columns) - 1
        sheet.merge_range(0, 0, 0, last, title, self.looks.title)
        sheet.merge_range(1, 0, 1, last, note, self.looks.note)
        sheet.set_row(0, 30)
        width = sum(column.width for column in columns)
        sheet.set_row(1, height_of(note, width))
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(top, at, column.heading, self.looks.head)
        sheet.set_row(top, 24)
        number = 0
        for number, row in enumerate(rows, 1):
            self.row(sheet, top + number, columns, row)
        sheet.freeze_panes(top + 1, 0)
        sheet.autofilter(top, 0, top + max(1, number), last)
        sheet.repeat_rows(top)
        return number

    def row(self, sheet: Any, at: int, columns: Sequence[Column], row: Sequence[Any]) -> None:
        """One row of a list, as high as its longest text needs."""
        height: float = _ROW
        for column, value in enumerate(row):
            look = columns[column].look
            if look == "entry" and value:
                look = "kept"
            self.cell(sheet, at, column, value, getattr(self.looks, look))
            if isinstance(value, str):
                height = max(height, height_of(value, columns[column].width - 1))
        sheet.set_row(at, height)

    def cell(self, sheet: Any, row: int, column: int, value: Any, look: Any) -> None:
        """One cell: a number, a day, or text as it stands."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, look)
        elif isinstance(value, datetime.date):
            sheet.write_datetime(row, column, datetime.datetime(value.year, value.month, value.day), look)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, look)
        else:
            sheet.write_string(row, column, str(value), look)


def height_of(text: str, width: int) -> float:
    """How many points high a text is that is wrapped to a width in characters of half width."""
    return 14 * max(1, -(-_breadth(text) // max(1, width))) + 4


def _breadth(text: str) -> int:
    """How many characters of half width a text is."""
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)


def workbook(title: str, write: Callable[[Book], None]) -> bytes:
    """The workbook that `write` fills; raises CannotRender where XlsxWriter is not installed."""
    stream = io.BytesIO()
    with _opened(stream) as book:
        book.set_properties({"title": title, "created": datetime.datetime(2000, 1, 1)})
        write(Book(book, _looks(book)))
    return stream.getvalue()


@contextlib.contextmanager
def _opened(stream: io.BytesIO) -> Iterator[Any]:
    try:
        import xlsxwriter
    except ImportError:
        zh = "生成 Excel 要先安装：pip install 'gikreport[xlsx]'"
        raise CannotRender(Words(zh, "for workbooks: pip install 'gikreport[xlsx]'")) from None
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        yield book


def _looks(book: Any) -> Looks:
    def look(**more: Any) -> Any:
        return book.add_format({**_FONT, **more})

    cell = {**_EDGE, "text_wrap": True}
    total = {**cell, "bold": True, "bg_color": "#EEF2F7"}
    return Looks(
        title=look(font_size=16, bold=True, align="center"),
        note=look(font_size=10, font_color="#555555", text_wrap=True),
        head=look(**cell, bold=True, align="center", bg_color="#DCE6F1"),
        text=look(**cell, num_format="@", indent=1),
        middle=look(**cell, align="center", num_format="@"),
        number=look(**cell, align="center", num_format="0"),
        share=look(**cell, align="center", num_format="0.00%"),
        day=look(**cell, align="center", num_format="yyyy-mm-dd"),
        entry=look(**cell, bg_color="#FFF2B3", num_format="@", indent=1),
        kept=look(**cell, font_color="#404040", num_format="@", indent=1),
        total=look(**total, align="center", num_format="0"),
        total_share=look(**total, align="center", num_format="0.00%"),
        total_text=look(**total, indent=1),
    )
