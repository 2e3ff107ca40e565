"""Narrative is paragraphs with levels; its text is literal."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from gikreport import Prose
from gikreport.model.prose import Bound
from support.strategies import TRAPS, prose

PARAGRAPHS = [
    ("一、总体情况", 1, "一、总体情况", ""),
    ("二十一、其他", 1, "二十一、其他", ""),
    ("（一）主动公开。通过平台公开信息。", 2, "（一）主动公开。", "通过平台公开信息。"),
    ("(二)依申请公开：全年新收1件。", 2, "(二)依申请公开：", "全年新收1件。"),
    ("1.健全制度。", 3, "1.健全制度。", ""),
    ("２．健全制度", 3, "２．健全制度", ""),
    ("3、健全制度。已印发。", 3, "3、健全制度。", "已印发。"),
    ("（1）属于国家秘密", 4, "（1）属于国家秘密", ""),
    ("（１２）其他", 4, "（１２）其他", ""),
    ("1.5万件，比上年增加。", 0, "", "1.5万件，比上年增加。"),
    ("2021年，本街道公开信息3500条。", 0, "", "2021年，本街道公开信息3500条。"),
    ("一是公开不够及时；", 0, "", "一是公开不够及时；"),
    ("（以下简称《条例》）", 0, "", "（以下简称《条例》）"),
    ("见一、总体情况", 0, "", "见一、总体情况"),
    ("（三）" + "长" * 60 + "。后文", 2, "", "（三）" + "长" * 60 + "。后文"),
]


@pytest.mark.parametrize(("text", "level", "heading", "body"), PARAGRAPHS)
def test_a_paragraph_shows_its_level_and_its_heading(text: str, level: int, heading: str, body: str) -> None:
    (paragraph,) = Prose.of(text).paragraphs
    assert (paragraph.level, paragraph.heading, paragraph.body) == (level, heading, body)


@given(prose())
def test_a_paragraph_is_its_heading_and_its_body(made: Prose) -> None:
    for paragraph in made.paragraphs:
        assert paragraph.heading + paragraph.body == paragraph.text


@given(prose())
def test_prose_of_its_own_text_is_the_same_prose(made: Prose) -> None:
    assert Prose.of(made.text) == made


@given(st.lists(st.sampled_from(["", " ", "\t", "　", "一、题", "  正文 ", "{{ 7*7 }}"]), max_size=8))
def test_blank_lines_and_indents_are_no_text(lines: list[str]) -> None:
    assert Prose.of("\r\n".join(lines)).text.split("\n") == [s for line in lines if (s := line.strip())] or [""]


@pytest.mark.parametrize("trap", TRAPS)
def test_text_is_literal(trap: str) -> None:
    made = Prose.of(trap)
    assert made.text == trap
    assert not made.is_bound
    assert made.paragraphs[0].parts == (trap,)


def test_expressions_are_a_kind_of_their_own() -> None:
    made = Prose.bound("全年新收{{ t3.total.received }}件。\n没有结转。")
    assert made.is_bound
    assert made.paragraphs[0].parts == ("全年新收", Bound(" t3.total.received "), "件。")
    assert made.text == "全年新收{{ t3.total.received }}件。\n没有结转。"
    assert made != Prose.of(made.text)


@pytest.mark.parametrize("char", ["\x00", "\x0b", "\x1f", "\x7f", "\x9f", "\ud800", "\ufffe", "\uffff"])
def test_a_character_that_no_document_can_carry_is_refused(char: str) -> None:
    with pytest.raises(ValueError, match=f"character U\\+{ord(char):04X} at position 2 cannot stand in a document"):
        Prose.of(f"好{char}")


def test_no_text_is_no_prose() -> None:
    assert not Prose.of("")
    assert not Prose.of(" \n\u3000\n")
    assert Prose.of("无")
