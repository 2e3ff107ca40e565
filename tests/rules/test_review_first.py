"""The hint about lawsuits that skip reconsideration: of 2025 on, where all results are refusals, never an error."""

from __future__ import annotations

from typing import Any

import pytest

from gikreport import Severity, check, read

REFUSED: dict[str, Any] = {"withheld": {"state_secret": 2, "enforcement_files": 1}}


def codes(outcomes: dict[str, Any], *, year: int = 2025, cases: dict[str, Any] | None = None) -> list[str]:
    litigation = {"direct": {"upheld": 1}} if cases is None else cases
    data = {"agency": "某局", "year": year, "t2": {}, "t3": {"natural_person": {"outcomes": outcomes}}}
    reading = read({**data, "t4": {"litigation": litigation}})
    found = check(reading, only=["T402"])
    assert all(finding.severity is Severity.WARNING for finding in found)
    return [finding.code for finding in found]


def test_refusals_sued_over_directly_are_told() -> None:
    assert codes(REFUSED) == codes(REFUSED, year=2026) == ["T402"]


@pytest.mark.parametrize(
    ("outcomes", "more"),
    [
        (REFUSED, {"year": 2024}),
        (REFUSED, {"cases": {"after_reconsideration": {"upheld": 1}}}),
        (REFUSED, {"cases": {"direct": {}}}),
        ({}, {}),
        ({**REFUSED, "disclosed": 1}, {}),
        ({**REFUSED, "unavailable": {"not_held": 1}}, {}),
        ({"withheld": {"state_secret": 2, "administrative_inquiries": 1}}, {}),
    ],
)
def test_anything_else_is_let_be(outcomes: dict[str, Any], more: dict[str, Any]) -> None:
    assert codes(outcomes, **more) == []
