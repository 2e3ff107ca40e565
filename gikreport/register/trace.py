"""Each number of tables 3 and 4 with the rows of the register behind it, as a workbook that somebody reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

import attrs

from ..model.form import Form
from ..model.outline import CellPath
from ..model.report import tables
from ..model.table import tables_of
from .workbook import Book, Column, workbook

_NUMBERS: Final = (Column("表", 8, "middle"), Column("行", 54), Column("列", 36), Column("件数", 9, "number"))
_ROWS: Final = (
    Column("表", 8, "middle"), Column("行", 54), Column("列", 36), Column("编号", 20), Column("工作表", 14, "middle"),
    Column("行号", 8, "number"), Column("依据的单元格", 14, "middle"),
)  # fmt: skip
_MOST_ROWS: Final = 1_000_000  # of a sheet
# The column of the register by which a case stands in a line.
_BY: Final = {"received": "received", "carried_over": "received", "carried_forward": "closed"}


@attrs.frozen
class Sheet:
    """A sheet of the register: its name, and where each of its columns stands."""

    title: str
    columns: Mapping[str, tuple[int, ...]]


def trace_workbook(
    form: Form,
    cases: Mapping[CellPath, Sequence[str]],
    places: Mapping[str, tuple[int, int]],
    sheets: Sequence[Sheet],
    told: Sequence[str],
) -> bytes:
    """The numbers on one sheet, their rows on another; `told` is what was read."""

    def write(book: Book) -> None:
        note = "；".join(told) or "每个数由“明细”表中的哪些行构成，按表、行、列筛选即可。"
        numbers = ((*_labels(form, path), len(ids)) for path, ids in sorted(cases.items(), key=_order(form)))
        book.listing(book.sheet("汇总"), _NUMBERS, numbers, "表三、表四各数的来历", note)
        rows = _rows(form, cases, places, sheets)
        for number, some in enumerate(_batches(rows)):
            book.listing(
                book.sheet(f"明细{number + 1 if number else ''}", wide=True), _ROWS, some, "每一个数由台账的哪些行构成",
                "一行是一件申请计入的一格；筛选“行”和“列”，看一个数由哪些申请构成。",
            )  # fmt: skip

    return workbook("表三、表四各数的来历", write)


def _batches(rows: Iterator[tuple[object, ...]]) -> Iterator[list[tuple[object, ...]]]:
    """The rows in as many pieces as sheets can hold; one piece at least."""
    while True:
        some = list(islice(rows, _MOST_ROWS))
        yield some
        if len(some) < _MOST_ROWS:
            return


def _labels(form: Form, path: CellPath) -> tuple[str, str, str]:
    row, column = tables_of(form.report)[path[0]].grid.at[path[1:]].labels
    return tables(form.report)[path[0]].words[0], " ".join(row), " ".join(column)


def _order(form: Form) -> Callable[[tuple[CellPath, Sequence[str]]], tuple[str, int]]:
    """The order in which the form prints its cells."""
    grids = {name: list(table.grid.at) for name, table in tables_of(form.report).items()}
    places: dict[CellPath, int] = {(name, *path): at for name, paths in grids.items() for at, path in enumerate(paths)}
    return lambda item: (item[0][0], places.get(item[0], len(places)))


def _rows(
    form: Form,
    cases: Mapping[CellPath, Sequence[str]],
    places: Mapping[str, tuple[int, int]],
    sheets: Sequence[Sheet],
) -> Iterator[tuple[object, ...]]:
    for path, ids in sorted(cases.items(), key=_order(form)):
        labels = _labels(form, path)
        for named in ids:
            if named not in places:
                yield (*labels, named, "", None, "")
                continue
            at, number = places[named]
            sheet = sheets[at] if at < len(sheets) else Sheet("", {})
            yield (*labels, named, sheet.title, number, _address(sheet, path, number))


def _address(sheet: Sheet, path: CellPath, number: int) -> str:
    """The cell of the register by which the case stands where it does."""
    if path[0] == "t3":
        field = _BY.get(path[-1], "outcome")
    else:
        field = "reconsideration_result" if path[1] == "reconsideration" else "litigation_result"
    places = sheet.columns.get(field) or sheet.columns.get("received")
    return f"{_letters(places[0])}{number}" if places and sheet.title else ""


def _letters(column: int) -> str:
    """A column as a spreadsheet calls it: 0 is A."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
