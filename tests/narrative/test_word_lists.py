"""The words that the rules on parts of a total, on percentages and on 文号 know: each is one that narratives use."""

from __future__ import annotations

from gikreport.model.diagnostic import Severity
from support.narrative import found
from support.rows import rows

CHANNELS = [
    "网络", "网上", "线上", "互联网", "邮件", "邮箱", "邮寄", "信函", "信件", "来信",
    "当面", "现场", "窗口", "传真", "线下", "平台", "快递",
]  # fmt: skip
APPLICANTS = ["自然人", "公民", "个人", "企业", "法人", "组织", "机构"]
OFFICES = ["政府", "部门", "镇", "乡", "街道", "县", "区", "市", "局"]
PAIRS = [(word, "网络") for word in CHANNELS if word != "网络"] + [("网络", "当面")]
PAIRS += [(word, "自然人") for word in APPLICANTS if word != "自然人"] + [("自然人", "企业")]
PAIRS += [(f"甲{word}", "乙镇") for word in OFFICES]


ANOTHER_TIME = ["上年", "上一年", "去年", "往年", "历年", "前年", "建站以来", "上半年", "下半年", "三季度", "三月份"]
ANOTHER_TIME += ["除咨询外", "3月", "2020年"]
MEANS = ["在线", "书面申请", "平台", "微信", "微博", "公众号", "网站", "栏目", "信箱", "热线", "电话", "咨询"]
MEANS += [word for word in CHANNELS if word not in ("互联网", "邮箱", "线下", "快递")]
REQUESTERS = ["自然人", "法人", "企业", "科研", "公益", "律师"]
IN_PROPORTION = ["同比", "环比", "较", "相比", "每", "平均"]
WIDER = ["本级", "市本级", "区本级", "县本级", "下属单位", "系统内", "所属单位", "直属单位"]
WIDER += [f"全{area}" for area in "省市区县州旗国"]
WIDER += [f"各{kind}" for kind in ("级", "部门", "单位", "镇", "乡", "街", "县", "区", "市")]


def facts(text: str, code: str, *wanted: str) -> list[tuple[object, ...]]:
    """What the findings with this code say."""
    return [tuple(one.facts[name] for name in wanted) for one in found(text) if one.code == code]


@rows(("one", "other"), PAIRS)
def test_parts_by_channel_by_requester_and_by_office_are_added_up(one: str, other: str) -> None:
    assert facts(f"收到申请40件，其中{one}31件、{other}19件。", "P012", "sum", "said") == [("50", "40")]


@rows("unit", ["件", "条", "宗", "份", "次"])
@rows("verb", ["收到", "受理", "接到", "新收"])
def test_a_total_of_requests_is_told_in_many_words(verb: str, unit: str) -> None:
    text = f"{verb}政府信息公开申请40{unit}，其中网络申请31{unit}、信函申请19{unit}。"
    assert facts(text, "P012", "sum", "said") == [("50", "40")]


@rows(("unit", "due"), [("元", ("7", "9")), ("万元", ("70000", "90000"))])
@rows("verb", ["收取", "实收", "信息处理费"])
def test_a_total_of_fees_is_told_in_many_words(verb: str, unit: str, due: tuple[str, str]) -> None:
    text = f"{verb}9{unit}，其中甲镇4{unit}、乙镇3{unit}。"
    assert facts(text, "P012", "sum", "said") == [due]


def test_a_list_that_goes_on_behind_a_semicolon_may_be_a_part() -> None:
    assert facts("收到申请40件，其中网络申请20件、信函申请10件；当面申请另计。", "P012", "sum") == []
    assert facts("收到申请40件，其中网络申请31件、信函申请19件；当面申请另计。", "P012", "sum") == [("50",)]


@rows("unit", ["件", "条", "宗", "份", "个", "次", "元", "万元"])
@rows("year", ["上年", "去年", "上一年", "上年度", "上年同期", "上年的", "2022年"])
def test_a_percentage_is_worked_out_from_both_numbers(year: str, unit: str) -> None:
    assert facts(f"支出40{unit}，比{year}50{unit}下降25%。", "P009", "due") == [("下降20%",)]


@rows("between", ["比", "较", "同比"])
@rows("told", ["", "收到", "受理", "共", "为", "的", "是"])
@rows("since", ["", "，同比", "，相比", "比", "了"])
def test_the_words_around_the_two_numbers_are_many(between: str, told: str, since: str) -> None:
    assert facts(f"办件40件，{between}上年{told}50件{since}下降25%。", "P009", "due") == [("下降20%",)]


@rows("verb", ["增加", "增长", "上升", "减少", "下降", "降"])
@rows("to", ["至", "到", "为"])
def test_from_one_number_to_another(verb: str, to: str) -> None:
    assert facts(f"办件由上年50件{verb}{to}40件，下降25%。", "P009", "due") == [("下降20%",)]


def test_numbers_of_two_units_are_no_pair() -> None:
    assert facts("办件40件，同比下降25%（2022年50条）。", "P009", "due") == []
    assert facts("办件40件，同比下降25%（2022年50件", "P009", "due") == [("下降20%",)]
    assert facts("办件40件，同比下降25%。", "P009", "due") == []


@rows("said", [f"国办公开办函〔{number}号" for number in ("2021〕60", "2019〕30", "2021〕31", "2022〕30")])
def test_a_notice_with_the_year_or_the_number_of_another_is_miswritten(said: str) -> None:
    assert facts(f"按照年度报告格式（{said}）编制。", "P011", "said") == [(said,)]


def test_a_notice_that_looks_like_none_there_is_may_be_another() -> None:
    assert facts("按照年度报告格式（国办公开办函〔2022〕31号）编制。", "P011", "said") == []


def test_the_regulation_is_cited_by_its_decrees() -> None:
    assert facts("按照《条例》（国务院令第771号）编制。", "P011", "due") == [("国务院令第711号",)]
    assert facts("按照《条例》（国务院令第492号公布，第711号修订）编制。", "P011", "due") == []


REQUESTS = "收到政府信息公开申请18件。"


def test_a_number_of_requests_that_is_not_the_table_s_is_told() -> None:
    assert facts(REQUESTS, "P301", "said") == [(18,)]


@rows("word", [*ANOTHER_TIME, *MEANS, *REQUESTERS, *IN_PROPORTION])
def test_another_time_a_single_way_and_a_proportion_are_let_be(word: str) -> None:
    assert facts(f"{word}{REQUESTS}", "P301", "said") == []


@rows("word", ["通过", "经由"])
def test_behind_a_way_every_number_is_let_be(word: str) -> None:
    assert facts(f"{word}信函，也有人当面提出，{REQUESTS}", "P301", "said") == []


@rows("word", WIDER)
def test_a_denial_for_another_circle_of_offices_is_no_error(word: str) -> None:
    said = [one.severity for one in found(f"{word}未收到政府信息公开申请。") if one.code == "P302"]
    assert said in ([], [Severity.WARNING])
    assert [one.severity for one in found("未收到政府信息公开申请。") if one.code == "P302"] == [Severity.ERROR]
