"""Every word and every step of the rules on the writing does something: each test is red when one is left out."""

from __future__ import annotations

import pytest

from gikreport import check, read
from gikreport.checking.subject import statement
from gikreport.model.finding import Finding
from gikreport.narrative.statement import Statement
from gikreport.rules import repetition as doubled, text_slips as writing
from support.narrative import QUIET, found


def told(text: str, code: str, **more: object) -> list[Finding]:
    return [one for one in found(text, **more) if one.code == code]


def said(text: str, code: str, **more: object) -> list[object]:
    return [one.facts["said"] for one in told(text, code, **more)]


def stated(overview: str) -> Statement:
    return statement(read({"agency": "白河县水务局", "year": 2023, "t2": {}, "t3": {}, "t4": {}, "overview": overview}))


def codes(year: int = 2023, /, **more: object) -> list[str]:
    """The findings about the writing of a report with empty tables."""
    data = {"agency": "白河县水务局", "year": year, "t2": {}, "t3": {}, "t4": {}, **QUIET, **more}
    return [one.code for one in check(read(data)) if one.code.startswith("P") and one.code not in ("P007", "P022")]


@pytest.mark.parametrize("after", ["，", ",", "我局", "本局", "全面", "度，", "度全面", "以来，"])
def test_a_section_that_opens_with_last_year_and_never_names_its_own(after: str) -> None:
    assert said(f"2022年{after}修订公开目录。", "P001") == ["2022年"]
    assert said(f"2022年{after}修订公开目录。今年再次修订。", "P001") == []


def test_the_paragraph_that_opens_with_last_year_is_the_place() -> None:
    text = "公开目录共三章。\n2022年，修订第一章。\n2022年，修订第二章。"
    [one] = writing.years(stated(text))
    assert (one.paragraph, one.facts["quote"]) == (1, "2022年，修订第一章。")


def test_last_year_behind_the_heading_of_a_paragraph_is_its_opening() -> None:
    assert said("（一）主动公开。2022年，修订公开目录。", "P001") == ["2022年"]


@pytest.mark.parametrize("after", ["度", "1月", "9月", "12月", "，", ",", "全"])
def test_a_year_of_three_digits(after: str) -> None:
    assert said(f"202年{after}召开会议。", "P001") == ["202"]


WRONG_PERIOD = "2022年1月1日至2022年12月31日"
OF_STATISTICS = [
    *(f"统计{kind}为" for kind in ("期", "期限", "时限", "时间", "周期", "区间", "起止时间", "的时间", "数据时限")),
    *(f"{what}的时间为" for what in ("数据", "年报", "报告")),
    *(f"数据的{kind}为" for kind in ("期限", "时限", "时间", "区间", "周期", "起止日期")),
    *(f"{what}所列数字的统计，自" for what in ("本报告", "本年报", "本年度报告")),
    *(f"本年报各表的{what}，自" for what in ("数据", "统计")),
]


@pytest.mark.parametrize("opening", OF_STATISTICS)
def test_a_period_is_that_of_the_statistics_in_many_words(opening: str) -> None:
    assert said(f"{opening}{WRONG_PERIOD}。", "P002") == [WRONG_PERIOD]


def test_another_period_is_no_affair_of_the_report() -> None:
    assert said(f"公示的日子为{WRONG_PERIOD}。", "P002") == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        *((f"{word}说明：按格式写。", f"{word}说明") for word in ("编写", "填写", "填报", "撰写")),
        *((f"此处{word}机关名称。", f"此处{word}") for word in ("填写", "插入", "省略")),
        *((f"请{word}本单位情况。", f"请{word}") for word in ("填写", "在此", "根据实际", "结合实际")),
        ("可先适当说明背景。", "可先适当"),
        ("可根据实际增减段落。", "可根据实际"),
        ("某某镇召开会议。", "某某"),
        ("***镇召开会议。", "***"),
        *((f"公布人{mark}。", mark) for mark in ("（）", "（单位名称）", "（公章）", "（盖章）")),
        ("全年公开信息   条。", "   "),
        ("全年公开信息　　条。", "　"),
        ("×镇共受理××件。", "××"),
        ("由Ｘ×镇受理。", "Ｘ×"),
        ("由XX镇受理。", "XX"),
        ("培训X次。", "X"),
        ("培训___次。", "___"),
        ("培训＿＿次。", "＿＿"),
        ("培训N次。", "N"),
        *((f"培训次数{word}。", word) for word in ("待填", "待补充", "待核实")),
    ],
)
def test_what_a_template_left_in(text: str, left: str) -> None:
    [one] = said(text, "P003")
    assert str(one).strip("　") == left.strip("　")


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        ("逐项核对核对目录，，随后公布。", ["核对核对", "，，"]),
        ("逐项公布，，随后核对核对目录。", ["，，", "核对核对"]),
        ("某市核对核对清单。", ["核对核对"]),
        ("政府政府信息公开。", ["政府政府"]),
        ("白河县政府政府信息公开办公室。", []),
        ("设立公开公开栏。", []),
        ("设立公开公开榜。", []),
        ("设立公开公开处。", ["公开公开"]),
        ("一项一项地核对。", []),
        ("两项两项地核对。", ["两项两项"]),
        ("层层层层落实。", []),
        ("单设一栏，单设一栏，按月更新。", ["单设一栏，单设一栏"]),
        ("逐月核对、逐月核对公示栏。", []),
        ("要公开，要公开得及时。", []),
        ("每月单设一栏，单设一栏的有三处。", []),
    ],
)
def test_a_word_twice_in_a_row(text: str, twice: list[str]) -> None:
    assert said(text, "P004") == twice


LONG = "为各科室配备专人负责信息的整理和报送工作"
OTHER = "为各村社区配备专人负责公示栏的更新和维护"


def test_the_second_print_of_a_sentence_is_the_place() -> None:
    [again] = doubled.doubled_sentences(stated(f"{LONG}。\n{OTHER}。\n{LONG}。\n{OTHER}。"))
    assert (again.paragraph, again.facts["count"], again.facts["quote"]) == (2, 2, f"{LONG}。")
    [one] = told(f"{LONG}。", "P005", problems=f"报送不够及时。{LONG}。")
    assert one.at.path == ("problems",)


@pytest.mark.parametrize("word", ["申请", "复议", "诉讼", "收费", "费用", "处理费"])
def test_a_fact_of_the_tables_may_be_told_in_two_sections_but_not_twice_in_one(word: str) -> None:
    fact = f"{word}的情况与本报告所附各表所列的一致"
    assert told(f"{fact}。", "P005", other_matters=f"没有收取信息处理费。{fact}。") == []
    assert len(told(f"{fact}。{fact}。", "P005")) == 1


def test_a_sentence_of_eighteen_characters_is_long() -> None:
    text = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午。"
    assert len(text) == 18
    assert len(told(text + text, "P005")) == 1
    assert told(2 * text[1:], "P005") == []


@pytest.mark.parametrize("before", ["", "按照"])
def test_a_notice_that_is_not_in_force_wherever_it_stands(before: str) -> None:
    assert said(f"{before}国办公开办函〔2019〕60号的格式。", "P006") == ["国办公开办函〔2019〕60号"]
    assert said(f"{before}国办公开办函〔2019〕60号修订后的格式。", "P006") == ["国办公开办函〔2019〕60号"]


@pytest.mark.parametrize("history", ["经修订", "已废止", "由国务院令公布", "由第711号代替"])
def test_the_first_text_of_the_regulation_may_be_named_beside_its_revision(history: str) -> None:
    assert said(f"条例（国务院令第492号）{history}。", "P006") == []
    assert said("条例（国务院令第492号公布）。", "P006") == []
    assert said("条例（国务院令第492号）。", "P006") == ["国务院令第492号"]


def test_fees_are_told_of_since_2021() -> None:
    assert codes(2021, other_matters="没有其他需要报告的事项。") == ["P008"]
    assert codes(2020, other_matters="没有其他需要报告的事项。") == []


@pytest.mark.parametrize("said", ["信息处理费为零。", "没有收费。", "没有收取任何费。", "没有发生费用。"])
def test_fees_are_told_of_in_the_last_section_in_many_words(said: str) -> None:
    assert codes(other_matters=f"本年度{said}") == []


@pytest.mark.parametrize("section", ["requests", "requests_after"])
def test_fees_may_be_told_of_beside_table_three(section: str) -> None:
    assert codes(other_matters="没有其他需要报告的事项。", **{section: "没有发生费用。"}) == []


@pytest.mark.parametrize(
    "said", ["信息处理费为零", "未收取任何费", "没有收取任何费", "无收取任何费", "未因公开信息收取任何费"]
)
def test_fees_may_be_told_of_elsewhere(said: str) -> None:
    assert codes(other_matters="没有其他需要报告的事项。", overview=f"本年度{said}。") == []
    assert codes(other_matters="没有其他需要报告的事项。", overview="收取了锦旗一面。") == ["P008"]


@pytest.mark.parametrize("more", ["增长", "增加", "上升", "提高"])
@pytest.mark.parametrize("by", ["", "了", "率为", "幅度为", "约", "近"])
def test_growth_in_many_words(more: str, by: str) -> None:
    [one] = told(f"办件40件，比上年50件{more}{by}25%。", "P009")
    assert (one.facts["said"], one.facts["due"]) == (f"{more}{by}25%", "下降20%")


@pytest.mark.parametrize("less", ["下降", "减少", "降低"])
def test_decline_in_many_words(less: str) -> None:
    assert told(f"办件40件，比上年50件{less}20％。", "P009") == []
    assert [one.facts["due"] for one in told(f"办件50件，比上年40件{less}20%。", "P009")] == ["增长25%"]


@pytest.mark.parametrize(
    ("now", "grown", "due"),
    [
        (995, "5%", "下降0.5%"),
        (1005, "5%", "增长0.5%"),
        (1000, "5%", "增长0%"),
        (1010, "5%", "增长1%"),
        (1014, "5%", "增长1%"),
    ],
)
def test_a_small_percentage_is_not_told_as_none(now: int, grown: str, due: str) -> None:
    assert [one.facts["due"] for one in told(f"办件{now}件，比上年1000件增长{grown}。", "P009")] == [due]


def test_what_is_no_percentage_is_let_be() -> None:
    assert told("办件40件，比上年50件下降1..5%。", "P009") == []
