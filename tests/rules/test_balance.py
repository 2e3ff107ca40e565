"""The four numbers of the balance in a sentence or a paragraph, without a table."""

from __future__ import annotations

import pytest

from gikreport import check, read

TOLD = {
    "收到申请63件，上年结转3件，办结63件，结转下年度2件。": "收到 63 + 上年结转 3 = 66，办结 63 + 结转下年度 2 = 65",
    "全市系统收到申请61件，结转3件，办结62件，结转下年4件。": "收到 61 + 上年结转 3 = 64，办结 62 + 结转下年度 4 = 66",
    "新收申请63件，上年结转3件。办结63件。结转下年度2件。": "收到 63 + 上年结转 3 = 66，办结 63 + 结转下年度 2 = 65",
    "新收申请35件，上年结转2件，办结36件，其中予以公开20件，结转下年度2件。": (
        "收到 35 + 上年结转 2 = 37，办结 36 + 结转下年度 2 = 38"
    ),
    "加上上年结转的3件，本年应办申请17件，其中新收13件。": "收到 13 + 上年结转 3 = 16，应办 17",
}
LET_BE = [
    "全市系统收到申请61件，结转3件，办结60件，结转下年4件。",
    "新收申请63件，上年结转3件。全年办结64件。结转下年度2件。",
    "加上上年结转的3件，本年应办申请16件，其中新收13件。",
    "收到申请63件（含上年结转3件），办结61件，结转下年度2件。",
    "收到申请63件，上年结转3件，办结66件，结转下年度2件。",  # all that was dealt with, two of them not to the end
    "收到申请63件，上年结转3件，办结约60件，结转下年度2件。",
    "收到申请63件，办结63件，结转下年度2件。",
    "2022年收到申请63件，上年结转3件。2023年办结63件，结转下年度2件。",
    "收到申请63件，上年结转3件。\n办结63件，结转下年度2件。",
    "收到申请63件，上年结转3件。通过网络收到申请5件，办结5件，结转下年度2件。",
    "收到申请63件，上年结转3件。全市各镇办结申请63件，结转下年度2件。",
]


def told(text: str) -> list[str]:
    reading = read({"agency": "某局", "year": 2023, "t2": {}, "t3": {}, "t4": {}, "overview": text})
    return [finding.words.zh for finding in check(reading, only=["P015"])]


@pytest.mark.parametrize(("text", "due"), TOLD.items(), ids=TOLD)
def test_numbers_that_do_not_balance_are_told(text: str, due: str) -> None:
    [said] = told(text)
    assert said.startswith(f"正文中几个数不平：{due}（")


@pytest.mark.parametrize("text", LET_BE)
def test_what_the_words_leave_open_is_let_be(text: str) -> None:
    assert told(text) == []
