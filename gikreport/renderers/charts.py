"""The figures that readers would rather look at: who asked, how it ended, what came of review and litigation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from ..model.document import Draft, SoundReport
from ..model.fields import Role
from ..model.layouts import Columns, Crosstab
from ..model.outline import CellPath, Line
from ..model.report import parts
from ..model.table import Table

COLOURS: Final = ("1F5A96", "A8501B", "3B7A57", "6B6B6B")  # each 4.5 to 1 or more on white

_OUTCOMES: Final = ("total", "outcomes")
_NUMBERING: Final = re.compile("^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])")
_REMARK: Final = re.compile("[（(].*[）)]$")


@attrs.frozen
class Series:
    """The bars of one colour: what they stand for, and a number for each category."""

    name: str
    values: tuple[int, ...]
    colour: str


@attrs.frozen
class Chart:
    """One chart of horizontal bars; `unit` is what they count, 件."""

    name: str
    title: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def words(self) -> str:
        """The chart in words, for who cannot see it."""
        return "；".join(map(self._series_words, self.series))

    def _series_words(self, series: Series) -> str:
        numbers = "，".join(f"{label}{value}" for label, value in zip(self.categories, series.values, strict=True))
        return f"{series.name}：{numbers}"


def charts(document: SoundReport | Draft) -> tuple[Chart, ...]:
    """The charts of a report, none unless its options ask for them; one without a number above zero is left out."""
    if not document.options.charts:
        return ()
    return tuple(chart for chart in _drawn(document) if any(any(series.values) for series in chart.series))


def place(document: SoundReport | Draft) -> str:
    """The section that holds the charts: the first one."""
    return next(entry.name for entry in parts(document.form.report) if entry.facts.role is Role.SECTION)


def _drawn(document: SoundReport | Draft) -> Iterator[Chart]:
    heading = ""
    for entry in parts(document.form.report):
        if entry.facts.role is Role.SECTION:
            heading = document.headings[entry.name]
        if entry.name in document.tables:
            yield from _of_table(document, entry.name, document.tables[entry.name], plain(heading))


def _of_table(document: SoundReport | Draft, name: str, table: Table, title: str) -> Iterator[Chart]:
    numbers = _numbers(document, name, table)
    if numbers and isinstance(table.layout, Crosstab):
        yield _received(name, table, numbers)
        yield _outcomes(name, table, numbers)
    elif numbers and isinstance(table.layout, Columns):
        yield _results(name, table, numbers, title)


def _numbers(document: SoundReport | Draft, name: str, table: Table) -> Mapping[CellPath, int]:
    """The numbers of a table by line; none where one of them is not known yet."""
    figures = {line.path: document.figures[name, *line.path] for line in table.lines}
    return {path: int(text) for path, text in figures.items()} if all(map(str.isdecimal, figures.values())) else {}


def _received(name: str, table: Table, numbers: Mapping[CellPath, int]) -> Chart:
    """本年新收, by requester kind."""
    lines = [line for line in table.lines if line.path[-1] == "received" and not line.computed]
    title = plain(lines[0].words[-1])
    values = tuple(numbers[line.path] for line in lines)
    return Chart(f"{name}-received", title, lines[0].unit, tuple(line.words[-2] for line in lines), _one(title, values))


def _outcomes(name: str, table: Table, numbers: Mapping[CellPath, int]) -> Chart:
    """本年度办理结果 of all requesters, by the groups （一） to （六）."""
    grouped: dict[str, int] = {}
    of = [line for line in table.lines if line.path[:2] == _OUTCOMES and line.path != (*_OUTCOMES, "total")]
    for line in of:
        label = plain(line.words[2])
        grouped[label] = grouped.get(label, 0) + numbers[line.path]
    title = plain(of[0].words[1])
    return Chart(f"{name}-outcomes", title, of[0].unit, tuple(grouped), _one(title, tuple(grouped.values())))


def _results(name: str, table: Table, numbers: Mapping[CellPath, int], title: str) -> Chart:
    """Review and litigation: a group of bars for each kind of case, a colour for each result."""
    lines = [line for line in table.lines if not line.computed]
    cases, results = _distinct(lines, -2), _distinct(lines, -1)
    found = {(line.words[-2], line.words[-1]): numbers[line.path] for line in lines}
    series = (
        Series(result, tuple(found[case, result] for case in cases), colour)
        for result, colour in zip(results, COLOURS, strict=True)
    )
    return Chart(name, title, lines[0].unit, cases, tuple(series))


def _one(title: str, values: tuple[int, ...]) -> tuple[Series, ...]:
    return (Series(title, values, COLOURS[0]),)


def _distinct(lines: list[Line], at: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.words[at] for line in lines))


def plain(words: str) -> str:
    """A printed label without its number and without the remark behind it."""
    return _REMARK.sub("", _NUMBERING.sub("", words))
