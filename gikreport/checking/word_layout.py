"""Is a Word document well made? Every layout rule over any .docx, made here or by hand."""

from __future__ import annotations

from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import Final

from ..datafile import file_bytes
from ..errors import Words
from ..model.finding import At, Finding
from ..model.package import DocumentPackage
from ..model.rule import Rule, Violation
from ..readers.opening import open_document
from ..rules.word_layout import RULES


def check_layout(source: str | PathLike[str] | bytes) -> tuple[Finding, ...]:
    """Every finding about how a .docx is made, errors first; raises Unreadable where it is no Word document."""
    package = _opened(source)
    found = [_finding(rule, violation) for rule, violation in _broken(package)]
    return tuple(sorted(found, key=lambda finding: not finding.severity.forbids))


def _opened(source: str | PathLike[str] | bytes) -> DocumentPackage:
    if isinstance(source, bytes):
        return open_document(source)
    path = Path(source)
    return open_document(file_bytes(path), path.name)


def _broken(package: DocumentPackage) -> Iterator[tuple[Rule, Violation]]:
    for rule in LAYOUT_RULES:
        yield from ((rule, violation) for violation in rule.check(package))


def _finding(rule: Rule, violation: Violation) -> Finding:
    return Finding(
        code=rule.code,
        severity=violation.severity or rule.severity,
        words=Words(rule.zh.format(**violation.facts), rule.en.format(**violation.facts)),
        remedy=Words(rule.remedy_zh, rule.remedy_en),
        source=rule.source,
        at=At(place=violation.place),
        facts=violation.facts,
    )


LAYOUT_RULES: Final[tuple[Rule, ...]] = RULES
