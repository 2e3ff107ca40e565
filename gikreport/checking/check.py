"""Is it sound? Every check over a report or a reading, and which of them could be run."""

from __future__ import annotations

import enum
import functools
import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

import attrs

from ..expressions.narrative import Narrative
from ..limits import and_more, limits
from ..model.check import Check, Need, Violation
from ..model.diagnostic import Diagnostic, Severity
from ..model.finding import Finding
from ..model.outline import CellPath, block_paths
from ..model.reading import NotAReport, Reading
from ..model.report import Report, tables
from ..narrative.claims import Why
from ..narrative.lexicon import Lexicon
from ..narrative.statement import Statement
from ..narrative.telling import numbers
from ..rules.retelling import Retold
from ..rules.units import Office
from ..rules.years import Years
from ..units import office_of
from . import locate
from .catalogue import REPORT_CHECKS
from .finding import finding_of
from .subject import Subject, subject_of

if TYPE_CHECKING:
    from ..units import Units

Only = Collection[str | Diagnostic]


class Outcome(enum.Enum):
    """What became of a check."""

    RAN = "ran"
    NOT_APPLICABLE = "not_applicable"  # the report has nothing of what it is about
    NOT_CHECKED = "not_checked"  # what it needs is not there


@attrs.frozen
class Ran:
    """What became of a check; `lacks` is what was not there: where it ran, it did not run over everything.

    `where` are the printed names of the tables that were not there, or not whole.
    """

    check: Check[Any]
    outcome: Outcome
    lacks: Need | None = None
    where: tuple[str, ...] = ()


@attrs.frozen
class Checked:
    """All findings, errors first, and what became of each check that was asked for.

    `merged` are the codes of what was found and is told by another finding, of the cell that explains it.
    """

    findings: tuple[Finding, ...]
    ran: tuple[Ran, ...]
    merged: frozenset[str] = frozenset()


def check(
    subject: Reading | Report, *, previous: Reading | Report | None = None, units: Units | None = None,
    lexicon: Lexicon | None = None, only: Only | None = None,
) -> tuple[Finding, ...]:  # fmt: skip
    """Every finding about a reading or a report, all at once, errors first; empty when nothing is wrong.

    With last year's report, `previous`, what it carried forward is compared too; with the list of `units`, how the
    office is named there; `lexicon` has the office's own words (`read_lexicon`). With `only`, codes or rules, what else
    could be found is not looked for.
    """
    return _Run(subject, previous, units, lexicon).findings(_wanted(only))


def checked(
    subject: Reading | Report, *, previous: Reading | Report | None = None, units: Units | None = None,
    lexicon: Lexicon | None = None, only: Only | None = None,
) -> Checked:  # fmt: skip
    """Every finding as `check` tells it, and which checks were run."""
    run, wanted = _Run(subject, previous, units, lexicon), _wanted(only)
    found = run.findings(wanted)
    merged = run.seen - _codes_of(found)
    return Checked(found, tuple(run.ran(wanted)), merged if wanted is None else merged & wanted)


def _wanted(only: Only | None) -> frozenset[str] | None:
    return None if only is None else frozenset(one if isinstance(one, str) else one.code for one in only)


_WEIGHT: Final = {Severity.ERROR: 0, Severity.UNCERTAIN: 1, Severity.WARNING: 2}


def _codes(found: Iterable[Diagnostic]) -> frozenset[str]:
    return frozenset(diagnostic.code for diagnostic in found)


def _codes_of(found: Iterable[Finding]) -> frozenset[str]:
    return frozenset(finding.code for finding in found)


_EXPLAINED: Final = _codes(locate.EXPLAINED)
_DUE: Final = _codes(locate.DUE)
# What is told otherwise, or not at all, where a wrong cell explains it.
_RESTS_ON_TOTALS: Final = _EXPLAINED.union(
    _codes(locate.TOTALS), *(_codes(one.finds) for one in REPORT_CHECKS if one.on is Statement)
)


@functools.lru_cache(64)
def _plan(wanted: frozenset[str] | None) -> tuple[tuple[Check[Any], ...], ...]:
    """The checks that can find what is wanted, and those that the telling of it rests on.

    Those that stand together and are run over the same values make a group.
    """
    due = None if wanted is None else wanted | _EXPLAINED if wanted & _RESTS_ON_TOTALS else wanted
    chosen = (one for one in REPORT_CHECKS if due is None or due & _codes(one.finds))
    return tuple(tuple(group) for _, group in itertools.groupby(chosen, lambda one: (one.on, one.needs)))


@attrs.frozen
class _Values:
    """The values that a check is run over, each with its path; or why there are none."""

    values: tuple[tuple[CellPath, Any], ...]
    outcome: Outcome = Outcome.RAN
    lacks: Need | None = None
    where: tuple[str, ...] = ()  # the names of the tables that are not there, or not whole


class _Run:
    """One run of checks over a report: the values that they are run over, made once, and what became of each."""

    def __init__(
        self, source: Reading | Report, previous: Reading | Report | None, units: Units | None, words: Lexicon | None
    ) -> None:
        self._subject = subject = subject_of(source, words)
        self._previous = None if previous is None else subject_of(previous, words)
        self._years = Years(self._previous.reading, subject.reading) if self._previous is not None else None
        self._office = office_of(subject.reading, units) if units is not None else None
        self._missing = frozenset(self._not_there())
        self._known: dict[type, _Values] = {}
        self._had: dict[Need, bool] = {}
        self.seen: frozenset[str] = frozenset()  # the codes of all that was found, before one cell explains several

    def findings(self, wanted: frozenset[str] | None) -> tuple[Finding, ...]:
        """What is found, errors first; with `wanted` only findings of these codes."""
        found: Iterable[Finding] = tuple(self._found(_plan(wanted)))
        self.seen = _codes_of(found)
        if not self._subject.is_typed:
            found = _unconfirmed(tuple(_located(self._subject, found)))
        if wanted is not None:
            found = (finding for finding in found if finding.code in wanted)
        return tuple(sorted(found, key=lambda finding: _WEIGHT[finding.severity]))

    def _found(self, plan: Iterable[tuple[Check[Any], ...]]) -> Iterator[Finding]:
        """What the checks find: of one diagnostic so many as are told one by one, and how many more there are."""
        told: Counter[str] = Counter()
        more: dict[str, Finding] = {}
        for path, one, violation in self._violations(plan):
            diagnostic = one.diagnostic(violation)
            told[diagnostic.code] += 1
            if told[diagnostic.code] <= limits().problems or diagnostic.code in _EXPLAINED:
                yield finding_of(self._subject, path, diagnostic, violation)
            elif told[diagnostic.code] == limits().problems + 1:
                more[diagnostic.code] = finding_of(self._subject, path, diagnostic, violation)
        for code, first in more.items():
            yield attrs.evolve(first, words=and_more(told[code] - limits().problems), suggestion=None, candidates=())

    def _violations(self, plan: Iterable[tuple[Check[Any], ...]]) -> Iterator[tuple[CellPath, Check[Any], Violation]]:
        for group in plan:
            over = self._over(group[0])
            for one in group if over.values else ():
                for path, value in over.values:
                    for violation in one.run(value):
                        yield path, one, violation

    def ran(self, wanted: frozenset[str] | None) -> Iterator[Ran]:
        """What became of each check that can find what is wanted."""
        for one in (*REPORT_CHECKS, locate.LOCATED):
            if wanted is None or wanted & _codes(one.finds):
                over = self._over(one)
                if over.outcome is not Outcome.RAN:
                    yield Ran(one, over.outcome, over.lacks, self._named(over.where))
                elif one.concerns is not None and not any(one.concerns(value) for _, value in over.values):
                    yield Ran(one, Outcome.NOT_APPLICABLE)
                else:
                    lacks = over.lacks or self._wanting(one)
                    where = self._not_whole if lacks is Need.TABLES else over.where
                    yield Ran(one, Outcome.RAN, lacks, self._named(where))

    def _named(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(entry.words[0] for name, entry in tables(self._subject.cls).items() if name in names)

    def _wanting(self, one: Check[Any]) -> Need | None:
        """The first thing without which a check has not looked at everything."""
        return next((need for need in one.wants if not self._has(need)), None)

    def _has(self, need: Need) -> bool:
        if need not in self._had:
            self._had[need] = self._all_tables() if need is Need.TABLES else self._all_words()
        return self._had[need]

    def _all_tables(self) -> bool:
        """Whether every table of the form is there, with a number in every cell."""
        return not self._not_whole

    @functools.cached_property
    def _not_whole(self) -> tuple[str, ...]:
        """The tables that are not there, or have a cell without a number."""
        try:
            self._subject.whole_report()
        except NotAReport as error:
            return tuple({path[0] for path in error.cells if path not in (("agency",), ("year",))})
        return ()

    def _all_words(self) -> bool:
        """Whether it is known of every number of the narrative what it counts."""
        return not any(one.why is Why.UNKNOWN_WORDS for one in numbers(self._subject.statement))

    def _not_there(self) -> Iterator[Need]:
        """What a check may need and the report, or what was given beside it, does not have."""
        source, years, office = self._subject.source, self._years, self._office
        there = (
            (Need.CELLS, not self._subject.is_typed),
            (Need.NARRATIVE, any(self._subject.prose.values())),
            (Need.EXPRESSIONS, any(prose.is_bound for prose in self._subject.prose.values())),
            (Need.YEAR, source.year is not None),
            (Need.DATE, source.signed_on is not None),
            (Need.PREVIOUS, years is not None),
            (Need.YEAR_BEFORE, years is not None and years.follow),
            (Need.UNITS, office is not None),
            (Need.LISTED, office is not None and office.listed != ""),
        )
        return (need for need, is_there in there if not is_there)

    def _over(self, one: Check[Any]) -> _Values:
        for need in one.needs:
            if need in self._missing:
                return _NOTHING[need]
        known = self._known.get(one.on)
        if known is None:
            known = self._known[one.on] = self._values(one.on)
        return known

    def _values(self, on: type) -> _Values:
        whole = self._whole(on)
        if whole is not None:
            return _Values((((), whole),))
        if on is Narrative or issubclass(on, Report):
            return self._of_report(on)
        return self._blocks(on)

    def _whole(self, on: type) -> object | None:
        """The one value of a class of which every report has one, or is given one."""
        if on in (Reading, locate.Verdict):
            return self._subject.reading
        if on is Statement:
            return self._subject.statement
        if on is Retold and self._previous is not None:
            return Retold(self._previous.statement, self._subject.statement)
        return self._years if on is Years else self._office if on is Office else None

    def _of_report(self, on: type) -> _Values:
        """The typed report, or its narrative with the expressions in it."""
        report = self._subject.report
        if on is Narrative:
            last = self._previous.report if self._previous is not None else None
            value: Any = None if report is None else Narrative(self._subject.sections, report, last)
        elif issubclass(self._subject.cls, on):
            value = report
        else:
            return _Values((), Outcome.NOT_APPLICABLE)
        return _NOTHING[Need.REPORT] if value is None else _Values((((), value),))

    def _blocks(self, on: type) -> _Values:
        """The blocks of a class; those of a table that is missing or open cannot be made."""
        subject = self._subject
        found = [(path, subject.block(path, cls)) for path, cls in block_paths(subject.cls, on)]
        made = tuple(pair for pair in found if pair[1] is not None)
        due = {*subject.tables, *subject.missing} if len(made) < len(found) else ()
        where = tuple({path[0] for path, value in found if value is None and path[0] in due})
        lacks = Need.TABLE if where else None
        if made:
            return _Values(made, lacks=lacks, where=where)
        return _Values((), Outcome.NOT_CHECKED if lacks else Outcome.NOT_APPLICABLE, lacks, where)


_NOT_APPLICABLE: Final = (Need.CELLS, Need.EXPRESSIONS)
_NOTHING: Final = {
    need: _Values((), Outcome.NOT_APPLICABLE if need in _NOT_APPLICABLE else Outcome.NOT_CHECKED, need) for need in Need
}


def _located(subject: Subject, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, those about totals that do not agree replaced by the cells that explain them."""
    found = tuple(findings)
    off = {finding.at.path[0] for finding in found if finding.code in _EXPLAINED}
    verdicts = {name: locate.verdict(subject.reading, name) for name in sorted(off)}
    for finding in found:
        told = verdicts.get(finding.at.path[0]) if finding.code in _EXPLAINED else None
        if told is None or (finding.code, finding.at.path) in told.kept:
            yield finding
    for told in verdicts.values():
        for violation in locate.LOCATED.run(told):
            yield finding_of(subject, (), locate.LOCATED.diagnostic(violation), violation)


def _unconfirmed(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """The findings without those about narrative that tells the very number which is due in a wrong cell."""
    due = {one.at.path: one.expected for one in findings if one.code in _DUE}
    for finding in findings:
        beside = [due[at.path] for at, _ in finding.related if at.path in due]
        if len(finding.related) != 1 or not beside or finding.facts.get("said") != beside[0]:
            yield finding


def found_by(checks: Iterable[Check[Any]], subject: Reading | Report, value: Any) -> tuple[Finding, ...]:
    """The findings of some checks about a value that stands beside a report, such as its neighbours in a folder."""
    beside = subject_of(subject)
    return tuple(
        finding_of(beside, (), one.diagnostic(violation), violation) for one in checks for violation in one.run(value)
    )
