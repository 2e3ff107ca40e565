"""A finding: one thing that is wrong, or worth a look, with all that is needed to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from ..errors import GikreportError, Problem, Words
from .cell import Place
from .diagnostic import Severity, Value
from .outline import CellPath


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
    """One thing that is wrong, or worth a look, with all that is needed to mend it.

    `suggestion` is what is due at its place, where that is certain; otherwise `candidates` are the cells that may be
    wrong, each with the number that would mend it. In the narrative `paragraph` counts from 1 within its section, and
    `span` is where in it the words stand: from, to, in characters from 0. `facts` are what fills its words.
    """

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
    candidates: tuple[tuple[At, Value], ...] = ()
    facts: Mapping[str, object] = attrs.field(factory=dict)
    paragraph: int | None = None
    span: tuple[int, int] | None = None

    @property
    def is_certain(self) -> bool:
        """Whether it is certain what is due at its place."""
        return self.suggestion is not None

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
