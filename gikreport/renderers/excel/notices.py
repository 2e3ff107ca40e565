"""A sheet of what was remarked of the file that the numbers of a workbook come from: in words, and as data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from ...datafile.remarks import remarks_data
from ...model.outline import CellPath
from ...model.reading import Reading
from ...model.report import tables
from ...readers.formats.own_workbook import REMARKS_SHEET as SHEET
from .sheets import Looks

_GUIDE: Final = "这些是读入原文件时的提示，gikreport check 仍会列出；核对、处理完一条，删去一行。"
_HEADINGS: Final = (("提示", 76), ("在原文件何处", 30), ("供程序读取", 12))


def write_notices(book: Any, reading: Reading, look: Looks) -> None:
    """The sheet, a line each; none where nothing was remarked and every total is what its lines add up."""
    lines = [*_remarks(reading), *_totals(reading)]
    if not lines:
        return
    sheet = book.add_worksheet(SHEET)
    sheet.merge_range(0, 0, 0, len(_HEADINGS) - 1, _GUIDE, look.note)
    sheet.set_row(0, 28)
    for column, (words, width) in enumerate(_HEADINGS):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, words, look.head)
    for row, (words, place, data) in enumerate(lines, 2):
        sheet.write_string(row, 0, words, look.row)
        sheet.write_string(row, 1, place, look.row)
        sheet.write_string(row, 2, json.dumps(data, ensure_ascii=False))


def _remarks(reading: Reading) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for remark in remarks_data(reading):
        yield remark["message"], remark.get("place", ""), remark


def _totals(reading: Reading) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The printed totals that are not what the formulas of the workbook come to, or may not be."""
    for path in _total_paths(reading):
        cell = reading.cells[path]
        due = reading.worked_out(path)
        if not cell.is_plain or cell.value != due:
            said = f"原文件的合计为“{cell.text}”，各项相加为{'待填' if due is None else due}"
            place = cell.place.told() if cell.place else ""
            yield f"{_label(reading, path)}：{said}", place, {"printed": ".".join(path), "value": cell.text}


def _total_paths(reading: Reading) -> Iterator[CellPath]:
    for name in tables(reading.form.report):
        for line in reading.table(name).lines if name in reading.tables else ():
            path = (name, *line.path)
            if line.computed and path in reading.cells:
                yield path


def _label(reading: Reading, path: CellPath) -> str:
    cell = reading.grid_cell(path)
    words = (*cell.labels[0], *cell.labels[1]) if cell else ()
    return " ".join((tables(reading.form.report)[path[0]].words[0], *words))
