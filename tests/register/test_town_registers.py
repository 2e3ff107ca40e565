"""Registers as towns keep them: which sheet is read, what its rows are, what is told; every row counts or is asked."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from click.testing import CliRunner

import gikreport
from gikreport import CountedRegister, count_register
from gikreport.cli import group
from gikreport.office import libreoffice
from support import ROOT

CASES = ROOT / "tests" / "data" / "register"
NATURAL = ("t3", "natural_person")
HEAD = ["序号", "申请人类型", "收到时间", "答复时间", "答复类型"]


def counted(path: Path, year: int = 2026, **given: Any) -> CountedRegister:
    """A register of a town, counted for a year on the tenth of January after it."""
    today = datetime.date(2027, 1, 10)
    return count_register(path, year=year, agency="石桥镇人民政府", today=today, **given)


def notes(result: CountedRegister) -> list[str]:
    """What is told of the sheets."""
    return [note.zh for note in result.notes]


def book(path: Path, **sheets: Sequence[Any]) -> Path:
    """A workbook of these sheets."""
    made = openpyxl.Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title.lstrip("_"))
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def run(*words: object) -> tuple[int, list[str]]:
    """The command's exit code, and what it says."""
    result = CliRunner().invoke(group, ["register", *map(str, words)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output.splitlines()


@pytest.mark.parametrize(
    ("name", "rows"), [("双层表头", 1), ("合并格", 12), ("每年一张表", 12), ("真实台账", 12), ("跨年未办", 12)]
)
def test_every_row_of_a_towns_register_counts_or_is_asked_for(name: str, rows: int) -> None:
    result = counted(CASES / f"{name}.xlsx", late=True)
    (sheet,) = result.sheets
    assert sheet.rows == rows
    assert sheet.counted + len({one.row for one in result.uncountable}) == rows


def test_with_the_offices_own_mapping_all_but_a_missing_day_count() -> None:
    result = counted(CASES / "真实台账.xlsx", mapping=CASES / "register.toml")
    assert [one.problem.told() for one in result.uncountable] == [
        "第12行（9）：有办理结果“补正未回复”而没有办结日期；请补上"
    ]
    assert notes(result) == [
        "“2026年”表：读了 12 行申请，计入2026年的 11 行，统计不了的 1 行",
        "“2026年”表：有 2 个日期没有写年份，按表名算作2026年",
        "按本单位对照表计的说法：不属于政府信息 → （六）其他处理 3.其他；已答复 → （一）予以公开；"
        "撤回 → （六）其他处理 3.其他",
    ]


def test_cells_merged_downwards_are_filled() -> None:
    result = counted(CASES / "合并格.xlsx")
    assert result.cases[*NATURAL, "received"] == ("2", "3", "5", "7", "9", "12")


def test_of_a_sheet_a_year_that_of_the_year_is_read(tmp_path: Path) -> None:
    path = CASES / "每年一张表.xlsx"
    assert notes(counted(path))[1:] == ["“2025年”表不是这一时期的，没有读"]
    assert counted(path, year=2025).cases[*NATURAL, "received"] == ("1", "2")
    with pytest.raises(gikreport.Unreadable) as caught:
        counted(path, year=2024)
    assert caught.value.told() == "每年一张表.xlsx中没有2024年的表\n  “2025年”：写的是2025年\n  “2026年”：写的是2026年"
    assert run(path, "--year", 2024, "--agency", "某镇", "-o", tmp_path / "o.toml")[0] == 3


def test_several_sheets_of_a_year_are_read_and_their_running_numbers_told_apart(tmp_path: Path) -> None:
    head, row = ["序号", *HEAD[1:]], ["公民", "2026.3.5", "2026.3.9", "予以公开"]
    path = book(tmp_path / "a.xlsx", _3月=[head, [1, *row]], _4月=[head, [1, *row], [2, *row]], _说明=[["填表说明"]])
    result = counted(path)
    assert result.cases[*NATURAL, "received"] == ("3月-1", "4月-1", "4月-2")
    assert notes(result) == [
        "“3月”表：读了 1 行申请，计入2026年的 1 行",
        "“4月”表：读了 2 行申请，计入2026年的 2 行",
        "“说明”表不像台账，没有读",
    ]
    assert notes(counted(path, sheet="4月")) == ["“4月”表：读了 2 行申请，计入2026年的 2 行"]


def test_requests_of_an_earlier_sheet_that_were_open_are_told(tmp_path: Path) -> None:
    old = [HEAD, [1, "公民", "2025.12.5", "2026.1.9", "予以公开"]]
    new = [HEAD, [1, "公民", "2026.3.5", "2026.3.9", "予以公开"]]
    assert notes(counted(book(tmp_path / "a.xlsx", _2025年=old, _2026年=new)))[1:] == [
        "“2025年”表不是这一时期的，没有读",
        "“2025年”表中有 1 件到期初还没有办结，请核对它们是否已列入所读的表（上年结转）",
    ]


def test_sums_signatures_and_bare_numbers_are_left_out_and_told(tmp_path: Path) -> None:
    rows = [
        ["某镇2026年台账"], HEAD, [1, "公民", "3月5日", 46090, "予以公开"], [2], HEAD, ["合计", 1],
        ["填报人：甲", None, "审核：乙"],
    ]  # fmt: skip
    result = counted(book(tmp_path / "a.xlsx", 台账=rows))
    assert result.cases[*NATURAL, "outcomes", "disclosed"] == ("1",)
    assert notes(result) == [
        "“台账”表：读了 1 行申请，计入2026年的 1 行",
        "“台账”表：没有当作申请的行：只有编号、没有内容（第4行）；重复的表头（第5行）；合计（第6行）；落款和说明（第7行）",
        "“台账”表：有 1 个日期没有写年份，按标题算作2026年",
        "“台账”表：有 1 个日期存成了表格软件的序号（如 46086），已换算成日期",
    ]


def test_a_table_of_a_document_is_a_register(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("某镇2026年依申请公开台账")
    table = document.add_table(rows=3, cols=5)
    for at, row in enumerate(
        [HEAD, ["1", "公民", "3月5日", "3月9日", "予以公开"], ["2", "", "3月6日", "3月9日", "公开"]]
    ):
        for cell, said in zip(table.rows[at].cells, row, strict=True):
            cell.text = said
    table.cell(1, 1).merge(table.cell(2, 1))
    document.save(str(tmp_path / "a.docx"))
    assert counted(tmp_path / "a.docx").cases[*NATURAL, "outcomes", "disclosed"] == ("1", "2")


@pytest.mark.layout
@pytest.mark.slow  # LibreOffice starts twice
def test_a_workbook_that_only_an_office_program_opens_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(libreoffice._FILTERS, "ods", "ods:calc8")
    soffice = libreoffice.program()
    assert soffice is not None
    data = (CASES / "双层表头.xlsx").read_bytes()
    (tmp_path / "a.et").write_bytes(data)  # WPS writes .xlsx under this name too
    assert counted(tmp_path / "a.et").sheets[0].counted == 1
    (tmp_path / "a.ods").write_bytes(libreoffice.converted(soffice, data, ".xlsx", "ods"))
    assert counted(tmp_path / "a.ods").sheets[0].counted == 1


def test_values_tell_what_an_unsure_heading_is(tmp_path: Path) -> None:
    head = ["序号", "申请人", "类型", "收到时间", "答复时间", "答复方式", "是否公开"]
    path = book(tmp_path / "a.xlsx", _2026年=[head, [1, "甲", "公民", "3月5日", "3月9日", "邮寄", "部分公开"]])
    assert counted(path).cases[*NATURAL, "outcomes", "partly_disclosed"] == ("1",)
    path = book(tmp_path / "b.xlsx", _2026年=[head, [1, "甲", "公民", "3月5日", "3月9日", "信息不存在", "否"]])
    assert counted(path).cases[*NATURAL, "outcomes", "unavailable", "not_held"] == ("1",)


def test_a_file_without_ids_is_counted_by_its_row_numbers(tmp_path: Path) -> None:
    result = counted(book(tmp_path / "a.xlsx", _2026年=[HEAD[1:], ["公民", "3月5日", "3月9日", "予以公开"]]))
    assert result.cases[*NATURAL, "received"] == ("第2行",)
    assert "“2026年”表：没有编号列，用行号代替" in notes(result)


def test_what_contradicts_itself_is_told_and_counted(tmp_path: Path) -> None:
    head = [*HEAD, "是否公开", "备注"]
    rows = [
        head,
        [1, "公民", "3月5日", "3月9日", "信息不存在", "是", None],
        [2, "公民", "3月5日", "3月9日", "予以公开", "否", "上年结转"],
        [3, "公民", "3月5日", None, None, None, "已答复"],
        [4, "公民", "3月5日", "3月9日", "部分公开", "部分", None],
    ]
    result = counted(book(tmp_path / "a.xlsx", _2026年=rows))
    assert result.sheets[0].counted == 4
    assert [remark.told() for remark in result.remarks] == [
        "第2行（1）：办理结果是“信息不存在”，是否公开却写“是”；按办理结果计，请核对",
        "第3行（2）：办理结果是“予以公开”，是否公开却写“否”；按办理结果计，请核对",
        "第3行（2）：备注写“上年结转”，收到日期却是 2026-03-05；按收到日期计，请核对",
        "第4行（3）：备注写“已答复”，办结日期却空着；请核对",
    ]


def test_a_lawsuit_over_a_refusal_without_reconsideration_is_told_and_counted(tmp_path: Path) -> None:
    head = [*HEAD, "复议申请日期", "起诉日期"]
    rows = [
        head,
        [1, "公民", "2026-03-05", "2026-03-09", "内部事务信息", None, "2026-06-01"],
        [2, "公民", "2026-03-05", "2026-03-09", "内部事务信息", "2026-04-01", "2026-06-01"],
        [3, "公民", "2026-03-05", "2026-03-09", "信息不存在", None, "2026-06-01"],
    ]
    result = counted(book(tmp_path / "a.xlsx", _2026年=rows))
    assert [remark.told() for remark in result.remarks] == [
        "第2行（1）：不予公开的，2026-06-01 起诉而没有申请复议的日期；按实务应当先申请复议，现计入直接起诉，请核对",
    ]


def test_all_problems_of_a_row_are_told_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", _2026年=[HEAD, [1, "法人", "2026年3月", "3月9日", "不知道"]])
    code, said = run(path, "--year", 2026, "--agency", "某镇", "-o", tmp_path / "o.toml", "--today", "2027-01-10")
    ask = "请更正，或用 --ask 写出对照表，填好后用 --mapping 读入"
    assert (code, said[2:]) == (1, [
        "a.xlsx 第2行（1）：申请人类型“法人”没有说清是格式中的哪一项（可以是：法人或其他组织 商业企业；"
        "法人或其他组织 科研机构；法人或其他组织 社会公益组织；法人或其他组织 法律服务机构；"
        f"法人或其他组织 其他）；{ask}。"
        f"“2026年3月”没有写到哪一天；请补上。不认识的结果“不知道”；{ask}",
        "没有一行属于2026年，没有写文件",
    ])  # fmt: skip
    assert not (tmp_path / "o.toml").exists()


def test_a_register_of_another_year_is_an_error(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", _2025年=[HEAD, [1, "公民", "2025.3.5", "2025.3.9", "予以公开"]])
    code, said = run(path, "--year", 2026, "--agency", "某镇", "-o", tmp_path / "o.toml", "--today", "2027-01-10")
    assert (code, said[-1]) == (1, "没有一行属于2026年，没有写文件")
    assert not (tmp_path / "o.toml").exists()
