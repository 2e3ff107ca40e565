"""The workbook of words: written, filled in, read back; what is decided there counts, and is told."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

import gikreport
from gikreport.cli import group
from support import ROOT

TOWN = ROOT / "tests" / "data" / "register" / "合并格.xlsx"
NATURAL = ("t3", "natural_person")
HEAD = ["序号", "申请人类型", "收到时间", "答复时间", "答复类型"]
LINES = {"不属于政府信息": "（六）其他处理 3.其他", "已答复": "（一）予以公开", "撤回": "不计入"}


def asked(path: Path, out: Path) -> Any:
    """The workbook that the command writes."""
    result = CliRunner().invoke(group, ["register", str(path), "--ask", str(out)])
    assert result.exit_code == 0, result.output
    return openpyxl.load_workbook(out)


def rows_of(sheet: Any) -> list[tuple[Any, ...]]:
    """What stands below the headings of a sheet."""
    return [row for row in sheet.iter_rows(min_row=4, values_only=True)]


def fill(book: Any, path: Path, decided: Mapping[str, Mapping[str, str]]) -> Path:
    """The workbook with what somebody has decided."""
    for title, lines in decided.items():
        for row in book[title].iter_rows(min_row=4):
            if row[0].value in lines:
                row[3].value = lines[row[0].value]
    book.save(path)
    return path


def counted(path: Path, mapping: Path) -> gikreport.CountedRegister:
    """The register counted with the workbook filled in."""
    today = datetime.date(2027, 1, 10)
    return gikreport.count_register(path, year=2026, agency="某镇", mapping=mapping, today=today)


def register(path: Path, *rows: Sequence[object]) -> Path:
    """A workbook with one sheet."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("2026年")
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_what_has_to_be_decided_stands_first_with_the_lines_to_choose_from(tmp_path: Path) -> None:
    book = asked(TOWN, tmp_path / "对照.xlsx")
    assert book.sheetnames == ["办理结果", "列名", "申请人类型", "申请方式", "选项"]
    sheet = book["办理结果"]
    assert [cell.value for cell in sheet[3]] == ["台账用词", "出现几次", "例（行号）", "格式中的哪一项", "说明"]
    rows = rows_of(sheet)
    assert rows[:3] == [
        ("不属于政府信息", 1, "第9行", None, "可以是：（六）其他处理 3.其他"),
        ("已答复", 1, "第11行", None, "没有写明结果"),
        ("撤回", 1, "第13行", None, "可以是：（六）其他处理 3.其他；不计入"),
    ]
    assert rows[3] == ("予以公开", 1, "第4行", "（一）予以公开", "已认得")
    (choice,) = sheet.data_validations.dataValidation
    assert (choice.formula1, book["选项"].sheet_state) == ("选项!$C$2:$C$24", "hidden")
    assert [cell.value for cell in book["选项"]["C"]][-3:] == ["（六）其他处理 3.其他", "尚未办结", "不计入"]


def test_what_is_filled_in_counts_and_is_told(tmp_path: Path) -> None:
    book = asked(TOWN, tmp_path / "对照.xlsx")
    result = counted(TOWN, fill(book, tmp_path / "填好.xlsx", {"办理结果": LINES}))
    assert result.uncountable == ()
    assert [note.zh for note in result.notes] == [
        "“2026年”表：读了 12 行申请，计入2026年的 11 行，按对照表不计入的 1 行",
        "按本单位对照表计的说法：不属于政府信息 → （六）其他处理 3.其他；已答复 → （一）予以公开；撤回 → 不计入",
    ]
    assert result.cases[*NATURAL, "outcomes", "other_handling", "other"] == ("6",)
    assert gikreport.ask_register(TOWN, year=2026, mapping=tmp_path / "填好.xlsx").undecided == ()


def test_a_workbook_filled_in_for_the_later_form_serves_the_earlier(tmp_path: Path) -> None:
    mapping = {"outcomes": {"撤回": "（六）其他处理 3.其他"}}
    rows = [
        {"编号": "甲", "申请人类型": "公民", "收到日期": "2020-03-01", "办结日期": "2020-03-05", "办理结果": "撤回"}
    ]
    result = gikreport.count_register(rows, year=2020, agency="某镇", mapping=mapping)
    assert result.cases[*NATURAL, "outcomes", "other_handling"] == ("甲",)


def test_columns_are_asked_where_they_are_not_known(tmp_path: Path) -> None:
    path = register(
        tmp_path / "a.xlsx", ["编号", "谁", "收到时间", "何时答", "怎么答"], ["甲", "公民", "3月5日", "3月9日", "公开"]
    )
    book = asked(path, tmp_path / "对照.xlsx")
    assert book.sheetnames == ["列名", "选项"]
    assert [row[:2] + row[3:4] for row in rows_of(book["列名"])] == [
        ("编号", "A", "编号"),
        ("谁", "B", None),
        ("收到时间", "C", "收到日期"),
        ("何时答", "D", None),
        ("怎么答", "E", None),
    ]
    decided = {"列名": {"谁": "申请人类型", "何时答": "办结日期", "怎么答": "办理结果"}}
    filled = fill(book, tmp_path / "填好.xlsx", decided)
    assert counted(path, filled).cases[*NATURAL, "outcomes", "disclosed"] == ("甲",)
    usual = register(tmp_path / "b.xlsx", HEAD, [1, "公民", "3月5日", "3月9日", "公开"])
    assert counted(usual, filled).cases[*NATURAL, "outcomes", "disclosed"] == ("1",)


def test_days_that_are_none_are_asked_and_decided(tmp_path: Path) -> None:
    path = register(tmp_path / "a.xlsx", HEAD, [1, "公民", "2026年3月", "2026.3.31", "公开"])
    book = asked(path, tmp_path / "对照.xlsx")
    assert rows_of(book["日期"]) == [("2026年3月", 1, "第2行", None, "没有写到哪一天")]
    filled = fill(book, tmp_path / "填好.xlsx", {"日期": {"2026年3月": "2026-03-02"}})
    assert counted(path, filled).cases[*NATURAL, "received"] == ("1",)


def test_words_of_a_register_never_become_a_formula(tmp_path: Path) -> None:
    path = register(
        tmp_path / "a.xlsx", HEAD, [1, "公民", "3月5日", "3月9日", "'=1+1"], [2, "公民", "3月5日", "3月9日", "@SUM(A1)"]
    )
    book = asked(path, tmp_path / "对照.xlsx")
    assert {cell.data_type for row in book["办理结果"].iter_rows(min_row=4) for cell in row[:1]} == {"s"}


def test_a_workbook_that_somebody_may_have_filled_in_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "对照.xlsx").write_bytes(b"mine")
    result = CliRunner().invoke(group, ["register", str(TOWN), "--ask", str(tmp_path / "对照.xlsx")])
    assert (result.exit_code, (tmp_path / "对照.xlsx").read_bytes()) == (4, b"mine")


def test_what_is_wrong_in_the_workbook_is_told_with_its_cell(tmp_path: Path) -> None:
    book = asked(TOWN, tmp_path / "对照.xlsx")
    wrong = {"列名": {"申请内容": "内容", "申请人": "办结日期"}}
    with pytest.raises(gikreport.Unreadable) as caught:
        counted(TOWN, fill(book, tmp_path / "填好.xlsx", wrong))
    assert [problem.told() for problem in caught.value.problems] == [
        "列名!D9：没有“内容”这样一列",
        "列名：“办结日期”写了不止一列：申请人、答复时间；请只留一列",
    ]
    with pytest.raises(gikreport.Unreadable, match=r"合并格\.xlsx不是 --ask 写出的对照表"):
        counted(TOWN, TOWN)
