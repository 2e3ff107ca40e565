"""Which paragraphs of a file are the headings of the report's sections."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gikreport import Reading, read
from gikreport.forms import y2014, y2021
from gikreport.model.cell import Place
from gikreport.model.form import Form
from gikreport.model.report import prose_fields
from gikreport.readers.found import FoundParagraph, Role
from gikreport.readers.sections.headings import find_headings

OFFICIAL = {
    form: [e.words[0] for e in prose_fields(form.report).values() if e.words] for form in (y2014.FORM, y2021.FORM)
}


def found(headings: Sequence[str], form: Form, *, ours: bool = False) -> dict[str, str]:
    """The section that each heading opens, where the file calls all of these headings."""
    items = [
        FoundParagraph(words, Place(paragraph=at), role)
        for at, heading in enumerate(headings)
        for words, role in ((heading, Role.HEADING), ("今年的工作照常进行。", Role.NONE))
    ]
    return {heading.field: items[heading.index].text for heading in find_headings(items, form, ours=ours)}


@pytest.mark.parametrize("form", OFFICIAL, ids=lambda form: form.name)
def test_a_heading_with_no_known_wording_is_told_by_its_place_among_the_others(form: Form) -> None:
    words = ["今年怎么样", *OFFICIAL[form][1:]]
    assert list(found(words, form).values()) == words


def test_wording_goes_before_order_in_a_file_of_others() -> None:
    swapped = [*OFFICIAL[y2021.FORM][:-2], "六、其他需要报告的事项", "五、存在的主要问题及改进情况"]
    assert found(swapped, y2021.FORM)["other_matters"] == "六、其他需要报告的事项"


def test_order_goes_before_wording_in_a_document_of_ours() -> None:
    swapped = [*OFFICIAL[y2014.FORM][:-2], "七、其他需要报告的事项", "综述"]
    assert found(swapped, y2014.FORM, ours=True)["problems"] == "七、其他需要报告的事项"


def test_more_headings_than_sections_are_told_by_their_wording() -> None:
    got = found(["今年怎么样", *OFFICIAL[y2021.FORM]], y2021.FORM, ours=True)
    assert list(got.values()) == OFFICIAL[y2021.FORM]


WHOLE = """甲镇2023年政府信息公开工作年度报告
{}
二、主动公开政府信息情况
二、主动公开政府信息情况：全年公布四十二条。
三、收到和处理政府信息公开申请情况
没有收到申请，上年也没有结转。
四、政府信息公开行政复议、行政诉讼情况
没有发生行政复议和行政诉讼。
五、存在的主要问题及改进情况 更新慢，已经改进。
六、其他需要报告的事项
没有收取费用。
"""


def said(reading: Reading, field: str) -> list[str]:
    return [paragraph.text for paragraph in reading.prose[field].paragraphs]


@pytest.mark.parametrize(
    "paragraph",
    [
        "一、总体情况。本镇在2023年做了很多。",
        "一、总体情况：本镇在2023年做了很多。",
        "一、总体情况 本镇在2023年做了很多。",
        "一、 总体情况\u3000本镇在2023年做了很多。",
        "一、总体工作情况。 本镇在2023年做了很多。",
    ],
)
def test_a_heading_with_its_text_in_one_paragraph_is_parted(paragraph: str) -> None:
    got = read(WHOLE.format(paragraph).encode(), form="y2021")
    assert said(got, "overview") == ["本镇在2023年做了很多。"]
    assert said(got, "problems") == ["更新慢，已经改进。"]
    assert said(got, "proactive") == ["二、主动公开政府信息情况：全年公布四十二条。"]
    assert got.title == ("甲镇2023年政府信息公开工作年度报告",)


def test_a_list_that_is_worded_like_a_heading_stays_below_its_own() -> None:
    got = read(WHOLE.format("一、总体情况").encode(), form="y2021")
    assert said(got, "proactive") == ["二、主动公开政府信息情况：全年公布四十二条。"]


@pytest.mark.parametrize(
    "line", ["一、主动公开情况。全年公布很多信息。", "一、总体情况 1", "总体情况。本镇做了很多事。"]
)
def test_what_only_resembles_a_heading_with_text_is_not_parted(line: str) -> None:
    assert "overview" not in read(WHOLE.format(line).encode(), form="y2021").prose


def test_a_heading_with_a_space_in_it_stays_one() -> None:
    spaced = WHOLE.replace("三、收到和处理政府信息公开", "三、收到和处理政府信息 公开").format("一、总体情况")
    assert said(read(spaced.encode(), form="y2021"), "requests") == ["没有收到申请，上年也没有结转。"]


@pytest.mark.parametrize("start", ["", "关于2023年度政府信息公开工作的年度报告\n发布时间：2024-01-20 来源：党政办\n"])
def test_the_office_stands_on_a_line_above_a_title_that_begins_with_about(start: str) -> None:
    front = "甲县乙镇人民政府\n关于2023年度政府信息公开工作的年度报告"
    got = read((start + WHOLE.replace("甲镇2023年政府信息公开工作年度报告", front).format("一、总体情况")).encode())
    assert (got.agency, got.year, got.title) == ("甲县乙镇人民政府", 2023, tuple(front.split("\n")))


TABLE = """第二十条第(一)项 |
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
规章 | 0 | 0 | 0 |
行政规范性文件 | 1 | 0 | 2 |
"""


@pytest.mark.parametrize("number", ["", "（{}）", "{}、", "{}."])
def test_headings_in_the_words_of_the_form_need_no_number_of_the_first_level(number: str) -> None:
    marks = iter("123456" if number[:1] == "{" else "一二三四五六")
    headings = [number.format(next(marks)) + words.partition("、")[2] for words in OFFICIAL[y2021.FORM]]
    lines = [line for words in headings for line in (words, "公开的数据见下表。" if "主动" not in words else TABLE)]
    got = read("\n".join(["甲镇2023年政府信息公开工作年度报告", *lines]).encode(), form="y2021")
    assert "F401" not in {remark.code for remark in got.remarks}
    assert got.cells["t2", "normative_documents", "in_force"].value == 2


@pytest.mark.parametrize(
    ("front", "office"),
    [
        ("甲市乙乡\n2023年政府信息公开工作年度报告\n2023年政府信息公开工作年度报告", "甲市乙乡"),
        ("甲局〔2024〕1号\n甲县乙局关于报送2023年政府信息公开工作\n年度报告的报告", "甲县乙局"),
    ],
)
def test_a_title_printed_twice_or_sent_with_a_letter_names_its_office(front: str, office: str) -> None:
    got = read(WHOLE.replace("甲镇2023年政府信息公开工作年度报告", front).format("一、总体情况").encode())
    assert (got.agency, got.year, "preface" in got.prose) == (office, 2023, False)


UNTITLED = WHOLE.format("一、总体情况").partition("\n")[2]


@pytest.mark.parametrize(
    ("preface", "office", "year"),
    [
        ("根据条例要求，现发布《甲县乙镇2022年政府信息公开工作年度报告》。", "甲县乙镇", 2022),
        ("现向社会公布2022年甲州农业农村局政府信息公开工作年度报告。", "甲州农业农村局", 2022),
        ("甲县教育局现向社会公开《2022年政府信息公开工作年度报告》。", "甲县教育局", 2022),
        ("本年度报告由甲市乙区审计局根据有关通知编制而成。", "甲市乙区审计局", None),
        ("乙镇政府编制2022年政府信息公开年度报告。", "乙镇政府", 2022),
        ("编制并发布甲市农业农村局政府信息公开工作2022年度报告。", "甲市农业农村局", 2022),
        ("2022年乙镇人民政府信息公开工作年度报告根据条例编制，统计期限自2022年1月1日起。", "乙镇人民政府", 2022),
        ("按照《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》编制。", None, None),
        ("现将我镇2022年政府信息公开工作年度报告公布如下。", None, 2022),
        ("本报告由乙镇人民政府党政办公室编制。", None, None),
        ("全年公开政策文件4条、2021年政府信息公开年报1条。", None, None),
    ],
)
def test_office_and_year_are_named_in_the_first_sentence_where_the_title_is_lost(
    preface: str, office: str | None, year: int | None
) -> None:
    got = read(f"{preface}\n{UNTITLED}".encode(), form="y2021")
    assert (got.agency, got.year, got.title) == (office, year, None)


def test_the_year_with_which_the_narrative_begins_is_the_last_resort() -> None:
    assert read(UNTITLED.replace("没有收取", "2022年，没有收取").encode(), form="y2021").year is None
    assert read(UNTITLED.replace("一、总体情况\n", "一、总体情况\n2022年，").encode(), form="y2021").year == 2022


def test_the_last_sentence_is_no_name_before_a_date() -> None:
    got = read(f"{UNTITLED.rstrip()} 甲镇人民政府 2024年1月20日".encode(), form="y2021")
    assert (got.signed_by, said(got, "other_matters")) == (None, ["没有收取费用。 甲镇人民政府 2024年1月20日"])


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("2023年乙镇人民政府信息公开工作年度报告", "乙镇人民政府"),
        ("甲省農業農村廳2023年政府信息公開工作年度報告", "甲省農業農村廳"),
        ("甲大學2023年信息公開工作年度報告", "甲大學"),
    ],
)
def test_the_office_of_a_title_keeps_its_whole_name(title: str, office: str) -> None:
    assert read(f"{title}\n{UNTITLED}".encode(), form="y2021").agency == office


def test_what_a_page_prints_around_the_report_is_not_said_by_it() -> None:
    title = "甲镇2023年政府信息公开工作年度报告"
    front = f"您现在的位置: 网站首页 > 甲县 > 年报\n{title}\n• 发布日期:2024-01-12\n  • |\n字号: 分享:\n"
    got = read(f"{front}{UNTITLED}打印本页 关闭窗口\n上一篇：没有了\n".encode(), form="y2021")
    assert "preface" not in got.prose
    assert said(got, "other_matters") == ["没有收取费用。"]
    kept = read(f"{front}{UNTITLED}主办方已告知。\n".encode(), form="y2021")
    assert said(kept, "other_matters") == ["没有收取费用。", "主办方已告知。"]


def narrative(headings: Sequence[str], year: int = 2016) -> Reading:
    lines = [line for at, words in enumerate(headings) for line in (words, f"第{at}件事照常进行，没有别的情况。")]
    title = f"甲县乙局{year}年政府信息公开工作年度报告"
    return read("\n".join([title, *lines, "甲县乙局", f"{year + 1}年2月9日"]).encode())


DECREE = {
    "sections in another order": [
        "一、概述", "二、主动公开情况", "三、依申请公开情况", "四、行政复议、行政诉讼情况",
        "五、政府信息公开的收费及减免情况", "六、存在的主要问题和改进措施", "七、其他需要报告的事项",
    ],
    "a section left out, a heading known by its number": [
        "一、政府信息公开工作的基本概况", "二、主动公开政府信息情况", "三、政府信息公开申请情况",
        "四、复议、诉讼和申诉情况", "五、存在主要问题和改进措施", "六、其他需要报告的事项",
    ],
    "parts": [
        "第一部分 概述", "第二部分 主动公开政府信息情况", "第三部分 依申请公开政府信息情况", "第四部分 收费及减免情况",
        "第五部分 行政复议和行政诉讼情况", "第六部分 主要问题及改进措施",
    ],
    "the last heading known by its number": [
        "一、主动公开政府信息的情况", "二、政府信息依申请公开办理情况", "三、依申请信息公开收费情况",
        "四、复议、诉讼和申诉情况",
    ],
}  # fmt: skip


@pytest.mark.parametrize("headings", DECREE.values(), ids=DECREE)
def test_every_section_of_the_years_before_2019_is_found_whatever_its_order_and_wording(headings: list[str]) -> None:
    got = narrative(headings)
    assert [paragraph.text for prose in got.prose.values() for paragraph in prose.paragraphs] == [
        f"第{at}件事照常进行，没有别的情况。" for at in range(len(headings))
    ]
    assert (len(got.prose), got.form.name, got.signed_by) == (len(headings), "y2014", "甲县乙局")
    assert {remark.code for remark in got.remarks} <= {"F401"}


def test_a_report_without_tables_follows_the_form_of_its_year_where_that_asks_for_none() -> None:
    headings = DECREE["a section left out, a heading known by its number"]
    assert [narrative(headings, year).form.name for year in (2012, 2016, 2020)] == ["y2008", "y2014", "y2019"]


def test_a_line_worded_like_a_later_heading_begins_no_second_print() -> None:
    headings = list(OFFICIAL[y2021.FORM])
    got = narrative([headings[0], "五、存在的主要问题及改进情况", *headings[1:]], 2023)
    assert not {"F101", "F401"} & {remark.code for remark in got.remarks}
    assert said(got, "problems") == ["第5件事照常进行，没有别的情况。"]
