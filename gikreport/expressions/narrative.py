"""The narrative of a report with its expressions, and the text that it comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs

from ..model.prose import EMPTY, Bound, Paragraph, Part, Prose
from ..model.reading import UNFILLED_WORD, NotAReport, Reading
from ..model.report import Report, prose_fields
from .wrong import WrongExpression

Subject = Reading | Report


@attrs.frozen
class Narrative:
    """The narrative of a report that asks for expressions, and the reports that they are over."""

    prose: Mapping[str, Prose]
    report: Report
    previous: Report | None = None


def narrative_of(subject: Subject, previous: Subject | None) -> Narrative | None:
    """The narrative with its expressions; None where it has none, or where a number is still open."""
    prose = _prose(subject)
    if not any(one.is_bound for one in prose.values()):
        return None
    report = _report(subject)
    return Narrative(prose, report, _report(previous)) if report is not None else None


def resolved(report: Report, previous: Subject | None = None) -> dict[str, Prose]:
    """The narrative with each expression replaced by what it comes to; raises WrongExpression."""
    last = _report(previous)
    return {name: _replaced(one, lambda bound: told(bound, report, last)) for name, one in _prose(report).items()}


def filled(subject: Subject, previous: Subject | None = None) -> dict[str, Prose]:
    """The narrative of a draft: 待填 stands where an expression cannot be told yet."""
    report, last = _report(subject), _report(previous)

    def as_far_as_known(bound: Bound) -> str:
        try:
            return told(bound, report, last) if report is not None else UNFILLED_WORD
        except WrongExpression:
            return UNFILLED_WORD

    return {name: _replaced(one, as_far_as_known) for name, one in _prose(subject).items()}


def told(bound: Bound, report: Report, previous: Report | None) -> str:
    """What one expression of the narrative comes to; raises WrongExpression."""
    if not bound.closed:
        raise WrongExpression("花括号没有合上", "the braces are not closed")
    from .values import text_of

    return text_of(bound.source, report, previous)


def _prose(subject: Subject) -> dict[str, Prose]:
    if isinstance(subject, Reading):
        return {name: subject.prose.get(name, EMPTY) for name in prose_fields(subject.form.report)}
    return {name: getattr(subject, name) for name in prose_fields(type(subject))}


def _report(subject: Subject | None) -> Report | None:
    """The typed report; None where there is none, or where it is not complete."""
    try:
        return subject.report if isinstance(subject, Reading) else subject
    except NotAReport:
        return None


def _replaced(prose: Prose, told: Callable[[Bound], str]) -> Prose:
    if not prose.is_bound:
        return prose
    return Prose(tuple(Paragraph(("".join(_text(part, told) for part in p.parts),)) for p in prose.paragraphs))


def _text(part: Part, told: Callable[[Bound], str]) -> str:
    return told(part) if isinstance(part, Bound) else part
