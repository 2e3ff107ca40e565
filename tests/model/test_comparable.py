"""Texts as the rules compare them: what only looks different is the same, and every sign knows where it stood."""

import unicodedata

import pytest
from hypothesis import given, strategies as st

from gikreport.files import file_name
from gikreport.model.comparable import comparable
from gikreport.model.text import unspaced
from gikreport.signs import DIRECTIONS, TAGS, UNSEEN, visible


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("申请\u202e99\u202c件", "申请99件"), ("申请9\u200b9件", "申请99件"), ("申请\u00ad99件", "申请99件"),
        ("申\ufe0f请\U000e004199件", "申请99件"), ("申请\u00a099\u00a0件", "申请99件"), ("申请 99 件", "申请99件"),
        ("申请\u300099\u2009件", "申请99件"), ("1\u00a0234件", "1234件"), ("1\u202f234件", "1234件"),
        ("申请٩٩件", "申请99件"), ("申请𝟗𝟗件", "申请99件"), ("申请㊾件", "申请49件"), ("申请９９件", "申请99件"),
        ("申请l0件", "申请10件"), ("其中，I2件", "其中，12件"), ("1O件", "10件"), ("З5件", "35件"),
        ("2O24年", "2024年"),
                ("l,2O0件", "1,200件"), ("ＰＤＦ", "PDF"),
        # what stays as it is: marks, words with letters, lists in circles, the spaces of a text
        ("，；：％（）", "，；：％（）"), ("O2O平台", "O2O平台"), ("I类", "I类"), ("①收到", "①收到"),
        ("ab 12 cd", "ab 12 cd"),
                ("收到   件", "收到   件"), ("9 9件", "9 9件"), ("IPv6 12", "IPv6 12"),
    ],
)  # fmt: skip
def test_what_only_looks_different_is_the_same(written: str, plain: str) -> None:
    assert comparable(written).text == plain


SIGNS = st.sampled_from("申请件，。 9lO٩㊾９\u00a0\u200b\u202e\u00ad\ufe0f\U000e0041\u3000a1,") | st.characters()


@given(st.text(SIGNS))
def test_every_sign_knows_where_it_stood_and_the_form_is_at_rest(written: str) -> None:
    one = comparable(written)
    assert len(one.offsets) == len(one.text) + 1
    assert list(one.offsets) == sorted(one.offsets)
    assert one.at(len(one.text)) == len(written)
    assert one.original == written
    for at, sign in enumerate(one.text):
        before = written[one.at(at)]
        assert (
            sign == before
            or sign in unicodedata.normalize("NFKC", before)
            or before.isalpha()
            or before.isdecimal()
            or before.isspace()
        )
    assert not UNSEEN.search(one.text)


@given(st.text(SIGNS))
def test_what_is_visible_holds_no_sign_that_steers(written: str) -> None:
    shown = visible(written)
    assert not [sign for sign in shown if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or UNSEEN.match(sign)]


def test_visible_signs_are_told_by_their_codes() -> None:
    assert visible("甲\n乙\x1b[2J\x9b\u202e\u200b\U000e0041") == "甲⏎乙\\x1b[2J\\x9b\\u202e\\u200b\\U000e0041"
    assert visible("某县人民政府 2024") == "某县人民政府 2024"


@pytest.mark.parametrize(
    "sign", ["\u202e", "\u200b", "\u00ad", "\ufe0f", "\U000e0041", "\U000e0101", "\ufeff", "\u3164"]
)
def test_no_unseen_sign_gets_into_a_file_name_or_tells_two_offices_apart(sign: str) -> None:
    assert file_name(f"某{sign}局", otherwise="x") == "某局"
    assert unspaced(f"某{sign}局") == "某局"
    assert file_name(sign, otherwise="x") == "x"


def test_every_control_of_direction_is_known() -> None:
    bidi = [chr(n) for n in (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))]
    assert all(UNSEEN.match(sign) for sign in bidi)
    assert (len(bidi), len(DIRECTIONS), len(TAGS)) == (12, 9, 3)
    assert all(
        UNSEEN.match(chr(n)) for n in range(0x110000) if unicodedata.category(chr(n)) == "Cf" and n not in PRINTED
    )


PRINTED = {  # format characters that are seen: signs of numbers, verses and abbreviations in other scripts
    *range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0x13430, 0x13440),
}  # fmt: skip
