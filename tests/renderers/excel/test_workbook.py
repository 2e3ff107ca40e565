"""The workbook as a clerk has it: the line that says whether a column balances, the sheet of text that takes rows."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import gikreport
from gikreport import Outcomes, Proactive, Report2021, Requests, Table3, Table4, new, render
from support import office

BALANCED = Requests(received=2, outcomes=Outcomes(disclosed=2))
ROW = 31  # below table three


def filled(requests: Requests) -> Report2021:
    return Report2021(agency="青石县水利局", year=2024, t2=Proactive(), t3=Table3(natural_person=requests), t4=Table4())


def half_filled() -> bytes:
    """The first column is filled in and balances, the others are open."""
    book = openpyxl.load_workbook(io.BytesIO(render(new("青石县水利局", 2024), ".xlsx")))
    sheet = book["表三"]
    for row in range(6, ROW):
        if not sheet.cell(row, 4).protection.locked:
            sheet.cell(row, 4).value = 0
    sheet["D6"], sheet["D8"] = 2, 2
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


BOOKS: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "open": (lambda: render(new("青石县水利局", 2024), ".xlsx"), ["待填"] * 7),
    "half": (half_filled, ["平", *["待填"] * 6]),
    "balanced": (lambda: render(filled(BALANCED), ".xlsx"), ["平"] * 7),
    "unbalanced": (lambda: render(filled(Requests(received=2)), ".xlsx"), ["不平", *["平"] * 5, "不平"]),
}


def verdicts(book: Any) -> list[str]:
    return [book["表三"].cell(ROW, column).value for column in range(4, 11)]


@pytest.mark.parametrize("name", ["open", "balanced", "unbalanced"])
def test_the_line_below_table_three_says_how_each_column_stands(name: str) -> None:
    content, due = BOOKS[name]
    assert verdicts(openpyxl.load_workbook(io.BytesIO(content()), data_only=True)) == due


@pytest.mark.layout
@pytest.mark.slow
def test_it_says_so_again_when_the_numbers_change(tmp_path: Path) -> None:
    sources = []
    for name, (content, _) in BOOKS.items():
        sources.append(tmp_path / f"{name}.xlsx")
        openpyxl.load_workbook(io.BytesIO(content())).save(sources[-1])  # without what the formulas came to
    (tmp_path / "out").mkdir()
    for saved in office.convert(sources, tmp_path / "out", "xlsx"):
        assert verdicts(openpyxl.load_workbook(saved, data_only=True)) == BOOKS[saved.stem][1], saved.stem


def test_rows_may_be_put_into_the_text_and_are_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(filled(BALANCED), ".xlsx")))
    sheet = book["正文"]
    assert not sheet.protection.insertRows  # as the file says it: not forbidden
    assert book["表三"].protection.insertRows
    at = next(row[0].row for row in sheet.iter_rows() if row[0].value == "五、存在的主要问题及改进情况")
    sheet.cell(at, 2).value = "第一段。"
    sheet.insert_rows(at + 1, 6)
    sheet.cell(at + 6, 2).value = "第二段。"
    saved = io.BytesIO()
    book.save(saved)
    assert gikreport.read(saved.getvalue()).prose["problems"].text == "第一段。\n第二段。"


def test_a_long_paragraph_has_room_for_its_lines() -> None:
    prose = gikreport.Prose.of("一句话。" * 40)
    report = Report2021(agency="甲局", year=2024, overview=prose, t2=Proactive(), t3=Table3(), t4=Table4())
    sheet = openpyxl.load_workbook(io.BytesIO(render(report, ".xlsx")))["正文"]
    at = next(row[0].row for row in sheet.iter_rows() if row[0].value == "一、总体情况")
    assert sheet.row_dimensions[at].height >= 5 * 14
