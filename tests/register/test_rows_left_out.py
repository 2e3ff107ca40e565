"""Which rows of a register are left out, with what is told of each; and what the others count for."""

from __future__ import annotations

import datetime

from gikreport.model.outline import CellPath
from gikreport.register import CountedRegister, count_register
from support.ledgers import TODAY, YEAR, items

DAY, LATER = datetime.date(2023, 3, 1), datetime.date(2023, 4, 1)
NATURAL, FIRM = ("t3", "natural_person"), ("t3", "organizations", "commercial")
Row = tuple[object, str, object, object, str]


def counted(*rows: Row) -> CountedRegister:
    """A register of these rows, counted."""
    return count_register(items(rows), year=YEAR, agency="某局", today=TODAY)


def left_out(*rows: Row) -> list[tuple[int | None, str, str, str, tuple[CellPath, ...]]]:
    """Of each row that was left out: its number, its id, why, what stands there, and the columns it may belong to."""
    return [(one.row, one.id, one.fault.name, one.value, one.blocks) for one in counted(*rows).uncountable]


def test_rows_with_one_id_name_one_another_and_of_many_the_first_eight() -> None:
    found = left_out(*[("重", "自然人", DAY, None, "")] * 10)
    told = ["、".join(f"第{other}行" for other in range(1, 9) if other != row) for row in range(1, 11)]
    assert found == [(row, "重", "duplicate", told[row - 1], (NATURAL,)) for row in range(1, 11)]


def test_one_request_that_was_closed_twice_is_told_apart() -> None:
    open_row, closed = ("重", "自然人", DAY, "", ""), ("重", "自然人", DAY, LATER, "予以公开")
    firm = ("重", "商业企业", DAY, LATER, "予以公开")
    assert [one[2] for one in left_out(open_row, closed)] == ["duplicate", "duplicate"]
    assert left_out(closed, firm) == [(1, "重", "twice", "第2行", (NATURAL,)), (2, "重", "twice", "第1行", (FIRM,))]


def test_rows_without_an_id_are_told_in_the_order_of_the_register() -> None:
    found = left_out(("", "自然人", DAY, None, ""), (None, "自然人", DAY, None, ""), ("某", "外星人", DAY, None, ""))
    assert [one[:4] for one in found] == [
        (1, "", "no_id", ""),
        (2, "", "no_id", ""),
        (3, "某", "unknown_kind", "外星人"),
    ]
    assert len(found[2][4]) == 6


def test_what_is_wrong_with_a_date_is_told_with_both_dates() -> None:
    assert left_out(("一", "自然人", LATER, DAY, "予以公开"))[0][3] == "2023-04-01，2023-03-01"


def test_rows_that_differ_in_one_thing_count_in_different_cells() -> None:
    done, earlier = "予以公开", datetime.date(2022, 5, 1)
    result = counted(
        ("一", "自然人", DAY, LATER, done), ("二", "商业企业", DAY, LATER, done),
        ("三", "自然人", DAY, LATER, "部分公开"), ("四", "自然人", DAY, None, ""),
        ("五", "自然人", earlier, LATER, done), ("六", "自然人", DAY, LATER, done),
    )  # fmt: skip
    assert {path: ids for path, ids in result.cases.items() if path[:2] == NATURAL} == {
        (*NATURAL, "received"): ("一", "三", "四", "六"),
        (*NATURAL, "carried_over"): ("五",),
        (*NATURAL, "outcomes", "disclosed"): ("一", "五", "六"),
        (*NATURAL, "outcomes", "partly_disclosed"): ("三",),
        (*NATURAL, "carried_forward"): ("四",),
    }
    assert result.cases[*FIRM, "received"] == ("二",)


def test_a_repeated_id_stands_behind_no_cell() -> None:
    row = ("重", "自然人", DAY, None, "")
    assert counted(row, row, ("单", "自然人", DAY, None, "")).cases == {
        (*NATURAL, "received"): ("单",), (*NATURAL, "carried_forward"): ("单",),
    }  # fmt: skip
