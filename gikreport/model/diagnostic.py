"""A diagnostic: what may be found about a report, in the words that tell a clerk, with its law and its remedy."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final

import attrs

from ..errors import Words

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


@attrs.frozen
class Diagnostic:
    """One thing that a check or a reader may find: its code, the sentence of law, its words, the remedy, the source.

    The facts of a finding fill the braces of `words`; in `source`, `{notice}` stands for the 文号 of the report's form.
    `since` is the version that brought it, "" for those of the first.
    """

    code: str
    law: str
    words: Words
    remedy: Words
    source: str
    severity: Severity = Severity.ERROR
    since: str = ""

    @property
    def zh(self) -> str:
        """Its words in Chinese, with braces."""
        return self.words.zh

    @property
    def en(self) -> str:
        """Its words in English, with braces."""
        return self.words.en

    @property
    def remedy_zh(self) -> str:
        """What to do, in Chinese."""
        return self.remedy.zh

    @property
    def remedy_en(self) -> str:
        """What to do, in English."""
        return self.remedy.en

    def told(self, lang: str = "zh") -> str:
        """Its words, with “…” for what a finding fills in."""
        return re.sub(r"\{\w+(!r)?\}", "…", self.words.told(lang))


Rule = Diagnostic  # the public name


def law_of(function: Callable[..., object]) -> str:
    """The sentence of law that a function stands for: its docstring."""
    return " ".join((function.__doc__ or "").split())
