"""The narrative of a report with its expressions, and the text that it comes to."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping

import attrs

from ..model.cell import UNFILLED_WORD
from ..model.prose import Bound, Paragraph, Part, Prose, Run
from ..model.report import Report
from .wrong import WrongExpression


@attrs.frozen
class Narrative:
    """The narrative of a report that asks for expressions, and the reports that they are over."""

    prose: Mapping[str, Prose]
    report: Report
    previous: Report | None = None


def resolved(prose: Mapping[str, Prose], report: Report, previous: Report | None = None) -> dict[str, Prose]:
    """The narrative with each expression replaced by what it comes to; raises WrongExpression."""
    return {name: _replaced(one, lambda bound: told(bound, report, previous)) for name, one in prose.items()}


def filled(prose: Mapping[str, Prose], report: Report | None, previous: Report | None = None) -> dict[str, Prose]:
    """The narrative of a draft: 待填 stands where an expression cannot be told yet."""

    def as_far_as_known(bound: Bound) -> str:
        try:
            return told(bound, report, previous) if report is not None else UNFILLED_WORD
        except WrongExpression:
            return UNFILLED_WORD

    return {name: _replaced(one, as_far_as_known) for name, one in prose.items()}


def told(bound: Bound, report: Report, previous: Report | None) -> str:
    """What one expression of the narrative comes to; raises WrongExpression."""
    if not bound.closed:
        raise WrongExpression("花括号没有合上", "the braces are not closed")
    from .values import text_of

    return text_of(bound.source, report, previous)


def _replaced(prose: Prose, told: Callable[[Bound], str]) -> Prose:
    if not prose.is_bound:
        return prose
    return Prose(tuple(Paragraph(tuple(_joined(p.parts, told))) for p in prose.paragraphs), prose.figures)


def _joined(parts: Iterable[Part], told: Callable[[Bound], str]) -> Iterator[Part]:
    """The parts with each expression told, neighbours that are plain text as one."""
    for is_run, group in itertools.groupby(parts, key=lambda part: isinstance(part, Run)):
        if is_run:
            yield from group
        else:
            yield "".join(told(part) if isinstance(part, Bound) else str(part) for part in group)
