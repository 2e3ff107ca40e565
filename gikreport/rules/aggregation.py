"""Between an office's report and those of its units (汇总): none missing, none twice, every cell their sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import attrs

from ..errors import Words
from ..model.check import Need, Violation, single
from ..model.diagnostic import Rank, Severity
from ..model.outline import CellPath
from ..model.reading import Reading


@attrs.frozen(kw_only=True)
class Parts:
    """What the reports of an office's units come to, and what is the matter with them.

    `sums` holds the cells that every unit states; `whole` is the published report that they should add up to.
    Each fault is a unit's name with what is to be told of it.
    """

    whole: Reading | None = None
    sums: Mapping[CellPath, Any] = attrs.field(factory=dict)
    missing: tuple[str, ...] = ()
    duplicate: tuple[tuple[str, str], ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    other_year: tuple[tuple[str, int | None], ...] = ()
    inside: tuple[tuple[str, str], ...] = ()
    lost: tuple[tuple[str, str], ...] = ()
    open: tuple[tuple[str, int], ...] = ()
    unsound: tuple[tuple[str, tuple[int, Words]], ...] = ()


def missing_unit(parts: Parts) -> Iterator[Violation]:
    """The report of an area includes every office of it; what a missing one did is not known, and is not zero."""
    for name in parts.missing:
        yield Violation(facts={"unit": name})


def duplicate_unit(parts: Parts) -> Iterator[Violation]:
    """An office is summed once; of two reports of one office none is taken before it is known which one stands."""
    yield from _told(parts.duplicate, "files")


def renamed_unit(parts: Parts) -> Iterator[Violation]:
    """An office that reports under another name is the same office."""
    yield from _told(parts.renamed, "listed")


def extra_unit(parts: Parts) -> Iterator[Violation]:
    """A report of an office that is not on the list is not summed."""
    yield from _told(parts.extra, "hint")


def other_year(parts: Parts) -> Iterator[Violation]:
    """Reports of one year are summed."""
    yield from _told(parts.other_year, "year")


def counted_inside(parts: Parts) -> Iterator[Violation]:
    """An office that is part of another's report is not summed beside it."""
    yield from _told(parts.inside, "parent")


def lost_in_migration(parts: Parts) -> Iterator[Violation]:
    """A unit on another form has numbers that this form has no place for."""
    yield from _told(parts.lost, "lost")


def open_cells(parts: Parts) -> Iterator[Violation]:
    """What a unit leaves open is open in the sum."""
    yield from _told(parts.open, "count")


def unsound_unit(parts: Parts) -> Iterator[Violation]:
    """What is wrong in the report of a unit is wrong in the sum."""
    for name, (count, first) in parts.unsound:
        yield Violation(facts={"unit": name, "count": count, "first": first})


def _told(faults: tuple[tuple[str, object], ...], what: str) -> Iterator[Violation]:
    for name, value in faults:
        yield Violation(facts={"unit": name, what: value})


def sum_of_units(parts: Parts) -> Iterator[Violation]:
    """Every cell of the report of an area is the sum of its offices' cells."""
    whole = parts.whole
    for path, due in parts.sums.items() if whole is not None else ():
        actual = whole.amount(path)  # type: ignore[union-attr]
        if actual is not None and actual != due:
            facts = {"difference": format(Decimal(actual - due), "+f")}
            yield Violation(at=path, expected=due, actual=actual, facts=facts)


_AREA: Final = "条例第四十九条；国办发〔2014〕32号（逐级汇总）"

CHECKS: Final = (
    single(
        "A011",
        missing_unit,
        on=Parts,
        needs=(Need.PARTS,),
        words=Words("缺少“{unit}”的报告，汇总数不能确定", "the report of {unit} is missing; the sums are not certain"),
        remedy=Words(
            "补上这份报告；单位已撤并的，更正单位名录", "add the report; where the office is gone, correct units.toml"
        ),
        source=_AREA,
        severity=Severity.UNCERTAIN,
        rank=Rank.LAW,
    ),
    single(
        "A012",
        duplicate_unit,
        on=Parts,
        needs=(Need.PARTS,),
        words=Words(
            "“{unit}”有几份报告（{files}），都没有计入", "{unit} has several reports ({files}); none was summed"
        ),
        remedy=Words("留下定稿的一份", "keep the final one"),
        source=_AREA,
        rank=Rank.LAW,
    ),
    single(
        "A013",
        extra_unit,
        on=Parts,
        needs=(Need.PARTS,),
        words=Words(
            "“{unit}”不在单位名录中，没有计入{hint}", "{unit} is not on the list of units and was not summed{hint}"
        ),
        remedy=Words(
            "在单位名录中补上，或在 former 中写明曾用名", "add it to units.toml, or name it as a former name there"
        ),
        source=_AREA,
        rank=Rank.LAW,
    ),
    single(
        "A014",
        renamed_unit,
        on=Parts,
        needs=(Need.PARTS,),
        words=Words("“{unit}”按名录中的“{listed}”计入", "{unit} was summed as {listed}"),
        remedy=Words("确认是同一单位", "make sure that it is the same office"),
        source=_AREA,
        severity=Severity.WARNING,
        rank=Rank.LAW,
    ),
    single(
        "A015",
        other_year,
        on=Parts,
        needs=(Need.PARTS,),
        words=Words("“{unit}”的报告是 {year} 年的，没有计入", "the report of {unit} is of {year} and was not summed"),
        remedy=Words("换成同一年度的报告", "give the report of the same year"),
        source=_AREA,
        rank=Rank.LAW,
    ),
    single(
        "A016",
        counted_inside,
        on=Parts,
        needs=(Need.PARTS,),
        words=Words(
            "“{unit}”已包含在“{parent}”的报告中，没有再计",
            "{unit} is inside the report of {parent} and was not summed again",
        ),
        remedy=Words(
            "不需要改动；要从下级重新汇总的，去掉上级的报告",
            "nothing is to be done; to sum from below, leave the upper report out",
        ),
        source=_AREA,
        severity=Severity.WARNING,
        rank=Rank.LAW,
    ),
    single(
        "A017",
        lost_in_migration,
        on=Parts,
        needs=(Need.PARTS,),
        words=Words(
            "“{unit}”用的是另一种格式，以下各数在本格式中没有位置：{lost}",
            "{unit} is on another form; these numbers have no place here: {lost}",
        ),
        remedy=Words("请该单位按本年度的格式重报", "ask the office for a report on the form of the year"),
        source=_AREA,
        severity=Severity.WARNING,
        rank=Rank.LAW,
    ),
    single(
        "A018",
        open_cells,
        on=Parts,
        needs=(Need.PARTS,),
        words=Words(
            "“{unit}”有 {count} 格没有数，汇总中对应各格不能确定",
            "{unit} leaves {count} cells open; so are these cells of the sum",
        ),
        remedy=Words("请该单位补全", "ask the office to complete its report"),
        source=_AREA,
        severity=Severity.UNCERTAIN,
        rank=Rank.LAW,
    ),
    single(
        "A019",
        sum_of_units,
        on=Parts,
        needs=(Need.PARTS,),
        words=Words(
            "汇总数与各单位之和不符，相差 {difference}",
            "the number is not the sum of the units; the difference is {difference}",
        ),
        remedy=Words(
            "用 --trace 查看各单位的数，更正汇总数或单位的数",
            "look at the units' numbers with --trace; correct the sum or the unit",
        ),
        source=_AREA,
        rank=Rank.LAW,
    ),
    single(
        "A020",
        unsound_unit,
        on=Parts,
        needs=(Need.PARTS,),
        words=Words(
            "“{unit}”的报告自身有 {count} 处不能成文的问题，它的数照样计入；第一处：{first}",
            "the report of {unit} has {count} findings that forbid it and was summed as it is; the first: {first}",
        ),
        remedy=Words(
            "用 gikreport check 核对这份报告，请该单位更正后重新汇总",
            "look at it with gikreport check, have the office correct it and sum again",
        ),
        source=_AREA,
        severity=Severity.UNCERTAIN,
        rank=Rank.LAW,
    ),
)
