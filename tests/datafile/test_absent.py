"""What a reading has not is not 0 in its data, and what was remarked of its file goes with it."""

from __future__ import annotations

import io
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st

from gikreport import (
    Reading,
    Remark,
    Severity,
    Unreadable,
    aggregate_reports,
    check,
    encode,
    form_named,
    migrate,
    new,
    read,
    render,
)
from gikreport.checking.subject import stated
from gikreport.datafile.remarks import asked
from gikreport.errors import Words
from gikreport.model.cell import Cell, State
from gikreport.model.fields import Kind
from gikreport.readers.remarks import CELLS_DIFFER, COLUMNS_BY_ORDER, MISSING_HEADING, REMARKS
from support.datafiles import EXAMPLE, file_of

WHOLE = stated(read(EXAMPLE).report)
COLUMNS = sorted({path[:-1] for path in WHOLE.cells if path[0] == "t3" and len(path) == 3})
PATHS = sorted(WHOLE.cells)


def file(content: bytes, suffix: str) -> io.BytesIO:
    made = io.BytesIO(content)
    made.name = f"again{suffix}"
    return made


def without(reading: Reading, gone: set[tuple[str, ...]], tables: set[str]) -> Reading:
    """The reading without some cells, whatever is below them, and some tables."""

    def is_gone(path: tuple[str, ...]) -> bool:
        return path[0] in tables or any(path[: len(one)] == one for one in gone)

    cells = {path: cell for path, cell in reading.cells.items() if not is_gone(path)}
    return attrs.evolve(reading, cells=cells, tables=reading.tables - tables)


def remark(index: int) -> Remark:
    diagnostic = REMARKS[index % len(REMARKS)]
    facts = {name: ("甲\n乙", 3)[index % 2] for name in asked(diagnostic)}
    return Remark(diagnostic=diagnostic, facts=facts, at=("t3",), severity=(None, Severity.UNCERTAIN)[index % 2])


damaged = st.builds(
    lambda cells, columns, tables, odd, remarks: attrs.evolve(
        without(WHOLE, {*cells, *columns}, tables),
        remarks=tuple(map(remark, remarks)),
        prose={} if odd else WHOLE.prose,
    ),
    st.sets(st.sampled_from(PATHS), max_size=6),
    st.sets(st.sampled_from(COLUMNS), max_size=2),
    st.sets(st.sampled_from(["t2", "t3", "t4"]), max_size=1),
    st.booleans(),
    st.sets(st.integers(0, 40), max_size=3),
)


def forbidding(reading: Reading) -> set[tuple[str, str]]:
    """The tables, or parts, about which something forbids a document; of remarks their codes too."""
    found = [one for one in check(reading) if one.severity.forbids]
    return {(one.code if one.code.startswith("F") else "", one.at.path[0] if one.at.path else "") for one in found}


# A workbook takes a second to be written and read.
@pytest.mark.parametrize("suffix", [".json", ".toml", ".yaml", pytest.param(".xlsx", marks=pytest.mark.slow)])
@settings(max_examples=8)
@given(reading=damaged)
def test_data_never_say_less_than_what_was_read(suffix: str, reading: Reading) -> None:
    again = read(file(render(reading, suffix, lossy=True), suffix))
    assert forbidding(reading) <= forbidding(again)
    assert {one.code for one in reading.remarks} <= {one.code for one in again.remarks}
    nothing = {path for path, cell in again.cells.items() if cell.counts and cell.amount == 0}
    open_ = {path for path in WHOLE.cells if path not in reading.cells and not is_total(reading, path)}
    assert not nothing & open_


def is_total(reading: Reading, path: tuple[str, ...]) -> bool:
    cell = reading.grid_cell(path)
    return cell is not None and cell.line is not None and cell.line.computed


@settings(max_examples=12)
@given(reading=damaged)
def test_no_way_to_another_report_makes_0_of_what_was_not_read(reading: Reading) -> None:
    moved = migrate(reading, form_named("y2019" if reading.form.name == "y2021" else "y2021")).reading
    ways = [moved, aggregate_reports([reading], agency=reading.agency or "", year=reading.year).reading]
    gone = {path for path in PATHS if path not in reading.cells}
    for made in ways:
        counted = {path for path, cell in made.cells.items() if cell.counts and not is_total(made, path)}
        assert not gone & counted
    begun = new(previous=reading)
    for path, cell in begun.cells.items():
        if path[-1] == "carried_over":
            assert cell.counts == ((*path[:-1], "carried_forward") in reading.cells)


def test_a_shorthand_of_hand_written_data_still_counts_as_0() -> None:
    data = {"agency": "某局", "year": 2024, "t2": {}, "t3": {}, "t4": {}}
    assert {cell.text for cell in read(data).cells.values()} == {"0"}


def remarked() -> Reading:
    given_ = [
        Remark(diagnostic=CELLS_DIFFER, facts={"first": "3", "second": "5"}, at=("t3", "natural_person", "received")),
        Remark(diagnostic=COLUMNS_BY_ORDER, facts={"row": "甲\n乙"}),
        Remark(diagnostic=MISSING_HEADING, facts={"heading": Words("一、", "I.")}, at=("overview",)),
    ]
    return attrs.evolve(WHOLE, remarks=tuple(given_))


@pytest.mark.parametrize("suffix", [".json", ".toml", ".yaml", ".xlsx"])
def test_remarks_go_with_the_data_word_for_word(suffix: str) -> None:
    again = read(file(render(remarked(), suffix, lossy=True), suffix))
    told = [one.words.zh for one in check(again) if one.code in ("F103", "F306", "F401")]
    assert told == [
        "同一格印了两次，数不同：先为“3”，后为“5”",
        "“甲 乙”一行没有认出列名，按格式的顺序读",
        "没有找到标题“一、”",
    ]


@pytest.mark.parametrize(
    ("remarks", "said"),
    [
        ("x", "remarks：应为若干条提示的列表"),
        ([3], "remarks.0：应为一组键和值，实为 3"),
        ([{"code": "T003"}], "remarks.0.code：没有编号为 “T003” 的提示"),
        ([{"code": "F103", "facts": {"first": "1"}}], "remarks.0.facts：应有 first、second，都是文字或整数"),
        ([{"code": "F101", "severity": "x"}], "remarks.0.severity：应为 error、uncertain、warning 之一"),
        ([{"code": "F101", "at": 3}], "remarks.0：at、place、message 应为一行文字"),
        ([{"code": "F101", "plac": "t3"}], "remarks.0.plac：不认识的键，是否为 place？"),
    ],
)
def test_what_is_no_remark_is_told(remarks: Any, said: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read({"agency": "某局", "year": 2024, "remarks": remarks})
    assert [problem.told() for problem in raised.value.problems] == [said]


def test_a_workbook_keeps_a_total_that_was_printed_otherwise() -> None:
    path = ("t3", "total", "received")
    for text, value in (("7", 7), ("", None)):
        cell = Cell(text, State.NUMBER if value else State.BLANK, value, Kind.COUNT)
        reading = attrs.evolve(WHOLE, cells={**WHOLE.cells, path: cell})
        again = read(file(render(reading, ".xlsx"), ".xlsx"))
        assert again.cells[path].text == text
        assert again.amount(("t3", "total", "carried_over")) == WHOLE.cells["t3", "total", "carried_over"].value


def test_where_a_remark_stood_is_told_of_the_original_file() -> None:
    data = {**bare_data(), "remarks": [{"code": "F101", "place": "第3个表第28行"}]}
    (found,) = [one for one in check(read(data)) if one.code == "F101"]
    assert found.at.place is not None
    assert found.at.place.told() == "原文件第3个表第28行"
    again = read(file_of(encode(read(data), ".json"), ".json"))
    assert again.remarks[0].place == found.at.place


def bare_data() -> dict[str, Any]:
    return {"agency": "某局", "year": 2024, "t2": {}, "t3": {}, "t4": {}}
