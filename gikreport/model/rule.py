"""A rule (code, subject, legal source, words), a violation of it, a finding, and a report that is not sound."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import attrs

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
