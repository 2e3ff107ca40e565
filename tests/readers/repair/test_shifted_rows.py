"""Copied tables whose numbers stand a line off their labels, or whose headings fell apart: right, or left open."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gikreport import Reading, read
from support.datafiles import file_of

LABELS = (
    "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "1.属于国家秘密", "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”", "4.保护第三方合法权益",
)  # fmt: skip
NUMBERS = tuple(f"{at + 1} 2 0 0 0 {at} {2 * at + 3}" for at in range(len(LABELS)))
HEADINGS = ("自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计",)
BROKEN = (
    "（本列数据的勾稽关系为：第一项加 法人或其他组织",
    "自然人 社会公益 法律服务 总计",
    "和） 商业企业 科研机构 其他",
    "组织 机构",
)


def whole(lines: Sequence[tuple[str, str]], headings: Sequence[str] = HEADINGS) -> Reading:
    """What is read of a text with table 3 in these lines, each a label and numbers."""
    rows = [f"{label} {numbers}".strip() for label, numbers in lines]
    head = ("某县水利局2023年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况", "申请人情况")
    return read(file_of("\n".join([*head, *headings, *rows, "四、政府信息公开行政复议、行政诉讼情况"]), ".txt"))


def numbers_of(reading: Reading) -> list[object]:
    """The numbers of 自然人, row by row as far as they were read."""
    return [cell.value for path, cell in reading.cells.items() if path[:2] == ("t3", "natural_person")]


def test_the_rows_as_they_are() -> None:
    assert numbers_of(whole(list(zip(LABELS, NUMBERS, strict=True)))) == [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize("first", range(1, 5))
def test_numbers_a_line_below_their_labels_are_left_open(first: int) -> None:
    upper = list(zip(LABELS[:first], NUMBERS[:first], strict=True))
    shifted = list(zip((*LABELS[first:], ""), ("", *NUMBERS[first:]), strict=True))
    assert numbers_of(whole([*upper, *shifted])) == list(range(1, first + 1))


@pytest.mark.parametrize("first", range(1, 5))
def test_numbers_a_line_above_their_labels_are_left_open(first: int) -> None:
    upper = list(zip(LABELS[:first], NUMBERS[:first], strict=True))
    shifted = list(zip(("", *LABELS[first:]), (*NUMBERS[first:], ""), strict=True))
    read_in = numbers_of(whole([*upper, *shifted]))
    assert read_in == list(range(1, len(read_in) + 1))
    assert len(read_in) <= first


def test_a_row_whose_blank_cells_were_lost_takes_nothing_from_its_neighbours() -> None:
    lines = [
        (label, "" if at == 4 else numbers) for at, (label, numbers) in enumerate(zip(LABELS, NUMBERS, strict=True))
    ]
    assert numbers_of(whole(lines)) == [1, 2, 3, 4, 6, 7, 8]


def test_rows_below_headings_that_fell_apart_are_read_where_their_totals_agree() -> None:
    lines = list(zip(LABELS, NUMBERS, strict=True))
    lines[2] = (LABELS[2], "3 2 0 0 0 2 8")  # it adds up to 7
    reading = whole(lines, BROKEN)
    assert numbers_of(reading) == [1, 2, 4, 5, 6, 7, 8]
    assert {remark.code for remark in reading.remarks} >= {"F306"}


def test_headings_in_another_order_than_the_form_s_leave_the_rows_open() -> None:
    swapped = (BROKEN[0], BROKEN[1], "和） 科研机构 商业企业 其他", BROKEN[3])
    assert numbers_of(whole(list(zip(LABELS, NUMBERS, strict=True)), swapped)) == []
