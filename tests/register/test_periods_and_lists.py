"""More than a year's tables: parts of a year, the bulletin, the lists of late and of open requests, the trace."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

import gikreport
from gikreport.cli import group
from gikreport.register.late import deadline
from gikreport.register.workdays import Workdays, read_workdays
from support import ROOT

TOWN = ROOT / "tests" / "data" / "register" / "合并格.xlsx"
NATURAL = ("t3", "natural_person")
WORDS = {"outcomes": {"不属于政府信息": "3.其他", "已答复": "予以公开", "撤回": "3.其他"}}
Day = datetime.date


def counted(source: Any, **given: Any) -> gikreport.CountedRegister:
    """A register counted on the tenth of January 2027."""
    given = {"mapping": WORDS, "agency": "石桥镇人民政府", "today": Day(2027, 1, 10), **given}
    return gikreport.count_register(source, **given)


def cells(data: bytes, sheet: str) -> list[list[Any]]:
    """What stands on a sheet, row by row, empty rows and cells left out."""
    rows = openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows(values_only=True)
    return [kept for row in rows if (kept := [cell for cell in row if cell is not None])]


def item(named: str, received: str, closed: str = "", outcome: str = "", **more: object) -> dict[str, object]:
    """A request of a register, with further columns."""
    return {"编号": named, "申请人类型": "公民", "收到日期": received, "办结日期": closed, "办理结果": outcome, **more}


def test_a_quarter_counts_what_was_open_what_came_and_what_was_closed() -> None:
    result = counted(TOWN, first=Day(2026, 4, 1), last=Day(2026, 6, 30))
    assert {path[2:]: ids for path, ids in result.cases.items() if path[:2] == NATURAL} == {
        ("received",): ("5", "6", "7"),
        ("outcomes", "unavailable", "not_held"): ("5",),
        ("outcomes", "not_processed", "petition"): ("7",),
        ("outcomes", "other_handling", "other"): ("6",),
    }
    assert result.period.words.zh == "2026年4月1日至2026年6月30日"


def test_the_bulletin_has_channels_with_shares_and_its_sums_agree() -> None:
    result = counted(TOWN, year=2026, channels=True)
    data = result.statistics()
    said = cells(data, "统计")
    assert said[:2] == [["石桥镇人民政府政府信息公开申请情况统计"], ["统计期：2026年"]]
    at = said.index(["申请方式", "件数", "占比"])
    assert said[at + 1 : at + 6] == [
        ["当面", 1, pytest.approx(1 / 11)], ["网络", 6, pytest.approx(6 / 11)], ["信函", 4, pytest.approx(4 / 11)],
        ["传真", 0, 0], ["本期新收合计", 11, 1],
    ]  # fmt: skip
    assert ["本期新收", 11] in said
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert [name for name in package.namelist() if name.startswith("xl/charts/chart")] == [
            "xl/charts/chart1.xml", "xl/charts/chart2.xml",
        ]  # fmt: skip


def test_a_part_of_a_year_makes_no_yearly_report(tmp_path: Path) -> None:
    asked = [
        "register",
        str(TOWN),
        "--agency",
        "某镇",
        "--from",
        "2026-04-01",
        "--to",
        "2026-06-30",
        "--today",
        "2027-01-10",
    ]
    done = CliRunner().invoke(group, [*asked, "-o", str(tmp_path / "o.toml")])
    assert (done.exit_code, (tmp_path / "o.toml").exists()) == (1, False)
    assert "2026年4月1日至2026年6月30日不是整年，不能写年度报告的表三、表四；请用 --statistics" in done.output
    assert CliRunner().invoke(group, [*asked, "--partial", "--statistics", str(tmp_path / "s.xlsx")]).exit_code == 1
    assert (tmp_path / "s.xlsx").exists()


def test_several_reviews_and_lawsuits_of_one_request_count_each() -> None:
    reviews = {"复议申请日期": "2026.3.10；2026.5.6", "复议审结日期": "2026.4.2；", "复议结果": "纠正"}
    suits = {"起诉日期": "2026-06-01\n2026-08-01", "诉讼审结日期": "2026-07-01", "诉讼结果": "维持"}
    result = counted([item("甲", "2026-03-01", "2026-03-05", "予以公开", **reviews, **suits)], year=2026)
    assert {path[1:]: ids for path, ids in result.cases.items() if path[0] == "t4"} == {
        ("reconsideration", "corrected"): ("甲",),
        ("reconsideration", "pending"): ("甲",),
        ("litigation", "after_reconsideration", "upheld"): ("甲",),
        ("litigation", "after_reconsideration", "pending"): ("甲",),
    }


def test_the_clock_begins_with_the_correction_and_stands_while_a_third_party_is_asked() -> None:
    done = ("2026-03-02", "2026-04-15", "予以公开")
    rows = [
        item("平", *done, 补正通知日期="", 收到补正日期="", 征求第三方意见日期="", 第三方答复日期=""),
        item("补", *done, 补正通知日期="3月5日", 收到补正日期="2026-03-20", 征求第三方意见日期="", 第三方答复日期=""),
        item(
            "问", *done, 补正通知日期="", 收到补正日期="", 征求第三方意见日期="2026-03-10", 第三方答复日期="2026-03-31"
        ),
        item("等", *done, 补正通知日期="", 收到补正日期="", 征求第三方意见日期="2026-03-10", 第三方答复日期=""),
        item(
            "未补",
            "2026-03-02",
            "",
            "",
            补正通知日期="2026-03-05",
            收到补正日期="",
            征求第三方意见日期="",
            第三方答复日期="",
        ),
    ]
    result = counted(rows, year=2026, late=True)
    assert [(one.id, one.due) for one in result.late] == [("平", Day(2026, 3, 30))]
    assert [(one.id, one.due, one.left) for one in result.due] == [("未补", None, None)]
    at_once = counted([{**row, "办结日期": "2026-05-20"} for row in rows[:4]], year=2026, late=True)
    assert {one.id: (one.began, one.due) for one in at_once.late} == {
        "平": (Day(2026, 3, 2), Day(2026, 3, 30)),
        "补": (Day(2026, 3, 20), Day(2026, 4, 20)),
        "问": (Day(2026, 3, 2), Day(2026, 4, 21)),
        "等": (Day(2026, 3, 2), Day(2026, 4, 21)),
    }


def test_open_requests_are_listed_by_the_day_on_which_somebody_must_answer(tmp_path: Path) -> None:
    rows = [
        item("迟", "2026-12-20", 承办科室="建管科", 是否延期="否"),
        item("早", "2026-12-01", 承办科室="水政科", 是否延期="否"),
        item("延", "2026-12-01", 承办科室="水政科", 是否延期="延期20个工作日"),
        item("毕", "2026-12-01", "2026-12-20", "予以公开", 承办科室="水政科", 是否延期="否"),
    ]
    (tmp_path / "放假.txt").write_text("日期,休或班\n2027-01-01至2027-01-03 休\n2027-01-09 班 # 调休\n", "utf-8")
    result = counted(rows, year=2026, late=True, holidays=tmp_path / "放假.txt")
    assert [(one.id, one.due, one.left, one.handler) for one in result.due] == [
        ("早", Day(2026, 12, 29), -8, "水政科"),
        ("迟", Day(2027, 1, 15), 5, "建管科"),
        ("延", Day(2027, 1, 26), 12, "水政科"),
    ]
    listed = cells(result.due_list(".xlsx"), "清单")[3]
    assert listed[:6] == ["2026-12-29", "水政科", "早", "2026-12-01", -8, "已逾期"]
    assert "2026-12-29,水政科,早,2026-12-01,-8,已逾期,国务院放假安排" in result.due_list(".csv").decode("utf-8-sig")


def test_an_offices_list_of_days_off_goes_before_weekends(tmp_path: Path) -> None:
    assert deadline(Day(2098, 12, 1)) == Day(2098, 12, 29)
    own = Workdays({Day(2098, 12, 8): False, Day(2098, 12, 13): True, Day(2098, 12, 25): False})
    assert deadline(Day(2098, 12, 1), workdays=own) == Day(2098, 12, 30)
    (tmp_path / "a.txt").write_text("2098-12-08 休\n明天 休\n2098-12-13\n", "utf-8")
    with pytest.raises(gikreport.Unreadable) as caught:
        read_workdays(tmp_path / "a.txt")
    assert [problem.line for problem in caught.value.problems] == [2, 3]


def test_the_trace_names_the_sheet_the_row_and_the_cell_of_each_number() -> None:
    data = counted(TOWN, year=2026).trace(".xlsx")
    numbers = cells(data, "汇总")
    assert numbers[2] == ["表", "行", "列", "件数"]
    assert ["表三", "二、上年结转政府信息公开申请数量", "申请人情况 自然人", 1] in numbers
    rows = cells(data, "明细")
    assert rows[2] == ["表", "行", "列", "编号", "工作表", "行号", "依据的单元格"]
    assert ["表三", "一、本年新收政府信息公开申请数量", "申请人情况 自然人", "2", "2026年", 5, "D5"] in rows
    assert ["表三", "二、上年结转政府信息公开申请数量", "申请人情况 自然人", "1", "2026年", 4, "D4"] in rows
    petition = "三、本年度办理结果 （五）不予处理 1.信访举报投诉类申请"
    assert ["表三", petition, "申请人情况 自然人", "7", "2026年", 10, "H10"] in rows
    assert not any("natural_person" in str(cell) for row in rows for cell in row)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["明细"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref.startswith("A3:G")) == ("A4", True)
