"""Narrative bound to the report's numbers: text and table cannot disagree, and data is never a template."""

import contextlib
import io
import zipfile
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st

import gikreport
from gikreport import Prose, Reading, Report
from gikreport.expressions import WrongExpression
from gikreport.expressions.values import text_of
from gikreport.model.numerals import in_characters as chinese
from gikreport.model.outline import value_at
from gikreport.model.prose import Bound
from gikreport.model.table import tables_of
from support.strategies import TRAPS, changed, reports

FORM = gikreport.form_for(2023)
DATA = {"agency": "某局", "year": 2023, "t2": {"fees": Decimal("12.50")}, "t4": {}}
COLUMN = {
    "received": 103,
    "carried_over": 2,
    "outcomes": {"disclosed": 90, "withheld": {"state_secret": 3, "barred_by_law": 2}},
    "carried_forward": 10,
}
THIS = gikreport.read({**DATA, "t3": {"natural_person": COLUMN}}).report
LAST = attrs.evolve(
    gikreport.read({**DATA, "t3": {"natural_person": {"received": 80, "carried_forward": 80}}}).report, year=2022
)


@settings(max_examples=20)
@given(reports(FORM))
def test_every_printed_cell_can_be_named(report: Report) -> None:
    for name, table in tables_of(FORM.report).items():
        for line in table.lines:
            value = value_at(getattr(report, name), line.path)
            assert text_of(".".join((name, *line.path)), report) == (
                format(value, "f") if isinstance(value, Decimal) else str(value)
            )


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("t3.total.received", "103"),
        (" t3.total.outcomes.withheld.total ", "5"),
        ("t2.fees", "12.50"),
        ("year", "2023"),
        ("agency", "某局"),
        ("t3.total.received | chinese", "一百零三"),
        ("change(t3.total.received)", "增长28.75%"),
        ("change(t3.total.received) | percent(1)", "28.8%"),
        ("change(t2.fees)", "持平"),
        ("last(t3.total.received)", "80"),
        ("share(t3.total.outcomes.disclosed, t3.total.outcomes.total) | percent", "94.74%"),
        ("share(t3.total.received, t3.total.received) | percent", "100%"),
        ("'{{'", "{{"),
    ],
)  # fmt: skip
def test_what_expressions_print(source: str, text: str) -> None:
    assert text_of(source, THIS, LAST) == text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("t3.total.recieved", "表中没有 t3.total.recieved，是否为 t3.total.received？"),
        ("t3.total", "t3.total 不是一格"),
        ("t9.x", "表中没有 t9.x"),
        ("t3.total.__class__", "表中没有 t3.total.__class__"),
        ("t3.total.received.real", "表中没有 t3.total.received.real"),
        ("t3.layout.grid", "表中没有 t3.layout.grid"),
        ("t3.total.received | upper", "没有“upper”这种写法，有 chinese、percent"),
        ("agency | chinese", "文字不能用“chinese”"),
        ("t2.fees | chinese", "“chinese”只用于整数"),
        ("", "没有写完"),
        ("7*7", "不认识“*”"),
        ("t2.fees | percent(" + "9" * 5000 + ")", "“999999999…”位数太多"),
        ("t3.total.received +", "不认识“+”"),
        ("t3.total.received t3", "“t3”写在这里不对"),
        ("t3.total.received |", "没有写完"),
        ("change(t3.total.received", "没有写完"),
        ("change(year)", "year 不是表中的数"),
        ("change(t3.natural_person.carried_over)", "上一年为 0，没有同比"),
        ("share(t3.total.received, t4.reconsideration.total)", "总数为 0，没有占比"),
        ("open(t3.total.received)", "没有“open”，有 change、last、share"),
        ("change(t3.total.received, t3.total.received)", "“change”要 1 个数"),
    ],
)  # fmt: skip
def test_a_wrong_expression_says_why(source: str, words: str) -> None:
    with pytest.raises(WrongExpression) as caught:
        text_of(source, THIS, LAST)
    assert caught.value.words.zh == words


@given(st.text(max_size=30))
def test_any_text_between_braces_is_told_or_refused(source: str) -> None:
    with contextlib.suppress(WrongExpression):
        assert isinstance(text_of(source, THIS, LAST), str)


def from_chinese(text: str) -> int:
    """The number that Chinese characters tell, written once more the other way round."""
    for unit, power in (("亿", 8), ("万", 4)):
        head, found, tail = text.rpartition(unit)
        if found:
            return from_chinese(head) * int(10**power) + from_chinese(tail)
    total = digit = 0
    for char in text:
        if char in "零一二三四五六七八九":
            digit = "零一二三四五六七八九".index(char)
        else:
            total, digit = total + (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char], 0
    return total + digit


@given(st.integers(0, 10**16 - 1))
def test_numbers_in_characters_tell_the_number(number: int) -> None:
    assert from_chinese(chinese(number)) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "零"), (10, "十"), (15, "十五"), (110, "一百一十"), (1001, "一千零一"), (100010, "十万零一十"),
     (10**8 + 1000, "一亿零一千"), (10**12, "一万亿"), (20000, "二万")],
)  # fmt: skip
def test_numbers_in_characters_are_written_as_usual(number: int, text: str) -> None:
    assert chinese(number) == text


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_a_change_is_that_of_the_numbers(before: int, now: int) -> None:
    def with_received(report: Report, number: int) -> Report:
        return changed(report, ("t3", "natural_person", "received"), number)

    this, last = with_received(THIS, now), with_received(LAST, before)
    said = text_of("change(t3.total.received) | percent(6)", this, last)
    assert abs(Fraction(said[:-1]) / 100 - Fraction(now - before, before)) <= Fraction(1, 10**8)


def written(reading: Reading, **given: Any) -> str:
    """The text of the document."""
    document = gikreport.render(gikreport.sound(reading, **given), ".docx")
    return zipfile.ZipFile(io.BytesIO(document)).read("word/document.xml").decode()


def reading(overview: str, **more: object) -> Reading:
    """A sound reading with this narrative."""
    data = {**DATA, "t2": {}, "t4": {}, "t3": {"natural_person": {"received": 3, "carried_forward": 3}}}
    return gikreport.read({**data, "overview": overview, **more})


def test_a_document_holds_the_number_not_the_expression() -> None:
    text = written(
        reading("全年新收{{ t3.total.received }}件，结转{{ t3.total.carried_forward | chinese }}件。", expressions=True)
    )
    assert "全年新收3件，结转三件。" in text
    assert "{{" not in text


@pytest.mark.parametrize("trap", [trap for trap in TRAPS if "{" in trap])
def test_without_the_word_text_stays_literal(trap: str) -> None:
    assert reading(f"全年{trap}").prose["overview"] == Prose.of(f"全年{trap}")
    assert trap in written(reading(f"全年{trap}"))


def test_no_reader_makes_expressions_and_no_value_is_read_again() -> None:
    agency = reading("由{{ agency }}公开。", expressions=True, agency="某{{ t3.total.received }}局")
    assert "由某{{ t3.total.received }}局公开。" in written(agency)


def test_a_wrong_expression_is_a_finding_with_its_place() -> None:
    wrong = reading("第一段。\n全年{{ t3.total.recieved }}件。", expressions=True)
    found = [one for one in gikreport.check(wrong) if one.severity.forbids]
    assert [(one.code, one.at.path, one.words.zh) for one in found] == [
        (
            "P901",
            ("overview",),
            "第2段的 {{ t3.total.recieved }} 有误：表中没有 t3.total.recieved，是否为 t3.total.received？",
        )
    ]
    with pytest.raises(gikreport.UnsoundReport):
        gikreport.sound(wrong)
    open_braces = reading("全年{{ t3.total.received 件。", expressions=True)
    assert "P901" in [one.code for one in gikreport.check(open_braces)]


def test_a_change_needs_last_years_report() -> None:
    bound = reading("同比{{ change(t3.total.received) }}。", expressions=True)
    found = [one for one in gikreport.check(bound) if one.severity.forbids]
    assert [(one.code, one.severity.value) for one in found] == [("P902", "uncertain")]
    last = gikreport.read(
        {**DATA, "year": 2022, "t3": {"natural_person": {"received": 2, "outcomes": {"disclosed": 2}}}}
    )
    assert "同比增长50%。" in written(bound, previous=last)


def test_a_draft_says_what_is_open() -> None:
    open_ = reading("新收{{ t3.total.received }}件。", expressions=True, t3={"natural_person": {"received": "待填"}})
    assert gikreport.draft(open_).prose["overview"].text == "新收待填件。"


@given(
    st.lists(
        st.one_of(st.sampled_from(["{{ t3.total.received }}", "新收", "{{ year }}", "件，", "{", "}"])),
        min_size=1,
        max_size=6,
    )
)
def test_bound_narrative_is_kept_in_plain_data(pieces: list[str]) -> None:
    bound = reading("全" + "".join(pieces), expressions=True)
    assert gikreport.read(gikreport.to_data(bound.report)).prose["overview"] == bound.prose["overview"]


def test_braces_beside_expressions_stay_braces() -> None:
    bound = changed(THIS, ("overview",), Prose.bound("{{ year }}"))
    report = changed(bound, ("problems",), Prose.of("写作{{ x }}"))
    again = gikreport.read(gikreport.to_data(report))
    assert gikreport.draft(again).prose["problems"].text == "写作{{ x }}"
    assert isinstance(again.prose["overview"].paragraphs[0].parts[0], Bound)
