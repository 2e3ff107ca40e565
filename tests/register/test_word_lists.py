"""Words as registers and templates of registers have them: each is mapped as it should be or asked, none wrongly.

The lists were written before the vocabulary, half of them put aside until it was done; the right side is the line of
the form, "ask" where somebody has to decide, "none" for a heading that counts nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

import gikreport
from gikreport.register.dates import day_in
from gikreport.register.headings import field_of
from gikreport.register.meaning import NOTE, OPEN, kind_words, outcome_words
from support import ROOT

FORM = gikreport.form_for(2026)
WORDS = ROOT / "tests" / "data" / "register"


def outcome(word: str) -> str:
    path = outcome_words(FORM).path(word)
    return "ask" if path is None else "open" if path == OPEN else ".".join(path[1:])


def kind(word: str) -> str:
    path = kind_words(FORM).path(word)
    return "ask" if path is None else ".".join(path)


def day(word: str) -> str:
    found = day_in(word, 2026)
    return found.isoformat() if isinstance(found, datetime.date) else "ask"


def heading(word: str) -> str:
    return field_of(word) or "none"


@pytest.mark.parametrize(
    ("name", "least", "read"),
    [("outcomes", 150, outcome), ("kinds", 60, kind), ("dates", 60, day), ("headings", 40, heading)],
)
def test_no_word_of_the_lists_is_mapped_wrongly(name: str, least: int, read: Callable[[str], str]) -> None:
    lines = (WORDS / f"{name}.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    assert len(rows) >= least
    differs = [(word, meant, found) for word, meant in rows if (found := read(word)) != meant]
    assert [row for row in differs if row[2] not in ("ask", "none")] == []
    assert len(differs) <= len(rows) // 10


@pytest.mark.parametrize(
    "word",
    [
        "第三方", "公开申请", "申请公开", "未公开", "不予公开（其他）", "不属于信访事项", "非重复申请",
        "部分公开（申请人撤回）", "予以公开/部分公开", "涉及国家秘密、商业秘密", "已补正", "补正后公开",
        "依申请公开", "不存在第三方", "延期答复",
        "不予公开、不予处理", "个人隐私（公开）", "公开/不公开",
    ],
)  # fmt: skip
def test_a_word_that_says_too_little_or_too_much_is_asked(word: str) -> None:
    assert outcome(word) == "ask"


def test_a_remark_decides_what_the_outcome_leaves_open() -> None:
    assert outcome(f"不予公开{NOTE}个人隐私") == "withheld.third_party_rights"
    assert outcome(f"不予公开{NOTE}已电话告知张某") == "ask"


def test_the_lines_that_a_word_may_mean_are_offered() -> None:
    offered = outcome_words(FORM).meaning("不予公开").offered
    assert {path[1] for path in offered} == {"withheld"}
    assert len(offered) == 8
    assert [".".join(path[1:]) for path in outcome_words(FORM).meaning("咨询").offered] == ["other_handling.other", ""]
    assert len(kind_words(FORM).meaning("法人").offered) == 5


@pytest.mark.parametrize(
    "word", ["民办非企业", "公司职工", "公民、法人或其他组织", "律师事务所律师", "社会组织", "高校"]
)
def test_a_requester_that_may_be_several_is_asked(word: str) -> None:
    assert kind(word) == "ask"
