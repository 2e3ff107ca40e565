"""The wordings in which narratives tell numbers: each is held against its cell, and let be where it means another."""

from __future__ import annotations

from gikreport import read
from gikreport.model.finding import Finding
from support.narrative import QUIET, check, found
from support.rows import rows


@rows(
    ("text", "name", "due"),
    [
        ("今年共收到依申请公开件{}件。", "收到申请", 40),
        ("本局接收到申请书{}份。", "收到申请", 40),
        ("接到依申请公开事项{}项，均已登记。", "收到申请", 40),
        ("优化门户网站和微信平台，全年收到政府信息公开申请{}件。", "收到申请", 40),
        ("去年收到18件，今年收到政府信息公开申请{}件。", "收到申请", 40),
        ("2023年，我局累计收到政府信息公开申请{}件。", "收到申请", 40),
        ("收到公民、法人提出的申请{}件。", "收到申请", 40),
        ("1月1日至12月31日，收到申请{}件。", "收到申请", 40),
        ("登记依申请公开{}件。", "收到申请", 40),
        ("全年政府信息公开申请总量{}件。", "收到申请", 40),
        ("收到申请40件，比2022年（50件）下降20%，答复{}件。", "办理申请", 38),
        ("收到申请40件，均在期限内答复，共办结{}件。", "办理申请", 38),
        ("办理答复{}件（含上年结转3件），其中予以公开26件。", "办理申请", 38),
        ("共办结{}件，结转下年5件。", "办理申请", 38),
        ("处理依申请公开{}件。", "办理申请", 38),
        ("上年度结转办理件{}件。", "上年结转", 3),
        ("2022年结转政府信息公开申请{}件。", "上年结转", 3),
        ("结转2022年未办结申请{}宗。", "上年结转", 3),
        ("结转到2024年办理{}件。", "结转下年度", 5),
        ("尚有{}件申请结转至2024年办理。", "结转下年度", 5),
        ("“予以公开”的{}件。", "予以公开", 26),
        ("予以公开（{}件）。", "予以公开", 26),
        ("“予以公开”及“部分公开”的{}件。", "予以公开和部分公开", 31),
        ("予以公开或部分公开的有{}件。", "予以公开和部分公开", 31),
        ("予以公开26件、部分公开{}件。", "部分公开", 5),
        ("予以公开26件、部分公开5件、不予公开{}件。", "不予公开", 4),
        ("属于行政执法案卷{}件。", "属于行政执法案卷", 3),
        ("属于三类内部事务信息的{}件。", "属于三类内部事务信息", 1),
        ("本机关不掌握相关政府信息{}件。", "本机关不掌握相关政府信息", 2),
        ("信访举报投诉类申请{}件。", "信访举报投诉类申请", 1),
        ("因政府信息公开引发行政复议{}件。", "行政复议", 7),
        ("发生{}起有关政府信息公开的行政复议案件。", "行政复议", 7),
        ("复议案件{}件。", "行政复议", 7),
        ("行政复议7件，其中维持{}件。", "行政复议结果维持", 4),
        ("行政复议7件，维持4件、被纠错{}件。", "行政复议结果纠正", 1),
        ("行政复议7件，尚未审结{}件。", "行政复议尚未审结", 2),
        ("行政诉讼3件，其中维持{}件。", "行政诉讼结果维持", 2),
        ("未经复议直接起诉{}件。", "直接起诉（未经复议）", 2),
        ("复议后起诉{}件。", "复议后起诉", 1),
        ("出台行政规范性文件{}件。", "制发行政规范性文件", 3),
        ("制定并发布规范性文件{}件。", "制发行政规范性文件", 3),
        ("废止失效规范性文件{}件。", "废止行政规范性文件", 1),
        ("行政规范性文件中现行有效件数{}件。", "现行有效的行政规范性文件", 14),
    ],
)
def test_a_wording_is_held_against_its_cell(text: str, name: str, due: int) -> None:
    assert found(text.format(due)) == []
    [one] = found(text.format(due + 60))
    assert (one.severity.value, one.facts["name"], one.facts["said"], one.facts["due"]) == (
        "warning", name, due + 60, due,
    )  # fmt: skip


@rows(
    "text",
    [
        # only the requests of this year are finished, or those withdrawn are no answers
        "收到申请40件，已办结35件，上年结转3件全部办结。",
        # another circle of offices
        "全市水务系统共收到申请326件，办结320件。",
        "县政府收到政府信息公开申请326件，我局承办12件。",
        "收到市局转办的政府信息公开申请64件。",
        "配合县政府办理政府信息公开申请6件。",
        "抽查已办结申请20件。",
        # another year, a part of the year, a channel, a kind of requester
        "2022年共收到申请32件，办结30件，2023年收到40件。",
        "截至2023年底，累计收到申请326件。",
        "12月收到申请6件。",
        "收到申请40件，其中网络申请31件，已办结31件，信函申请9件。",
        "法人申请38件，予以公开25件，律师申请2件，予以公开1件。",
        "通过“互动交流”栏目收到申请12件。",
        "收到公开申请40件，其中书面申请9件、网络申请31件。",
        # another thing
        "受理取水许可申请562件，办结560件。",
        "收到不动产登记申请562件。",
        "收到申请40件，办理12345热线189件，办结189件。",
        "梳理文件120件，予以公开100件，不予公开20件。",
        "制作信息302条，其中主动公开102条，不予公开153条。",
        "编制依申请公开文书模板12份。",
        "协助县政府出台规范性文件9件。",
        "全县现行有效规范性文件120件。",
        # cases that the office judged, not those against it
        "办理行政复议案件312件，其中维持200件，纠错20件。",
        "受理行政复议申请41件。",
        "承办县政府行政诉讼案件76件。",
        # two kinds of case, one number
        "行政复议7件、行政诉讼3件，其中维持6件。",
        "上年结转行政诉讼1件，本年审结。",
        "全年减免行政事业性收费3.2万元。",
        "2023年比2022年多收到申请8件。",
        "主动公开政府信息350条，不予公开12条。",
        "2022年行政复议5件，其中维持5件，2023年有所增加。",
        "2021年结转2022年办理的4件申请早已办结，2023年没有积压。",
    ],
)
def test_a_number_of_something_else_is_let_be(text: str) -> None:
    assert found(text) == []


def test_a_government_counts_all_of_its_offices_and_no_single_one() -> None:
    government = "白河县人民政府"
    assert [one.code for one in found("全县共收到政府信息公开申请326件。", government)] == ["P301"]
    assert [one.code for one in found("全县各级行政机关收到申请326件。", government)] == ["P301"]
    assert found("县政府本级收到政府信息公开申请26件。", government) == []
    assert found("县直部门收到政府信息公开申请26件。", government) == []
    assert found("我办收到政府信息公开申请26件。", government) == []
    assert found("县政府本级收到申请8件，予以公开5件。", government) == []
    assert found("以县政府为被申请人的行政复议2件。", government) == []
    assert found("全县收到申请40件，县政府办公室办理8件，办结8件。", government) == []
    assert [one.code for one in found("县政府办公室收到8件，全县共收到申请326件。", government)] == ["P301"]
    assert [one.code for one in found("全市系统收到申请326件，我局收到申请126件。")] == ["P301"]
    assert found("全县共收到政府信息公开申请326件。", "白河县人民政府办公室") == []
    assert [one.code for one in found("县政府共收到申请326件。", "白河县人民政府办公室")] == ["P301"]


@rows(
    "text",
    [
        "本年度我局未收到任何形式的依申请公开政府信息。",
        "2023年未收到依申请公开事项。",
        "全年未接收到群众依申请公开。",
        "全年没有公民、法人和其它组织提出依申请公开信息的申请。",
        "我局未收到任何通过电话、网络、来信等方式提出的依申请公开。",
        "本年度未收到相关单位和个人的公开申请。",
        "年度内未有公民提出政府信息公开申请。",
        "2023年我局无依申请公开件。",
        "本年度未发生依申请公开事项。",
    ],
)
def test_no_request_and_a_request_cannot_both_be_true(text: str) -> None:
    assert [(one.code, one.severity.value) for one in found(text)] == [("P302", "error")]


@rows(
    ("text", "cases"),
    [
        ("未引发行政复议。", 1),
        ("未被申请行政复议，未因政府信息公开被提起行政诉讼。", 2),
        ("没有因政府信息公开而被申请行政复议、提起行政诉讼。", 2),
        ("未接到举报、投诉、行政复议或行政诉讼等事件。", 2),
        ("未出现被行政诉讼、行政复议情况。", 2),
        ("未发生针对政府信息公开事务的复议、诉讼和申诉。", 2),
        ("行政复议及行政诉讼案件均为0。", 2),
        ("政府信息公开行政复议、行政诉讼为零。", 2),
        ("全年未发生一起政府信息公开行政复议案件。", 1),
    ],
)
def test_no_case_and_a_case_cannot_both_be_true(text: str, cases: int) -> None:
    assert [(one.code, one.severity.value) for one in found(text)] == [("P402", "error")] * cases


@rows(
    "text",
    [
        # a part of the year, of the requests, of the channels, another office
        "2023年1月至3月未收到政府信息公开申请。",
        "除上述40件外，未收到政府信息公开申请。",
        "微信公众号未收到申请。",
        "所属事业单位未收到政府信息公开申请。",
        # something else was not received
        "未产生依申请公开政府信息案例。",
        "对没有申请公开的信息，也主动公开。",
        "没有超期答复的政府信息公开申请。",
        # cases that were lost, or brought for a reason
        "未发生行政复议、行政诉讼败诉案件。",
        "未发生行政复议被纠错的情况。",
        "未出现因答复不当引起的行政复议、行政诉讼。",
        "经过沟通，申请人没有提起行政诉讼。",
    ],
)
def test_what_may_be_true_beside_the_table_is_let_be(text: str) -> None:
    assert found(text) == []


@rows(
    ("text", "code", "facts"),
    [
        (
            "2022年，我局共收到政府信息公开申请40件。2023年还要改进。",
            "P303",
            {"said": "2022年", "number": 40, "due": "2023年"},
        ),
        ("收到申请40件，同比减少10.8%（2022年50件）。", "P009", {"due": "下降20.0%"}),
        ("申请由上年的50件减少到40件，下降25%。", "P009", {"due": "下降20%"}),
        ("2023年收到40件，2022年收到50件，同比下降25%。", "P009", {"due": "下降20%"}),
        ("收到申请40件，其中网络申请31件、信函申请19件。", "P012", {"sum": "50", "said": "40"}),
        ("收到申请40件，其中个人36件、机构2件。", "P012", {"sum": "38", "said": "40"}),
        ("收到申请40件（其中网络申请20件，信函申请10件），办结38件。", "P012", {"sum": "30", "said": "40"}),
        (
            "根据《政府信息公开条例》（国务院令第771号）编制。",
            "P011",
            {"said": "国务院令第771号", "due": "国务院令第711号"},
        ),
        (
            "按照《政府信息公开工作年度报告格式》（国办公开办函[2021]60号）编制。",
            "P011",
            {"said": "国办公开办函〔2021〕60号", "due": "国办公开办函〔2021〕30号"},
        ),
        ("按照年度报告格式（国办公开办〔2021〕30号）编制。", "P011", {"said": "国办公开办〔2021〕30号"}),
        ("统计期限自2022年1月1日始，至2022年12月31日止。", "P002", {"year": 2023}),
        ("统计期限：2022.1.1—2022.12.31。", "P002", {"year": 2023}),
        ("203年全年召开会议两次。", "P001", {"said": "203"}),
        ("某某局全年培训两次。", "P003", {"said": "某某"}),
        ("全年公开信息（）条。", "P003", {"said": "（）"}),
        ("全年培训X次。", "P003", {"said": "X"}),
        ("全年公开信息   条。", "P003", {"said": "   "}),
    ],
)
def test_a_slip_is_told_with_what_is_due(text: str, code: str, facts: dict[str, object]) -> None:
    [one] = found(text)
    assert one.code == code
    assert {name: one.facts[name] for name in facts} == facts


@rows(
    "text",
    [
        "2022年，我局共收到政府信息公开申请32件。2023年收到40件。",
        "2022年收到申请40件，与今年持平。",
        "收到申请40件，其中网络申请31件，信函申请9件。",
        "收到申请40件，其中网络申请31件；",
        "收到申请40件，其中个人38件、法人2件，其中机构1件。",
        "收到申请40件（其中网络31件、信函9件），办结38件。",
        "收到申请40件，其中涉及征地补偿的12件、水费的9件。",
        "收到申请40件，其中县局12件、乡镇9件。",
        "收到申请40件，其中线上31件（网站30件、邮件1件）、线下9件。",
        "根据《政府信息公开条例》（国务院令第711号，2019年修订）编制。",
        "按照年度报告格式（国办公开办函〔2021〕30号）和《关于做好年报工作的通知》（白政办函〔2024〕60号）编制。",
        "按照填报问题的解释（国办公开办函〔2016〕201号）填报。",
        "按照年度报告有关事项（国办公开办函〔2016〕201号）填报。",
        "收到申请40件，同比减少20%（2022年50件）。",
        "共 40  件申请，全部办结。",
        "审查文件X光检查单。",
    ],
)
def test_what_looks_like_a_slip_is_let_be(text: str) -> None:
    assert found(text) == []


@rows(
    ("text", "codes"),
    [
        ("收取信息处理费2950万元。", ["P203"]),
        ("收取信息处理费0.295万元。", []),
        ("发出收费通知25件，收取2950元，其中甲镇10件1500元，乙镇15件1400元。", ["P012"]),
        ("发出收费通知25件，收取2950元，其中甲镇10件1500元，乙镇15件1450元。", []),
    ],
)
def test_the_fee_statement(text: str, codes: list[str]) -> None:
    assert [one.code for one in found("全年培训两次。", other_matters=text)] == codes


def test_a_paragraph_that_names_only_last_year() -> None:
    text = "（一）主动公开。2022年，我局更新了公开目录。\n（二）平台建设。维护网站一个。"
    assert [one.code for one in found(text)] == ["P001"]
    assert found(text + "今年继续改进。") == []
    problems = "2022年存在的更新不及时问题已经解决，还要加强培训。"
    assert found("全年培训两次。", problems=problems) == []


@rows(
    "text",
    [
        "公示期限为2023年3月1日至3月7日，没有收到异议。",
        "2023年5月1日至6月30日，开展水务数据治理专项行动。",
        "据统计，2023年5月1日至6月30日，网站访问量有所上升。",
    ],
)
def test_another_period_is_let_be(text: str) -> None:
    assert found(text) == []


@rows("opening", ["本报告统计数据从", "所列数据的统计期限自", "统计周期为", "本年报中所列数据起止时间为"])
def test_the_period_of_the_figures(opening: str) -> None:
    assert found(f"{opening}2023年1月1日至2023年12月31日止。") == []
    assert [one.code for one in found(f"{opening}2022年1月1日至2022年12月31日止。")] == ["P002"]


def test_a_fact_told_in_two_sections_is_no_repetition_and_one_told_twice_in_one_is() -> None:
    fact = "2023年，本机关共收到政府信息公开申请40件，均已登记。"
    words = "2023年，本机关更新了公开目录，并且举办了三期业务培训。"
    assert found(fact, requests=fact) == []
    assert [one.code for one in found(fact + fact)] == ["P005"]
    assert [one.code for one in found(words, requests=words)] == ["P005"]


def test_the_fee_told_in_another_section_is_told() -> None:
    nothing = {"other_matters": "没有其他需要报告的事项。"}
    assert [one.code for one in found("全年培训两次。", **nothing)] == ["P008"]
    assert found("全年未因信息公开收取任何费用。", **nothing) == []


@rows(
    ("agency", "late"),
    [
        ("白河县水务局", True),
        ("白河县", False),
        ("白河高新区管委会", False),
        ("白河县人民政府办公室", False),
        ("白河省人民政府办公厅", False),
        ("城关街道办事处", False),
        ("白河县住房和城乡建设局办公室", True),
    ],
)
def test_governments_and_those_the_law_does_not_name_have_until_the_end_of_march(agency: str, late: bool) -> None:
    told = found("全年培训两次。", agency, signed_on="2024-02-20")
    assert [one.code for one in told if one.code == "P010"] == (["P010"] if late else [])


def test_a_denial_of_a_wider_circle_says_under_what_condition_it_is_wrong() -> None:
    [own] = found("本年度未收到政府信息公开申请。")
    [wider] = found("全县各部门均未收到政府信息公开申请。")
    assert "表中新收 40 件，两处不可能都对：" in own.words.zh
    assert "表中新收 40 件，如果说的是同一范围，两处不可能都对：" in wider.words.zh
    assert "if both have the same scope, both cannot be true" in wider.words.en
    [case] = found("无行政诉讼。")
    assert case.words.zh.startswith("正文说没有发生诉讼，表中有 3 件")
    assert case.words.en.startswith("the text says that there was no litigation, the table has 3")


def test_the_quote_of_a_long_sentence_shows_the_number() -> None:
    between = "，由专人登记、审核并逐件会商，涉及多个科室的由办公室牵头，涉及第三方的书面征求意见"
    [one] = found(f"依照条例和本局的规定，收到申请40件{between}，共办结98件，没有超期，满意度较高。")
    assert one.facts["said"] == 98
    assert "共办结98件" in one.words.zh


def statistics(text: str) -> list[Finding]:
    """The findings about a report of 2017 with the statistics of its year."""
    answers = {"disclosed": 26, "partly_disclosed": 5, "refused": {"other": 4}, "not_existing": 3}
    requests = {"received": {"online": 38}, "completed": {"in_time": 38}, "answers": answers}
    data = {"agency": "白河县水务局", "year": 2017, "statistics": {"requests": requests}, "overview": text, **QUIET}
    return list(check(read(data)))


OTHER_GROUNDS = {
    "received": 21,
    "outcomes": {
        "withheld": {"barred_by_law": 1, "security_and_stability": 2, "third_party_rights": 3},
        "unavailable": {"still_unclear": 4},
        "not_processed": {"repeated": 5, "excessive": 2, "confirmation": 3, "publications": 1},
    },
}


@rows(
    ("text", "name", "due"),
    [
        ("收到公民、法人和其他社会组织政府信息公开申请{}件。", "收到申请", 40),
        ("收到公民和法人或其他组织政府信息公开申请共{}件。", "收到申请", 40),
        ("收到自然人和法人政府信息公开申请{}件。", "收到申请", 40),
        ("全年线上、线下共收到依申请公开{}件。", "收到申请", 40),
        ("通过来信、网站等方式收到政府信息公开申请{}件。", "收到申请", 40),
        ("收到通过来信和网站等渠道提出的政府信息公开申请{}件。", "收到申请", 40),
        ("收到群众向我局提出的政府信息公开申请{}件。", "收到申请", 40),
        ("收到要求公开政府信息的申请{}件。", "收到申请", 40),
        ("收到政府信息依申请公开办理事项{}件。", "收到申请", 40),
        ("收到依申请公开函件{}件。", "收到申请", 40),
        ("受理依申请公开要求{}件。", "收到申请", 40),
        ("2022年结转申请3件，共计{}件。", "收到申请", 40),
        ("县水务局收到申请{}件。", "收到申请", 40),
        ("我局依申请公开受理和办结{}件。", "办理申请", 38),
        ("我局依申请公开办理{}件。", "办理申请", 38),
        ("在已经办结的{}件申请中，没有超期的。", "办理申请", 38),
        ("收到的{}件申请已经答复。", "办理申请", 38),
        ("{}件申请均在期限内答复。", "办理申请", 38),
        ("收到申请40件（含上年结转3件），{}件已在期限内办结。", "办理申请", 38),
        ("答复{}件（含上年结转3件），没有超期。", "办理申请", 38),
        ("办理{}件，下年度继续办理5件。", "办理申请", 38),
        ("收到申请40件，在法定期限内答复{}件。", "办理申请", 38),
        ("收到申请40件，今年共办结{}件。", "办理申请", 38),
        ("收到申请40件，现已办结{}件。", "办理申请", 38),
        ("收到申请40件，申请办结数{}件。", "办理申请", 38),
        ("上年结转3件，本年新收{}件。", "新收申请", 40),
        ("属于已主动公开的2件，不予公开{}件。", "不予公开", 4),
        ("收到申请40件，按时办结{}件。", "办理申请", 38),
        ("收到申请40件，其中网络31件、信函9件，予以公开{}件。", "予以公开", 26),
        ("收到申请40件，其中当面31件，来信9件，上述申请已办结{}件。", "办理申请", 38),
        ("收到申请40件，网上申请31件，信函申请9件，上述申请已办结{}件。", "办理申请", 38),
        ("转接下年度继续办理{}件。", "结转下年度", 5),
        ("剩余{}件转2024年办理。", "结转下年度", 5),
        ("答复38件（含上年结转3件，另有{}件顺延到下年度答复）。", "结转下年度", 5),
        ("另{}件申请按规定结转下年度。", "结转下年度", 5),
        ("办结38件，下年度继续办理{}件。", "结转下年度", 5),
        ("其中{}件予以公开。", "予以公开", 26),
        ("其中{}件准予公开，均已答复。", "予以公开", 26),
        ("{}件部分公开。", "部分公开", 5),
        ("{}件决定不予公开。", "不予公开", 4),
        ("{}件无法提供。", "无法提供", 2),
        ("{}件不予处理。", "不予处理", 1),
        ("其中{}件属行政执法案卷信息。", "属于行政执法案卷", 3),
        ("{}件本机关不掌握相关政府信息。", "本机关不掌握相关政府信息", 2),
        ("本机关不掌握的{}件。", "本机关不掌握相关政府信息", 2),
        ("制发规范性文件3件，废止{}件。", "废止行政规范性文件", 1),
        ("制定规范性文件3件，废止1件，现行有效{}件。", "现行有效的行政规范性文件", 14),
        ("制定出台了{}件行政规范性文件。", "制发行政规范性文件", 3),
    ],
)
def test_one_more_wording_is_held_against_its_cell(text: str, name: str, due: int) -> None:
    assert found(text.format(due)) == []
    assert [(one.facts["name"], one.facts["said"], one.facts["due"]) for one in found(text.format(due + 60))] == [
        (name, due + 60, RECEIVED_AND_FINISHED.get(name, due))
    ]


RECEIVED_AND_FINISHED = {"办理申请": 38}


@rows(
    ("text", "name", "due"),
    [
        ("其他法律行政法规禁止公开{}件。", "其他法律行政法规禁止公开", 1),
        ("危及“三安全一稳定”{}件。", "危及“三安全一稳定”", 2),
        ("保护第三方合法权益{}件。", "保护第三方合法权益", 3),
        ("补正后申请内容仍不明确{}件。", "补正后申请内容仍不明确", 4),
        ("重复申请{}件。", "重复申请", 5),
        ("无正当理由大量反复申请{}件。", "无正当理由大量反复申请", 2),
        ("要求行政机关确认或重新出具已获取信息{}件。", "确认或重新出具已获取信息", 3),
    ],
)
def test_the_other_grounds_of_the_form_are_held_against_their_cells(text: str, name: str, due: int) -> None:
    table = {"t3": {"natural_person": OTHER_GROUNDS}}
    assert found(text.format(due), **table) == []
    assert [(one.facts["name"], one.facts["due"]) for one in found(text.format(due + 60), **table)] == [(name, due)]


@rows(
    ("text", "name", "due"),
    [
        ("同意公开的{}件。", "同意公开", 26),
        ("“同意部分公开”{}件。", "同意部分公开", 5),
        ("不同意公开答复{}件。", "不同意公开", 4),
        ("申请信息不存在的{}件。", "信息不存在", 3),
        ("属于已主动公开的2件，同意公开答复{}件。", "同意公开", 26),
    ],
)
def test_the_answers_of_the_statistics_are_held_against_their_cells(text: str, name: str, due: int) -> None:
    assert [one for one in statistics(text.format(due)) if one.code == "P301"] == []
    told = [one for one in statistics(text.format(due + 60)) if one.code == "P301"]
    assert [(one.facts["name"], one.facts["due"]) for one in told] == [(name, due)]


@rows(
    "text",
    [
        # some of the requests, or those of another
        "收到申请40件，答复7件，不予受理4件。",
        "收到申请40件，按时办结30件，延期办结8件。",
        "代表县政府处理政府信息公开申请17件。",
        "2023年受理的38件申请已在期限内答复。",
        "收到申请40件，其中5件申请已提前答复。",
        "3件申请均延期答复。",
        "收到申请40件，3件均延期答复。",
        "包括2022年结转2023年政府信息公开申请3件。",
        # the list names a way that is not known, or is complete before its end
        "收到申请40件，其中申请系统20件、信函12件、当面8件。",
        "收到申请40件，其中申请系统和其他来源20件、信函9件、当面8件。",
        "收到申请40件，其中网络31件、信函9件，信函均已归档2件。",
        "未办结的5件申请均已延期。",
        "其中通过来信、网站等方式收到申请12件。",
        "县民政局收到申请12件。",
        # a list that is not complete, or that goes on
        "收到申请40件，其中法人38件，予以公开25件，律师2件，予以公开1件。",
        # the number stands behind its result
        "予以公开26件部分公开5件不予公开4件。",
        # other things than requests
        "梳理公文120件，其中100件予以公开，20件不予公开。",
        "承办建议提案12件，9件予以公开。",
        "制发规范性文件3件，清理文件20件，废止9件。",
        "协助县政府出台9件规范性文件。",
        "同意公开12件。",
    ],
)
def test_one_more_number_of_something_else_is_let_be(text: str) -> None:
    assert found(text) == []


def test_behind_a_list_that_does_not_come_to_the_total_nobody_knows_whose_the_number_is() -> None:
    text = "收到申请40件，其中网络30件、信函9件，予以公开20件。"
    assert [one.code for one in found(text)] == ["P012"]


@rows(
    ("text", "codes"),
    [
        ("未收到和处理政府信息公开申请事项。", ["P302"]),
        ("2023年水务局未收到公民依法提出的政府信息公开申请。", ["P302"]),
        ("未收到社会组织提出的政府信息依申请公开。", ["P302"]),
        ("未收到依申请公开请求。", ["P302"]),
        ("2023年我局无依申请公开政务信息情况。", ["P302"]),
        ("未涉及到要求政府信息公开的申请。", ["P302"]),
        ("未收到涉及本部门政府信息公开申请。", ["P302"]),
        ("无政府信息公开类行政复议、行政诉讼情况发生。", ["P402", "P402"]),
        ("未收到政府信息公开申请行政复议、提起行政诉讼、举报投诉件。", ["P402", "P402"]),
        ("2023以来，我局未发生行政复议案。", ["P402"]),
        ("未涉及行政复议和行政诉讼。", ["P402", "P402"]),
        ("未发生因申请办理导致行政复议、提起行政诉讼案件。", ["P402", "P402"]),
        ("未发生因办理不当导致的行政诉讼。", []),
    ],
)
def test_one_more_denial_is_held_against_the_tables(text: str, codes: list[str]) -> None:
    assert [one.code for one in found(text)] == codes
    assert found(text, t3={"natural_person": {}}, t4={"reconsideration": {}}) == []


@rows(
    ("text", "codes"),
    [
        ("起止时间为2022年1月1日至12月31日。今年培训两次。", ["P002"]),
        ("内容涵盖水务局2022年1月1日至12月31日期间的政府信息公开工作情况。今年培训两次。", ["P002"]),
        ("起止时间为2023年1月1日至12月31日。", []),
        ("项目起止时间为2022年1月1日至6月30日，今年已经完工。", []),
        ("根据《政府信息公开条例》（国令第771号）编制。", ["P011"]),
        ("根据《政府信息公开条例》（国令第711号）编制。", []),
        ("根据《政府信息公开条例》（国务院令第492号）编制，现予公布。", ["P006"]),
        ("根据《政府信息公开条例》（2007年国务院令第492号公布）编制。", []),
        ("全年培训两次。202年共培训两次。", ["P001"]),
        ("本县有200年的治水历史，堤防有202年的历史。", []),
        ("2022年共培训两次。", ["P001"]),
        ("截至2022年12月31日，共培训两次。", ["P001"]),
        ("2022年结转的申请已经办结。", []),
        ("加强培训。2022年我局收到申请40件。", ["P303"]),
    ],
)
def test_one_more_slip_of_the_writing(text: str, codes: list[str]) -> None:
    assert [one.code for one in found(text)] == codes


def test_last_year_in_the_problems_may_be_last_year() -> None:
    problems = "2022年共发现更新不及时的问题三个，均已解决，还要加强培训。"
    assert found("全年培训两次。", problems=problems) == []


WORDED = [
    (f"依申请公开{got}{link}办结{{}}件。", 38) for got in ("受理", "收到", "接收") for link in ("和", "及", "并", "、")
]
WORDED += [("我局依申请公开共办结{}件。", 38)]
WORDED += [(f"{got}的{{}}件申请已经答复。", 38) for got in ("收到", "受理", "接收", "接到")]
WORDED += [(f"{{}}件申请{all_}在期限内答复。", 38) for all_ in ("均", "全部", "都", "已")]
WORDED += [(f"收到申请40件，{{}}件{all_}在期限内答复。", 38) for all_ in ("均", "全部", "都", "已")]
WORDED += [(f"{{}}件{kind}申请均已答复。", 38) for kind in ("政府信息公开", "依申请公开", "公开")]
WORDED += [(f"申请办结数{is_}{{}}件。", 38) for is_ in ("为", "共")]
WORDED += [(f"上年结转3件，{year}新收{{}}件。", 40) for year in ("本年", "今年", "当年")]
WORDED += [(f"2022年结转{the}申请3件，共计{{}}件。", 40) for the in ("", "政府信息公开", "的")]
WORDED += [(f"2022年结转申请3件，{in_all}{{}}件。", 40) for in_all in ("合计", "总计")]
WORDED += [(f"办理38件。下年度继续{verb}{is_}{{}}件。", 5) for verb in ("办理", "处理") for is_ in ("的", "有", "为")]
WORDED += [
    (f"其中{{}}件{is_}部分公开{what}。", 5)
    for is_ in ("为", "是", "属", "因", "决定", "我局")
    for what in ("", "的", "信息")
]
WORDED += [(f"其中{{}}件本{unit}不掌握。", 2) for unit in ("机关", "单位", "局")]


@rows(("text", "due"), WORDED)
def test_each_word_that_opens_a_number_is_known(text: str, due: int) -> None:
    assert found(text.format(due)) == []
    assert [(one.code, one.facts["said"]) for one in found(text.format(due + 60))] == [("P301", due + 60)]


@rows("thing", ["公文", "文件", "人大建议", "政协提案", "议案", "事项", "档案", "案件", "数据"])
def test_a_number_before_its_result_may_count_something_else(thing: str) -> None:
    assert found(f"整理{thing}120件，100件予以公开，20件不予公开。") == []


@rows("doing", ["协助起草", "审查", "审核", "起草并", "代拟并"])
def test_documents_of_another_are_let_be(doing: str) -> None:
    assert found(f"{doing}出台9件规范性文件。") == []


def test_another_year_before_the_number_is_another_year() -> None:
    assert found("答复68件（含2020年结转3件），没有超期。") == []
    assert [one.code for one in found("答复68件（含2022年结转3件），没有超期。")] == ["P301"]
    assert found("2020年结转申请3件，共计68件。") == []
