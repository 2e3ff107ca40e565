"""Which paragraphs of a file are the headings of the report's sections."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gikreport import Reading, read
from gikreport.forms import y2014, y2021
from gikreport.model.form import Form
from gikreport.model.reading import Place
from gikreport.model.report import prose_fields
from gikreport.readers.found import FoundParagraph
from gikreport.readers.headings import find_headings

OFFICIAL = {
    form: [e.words[0] for e in prose_fields(form.report).values() if e.words] for form in (y2014.FORM, y2021.FORM)
}


def found(headings: Sequence[str], form: Form, *, ours: bool = False) -> dict[str, str]:
    """The section that each heading opens, where the file calls all of these headings."""
    items = [
        FoundParagraph(words, Place(paragraph=at), role)
        for at, heading in enumerate(headings)
        for words, role in ((heading, "heading"), ("今年的工作照常进行。", ""))
    ]
    return {heading.field: items[heading.at].text for heading in find_headings(items, form, ours=ours)}


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
