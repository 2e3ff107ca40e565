"""Between the reports of several offices: narrative that is shared (雷同)."""

from __future__ import annotations

import array
import collections
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

import attrs

from ..errors import Words
from ..model.cell import Cell
from ..model.check import Need, Violation, single
from ..model.diagnostic import Rank, Severity
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


@attrs.frozen(kw_only=True)
class Digest:
    """What is kept of one report to compare it with others: small, so that a folder of thousands fits into memory.

    `keys` and `lengths` are the hash and the length of each of the office's own sentences without names and numbers,
    `quotes` how they begin; `paths` and `held` are hashes of the cells and of what they hold. Hashes hold within one
    process.
    """

    office: str
    year: int | None
    keys: array.array[int]
    lengths: array.array[int]
    quotes: tuple[str, ...]
    paths: array.array[int]
    held: array.array[int]


def digest(reading: Reading) -> Digest:
    """What is kept of a report."""
    own = dict(_sentences(reading))
    return Digest(
        office=office(reading),
        year=reading.year,
        keys=array.array("q", map(hash, own)),
        lengths=array.array("l", map(len, own)),
        quotes=tuple(text[:_QUOTED] for text in own.values()),
        paths=array.array("q", map(hash, reading.cells)),
        held=array.array("q", (hash(_held(cell)) for cell in reading.cells.values())),
    )


def neighbours(digests: Mapping[str, Digest]) -> Iterator[tuple[str, Neighbours]]:
    """Each report of a folder with what it shares with the others."""
    holders: dict[int, list[str]] = collections.defaultdict(list)
    for name, own in digests.items():
        for key in own.keys:
            holders[key].append(name)
    same = _of_one_office(digests)
    yield from ((name, _beside(name, holders, same, digests)) for name in digests)


def _beside(
    name: str, holders: Mapping[int, list[str]], same: Mapping[str, list[str]], digests: Mapping[str, Digest]
) -> Neighbours:
    own = digests[name]
    mates = [other for other in same.get(own.office, ()) if other != name]
    shares = tuple(share for share in _shares(name, own, holders) if share.other not in mates)
    changed = ((other, _changed(own, digests[other])) for other in mates if digests[other].year == own.year)
    return Neighbours(name, shares, tuple((other, cells) for other, cells in changed if cells))


def office(reading: Reading) -> str:
    """The name of its office without blanks, "" where it is not known."""
    return unspaced(reading.agency or "")


def _of_one_office(digests: Mapping[str, Digest]) -> dict[str, list[str]]:
    """The files of each office; those whose office is not known belong to none."""
    found: dict[str, list[str]] = collections.defaultdict(list)
    for name, own in digests.items():
        if own.office:
            found[own.office].append(name)
    return found


def _changed(one: Digest, other: Digest) -> int:
    """How many cells that two reports both state do not hold the same."""
    there = dict(zip(other.paths, other.held, strict=True))
    return sum(path in there and there[path] != held for path, held in zip(one.paths, one.held, strict=True))


def _held(cell: Cell) -> tuple[str, str]:
    """What a cell holds, as text: -1 and -2 have one hash in Python."""
    amount = cell.amount if cell.counts else cell.text
    return ("text", amount) if isinstance(amount, str) else ("number", f"{Decimal(amount).normalize():f}")


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


def _shares(name: str, own: Digest, holders: Mapping[int, list[str]]) -> Iterator[Share]:
    size = sum(own.lengths)
    common: dict[str, list[int]] = collections.defaultdict(list)
    for at, key in enumerate(own.keys) if size >= _LEAST_TEXT else ():
        for other in holders[key] if len(holders[key]) > 1 else ():
            common[other].append(at)
    for other, places in common.items():
        percent = round(100 * sum(own.lengths[at] for at in places) / size)
        if other != name and percent >= _ALIKE:
            yield Share(other, percent, tuple(own.quotes[at] for at in places))


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

NO_SAMENESS: Final = "{notice}（不得内容雷同、敷衍塞责）"
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
        source=NO_SAMENESS,
        severity=Severity.WARNING,
        rank=Rank.NOTICE,
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
        rank=Rank.LAW,
    ),
)
