"""Narrative bound to the report's numbers, so that text and table cannot disagree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ..model.prose import Bound, Prose
from ..model.rule import Rule, Severity, Violation
from .narrative import Narrative, told
from .wrong import WrongExpression

__all__ = ["RULES", "Narrative", "WrongExpression"]


def wrong_expressions(narrative: Narrative) -> Iterator[Violation]:
    """An expression in the text names a number of the report."""
    yield from _wrong(narrative, needs_last_year=False)


def without_last_year(narrative: Narrative) -> Iterator[Violation]:
    """A change against last year needs last year's report."""
    yield from _wrong(narrative, needs_last_year=True)


def _wrong(narrative: Narrative, *, needs_last_year: bool) -> Iterator[Violation]:
    for name, number, bound in _bound(narrative.prose):
        try:
            told(bound, narrative.report, narrative.previous)
        except WrongExpression as error:
            if error.needs_last_year is needs_last_year:
                facts = {"said": str(bound), "number": number, "zh": error.words.zh, "en": error.words.en}
                yield Violation(at=(name,), facts=facts)


def _bound(prose: Mapping[str, Prose]) -> Iterator[tuple[str, int, Bound]]:
    for name, one in prose.items():
        for number, paragraph in enumerate(one.paragraphs, 1):
            for part in paragraph.parts:
                if isinstance(part, Bound):
                    yield name, number, part


RULES: Final = (
    Rule(
        "P901",
        wrong_expressions,
        on=Narrative,
        source="数据文件 expressions = true",
        zh="第{number}段的 {said} 有误：{zh}",
        en="{said} in paragraph {number} is wrong: {en}",
        remedy_zh="改成表中一格的路径，如 t3.total.received；要印花括号本身，写 {{ '{{' }}",
        remedy_en="name a cell, such as t3.total.received; to print braces write {{ '{{' }}",
    ),
    Rule(
        "P902",
        without_last_year,
        on=Narrative,
        source="数据文件 expressions = true",
        severity=Severity.UNCERTAIN,
        zh="第{number}段的 {said} {zh}",
        en="{said} in paragraph {number}: {en}",
        remedy_zh="用 --previous 给出上一年的报告",
        remedy_en="give last year's report with --previous",
    ),
)
