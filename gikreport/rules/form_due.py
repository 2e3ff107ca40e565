"""Between a report and its year: which official form was due."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..errors import UnknownForm, Words
from ..forms import form_for, form_of
from ..model.check import Need, Violation, single
from ..model.diagnostic import Rank, Severity
from ..model.report import Report


def form_due(report: Report) -> Iterator[Violation]:
    """The yearly report is written on the form that the State Council's office has issued for its year."""
    form = form_of(report)
    try:
        due = form_for(report.year)
    except UnknownForm:
        return
    if form is not due:
        yield Violation(at=("year",), facts={"form": form.notice, "due": due.notice, "year": report.year})


CHECKS: Final = (
    single(
        "F001",
        form_due,
        on=Report,
        needs=(Need.REPORT,),
        words=Words(
            "报告用的是{form}的格式，{year}年度应当用{due}的格式",
            "the report is on the form of {form}; for {year} that of {due} was due",
        ),
        remedy=Words(
            "改用应当用的格式；2019 年度鼓励使用新格式，确有困难的可以参照",
            "use the form that was due; for 2019 it was encouraged, not mandatory",
        ),
        source="{notice}",
        severity=Severity.WARNING,
        rank=Rank.NOTICE,
    ),
)
