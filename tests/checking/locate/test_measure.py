"""How often a slip is found, rightly located or falsely named; prints its figures (`make measure`)."""

from __future__ import annotations

import collections
import random

import pytest

from gikreport import FORMS, check
from gikreport.checking.subject import stated
from gikreport.model.form import Form
from support.planted_slips import BUSY, CELL_SLIPS, NUMBER_SLIPS, QUIET, Shares, some_report
from support.slip_scores import ROUNDS, Score, measured

pytestmark = pytest.mark.slow


def show(title: str, scores: dict[str, Score]) -> None:
    print(f"\n{title:44s}{'reports':>8s}{'found':>10s}{'located':>10s}{'narrowed':>10s}{'false':>10s}")
    for name, score in scores.items():
        print(f"  {name:42s}{score.told():>8s}")


@pytest.mark.parametrize("form", ["y2019", "y2021"])
def test_one_two_and_three_slips_in_table_3(form: str) -> None:
    kinds = [*NUMBER_SLIPS, *CELL_SLIPS]
    one = {kind: measured(form, "t3", 1, kind) for kind in kinds}
    two = {kind: measured(form, "t3", 2, kind) for kind in [*NUMBER_SLIPS, "any"]}
    three = {"any": measured(form, "t3", 3, "any", 40)}
    show(f"{form} table 3, one slip", one)
    show(f"{form} table 3, two slips", two)
    show(f"{form} table 3, three slips", three)
    numbers = collections.Counter[str]()
    for kind in NUMBER_SLIPS:
        numbers.update(seeded=one[kind].seeded, located=one[kind].located)
    assert numbers["located"] >= 0.99 * numbers["seeded"]
    assert not any(score.false for score in [*one.values(), *two.values()])
    assert two["any"].located >= 0.9 * two["any"].seeded
    assert two["one more or less"].located + two["one more or less"].narrowed >= 0.95 * ROUNDS
    assert all(score.found == score.seeded for score in [*two.values(), *three.values()])


def test_slips_in_the_table_of_a_quiet_office() -> None:
    """Nearly every cell is 0, as in most township reports."""
    one = {kind: measured("y2021", "t3", 1, kind, shares=QUIET) for kind in [*NUMBER_SLIPS, *CELL_SLIPS]}
    two = {kind: measured("y2021", "t3", 2, kind, shares=QUIET) for kind in [*NUMBER_SLIPS, "any"]}
    show("y2021 table 3 of a quiet office, one slip", one)
    show("y2021 table 3 of a quiet office, two slips", two)
    assert all(one[kind].located >= 0.99 * one[kind].seeded for kind in NUMBER_SLIPS)


def test_the_categories_and_the_statistics_of_the_older_forms() -> None:
    for table in ("categories", "statistics"):
        one = {kind: measured("y2014", table, 1, kind) for kind in NUMBER_SLIPS}
        show(f"y2014 {table}, one slip", one)
        assert not any(score.false for score in one.values())


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
@pytest.mark.parametrize("shares", [BUSY, QUIET], ids=["busy", "quiet"])
def test_sound_reports_have_no_finding(form: Form, shares: Shares) -> None:
    chance = random.Random(form.name)
    reports = [some_report(chance, form, shares) for _ in range(ROUNDS)]
    errors = [f for report in reports for f in (*check(report), *check(stated(report))) if f.severity.forbids]
    print(f"\n{form.name}: {len(reports)} sound reports, {len(errors)} false errors")
    assert errors == []


@pytest.mark.parametrize("form", ["y2019", "y2021"])
def test_one_slip_in_table_4_names_the_block(form: str) -> None:
    one = {kind: measured(form, "t4", 1, kind) for kind in NUMBER_SLIPS}
    show(f"{form} table 4, one slip (located: the total itself)", one)
    assert all(score.found == score.seeded and not score.false for score in one.values())
