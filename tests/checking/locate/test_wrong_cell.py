"""One cause, one finding: the wrong cell is named where the printed totals give it away."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st

from gikreport import FORMS, check, read
from gikreport.checking.locate.slips import LIKELY, ODD, POSSIBLE, oddness, slip
from gikreport.checking.subject import stated
from gikreport.model.cell import Cell, State
from gikreport.model.finding import Finding
from gikreport.model.form import Form
from gikreport.model.prose import Prose
from gikreport.model.reading import Reading
from gikreport.model.report import tables
from support.datafiles import SAID
from support.planted_slips import edited
from support.strategies import blocks

WITH_TABLE_3 = [form for form in FORMS if form.name in ("y2019", "y2021")]
NATURAL, COMMERCIAL = ("t3", "natural_person"), ("t3", "organizations", "commercial")
TOTAL = ("t3", "total")
DISCLOSED, ALL, FORWARD = ("outcomes", "disclosed"), ("outcomes", "total"), ("carried_forward",)
OTHER = ("outcomes", "other_handling", "other")


def with_table(form: Form, name: str) -> st.SearchStrategy[Reading]:
    """A sound report with one table drawn, all its totals printed."""
    classes: dict[str, Any] = {other: entry.of for other, entry in tables(form.report).items()}
    empty = {other: cls() for other, cls in classes.items() if other != name}
    return blocks(classes[name]).map(
        lambda drawn: stated(form.report(agency="某局", year=form.first, **empty, **{name: drawn}))
    )


def errors(reading: Reading) -> list[Finding]:
    return [finding for finding in check(reading) if finding.severity.forbids]


@pytest.fixture(scope="module")
def office() -> Reading:
    """A small report with all its totals printed."""
    natural = {"received": 40, "carried_over": 3, "outcomes": {"disclosed": 31, "partly_disclosed": 5},
               "carried_forward": 7}  # fmt: skip
    firms = {"received": 12, "outcomes": {"disclosed": 9, "withheld": {"third_party_rights": 2}}, "carried_forward": 1}
    t3 = {"natural_person": natural, "organizations": {"commercial": firms}}
    t4 = {"reconsideration": {"upheld": 4, "pending": 2}}
    return stated(read({"agency": "某县某局", "year": 2023, **SAID, "t2": {}, "t3": t3, "t4": t4}).report)


def test_the_office_is_sound(office: Reading) -> None:
    assert check(office) == ()


@pytest.mark.parametrize("form", WITH_TABLE_3, ids=lambda form: form.name)
@settings(max_examples=25)
@given(data=st.data())
def test_one_wrong_cell_of_table_3_is_named_with_the_number_that_is_due(form: Form, data: st.DataObject) -> None:
    sound = data.draw(with_table(form, "t3"))
    path = data.draw(st.sampled_from(sorted(path for path in sound.cells if path[0] == "t3")))
    due = sound.cells[path].value
    wrong = data.draw(st.integers(0, 9999).filter(lambda number: number != due))
    found = errors(edited(sound, {path: wrong}))
    [told] = found
    assert (told.at.path, told.expected, told.actual) == (path, due, wrong)
    assert told.code in ("T006", "T007")
    if told.code == "T007":
        assert told.suggestion == due
    else:  # a total is off, and a line of it may be
        assert told.suggestion is None
        assert (path, due) in [(at.path, value) for at, value in told.candidates]
    assert told.related or due == 0


@given(data=st.data())
def test_one_wrong_cell_of_table_4_gives_one_finding_in_its_block(data: st.DataObject) -> None:
    sound = data.draw(with_table(WITH_TABLE_3[-1], "t4"))
    paths = sorted(path for path in sound.cells if path[0] == "t4")
    path = data.draw(st.sampled_from(paths))
    wrong = data.draw(st.integers(0, 9999).filter(lambda number: number != sound.cells[path].value))
    found = errors(edited(sound, {path: wrong}))
    assert [(f.code, f.at.path) for f in found] == [("T006", (*path[:-1], "total"))]


def told(reading: Reading) -> list[tuple[str, tuple[str, ...], object]]:
    return [(f.code, f.at.path, f.expected) for f in errors(reading)]


def test_a_column_whose_totals_agree_with_the_mistake_is_told_once(office: Reading) -> None:
    """The totals were worked out after the mistake was made: only the balance shows it."""
    wrong = edited(office, {(*NATURAL, *FORWARD): 9, (*TOTAL, *FORWARD): 10})
    assert told(wrong) == [("T301", (*NATURAL, *FORWARD), 7)]


def test_a_wrong_entry_is_not_told_a_second_time_as_a_balance(office: Reading) -> None:
    """The printed （七） of the column balances; the entry below it is what is wrong."""
    assert told(edited(office, {(*NATURAL, *DISCLOSED): 13})) == [("T007", (*NATURAL, *DISCLOSED), 31)]


def test_a_wrong_total_of_a_column_is_named(office: Reading) -> None:
    assert told(edited(office, {(*NATURAL, *ALL): 63})) == [("T007", (*NATURAL, *ALL), 36)]


def test_a_total_that_follows_the_wrong_entry_is_part_of_the_same_finding(office: Reading) -> None:
    wrong = edited(office, {(*NATURAL, *DISCLOSED): 33, (*NATURAL, *ALL): 38, (*TOTAL, *ALL): 49})
    assert told(wrong) == [("T007", (*NATURAL, *DISCLOSED), 31)]
    assert {at.path for at, _ in errors(wrong)[0].related} >= {(*NATURAL, *ALL), (*TOTAL, *ALL)}


def test_two_exchanged_neighbours_are_one_finding(office: Reading) -> None:
    wrong = edited(office, {(*NATURAL, "received"): 12, (*COMMERCIAL, "received"): 40})
    assert told(wrong) == [("T008", (*NATURAL, "received"), 40)]
    assert errors(wrong)[0].words.zh == "本格与“商业企业”的数填反了"


def test_a_column_one_row_off_is_one_finding(office: Reading) -> None:
    own = [path for path in office.cells if path[: len(NATURAL)] == NATURAL]
    numbers = [office.cells[path].amount for path in own]
    wrong = edited(office, dict(zip(own[1:], numbers[:-1], strict=True)) | {own[0]: 0})
    assert told(wrong) == [("T009", (*NATURAL, "received"), 40)]


def test_two_wrong_cells_are_two_findings(office: Reading) -> None:
    wrong = edited(office, {(*NATURAL, *DISCLOSED): 13, (*COMMERCIAL, "received"): 21})
    assert told(wrong) == [("T007", (*COMMERCIAL, "received"), 12), ("T007", (*NATURAL, *DISCLOSED), 31)]


def test_a_wrong_cell_beside_a_column_that_does_not_balance(office: Reading) -> None:
    wrong = edited(
        office, {(*NATURAL, *DISCLOSED): 13, (*COMMERCIAL, *FORWARD): 4, (*TOTAL, *FORWARD): 11}
    )  # fmt: skip
    assert told(wrong) == [("T301", (*COMMERCIAL, *FORWARD), 1), ("T007", (*NATURAL, *DISCLOSED), 31)]


def test_where_the_numbers_do_not_decide_the_ways_are_named(office: Reading) -> None:
    wrong = edited(office, {(*NATURAL, *DISCLOSED): 29, (*COMMERCIAL, "outcomes", "withheld", "third_party_rights"): 0})
    [one] = errors(wrong)
    assert one.code == "T010"
    assert one.words.zh.startswith("合计不符，有 2 种改法都能使合计相符：")
    assert (*NATURAL, *DISCLOSED) in {at.path for at, _ in one.related}


def ways(reading: Reading) -> str:
    """The ways that are named, where nothing else is told."""
    [one] = errors(reading)
    assert one.code == "T010"
    return one.words.zh.partition("：")[2]


def test_one_number_too_great_and_another_too_small_by_one_are_two_findings(office: Reading) -> None:
    withheld = (*COMMERCIAL, "outcomes", "withheld", "third_party_rights")
    wrong = edited(office, {(*NATURAL, *DISCLOSED): 32, withheld: 1})
    assert told(wrong) == [("T007", (*NATURAL, *DISCLOSED), 31), ("T007", withheld, 2)]


def with_two_kinds(**columns: tuple[int, int]) -> Reading:
    """A report whose requester columns have so many disclosed and so many with some other result."""
    made = {
        name: {"received": sum(pair), "outcomes": {"disclosed": pair[0], "other_handling": {"other": pair[1]}}}
        for name, pair in columns.items()
    }
    t3 = {"natural_person": made.pop("natural_person"), "organizations": made}
    return stated(read({"agency": "某局", "year": 2023, "t2": {}, "t3": t3, "t4": {}}).report)


def test_of_two_numbers_that_are_one_too_great_the_digits_do_not_tell_which() -> None:
    sound = with_two_kinds(natural_person=(31, 4), commercial=(9, 0))
    assert ways(edited(sound, {(*NATURAL, *DISCLOSED): 32, (*COMMERCIAL, *OTHER): 1})) == (
        "“（一）予以公开”“自然人”应为 31、“3.其他”“商业企业”应为 0；"
        "或“3.其他”“自然人”应为 3、“（一）予以公开”“商业企业”应为 8"
    )


def test_of_two_pairs_of_neighbours_that_may_be_exchanged_both_are_named() -> None:
    sound = with_two_kinds(natural_person=(7, 2), commercial=(0, 9))
    assert ways(edited(sound, {(*NATURAL, *DISCLOSED): 0, (*COMMERCIAL, *DISCLOSED): 7})) == (
        "“（一）予以公开”“自然人”应为 7、“（一）予以公开”“商业企业”应为 0；"
        "或“3.其他”“自然人”应为 9、“3.其他”“商业企业”应为 2"
    )


def test_two_numbers_far_apart_that_differ_by_one_are_not_taken_for_exchanged() -> None:
    sound = with_two_kinds(natural_person=(31, 6), commercial=(0, 5), research=(1, 0))
    [one] = errors(edited(sound, {(*NATURAL, *DISCLOSED): 32, (*NATURAL, *OTHER): 5}))
    assert (one.code, one.facts["count"]) == ("T010", 3)


def test_without_printed_totals_a_wrong_column_is_one_finding() -> None:
    natural = {"received": 4, "outcomes": {"disclosed": 2}, "carried_forward": 1}
    reading = read({"agency": "某局", "year": 2023, "t2": {}, "t3": {"natural_person": natural}, "t4": {}})
    assert told(reading) == [("T301", (*NATURAL, *FORWARD), 2)]


@pytest.mark.parametrize(
    ("stated_number", "due", "said"),
    [
        (13, 31, "疑为数字颠倒"), (310, 31, "疑为多写或漏写一个 0"), (3, 30, "疑为多写或漏写一个 0"),
        (1, 31, "疑为漏写一位"), (431, 31, "疑为多写一位"), (310000, 31, "疑为以元为单位"), (32, 31, ""), (0, 31, ""),
    ],
)  # fmt: skip
def test_slips_of_the_hand(stated_number: int, due: int, said: str) -> None:
    assert slip(stated_number, due).zh == said


def test_the_likelier_slip_is_preferred() -> None:
    assert [oddness(13, 31), oddness(32, 31), oddness(0, 500), oddness(75, 31)] == [LIKELY, POSSIBLE, ODD, ODD]


RESULTS = ("disclosed", "partly_disclosed", *(f"withheld.{name}" for name in (
    "state_secret", "barred_by_law", "security_and_stability", "third_party_rights", "internal_affairs")))  # fmt: skip


@pytest.mark.parametrize(("first", "last"), [(0, 6), (1, 6), (0, 4)])
def test_numbers_one_line_too_low_are_told_once_wherever_they_end(first: int, last: int) -> None:
    """（七）总计 and 四、结转 stand where they should; the number that was typed over is worked out."""
    numbers = (31, 5, 7, 2, 9, 4, 8)
    outcomes = {"disclosed": 31, "partly_disclosed": 5, "withheld": {
        name.split(".")[1]: number for name, number in zip(RESULTS[2:], numbers[2:], strict=True)}}  # fmt: skip
    column = {"received": 66, "outcomes": outcomes}
    data = {"agency": "某县某局", "year": 2023, "t2": {}, "t3": {"natural_person": column}, "t4": {}}
    lines = [(*NATURAL, "outcomes", *name.split(".")) for name in RESULTS][first : last + 1]
    typed = (0, *numbers[first:last])
    [one] = errors(edited(stated(read(data).report), dict(zip(lines, typed, strict=True))))
    assert (one.code, one.at.path, one.expected) == ("T009", lines[0], numbers[first])


@pytest.mark.parametrize(("said", "codes"), [(52, ["T006"]), (53, ["T006", "P301"])])
def test_narrative_that_tells_the_number_that_is_due_is_no_finding(
    office: Reading, said: int, codes: list[str]
) -> None:
    """The wrong total is told; the sentence that has it right is no second fault."""
    wrong = edited(office, {(*TOTAL, "received"): 25})
    told = attrs.evolve(wrong, prose={"overview": Prose.of(f"全年新收申请{said}件。")})
    assert [one.code for one in check(told) if one.code in ("T006", "T007", "P301")] == codes


BLOCKS = (("reconsideration",), ("litigation", "direct"), ("litigation", "after_reconsideration"))


@pytest.mark.parametrize("block", BLOCKS, ids="_".join)
@pytest.mark.parametrize("line", ["upheld", "pending", "total"])
def test_in_table_4_the_very_block_that_is_off_is_named(block: tuple[str, ...], line: str) -> None:
    [one] = errors(off_in_table_4(line, block))
    assert (one.code, one.at.path[1:-1]) == ("T006", block)


def test_in_table_4_what_is_not_sure_is_named_at_a_block_of_which_it_speaks() -> None:
    sure, unsure = errors(off_in_table_4("pending", *BLOCKS[1:]))
    assert (sure.code, sure.at.path[1:-1]) == ("T006", BLOCKS[1])
    assert (unsure.code, unsure.at.path[1:-1]) == ("T010", BLOCKS[2])
    assert str(unsure.facts["ways"]).startswith("“复议后起诉 / 总计”应为 21")


def off_in_table_4(line: str, *blocks: tuple[str, ...]) -> Reading:
    """A report with this line of these blocks of table 4 written wrong."""
    litigation = {"direct": {"upheld": 1}, "after_reconsideration": {"upheld": 3, "other": 1}}
    t4 = {"reconsideration": {"upheld": 4, "pending": 2}, "litigation": litigation}
    sound = stated(read({**SAID, "agency": "某县某局", "year": 2023, "t2": {}, "t3": {}, "t4": t4}).report)
    wrong = {("t4", *block, line): Cell("17", State.NUMBER, 17) for block in blocks}
    return attrs.evolve(sound, cells={**sound.cells, **wrong})
