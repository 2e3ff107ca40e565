"""Every step of the rules between narrative and tables does something: each test is red when one step is left out."""

from __future__ import annotations

import attrs
import pytest

from gikreport import check, read
from gikreport.checking.subject import statement
from gikreport.model.diagnostic import Severity
from gikreport.model.finding import Finding
from gikreport.rules import narrative as prose
from support.narrative import NATURAL, QUIET, T2, found


def told(text: str, code: str = "P301", **more: object) -> list[Finding]:
    return [one for one in found(text, **more) if one.code == code]


def said(text: str, code: str = "P301") -> list[object]:
    return [one.facts["said"] for one in told(text, code)]


@pytest.mark.parametrize("word", ["约", "近", "超过", "超", "逾", "不足", "至少", "第"])
def test_a_number_that_is_no_exact_count_is_let_be(word: str) -> None:
    assert said(f"{word}50件申请结转至2024年办理。") == []
    assert said("50件申请结转至2024年办理。") == [50]


def test_each_number_of_a_sentence_is_told_once() -> None:
    assert said("收到申请50件。收到申请50件。") == [50]
    assert said("收到申请50件，另收到申请60件。") == [50, 60]
    assert said("收到申请50件。今年收到申请50件。") == [50, 50]
    assert [one.facts["name"] for one in told("予以公开50件，部分公开50件。")] == ["予以公开", "部分公开"]


def test_a_number_before_the_one_that_was_read_is_read_too() -> None:
    assert said("其中不予公开50件、予以公开60件。") == [50, 60]


def test_a_number_that_several_wordings_tell_is_told_once() -> None:
    assert [one.facts["name"] for one in told("予以公开和部分公开50件。")] == ["予以公开和部分公开"]


@pytest.mark.parametrize("text", ["2021年结转申请{}件。", "结转至2025年申请{}件。"])
def test_what_was_carried_over_between_other_years_is_let_be(text: str) -> None:
    assert said(text.format(50)) == []


def test_a_unit_that_is_named_before_its_two_numbers_counts_for_both() -> None:
    assert said("下属甲镇没有现成信息，需要另行制作50件。") == []
    assert said("没有现成信息，需要另行制作50件。") == [50]
    assert said("系统没有现成信息，需要另行制作50件。") == []


def test_every_cell_of_a_sum_is_named() -> None:
    [one] = told("不予公开50件。")
    assert len(one.related) == 8


@pytest.mark.parametrize("fees", ["99万元", "99 万元", "990000元", "0.0099亿元", "0.0099 亿元"])
def test_fees_are_told_in_three_units(fees: str) -> None:
    assert said(f"全年行政事业性收费{fees}。", "P201") == ["99"]


@pytest.mark.parametrize(("fees", "due"), [("13", []), ("12", []), ("14", ["14"]), ("20", ["20"]), ("12.4", ["12.4"])])
def test_fees_may_be_rounded_or_cut_off_at_the_unit_that_is_told(fees: str, due: list[str]) -> None:
    assert said(f"全年行政事业性收费{fees}万元。", "P201") == due


def test_fees_of_another_year_are_let_be() -> None:
    assert said("去年行政事业性收费99万元。", "P201") == []


def test_fees_in_a_table_in_yuan_are_guessed_in_both_languages() -> None:
    [one] = told("全年行政事业性收费12.5万元。", "P201", t2={**T2, "fees": "125000"})
    assert (one.facts["guess"], one.facts["guess_en"]) == ("，表中疑为以元为单位", "; the table looks like 元")


@pytest.mark.parametrize(("fees", "due"), [("12.5", []), ("12.6", ["12.6"]), ("30 ", ["30"]), ("0.5", [])])
def test_fees_for_information_are_at_most_all_fees(fees: str, due: list[str]) -> None:
    assert said(f"共收取信息处理费{fees}万元。", "P203") == due


@pytest.mark.parametrize("fees", ["收费", "信息处理费"])
def test_a_report_without_table_two_has_no_fees_to_compare(fees: str) -> None:
    data = {"agency": "白河县水务局", "year": 2023, "t3": {}, "t4": {}, "overview": f"行政事业性{fees}12.5万元。"}
    assert [one.code for one in check(read({**data, **QUIET})) if one.code.startswith("P2")] == []


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("未收到政府信息公开申请。", Severity.ERROR),
        ("未收到政府信息公开申请，含所属单位。", Severity.WARNING),
        ("县政府未收到政府信息公开申请。", Severity.WARNING),
    ],
)
def test_a_denial_that_may_have_another_scope_is_a_warning(text: str, weight: Severity) -> None:
    assert [one.severity for one in told(text, "P302")] == [weight]


@pytest.mark.parametrize("own", ["2023年", "今年", "本年"])
def test_a_section_that_names_its_own_year_does_not_mean_the_year_before(own: str) -> None:
    assert said(f"{own}修订公开指南。2022年收到申请40件。", "P303") == ["2022年"]
    assert said(f"{own}比2022年收到申请40件。", "P303") == []
    assert said("2022年收到申请40件。", "P303") == []


@pytest.mark.parametrize("wording", ["新收申请", "收到申请", "新收40件申请，收到申请"])
def test_last_year_beside_this_year_s_number_is_told_once(wording: str) -> None:
    [one] = told(f"今年修订公开指南。2022年{wording}40件。", "P303")
    assert (one.facts["said"], one.facts["number"], one.facts["due"]) == ("2022年", 40, "2023年")


@pytest.mark.parametrize(("received", "codes"), [(4, []), (5, ["P303"]), (6, ["P303"])])
def test_a_small_number_may_be_that_of_both_years(received: int, codes: list[str]) -> None:
    t3 = {"natural_person": {"received": received, "outcomes": {"disclosed": received}}}
    text = f"今年修订公开指南。2022年收到申请{received}件。"
    assert [one.code for one in found(text, t3=t3) if one.code == "P303"] == codes


def test_another_number_of_last_year_is_its_own() -> None:
    assert NATURAL["received"] == 40
    assert said("今年修订公开指南。2022年收到申请41件。", "P303") == []


def test_without_a_year_no_year_is_the_report_s() -> None:
    data = {"agency": "白河县水务局", "year": 2023, "t3": {}, "overview": "2022年结转申请50件。收到申请60件。"}
    undated = attrs.evolve(statement(read(data)), year=None)
    assert [one.facts["said"] for one in prose.requests_told(undated)] == [60]
