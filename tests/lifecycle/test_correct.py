"""Certain corrections: the one wrong cell, a total whose lines stand; nothing where several things can be meant."""

from __future__ import annotations

from typing import Any

import attrs

import gikreport
from gikreport import correct, read
from support.published import real


def cell(data: dict[str, Any], path: str) -> tuple[dict[str, Any], str]:
    """The block in which a number of plain data stands, and its key."""
    *steps, key = path.split(".")
    for step in steps:
        data = data[step]
    return data, key


def changed(path: str, by: int) -> gikreport.Reading:
    """A published report with one number that is off."""
    data = real("suqian2023", 2023)
    block, key = cell(data, path)
    block[key] += by
    return read(data)


def test_the_one_wrong_cell_is_put_right_and_told() -> None:
    sound = read(real("suqian2023", 2023))
    slipped = changed("t3.natural_person.outcomes.disclosed", 7)
    done = correct(slipped)
    (one,) = done.corrected
    assert (one.path, int(one.before) - one.now, one.finding.code) == (
        ("t3", "natural_person", "outcomes", "disclosed"), 7, "T007",
    )  # fmt: skip
    assert done.reading.cells == sound.cells
    assert done.findings == gikreport.check(sound)
    assert slipped == changed("t3.natural_person.outcomes.disclosed", 7), "the reading that was given stays"


def test_a_printed_total_is_put_right_where_other_totals_vouch_for_its_lines() -> None:
    done = correct(changed("printed.t3.natural_person.outcomes.total", 1))
    path = ("t3", "natural_person", "outcomes", "total")
    assert [(one.path, one.finding.code) for one in done.corrected] == [(path, "T007")]
    assert not any(finding.severity.forbids for finding in done.findings)


def test_a_total_alone_may_be_right_and_a_line_wrong() -> None:
    reading = changed("printed.t4.reconsideration.total", 1)
    done = correct(reading)
    assert (done.reading, done.corrected) == (reading, ())
    assert [finding.code for finding in done.findings if finding.severity.forbids] == ["T006"]


def test_what_is_not_certain_is_left_to_a_person() -> None:
    data = {"agency": "某局", "year": 2024, "t2": {}, "t3": {"natural_person": {"received": 2}}, "t4": {}}
    reading = read(data)
    done = correct(reading)
    assert (done.reading, done.corrected) == (reading, ())
    assert [finding.code for finding in done.findings if finding.severity.forbids] == ["T301"]


def test_where_a_correction_would_bring_another_finding_none_is_made(monkeypatch: Any) -> None:
    slipped = changed("printed.t3.natural_person.outcomes.total", 1)
    (finding,) = (one for one in gikreport.check(slipped) if one.code == "T007")
    other = attrs.evolve(finding, code="T999")
    answers = iter([(finding,), (other,)])
    monkeypatch.setattr("gikreport.lifecycle.correct.check", lambda reading: next(answers))
    done = correct(slipped)
    assert (done.reading, done.corrected, done.findings) == (slipped, (), (finding,))
