"""Is it sound? Every rule over a report or a reading, and the only makers of what may become a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from .. import expressions
from ..expressions.narrative import filled, narrative_of, resolved
from ..forms import form_of
from ..model.document import KEY, Draft, SoundReport, printed_number
from ..model.finding import Finding, UnsoundReport
from ..model.form import Form
from ..model.options import Options
from ..model.outline import CellPath, Line, block_paths, full_paths, outline, value_at
from ..model.reading import UNFILLED_WORD, NotAReport, Reading, State
from ..model.report import TITLE, Report, prose_fields, tables
from ..model.rule import Rule, Severity
from ..model.sums import values
from ..narrative.statement import Statement
from ..rules import (
    aggregation as aggregation_rules,
    breakdown,
    citations as citations_rules,
    deadlines as deadlines_rules,
    form_due as form_due_rules,
    narrative as narrative_rules,
    remarks as remarks_rules,
    retelling as retelling_rules,
    similarity as similarity_rules,
    tables as tables_rules,
    text_slips as text_slips_rules,
    units as units_rules,
    word_layout as word_layout_rules,
    years as years_rules,
)
from ..sources import Source, read
from . import locate
from .pointing import finding_of
from .subject import headings_of, shape_of, stated as stated, stated_tables, statement
from .waivers import RULES as WAIVER_RULES, Waiver, settled, unused

if TYPE_CHECKING:
    from ..units import Units

RULES: Final[tuple[Rule, ...]] = (
    *tables_rules.RULES,
    *locate.RULES,
    *form_due_rules.RULES,
    *remarks_rules.RULES,
    *years_rules.RULES,
    *aggregation_rules.RULES,
    *units_rules.RULES,
    *similarity_rules.RULES,
    *narrative_rules.RULES,
    *text_slips_rules.RULES,
    *citations_rules.RULES,
    *breakdown.RULES,
    *retelling_rules.RULES,
    *deadlines_rules.RULES,
    *WAIVER_RULES,
    *expressions.RULES,
    *word_layout_rules.RULES,
)


def check(
    subject: Reading | Report, *, previous: Reading | Report | None = None, units: Units | None = None
) -> tuple[Finding, ...]:
    """Every finding about a reading or a report, all at once, errors first; empty when nothing is wrong.

    With last year's report, `previous`, what it carried forward is compared too; with the list of `units`, how the
    office is named there.
    """
    both = years_rules.Years(_reading(previous), _reading(subject)) if previous is not None else None
    office = _office(_reading(subject), units) if units is not None else None
    retold = retelling_rules.Retold(statement(previous), statement(subject)) if previous is not None else None
    beside = tuple(pair for pair in (both, retold, office, narrative_of(subject, previous)) if pair is not None)
    found = tuple(_broken(subject, beside))
    if isinstance(subject, Reading):
        found = tuple(_unconfirmed(tuple(_located(subject, found))))
    return tuple(sorted(found, key=lambda finding: _WEIGHT[finding.severity]))


def _office(reading: Reading, units: Units) -> object:
    from ..units import office_of

    return office_of(reading, units)


def _broken(subject: Reading | Report, beside: tuple[object, ...]) -> Iterator[Finding]:
    known: dict[type, tuple[tuple[CellPath, Any], ...]] = {}
    for rule in RULES:
        if rule.on not in known:
            known[rule.on] = tuple(_values(subject, rule.on, beside))
        for path, value in known[rule.on]:
            for violation in rule.check(value):
                yield finding_of(subject, rule, path, violation)


def found_by(rules: Iterable[Rule], subject: Reading | Report, value: Any) -> tuple[Finding, ...]:
    """The findings of some rules about a value that stands beside a report, such as its neighbours in a folder."""
    return tuple(finding_of(subject, rule, (), violation) for rule in rules for violation in rule.check(value))


def _located(reading: Reading, findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """The findings, those about totals that do not agree replaced by the cells that explain them."""
    off = {finding.at.path[0] for finding in findings if finding.code in locate.EXPLAINED}
    verdicts = {name: locate.verdict(reading, name) for name in sorted(off)}
    for finding in findings:
        told = verdicts.get(finding.at.path[0]) if finding.code in locate.EXPLAINED else None
        if told is None or (finding.code, finding.at.path) in told.kept:
            yield finding
    for told in verdicts.values():
        for rule, violation in told.violations:
            yield finding_of(reading, rule, (), violation)


def _unconfirmed(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """The findings without those about narrative that tells the very number which is due in a wrong cell."""
    due = {one.at.path: one.expected for one in findings if one.code in locate.DUE}
    for finding in findings:
        beside = [due[at.path] for at, _ in finding.related if at.path in due]
        if len(finding.related) != 1 or not beside or finding.facts.get("said") != beside[0]:
            yield finding


_WEIGHT: Final = {Severity.ERROR: 0, Severity.UNCERTAIN: 1, Severity.WARNING: 2}


def sound(
    subject: Reading | Report, *, options: Options | None = None, waivers: Iterable[Waiver] = (),
    previous: Reading | Report | None = None,
) -> SoundReport:  # fmt: skip
    """The report, ready to become a document; raises UnsoundReport with all findings where one forbids it.

    What a waiver excuses does not forbid it; the document tells in its properties which waivers those are.
    With last year's report, `previous`, the years are compared, and narrative may tell the change between them.
    """
    known, name = tuple(waivers), subject.name if isinstance(subject, Reading) else ""
    judged = settled(check(subject, previous=previous), known, name)
    if any(finding.severity.forbids for finding in judged.findings):
        raise UnsoundReport(judged.findings)
    report = subject.report if isinstance(subject, Reading) else subject
    return SoundReport(
        report=report,
        warnings=(*judged.findings, *unused(known, judged.used, [name] if name else ())),
        waivers=tuple(waiver.told for waiver in judged.used),
        shapes={name: shape_of(value) for name, value in stated_tables(report)},
        figures=dict(_figures(report)),
        title=report.title,
        prose=resolved(report, previous),
        **_shared(report, form_of(report), options or _options(subject)),
    )


def draft(
    subject: Reading | Report, *, options: Options | None = None, previous: Reading | Report | None = None
) -> Draft:
    """Whatever is stated so far, to be printed as 草稿; 待填 stands where nothing is stated."""
    reading = _reading(subject)
    shapes = {name: reading.shape(name) for name in tables(reading.form.report) if _printed_in_draft(reading, name)}
    agency, year = reading.agency or UNFILLED_WORD, reading.year
    return Draft(
        findings=check(subject, previous=previous),
        prose=filled(reading, previous),
        shapes=shapes,
        figures=dict(_stated_figures(reading, shapes)),
        title=reading.title or (TITLE.format(agency=agency, year=year or UNFILLED_WORD),),
        **_shared(reading, reading.form, options or reading.options),
    )


def load(source: Source | Reading, *, form: str | Form | None = None) -> Report:
    """The typed report of a data file or document.

    Raises Unreadable where it cannot be read, NotAReport where cells are open, UnsoundReport where a total is wrong.
    """
    reading = source if isinstance(source, Reading) else read(source, form=form)
    report = reading.report
    wrong = tuple(finding for finding in check(reading) if finding.code in locate.TOTALS)
    if wrong:
        raise UnsoundReport(wrong)
    return report


def _reading(subject: Reading | Report) -> Reading:
    return subject if isinstance(subject, Reading) else stated(subject)


def _options(subject: Reading | Report) -> Options:
    return subject.options if isinstance(subject, Reading) else Options()


def _shared(source: Report | Reading, form: Form, options: Options) -> dict[str, Any]:
    defaults = {name: entry.words[0] for name, entry in prose_fields(form.report).items() if entry.words}
    return {
        "key": KEY,
        "form": form,
        "agency": source.agency or UNFILLED_WORD,
        "year": source.year,
        "signed_by": source.agency or UNFILLED_WORD if source.signed_by is None else source.signed_by,
        "signed_on": source.signed_on,
        "headings": {**defaults, **headings_of(source)},
        "options": options,
    }


def _figures(report: Report) -> Iterator[tuple[CellPath, str]]:
    for name, table in stated_tables(report):
        texts = map(printed_number, values(table), outline(table))
        yield from zip(full_paths(name, table), texts, strict=True)


def _printed_in_draft(reading: Reading, name: str) -> bool:
    return name in reading.tables or name in reading.missing_tables()


def _stated_figures(reading: Reading, shapes: Mapping[str, Any]) -> Iterator[tuple[CellPath, str]]:
    for name, shape in shapes.items():
        for line in outline(shape):
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


def _values(subject: Reading | Report, on: type, beside: tuple[object, ...]) -> Iterator[tuple[CellPath, Any]]:
    yield from (((), pair) for pair in beside if isinstance(pair, on))
    if on is Reading:
        yield from [((), subject)] if isinstance(subject, Reading) else ()
    elif on is Statement:
        yield (), statement(subject)
    elif issubclass(on, Report):
        yield from _report(subject, on)
    else:
        yield from _blocks(subject, on)


def _report(subject: Reading | Report, on: type) -> Iterator[tuple[CellPath, Report]]:
    typed = _typed(subject)
    if isinstance(typed, Report) and isinstance(typed, on):
        yield (), typed


def _blocks(subject: Reading | Report, on: type) -> Iterator[tuple[CellPath, Any]]:
    cls, typed = subject.form.report if isinstance(subject, Reading) else type(subject), _typed(subject)
    for path, block in block_paths(cls, on):
        value = _block(typed, path, block)
        if value is not None:
            yield path, value


def _block(subject: Reading | Report, path: CellPath, cls: type) -> Any | None:
    if isinstance(subject, Reading):
        return subject.block(path, cls) if path[0] in subject.tables else None
    return value_at(subject, path) if getattr(subject, path[0]) is not None else None


def _typed(subject: Reading | Report) -> Reading | Report:
    """The report that a reading states, where it states a whole one."""
    try:
        return subject.report if isinstance(subject, Reading) else subject
    except NotAReport:
        return subject
