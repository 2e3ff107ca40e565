"""Whose numbers a sentence tells: each word of narrative/scope.py that decides it, with and without the word."""

from __future__ import annotations

from gikreport.model.diagnostic import Severity
from support.narrative import found
from support.rows import rows

OFFICES = ["局", "委", "办", "院", "厅", "部", "署", "处", "中心", "机关", "部门", "单位"]
GOVERNMENT = "白河县人民政府"


def said(text: str, agency: str = "白河县水务局") -> list[object]:
    """The numbers of requests that do not agree."""
    return [one.facts["said"] for one in found(text, agency) if one.code == "P301"]


@rows("requesters", ["公民、法人", "公民、法人和其他组织", "公民、法人或者其它组织", "公民、法人及其他组织"])
def test_all_kinds_of_requesters_are_no_part(requesters: str) -> None:
    assert said(f"{requesters}申请，收到申请98件。") == [98]
    assert said("来自法人的申请，收到申请98件。") == [98]
    assert said(f"{requesters}的网上收到申请98件。") == []


@rows("to", ["", "至", "到"])
@rows("year", ["上年", "上一年", "上年度", "2022年", "2022年度"])
@rows("moved", ["结转", "转结"])
def test_what_was_carried_over_does_not_make_the_rest_of_another_year(moved: str, year: str, to: str) -> None:
    assert said(f"{moved}{to}{year}的已办完，收到申请98件。") == [98]
    assert said(f"{year}的{moved}已办完，收到申请98件。") == [98]
    assert said(f"{year}{moved}的已办完，收到申请98件。") == [98]


@rows("than", ["比", "较", "同比", "环比"])
@rows("more", ["增", "减", "升", "降", "持平", "提高", "多", "少"])
def test_a_comparison_does_not_make_the_rest_of_another_year(than: str, more: str) -> None:
    assert said(f"办件{than}2022年{more}，收到申请98件。") == [98]
    assert said("办件2022年提早，收到申请98件。") == []


@rows("word", ["本级", "全县", "各级", "下属", "系统内", "所属", "直属"])
def test_a_denial_beside_a_word_for_a_wider_circle_is_a_warning(word: str) -> None:
    [one] = found(f"未收到政府信息公开申请，含{word}单位。")
    assert (one.code, one.severity) == ("P302", Severity.WARNING)
    [one] = found("未收到政府信息公开申请，含单位。")
    assert (one.code, one.severity) == ("P302", Severity.ERROR)


@rows("word", ["系统", "全市", "各镇", "县政府", "县人民政府", "乡政府"])
def test_a_department_counts_its_own_requests(word: str) -> None:
    assert said(f"{word}收到申请98件。") == []


@rows("what", ["办", "信息网", "网", "门户", "公报", "信息"])
def test_a_thing_of_the_government_is_not_the_government(what: str) -> None:
    assert said(f"县政府{what}刊登指南收到申请98件。") == [98]
    assert said("县政府刊登指南收到申请98件。") == []


@rows("own", [f"{whose}{unit}" for whose in "我本" for unit in OFFICES])
def test_the_own_office_behind_the_number_of_all(own: str) -> None:
    assert said(f"全市登记申请326件，{own}收到申请98件。") == [98]
    assert said("全市登记申请326件，收到申请98件。") == []


@rows("word", ["本级", "部门", "单位", "办公厅", "办公室", "系统", "下属", "所属", "直属", "全国"])
def test_a_government_counts_all_of_its_offices(word: str) -> None:
    assert said(f"{word}登记8件，收到申请98件。", GOVERNMENT) == []
    assert said(f"{word}收到申请98件。", GOVERNMENT) == []
    assert said("登记8件，收到申请98件。", GOVERNMENT) == [98]


@rows("whole", ["全省", "全市", "全区", "全县", "全州", "全旗", "各级"])
def test_all_offices_of_an_area_are_what_a_government_counts(whole: str) -> None:
    assert said(f"{whole}部门收到申请98件。", GOVERNMENT) == [98]


@rows("unit", ["办", "室", "局", "委"])
def test_the_office_that_writes_for_a_government_is_not_the_government(unit: str) -> None:
    assert said(f"我{unit}收到申请98件。", GOVERNMENT) == []
    [one] = [one for one in found(f"未收到申请，我{unit}将继续努力。", GOVERNMENT) if one.code == "P302"]
    assert one.severity is Severity.WARNING


@rows("agency", ["白河县人民政府", "白河县", "白河地区行政公署", "白河新区管委会", "白河新区管理委员会"])
def test_who_counts_a_whole_area(agency: str) -> None:
    assert said("全区收到申请98件。", agency) == [98]
    assert said("全区收到申请98件。", f"{agency}办公室") == []


@rows("unit", ["局", "委员会", "委", "办公室", "镇", "乡", "街道", "处", "院", "公司", "中心"])
def test_another_unit_is_let_be(unit: str) -> None:
    assert said(f"青山{unit}收到申请98件。") == []
    assert said(f"白河县水务{unit}收到申请98件。") == ([98] if unit == "局" else [])
    assert said("委托收到申请98件。") == [98]


@rows("word", ["下属", "所属", "直属"])
def test_nothing_is_denied_for_all_by_a_unit_below(word: str) -> None:
    assert found(f"{word}学校未收到政府信息公开申请。") == []


@rows("year", ["今年", "本年", "本年度", "2023年", "2023年度", "今年以来"])
def test_behind_this_year_the_year_before_is_over(year: str) -> None:
    assert said(f"去年收到18件，{year}收到申请98件。") == [98]
    assert said("去年收到18件，收到申请98件。") == []


def test_a_sum_over_more_than_the_year_is_let_be() -> None:
    assert said("累计收到申请98件。") == []
    assert said("全年累计收到申请98件。") == [98]
    assert said("今年累计收到申请98件。") == [98]
    for until in ("截至目前", "截止目前", "至今", "目前"):
        assert said(f"{until}，今年累计收到申请98件。") == []


LONG = "，由专人登记、审核并逐件会商，涉及多个科室的由办公室牵头，涉及第三方的书面征求意见，办理情况按月通报"


@rows(("before", "after"), [("", LONG + LONG), ("本局", LONG + LONG), ("", "")])
def test_a_quote_begins_where_the_sentence_does(before: str, after: str) -> None:
    [one] = found(f"{before}收到申请98件{after}。")
    assert str(one.facts["quote"]).startswith(f"{before}收到申请98件")


def test_a_quote_around_a_number_far_behind_is_cut_on_both_sides() -> None:
    text = f"依照条例和本局的规定{LONG}，收到申请98件{LONG}。"
    [one] = found(text)
    quote = str(one.facts["quote"])
    assert (quote[0], quote[-1], len(quote)) == ("…", "…", 62)
    assert quote[1:-1] in text
    assert quote.index("98") == 31


@rows(
    ("unit", "told"),
    [
        ("交通运输局", [98]),
        ("县交运局", [98]),
        ("交运局", [98]),
        ("县交警局", []),
        ("白河县交通运输局", [98]),
        ("市交运局", []),
    ],
)
def test_a_short_name_of_the_agency_is_the_agency(unit: str, told: list[object]) -> None:
    assert said(f"{unit}收到申请98件。", "白河县交通运输局") == told
    assert said(f"{unit}收到申请98件。", "青山镇人民政府") == []


def test_a_list_that_came_to_its_total_is_over() -> None:
    assert said("登记申请40件，其中网上31件、信函9件，答复申请98件。") == [98]
    assert said("登记申请40件，其中网上31件、信函8件，答复申请98件。") == []
    assert said("其中网上31件、信函9件，答复申请98件。") == []
    assert said("登记申请50件，更正40件，网上31件、信函9件，答复申请98件。") == [98]


@rows("again", ["上述申请", "以上申请"])
def test_the_requests_named_before_are_all_of_them(again: str) -> None:
    assert said(f"通过网上收到，{again}办结98件。") == [98]
    assert said("通过网上收到，以上网上办结98件。") == []
