"""One official table as a sheet to fill in: entry cells open and checked, totals as formulas, 勾稽 told at once."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import attrs

from ...model.cell import Cell, State
from ...model.fields import Kind
from ...model.grid import Grid, GridCell
from ...model.outline import CellPath, Line
from ...model.reading import Reading
from ...model.table import Table
from ...readers.formats.own_workbook import ASK_TITLES, ASKS

_SPARE_ROWS: Final = 30
_TOP: Final = 2  # the name of the table, and a line of instruction
_BALANCED, _UNBALANCED, _OPEN = "平", "不平", "待填"
_ROW_HEIGHT: Final = 24


@attrs.frozen
class Looks:
    """The formats of a workbook."""

    name: Any
    note: Any
    head: Any
    row: Any
    entry: Any
    money: Any
    words: Any
    total: Any
    check: Any
    wrong: Any


def looks(book: Any) -> Looks:
    """The formats: entry cells open and coloured, everything else locked."""
    cell = {"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True, "font_size": 10.5}
    entry = {**cell, "locked": False, "bg_color": "#FFF9DB"}
    return Looks(
        name=book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}),
        note=book.add_format({"font_size": 9, "font_color": "#555555", "text_wrap": True, "valign": "vcenter"}),
        head=book.add_format({**cell, "bg_color": "#EEF2F7"}),
        row=book.add_format({**cell, "align": "left"}),
        entry=book.add_format({**entry, "num_format": "0"}),
        money=book.add_format({**entry, "num_format": "0.######"}),
        words=book.add_format({**entry, "align": "left", "num_format": "@", "quote_prefix": True}),
        total=book.add_format({**cell, "bg_color": "#E7E7E7", "num_format": "0"}),
        check=book.add_format({**cell, "font_size": 9}),
        wrong=book.add_format({"bg_color": "#C00000", "font_color": "#FFFFFF", "bold": True}),
    )


def write_table(sheet: Any, reading: Reading, name: str, title: str, look: Looks) -> None:
    """The official grid with what is stated so far, below its name and one line of instruction."""
    table = reading.table(name)
    printed = table.grid
    sheet.merge_range(0, 0, 0, printed.columns - 1, title, look.name)
    sheet.merge_range(1, 0, 1, printed.columns - 1, _INSTRUCTION, look.note)
    sheet.set_row(0, 30)
    sheet.set_row(1, 28)
    widths = _widths(printed)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for row, cells in enumerate(printed.by_row):
        sheet.set_row(_TOP + row, max([_ROW_HEIGHT, *(_height(cell, widths) for cell in cells)]))
    if len(widths) > _WIDE:
        sheet.set_landscape()
    _Writer(sheet, reading, name, table, printed, look).write()


_INSTRUCTION: Final = "黄色格填写：件数填 0 或正整数，没有的填 0，不要留空；灰色格自动合计，不用填。"


def _widths(printed: Grid) -> list[float]:
    """Wide columns for the labels of rows, narrow ones for numbers."""
    labels = min((cell.column for cell in printed.cells if cell.line is not None), default=2) - 1
    if not labels or labels == printed.columns - 1:
        return [_NUMBER] * printed.columns if not labels else [*[_LABEL] * labels, 2 * _NUMBER]
    return [*_LABELS[-labels:], *[_NUMBER if printed.columns > _FEW else 2 * _NUMBER] * (printed.columns - labels)]


_NUMBER: Final = 9.5
_LABEL: Final = 40.0
_LABELS: Final = (8.0, 14.0, 36.0)
_FEW: Final = 5
_WIDE: Final = 12


def _height(cell: GridCell, widths: list[float]) -> float:
    """The height that the words of a cell in one row need."""
    if cell.rowspan > 1 or cell.line is not None:
        return 0
    room = sum(widths[cell.column - 1 : cell.column - 1 + cell.colspan]) / 2.2
    return _LINE * (1 + int(len(cell.text) / max(1.0, room))) + 8


_LINE: Final = 14.5


@attrs.frozen
class _Writer:
    """Writes the cells of one table."""

    sheet: Any
    reading: Reading
    name: str
    table: Table
    printed: Grid
    look: Looks

    def write(self) -> None:
        """Every cell; where the rows are the office's own, empty ones to spare before the total."""
        if self.table.rows_are_own:
            self._own_rows()
            return
        formulas = dict(self._formulas())
        for cell in self.printed.cells:
            self._cell(cell, cell.row, formulas)
        self._balance()

    def _own_rows(self) -> None:
        last = self.printed.rows
        formulas: dict[CellPath, str] = {("total",): f"=SUM(C{_TOP + 2}:C{_TOP + last - 1 + _SPARE_ROWS})"}
        for cell in self.printed.cells:
            self._cell(cell, cell.row + (_SPARE_ROWS if cell.row == last else 0), formulas)
        self._labels()
        for row in range(last, last + _SPARE_ROWS):
            self.sheet.set_row(_TOP + row - 1, _ROW_HEIGHT)
            for column, look in enumerate((self.look.words, self.look.words, self.look.entry, self.look.words)):
                self.sheet.write_blank(_TOP + row - 1, column, None, look)
            self._validate(_TOP + row - 1, 2, Kind.COUNT)

    def _labels(self) -> None:
        """Group and item of each row, open to change; a group's cell stands in every row."""
        for index in range(self.printed.rows - 2):  # all but the headings and the total
            for column, label in enumerate(("group", "item")):
                stated = self.reading.cells.get((self.name, str(index), label))
                self.sheet.write_string(_TOP + index + 1, column, stated.text if stated else "", self.look.words)

    def _formulas(self) -> Iterator[tuple[CellPath, str]]:
        for one in reversed(self.table.sums):
            yield one.total, "=" + "+".join(self._reference(part) for part in one.parts)

    def _reference(self, path: CellPath) -> str:
        cell = self.printed.at[path]
        return f"{_letters(cell.column - 1)}{_TOP + cell.row}"

    def _cell(self, cell: GridCell, row: int, formulas: dict[CellPath, str]) -> None:
        at = (_TOP + row - 1, cell.column - 1)
        look = self._look(cell)
        if cell.rowspan * cell.colspan > 1 and not self._is_label_of_own_row(cell):
            self.sheet.merge_range(*at, at[0] + cell.rowspan - 1, at[1] + cell.colspan - 1, "", look)
        if cell.line is None:
            if not self._is_label_of_own_row(cell):
                self.sheet.write_string(*at, cell.text, look)
        elif cell.line.computed:
            self.sheet.write_formula(*at, formulas[cell.line.path], look, self._total(cell.line))
        else:
            self._entry(at, cell.line, look)

    def _is_label_of_own_row(self, cell: GridCell) -> bool:
        return self.table.rows_are_own and cell.heads == "row" and cell.row < self.printed.rows

    def _look(self, cell: GridCell) -> Any:
        if cell.line is None:
            return self.look.head if cell.heads == "column" else self.look.row
        if cell.line.computed:
            return self.look.total
        return {Kind.MONEY: self.look.money, Kind.WORDS: self.look.words}.get(cell.line.kind, self.look.entry)

    def _total(self, line: Line) -> Any:
        value = self.reading.worked_out((self.name, *line.path))
        return 0 if value is None else value

    def _entry(self, at: tuple[int, int], line: Line, look: Any) -> None:
        stated = self.reading.cells.get((self.name, *line.path))
        if stated is None or stated.state in (State.UNFILLED, State.BLANK):
            self.sheet.write_blank(*at, None, look)
        else:
            write_cell(self.sheet, at, stated, look)
        self._validate(*at, line.kind)

    def _validate(self, row: int, column: int, kind: Kind) -> None:
        if kind in _CHECKS:
            self.sheet.data_validation(row, column, row, column, _CHECKS[kind])

    def _balance(self) -> None:
        """The line below table 3: does each column balance?"""
        columns = [path[:-1] for path in self.printed.at if path[-1] == "received"]
        if not columns:
            return
        row = _TOP + self.printed.rows
        first = min(self.printed.at[(*path, "received")].column for path in columns)
        self.sheet.merge_range(row, 0, row, first - 2, _BALANCE_WORDS, self.look.check)
        self.sheet.set_row(row, _ROW_HEIGHT)
        for path in columns:
            into = [self._reference((*path, name)) for name in ("received", "carried_over")]
            out = [self._reference((*path, *name)) for name in (("outcomes", "total"), ("carried_forward",))]
            column = self.printed.at[(*path, "received")].column
            verdict = f'IF({"+".join(into)}={"+".join(out)},"{_BALANCED}","{_UNBALANCED}")'
            formula = f'=IF(COUNTBLANK({self._above(path, column, first)})>0,"{_OPEN}",{verdict})'
            self.sheet.write_formula(row, column - 1, formula, self.look.check, self._verdict(path))
        check = {"type": "cell", "criteria": "==", "value": f'"{_UNBALANCED}"', "format": self.look.wrong}
        self.sheet.conditional_format(row, first - 1, row, self.printed.columns - 1, check)

    def _above(self, path: CellPath, column: int, first: int) -> str:
        """The cells that a verdict rests on: its column, or all of them for the total."""
        top, bottom = (self.printed.at[(*path, name)] for name in ("received", "carried_forward"))
        left = first if self._is_total(path) else column
        return f"{_letters(left - 1)}{_TOP + top.row}:{_letters(column - 1)}{_TOP + bottom.row}"

    def _is_total(self, path: CellPath) -> bool:
        line = self.printed.at[(*path, "received")].line
        return line is not None and line.computed

    def _verdict(self, path: CellPath) -> str:
        own = (self.name,) if self._is_total(path) else (self.name, *path)
        cells = (cell for at, cell in self.reading.cells.items() if at[: len(own)] == own)
        if any(cell.state in (State.UNFILLED, State.BLANK) for cell in cells):
            return _OPEN
        values = [
            self._amount((*path, *name))
            for name in (("received",), ("carried_over",), ("outcomes", "total"), ("carried_forward",))
        ]
        return _BALANCED if values[0] + values[1] == values[2] + values[3] else _UNBALANCED

    def _amount(self, path: CellPath) -> Any:
        cell = self.reading.cells.get((self.name, *path))
        if cell is not None and cell.counts:
            return cell.amount
        return self.reading.worked_out((self.name, *path)) or 0


_BALANCE_WORDS: Final = "勾稽：第一项＋第二项＝第三项（七）总计＋第四项"
_PROMPT: Final = {
    "input_title": ASK_TITLES[0], "error_title": ASK_TITLES[1], "error_type": "stop", "ignore_blank": True
}  # fmt: skip
_CHECKS: Final = {
    Kind.COUNT: {
        **_PROMPT, "validate": "integer", "criteria": ">=", "value": 0,
        "input_message": ASKS["count"][0], "error_message": ASKS["count"][1],
    },
    Kind.MONEY: {
        **_PROMPT, "validate": "decimal", "criteria": ">=", "value": 0,
        "input_message": ASKS["money"][0], "error_message": ASKS["money"][1],
    },
    Kind.CHANGE: {
        **_PROMPT, "validate": "integer", "criteria": "between", "minimum": -99999999, "maximum": 99999999,
        "input_message": ASKS["change"][0], "error_message": ASKS["change"][1],
    },
}  # fmt: skip
_EXACT: Final = 15  # as many digits as a spreadsheet keeps


def write_cell(sheet: Any, at: tuple[int, int], cell: Cell, look: Any) -> None:
    """A number as a number where a spreadsheet keeps all its digits; everything else as text, never as a formula."""
    if cell.state is State.NUMBER and isinstance(cell.value, int | Decimal) and _fits(cell.value):
        sheet.write_number(*at, cell.value, look)
    elif cell.state is State.NUMBER:
        sheet.write_string(*at, format(cell.value, "f") if isinstance(cell.value, Decimal) else str(cell.value), look)
    else:
        sheet.write_string(*at, cell.text, look)


def _fits(value: int | Decimal) -> bool:
    """Whether a binary number gives back the same digits, zeros at the end included."""
    digits = format(value, "f").lstrip("-").replace(".", "").lstrip("0")
    return len(digits) <= _EXACT and (
        isinstance(value, int) or value == value.to_integral_value() or not str(value).endswith("0")
    )


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
