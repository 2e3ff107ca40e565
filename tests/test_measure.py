"""How often a slip is found, rightly located or falsely named; prints its figures (`make measure`)."""

from __future__ import annotations

import collections
import random

import attrs
import pytest

from gikreport import FORMS, check
from gikreport.checking import stated
from gikreport.model.form import Form
from gikreport.model.reading import Reading
from gikreport.model.rule import Finding
from seeding import BUSY, CELL_SLIPS, NUMBER_SLIPS, QUIET, Shares, Slip, slipped, some_report

pytestmark = pytest.mark.slow
ROUNDS = 60
NAMED = {"T006", "T007", "T008", "T009"}


@attrs.define
class Score:
    """Of the reports with slips: how many were found at all, located, narrowed to a few cells, falsely named."""

    seeded: int = 0
    found: int = 0
    located: int = 0
    narrowed: int = 0
    false: int = 0

    def add(self, slips: list[Slip], findings: list[Finding]) -> None:
        self.seeded += 1
        self.found += bool(findings)
        self.located += is_located(slips, findings)
        self.narrowed += not is_located(slips, findings) and any(f.code == "T010" for f in findings)
        self.false += is_false(slips, findings)

    def told(self) -> str:
        n = max(1, self.seeded)
        shares = (self.found / n, self.located / n, self.narrowed / n, self.false / n)
        return f"{self.seeded:6d}" + "".join(f"{share:10.1%}" for share in shares)


def is_located(slips: list[Slip], findings: list[Finding]) -> bool:
    """Every slip has a finding at one of its cells with the number that stood there."""
    return all(any(f.at.path in s.were and f.expected == s.were[f.at.path] for f in findings) for s in slips)


def is_false(slips: list[Slip], findings: list[Finding]) -> bool:
    """A cell was named for certain, and it was right as it stood."""
    were = {path: number for slip in slips for path, number in slip.were.items()}
    sure = [f for f in findings if f.code in NAMED - {"T006"}]
    return any(f.at.path not in were or f.expected != were[f.at.path] for f in sure)


def seeded(chance: random.Random, reading: Reading, name: str, kinds: list[str]) -> tuple[Reading, list[Slip]] | None:
    slips: list[Slip] = []
    for kind in kinds:
        one = slipped(chance, reading, name, kind)
        if one is None or any(set(one[1].were) & set(s.were) for s in slips):
            return None
        reading, slip = one[0], one[1]
        slips.append(slip)
    return reading, slips


def measured(form_name: str, table: str, count: int, kind: str, rounds: int = ROUNDS, shares: Shares = BUSY) -> Score:
    score, chance = Score(), random.Random(f"{form_name} {table} {count} {kind}")
    form = next(form for form in FORMS if form.name == form_name)
    for _ in range(rounds * 20):
        reading = stated(some_report(chance, form, shares))
        kinds = [chance.choice(list(NUMBER_SLIPS)) if kind == "any" else kind for _ in range(count)]
        one = seeded(chance, reading, table, kinds)
        if one is not None:
            score.add(one[1], [f for f in check(one[0]) if f.severity.value == "error" and f.at.path[0] == table])
        if score.seeded == rounds:
            break
    return score


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
