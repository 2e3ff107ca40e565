"""The narrative against the tables: what is told, and above all what is not."""

from __future__ import annotations

import datetime
from typing import Any

import attrs

from gikreport import read
from gikreport.model.finding import Finding
from gikreport.narrative.quote import quoted
from gikreport.narrative.statement import Sentence
from support.narrative import QUIET, check
from support.rows import rows

NATURAL = {
    "received": 40,
    "carried_over": 3,
    "outcomes": {"disclosed": 31, "partly_disclosed": 5, "unavailable": {"not_held": 2}},
    "carried_forward": 5,
}
T3 = {"natural_person": NATURAL}
T4 = {"reconsideration": {"upheld": 4, "pending": 2}, "litigation": {"direct": {"upheld": 2}}}


def found(text: str, *, year: int = 2023, agency: str = "青石县自然资源局", **more: object) -> list[Finding]:
    """The findings about a report whose overview says this."""
    data = {
        "agency": agency,
        "year": year,
        "t2": {"fees": "12.5", "normative_documents": {"issued": 3, "repealed": 1, "in_force": 14}},
        "t3": T3,
        "t4": T4,
        "overview": text,
        **QUIET,
        **more,
    }
    return list(check(read(data)))


@rows(
    "text",
    [
        "2023年，我局共收到政府信息公开申请40件。",
        "全年新收政府信息公开申请四十件，上年结转3件，共办理43件。",
        "收到公民、法人和其他组织提出的政府信息公开申请40件，已办结38件。",
        "共收办申请43件，其中予以公开31件、部分公开5件、无法提供2件，结转下年度继续办理5件。",
        "予以公开和部分公开36件，无法提供2件。",
        "全年共受理依申请公开40宗。",
        "收到40份政府信息公开申请。",
        "被申请行政复议6件，行政诉讼2件。",
        "行政复议和行政诉讼案件共8件。",
        "全年行政事业性收费12.5万元。",
        "全年行政事业性收费金额125000元。",
        "全年行政事业性收费0.00125亿元。",
        "2023年收到申请40件，比上年（32件）增长25%。",
        "制发行政规范性文件3件，废止行政规范性文件1件，现行有效规范性文件14件。",
    ],
)
def test_a_sentence_that_agrees_is_let_be(text: str) -> None:
    assert found(text) == []


@rows(
    "text",
    [
        "通过网络收到申请12件，信函收到申请28件。",
        "2023年继续改进。2022年收到政府信息公开申请32件。",
        "上年收到申请32件，今年有所增加。",
        "其中自然人提出申请，收到申请39件。",
        "县公安局收到政府信息公开申请9件，办结9件。",
        "自条例施行以来累计收到政府信息公开申请213件。",
        "收到申请约50件。",
        "收到申请50余件。",
        "每季度收到申请10件左右。",
        "全年收到信访举报投诉类来信12件。",
        "行政复议维持4件，撤销0件。",
        "行政复议后起诉0件。",
        "对不予公开的13件信息逐件说明理由。",
        "主动公开政府信息3500条。",
        "收到申请{{ t3.total.received }}件。",
        "下设三个科室，五名专兼职人员，全年组织培训二次、参加60人次。",
        "未收到因政府信息公开申请提起的申诉。",
        "未收到政府信息公开申请费用减免的请求。",
        "2023年继续改进。2022年未收到政府信息公开申请。",
        "没有发生因行政复议被纠错的情况。",
        "没有因行政诉讼败诉的案件。",
        "办事大厅未受理当面申请。",
        "未收到书面政府信息公开申请。",
        "没有收到网络政府信息公开申请。",
        "比上年增长12.5%。",
        "各项指标同比增长3倍。",
        "全年主动公开信息90条，其中检查结果50条、抽查计划25条、其他15条。",
        "办理的40件里，当面申请2件，邮寄33件，网络5件。",
        "政策类31条，解读类12条，图解类7条，三类共计50条。",
        "另有5件结转下年。从申请方式看，网上30件、邮寄10件。",
        "梳理行政许可事项13项、行政处罚事项36项。",
        "作为行政复议机关，收到信息公开方面的复议案件17件，其中维持9件、纠正8件。",
        "下属单位自行受理、不计入上述数据的申请512件，办结507件。",
        "行政执法工作没有被申请行政复议。",
        "收到申请40件，均依法办理。",
    ],
)
def test_a_sentence_of_another_scope_is_let_be(text: str) -> None:
    assert found(text) == []


@rows(
    ("text", "code", "said"),
    [
        ("2023年，我局共收到政府信息公开申请41件。", "P301", "正文中收到申请是 41，表中是 40"),
        ("全年新收政府信息公开申请四十一件。", "P301", "正文中新收申请是 41，表中是 40"),
        ("全年新收申请1.2万件。", "P301", "正文中新收申请是 12000，表中是 40"),
        ("收到41份政府信息公开申请。", "P301", "正文中收到申请是 41，表中是 40"),
        ("共收办申请46件。", "P301", "正文中办理申请是 46，表中是 38"),
        ("予以公开31件，无法提供12件。", "P301", "正文中无法提供是 12，表中是 2"),
        ("予以公开及部分公开35件。", "P301", "正文中予以公开和部分公开是 35，表中是 36"),
        ("上年结转申请4件。", "P301", "正文中上年结转是 4，表中是 3"),
        ("结转下年度继续办理9件。", "P301", "正文中结转下年度是 9，表中是 5"),
        ("被提起行政复议16件。", "P401", "正文中行政复议是 16，表中是 6"),
        ("发生行政诉讼1件。", "P401", "正文中行政诉讼是 1，表中是 2"),
        ("行政复议、行政诉讼共9件。", "P401", "正文中行政复议和行政诉讼是 9，表中是 8"),
        ("制发行政规范性文件4件。", "P202", "正文中制发行政规范性文件是 4，表中是 3"),
        ("清理后废止规范性文件2件。", "P202", "正文中废止行政规范性文件是 2，表中是 1"),
        ("现行有效的行政规范性文件15件。", "P202", "正文中现行有效的行政规范性文件是 15，表中是 14"),
        ("予以公开31件部分公开6件。", "P301", "正文中部分公开是 6，表中是 5"),
        ("全年行政事业性收费12.4万元。", "P201", "正文中行政事业性收费是 12.4 万元，表中是 12.5 万元：“"),
        ("全年行政事业性收费0.5亿元。", "P201", "正文中行政事业性收费是 5000 万元，表中是 12.5 万元：“"),
        (
            "全年行政事业性收费12.5元。",
            "P201",
            "正文中行政事业性收费是 0.00125 万元，表中是 12.5 万元，表中疑为以元为单位",
        ),
        ("全年行政事业性收费14万元。", "P201", "正文中行政事业性收费是 14 万元，表中是 12.5 万元"),
        ("2023年收到申请40件，比上年（32件）增长20%。", "P009", "由 32 到 40 应为 增长25%，写的是 增长20%"),
        ("2023年收到申请40件，比2022年（50件）下降25%。", "P009", "由 50 到 40 应为 下降20%，写的是 下降25%"),
    ],
)
def test_a_number_that_is_not_the_tables_is_a_warning(text: str, code: str, said: str) -> None:
    [one] = found(text)
    assert (one.code, one.severity.value) == (code, "warning")
    assert one.words.zh.startswith(said)
    assert text.rstrip("。") in one.words.zh
    assert one.at.section == "一、总体情况"
    assert one.words.en
    assert code == "P009" or one.related


@rows(
    ("text", "code", "severity"),
    [
        ("本机关2023年度未收到政府信息公开申请。", "P302", "error"),
        ("本年度没有收到公民、法人和其他组织提出的政府信息公开申请，未收取费用。", "P302", "error"),
        ("区本级未收到政府信息公开申请。", "P302", "warning"),
        ("全县各部门均未收到政府信息公开申请。", "P302", "warning"),
        ("未发生行政复议、行政诉讼案件。", "P402", "error"),
        ("本年度没有因政府信息公开工作被申请行政复议。", "P402", "error"),
        ("无行政诉讼。", "P402", "error"),
    ],
)
def test_two_statements_that_cannot_both_be_true(text: str, code: str, severity: str) -> None:
    told = found(text)
    assert {(one.code, one.severity.value) for one in told} == {(code, severity)}
    assert told[0].related


def test_the_office_that_writes_for_a_government_is_not_the_government() -> None:
    text = "我办未收到政府信息公开申请。"
    assert [one.severity.value for one in found(text, agency="青石县人民政府")] == ["warning"]
    assert [one.severity.value for one in found(text, agency="青石县人民政府办公室")] == ["error"]


def test_where_the_table_is_open_nothing_is_said() -> None:
    data = {"agency": "某局", "year": 2023, "t2": {}, "t4": {}, "overview": "收到申请9件。", **QUIET}
    told = check(read({**data, "t3": {"natural_person": {"received": "待填"}}}))
    assert [one.code for one in told] == ["T003"]


@rows(
    ("text", "code"),
    [
        ("数据统计期限从2023年1月1日至202323年12月31日。", "P001"),
        ("2022年，我局认真落实条例规定。全年召开专题会议两次。", "P001"),
        ("本报告数据统计期限为2023年1月1日至2023年11月30日。", "P002"),
        ("统计时限为2022年1月1日至12月31日，2023年继续完善。", "P002"),
        ("编写说明：综述全年情况。", "P003"),
        ("XX局全年公开信息若干条。", "P003"),
        ("公开信息____条。", "P003"),
        ("加强政府政府信息的管理。", "P004"),
        ("主动向社会公开信息公开信息的领域。", "P004"),
        ("严格落实，，及时公开。", "P004"),
        ("按照国办公开办函〔2019〕60号要求编制。", "P006"),
        ("按照国办公开办函[2019]60号和国办公开办函[2021]30号要求编制。", "P006"),
        ("根据《政府信息公开条例》（国务院令第492号）编制。", "P006"),
    ],
)
def test_the_writing_itself(text: str, code: str) -> None:
    assert [one.code for one in found(text)] == [code]


@rows(
    "text",
    [
        "数据统计期限为2023年1月1日至2023年12月31日。",
        "本年报数据统计期限自2023年01月01日至12月31日止。",
        "2023年3月1日至3月31日开展信息公开宣传月。",
        "青石县人民政府政府信息公开办公室负责日常工作。",
        "设政务公开公开栏一处，一件一件答复，一步一步推进。",
        "根据条例（2007年4月5日国务院令第492号公布，2019年4月3日国务院令第711号修订）编制。",
        "按照国办公开办函〔2021〕30号要求编制。",
        "编制说明：本报告由六个部分组成。",
        "2022年的问题已经整改。2023年继续完善。",
        "2022年结转的申请在2023年全部办结。",
        "落实落细各项要求，方方面面的意见都已听取……",
    ],
)
def test_good_writing_is_let_be(text: str) -> None:
    assert found(text) == []


def test_a_sentence_printed_twice_is_told_once_with_its_count() -> None:
    text = "全年组织政府信息公开业务培训两次，覆盖全部科室。新增电子查阅屏一块，群众可以随时查看。"
    [one] = found(text + "\n" + text)
    assert (one.code, one.facts["count"]) == ("P005", 2)


def test_the_title_names_the_year_of_the_report() -> None:
    [one] = found("全年召开专题会议两次。", title="青石县自然资源局2022年政府信息公开工作年度报告")
    assert (one.code, one.at.section) == ("P028", "标题")


@rows(
    ("section", "text", "codes"),
    [
        ("problems", "无", ["P007"]),
        ("problems", "", ["P007"]),
        ("other_matters", "无。", ["P007", "P008"]),
        ("other_matters", "没有其他需要报告的事项。", ["P008"]),
        ("other_matters", "没有发出收费通知。", []),
    ],
)
def test_sections_that_say_nothing(section: str, text: str, codes: list[str]) -> None:
    words: dict[str, Any] = {section: text}
    assert [one.code for one in found("全年召开专题会议两次。", **words)] == codes


def test_a_report_of_numbers_alone_is_not_asked_for_words() -> None:
    assert check(read({"agency": "某局", "year": 2023, "t2": {}, "t3": {}, "t4": {}})) == ()


@rows(
    ("agency", "year", "day", "late"),
    [
        ("某县某局", 2023, "2024-01-31", False),
        ("某县某局", 2023, "2024-02-01", True),
        ("某县人民政府", 2023, "2024-03-31", False),
        ("某县人民政府", 2023, "2024-04-01", True),
        ("某县某局", 2023, "2023-12-31", True),
        ("某县某局", 2023, "2024-01-01", False),
    ],
)
def test_the_day_of_signing(agency: str, year: int, day: str, late: bool) -> None:
    told = found("全年召开专题会议两次。", agency=agency, year=year, signed_on=datetime.date.fromisoformat(day))
    assert [one.code for one in told] == (["P010"] if late else [])


def test_up_to_2018_all_had_until_the_end_of_march() -> None:
    data = {"agency": "某局", "year": 2018, "signed_on": "2019-03-31"}
    assert check(read(data)) == ()
    assert [one.code for one in check(read({**data, "signed_on": "2019-04-01"}))] == ["P010"]


def test_an_old_report_against_its_category_table() -> None:
    rows = [{"group": "法规公文", "item": "部门文件", "number": 1090}]
    data = {"agency": "某局", "year": 2016, "categories": rows, "other_matters": "没有其他需要报告的事项。"}
    data["problems"] = QUIET["problems"]
    assert check(read({**data, "proactive": "共主动公开政府信息1090条。"})) == ()
    [one] = check(read({**data, "proactive": "全年主动公开政府信息共计1009条。"}))
    assert (one.code, one.facts["due"]) == ("P501", 1090)


def test_a_report_is_judged_as_its_reading_is() -> None:
    reading = read({"agency": "某局", "year": 2023, "t2": {}, "t3": T3, "t4": T4, "overview": "收到申请9件。", **QUIET})
    assert [(f.code, f.facts, f.severity) for f in check(reading.report)] == [
        (f.code, f.facts, f.severity) for f in check(reading)
    ]


def test_a_long_text_without_sense_is_read_in_no_time() -> None:
    """Wording patterns do not run away on repeated words."""
    for words in (
        "共计" * 4000,
        "公开信息" * 2000 + "x",
        "未收到" + "政府信息公开" * 2000,
        "0" * 9000 + "年",
        "一" * 9000,
    ):
        found(words)


@rows(
    ("length", "start", "shown"),
    [
        (60, 50, "all"),
        (61, 0, "…after"),
        (61, 30, "…after"),
        (61, 31, "…before"),
        (200, 100, "both"),
    ],
)
def test_a_long_sentence_is_quoted_around_what_is_meant(length: int, start: int, shown: str) -> None:
    text = "".join(chr(0x4E00 + index) for index in range(length))
    said = quoted(Sentence("overview", text), start)
    begin = max(0, start - 30)
    expected = {
        "all": text,
        "…after": text[:60] + "…",
        "…before": "…" + text[begin:],
        "both": "…" + text[70:130] + "…",
    }
    assert said == expected[shown]
    assert text[start] in said


def test_an_agency_that_is_not_known_is_no_other_unit() -> None:
    text = "县公安局收到申请9件。"
    reading = attrs.evolve(
        read({"agency": "某局", "year": 2023, "t2": {}, "t3": T3, "t4": T4, "overview": text}), agency=None
    )
    assert [one.code for one in check(reading) if one.code.startswith("P30")] == []


def codes(text: str, **more: object) -> list[str]:
    return [one.code for one in found(text, **more)]  # type: ignore[arg-type]


def test_doubled_words_beside_lawful_ones() -> None:
    assert codes("及时公开公开内容。") == ["P004"]
    assert codes("设置信息信息栏一处。") == ["P004"]


@rows(("length", "twice"), [(17, False), (18, True)])
def test_only_a_sentence_of_some_length_counts_as_printed_twice(length: int, twice: bool) -> None:
    sentence = "".join(chr(0x4E10 + index) for index in range(length - 1)) + "。"
    assert codes(sentence + "另起一句。" + sentence) == (["P005"] if twice else [])


def test_a_notice_in_force_is_let_be_and_an_old_one_told_once() -> None:
    old = "国办公开办函〔2019〕60号印发了格式。"
    t4 = {"t4": T4, "t2": {}}
    assert codes(old, year=2020, **t4) == []
    assert codes(old + "仍按国办公开办函〔2019〕60号编制。") == ["P006"]
    assert codes("根据国务院令第492号编制。", year=2019, **t4) == ["P006"]


@rows(("year", "told"), [(2016, []), (2018, [])])
def test_the_first_regulation_was_in_force_until_2018(year: int, told: list[str]) -> None:
    assert [
        one.code
        for one in check(read({"agency": "某局", "year": year, "overview": "根据国务院令第492号编制。", **QUIET}))
    ] == told


@rows(
    ("section", "text", "told"),
    [
        ("problems", "公开不够及时已经改。", ["P007"]),
        ("problems", "公开不够及时已经改了。", []),
        ("other_matters", "略。", ["P007", "P008"]),
        ("other_matters", "收费。", []),
    ],
)
def test_how_little_is_nothing(section: str, text: str, told: list[str]) -> None:
    assert codes("全年召开专题会议两次。", **{section: text}) == told


def test_an_empty_section_is_shown_as_blank() -> None:
    [one] = found("全年召开专题会议两次。", problems="")
    assert one.facts["said"] == "（空白）"


@rows(
    ("text", "due"),
    [
        ("2023年收到申请40件，比上年（32件）增长25.00%。", None),
        ("2023年收到申请40件，比上年（32件）增长25.3%。", "增长25.0%"),
        ("2023年收到申请40件，比上年（32件）增长24%。", "增长25%"),
        ("2023年收到申请40件，比上年（40件）增长5%。", "增长0%"),
        ("2023年收到申请40件，比上年（0件）增长100%。", None),
        ("2023年收到申请40件，比上年（30件）增长33.3%。", None),
        ("2023年收到申请40件，比上年（30件）增长33%。", None),
    ],
)
def test_a_percentage_is_worked_out_to_its_own_decimals(text: str, due: str | None) -> None:
    assert [one.facts["due"] for one in found(text)] == ([due] if due else [])
