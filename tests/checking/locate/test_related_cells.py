"""What is told with a located cell: its neighbours in the sums, the other ways, and where nothing is located."""

from __future__ import annotations

import attrs
import pytest

from gikreport import check, read
from gikreport.checking.locate.slips import ODD, POSSIBLE, oddness, slip
from gikreport.checking.subject import stated
from gikreport.model.finding import Finding
from gikreport.model.reading import Reading
from support.planted_slips import BUSY, QUIET, Shares, edited
from support.slip_scores import measured

COLUMNS = ("natural_person", "commercial", "research", "welfare", "legal_service", "other")
DISCLOSED, PARTLY, OTHER = (
    ("outcomes", "disclosed"),
    ("outcomes", "partly_disclosed"),
    ("outcomes", "other_handling", "other"),
)
ALL = ("outcomes", "total")
RECEIVED, CARRIED, FORWARD = ("received",), ("carried_over",), ("carried_forward",)
Path = tuple[str, ...]


def at(column: str, row: Path) -> Path:
    """The path of a cell of table 3."""
    inside = () if column in ("natural_person", "total") else ("organizations",)
    return ("t3", *inside, column, *row)


def table(**columns: tuple[int, int]) -> Reading:
    """A report whose requester columns have so many disclosed and so many with some other result, totals printed."""
    made = {
        name: {
            "received": sum(pair) - 1, "carried_over": 3, "carried_forward": 2,
            "outcomes": {"disclosed": pair[0], "other_handling": {"other": pair[1]}},
        }
        for name, pair in columns.items()
    }  # fmt: skip
    t3 = {"natural_person": made.pop("natural_person"), "organizations": made}
    return stated(read({"agency": "某局", "year": 2023, "t2": {}, "t3": t3, "t4": {}}).report)


def told(reading: Reading) -> list[Finding]:
    """The findings about totals and balances."""
    return [one for one in check(reading) if one.severity.forbids]


def related(finding: Finding) -> list[Path]:
    """The paths of the cells told beside it."""
    return [at.path for at, _ in finding.related]


@pytest.mark.parametrize(
    ("number", "due", "said"),
    [
        (321, 123, ""), (14, 31, ""), (53, 31, ""), (999, 31, ""), (3, 1000, ""), (2, 1, ""),
        (1, 10, "疑为多写或漏写一个 0"), (10, 1, "疑为多写或漏写一个 0"),
        (4132, 4123, "疑为数字颠倒"), (0, 10, "疑为漏写一位"), (90, 0, "疑为多写一位"),
    ],
)  # fmt: skip
def test_what_is_and_what_is_no_slip(number: int, due: int, said: str) -> None:
    assert slip(number, due).zh == said


def test_one_digit_that_differs_is_less_odd_than_two() -> None:
    assert [oddness(321, 921), oddness(999, 921), oddness(500, 0), oddness(921, 31)] == [POSSIBLE, ODD, ODD, ODD]


def test_between_numbers_close_to_each_other_the_digits_do_not_tell() -> None:
    assert [oddness(40, 39), oddness(39, 40), oddness(9, 0), oddness(0, 9)] == [POSSIBLE] * 4
    assert [oddness(52, 42), oddness(300, 0), oddness(41, 29)] == [POSSIBLE, ODD, ODD]
    assert [oddness(105, 95), oddness(95, 105)] == [ODD, ODD]


def test_an_entry_is_told_with_the_two_totals_that_give_it_away() -> None:
    [one] = told(edited(table(natural_person=(31, 4)), {at("natural_person", DISCLOSED): 13}))
    assert (one.code, one.at.path) == ("T007", at("natural_person", DISCLOSED))
    assert related(one) == [at("natural_person", ALL), at("total", DISCLOSED)]
    assert one.words.zh == "本格填错：改正后有关的合计都相符，疑为数字颠倒"
    assert one.words.en == (
        "this cell is wrong: with it corrected, the totals that it takes part in agree; two digits look exchanged"
    )


def test_where_no_slip_is_evident_none_is_named() -> None:
    [one] = told(edited(table(natural_person=(31, 4)), {at("natural_person", DISCLOSED): 57}))
    assert one.words.zh == "本格填错：改正后有关的合计都相符"
    assert one.words.en == "this cell is wrong: with it corrected, the totals that it takes part in agree"


def test_a_total_is_told_with_its_lines_and_with_the_balance() -> None:
    [one] = told(edited(table(natural_person=(31, 4)), {at("natural_person", ALL): 63}))
    assert (one.code, one.at.path, one.expected) == ("T007", at("natural_person", ALL), 35)
    rows = (DISCLOSED, OTHER, RECEIVED, CARRIED, FORWARD)
    assert set(related(one)) == {at("total", ALL), *(at("natural_person", row) for row in rows)}


def test_totals_that_follow_an_entry_stand_first_beside_it() -> None:
    wrong = {at("natural_person", DISCLOSED): 33, at("natural_person", ALL): 37, at("total", ALL): 37}
    [one] = told(edited(table(natural_person=(31, 4)), wrong))
    assert (one.code, one.at.path, one.expected) == ("T007", at("natural_person", DISCLOSED), 31)
    assert related(one)[:2] == [at("natural_person", ALL), at("total", ALL)]


def test_no_cell_is_said_to_be_less_than_nothing() -> None:
    """The other two corners of the rectangle hold 0 and cannot each be one too great."""
    wrong = edited(
        table(natural_person=(31, 0), commercial=(0, 9)),
        {at("natural_person", DISCLOSED): 32, at("commercial", OTHER): 10},
    )
    assert [(one.code, one.at.path) for one in told(wrong)] == [
        ("T007", at("natural_person", DISCLOSED)), ("T007", at("commercial", OTHER)),
    ]  # fmt: skip


def test_a_cell_left_blank_is_located_like_any_other() -> None:
    [one] = told(edited(table(natural_person=(31, 4)), {at("natural_person", DISCLOSED): None}))
    assert (one.code, one.at.path, one.expected) == ("T007", at("natural_person", DISCLOSED), 31)


def test_a_total_that_is_not_printed_is_replaced_by_its_lines() -> None:
    wrong = {at("natural_person", DISCLOSED): 57, at("natural_person", ALL): None, at("total", ALL): None}
    [one] = [one for one in told(edited(table(natural_person=(31, 4)), wrong)) if one.code != "T011"]
    assert (one.code, one.at.path, one.expected) == ("T007", at("natural_person", DISCLOSED), 31)


def test_a_sum_with_an_open_cell_proves_nothing() -> None:
    """Only the sum of the column is left to tell that the entry is wrong, and it does not tell which cell."""
    sound = table(natural_person=(31, 4), commercial=(9, 2))
    wrong = edited(sound, {at("natural_person", DISCLOSED): 57, at("commercial", DISCLOSED): -3})
    assert [(one.code, one.at.path) for one in told(wrong)] == [
        ("T001", at("commercial", DISCLOSED)), ("T006", at("natural_person", ALL)),
    ]  # fmt: skip


def test_a_sum_with_a_cell_that_was_not_found_proves_nothing() -> None:
    wrong = edited(table(natural_person=(31, 4), commercial=(9, 2)), {at("natural_person", DISCLOSED): 57})
    lacking = {path: cell for path, cell in wrong.cells.items() if path != at("commercial", DISCLOSED)}
    assert [(one.code, one.at.path) for one in told(attrs.evolve(wrong, cells=lacking))] == [
        ("T006", at("natural_person", ALL)), ("T005", ("t3",)),
    ]  # fmt: skip


def with_ways(count: int) -> Reading:
    """A table in which one column has one disclosed too many and one other result too few; so may others have."""
    sound = table(**{name: (20 * number + 11, 5) for number, name in enumerate(COLUMNS[: count - 1])})
    first = at("natural_person", DISCLOSED), at("natural_person", OTHER)
    return edited(sound, {first[0]: 12, first[1]: 4})


def test_up_to_six_ways_are_all_named() -> None:
    [one] = told(with_ways(6))
    assert (one.code, one.facts["count"], str(one.facts["ways"]).count("；或")) == ("T010", 6, 5)
    assert len(one.related) == 8
    assert not str(one.facts["ways"]).endswith("等")


def test_more_than_six_ways_are_no_help() -> None:
    assert [(one.code, one.at.path) for one in told(with_ways(7))] == [
        ("T006", at("total", DISCLOSED)), ("T006", at("total", OTHER)),
    ]  # fmt: skip


def test_what_is_sure_is_told_apart_from_what_is_not() -> None:
    wrong = {
        at("natural_person", PARTLY): 58, at("natural_person", RECEIVED): 35, at("natural_person", CARRIED): 2,
    }  # fmt: skip
    sure, unsure = told(edited(table(natural_person=(31, 4)), wrong))
    assert (sure.code, sure.at.path, sure.expected) == ("T007", at("natural_person", PARTLY), 0)
    assert (unsure.code, unsure.facts["count"]) == ("T010", 2)
    assert unsure.facts["ways"] == (
        "“一、本年新收政府信息公开申请数量”“总计”应为 35、“二、上年结转政府信息公开申请数量”“总计”应为 2；"
        "或“一、本年新收政府信息公开申请数量”“自然人”应为 34、“二、上年结转政府信息公开申请数量”“自然人”应为 3"
    )


def test_an_entry_whose_totals_all_follow_but_one_is_any_entry_of_its_column() -> None:
    """All ways are counted, the first six are named; of the cells, those that hold a number."""
    wrong = {at("natural_person", DISCLOSED): 29, at("total", DISCLOSED): 29, at("total", ALL): 33}
    [one] = told(edited(table(natural_person=(31, 4)), wrong))
    ways = str(one.facts["ways"])
    assert (one.code, one.facts["count"], ways.count("；或"), ways[:2]) == ("T010", 21, 5, "例如")
    assert [bool(value) for _, value in one.related] == [True] * 4 + [False] * 4


def test_a_balance_that_may_be_off_by_itself_is_no_likelier_than_a_second_wrong_cell() -> None:
    sound, received = table(natural_person=(31, 4), commercial=(9, 2)), at("commercial", RECEIVED)
    balance, unsure = told(edited(sound, {received: 11, at("total", RECEIVED): 43}))
    assert (balance.code, balance.at.path) == ("T301", at("commercial", FORWARD))
    words = "“一、本年新收政府信息公开申请数量”"
    assert unsure.words.zh == (
        f"合计不符，有 3 种改法都能使合计相符：{words}“总计”应为 45；或{words}“商业企业”应为 9；"
        f"或{words}“商业企业”应为 10"
    )


TOTALS = (at("natural_person", ALL), at("total", DISCLOSED), at("total", ALL))


@pytest.mark.parametrize("followed", [TOTALS[:1], TOTALS[1:2], TOTALS[2:], TOTALS[:2], TOTALS[::2], TOTALS[1:]])
def test_an_entry_is_named_whichever_of_its_totals_were_worked_out_from_it(followed: tuple[Path, ...]) -> None:
    sound, entry = table(natural_person=(31, 4), commercial=(9, 2)), at("natural_person", DISCLOSED)
    [one] = told(edited(sound, {path: sound.cells[path].amount + 6 for path in (entry, *followed)}))
    assert (one.code, one.at.path, one.expected) == ("T007", entry, 31)
    assert set(followed) <= set(related(one))


def test_an_entry_that_all_its_totals_follow_leaves_only_its_balance() -> None:
    sound, entry = table(natural_person=(31, 4), commercial=(9, 2)), at("natural_person", DISCLOSED)
    [one] = told(edited(sound, {path: sound.cells[path].amount + 6 for path in (entry, *TOTALS)}))
    assert (one.code, one.at.path) == ("T301", at("natural_person", FORWARD))


def test_one_cell_that_would_have_to_be_less_than_nothing_is_not_the_wrong_one() -> None:
    sound = table(natural_person=(3, 8), commercial=(7, 0))
    less = [
        at("natural_person", ALL),
        at("natural_person", RECEIVED),
        *(at("total", r) for r in (ALL, RECEIVED, DISCLOSED)),
    ]
    sure, unsure = told(edited(sound, {path: sound.cells[path].amount - 5 for path in less}))
    assert (sure.code, sure.at.path, sure.expected) == ("T007", at("natural_person", OTHER), 3)
    assert (unsure.code, unsure.facts["count"]) == ("T010", 2)


def busy() -> Reading:
    """A table whose first column and whose row 予以公开 have many numbers of their own."""
    kinds = {
        "withheld": {"state_secret": 3, "barred_by_law": 5},
        "other_handling": {"not_corrected": 8, "fee_unpaid": 2},
    }
    outcomes = {"disclosed": 41, "partly_disclosed": 12, **kinds, "other_handling": {"fee_unpaid": 2, "other": 9}}
    natural = {"received": 82, "carried_over": 7, "outcomes": outcomes, "carried_forward": 17}
    others = {
        name: {"received": n, "outcomes": {"disclosed": n}}
        for name, n in zip(COLUMNS[1:], (30, 8, 5, 13, 1), strict=True)
    }
    t3 = {"natural_person": natural, "organizations": others}
    return stated(read({"agency": "某局", "year": 2023, "t2": {}, "t3": t3, "t4": {}}).report)


FIRST_COLUMN = [path for path in busy().cells if path[:2] == at("natural_person", ())]
ROW = [at(column, DISCLOSED) for column in (*COLUMNS, "total")]
RUNS = [slice(None), slice(-3, None), slice(-4, None), slice(3), slice(4)]


@pytest.mark.parametrize("lane", [FIRST_COLUMN, ROW], ids=["column", "row"])
@pytest.mark.parametrize("run", RUNS, ids=["whole", "last 3", "last 4", "first 3", "first 4"])
@pytest.mark.parametrize("step", [1, -1], ids=["down", "up"])
def test_a_run_of_numbers_one_cell_off_is_one_finding_at_its_first_cell(
    lane: list[Path], run: slice, step: int
) -> None:
    sound, cells = busy(), lane[run]
    held = [sound.cells[path].amount for path in cells[::step]]
    wrong = dict(zip(cells[::step], [0, *held[:-1]], strict=True))
    moved = [path for path in cells if wrong[path] != sound.cells[path].amount]
    [one] = told(edited(sound, wrong))
    assert (one.code, one.at.path, one.expected) == ("T009", moved[0], sound.cells[moved[0]].value)
    assert one.facts["count"] == len(moved)


def test_two_numbers_one_cell_off_are_two_wrong_cells() -> None:
    sound = busy()
    wrong = {FIRST_COLUMN[0]: 0, FIRST_COLUMN[1]: sound.cells[FIRST_COLUMN[0]].amount}
    assert [one.code for one in told(edited(sound, wrong))] == ["T007", "T007"]


@pytest.mark.parametrize(
    ("count", "kind", "shares", "located", "false"),
    [
        (1, "any", BUSY, 20, 0), (1, "any", QUIET, 20, 0), (1, "column one row off", BUSY, 20, 0),
        (1, "total typed into its neighbour", QUIET, 20, 0), (1, "two neighbours exchanged", BUSY, 19, 0),
        (2, "any", BUSY, 20, 0), (2, "any", QUIET, 20, 0), (2, "one more or less", BUSY, 18, 0),
        (3, "any", BUSY, 18, 1),
    ],
)  # fmt: skip
def test_slips_of_every_kind_are_located(count: int, kind: str, shares: Shares, located: int, false: int) -> None:
    score = measured("y2021", "t3", count, kind, 20, shares)
    assert (score.found, score.located >= located, score.false <= false) == (20, True, True)


def test_where_several_ways_lead_on_the_place_is_the_first_total_and_the_cells_stand_as_printed() -> None:
    sound = table(natural_person=(31, 4), commercial=(9, 2))
    [one] = told(edited(sound, {at("natural_person", DISCLOSED): 32, at("commercial", OTHER): 3}))
    assert (one.code, one.at.path) == ("T010", at("natural_person", ALL))
    assert [where.path for where, _ in one.related] == [
        at("natural_person", DISCLOSED), at("commercial", DISCLOSED),
        at("natural_person", OTHER), at("commercial", OTHER),
    ]  # fmt: skip
