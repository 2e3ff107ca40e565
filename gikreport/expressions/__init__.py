"""Narrative bound to the report's numbers, so that text and table cannot disagree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ..errors import Words
from ..model.check import Check, Need, Violation
from ..model.diagnostic import Diagnostic, Rank, Severity
from ..model.prose import Bound, Prose
from .narrative import Narrative, told
from .wrong import WrongExpression

__all__ = ["CHECKS", "Narrative", "WrongExpression"]


def wrong_expressions(narrative: Narrative) -> Iterator[Violation]:
    """Each expression in the text that cannot be told: what it names is not there, or it needs last year's report."""
    for name, number, bound in _bound(narrative.prose):
        try:
            told(bound, narrative.report, narrative.previous)
        except WrongExpression as error:
            facts = {"said": _shown(str(bound)), "number": number, "zh": error.words.zh, "en": error.words.en}
            yield Violation(diagnostic=LAST_YEAR if error.needs_last_year else WRONG, at=(name,), facts=facts)


def _shown(expression: str) -> str:
    """An expression as a message quotes it, however long it is."""
    return expression if len(expression) <= _LONGEST else expression[:_LONGEST] + "…"


_LONGEST: Final = 200


def _bound(prose: Mapping[str, Prose]) -> Iterator[tuple[str, int, Bound]]:
    for name, one in prose.items():
        for number, paragraph in enumerate(one.paragraphs, 1):
            for part in paragraph.parts:
                if isinstance(part, Bound):
                    yield name, number, part


_SOURCE: Final = "数据文件 expressions = true"
WRONG: Final = Diagnostic(
    "P901",
    "An expression in the text names a number of the report.",
    Words("第{number}段的 {said} 有误：{zh}", "{said} in paragraph {number} is wrong: {en}"),
    Words(
        "改成表中一格的路径，如 t3.total.received；要印花括号本身，写 {{ '{{' }}",
        "name a cell, such as t3.total.received; to print braces write {{ '{{' }}",
    ),
    _SOURCE,
    rank=Rank.FILE,
)
LAST_YEAR: Final = Diagnostic(
    "P902",
    "A change against last year needs last year's report.",
    Words("第{number}段的 {said} {zh}", "{said} in paragraph {number}: {en}"),
    Words("用 --previous 给出上一年的报告", "give last year's report with --previous"),
    _SOURCE,
    Severity.UNCERTAIN,
    rank=Rank.FILE,
)
CHECKS: Final = (Check(Narrative, (WRONG, LAST_YEAR), wrong_expressions, (Need.EXPRESSIONS,)),)
