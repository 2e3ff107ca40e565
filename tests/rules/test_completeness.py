"""What a report has not, and names that are not its own, told in exact words; what is right is let be."""

from __future__ import annotations

from typing import Any

import pytest

from gikreport import Severity, check, read
from gikreport.narrative.office import is_same_office, names_another_place, office_in_title

TOWN = "青石县石桥镇人民政府"
WHOLE = "主动公开信息35条；申请按时办理；发布前审查；网站设专栏；考核和社会评议各一次，没有责任追究。"
PLAIN: dict[str, Any] = {
    "agency": TOWN, "year": 2023, "overview": WHOLE, "problems": "存在的主要问题是更新不够及时，已明确报送时限。",
    "other_matters": "本年度没有收取信息处理费。", "t2": {}, "t3": {}, "t4": {},
}  # fmt: skip


def said(code: str, **more: Any) -> list[str]:
    """The words of what is found under a code."""
    return [one.words.zh for one in check(read({**PLAIN, **more}), only=[code])]


def test_a_whole_report_of_a_town_raises_nothing() -> None:
    assert check(read({**PLAIN, "signed_on": "2024-01-20", "signed_by": "石桥镇人民政府"})) == ()


@pytest.mark.parametrize(
    ("left_out", "subject"),
    [
        ("主动公开信息35条；", "主动公开"), ("申请按时办理；", "依申请公开"), ("发布前审查；", "政府信息管理"),
        ("网站设专栏；", "平台建设"), ("考核和社会评议各一次，没有责任追究。", "监督保障"),
    ],
)  # fmt: skip
def test_each_of_the_five_subjects_is_missed(left_out: str, subject: str) -> None:
    assert said("P022", overview=WHOLE.replace(left_out, "")) == [f"总体情况没有写到“{subject}”"]


def test_a_government_tells_of_assessment_appraisal_and_responsibility_and_a_bureau_need_not() -> None:
    without = WHOLE.replace("考核和社会评议各一次，没有责任追究。", "每季度检查。")
    told = "各级人民政府的报告还应当写明“工作考核”、“社会评议”、“责任追究”的结果，正文没有写到"
    assert said("P023", overview=without) == [told]
    assert said("P023", overview=without, agency="青石县水利局") == []


def test_a_sub_heading_with_nothing_behind_it() -> None:
    text = "（一）主动公开。公开信息35条。\n（二）依申请公开。\n（三）平台建设\n网站设专栏。\n（四）监督保障："
    assert said("P024", overview=text) == [
        "小标题“（二）依申请公开。”后面没有内容",
        "小标题“（四）监督保障：”后面没有内容",
    ]


def test_a_telephone_without_a_number() -> None:
    assert said("P025", preface="（地址：人民路8号，电话：，邮编：234500）") == [
        "“电话”后面是空的（（地址：人民路8号，电话：，邮编：234500））"
    ]


@pytest.mark.parametrize("name", ["石桥镇", "石桥镇人民政府", "青石县石桥镇", "青石县石桥镇人民政府办公室"])
def test_short_forms_are_the_office(name: str) -> None:
    assert said("P026", signed_by=name) == said("P030", signed_by=name) == []


def test_the_neighbour_in_title_and_signature_is_an_error() -> None:
    found = check(read({**PLAIN, "title": "青石县河湾镇2023年政府信息公开工作年度报告"}), only=["P026"])
    assert [(one.severity, one.words.zh) for one in found] == [
        (Severity.ERROR, f"标题写的是“青石县河湾镇”，报告的行政机关是“{TOWN}”，是另一个地方的名称")
    ]
    assert len(said("P026", signed_by="河湾镇人民政府")) == 1


def test_another_office_of_the_same_place_is_a_warning() -> None:
    assert said("P030", signed_by="青石县水利局") == [f"落款写的是“青石县水利局”，与行政机关“{TOWN}”不同"]
    assert said("P026", signed_by="青石县水利局") == []


@pytest.mark.parametrize(
    "text",
    [
        "在县政府网站河湾镇专栏公开信息。",
        "2023年，河湾镇坚持以公开为常态。",
        "现公布河湾镇2023年政府信息公开工作年度报告。",
    ],
)
def test_another_place_where_the_office_should_stand(text: str) -> None:
    (told,) = said("P027", overview=f"{text}\n{WHOLE}")
    assert told.startswith(f"{TOWN}的报告中写的是“河湾镇”，疑为从别处抄来没有改：")


@pytest.mark.parametrize(
    "text", ["与河湾镇联合开展培训。", "2023年，全镇坚持公开。", "网站乡镇专栏。", "2023年，石桥镇坚持公开。"]
)
def test_a_place_that_is_only_mentioned_is_let_be(text: str) -> None:
    assert said("P027", overview=f"{text}\n{WHOLE}") == []


def test_an_old_year_in_the_title_is_the_titles_fault() -> None:
    title = f"{TOWN}2022年政府信息公开工作年度报告"
    assert said("P028", title=title) == [f"标题写的是 2022 年，报告的年度是 2023：“{title}”"]
    assert said("P001", title=title) == said("P002", title=title, preface="统计期限为2023年1月1日至12月31日。") == []


def test_a_town_in_february_gets_a_hint_and_a_bureau_is_late() -> None:
    assert len(said("P029", signed_on="2024-02-20")) == 1
    assert said("P029", signed_on="2024-01-31") == said("P029", signed_on="2024-02-20", agency="青石县水利局") == []


def test_fees_that_cannot_be() -> None:
    assert said("T203", t2={"fees": 5200}) == ["行政事业性收费 5200 万元，乡镇、街道不会有这么多，疑为以元为单位"]
    assert said("T203", t2={"fees": 999}) == said("T203", t2={"fees": 5200}, agency="青石县水利局") == []
    text = "发出收费通知3件，总金额{}，实际收取{}。"
    assert said("P031", other_matters=text.format("180元", "0.18万元")) == [
        f"信息处理费应收 180元，实收 0.18万元，实收多于应收：“{text.format('180元', '0.18万元')}”"
    ]
    assert said("P031", other_matters=text.format("0.18万元", "180元")) == []


def test_a_blank_total_above_lines_that_are_not_all_nothing() -> None:
    t3 = {"natural_person": {"received": 1, "outcomes": {"disclosed": 1}}}
    blank = {"t3": {"total": {"received": "", "carried_over": ""}}}
    assert said("T011", t3=t3, printed=blank) == ["有 1 格合计是空的，而它的各项不全是 0：第4行第10列"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("公开行政处罚信息0条、行政处罚信息0条。", ["行政处罚信息0条、行政处罚信息0条"]),
        ("维护维护，，进一步提高提高。", ["维护维护", "，，", "提高提高"]),
        ("结果维持0件，结果纠正0件，结果维持0件。", []),
    ],
)
def test_what_is_printed_twice(text: str, words: list[str]) -> None:
    found = check(read({**PLAIN, "overview": f"{WHOLE}{text}"}), only=["P004"])
    assert [one.facts["said"] for one in found] == words


def test_names_are_compared_without_a_list() -> None:
    assert office_in_title("关于2023年政府信息公开工作年度报告") == ""
    assert office_in_title("2023年青石县人民政府信息公开工作年度报告") == "青石县人民政府"
    assert is_same_office("县发改委", "青石县发展和改革委员会")
    assert not is_same_office("青石县水利局", "青石县自然资源局")
    assert names_another_place("白水县自然资源局", "青石县自然资源局")
    assert not names_another_place("青石市市场监管局", "青石市城市管理局")
