"""What the rules say of a report, as a manifest states it: findings, what is waived, and how each rule ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from ..checking.catalogue import RULES
from ..checking.check import Outcome, Ran, checked
from ..checking.waivers import UNUSED, Settled, Waiver, place_of, settled, unused
from ..model.diagnostic import Severity
from ..model.finding import Finding
from ..model.reading import Reading

NO_FINDING, PARTLY, WAIVED, NOT_CHECKED = "no finding", "partly checked", "waived", "not checked"
NOT_APPLICABLE: Final = "not applicable"


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

    `rules` gives for each code the severity of what was found, "waived" where all of that is excused, "no finding",
    "partly checked" where nothing was found and not everything looked at, "not checked" where what the rule needs was
    not given, or "not applicable" where the report has nothing of what it is about.
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
    known, found = tuple(waivers), checked(reading, previous=previous)
    judged = settled(found.findings, known, reading.name)
    spare = unused(known, judged.used, [reading.name] if reading.name else ())
    judged = attrs.evolve(judged, findings=(*judged.findings, *spare))
    stated = [_stated(one, False) for one in judged.findings] + [_stated(one, True) for one, _ in judged.excused]
    ended = {**_ended(found.ran), **{one.code: NO_FINDING for one in UNUSED.finds}}
    rules = {rule.code: _found(rule.code, judged) or ended.get(rule.code, NOT_CHECKED) for rule in RULES}
    return Verdict(findings=tuple(stated), rules=rules)


def _stated(finding: Finding, waived: bool) -> FindingStated:
    return FindingStated(
        code=finding.code,
        place=place_of(finding),
        severity=finding.severity.value,
        fingerprint=finding.fingerprint,
        waived=waived,
    )


def _found(code: str, judged: Settled) -> str:
    """The severity of what a rule found, "waived" where all of it is excused; "" where it found nothing."""
    severities = [finding.severity for finding in judged.findings if finding.code == code]
    if severities:
        return next(severity.value for severity in Severity if severity in severities)
    return WAIVED if any(finding.code == code for finding, _ in judged.excused) else ""


def _ended(ran: Iterable[Ran]) -> dict[str, str]:
    """How each rule ended; of several checks that find the same, the one that came farthest counts."""
    ended: dict[str, str] = {}
    for one in sorted(ran, key=lambda one: _FARTHEST.index(one.outcome)):
        status = PARTLY if one.outcome is Outcome.RAN and one.lacks is not None else _STATUSES[one.outcome]
        for diagnostic in one.check.finds:
            ended.setdefault(diagnostic.code, status)
    return ended


_FARTHEST: Final = (Outcome.RAN, Outcome.NOT_CHECKED, Outcome.NOT_APPLICABLE)
_STATUSES: Final = {
    Outcome.RAN: NO_FINDING, Outcome.NOT_CHECKED: NOT_CHECKED, Outcome.NOT_APPLICABLE: NOT_APPLICABLE,
}  # fmt: skip
