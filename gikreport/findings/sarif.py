"""Findings as SARIF 2.1.0, which code hosts and editors show beside the file."""

from __future__ import annotations

import os
import pathlib
import urllib.parse
from collections.abc import Iterable, Sequence
from typing import Any, Final

from ..checking.catalogue import RULES
from ..checking.files import Judged
from ..checking.status import CheckResult, Status
from ..checking.waivers import Waiver
from ..errors import GikreportError
from ..model.diagnostic import Diagnostic, Severity
from ..model.finding import Finding
from .text import place

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {Severity.ERROR: "error", Severity.UNCERTAIN: "error", Severity.WARNING: "warning"}


def sarif(judged: Sequence[Judged], version: str, lang: str = "zh", beside: Iterable[Finding] = ()) -> dict[str, Any]:
    """One run over some files; `beside` are findings about no file, such as a waiver without use."""
    rules = sorted(RULES, key=lambda rule: rule.code)
    results = [_result(finding, one.name, lang) for one in judged for finding in one.findings]
    results += [_excused(finding, waiver, one.name, lang) for one in judged for finding, waiver in one.excused]
    results += [_result(finding, "", lang) for finding in beside]
    results += [_not_looked(check, one.name, lang) for one in judged for check in one.checks if check.status in _KINDS]
    failures = [_failure(one.error, one.name, lang) for one in judged if one.error is not None]
    driver = {"name": "gikreport", "version": version, "rules": [_rule(rule, lang) for rule in rules]}
    invocation = {"executionSuccessful": not failures, "toolExecutionNotifications": failures}
    run = {"tool": {"driver": driver}, "invocations": [invocation], "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Diagnostic, lang: str) -> dict[str, Any]:
    zh = lang == "zh"
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.zh if zh else rule.en},
        "help": {"text": rule.remedy_zh if zh else rule.remedy_en},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, file: str, lang: str) -> dict[str, Any]:
    said = f"{place(finding.at, lang)} {finding.words.told(lang)}".strip()
    return {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{said}。{finding.remedy.told(lang)}" if lang == "zh" else f"{said}. {finding.remedy.en}"},
        "locations": [_location(finding, file)],
        "partialFingerprints": {"gikreport/v1": finding.fingerprint},
    }


_KINDS: Final = {Status.NOT_APPLICABLE: "notApplicable", Status.NOT_CHECKED: "open"}


def _not_looked(check: CheckResult, file: str, lang: str) -> dict[str, Any]:
    """A check that was not made: SARIF has a kind of result for each of the two reasons."""
    return {
        "ruleId": check.code,
        "kind": _KINDS[check.status],
        "level": "none",
        "message": {"text": check.why.told(lang)},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(file)}}}],
    }


def _excused(finding: Finding, waiver: Waiver, file: str, lang: str) -> dict[str, Any]:
    suppression = {"kind": "external", "justification": f"{waiver.reason}（{waiver.by}）"}
    return {**_result(finding, file, lang), "suppressions": [suppression]}


def _location(finding: Finding, file: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if file:
        found["physicalLocation"] = _physical(finding, file)
    if finding.at.path:
        found["logicalLocations"] = [{"fullyQualifiedName": ".".join(finding.at.path), "kind": "member"}]
    return found


def _physical(finding: Finding, file: str) -> dict[str, Any]:
    line = finding.at.place.line if finding.at.place else None
    region = {"region": {"startLine": line}} if line else {}
    return {"artifactLocation": {"uri": _uri(file)}, **region}


def _failure(error: GikreportError, file: str, lang: str) -> dict[str, Any]:
    location = {"physicalLocation": {"artifactLocation": {"uri": _uri(file)}}}
    return {"level": "error", "message": {"text": error.told(lang)}, "locations": [location]}


def _uri(file: str) -> str:
    path = pathlib.PurePath(file)
    return path.as_uri() if path.is_absolute() else urllib.parse.quote(os.fsencode(path.as_posix()))
