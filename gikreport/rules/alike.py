"""Between the reports of several offices: narrative that is shared (雷同)."""

from __future__ import annotations

import collections
import re
from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from ..model.reading import Reading
from ..model.rule import Rule, Severity, Violation

_END: Final = "[。；！？!?;\n]"
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
    """One report, and what its narrative shares with each of the others."""

    name: str
    shares: tuple[Share, ...]


def neighbours(readings: Mapping[str, Reading]) -> dict[str, Neighbours]:
    """Each report of a folder with what it shares with the others."""
    told = {name: dict(_sentences(reading)) for name, reading in readings.items()}
    holders: dict[str, list[str]] = collections.defaultdict(list)
    for name, own in told.items():
        for key in own:
            holders[key].append(name)
    return {name: Neighbours(name, tuple(_shares(name, own, holders))) for name, own in told.items()}


def _sentences(reading: Reading) -> Iterator[tuple[str, str]]:
    """The sentences that are the office's own, by what is left of them without names and numbers."""
    for name, prose in reading.prose.items():
        for text in re.split(_END, prose.text) if name != "preface" else ():
            plain = _plain(text, reading)
            if len(plain) >= _SHORTEST and not re.search(_CITES, text):
                yield plain, text.strip()


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
            "quote": "；".join(sentence[:_QUOTED] for sentence in most.sentences[:_SHOWN]),
        }
        yield Violation(facts=facts)


_QUOTED: Final = 60
_SHOWN: Final = 3

RULES: Final = (
    Rule(
        "A501",
        shared_narrative,
        on=Neighbours,
        source="{notice}（不得内容雷同、敷衍塞责）",
        severity=Severity.WARNING,
        zh="正文有 {percent}% 与 {other} 相同（共 {count} 句，另有 {more} 份也相近），如“{quote}”",
        en="{percent}% of the text is also in {other} ({count} sentences; {more} more are alike), such as “{quote}”",
        remedy_zh="按本单位的实际情况重写相同的部分",
        remedy_en="write the shared parts anew, from what this office did",
    ),
)
