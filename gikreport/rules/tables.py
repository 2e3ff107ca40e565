"""Within a table: what each cell may hold, and what must add up."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ..errors import Words
from ..forms.shared import Balanced, Channelled, Whole
from ..model.cell import State
from ..model.check import Check, Need, Violation, single
from ..model.diagnostic import Diagnostic, Rank, Severity, Strength, law_of
from ..model.fields import Kind
from ..model.outline import CellPath, cached, entries, value_at
from ..model.reading import Reading, added
from ..model.report import Report
from ..model.table import tables_of

# What a requester column must come to nothing with: the first item and the second, less the third and the fourth.
BALANCE: Final[dict[CellPath, int]] = {
    ("received",): 1, ("carried_over",): 1, ("outcomes", "total"): -1, ("carried_forward",): -1,
}  # fmt: skip
_TOWNSHIP: Final = ("乡", "镇", "街道办事处", "街道", "乡人民政府", "镇人民政府")


def fitting_number(reading: Reading) -> Iterator[Violation]:
    """A cell of the form holds a whole number of zero or more; an amount may have decimals, a change a sign."""
    for path, cell in reading.odd_cells:
        if not cell.counts and cell.state is not State.UNFILLED:
            yield Violation(at=path, actual=cell.text)


def blank_cells(reading: Reading) -> Iterator[Violation]:
    """A cell without a number counts as 0, but does not say so; one warning for each table."""
    for name, blank in _cells_in(reading, State.BLANK, State.NOT_APPLICABLE):
        paths = tuple(path for path in blank if not reading.worked_out(path))
        if paths:
            yield Violation(at=(name,), related=paths[:1], facts={"count": len(paths)})


def blank_totals(reading: Reading) -> Iterator[Violation]:
    """A total that is left blank says nothing, where the lines that it adds up are not all 0."""
    for name, paths in _cells_in(reading, State.BLANK, State.NOT_APPLICABLE):
        blank = tuple(path for path in paths if reading.worked_out(path))
        if blank:
            facts = {"count": len(blank), "cells": addresses(reading, blank)}
            yield Violation(at=(name,), related=blank[:1], facts=facts)


def unfilled_cells(reading: Reading) -> Iterator[Violation]:
    """What is marked 待填 is not known yet; no document can be made from it."""
    for name, paths in _cells_in(reading, State.UNFILLED):
        facts = {"count": len(paths), "cells": addresses(reading, paths)}
        yield Violation(at=(name,), related=paths[:1], facts=facts)


def missing_table(reading: Reading) -> Iterator[Violation]:
    """The tables of the form are part of the report; none may be left out."""
    told = {remark.at for remark in reading.remarks if remark.diagnostic.severity.forbids}  # it is there, not read
    for name in reading.missing_tables():
        if (name,) not in told:
            yield Violation(at=(name,))


def missing_lines(reading: Reading) -> Iterator[Violation]:
    """Every printed line of a table has its cell; one that was not found is not known, and is not zero."""
    for name in sorted(reading.tables):
        stated = reading.table(name).stated_paths((name,))
        absent = tuple(itertools.filterfalse(reading.cells.__contains__, stated))
        if absent:
            facts = {"count": len(absent), "where": _named(reading, absent), "cells": addresses(reading, absent)}
            yield Violation(at=(name,), related=absent[:8], facts=facts)


def _named(reading: Reading, paths: Iterable[CellPath]) -> str:
    """The rows of some cells by their names, or their columns where these are fewer."""
    cells = [cell for path in paths if (cell := reading.grid_cell(path)) is not None]
    lanes = [dict.fromkeys(words[-1] for cell in cells if (words := cell.labels[axis])) for axis in (0, 1)]
    rows, columns = map(list, lanes)
    few = columns if not rows or 0 < len(columns) < len(rows) else rows
    return "、".join(f"“{name}”" for name in few[:_MOST_NAMED]) + ("等" if len(few) > _MOST_NAMED else "")


_MOST_NAMED: Final = 3


def addresses(reading: Reading, paths: Sequence[CellPath]) -> Words:
    """Up to ten cells by their addresses: D7 in a workbook, row and column of the form elsewhere."""
    told = [_address(reading, path) for path in paths[:_MOST_ADDRESSED]]
    more = len(paths) > _MOST_ADDRESSED
    zh, en = "、".join(one.zh for one in told), ", ".join(one.en for one in told)
    return Words(zh + ("等" if more else ""), en + (" and others" if more else ""))


def _address(reading: Reading, path: CellPath) -> Words:
    cell = reading.cells.get(path)
    if cell is not None and cell.place is not None and cell.place.cell:
        return Words(cell.place.cell, cell.place.cell)
    printed = reading.grid_cell(path)
    if printed is None:
        return Words(".".join(path), ".".join(path))
    return Words(f"第{printed.row}行第{printed.column}列", f"row {printed.row} column {printed.column}")


_MOST_ADDRESSED: Final = 10


def printed_totals(reading: Reading) -> Iterator[Violation]:
    """A printed total is the sum of the lines that it adds up."""
    for name in sorted(reading.tables):
        for one in reading.table(name).sums:
            total = (name, *one.total)
            if total in reading.cells:
                yield from _sum_fault(reading, total, tuple((name, *part) for part in one.parts))


def prints_totals(reading: Reading) -> bool:
    """Whether a reading has a printed total in any table."""
    return any(
        reading.cells[path].state is State.NUMBER
        for name in reading.tables
        for one in reading.table(name).sums
        if (path := (name, *one.total)) in reading.cells
    )


def _sum_fault(reading: Reading, total: CellPath, parts: tuple[CellPath, ...]) -> Iterator[Violation]:
    stated = reading.cells[total]
    if stated.state is not State.NUMBER or not stated.counts:
        return
    values = [reading.amount(part) for part in parts]
    due = added(values)
    if due is None:
        return
    if due != stated.value:
        related = tuple(part for part, value in zip(parts, values, strict=True) if value)
        yield Violation(at=total, expected=due, actual=stated.value, related=related, candidates=((total, due),))


def requests_balance(column: Balanced) -> Iterator[Violation]:
    """Of each requester column, the first item and the second together equal the third and the fourth together."""
    due = column.received + column.carried_over - column.handled
    if due != column.carried_forward:
        off = due - column.carried_forward
        candidates = (
            (("received",), column.received - off),
            (("carried_over",), column.carried_over - off),
            (("carried_forward",), due),
        )
        yield Violation(
            at=("carried_forward",),
            expected=due if due >= 0 else None,
            actual=column.carried_forward,
            related=tuple(BALANCE)[:3],
            candidates=tuple((path, value) for path, value in candidates if value >= 0),
        )


def part_of_whole(block: Whole) -> Iterator[Violation]:
    """What is listed as 其中 is a part of the number in the heading above it, and cannot be more."""
    for entry in entries(type(block)):
        part = getattr(block, entry.name)
        if entry.facts.part and part > block.total:
            yield Violation(at=(entry.name,), actual=part, related=(("total",),))


def channels(block: Channelled) -> Iterator[Violation]:
    """The same information counts once in all, however many channels carry it: no channel has more than all."""
    through, in_all = block.through_channels, block.in_all
    if not max(through) <= in_all <= sum(through):
        yield Violation(at=("disclosed", "total"), actual=in_all, facts={"least": max(through), "most": sum(through)})


def township_rules(report: Report) -> Iterator[Violation]:
    """Rules (规章) are made by ministries, provinces and cities with districts; a township makes none."""
    if is_township(report.agency):
        for path in rules_cells(type(report)):
            value = value_at(report, path)
            if value:
                yield Violation(at=path, expected=0, actual=value)


def is_township(agency: str) -> bool:
    """Whether an office is that of a township or a street, by its name."""
    return agency.endswith(_TOWNSHIP)


def _is_of_township(report: Report) -> bool:
    return is_township(report.agency)


@cached
def rules_cells(cls: type[Report]) -> tuple[CellPath, ...]:
    """The cells of a form that count rules (规章)."""
    return tuple(
        (name, *line.path)
        for name, table in tables_of(cls).items()
        for line in table.lines
        if line.path[0] == "administrative_rules"
    )


def _cells_in(reading: Reading, *states: State) -> Iterator[tuple[str, tuple[CellPath, ...]]]:
    paths = [path for path, cell in reading.odd_cells if cell.state in states and cell.kind is not Kind.WORDS]
    for name in sorted(reading.tables) if paths else ():
        found = tuple(path for path in paths if path[0] == name)
        if found:
            yield name, found


_WHOLE: Final = "{notice} 格式"

TOTAL: Final = Diagnostic(
    "T006",
    law_of(printed_totals),
    Words("总计与各项之和不符", "the total is not the sum of its lines"),
    Words("更正总计，或更正填错的分项", "correct the total, or the line that is wrong"),
    "{notice} 格式中的“总计”",
    rank=Rank.FORM,
)

BALANCED_COLUMN: Final = Diagnostic(
    "T301",
    law_of(requests_balance),
    Words(
        "本列不平：第一项加第二项之和，应等于第三项加第四项之和",
        "the column does not balance: the first item plus the second is not the third plus the fourth",
    ),
    Words("补填第四项，或更正办理结果", "enter the fourth item, or correct the outcomes"),
    "{notice} 表三 勾稽关系",
    rank=Rank.FORM,
)

CHECKS: Final = (
    single(
        "T001",
        fitting_number,
        on=Reading,
        needs=(Need.CELLS,),
        words=Words("本格不是应填的数", "not a number that this cell may hold"),
        remedy=Words(
            "件数填 0 或正整数，金额填不小于 0 的数；没有的填 0",
            "enter zero or a whole number; for an amount, zero or more; 0 where there is none",
        ),
        source=_WHOLE,
        rank=Rank.FORM,
    ),
    single(
        "T002",
        blank_cells,
        on=Reading,
        needs=(Need.CELLS,),
        words=Words(
            "有 {count} 格空白或写“/”“—”“无”，按 0 计", "{count} cells are blank or say “/”, “—” or 无; they count as 0"
        ),
        remedy=Words("没有的填 0", "enter 0 where there is none"),
        source=_WHOLE,
        severity=Severity.WARNING,
        rank=Rank.FORM,
    ),
    single(
        "T003",
        unfilled_cells,
        on=Reading,
        needs=(Need.CELLS,),
        words=Words("有 {count} 格待填：{cells}", "{count} cells are not filled in yet (待填): {cells}"),
        remedy=Words("逐格填写；没有的填 0", "fill them in; 0 where there is none"),
        source=_WHOLE,
        severity=Severity.UNCERTAIN,
        rank=Rank.FORM,
    ),
    single(
        "T004",
        missing_table,
        on=Reading,
        needs=(Need.CELLS,),
        words=Words("缺少这张表", "this table is missing"),
        remedy=Words("补上这张表；全部为 0 也要列表", "add the table, even if every number is 0"),
        source=_WHOLE,
        rank=Rank.FORM,
    ),
    single(
        "T005",
        missing_lines,
        on=Reading,
        needs=(Need.CELLS,),
        words=Words(
            "{where}有 {count} 格没有找到，不能当作 0（格式的{cells}）",
            "{count} cells were not found: {where}; they are not taken as 0 (on the form: {cells})",
        ),
        remedy=Words(
            "核对表头和行名是否与格式一致，补上缺少的行列",
            "compare the headings with the form, and add the rows or columns that are missing",
        ),
        source=_WHOLE,
        severity=Severity.UNCERTAIN,
        rank=Rank.FORM,
    ),
    single(
        "T011",
        blank_totals,
        on=Reading,
        needs=(Need.CELLS,),
        wants=(Need.TABLES,),
        words=Words(
            "有 {count} 格合计是空的，而它的各项不全是 0：{cells}",
            "{count} totals are blank while their lines are not all 0: {cells}",
        ),
        remedy=Words("把合计填上", "enter the totals"),
        source="{notice} 格式中的“总计”",
        rank=Rank.FORM,
    ),
    Check(Reading, (TOTAL,), printed_totals, (Need.CELLS,), (Need.TABLES,), prints_totals),
    single(
        "T201",
        township_rules,
        on=Report,
        needs=(Need.REPORT,),
        concerns=_is_of_township,
        words=Words(
            "乡镇、街道不制定规章，这里一般为 0",
            "a township or street office makes no rules (规章); this is 0 as a rule",
        ),
        remedy=Words("文件如属行政规范性文件，改填下一行", "enter normative documents in the row below"),
        source="立法法第九十一条、第九十三条",
        severity=Severity.WARNING,
        rank=Rank.LAW,
        strength=Strength.USUAL,
    ),
    Check(Balanced, (BALANCED_COLUMN,), requests_balance, (Need.TABLE,)),
    single(
        "T501",
        part_of_whole,
        on=Whole,
        needs=(Need.TABLE,),
        words=Words("“其中”的数大于它所属的总数", "a part (其中) is more than its whole"),
        remedy=Words("更正“其中”的数，或更正总数", "correct the part, or the whole"),
        source="{notice} 统计表“其中”",
        rank=Rank.FORM,
    ),
    single(
        "T502",
        channels,
        on=Channelled,
        needs=(Need.TABLE,),
        words=Words(
            "主动公开政府信息数一般不少于任一渠道的数（{least}），也不多于各渠道之和（{most}）",
            "what was disclosed in all is as a rule between the largest channel ({least}) and their sum ({most})",
        ),
        remedy=Words(
            "同一信息通过几个渠道公开只计 1 条，请核对",
            "information disclosed through several channels counts once; please check",
        ),
        source="{notice} 统计表 一（一）",
        severity=Severity.WARNING,
        rank=Rank.FORM,
        strength=Strength.USUAL,
    ),
)
