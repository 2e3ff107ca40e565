"""How each check ended: what was not looked at is never counted as sound."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner

from gikreport import CheckResult, Reading, Report, Status, check_results, judge, looked_at, read, sarif
from gikreport.cli import group
from support import ROOT

EXAMPLE = ROOT / "examples" / "xiaogang-2021.toml"
PLAIN: dict[str, Any] = {"agency": "某局", "year": 2023, "t2": {}, "t3": {}, "t4": {}}


def ended(subject: Reading | Report, **given: Any) -> dict[str, tuple[str, str]]:
    """How the check of each code ended, and why."""
    return {one.code: (one.status.value, one.why.zh) for one in check_results(subject, **given)}


def test_what_was_not_given_is_not_checked_and_says_what_it_was() -> None:
    told = ended(read(PLAIN))
    assert told["A301"] == ("not_checked", "未提供上年报告")
    assert told["A021"] == ("not_checked", "未提供单位名录")
    assert told["P301"] == ("not_checked", "没有正文")
    assert told["T301"] == ("passed", "")


def test_a_table_that_is_not_there_leaves_its_checks_undone() -> None:
    told = ended(attrs.evolve(read(PLAIN), tables=frozenset({"t2", "t4"}), cells={}))
    assert told["T004"] == ("failed", "")
    assert told["T301"] == ("not_checked", "表三没有读全")


def test_an_open_cell_leaves_the_totals_of_its_table_undone() -> None:
    printed = {"t3": {"total": {"received": 0}}}
    told = ended(read({**PLAIN, "t3": {"natural_person": {"received": "待填"}}, "printed": printed}))
    assert told["T006"] == told["T007"] == ("not_checked", "表三没有读全，只核对了其余部分")
    assert ended(read({**PLAIN, "printed": printed}))["T006"] == ("passed", "")
    assert ended(read(PLAIN))["T006"] == ("not_applicable", "这份报告没有这一类内容")


def test_a_number_of_which_nobody_knows_what_it_counts_is_not_counted_as_compared() -> None:
    known = ended(read({**PLAIN, "overview": "收到政府信息公开申请0件。"}))
    unknown = ended(read({**PLAIN, "overview": "收到政府信息公开申请0件，揽收阳光件5件。"}))
    assert known["P301"] == ("passed", "")
    assert unknown["P301"] == ("not_checked", "正文中有的数不知指什么")


def test_what_only_other_offices_have_is_not_applicable() -> None:
    assert ended(read(PLAIN))["T201"] == ("not_applicable", "这份报告没有这一类内容")
    assert ended(read({**PLAIN, "agency": "青石县青塘镇人民政府"}))["T201"] == ("passed", "")


def test_what_another_finding_tells_has_failed_all_the_same() -> None:
    wrong = {
        **PLAIN, "t3": {"natural_person": {"received": 50, "outcomes": {"disclosed": 5}}},
        "printed": {"t3": {"total": {"received": 5, "outcomes": {"disclosed": 5, "total": 5}}}},
    }  # fmt: skip
    told = ended(read(wrong))
    assert told["T007"] == ("failed", "")
    assert told["T301"] == ("failed", "已在指出哪一格填错时一并说明")


def test_every_file_tells_every_check(tmp_path: Path) -> None:
    names = [str(tmp_path / f"{name}.json") for name in ("a", "b")]
    for name in names:
        Path(name).write_text(json.dumps(PLAIN, ensure_ascii=False), "utf-8")
    (alone,) = judge(names[:1])
    assert [one.status for one in alone.checks if one.code == "A502"] == [Status.NOT_CHECKED]
    first, second = judge(names)
    assert [one.status for one in first.checks if one.code == "A502"] == [Status.PASSED]
    assert len(first.checks) == len(second.checks) == len(alone.checks)


def test_the_line_counts_and_names_each_reason_once() -> None:
    checks = check_results(read(EXAMPLE))
    by_status = {status: sum(one.status is status for one in checks) for status in Status}
    assert looked_at(checks) == (
        f"核对 {len(checks)} 项：{by_status[Status.PASSED]} 项相符，{by_status[Status.NOT_APPLICABLE]} 项不适用，"
        f"{by_status[Status.NOT_CHECKED]} 项未能核对：未提供上年报告；未提供单位名录；正文中有的数不知指什么"
    )
    assert looked_at([CheckResult("T001", Status.PASSED)], "en") == "1 checks: 1 passed"


def test_no_finding_is_never_told_without_what_was_not_checked(tmp_path: Path) -> None:
    said = CliRunner().invoke(group, ["check", str(EXAMPLE)]).output
    assert said.startswith(f"{EXAMPLE}：没有发现问题。核对 ")
    assert " 项未能核对：未提供上年报告；" in said
    folder = CliRunner().invoke(
        group, ["check", str(EXAMPLE), str(ROOT / "examples" / "anhe-2015.toml"), "-o", str(tmp_path / "o.txt")]
    )
    assert all("没有发现问题；" in line and "项未能核对：" in line for line in folder.output.splitlines()[:2])
    assert "未能核对：未提供上年报告（2 份）" in folder.output


def test_json_has_every_check_and_sarif_those_that_were_not_made() -> None:
    said = json.loads(CliRunner().invoke(group, ["check", str(EXAMPLE), "--format", "json"]).output)
    (judged,) = judge([str(EXAMPLE)])
    checks = said["files"][0]["checks"]
    assert [(one["code"], one["status"]) for one in checks] == [(one.code, one.status.value) for one in judged.checks]
    assert {"code": "A301", "status": "not_checked", "why": "未提供上年报告"} in checks
    told = sarif([judged], "0")["runs"][0]["results"]
    assert {one["kind"] for one in told} == {"open", "notApplicable"}
    assert len(told) == sum(one["status"] in ("not_checked", "not_applicable") for one in checks)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_has_every_check_folded(lang: str) -> None:
    said = CliRunner().invoke(group, ["check", str(EXAMPLE), "--format", "html", "--lang", lang]).output
    (judged,) = judge([str(EXAMPLE)])
    folded = said[said.index('<details class="checks">') :]
    assert all(f"<td>{one.code}</td>" in folded for one in judged.checks)
