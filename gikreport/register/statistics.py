"""The bulletin of requests of a quarter or a year: how they came in, from whom, how they were answered, with charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from ..forms.shared import Balanced
from ..model.form import Form
from ..model.outline import CellPath, block_paths
from ..model.report import tables
from ..model.table import tables_of
from . import meaning
from .meaning import labels, printed_words
from .tracks import CHANNEL, UNSTATED
from .vocabulary import CHANNELS
from .workbook import Book, height_of, workbook

_WIDTHS: Final = (46, 12, 12)
_CHART_ROWS: Final = 17  # rows of the sheet that the charts cover
_ALWAYS: Final = ("当面", "网络", "信函", "传真")  # channels that are listed with 0 too
_COLOURS: Final = ("#4472C4", "#70AD47", "#FFC000", "#C55A11", "#7F7F7F", "#5B9BD5", "#A5A5A5")

Line = tuple[str, int]


@attrs.frozen
class Part:
    """One table of the bulletin: its heading, its lines, whether they add up to a whole of which each has a share."""

    heading: str
    lines: Sequence[Line]
    shares: bool = True
    whole: str = "合计"


def statistics_workbook(
    form: Form, counts: Mapping[CellPath, int], agency: str, period: str, told: Sequence[str]
) -> bytes:
    """The bulletin of a period: numbers and shares on one sheet, a chart of the channels and one of the outcomes."""
    title = f"{agency}政府信息公开申请情况统计"

    def write(book: Book) -> None:
        sheet = book.sheet("统计")
        sheet.fit_to_pages(1, 1)
        sheet.center_horizontally()
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.merge_range(0, 0, 0, 2, title, book.looks.title)
        sheet.set_row(0, 32)
        sheet.merge_range(1, 0, 1, 2, f"统计期：{period}", book.looks.note)
        at, places = 3, {}
        for part in parts(form, counts):
            places[part.heading] = (at + 1, at + len(part.lines))
            at = _part(book, sheet, at, part) + 1
        _charts(book, sheet, at, places)
        for row, line in enumerate(told, at + _CHART_ROWS):
            sheet.merge_range(row, 0, row, 2, line, book.looks.note)
            sheet.set_row(row, height_of(line, sum(_WIDTHS)))

    return workbook(title, write)


BALANCE, WAYS, WHO, HOW = "收到和办理", "申请方式", "申请人", "办理结果"
WITHIN, COURT = "其中（各种情形）", "复议、诉讼"


def parts(form: Form, counts: Mapping[CellPath, int]) -> Iterator[Part]:
    """The tables of the bulletin, from what was counted by cell."""
    received = _sum(counts, "t3", ("received",))
    handled = sum(number for path, number in counts.items() if path[0] == "t3" and "outcomes" in path)
    balance = (
        ("期初结转", _sum(counts, "t3", ("carried_over",))), ("本期新收", received), ("本期办结", handled),
        ("期末结转", _sum(counts, "t3", ("carried_forward",))),
    )  # fmt: skip
    yield Part(BALANCE, balance, shares=False)
    ways = {name: counts.get((CHANNEL, name, "received"), 0) for name in (*CHANNELS, *UNSTATED)}
    yield Part(
        WAYS, [(name, number) for name, number in ways.items() if number or name in _ALWAYS], whole="本期新收合计"
    )
    named = labels(form)
    blocks = dict.fromkeys(path for path in meaning.kinds(form).values())
    yield Part(WHO, [(named[path], counts.get(("t3", *path, "received"), 0)) for path in blocks], whole="本期新收合计")
    lines = list(_outcomes(form, counts, tuple(blocks)))
    groups: dict[str, int] = {}
    for (group, *_), number in lines:
        groups[group] = groups.get(group, 0) + number
    yield Part(HOW, list(groups.items()), whole="本期办结合计")
    inner = [(" ".join(words), number) for words, number in lines if number and len(words) > 1]
    if inner:
        yield Part(WITHIN, inner, shares=False)
    court = list(_courts(form, counts))
    if court:
        yield Part(COURT, court, shares=False)


def _sum(counts: Mapping[CellPath, int], table: str, end: CellPath) -> int:
    return sum(number for path, number in counts.items() if path[0] == table and path[-len(end) :] == end)


def _outcomes(
    form: Form, counts: Mapping[CellPath, int], blocks: Sequence[CellPath]
) -> Iterator[tuple[tuple[str, ...], int]]:
    """Every line of the form, the heading above it first, with its number in all columns."""
    of = tables(form.report)["t3"].of
    assert of is not None
    column = block_paths(of, Balanced)[0][1]
    for path in dict.fromkeys(meaning.outcomes(form).values()):
        number = sum(counts.get(("t3", *block, *path), 0) for block in blocks)
        yield tuple(_short(words) for words in printed_words(column, path)[1:]), number


def _short(words: str) -> str:
    """Without the long remark that the form prints behind 部分公开."""
    return words.partition("（区分")[0]


def _courts(form: Form, counts: Mapping[CellPath, int]) -> Iterator[Line]:
    for path, cell in tables_of(form.report)["t4"].grid.at.items():
        if number := counts.get(("t4", *path), 0):
            row, column = cell.labels
            yield " ".join((*row, *column)), number


def _part(book: Book, sheet: Any, at: int, part: Part) -> int:
    """One table; gives the row below it."""
    look = book.looks
    sheet.set_row(at, 22)
    for column, words in enumerate((part.heading, "件数", "占比")[: 2 + part.shares]):
        book.cell(sheet, at, column, words, look.head)
    whole = sum(number for _, number in part.lines)
    for words, number in part.lines:
        at += 1
        sheet.set_row(at, height_of(words, _WIDTHS[0] - 2))
        book.cell(sheet, at, 0, words, look.text)
        book.cell(sheet, at, 1, number, look.number)
        if part.shares:
            book.cell(sheet, at, 2, number / whole if whole else None, look.share)
    if part.shares:
        at += 1
        sheet.set_row(at, 18)
        book.cell(sheet, at, 0, part.whole, look.total_text)
        book.cell(sheet, at, 1, whole, look.total)
        book.cell(sheet, at, 2, 1 if whole else None, look.total_share)
    return at + 1


def _charts(book: Book, sheet: Any, at: int, places: Mapping[str, tuple[int, int]]) -> None:
    """How requests came in, as a ring; how they were answered, as bars."""
    font = {"name": "宋体", "size": 10}
    ring = book.book.add_chart({"type": "doughnut"})
    first, last = places[WAYS]
    points = [{"fill": {"color": colour}} for colour in _COLOURS[: last - first + 1]]
    ring.add_series({
        "name": WAYS, "points": points, "categories": ["统计", first, 0, last, 0],
        "values": ["统计", first, 1, last, 1],
    })  # fmt: skip
    ring.set_title({"name": "申请方式", "name_font": {**font, "size": 12}, "overlay": False})
    ring.set_legend({"position": "bottom", "font": font})
    ring.set_size({"width": 230, "height": 300})
    sheet.insert_chart(at, 0, ring, {"x_offset": 0})
    bars = book.book.add_chart({"type": "bar"})
    first, last = places[HOW]
    bars.add_series({
        "name": HOW, "categories": ["统计", first, 0, last, 0], "values": ["统计", first, 1, last, 1],
        "fill": {"color": _COLOURS[0]}, "data_labels": {"value": True, "font": font}, "gap": 60,
    })  # fmt: skip
    bars.set_title({"name": "办理结果", "name_font": {**font, "size": 12}})
    bars.set_legend({"none": True})
    bars.set_y_axis({"reverse": True, "num_font": {**font, "size": 8}, "line": {"none": True}})
    bars.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    bars.set_size({"width": 274, "height": 300})
    sheet.insert_chart(at, 0, bars, {"x_offset": 231})
