"""Between two years of one office: what last year carried forward must come back."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import attrs

from ..errors import Words
from ..forms.shared import Balanced, Itemised, Kept, Results
from ..model.check import Need, Violation, single
from ..model.diagnostic import Rank, Severity
from ..model.fields import Kind
from ..model.outline import CellPath, block_paths
from ..model.reading import Reading
from ..model.report import Report
from ..model.table import tables_of

_TENFOLD: Final = 10


@attrs.frozen
class Years:
    """One office's reports of two years; `this` is the one that is judged."""

    previous: Reading
    this: Reading

    @property
    def follow(self) -> bool:
        """Whether the one year comes right after the other, as far as both are named."""
        named = self.previous.year is not None and self.this.year is not None
        return not named or self.previous.year + 1 == self.this.year  # type: ignore[operator]

    def shared(self, on: type) -> Iterator[CellPath]:
        """The blocks of a class that both reports have, by path; none where the years do not follow."""
        return _both(self.previous, self.this.form.report, on) if self.follow else iter(())


@attrs.frozen
class Carried:
    """A number that last year's report already states: where it stands this year, and what it comes to.

    `expected` is None where last year's cells, `stated`, are open.
    """

    path: CellPath
    expected: Any | None
    stated: tuple[CellPath, ...]


def carried(previous: Reading, report: type[Report]) -> Iterator[Carried]:
    """Every number that a report on this form takes over from last year's."""
    yield from _requests(previous, report)
    yield from _items(previous, report)


def _requests(previous: Reading, report: type[Report]) -> Iterator[Carried]:
    for path in _both(previous, report, Balanced):
        yield _carried(previous, (*path, "carried_over"), (*path, "carried_forward"))


def _items(previous: Reading, report: type[Report]) -> Iterator[Carried]:
    for path in _both(previous, report, Itemised):
        yield _carried(previous, (*path, "previous"), (*path, "previous"), (*path, "change"))


def _both(previous: Reading, report: type[Report], on: type) -> Iterator[CellPath]:
    before = dict(block_paths(previous.form.report, on))
    return (path for path, _ in block_paths(report, on) if path in before)


def _carried(previous: Reading, path: CellPath, *stated: CellPath) -> Carried:
    values = _amounts(previous, *stated)
    return Carried(path, sum(values) if values else None, stated)


def _amounts(reading: Reading, *paths: CellPath) -> list[Any]:
    """The numbers of these cells; none of them where one is open."""
    values = [reading.amount(path) for path in paths]
    return [] if None in values else values


def not_the_year_before(years: Years) -> Iterator[Violation]:
    """A report is compared with the one of the year before it."""
    if not years.follow:
        yield Violation(facts={"previous": years.previous.year, "this": years.this.year})


def another_agency(years: Years) -> Iterator[Violation]:
    """Both reports are those of one office; a new name of the office is a reason to look, no mistake."""
    before, now = years.previous.agency, years.this.agency
    if before and now and before != now:
        yield Violation(facts={"previous": before, "this": now})


def last_year_open(years: Years) -> Iterator[Violation]:
    """What last year's report leaves open cannot be compared with."""
    found = carried(years.previous, years.this.form.report)
    open_cells = tuple(one.path for one in found if one.expected is None)
    if open_cells and years.follow:
        yield Violation(at=open_cells[0][:1], related=open_cells[:1], facts={"count": len(open_cells)})


def carried_over(years: Years) -> Iterator[Violation]:
    """The requests carried over from last year are those that last year's report carries forward, in each column."""
    yield from _differing(years, _requests(years.previous, years.this.form.report))


def items_of_last_year(years: Years) -> Iterator[Violation]:
    """The number of items of last year is that year's own number with its change (form of 2019)."""
    yield from _differing(years, _items(years.previous, years.this.form.report))


def _differing(years: Years, found: Iterator[Carried]) -> Iterator[Violation]:
    for one in found if years.follow else ():
        actual = years.this.amount(one.path)
        if None not in (one.expected, actual) and one.expected != actual:
            yield Violation(at=one.path, expected=one.expected, actual=actual, suggestion=one.expected)


def in_force(years: Years) -> Iterator[Violation]:
    """Documents in force are last year's, with what was issued this year and without what was repealed."""
    for path in years.shared(Kept):
        before = _amounts(years.previous, (*path, "in_force"))
        stated = _amounts(years.this, *((*path, name) for name in ("in_force", "issued", "repealed")))
        if before and stated and stated[0] != before[0] + stated[1] - stated[2]:
            yield Violation(
                at=(*path, "in_force"),
                expected=before[0] + stated[1] - stated[2],
                actual=stated[0],
                related=((*path, "issued"), (*path, "repealed")),
                facts={"before": before[0]},
            )


def pending_cases(years: Years) -> Iterator[Violation]:
    """A case pending at the end of last year ends this year, or is pending still: it is counted again."""
    for path in years.shared(Results):
        pending = _amounts(years.previous, (*path, "pending"))
        total = _amounts(years.this, (*path, "total"))
        if pending and total and total < pending:
            yield Violation(at=(*path, "total"), actual=total[0], facts={"pending": pending[0]})


def jumps(years: Years) -> Iterator[Violation]:
    """A number more than ten times last year's is looked at again: a wrong unit or a slip of the key."""
    for path in _common_lines(years) if years.follow else ():
        before, now = years.previous.amount(path), years.this.amount(path)
        if before and now and now > _TENFOLD * before:
            yield Violation(at=path, actual=now, facts={"before": format(Decimal(before), "f")})


def _common_lines(years: Years) -> Iterator[CellPath]:
    before = set(_counted_lines(years.previous))
    return (path for path in _counted_lines(years.this) if path in before)


def _counted_lines(reading: Reading) -> Iterator[CellPath]:
    for name, table in tables_of(reading.form.report).items():
        if not table.rows_are_own:
            lines = (line for line in table.lines if not line.computed)
            yield from ((name, *line.path) for line in lines if line.kind in (Kind.COUNT, Kind.MONEY))


CHECKS: Final = (
    single(
        "A001",
        not_the_year_before,
        on=Years,
        needs=(Need.PREVIOUS,),
        words=Words(
            "比对的报告是 {previous} 年的，不是 {this} 年的上一年，没有逐项比对",
            "compared with the report of {previous}, which is not the year before {this}; nothing else was compared",
        ),
        remedy=Words("换成上一年的报告", "give the report of the year before"),
        source="条例第四十九条、第五十条",
        rank=Rank.LAW,
    ),
    single(
        "A002",
        another_agency,
        on=Years,
        needs=(Need.PREVIOUS,),
        words=Words(
            "上一年的报告是“{previous}”的，本年是“{this}”的",
            "last year's report is that of {previous}, this year's that of {this}",
        ),
        remedy=Words(
            "确认是同一机关；机构更名、合并的，结转数可能不同",
            "make sure that it is one office; after a merger carried figures may differ",
        ),
        source="条例第四十九条、第五十条",
        severity=Severity.WARNING,
        rank=Rank.LAW,
    ),
    single(
        "A003",
        jumps,
        on=Years,
        needs=(Need.YEAR_BEFORE,),
        words=Words("是上一年（{before}）的十倍以上", "more than ten times last year's number ({before})"),
        remedy=Words(
            "核对单位（金额为万元）和位数；确实如此的，在正文中说明",
            "check the unit (amounts are in 万元) and the digits; if it is so, explain it in the text",
        ),
        source="与上一年报告比对",
        severity=Severity.WARNING,
        rank=Rank.INFERENCE,
    ),
    single(
        "A004",
        last_year_open,
        on=Years,
        needs=(Need.YEAR_BEFORE,),
        words=Words(
            "上一年的报告有缺，有 {count} 格结转的数无从比对",
            "last year's report is open: {count} carried figures cannot be compared",
        ),
        remedy=Words(
            "补全上一年的报告，或换成已发布的那一份", "complete last year's report, or give the published one"
        ),
        source="与上一年报告比对",
        severity=Severity.UNCERTAIN,
        rank=Rank.INFERENCE,
    ),
    single(
        "A201",
        in_force,
        on=Years,
        needs=(Need.YEAR_BEFORE,),
        words=Words(
            "现行有效件数接不上：上一年现行有效 {before} 件",
            "documents in force do not follow from last year's {before}",
        ),
        remedy=Words(
            "核对制发、废止和现行有效件数；清理后重新认定的，在正文中说明",
            "check what was issued, repealed and is in force; after a review of the stock, say so in the text",
        ),
        source="与上一年报告比对：现行有效件数＝上年现行有效＋本年制发－本年废止",
        severity=Severity.WARNING,
        rank=Rank.PRACTICE,
    ),
    single(
        "A202",
        items_of_last_year,
        on=Years,
        needs=(Need.YEAR_BEFORE,),
        words=Words(
            "上一年项目数量与上一年的报告不符",
            "the number of items of last year is not what last year's report comes to",
        ),
        remedy=Words(
            "按上一年的报告更正，或核对其增/减", "take it from last year's report, or check the change stated there"
        ),
        source="与上一年报告比对：上一年项目数量＝上年报告的上一年项目数量＋本年增/减",
        severity=Severity.WARNING,
        rank=Rank.PRACTICE,
    ),
    single(
        "A301",
        carried_over,
        on=Years,
        needs=(Need.YEAR_BEFORE,),
        words=Words(
            "上年结转与上一年报告的“结转下年度继续办理”不符",
            "what was carried over is not what last year's report carried forward",
        ),
        remedy=Words(
            "按上一年的报告更正；汇总范围有变的，写明原因后申请豁免",
            "take it from last year's report; where the set of units has changed, say so and waive it",
        ),
        source="{notice} 表三“上年结转”与上一年报告“结转下年度”",
        rank=Rank.FORM,
    ),
    single(
        "A401",
        pending_cases,
        on=Years,
        needs=(Need.YEAR_BEFORE,),
        words=Words(
            "上一年尚未审结 {pending} 件，本年总计却更少",
            "{pending} cases were pending last year, and this year has fewer in all",
        ),
        remedy=Words(
            "上一年未审结的案件，本年按结果或“尚未审结”再计一次",
            "count each pending case of last year again, by its result or as pending",
        ),
        source="与上一年报告比对：尚未审结的案件",
        severity=Severity.WARNING,
        rank=Rank.INFERENCE,
    ),
)
