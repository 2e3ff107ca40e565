"""The numbers of a narrative in JSON and on the reviewers' page: each with its cell, or why it was let be."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import gikreport
from gikreport import judge
from gikreport.cli import group

REPORT: dict[str, Any] = {
    "agency": "某局", "year": 2023, "t2": {}, "t4": {},
    "t3": {"natural_person": {"received": 35, "outcomes": {"withheld": {"state_secret": 2}}, "carried_forward": 33}},
    "overview": "一、公开情况。主动公开政府信息40条。全年新收政府信息公开申请35件；不予公开2件。\n接听来电1.2万次<b>。",
    "requests_after": "通过网络收到申请21件。",
    "review": "未发生行政诉讼。",
}  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(REPORT, ensure_ascii=False), "utf-8")
    return path


def test_json_has_every_number_of_the_narrative(file: Path) -> None:
    done = CliRunner().invoke(group, ["check", str(file), "--format", "json"])
    claims = json.loads(done.stdout)["files"][0]["claims"]
    assert claims[1] == {
        "section": "overview",
        "paragraph": 1,
        "offset": 31,
        "sentence": "全年新收政府信息公开申请35件；",
        "text": "35件",
        "value": 35,
        "unit": "件",
        "concept": "新收申请",
        "because": "全年新收政府信息公开申请",
        "cells": ["t3.total.received"],
        "why": "compared",
    }
    rows = [(one["section"], one["paragraph"], one["offset"], one["text"], one["value"], one["why"]) for one in claims]
    assert rows == [
        ("overview", 1, 15, "40条", 40, "no_cell"),
        ("overview", 1, 31, "35件", 35, "compared"),
        ("overview", 1, 39, "2件", 2, "compared"),
        ("overview", 2, 4, "1.2万次", 12000, "unknown_words"),
        ("requests_after", 1, 8, "21件", 21, "another_scope"),
        ("review", 1, 0, "0", 0, "compared"),
    ]
    lines = {"overview": str(REPORT["overview"]).splitlines(), "requests_after": [REPORT["requests_after"]]}
    for section, paragraph, offset, text, _, _ in rows[:-1]:
        assert lines[section][paragraph - 1][offset:].startswith(text)


def test_a_sum_of_money_is_text_in_json() -> None:
    [told] = gikreport.claims(
        gikreport.read({**REPORT, "overview": "收取信息处理费1.50万元。", "requests_after": "", "review": ""})
    )
    assert (told.data["value"], told.data["unit"]) == ("1.50", "万元")


def test_the_page_folds_the_numbers_beside_their_section(file: Path) -> None:
    page = gikreport.findings_page(judge([str(file)]))
    parts = page.split('<details class="checks">')[0].split("<details>")[1:]
    assert [re.sub("<[^>]+>", "", part.split("</summary>")[0]) for part in parts] == [
        "一、总体情况 2 个数与表核对，2 个未核对",
        "三、收到和处理政府信息公开申请情况 1 个未核对",
        "四、政府信息公开行政复议、行政诉讼情况 1 个数与表核对",
    ]
    rows = [re.findall("<td[^>]*>(.*?)</td>", row) for part in parts for row in re.findall("<tr.*?</tr>", part)[1:]]
    assert [row for row in rows if len(row) > 1] == [
        ["40条", "主动公开政府信息", "", "不核对：报告的表中没有这个数"],
        ["35件", "新收申请", "表三 一、本年新收政府信息公开申请数量，总计", "与表核对"],
        ["2件", "不予公开", "表三 （三）不予公开（各项）", "与表核对"],
        ["1.2万次", "不知道", "", "不核对：不知是什么数：“接听来电”"],
        [
            "21件", "收到申请",
            "表三 一、本年新收政府信息公开申请数量，总计 或 表三 一、本年新收政府信息公开申请数量，总计 + "
            "表三 二、上年结转政府信息公开申请数量，总计",
            "不核对：说的是一部分或其他单位",
        ],
        ["没有", "行政诉讼", "表四 行政诉讼，未经复议直接起诉，总计 + 表四 行政诉讼，复议后起诉，总计", "与表核对"],
    ]  # fmt: skip
    assert '接听来电<mark class="let-be">1.2万次</mark>&lt;b&gt;。' in page
    assert "新收政府信息公开申请<mark>35件</mark>；" in page
    assert "<script" not in page
    assert html.unescape(page).count("<mark") == 5


def test_a_page_in_english_and_one_without_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({**REPORT, "overview": "", "review": ""}, ensure_ascii=False), "utf-8")
    page = gikreport.findings_page(judge([str(path)]), "en")
    assert "<h3>Numbers of the text</h3>" in page
    assert "1 let be" in page
    path.write_text(json.dumps({**REPORT, "overview": "", "review": "", "requests_after": ""}), "utf-8")
    assert "<details>" not in gikreport.findings_page(judge([str(path)]))
