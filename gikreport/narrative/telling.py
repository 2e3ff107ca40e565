"""What a narrative was understood to say: each number with its concept and cells, or why it was let be."""

from __future__ import annotations

import collections
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import attrs

from ..errors import Words
from .claims import Claim, Why
from .statement import Passage, Statement

WHY: Final = {
    Why.COMPARED: Words("与表核对", "compared"),
    Why.NO_CELL: Words("不核对：报告的表中没有这个数", "let be: no table of the report has it"),
    Why.ANOTHER_YEAR: Words("不核对：说的是其他年度", "let be: another year"),
    Why.ANOTHER_SCOPE: Words("不核对：说的是一部分或其他单位", "let be: a part, or another office"),
    Why.ABOUT: Words("不核对：不是确数", "let be: no exact count"),
    Why.UNKNOWN_WORDS: Words("不核对：不知是什么数", "let be: what it counts is not known"),
    Why.ALIEN: Words("不核对：是别的事项", "let be: something else"),
}


@attrs.frozen(kw_only=True)
class ToldNumber:
    """One number of a narrative: where it stands, what it was taken for, and why it is compared or let be.

    `cells` are the sums of the tables that it may be, as far as the report has them; `paragraph` counts from 1,
    `offset` is its place there, from 0, and `start` that of its sentence. A denial is the number 0.
    """

    section: str
    paragraph: int
    offset: int
    sentence: str
    number: str
    value: Decimal | None
    unit: str
    concept: str
    cells: tuple[str, ...]
    why: Why
    because: str
    start: int = 0
    is_denial: bool = False

    def told(self, lang: str = "zh") -> str:
        """The number in one line."""
        name = self.concept or ("?" if lang == "en" else "（未知）")
        because = f"：“{self.because}”" if self.because else ""
        cells = f" [{' | '.join(self.cells)}]" if self.cells else ""
        return f"{self.number} {name}{cells} {WHY[self.why].told(lang)}{because}"

    @property
    def data(self) -> Mapping[str, Any]:
        """The number for JSON: `text` as it stands, `value` as a number, or as text where it is no whole one.

        `sentence` is whole up to 2,000 characters; of a longer one the words around the number, between dots.
        """
        plain = {name: getattr(self, name) for name in ("section", "paragraph", "offset")} | {"sentence": self._quoted}
        words = {name: getattr(self, name) for name in ("unit", "concept", "because")}
        return {
            **plain, "text": self.number, "value": _plain(self.value), **words, "cells": list(self.cells),
            "why": self.why.value,
        }  # fmt: skip

    @property
    def _quoted(self) -> str:
        if len(self.sentence) <= _LONGEST:
            return self.sentence
        begin = max(0, self.offset - self.start - _AROUND)
        end = begin + 2 * _AROUND
        return ("…" if begin else "") + self.sentence[begin:end] + ("…" if end < len(self.sentence) else "")


_LONGEST: Final = 2000
_AROUND: Final = 50


def _plain(value: Decimal | None) -> int | str | None:
    if value is None or value != value.to_integral_value():
        return None if value is None else f"{value:f}"
    return int(value)


def numbers(statement: Statement) -> Iterator[ToldNumber]:
    """Every number of a narrative, in printed order."""
    for passage in statement.passages:
        for claim in passage.claims:
            yield _told(statement, passage, claim)


def _told(statement: Statement, passage: Passage, claim: Claim) -> ToldNumber:
    groups = claim.concept.cells if claim.concept is not None else ()
    there = [held for cells in groups if (held := [cell for cell in cells if statement.cells(cell)])]
    without = not there and claim.why is Why.COMPARED
    return ToldNumber(
        section=passage.sentence.section,
        paragraph=passage.sentence.paragraph + 1,
        offset=passage.sentence.start + claim.offset,
        sentence=passage.sentence.text,
        number="0" if claim.negated else f"{claim.digits}{claim.unit}",
        value=claim.value,
        unit=claim.unit,
        concept=claim.concept.name if claim.concept is not None else "",
        cells=tuple("+".join(".".join(cell) for cell in cells) for cells in there),
        why=Why.NO_CELL if without else claim.why,
        because=claim.because,
        start=passage.sentence.start,
        is_denial=claim.negated,
    )


def stopping(told: Iterable[ToldNumber]) -> list[tuple[str, int]]:
    """The words that nobody knows beside a number, the most frequent first: what a lexicon may still learn."""
    words = (one.because for one in told if one.why is Why.UNKNOWN_WORDS and one.because)
    return sorted(collections.Counter(words).items(), key=lambda pair: (-pair[1], pair[0]))
