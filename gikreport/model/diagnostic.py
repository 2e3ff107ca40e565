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


class Rank(enum.Enum):
    """Where a rule has its force from, the strongest first."""

    LAW = "law"  # the Regulation, an act
    NOTICE = "notice"  # a notice of the State Council's General Office
    FORM = "form"  # what is printed on the official form
    PRACTICE = "practice"  # local notices, and what offices do
    INFERENCE = "inference"  # what follows, and nobody has written down
    FILE = "file"  # the file itself, or the data: no rule of the report

    def told(self, lang: str = "zh") -> str:
        """The words for it."""
        return _RANKS[self.value][lang == "en"]

    @property
    def strength(self) -> Strength:
        """Whether the rule must be kept, or holds as a rule; an own word of the diagnostic goes before it."""
        return Strength.USUAL if self in (Rank.PRACTICE, Rank.INFERENCE) else Strength.MUST


class Strength(enum.Enum):
    """How strictly a rule holds."""

    MUST = "must"
    USUAL = "usual"

    def told(self, lang: str = "zh") -> str:
        """The word for it."""
        return self.value if lang == "en" else {"must": "应当", "usual": "一般"}[self.value]


_RANKS: Final = {
    "law": ("法律法规", "law"), "notice": ("国办文件", "notice of the State Council's General Office"),
    "form": ("表内印明", "printed on the form"), "practice": ("地方或实务", "local notices or practice"),
    "inference": ("推断", "inference"), "file": ("文件自身", "the file itself"),
}  # fmt: skip
_SEVERITY_ZH: Final = {"error": "错误", "uncertain": "待定", "warning": "提示"}


def _usual_strength(diagnostic: Diagnostic) -> Strength:
    return diagnostic.rank.strength


@attrs.frozen
class Diagnostic:
    """One thing that a check or a reader may find: its code, the sentence of law, its words, the remedy, the source.

    The facts of a finding fill the braces of `words`; in `source`, `{notice}` stands for the 文号 of the report's form.
    `rank` is where the rule has its force from: what is practice or inference is never an error. `since` is the version
    that brought it, "" for those of the first.
    """

    code: str
    law: str
    words: Words
    remedy: Words
    source: str
    severity: Severity = Severity.ERROR
    since: str = ""
    rank: Rank = attrs.field(kw_only=True)
    strength: Strength = attrs.field(kw_only=True, default=attrs.Factory(_usual_strength, takes_self=True))

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
