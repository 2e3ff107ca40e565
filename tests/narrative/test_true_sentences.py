"""True sentences that draw no finding, and numbers that are told once they are changed: two tables of invented ones."""

from __future__ import annotations

import re

import gikreport
from support import ROOT
from support.narrative import NATURAL, QUIET, T2, T4
from support.rows import rows

TRUE = [tuple(line.split("\t")) for line in (ROOT / "tests/data/true_sentences.tsv").read_text("utf-8").splitlines()]
TOLD = (ROOT / "tests/data/told_numbers.txt").read_text("utf-8").splitlines()
MARKED = re.compile(r"\[([^\]|]*)(?:\|([^\]]*))?\]")


NUMBERS = ("009", "012", "013", "014", "015", "201", "202", "203", "301", "302", "303", "401", "402", "501")
OF_NUMBERS = frozenset(f"P{code}" for code in NUMBERS)
DATA = {"year": 2023, "t2": T2, "t3": {"natural_person": NATURAL}, "t4": T4, **QUIET}


def told(text: str, agency: str = "白河县水务局") -> list[str]:
    """The rules of numbers that find something in a report whose overview says this."""
    report = gikreport.read({**DATA, "agency": agency, "overview": text})
    return [one.code for one in gikreport.check(report, only=OF_NUMBERS)]


def changed(number: str) -> str:
    if "." in number:
        return "15.2"
    value = int(number)
    return str(value + (2 if value < 10 else 11 if value < 1000 else 3000))


@rows(("agency", "text"), TRUE)
def test_a_part_another_scope_another_year_and_an_open_list_are_let_be(agency: str, text: str) -> None:
    assert told(text, agency) == []


@rows("marked", TOLD)
def test_each_number_that_is_changed_is_told(marked: str) -> None:
    assert told(MARKED.sub(r"\1", marked)) == []
    for mark in MARKED.finditer(marked):
        wrong = mark[2] or changed(mark[1])
        assert told(MARKED.sub(r"\1", marked[: mark.start()]) + wrong + MARKED.sub(r"\1", marked[mark.end() :])) != []
