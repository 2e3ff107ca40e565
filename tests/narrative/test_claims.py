"""What each sentence claims, number by number; each word of the lexicon; work that grows with the length."""

from __future__ import annotations

import csv
import itertools
import sys
from collections import Counter
from collections.abc import Iterator

import attrs
from hypothesis import given, settings, strategies as st

from gikreport import read
from gikreport.checking.subject import statement
from gikreport.narrative.claims import Claim, Why
from gikreport.narrative.lexicon import Lexicon, lexicon
from gikreport.narrative.lists import lists, may_list
from gikreport.narrative.office import Office
from gikreport.narrative.statement import Passage
from gikreport.narrative.tokens import tokens
from gikreport.narrative.understanding import understood
from gikreport.narrative.words import ROWS
from support import ROOT
from support.narrative import QUIET, check
from support.rows import rows

OFFICE = Office("白河县水务局", 2023)
WORDS = lexicon()


def claims(text: str, words: Lexicon = WORDS, office: Office = OFFICE, topic: str = "") -> tuple[Claim, ...]:
    return understood(text, tokens(text, words), office, topic)[0]


def row(claim: Claim) -> tuple[str, ...]:
    """A claim as the table writes it."""
    name = claim.concept.name if claim.concept is not None else ""
    denied = "denied" if claim.negated else f"{claim.value:f}{claim.unit}"
    return denied, name, claim.period.value, claim.scope.value, claim.why.value


with (ROOT / "tests" / "data" / "claims.tsv").open(encoding="utf-8", newline="") as file:
    TABLE = [tuple(line) for line in csv.reader(file, delimiter="\t")]
SENTENCES = sorted({line[0] for line in TABLE})


@rows("text", SENTENCES)
def test_a_sentence_claims_what_the_table_says(text: str) -> None:
    assert [row(claim) for claim in claims(text)] == [line[1:] for line in TABLE if line[0] == text]


@settings(max_examples=50, deadline=None)
@given(
    st.text(
        alphabet="".join(sorted({letter for word in WORDS.roles for letter in word})) + "0123456789件万%x某",
        max_size=60,
    )
)
def test_the_tokens_are_the_text(text: str) -> None:
    found = tokens(text, WORDS)
    assert "".join(token.text for token in found) == text
    assert all(token.start == before.end for before, token in itertools.pairwise(found))


def listed() -> Iterator[tuple[str, str]]:
    role = ""
    for line in ROWS.splitlines():
        if line and not line.startswith((" ", "#")):
            role, _, line = line.partition(":")
        yield from ((word, role) for word in line.split() if role and not line.startswith("#"))


SEVERAL = {
    "收政府信息公开申请", "收依申请公开", "公开和部分公开", "公开或部分公开", "公开及部分公开",
    "公开、部分公开", "公开与部分公开",
    "热线", "咨询", "栏目", "全国", "本级", "各级", "下属", "所属", "直属", "系统", "我局", "本局", "本机关",
    "我单位", "本单位",
    "公众", "以上", "以下",
    "余", "剩余", "剩", "未结", "在办", "有效规范性文件", "有效行政规范性文件",
}  # fmt: skip


MARKS = {"weak", "vague", "subject", "via", "opens"}  # said of words that play another part


def test_a_word_has_one_kind_or_is_listed() -> None:
    kinds: dict[str, set[str]] = {}
    for word, role in listed():
        kinds.setdefault(word, set()).add(role)
    assert {word for word, roles in kinds.items() if len(roles - MARKS) > 1} <= SEVERAL


def test_no_word_stands_twice_in_a_row_of_its_kind() -> None:
    assert [one for one, number in Counter(listed()).items() if number > 1] == []


def without(word: str) -> Lexicon:
    return attrs.evolve(WORDS, roles={one: roles for one, roles in WORDS.roles.items() if one != word})


def of_role(*roles: str) -> list[str]:
    return [word for word, role in listed() if role in roles and len(word) > 1]


FRAMES = {
    "get": "{}政府信息公开申请9件。",
    "new": "{}政府信息公开申请9件。",
    "done": "{}政府信息公开申请9件。",
    "disclosed": "{}9件。",
    "withheld": "{}9件。",
    "unavailable": "{}9件。",
    "not_processed": "{}9件。",
    "other_handling": "{}9件。",
    "third_party_rights": "因{}不予公开9件。",
    "needs_creation": "因{}无法提供9件。",
    "not_held": "因{}无法提供9件。",
    "issue": "{}行政规范性文件9件。",
    "repeal": "{}行政规范性文件9件。",
    "in_force": "{}行政规范性文件9件。",
    "last": "{}结转申请9件。",
    "next": "结转{}9件。",
    "upheld": "行政复议12件，其中{}9件。",
    "corrected": "行政复议12件，其中{}9件。",
    "pending": "行政复议12件，其中{}9件。",
}


@rows(("role", "word"), [(role, word) for role in FRAMES for word in of_role(role)])
def test_each_word_of_a_row_is_read_as_its_first(role: str, word: str) -> None:
    """Each word says what the first of its row says; without the row's words nothing is said."""
    text, first = FRAMES[role].format(word), FRAMES[role].format(of_role(role)[0])
    topic = "request" if "weak" in WORDS.roles[word] else ""
    said, due = (next(c for c in claims(one, topic=topic) if c.value == 9) for one in (text, first))
    assert said.concept is not None
    either = {"收到申请", "新收申请", "予以公开和部分公开", "部分公开"}
    assert said.concept == due.concept or {said.concept.name, due.concept.name if due.concept else ""} & either


@rows("word", ["收到", "办结", "不予公开", "申请", "上年", "复议", "制发", "规范性文件"])
def test_without_its_word_a_sentence_is_not_read(word: str) -> None:
    text = {
        "上年": "上年结转9件。",
        "复议": "被申请复议9件。",
        "制发": "制发规范性文件9件。",
        "规范性文件": "制发规范性文件9件。",
        "不予公开": "不予公开9件。",
        "办结": "办结政府信息公开申请9件。",
    }.get(word, "收到政府信息公开申请9件。")
    [whole], [less] = claims(text), claims(text, without(word))
    assert (less.concept, less.why) != (whole.concept, whole.why)


FILLER = st.lists(st.sampled_from(["全年", "共", "本年度", "依法", "各类", "有效", "的"]), max_size=3).map("".join)
OBJECT = st.sampled_from(["政府信息公开申请", "依申请公开", "依申请公开事项", "信息公开申请"])
NUMBER = st.integers(1, 9999)


@settings(max_examples=50, deadline=None)
@given(verb=st.sampled_from([*of_role("get"), *of_role("done")]), one=FILLER, other=FILLER, thing=OBJECT, number=NUMBER)
def test_verb_filler_object_number_in_both_orders(verb: str, one: str, other: str, thing: str, number: int) -> None:
    names = {"收到申请", "办理申请"}
    for text in (f"{one}{verb}{other}{thing}{number}件。", f"{one}{verb}{number}件{other}{thing}。"):
        claim = next(claim for claim in claims(text) if claim.value == number)
        assert claim.why is Why.COMPARED
        assert claim.concept is not None
        assert claim.concept.name in names


def calls(text: str) -> int:
    """How many calls of Python a check of a text takes."""
    reading = read({"agency": "青石县水利局", "year": 2023, "t2": {}, "t3": {}, "t4": {}, "overview": text, **QUIET})
    number = 0

    def count(_: object, event: str, __: object) -> None:
        nonlocal number
        number += event == "call"

    sys.setprofile(count)
    try:
        check(reading)
    finally:
        sys.setprofile(None)
    return number


REPEATED = [
    "收到申请40件，其中网络3件、信函4件，", "未收到申请", "（上年结转3件", "比上年增长3%，", "40件：",
    "按内容分，3件、", "占3%，", "行政复议、行政诉讼", "通过来信、网站", "均已办结", "零结转",
    "收到申请3件，均已答复，未收到申请，", "某，", "余4件转入下年，", "100件",
]  # fmt: skip


@rows("words", REPEATED)
def test_work_grows_no_faster_than_the_sentence(words: str) -> None:
    short, long = (calls(("申请" + words * (size // len(words) + 1))[:size] + "。") for size in (500, 2500))
    assert long < 8 * short


def passages(*texts: str) -> tuple[Passage, ...]:
    """The passages of a narrative, a paragraph each text."""
    reading = read({"agency": OFFICE.agency, "year": OFFICE.year, "overview": "\n".join(texts)})
    return statement(reading).passages


def known(passage: Passage) -> list[Claim]:
    """The claims of a passage that are known, the passage read whatever its words are."""
    found, _ = understood(passage.sentence.text, passage.tokens, OFFICE, passage.topic)
    return [claim for claim in found if claim.concept is not None]


FRAMES_OF_ANY = [
    "{}3件。", "本年{}3件。", "{}信息3件。", "没有{}。", "3件{}。", "{}收到、今年答复的3件。", "{}办结3件，{}3万元。",
]  # fmt: skip


def test_a_sentence_is_passed_over_only_where_it_tells_no_number_of_a_table() -> None:
    words = [*sorted(WORDS.roles), "2022年", "２０２２年", "2024年"]
    found = passages(*(FRAMES_OF_ANY[at % len(FRAMES_OF_ANY)].format(word, word) for at, word in enumerate(words)))
    assert len(found) > 2000
    for passage in found:
        assert list(passage.told) == known(passage), passage.sentence.text


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*sorted(WORDS.roles), "3件", "12件", "零件", "5元", "2022年", "2024年", "，", "。", "其中", "20%"]
        ),
        max_size=12,
    )
)
def test_what_is_passed_over_tells_nothing(words: list[str]) -> None:
    for passage in passages("".join(words)):
        text, found = passage.sentence.text, passage.tokens
        _, topic = understood(text, found, OFFICE, passage.topic)
        assert list(passage.told) == known(passage)
        assert passage.topic_behind == topic or not topic.startswith(("request", "reconsideration", "litigation"))
        assert may_list(text, WORDS) or not list(lists(found))
