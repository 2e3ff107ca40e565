"""Signs that nobody sees: they blind no rule, and are told with code point, place and count."""

import json
from typing import Any

import attrs
import pytest

import gikreport
from gikreport.model.cell import State
from support import ROOT
from support.documents import plain

HOSTILE = ROOT / "tests" / "data" / "hostile"


def told(source: Any) -> list[tuple[str, str, str]]:
    found = [one for one in gikreport.check(source) if one.code == "P020"]
    return [(one.severity.value, ".".join(one.at.path), one.words.zh.partition("：")[2]) for one in found]


@pytest.mark.parametrize(
    ("name", "severity", "signs", "quote"),
    [
        ("narrative-bidi", "error", "U+202C 方向结束 ×1、U+202E 强制从右到左 ×1", "申请\\u202e99\\u202c件"),
        ("narrative-nbsp", "warning", "U+00A0 不换行空格 ×2", "申请\u00a099\u00a0件"),
    ],
)
def test_a_number_in_disguise_is_compared_and_the_disguise_told(
    name: str, severity: str, signs: str, quote: str
) -> None:
    reading = gikreport.read(HOSTILE / f"{name}.json")
    assert told(reading) == [(severity, "overview", signs)]
    (other,) = [one for one in gikreport.check(reading) if one.code == "P301"]
    assert (other.facts["said"], other.facts["due"]) == (99, 1)
    assert quote in other.words.zh  # as it was written, and seen
    assert other.at.place is None or other.at.place.line


DISGUISES = [
    "9\u200b9",
    "\u00ad99",
    "٩٩",
    "𝟗𝟗",
    " 99 ",
    "\u202f99\u202f",
    "９９",
    "9\ufe0f9",
    "\u206699\u2069",
    "99\U000e0031",
]


@pytest.mark.parametrize("number", DISGUISES)
def test_no_disguise_blinds_the_rule(number: str) -> None:
    data = json.loads((HOSTILE / "narrative-nbsp.json").read_text("utf-8"))
    data["overview"] = f"全年新收政府信息公开申请{number}件。"
    found = gikreport.check(gikreport.read(data))
    assert [one.facts["said"] for one in found if one.code == "P301"] == [99]
    assert bool([one for one in found if one.code == "P020"]) == (number not in (" 99 ", "９９"))


@pytest.mark.parametrize("field", ["agency", "title", "signed_by", "preface"])
def test_each_place_is_named(field: str) -> None:
    reading = gikreport.new("某局", 2024)
    text = "某\u200b局\U000e0041"
    value: Any = (text,) if field == "title" else text
    if field == "preface":
        changed = attrs.evolve(reading, prose={**reading.prose, field: gikreport.Prose.of(f"甲。\n{text}")})
    else:
        changed = attrs.evolve(reading, **{field: value})
    assert told(changed) == [("error", field, "U+E0041 标签字符 ×1、U+200B 零宽空格 ×1")]


@pytest.mark.parametrize(
    ("text", "state", "signs"),
    [("\u200b9", State.TEXT, "U+200B 零宽空格 ×1"), ("㊾", State.NUMBER, "U+32BE “㊾” ×1")],
)
def test_a_cell_is_named_with_its_place(text: str, state: State, signs: str) -> None:
    reading, path = gikreport.new("某局", 2024), ("t3", "natural_person", "received")
    cell = attrs.evolve(reading.cells[path], text=text, state=state, value=49)
    changed = attrs.evolve(reading, cells={**reading.cells, path: cell})
    assert told(changed) == [("warning", "t3.natural_person.received", signs)]


def test_a_typed_report_is_looked_through_too() -> None:
    report = attrs.evolve(plain(), overview=gikreport.Prose.of("本局\u202e概况。"))
    assert told(report) == [("error", "overview", "U+202E 强制从右到左 ×1")]


@pytest.mark.parametrize("text", ["见☎️附件。", "①收到申请。", "O2O平台", "网页\u00a0文字", "９９件", "某 局"])
def test_what_everybody_writes_is_not_told(text: str) -> None:
    assert told(attrs.evolve(plain(), overview=gikreport.Prose.of(text))) == []


def test_many_kinds_are_counted_but_not_all_named() -> None:
    signs = "\u200b\u200c\u2060\u2061\u2062\u2063\u2064"
    ((_, _, said),) = told(attrs.evolve(plain(), overview=gikreport.Prose.of(f"甲{signs}乙")))
    assert said.endswith("…")
    assert said.count("×1") == 6
