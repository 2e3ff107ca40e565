"""Numbers as Chinese text prints them."""

import re
from decimal import Decimal

import pytest

from gikreport.model.numerals import NUMBER, number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3525", 3525), ("3,525", 3525), ("３５２５", 3525), ("三千五百二十五", 3525), ("十二", 12), ("二十", 20),
        ("两", 2),
        ("一百零三", 103), ("2.2万", 22000), ("3万", 30000), ("一万二千", 12000), ("三亿五千万", 350000000), ("零", 0),
        ("二〇二一", 2021), ("10.5", Decimal("10.5")),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_said(text: str, value: object) -> None:
    assert number(text) == value
    assert re.fullmatch(NUMBER, text)


@pytest.mark.parametrize("text", ["", "若干", "abc", "1.2.3", "三a"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert number(text) is None
