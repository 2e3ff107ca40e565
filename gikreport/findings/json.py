"""Findings as plain data for a program."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

import attrs

from ..checking.files import Judged
from ..checking.status import CheckResult
from ..errors import GikreportError
from ..model.cell import Place
from ..model.diagnostic import Diagnostic, Value
from ..model.finding import At, Finding


def file_data(
    name: str, form: str | None, findings: Iterable[Finding], error: GikreportError | None = None, lang: str = "zh"
) -> dict[str, Any]:
    """One file of `check --format json`: its form, its findings, or why it could not be read."""
    told = [finding_data(finding, lang) for finding in findings]
    return {"file": name, "form": form, "findings": told, "error": error_data(error, lang) if error else None}


FINDINGS_FORMAT: Final = 1  # changes when a key goes or means something else; new keys come without a new number


def findings_data(
    judged: Iterable[Judged], beside: Iterable[Finding] = (), lang: str = "zh", version: str = ""
) -> dict[str, Any]:
    """All of `check --format json`: its format, the version of gikreport, the files, and findings about no file."""
    return {
        "format": FINDINGS_FORMAT,
        "gikreport": version,
        "files": [judged_data(one, lang) for one in judged],
        "findings": [finding_data(finding, lang) for finding in beside],
    }


def judged_data(one: Judged, lang: str = "zh") -> dict[str, Any]:
    """One file of `check --format json`: what a waiver excuses beside what stands, and the numbers of the narrative."""
    form = one.reading.form.name if one.reading is not None else None
    excused = [
        {**finding_data(finding, lang), "waived": {"reason": waiver.reason, "by": waiver.by}}
        for finding, waiver in one.excused
    ]
    told = [number.data for number in one.claims]
    checks = [check_data(result, lang) for result in one.checks]
    plain = file_data(one.name, form, one.findings, one.error, lang)
    return {**plain, "checks": checks, "waived": excused, "claims": told}


def check_data(result: CheckResult, lang: str = "zh") -> dict[str, str]:
    """How one check ended; `why` is "" where it passed."""
    return {"code": result.code, "status": result.status.value, "why": result.why.told(lang)}


def rule_data(rule: Diagnostic, lang: str = "zh") -> dict[str, str]:
    """One rule: its words with “…” for what a finding fills in, its source, and the rank of that."""
    return {
        "code": rule.code,
        "severity": rule.severity.value,
        "rank": rule.rank.value,
        "strength": rule.strength.value,
        "message": rule.told(lang),
        "law": rule.law,
        "remedy": rule.remedy.told(lang),
        "source": rule.source,
    }


def error_data(error: GikreportError, lang: str = "zh") -> dict[str, Any]:
    """Why work could not go on: the sentence, its code, and every problem with its place and line."""
    problems = [{"at": p.at, "message": p.words.told(lang), "line": p.line} for p in error.problems]
    return {"message": error.words.told(lang), "code": error.code, "problems": problems}


def finding_data(finding: Finding, lang: str = "zh") -> dict[str, Any]:
    """One finding; money as text, keys of `at` that do not apply are null."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.words.told(lang),
        "remedy": finding.remedy.told(lang),
        "at": at_data(finding.at),
        "expected": value_data(finding.expected),
        "actual": value_data(finding.actual),
        "related": [_related(at, value) for at, value in finding.related],
        "suggestion": value_data(finding.suggestion),
        "certain": finding.is_certain,
        "candidates": [_related(at, value) for at, value in finding.candidates],
        "facts": {name: _fact(fact) for name, fact in finding.facts.items()},
        "quote": finding.facts.get("quote"),
        "paragraph": finding.paragraph,
        "span": list(finding.span) if finding.span is not None else None,
        "source": finding.source,
        "fingerprint": finding.fingerprint,
    }


def _fact(fact: object) -> int | str | None:
    """A fact as JSON has it: a whole number as such, everything else as text."""
    if fact is None or (isinstance(fact, int) and not isinstance(fact, bool)):
        return fact
    return value_data(fact) if isinstance(fact, Decimal) else str(fact)


def at_data(at: At) -> dict[str, Any]:
    """The place of a finding."""
    return {
        "table": at.table,
        "section": at.section or None,
        "row": list(at.row) or None,
        "column": list(at.column) or None,
        "path": ".".join(at.path) or None,
        "grid": list(at.grid) if at.grid else None,
        "place": place_data(at.place),
    }


def place_data(place: Place | None) -> dict[str, Any] | None:
    """The place in the user's own file, only what is known of it."""
    if place is None:
        return None
    return {name: value for name, value in attrs.asdict(place).items() if value is not None}


def value_data(value: Value) -> int | str | None:
    """Money as text, so that no reader of JSON rounds it."""
    return format(value, "f") if isinstance(value, Decimal) else value


def _related(at: At, value: Value) -> dict[str, Any]:
    row, column = list(at.row) or None, list(at.column) or None
    return {"row": row, "column": column, "path": ".".join(at.path), "value": value_data(value)}
