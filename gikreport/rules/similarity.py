"""Between the reports of several offices: narrative that is shared (雷同)."""

from __future__ import annotations

import collections
import re
from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from ..errors import Words
from ..model.cell import Cell
from ..model.check import Need, Violation, single
from ..model.diagnostic import Severity
from ..model.prose import SENTENCE_MARKS
from ..model.reading import Reading
from ..model.text import unspaced

_CITES: Final = "条例|国务院|国办|办函|统计期限|组成部分|附件|下载"
_SHORTEST: Final = 12
_LEAST_TEXT: Final = 120
_ALIKE: Final = 60  # per cent


@attrs.frozen
class Share:
    """How much of one office's narrative stands in another's, in per cent, and the sentences that do."""

    other: str
    percent: int
    sentences: tuple[str, ...]


@attrs.frozen
class Neighbours:
    """One report, what its narrative shares with other offices, and how many cells other prints of it change."""

    name: str
    shares: tuple[Share, ...]
    prints: tuple[tuple[str, int], ...] = ()


def neighbours(readings: Mapping[str, Reading]) -> dict[str, Neighbours]:
    """Each report of a folder with what it shares with the others."""
    told = {name: dict(_sentences(reading)) for name, reading in readings.items()}
    holders: dict[str, list[str]] = collections.defaultdict(list)
    for name, own in told.items():
        for key in own:
            holders[key].append(name)
    same = _of_oneoffice(readings)
    return {name: _beside(name, own, holders, same, readings) for name, own in told.items()}


def _beside(
    name: str,
    own: Mapping[str, str],
    holders: Mapping[str, list[str]],
    same: Mapping[str, list[str]],
    readings: Mapping[str, Reading],
) -> Neighbours:
    mates = {other for other in same.get(office(readings[name]), ()) if other != name}
    shares = tuple(share for share in _shares(name, own, holders) if share.other not in mates)
    again = (other for other in readings if other in mates and readings[other].year == readings[name].year)
    changed = ((other, _changed(readings[name], readings[other])) for other in again)
    return Neighbours(name, shares, tuple((other, cells) for other, cells in changed if cells))


def office(reading: Reading) -> str:
    """The name of its office without blanks, "" where it is not known."""
    return unspaced(reading.agency or "")


def _of_oneoffice(readings: Mapping[str, Reading]) -> dict[str, list[str]]:
    """The files of each office; those whose office is not known belong to none."""
    found: dict[str, list[str]] = collections.defaultdict(list)
    for name, reading in readings.items():
        if office(reading):
            found[office(reading)].append(name)
    return found


def _changed(one: Reading, other: Reading) -> int:
    """How many cells that two reports both state do not hold the same."""
    return sum(_held(cell) != _held(other.cells[path]) for path, cell in one.cells.items() if path in other.cells)


def _held(cell: Cell) -> object:
    return cell.amount if cell.counts else cell.text


def _sentences(reading: Reading) -> Iterator[tuple[str, str]]:
    """The sentences that are the office's own, by what is left of them without names and numbers."""
    for name, prose in reading.prose.items():
        said = [text for paragraph in prose.paragraphs for text in paragraph.sentences]
        for text in said if name != "preface" else ():
            plain = _plain(text, reading)
            if len(plain) >= _SHORTEST and not re.search(_CITES, text):
                yield plain, text.rstrip(SENTENCE_MARKS)


def _plain(text: str, reading: Reading) -> str:
    without = text.replace(reading.agency, "") if reading.agency else text
    return re.sub(r"[\W\d_]+", "", without)


def _shares(name: str, own: Mapping[str, str], holders: Mapping[str, list[str]]) -> Iterator[Share]:
    size = sum(map(len, own))
    common: dict[str, list[str]] = collections.defaultdict(list)
    for key in own:
        for other in holders[key] if len(holders[key]) > 1 else ():
            common[other].append(key)
    for other, keys in common.items():
        percent = round(100 * sum(map(len, keys)) / size)
        if other != name and size >= _LEAST_TEXT and percent >= _ALIKE:
            yield Share(other, percent, tuple(own[key] for key in keys))


def shared_narrative(one: Neighbours) -> Iterator[Violation]:
    """A report tells of its own office; its narrative is not that of another."""
    if one.shares:
        most = max(one.shares, key=lambda share: share.percent)
        facts = {
            "percent": most.percent,
            "other": most.other,
            "count": len(most.sentences),
            "more": len(one.shares) - 1,
            "beside": f"，另有 {len(one.shares) - 1} 份也相近" if len(one.shares) > 1 else "",
            "beside_en": f"; {len(one.shares) - 1} more are alike" if len(one.shares) > 1 else "",
            "quote": "；".join(sentence[:_QUOTED] for sentence in most.sentences[:_SHOWN]),
        }
        yield Violation(facts=facts)


def handed_in_again(one: Neighbours) -> Iterator[Violation]:
    """An office hands in one report a year; of two that state other numbers one is out of date."""
    for other, cells in one.prints:
        yield Violation(facts={"other": other, "cells": cells})


_QUOTED: Final = 60
_SHOWN: Final = 3

CHECKS: Final = (
    single(
        "A501",
        shared_narrative,
        on=Neighbours,
        needs=(Need.NEIGHBOURS,),
        words=Words(
            "正文有 {percent}% 与 {other} 相同（共 {count} 句{beside}），如“{quote}”",
            "{percent}% of the text is also in {other} ({count} sentences{beside_en}), such as “{quote}”",
        ),
        remedy=Words("按本单位的实际情况重写相同的部分", "write the shared parts anew, from what this office did"),
        source="{notice}（不得内容雷同、敷衍塞责）",
        severity=Severity.WARNING,
    ),
    single(
        "A502",
        handed_in_again,
        on=Neighbours,
        needs=(Need.NEIGHBOURS,),
        words=Words(
            "与 {other} 是同一单位同一年度的报告，有 {cells} 格的数不同",
            "{other} is of the same office and year; {cells} numbers differ",
        ),
        remedy=Words(
            "确认以哪一份为准，把另一份移出文件夹", "find out which one holds, and take the other out of the folder"
        ),
        source="条例第四十九条、第五十条（每年一份）",
        severity=Severity.WARNING,
    ),
)
