"""The edges of what is compared between two years: one number that follows, and the next one that does not."""

from __future__ import annotations

import attrs
import pytest

from gikreport import check, read
from gikreport.model.reading import Reading
from support.datafiles import SAID

COLUMN = ("t3", "natural_person")
Told = list[tuple[str, tuple[str, ...], object, object]]


def report(year: int, agency: str = "某局", **tables: object) -> Reading:
    """A report with these tables."""
    empty: dict[str, object] = {} if year < 2019 else {"t2": {}, "t3": {}, "t4": {}}
    return read({"agency": agency, "year": year, **empty, **tables})


def told(last: Reading, this: Reading) -> Told:
    """What is told of the two years alone."""
    found = [one for one in check(this, previous=last) if one.code.startswith("A")]
    return [(one.code, one.at.path, one.expected, one.actual) for one in found]


def column(**numbers: object) -> dict[str, object]:
    """Table 3 with one column."""
    return {"natural_person": numbers}


@pytest.mark.parametrize("carried", [4, 5, 3, "待填", ""])
def test_what_was_carried_forward_is_carried_over(carried: object) -> None:
    last = report(2022, t3=column(received=4, carried_forward=4))
    this = report(2023, t3=column(carried_over=carried, carried_forward=carried))
    due = [] if carried in (4, "待填") else [("A301", (*COLUMN, "carried_over"), 4, carried or 0)]
    assert told(last, this) == due


def test_the_number_that_follows_is_proposed() -> None:
    [one] = check(report(2023, **SAID), previous=report(2022, t3=column(received=4, carried_forward=4)))
    assert (one.code, one.suggestion) == ("A301", 4)


def test_what_last_year_left_open_is_told_once_and_the_rest_is_compared() -> None:
    open_one = column(received=4, carried_forward="待填")
    firms = {"commercial": {"received": 2, "carried_forward": 2}, "research": open_one["natural_person"]}
    last = report(2022, t3={**open_one, "organizations": firms})
    found = [one for one in check(report(2023), previous=last) if one.code.startswith("A")]
    assert [(one.code, one.at.path) for one in found] == [
        ("A301", ("t3", "organizations", "commercial", "carried_over")), ("A004", ("t3",)),
    ]  # fmt: skip
    assert ([at.path for at, _ in found[1].related], found[1].facts["count"]) == ([(*COLUMN, "carried_over")], 2)


@pytest.mark.parametrize("years", [(2021, 2023), (2023, 2023), (2024, 2023)])
def test_only_the_year_before_is_compared(years: tuple[int, int]) -> None:
    open_cells = {"natural_person": {"carried_forward": "待填"}}
    last = report(years[0], t3=open_cells, t2={"normative_documents": {"in_force": 5}})
    assert told(last, report(years[1])) == [("A001", (), None, None)]


@pytest.mark.parametrize("unnamed", [0, 1])
def test_a_report_that_names_no_year_or_office_is_compared_all_the_same(unnamed: int) -> None:
    pair = [report(2022, t3=column(received=4, carried_forward=4)), report(2023, "某局")]
    pair[unnamed] = attrs.evolve(pair[unnamed], year=None, agency=None)
    assert [code for code, *_ in told(*pair)] == ["A301"]


def kept(**numbers: object) -> dict[str, object]:
    """Table 2 with the normative documents."""
    return {"normative_documents": numbers}


@pytest.mark.parametrize("stated", [12, 13, 11, "待填"])
def test_documents_in_force_follow_from_last_years(stated: object) -> None:
    last = report(2022, t2=kept(in_force=10))
    this = report(2023, t2=kept(issued=3, repealed=1, in_force=stated))
    path = ("t2", "normative_documents")
    found = [one for one in check(this, previous=last) if one.code.startswith("A")]
    due = [] if stated in (12, "待填") else [("A201", (*path, "in_force"), 12, stated)]
    assert [(one.code, one.at.path, one.expected, one.actual) for one in found] == due
    for one in found:
        assert [at.path[-1] for at, _ in one.related] == ["issued", "repealed"]
        assert one.facts["before"] == 10


@pytest.mark.parametrize(("last", "this"), [("待填", 1), (1, "待填")])
def test_documents_that_are_open_are_not_compared(last: object, this: object) -> None:
    found = told(report(2022, t2=kept(in_force=last)), report(2023, t2=kept(issued=this, in_force=3)))
    assert "A201" not in {code for code, *_ in found}


@pytest.mark.parametrize(
    ("pending", "ended", "due"),
    [(3, {"upheld": 3}, False), (3, {"upheld": 1, "pending": 1}, True), (3, {"pending": "待填"}, False),
     ("待填", {"upheld": 1}, False), (0, {}, False)],
)  # fmt: skip
def test_a_pending_case_is_counted_again(pending: object, ended: dict[str, object], due: bool) -> None:
    last, this = report(2022, t4={"reconsideration": {"pending": pending}}), report(2023, t4={"reconsideration": ended})
    found = [one for one in check(this, previous=last) if one.code == "A401"]
    assert [(one.at.path, one.actual, one.facts["pending"]) for one in found] == (
        [(("t4", "reconsideration", "total"), 2, 3)] if due else []
    )


@pytest.mark.parametrize(("before", "now", "said"), [(3, 30, None), (3, 31, "3"), (0, 99, None), (1, 0, None)])
def test_more_than_ten_times_is_looked_at_again(before: int, now: int, said: str | None) -> None:
    last, this = report(2022, t2={"licensing": before}), report(2023, t2={"licensing": now})
    found = [one for one in check(this, previous=last) if one.code == "A003"]
    assert [(one.at.path, one.actual, one.facts["before"]) for one in found] == (
        [(("t2", "licensing"), now, said)] if said else []
    )


def test_an_amount_of_money_may_jump_too_but_not_a_total() -> None:
    before, now = {"fees": "0.25"}, {"fees": "2.51"}
    last = report(2022, t2=before, t4={"reconsideration": {"upheld": 1}})
    this = report(2023, t2=now, t4={"reconsideration": {"upheld": 11}})
    found = [one for one in check(this, previous=last) if one.code == "A003"]
    assert [one.at.path for one in found] == [("t2", "fees"), ("t4", "reconsideration", "upheld")]
    assert found[0].facts["before"] == "0.25"


def test_the_statistics_of_two_years_are_compared_and_the_category_tables_are_not() -> None:
    last = report(2016, statistics={"complaints": 1})
    this = report(2017, statistics={"complaints": 11})
    assert [path for code, path, *_ in told(last, this) if code == "A003"] == [("statistics", "complaints")]


@pytest.mark.parametrize(("stated", "due"), [(7, []), (8, [("A202", ("t2", "licensing", "previous"), 7, 8)])])
def test_the_items_of_last_year_are_its_own_with_their_change(stated: int, due: Told) -> None:
    last = report(2019, t2={"licensing": {"previous": 10, "change": -3}})
    this = report(2020, t2={"licensing": {"previous": stated}})
    assert told(last, this) == due


def test_items_that_last_year_left_open_are_told_with_the_requests() -> None:
    items = {"licensing": {"previous": "待填"}, "penalties": {"previous": 1, "change": "待填"}}
    last = report(2019, t2=items, t3=column(carried_forward="待填"))
    [one] = [one for one in check(report(2020), previous=last) if one.code == "A004"]
    assert (one.at.path, one.facts["count"]) == (("t3",), 3)


def test_a_change_of_number_may_be_as_great_as_it_is() -> None:
    last = report(2019, t2={"licensing": {"previous": 10, "change": 1}})
    this = report(2020, t2={"licensing": {"previous": 11, "change": 11}})
    assert told(last, this) == []


def test_forms_that_share_no_table_are_not_compared() -> None:
    assert (
        told(report(2018, statistics={"complaints": 1}), report(2019, t3=column(received=1, carried_forward=1))) == []
    )
