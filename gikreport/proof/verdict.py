"""What the rules say of a report, as a manifest states it: findings, what is waived, and how each rule ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from ..checking.check import RULES, check
from ..checking.waivers import Settled, Waiver, place_of, settled, unused
from ..model.finding import Finding
from ..model.form import Form
from ..model.outline import block_paths
from ..model.package import DocumentPackage
from ..model.reading import Reading
from ..model.report import Report
from ..model.rule import Rule, Severity
from ..rules.aggregation import Parts
from ..rules.similarity import Neighbours
from ..rules.units import Office
from ..rules.years import Years

NO_FINDING, WAIVED, NOT_CHECKED, NOT_APPLICABLE = "no finding", "waived", "not checked", "not applicable"
# What stands beside a report; a rule over it says nothing where it was not given.
_BESIDE: Final = (Years, Parts, Office, Neighbours, DocumentPackage)


@attrs.frozen(kw_only=True)
class FindingStated:
    """One finding: its rule, its place in the model, how much it weighs, and the fingerprint of its values."""

    code: str
    place: str
    severity: str
    fingerprint: str
    waived: bool


@attrs.frozen(kw_only=True)
class Verdict:
    """The findings of a report, and for each rule how it ended.

    `rules` gives for each code the severity of what it found, "waived" where all of that is excused, "no finding",
    "not checked" where what the rule compares with was not given, or "not applicable" where the form has no such block.
    """

    findings: tuple[FindingStated, ...]
    rules: Mapping[str, str]

    def count(self, severity: Severity) -> int:
        """How many findings of a severity stand, those that are waived left out."""
        return sum(one.severity == severity.value and not one.waived for one in self.findings)

    @property
    def is_sound(self) -> bool:
        """Whether nothing forbids a document."""
        return not any(self.count(severity) for severity in Severity if severity.forbids)


def verdict(reading: Reading, waivers: Iterable[Waiver] = (), previous: Reading | None = None) -> Verdict:
    """The verdict on what a file states, beside last year's report where that is given."""
    known = tuple(waivers)
    judged = settled(check(reading, previous=previous), known, reading.name)
    spare = unused(known, judged.used, [reading.name] if reading.name else ())
    judged = attrs.evolve(judged, findings=(*judged.findings, *spare))
    waived = [finding for finding, _ in judged.excused]
    stated = [_stated(one, False) for one in judged.findings] + [_stated(one, True) for one in waived]
    rules = {rule.code: _status(rule, reading.form, judged, previous is not None) for rule in RULES}
    return Verdict(findings=tuple(stated), rules=rules)


def _stated(finding: Finding, waived: bool) -> FindingStated:
    return FindingStated(
        code=finding.code,
        place=place_of(finding),
        severity=finding.severity.value,
        fingerprint=finding.fingerprint,
        waived=waived,
    )


def _status(rule: Rule, form: Form, judged: Settled, with_previous: bool) -> str:
    found = [finding.severity for finding in judged.findings if finding.code == rule.code]
    if found:
        return next(severity.value for severity in Severity if severity in found)
    if any(finding.code == rule.code for finding, _ in judged.excused):
        return WAIVED
    if rule.on in _BESIDE:
        return NO_FINDING if rule.on is Years and with_previous else NOT_CHECKED
    return NO_FINDING if _applies(rule.on, form) else NOT_APPLICABLE


def _applies(on: type, form: Form) -> bool:
    if issubclass(on, Report):
        return issubclass(form.report, on)
    return not on.__module__.startswith(_FORMS) or bool(block_paths(form.report, on))


_FORMS: Final = f"{__package__.rpartition('.')[0]}.forms"
