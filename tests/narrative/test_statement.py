"""The narrative as a whole, and the sentences that a rule looks at."""

from __future__ import annotations

import re

from gikreport import read
from gikreport.checking.subject import statement
from gikreport.narrative.statement import Statement
from support.narrative import check
from support.rows import rows


def told(*paragraphs: str) -> Statement:
    """The statement of a report with this overview, and one more sentence in a later section."""
    data = {"agency": "青石县自然资源局", "year": 2023, "t2": {}, "t3": {}, "t4": {}, "problems": "报送不够及时。"}
    return statement(read({**data, "overview": "\n".join(paragraphs)}))


def texts(one: Statement, *signs: str | re.Pattern[str]) -> list[str]:
    return [sentence.text for sentence in one.sentences_with(*signs)]


def test_the_sentences_with_a_word_come_once_and_in_printed_order() -> None:
    one = told("报送三次，报送四次。另起一句。", "又报送五次；", "没有句号的报送")
    assert texts(one, "报送") == ["报送三次，报送四次。", "又报送五次；", "没有句号的报送", "报送不够及时。"]
    assert [sentence.section for sentence in one.sentences_with("报送")] == ["overview"] * 3 + ["problems"]


def test_sentences_with_any_of_several_words_come_in_printed_order_too() -> None:
    one = told("先说乙。再说甲。甲乙都说。都不说。" + "另一句。" * 4 + "又说甲。")
    assert texts(one, "甲", "乙", "丙") == ["先说乙。", "再说甲。", "甲乙都说。", "又说甲。"]
    assert texts(one, re.compile("甲乙"), "先") == ["先说乙。", "甲乙都说。"]


def test_a_word_does_not_run_over_the_end_of_a_paragraph() -> None:
    assert texts(told("工作年报", "送达情况"), "报送达") == []


def test_a_pattern_that_runs_into_the_next_sentence_does_not_hide_it() -> None:
    one = told("汇总的数据", "统计期限如下")
    pattern = re.compile("(?:数据|统计)[^，。；]{0,8}期限")
    assert "统计期限如下" in texts(one, pattern)


def test_marks_end_sentences_and_expressions_are_none() -> None:
    one = told("一句。{{ t3.total.received }} 件。　 ！！", "　两端有空格　")
    assert [each.text for each in one.sentences] == ["一句。", "！", "！", "两端有空格", "报送不够及时。"]


FAULTS = {
    "P001": "20233年完成公开指南修订",
    "P002": "统计期限为2022年1月1日至2022年12月31日",
    "P003": "此处填写本单位情况",
    "P004": "逐项核对核对公开目录",
    "P006": "按照国办公开办函〔2019〕60号填写",
    "P009": "办理公开事项12件，比上年10件，增长30%",
}


@rows("code", FAULTS)
@rows("around", ["{}", "{}。后一句。", "前一句。{}。", "前一段\n{}\n后一段", "前一段；\n\n{}！"])
def test_a_fault_is_found_wherever_its_sentence_stands(code: str, around: str) -> None:
    overview = around.format(FAULTS[code])
    data = {"agency": "青石县自然资源局", "year": 2023, "t2": {}, "t3": {}, "t4": {}, "overview": overview}
    data |= {"problems": "存在的主要问题是部分信息公开不够及时。", "other_matters": "没有收取信息处理费。"}
    assert [finding.code for finding in check(read(data))] == [code]
