"""Slips and true sentences after published reports: each is told, or let be, as it should."""

from __future__ import annotations

from gikreport import read
from support import ROOT
from support.narrative import check
from support.rows import rows

FOLDER = ROOT / "tests" / "data" / "narrative"
# What is told of each: the code, what the text says, what it is or what is due.
DUE: dict[str, list[tuple[str, str, str]]] = {
    "false_ground_with_result_2": [],
    "false_own_office_and_below": [],
    "false_received_then_answered": [],
    "false_review_and_lawsuit_together": [],
    "false_year_of_what_was_carried": [],
    "missed_all_finished_beside_carried_forward": [
        ("P301", "0", "结转下年度"),
        ("P301", "0", "结转下年度"),
    ],
    "missed_breakdown_of_information": [
        ("P012", "117", ""),
        ("P012", "50", ""),
    ],
    "missed_channels_of_handled": [
        ("P301", "7", "办理申请"),
        ("P301", "9", "收到申请"),
        ("P012", "7", ""),
        ("P012", "9", ""),
    ],
    "missed_denial_of_documents_2": [
        ("P202", "0", "制发行政规范性文件"),
    ],
    "missed_denial_of_review_with_general_reason_2": [
        ("P402", "1", "1"),
        ("P402", "1", "1"),
    ],
    "missed_denial_without_verb": [
        ("P302", "3", "3"),
        ("P301", "0", "收到申请"),
    ],
    "missed_documents_named_before": [
        ("P202", "0", "制发行政规范性文件"),
        ("P202", "1", "废止行政规范性文件"),
        ("P202", "3", "现行有效的行政规范性文件"),
        ("P202", "3", "制发行政规范性文件"),
        ("P202", "2", "废止行政规范性文件"),
        ("P202", "23", "现行有效的行政规范性文件"),
        ("P202", "5", "制发行政规范性文件"),
        ("P202", "3", "废止行政规范性文件"),
        ("P202", "35", "现行有效的行政规范性文件"),
    ],
    "missed_last_years_report_named": [
        ("P001", "2022年", ""),
        ("P001", "2022年", ""),
        ("P001", "2022年", ""),
    ],
    "missed_licences_and_penalties_2": [
        ("P202", "405", "行政许可处理决定"),
        ("P202", "20", "行政处罚处理决定"),
        ("P202", "0", "行政强制处理决定"),
    ],
    "missed_outcomes_of_review": [
        ("P401", "2", "行政复议尚未审结"),
        ("P401", "2", "行政诉讼结果维持"),
    ],
    "missed_own_name_by_level_2": [
        ("P301", "2", "收到申请"),
    ],
    "missed_placeholders": [
        ("P003", "（具体网址）", ""),
        ("P003", "xx", ""),
        ("P003", "（注：", ""),
    ],
    "missed_rate_over_100": [
        ("P014", "120%", ""),
        ("P014", "101%", ""),
    ],
    "missed_received_wordings": [
        ("P301", "446", "收到申请"),
        ("P301", "5", "上年结转"),
    ],
    "missed_report_is_last_years": [
        ("P018", "100", ""),
    ],
    "missed_share_and_growth_2": [
        ("P009", "增长53.3%", "增长33.3%"),
        ("P013", "占申请量的6.43%", "1.49%"),
    ],
    "missed_single_sign_twice": [
        ("P004", "。。", ""),
        ("P004", "；；", ""),
        ("P004", "为为", ""),
    ],
    "missed_when_all_four_are_told_2": [
        ("P301", "27", "办理申请"),
    ],
}


def test_every_file_is_here() -> None:
    names = {path.stem for path in FOLDER.glob("*.toml") if not path.stem.endswith(".previous")}
    assert names == set(DUE)


@rows("name", DUE)
def test_what_is_told_of_a_published_narrative(name: str) -> None:
    before = FOLDER / f"{name}.previous.toml"
    previous = read(before) if before.exists() else None
    told = [one.facts for one in check(read(FOLDER / f"{name}.toml"), previous=previous)]
    codes = [one.code for one in check(read(FOLDER / f"{name}.toml"), previous=previous)]
    said = [str(facts.get("said", facts.get("due", facts.get("percent")))) for facts in told]
    names = [str(facts.get("name", facts.get("due", ""))) for facts in told]
    assert list(zip(codes, said, names, strict=True)) == DUE[name]


def test_a_true_sentence_is_let_be() -> None:
    assert all(not told for name, told in DUE.items() if name.startswith("false_"))
    assert all(told for name, told in DUE.items() if name.startswith("missed_"))
