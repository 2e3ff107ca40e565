"""A report against another: what changed in the tables, how much of the text is the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import attrs

from ..checking.subject import reading_of
from ..model.outline import CellPath
from ..model.prose import EMPTY, Prose
from ..model.reading import Reading
from ..model.report import FACTS, Report, prose_fields, tables

_VARIES: Final = re.compile(r"[0-9〇零一二三四五六七八九十百千万亿.%\s（）()、，,：:]+")
_SHORTEST: Final = 8


@attrs.frozen(kw_only=True)
class Changed:
    """One cell in both reports; None where a report leaves it open, or its form has no such cell."""

    path: CellPath
    table: str
    label: str
    before: Any
    now: Any

    @property
    def difference(self) -> Any:
        """How much more it is, None where one of them is open."""
        return None if None in (self.before, self.now) else self.now - self.before


@attrs.frozen(kw_only=True)
class Repeated:
    """How much of a section stands word for word in the other report too, numbers aside: a share of its characters.

    `retold` are those of its `sentences` whose numbers differ, each as it stands there and here; `added` stand here
    only, `gone` in that section of the other report only.
    """

    name: str
    heading: str
    share: Decimal
    sentences: tuple[str, ...]
    retold: tuple[tuple[str, str], ...] = ()
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Difference:
    """What differs between two reports, in the order of this one's form; `of_one_year` where they are two versions."""

    cells: tuple[Changed, ...]
    sections: tuple[Repeated, ...]
    share: Decimal
    of_one_year: bool = False

    @property
    def data(self) -> dict[str, Any]:
        """The difference as plain data for a program: every changed cell, the repeated sentences of each section."""
        cells = [
            {"path": ".".join(one.path), "table": one.table, "label": one.label,
             "before": _plain(one.before), "now": _plain(one.now)}
            for one in self.cells
        ]  # fmt: skip
        sections = [
            {"name": s.name, "share": float(s.share), "sentences": list(s.sentences),
             "retold": [{"before": before, "now": now} for before, now in s.retold],
             "added": list(s.added), "gone": list(s.gone)}
            for s in self.sections
        ]  # fmt: skip
        return {"cells": cells, "sections": sections, "share": float(self.share)}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else f"{value:f}"


def compare(last: Reading | Report, this: Reading | Report) -> Difference:
    """The changes from one report to another, every printed cell and every sentence."""
    before, now = map(reading_of, (last, this))
    there: dict[str, list[str]] = {}
    for prose in before.prose.values():
        for sentence in _sentences(prose):
            there.setdefault(_key(sentence), []).append(sentence)
    here = [sentence for prose in now.prose.values() for sentence in _sentences(prose)]
    keys = set(map(_key, here))
    names = [name for name in prose_fields(now.form.report) if now.prose.get(name) or before.prose.get(name)]
    return Difference(
        cells=tuple(_changed(before, now)),
        sections=tuple(_repeated(before, now, name, there, keys) for name in names),
        share=_share(here, there),
        of_one_year=before.year == now.year,
    )


def _changed(before: Reading, now: Reading) -> Iterator[Changed]:
    """The cells that differ; one that only one of the forms has is told where it is not zero."""
    own_before, own_now = set(_lines(before)), set(_lines(now))
    for reading, path in _paths(before, now):
        values = [_amount(one, path) for one in (before, now)]
        both = all(path in one for one in (own_before, own_now))
        if values[0] != values[1] and (both or any(values)):
            cell = reading.grid_cell(path)
            labels = cell.labels if cell else ((), ())
            label = " / ".join((*labels[0], *labels[1]))
            table = tables(reading.form.report)[path[0]].words[0]
            yield Changed(path=path, table=table, label=label, before=values[0], now=values[1])


def _paths(before: Reading, now: Reading) -> Iterator[tuple[Reading, CellPath]]:
    """The cells of this report's form, then those that only the other's has."""
    own = dict.fromkeys(_lines(now))
    yield from ((now, path) for path in own)
    yield from ((before, path) for path in _lines(before) if path not in own)


def _lines(reading: Reading) -> Iterator[CellPath]:
    for name in tables(reading.form.report):
        if name in reading.tables:
            yield from reading.table(name).paths((name,))


def _amount(reading: Reading, path: CellPath) -> Any:
    return reading.amount(path) if path[0] in reading.tables and reading.grid_cell(path) else None


def _repeated(
    before: Reading, now: Reading, name: str, there: Mapping[str, Sequence[str]], here: Container[str]
) -> Repeated:
    """One section; `there` are the sentences of the other report by their key, `here` the keys of this one's."""
    found = list(_sentences(now.prose.get(name, EMPTY)))
    same = [sentence for sentence in found if _key(sentence) in there]
    words = prose_fields(now.form.report)[name].words
    return Repeated(
        name=name,
        heading=now.headings.get(name) or (words[0] if words else FACTS.get(name, name)),
        share=_share(found, there),
        sentences=tuple(same),
        retold=tuple((there[_key(one)][0], one) for one in same if one not in there[_key(one)]),
        added=tuple(one for one in found if _key(one) not in there),
        gone=tuple(one for one in _sentences(before.prose.get(name, EMPTY)) if _key(one) not in here),
    )


def _sentences(prose: Prose) -> Iterator[str]:
    """The sentences of a text that are long enough to be somebody's own."""
    for paragraph in prose.paragraphs:
        yield from (sentence for sentence in paragraph.sentences if len(_key(sentence)) >= _SHORTEST)


def _key(sentence: str) -> str:
    """A sentence without its numbers: a copied text with this year's numbers is a copied text."""
    return _VARIES.sub("", unicodedata.normalize("NFKC", sentence))


def _share(sentences: list[str], known: Container[str]) -> Decimal:
    whole = sum(map(len, sentences))
    same = sum(len(sentence) for sentence in sentences if _key(sentence) in known)
    return Decimal(same) / Decimal(whole) if whole else Decimal(0)
