"""What may become a document: a sound report, or a draft that says so; made here only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from ..expressions.narrative import filled, resolved
from ..model.cell import UNFILLED_WORD, State
from ..model.document import KEY, Draft, SoundReport, printed_number
from ..model.finding import UnsoundReport
from ..model.form import Form
from ..model.options import Options
from ..model.outline import CellPath, Line
from ..model.reading import Reading, Remark
from ..model.report import TITLE, Report, prose_fields, tables
from ..model.table import Table
from ..readers.remarks import LOSSES
from ..sources import Source, read
from . import locate
from .check import check
from .subject import Subject, reading_of, stated_tables, subject_of
from .waivers import Waiver, settled, unused


def sound(
    subject: Reading | Report, *, options: Options | None = None, waivers: Iterable[Waiver] = (),
    previous: Reading | Report | None = None, lossy: bool = False,
) -> SoundReport:  # fmt: skip
    """The report, ready to become a document; raises UnsoundReport with all findings where one forbids it.

    What a waiver excuses does not forbid it; the document tells in its properties which waivers those are.
    With last year's report, `previous`, the years are compared, and narrative may tell the change between them.
    What a file holds and was not read forbids it too, unless it is to be `lossy`: the document tells what that was.
    """
    known, given = tuple(waivers), subject_of(subject)
    judged = settled(check(given.source, previous=previous), known, given.name)
    if any(finding.severity.forbids and not (lossy and finding.code in LOSSES) for finding in judged.findings):
        raise UnsoundReport(judged.findings)
    report = given.whole_report()
    return SoundReport(
        report=report,
        warnings=(*judged.findings, *unused(known, judged.used, [given.name] if given.name else ())),
        waivers=tuple(waiver.told for waiver in judged.used),
        left_out=losses(given.source) if lossy else (),
        tables=stated_tables(report),
        figures=dict(_figures(report)),
        title=report.title,
        prose=resolved(given.sections, report, _report_of(previous)),
        **_shared(subject_of(report), options or given.options),
    )


def losses(subject: Reading | Report) -> tuple[Remark, ...]:
    """What the file of a reading held that is not in it: no document and no data are made of it unasked."""
    remarks = subject.remarks if isinstance(subject, Reading) else ()
    found = (one for one in remarks if one.code in LOSSES and one.severity is None)
    return tuple(sorted(found, key=lambda one: one.code))


def whole(subject: Reading | Report) -> Reading | Report:
    """The same; raises UnsoundReport where content of its file was not read."""
    if losses(subject):
        raise UnsoundReport(check(subject, only=sorted(LOSSES)))
    return subject


def published(document: SoundReport) -> Reading | Report:
    """What the data beside a document state: its report, and what was left out of it."""
    if not document.left_out:
        return document.report
    return attrs.evolve(reading_of(document.report), remarks=document.left_out)


def draft(
    subject: Reading | Report, *, options: Options | None = None, previous: Reading | Report | None = None
) -> Draft:
    """Whatever is stated so far, to be printed as 草稿; 待填 stands where nothing is stated."""
    given = subject_of(subject)
    reading = given.reading
    there = {name: reading.table(name) for name in tables(reading.form.report) if _printed_in_draft(given, name)}
    agency, year = reading.agency or UNFILLED_WORD, reading.year
    return Draft(
        findings=check(given.source, previous=previous),
        prose=filled(given.sections, given.report, _report_of(previous)),
        tables=there,
        figures=dict(_stated_figures(reading, there)),
        title=reading.title or (TITLE.format(agency=agency, year=year or UNFILLED_WORD),),
        **_shared(given, options or given.options),
    )


def load(source: Source | Reading, *, form: str | Form | None = None) -> Report:
    """The typed report of a data file or document.

    Raises Unreadable where it cannot be read, NotAReport where cells are open, UnsoundReport where a total is wrong.
    """
    reading = source if isinstance(source, Reading) else read(source, form=form)
    report = reading.report
    wrong = check(reading, only=locate.TOTALS)
    if wrong:
        raise UnsoundReport(wrong)
    return report


def _report_of(previous: Reading | Report | None) -> Report | None:
    return None if previous is None else subject_of(previous).report


def _shared(given: Subject, options: Options) -> dict[str, Any]:
    source = given.source
    defaults = {name: entry.words[0] for name, entry in prose_fields(given.cls).items() if entry.words}
    return {
        "key": KEY,
        "form": given.form,
        "agency": source.agency or UNFILLED_WORD,
        "year": source.year,
        "signed_by": source.agency or UNFILLED_WORD if source.signed_by is None else source.signed_by,
        "signed_on": source.signed_on,
        "attachments": source.attachments,
        "headings": {**defaults, **given.headings},
        "options": options,
    }


def _figures(report: Report) -> Iterator[tuple[CellPath, str]]:
    for name, table in stated_tables(report).items():
        texts = map(printed_number, table.values(getattr(report, name)), table.lines)
        yield from zip(table.paths((name,)), texts, strict=True)


def _printed_in_draft(given: Subject, name: str) -> bool:
    return name in given.tables or name in given.missing


def _stated_figures(reading: Reading, there: Mapping[str, Table]) -> Iterator[tuple[CellPath, str]]:
    for name, table in there.items():
        for line in table.lines:
            path = (name, *line.path)
            yield path, _stated_figure(reading, path, line)


def _stated_figure(reading: Reading, path: CellPath, line: Line) -> str:
    cell = reading.cells.get(path)
    if line.computed:
        total = reading.worked_out(path)
        return UNFILLED_WORD if total is None else str(total)
    if cell is None or cell.state is State.UNFILLED:
        return UNFILLED_WORD
    return printed_number(cell.amount, line) if cell.counts else cell.text
