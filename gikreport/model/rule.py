"""A rule (code, subject, legal source, words), a violation of it, a finding, and a report that is not sound."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import attrs

from ..errors import GikreportError, Problem, Words
from .outline import CellPath
from .reading import Place

Value = int | Decimal | str | None


class Severity(enum.Enum):
    """How much a finding weighs: errors and uncertain findings forbid a document, warnings do not."""

    ERROR = "error"
    UNCERTAIN = "uncertain"  # what is needed is not stated
    WARNING = "warning"

    def told(self, lang: str = "zh") -> str:
        """The word for it."""
        return self.value if lang == "en" else _SEVERITY_ZH[self.value]

    @property
    def forbids(self) -> bool:
        """Whether no document is made from what has such a finding."""
        return self is not Severity.WARNING


_SEVERITY_ZH: Final = {"error": "错误", "uncertain": "待定", "warning": "提示"}


@attrs.frozen(kw_only=True)
class Violation:
    """Where a rule is broken: first the cell to look at, then the lines that take part.

    Paths are relative to the block that the rule was given; in narrative, `paragraph` counts from 0 within its part.
    `facts` fill the braces of the rule's words.
    """

    at: CellPath = ()
    expected: Value = None
    actual: Value = None
    related: tuple[CellPath, ...] = ()
    suggestion: Value = None
    facts: Mapping[str, object] = attrs.field(factory=dict)
    place: Place | None = None
    paragraph: int | None = None
    severity: Severity | None = None


@attrs.frozen
class Rule:
    """One rule: a generator over a value of the class `on`, with the words that tell a clerk what it found.

    In `source`, `{notice}` stands for the 文号 of the report's form.
    """

    code: str
    check: Callable[[Any], Iterator[Violation]]
    on: type = attrs.field(kw_only=True)
    source: str = attrs.field(kw_only=True)
    zh: str = attrs.field(kw_only=True)
    en: str = attrs.field(kw_only=True)
    remedy_zh: str = attrs.field(kw_only=True)
    remedy_en: str = attrs.field(kw_only=True)
    severity: Severity = attrs.field(default=Severity.ERROR, kw_only=True)

    def told(self, lang: str = "zh") -> str:
        """Its words, with “…” for what a finding fills in."""
        return re.sub(r"\{\w+(!r)?\}", "…", self.en if lang == "en" else self.zh)

    @property
    def law(self) -> str:
        """The rule's sentence of law, for `explain`."""
        return " ".join((self.check.__doc__ or "").split())


@attrs.frozen(kw_only=True)
class At:
    """The place of a finding: on the form, in the model, on the printed grid and in the user's file."""

    table: str | None = None
    section: str = ""
    row: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    path: CellPath = ()
    grid: tuple[int, int] | None = None
    place: Place | None = None


@attrs.frozen(kw_only=True)
class Finding:
    """One thing that is wrong, or worth a look, with all that is needed to mend it."""

    code: str
    severity: Severity
    words: Words
    remedy: Words
    source: str
    at: At
    expected: Value = None
    actual: Value = None
    related: tuple[tuple[At, Value], ...] = ()
    suggestion: Value = None
    facts: Mapping[str, object] = attrs.field(factory=dict)

    @property
    def fingerprint(self) -> str:
        """The same for the same fault with the same values, wherever the file lies."""
        import hashlib

        values = [self.expected, self.actual, *(value for _, value in self.related), *self.facts.values()]
        stated = "\n".join([self.code, ".".join(self.at.path), *map(str, values)])
        return hashlib.sha256(stated.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class UnsoundReport(GikreportError):
    """A report that may not become a document; `findings` say why, all at once."""

    exit_code = 1

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        count = sum(1 for finding in self.findings if finding.severity.forbids)
        words = Words(f"报告有 {count} 处问题，不能成文", f"{count} findings forbid a document")
        super().__init__(words, [_problem(finding) for finding in self.findings])

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.findings,)


def _problem(finding: Finding) -> Problem:
    """The finding in one line, for a log or a traceback; `gikreport.tell` says all of it."""
    at = finding.at
    place = " ".join([at.table or ".".join(at.path), *at.row[-1:], *at.column[-1:]])
    return Problem(place, Words(f"{finding.code} {finding.words.zh}", f"{finding.code} {finding.words.en}"))
