"""Where the bars of a chart stand when it is drawn as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from ..charts import Chart
from ..word.styles import ems

WIDTH: Final = 420
LETTER: Final = 13  # the size of a character
_BAR, _BETWEEN, _GAP = 18, 3, 14  # the height of a bar, the room between bars and between groups
_LEGEND: Final = 26
_NUMBER: Final = 48  # room right of the longest bar


@attrs.frozen
class Bar:
    """One bar with the number at its end."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    value: int


@attrs.frozen
class Label:
    """Words, with the point at which their line begins, or ends, at half their height."""

    x: float
    y: float
    text: str
    colour: str = ""


@attrs.frozen
class Drawing:
    """A chart as it is drawn."""

    chart: Chart
    height: float
    axis: float
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    legend: tuple[Label, ...]
    width: int = WIDTH


def drawing(chart: Chart) -> Drawing:
    """Place the bars, the labels left of them, and a legend where there is more than one colour."""
    axis = max(map(ems, chart.categories)) * LETTER + 10
    top = _LEGEND if len(chart.series) > 1 else 4
    group = len(chart.series) * (_BAR + _BETWEEN) - _BETWEEN
    height = top + len(chart.categories) * (group + _GAP)
    labels = (
        Label(axis - 8, top + row * (group + _GAP) + (_GAP + group) / 2, words)
        for row, words in enumerate(chart.categories)
    )
    bars = _bars(chart, axis, top, group)
    return Drawing(chart, height, axis, tuple(bars), tuple(labels), tuple(_legend(chart)))


def _bars(chart: Chart, axis: float, top: float, group: float) -> Iterator[Bar]:
    most = max(max(series.values) for series in chart.series)
    scale = (WIDTH - _NUMBER - axis) / most
    for row in range(len(chart.categories)):
        begins = top + row * (group + _GAP) + _GAP / 2
        for place, series in enumerate(chart.series):
            value = series.values[row]
            yield Bar(axis, begins + place * (_BAR + _BETWEEN), round(value * scale, 2), _BAR, series.colour, value)


def _legend(chart: Chart) -> Iterator[Label]:
    at = 4.0
    for series in chart.series if len(chart.series) > 1 else ():
        yield Label(at, _LEGEND / 2, series.name, series.colour)
        at += ems(series.name) * LETTER + 36
