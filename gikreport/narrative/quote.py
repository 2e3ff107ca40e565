"""A sentence as a finding quotes it, shortened around the place."""

from __future__ import annotations

from typing import Final

from ..model.check import Violation
from ..model.diagnostic import Severity
from ..model.outline import CellPath
from .statement import Sentence

_QUOTED: Final = 60


def quoted(sentence: Sentence, start: int = 0) -> str:
    """The sentence as it was written, shortened around a position of its normal form."""
    text = sentence.text
    if sentence.printed is not None:
        text, start = sentence.printed.original, sentence.printed.at(start)
    begin = max(0, start - _QUOTED // 2) if len(text) > _QUOTED else 0
    return ("…" if begin else "") + text[begin : begin + _QUOTED] + ("…" if begin + _QUOTED < len(text) else "")


def _span(sentence: Sentence, start: int, said: object) -> tuple[int, int]:
    """Where in its paragraph, as it was written, the words stand that are wrong; the whole sentence where none are."""
    word = str(said) if isinstance(said, str | int) else ""
    if word and sentence.text.startswith(word, start):
        offset, words = sentence.as_written(start, len(word))
    else:
        offset, words = sentence.as_written(0, len(sentence.text))
    return sentence.start + offset, sentence.start + offset + len(words)


def broken_at(
    sentence: Sentence, start: int, *, related: tuple[CellPath, ...] = (), severity: Severity | None = None,
    **facts: object,
) -> Violation:  # fmt: skip
    """The violation that a sentence is, quoted around a position."""
    return Violation(
        at=(sentence.section,),
        paragraph=sentence.paragraph,
        span=_span(sentence, start, facts.get("said")),
        related=related,
        severity=severity,
        facts={**facts, "quote": quoted(sentence, start)},
    )
