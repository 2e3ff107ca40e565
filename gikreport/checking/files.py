"""Files as a reviewer has them: read, checked, compared with one another, and what was waived set apart."""

from __future__ import annotations

import functools
import pathlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from ..errors import GikreportError, unexpected
from ..model.check import Need
from ..model.diagnostic import Severity
from ..model.finding import Finding
from ..model.reading import Reading
from ..narrative.lexicon import Lexicon
from ..narrative.telling import ToldNumber
from ..rules import similarity as similarity_rules
from ..sources import read, report_files
from ..units import Units
from .check import Outcome, Ran, checked, found_by
from .claims import claims
from .status import CheckResult, Status, results
from .waivers import Waiver, settled, unused

Previous = Mapping[tuple[str, int | None], Reading]


@attrs.frozen(kw_only=True)
class Judged:
    """What is to be said of one file: its findings, what was excused, how each check ended; or why it was not read."""

    name: str
    reading: Reading | None = None
    findings: tuple[Finding, ...] = ()
    excused: tuple[tuple[Finding, Waiver], ...] = ()
    error: GikreportError | None = None
    lexicon: Lexicon | None = None
    told: tuple[ToldNumber, ...] | None = None  # the claims of one whose reading is not held any more
    checks: tuple[CheckResult, ...] = ()

    @functools.cached_property
    def claims(self) -> tuple[ToldNumber, ...]:
        """Every number of its narrative, and what it was taken for; none where it could not be read."""
        if self.told is not None:
            return self.told
        return () if self.reading is None else claims(self.reading, lexicon=self.lexicon)

    def count(self, severity: Severity) -> int:
        """How many findings of a severity stand."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def exit_code(self) -> int:
        """0 sound, 1 findings that forbid a document, 3 not readable, 70 where this library failed on it."""
        if self.error is not None:
            return self.error.exit_code
        return int(any(finding.severity.forbids for finding in self.findings))


def by_office(readings: Iterable[Reading]) -> Previous:
    """The reports of many offices, to be found again by office and year: last year's folder."""
    return {(similarity_rules.office(one), one.year): one for one in readings if one.agency}


def year_before(reading: Reading, previous: Reading | Previous | None) -> Reading | None:
    """The report to compare with: of many the one of the same office, of the year before."""
    if previous is None or isinstance(previous, Reading):
        return previous
    return previous.get((similarity_rules.office(reading), (reading.year or 0) - 1))


def judge(
    names: Sequence[str],
    *,
    waivers: Sequence[Waiver] = (),
    previous: Reading | Previous | None = None,
    chain: bool = False,
    units: Units | None = None,
    lexicon: Lexicon | None = None,
    reader: Callable[[str], Reading] = read,
    whole: bool = True,
    telling: bool = False,
) -> tuple[Judged, ...]:
    """Each file read and checked, and its narrative compared with that of the others.

    `previous` is last year's report, or those of many offices as `by_office` gives them. With `chain` the files are one
    office's reports of several years: each is checked beside the year before; with the list of `units` the name, the
    title and the signature of each office are compared with it; `lexicon` has an office's own words. An error that
    nobody expected is kept to its file. Without `whole`, one file is held at a time: the readings that come back name
    the office, the year and the form, and nothing more; with `telling` their claims are kept.
    """
    if chain:
        read_in = sorted((attrs.evolve(_read(name, reader), lexicon=lexicon) for name in names), key=_year)
        return tuple(_chained(read_in, waivers, previous, units))
    judged: dict[str, Judged] = {}
    digests: dict[str, similarity_rules.Digest] = {}
    for name in dict.fromkeys(names):
        read_in_full = attrs.evolve(_read(name, reader), lexicon=lexicon)
        one = _checked(read_in_full, waivers, previous, units)
        if one.reading is not None:
            digests[name] = similarity_rules.digest(one.reading)
        judged[name] = one if whole else _named_only(one, telling)
    for name, neighbours in similarity_rules.neighbours(digests) if len(digests) > 1 else ():
        judged[name] = _beside(judged[name], neighbours, waivers)
    return tuple(judged[name] for name in names)


def _year(one: Judged) -> int:
    return (one.reading.year if one.reading else None) or 0


def _named_only(one: Judged, telling: bool) -> Judged:
    """The same with a reading that only names the report, and its claims where they are to be told."""
    if one.reading is None:
        return one
    reading = one.reading
    named = Reading(form=reading.form, name=reading.name, agency=reading.agency, year=reading.year)
    return attrs.evolve(one, reading=named, told=one.claims if telling else None)


def _read(name: str, reader: Callable[[str], Reading]) -> Judged:
    try:
        return Judged(name=name, reading=reader(name))
    except GikreportError as error:
        return Judged(name=name, error=error)
    except Exception as error:
        return Judged(name=name, error=unexpected(name, error))


def _chained(
    read_in: Iterable[Judged], waivers: Sequence[Waiver], previous: Reading | Previous | None, units: Units | None
) -> Iterator[Judged]:
    for one in read_in:
        yield _checked(one, waivers, previous, units)
        previous = one.reading or previous


def _checked(
    one: Judged, waivers: Sequence[Waiver], previous: Reading | Previous | None, units: Units | None
) -> Judged:
    if one.reading is None:
        return one
    try:
        last = year_before(one.reading, previous)
        found = checked(one.reading, previous=last, units=units, lexicon=one.lexicon)
        alone = [Ran(rule, Outcome.NOT_CHECKED, Need.NEIGHBOURS) for rule in similarity_rules.CHECKS]
        judged = _settled(one, found.findings, waivers)
        excused = _codes(finding for finding, _ in judged.excused) - _codes(judged.findings)
        return attrs.evolve(judged, checks=results(attrs.evolve(found, ran=(*found.ran, *alone)), excused))
    except Exception as error:
        return Judged(name=one.name, error=unexpected(one.name, error))


def _beside(one: Judged, neighbours: similarity_rules.Neighbours, waivers: Sequence[Waiver]) -> Judged:
    if one.reading is None:
        return one
    try:
        found = found_by(similarity_rules.CHECKS, one.reading, neighbours)
        judged = _settled(one, found, waivers)
        return attrs.evolve(judged, checks=tuple(_compared(judged.checks, _codes(found))))
    except Exception as error:
        return Judged(name=one.name, error=unexpected(one.name, error))


def _compared(results_so_far: Iterable[CheckResult], found: frozenset[str]) -> Iterator[CheckResult]:
    """The results of one file, those of the comparison with others as it came out."""
    for result in results_so_far:
        if result.code in _OF_NEIGHBOURS:
            yield CheckResult(result.code, Status.FAILED if result.code in found else Status.PASSED)
        else:
            yield result


_OF_NEIGHBOURS: Final = frozenset(found.code for rule in similarity_rules.CHECKS for found in rule.finds)


def _codes(findings: Iterable[Finding]) -> frozenset[str]:
    return frozenset(finding.code for finding in findings)


def _settled(one: Judged, found: Iterable[Finding], waivers: Sequence[Waiver]) -> Judged:
    told = settled(found, waivers, pathlib.PurePath(one.name).name)
    return attrs.evolve(one, findings=one.findings + told.findings, excused=one.excused + told.excused)


def worst_first(judged: Iterable[Judged]) -> tuple[Judged, ...]:
    """The files in the order in which a reviewer takes them up: unreadable ones, errors, what is open, warnings."""
    return tuple(sorted(judged, key=lambda one: (one.error is None, *(-one.count(severity) for severity in Severity))))


def unused_waivers(judged: Iterable[Judged], waivers: Iterable[Waiver]) -> tuple[Finding, ...]:
    """A warning for each waiver that excused nothing in any of the files; one for a file not among them waits."""
    files = tuple(judged)
    names = [pathlib.PurePath(one.name).name for one in files]
    return unused(waivers, {waiver for one in files for _, waiver in one.excused}, names)


def files_in(path: str) -> tuple[str, ...]:
    """The files of a folder that may hold reports, at any depth, in order; a file stands for itself.

    Raises Unreadable where the folder, or one in it, cannot be opened.
    """
    place = pathlib.Path(path)
    return tuple(sorted(map(str, report_files(place)))) if place.is_dir() else (path,)
