"""What somebody is working on: the report, last year's, what is let stand. It travels with the page alone."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any, Final

import attrs

from ..checking.waivers import Waiver, read_waivers
from ..datafile import decode
from ..errors import Problem, Unreadable, Words
from ..lifecycle.new import new, stated_lines
from ..model.cell import UNFILLED_WORD, Cell, State
from ..model.outline import CellPath
from ..model.reading import Reading
from ..server.reports import data_of
from ..sources import read

FORMAT: Final = 1
KEY: Final = "做到一半的年报"  # what a file holds that somebody keeps to go on with later
_TOWNS: Final = ("镇人民政府", "乡人民政府", "民族乡人民政府", "街道办事处", "镇政府", "乡政府")
_RULES: Final = ("t2", "administrative_rules")


@attrs.frozen(kw_only=True)
class Work:
    """A report on its way: what is typed so far, last year's report beside it, waivers, the words of the register."""

    report: Reading
    previous: Reading | None = None
    waivers: tuple[Waiver, ...] = ()
    words: Mapping[str, Any] = attrs.field(factory=dict)

    @property
    def data(self) -> dict[str, Any]:
        """It as plain data; `read_work` makes it again."""
        waivers = [{**attrs.asdict(one), "values": list(one.values)} for one in self.waivers]
        last = None if self.previous is None else data_of(self.previous)
        return {KEY: FORMAT, "report": data_of(self.report), "previous": last, "waivers": waivers, "words": self.words}

    @property
    def text(self) -> str:
        """It as the page carries it and a file keeps it."""
        return json.dumps(self.data, ensure_ascii=False, sort_keys=True)

    @property
    def open_cells(self) -> tuple[CellPath, ...]:
        """The cells in which nobody has put anything yet, in printed order."""
        cells = self.report.cells
        return tuple(path for path in stated_lines(self.report.form) if is_open(cells.get(path)))


def is_open(cell: Cell | None) -> bool:
    """Whether nothing is stated in a cell yet."""
    return cell is None or cell.state is State.UNFILLED


def begun(agency: str | None, year: int | None, previous: Reading | None = None) -> Work:
    """A report that is begun; the rules that no town may make are 0 from the start."""
    made = new(agency or None, year, previous=previous)
    return Work(report=_without_rules(with_all_tables(made)), previous=previous)


def _without_rules(reading: Reading) -> Reading:
    if not (reading.agency or "").endswith(_TOWNS):
        return reading
    cells = {path: Cell("0", State.NUMBER, 0, cell.kind) for path, cell in reading.cells.items() if path[:2] == _RULES}
    return attrs.evolve(reading, cells={**reading.cells, **cells})


def with_all_tables(reading: Reading) -> Reading:
    """The same with every table of its form: what it does not state is 待填."""
    lines = stated_lines(reading.form)
    lacking = {
        path: Cell(UNFILLED_WORD, State.UNFILLED, None, line.kind)
        for path, line in lines.items()
        if path not in reading.cells
    }
    return attrs.evolve(
        reading, tables=reading.tables | {path[0] for path in lines}, cells={**reading.cells, **lacking}
    )


def opened(reading: Reading) -> Work:
    """A report that somebody has, to go on with."""
    if reading.year is None or not reading.agency:
        raise Unreadable(
            Words("没有认出单位名称或年度", "the office or the year is not known"),
            [Problem("", Words("请先“新建”，再把这份文件当作去年的年报放进来", "begin a new report"))],
        )
    return Work(report=with_all_tables(reading))


def read_work(text: str) -> Work:
    """The work that a page or a file carries; raises Unreadable where it is none."""
    data = decode(text.encode(), ".json", "这一页")
    if not isinstance(data, Mapping) or data.get(KEY) != FORMAT:
        raise Unreadable(Words("这不是做到一半的年报", "this is no report on its way"))
    last, words = data.get("previous"), data.get("words")
    return Work(
        report=read(data.get("report") or {}),
        previous=None if last is None else read(last),
        waivers=read_waivers({"waiver": data.get("waivers") or []}),
        words=words if isinstance(words, Mapping) else {},
    )


def day(text: str) -> datetime.date | None:
    """The day that a field for dates states."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
