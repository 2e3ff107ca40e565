"""Slips planted in generated reports, and how many of them are located."""

from __future__ import annotations

import random

import attrs

from gikreport import FORMS, check
from gikreport.checking.subject import stated
from gikreport.model.finding import Finding
from gikreport.model.reading import Reading
from support.planted_slips import BUSY, NUMBER_SLIPS, Shares, Slip, slipped, some_report

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
