"""Results of some requests, lists that close themselves, growth in any order: told where wrong, let be where right."""

from __future__ import annotations

from support.narrative import found
from support.rows import rows

T3 = {
    "received": 12, "carried_over": 2, "carried_forward": 1,
    "outcomes": {
        "disclosed": 6, "partly_disclosed": 2, "withheld": {"third_party_rights": 2}, "unavailable": {"not_held": 3},
    },
}  # fmt: skip


def codes(text: str, agency: str = "白河县水务局") -> set[str]:
    return {one.code for one in found(text, agency, t3={"natural_person": T3}) if one.code.startswith("P")}


@rows(
    ("right", "wrong", "code"),
    [
        (
            "收到申请12件，涉及水价的5件，公开4件；涉及水质的2件均予公开。",
            "收到申请12件，涉及水价的9件，公开8件。",
            "P301",
        ),
        ("申请公开名册的3件，因本局不掌握无法提供。", "申请公开名册的5件，因本局不掌握无法提供。", "P301"),
        (
            "依申请公开：涉及商业秘密1件、个人隐私1件。公开6件，部分公开2件，不掌握3件。",
            "依申请公开：涉及商业秘密1件、个人隐私3件。公开6件，部分公开2件，不掌握3件。",
            "P301",
        ),
        ("依申请公开方面，上年余2件。", "依申请公开方面，上年余4件。", "P301"),
        ("网上提交申请8件、邮寄3件、当面1件，共12件。", "网上提交申请8件、邮寄3件、当面1件，共14件。", "P012"),
        ("收到申请12件（邮寄9件、网上3件）。", "收到申请12件（邮寄9件、网上5件）。", "P012"),
        ("收到申请12件。水价类7件、水质类3件、其他2件。", "收到申请12件。水价类7件、水质类3件、其他4件。", "P012"),
        ("申请量由2022年的16件降至12件，降幅达25%。", "申请量由2022年的16件降至12件，降幅达28%。", "P009"),
        ("收到申请12件，同比减少4件（2022年16件），下降25%。", "收到申请12件，同比减少2件（2022年16件）。", "P009"),
        (
            "收到申请12件，网上9件、信函3件，分别占75%、25%。",
            "收到申请12件，网上9件、信函3件，分别占75%、35%。",
            "P013",
        ),
    ],
)
def test_what_hangs_together_is_added_up(right: str, wrong: str, code: str) -> None:
    assert codes(right) == set()
    assert code in codes(wrong)


@rows(
    "text",
    [
        "收到申请12件，其中咨询类5件，公开3件。",
        "不属于本机关职责的1件，档案已移交的2件。",
        "全年制发公文60件，其中主动公开41件、依申请公开9件、不公开10件。",
        "行政复议案件210件，其中涉及政府信息公开的7件。",
        "与信息公开无关的行政复议12件、诉讼9件。",
        "部分内容公开2件，因法律法规禁止公开的没有。",
        "公开信息120条，其中网站公开120条，公众号同步推送60条。",
        "行政复议后未再引发行政诉讼。",
        "本年没有新发生的行政复议。",
    ],
)
def test_what_is_told_of_something_else_is_let_be(text: str) -> None:
    assert codes(text) == set()


def test_a_committee_of_a_government_is_an_office_and_knows_its_short_name() -> None:
    for agency in ("白河市国有资产监督管理委员会", "白河区城市管理委员会"):
        for own in ("我委", "本委"):
            assert codes(f"{own}收到申请99件。", agency) == {"P301"}
    assert codes("国资委收到申请99件。", "白河市国有资产监督管理委员会") == {"P301"}
    assert codes("市交警局收到申请99件。", "白河县交通运输局") == set()
