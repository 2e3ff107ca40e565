"""Literal numbers in narrative, and the cells that they may stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import attrs

from ..model.outline import CellPath, entries
from ..model.prose import Paragraph, Prose
from ..model.reading import Reading
from ..model.report import Report, tables
from ..model.table import table_of

_NUMBER: Final = re.compile(r"(?<![0-9.〔第])[0-9]+(?:\.[0-9]+)?(?![0-9.%％]|年|月|日|号|条第|个工作日)")
_CLAUSE: Final = re.compile("[，。；：、！？（）\n]")
_NOISE: Final = re.compile(
    r"[0-9一二三四五六七八九十]+[.、．]|[（(].*?[)）]|本年度?|上年|政府信息公开|申请|数量|情况|本机关|属于|（|）"
)
_WORDS: Final = {"收到": "received", "新收": "received", "结转": "carried_forward", "上年结转": "carried_over"}


@attrs.frozen(kw_only=True)
class Proposal:
    """A number in the text: its section, its paragraph from 1, its place there, and the expressions that fit.

    The best come first; `sure` where only one fits, and the words around it are those of its cell.
    """

    section: str
    paragraph: int
    start: int
    number: str
    clause: str
    expressions: tuple[str, ...]
    sure: bool


def propose(reading: Reading) -> tuple[Proposal, ...]:
    """Expressions for the literal numbers of a narrative that match a cell; raises NotAReport where cells are open."""
    cells = dict(_cells(reading.report))
    return tuple(
        proposal
        for name, prose in reading.prose.items()
        for number, paragraph in enumerate(prose.paragraphs, 1)
        for proposal in _in_paragraph(name, number, paragraph, cells)
    )


def bind(reading: Reading) -> Reading:
    """The reading with the sure numbers of its narrative written as expressions."""
    chosen = [one for one in propose(reading) if one.sure]
    prose = {name: _bound(prose, [p for p in chosen if p.section == name]) for name, prose in reading.prose.items()}
    return attrs.evolve(reading, prose=prose)


def _bound(prose: Prose, chosen: list[Proposal]) -> Prose:
    lines = []
    for number, paragraph in enumerate(prose.paragraphs, 1):
        text = paragraph.text
        for one in sorted((p for p in chosen if p.paragraph == number), key=lambda p: -p.start):
            text = f"{text[: one.start]}{{{{ {one.expressions[0]} }}}}{text[one.start + len(one.number) :]}"
        lines.append(text)
    return Prose.bound("\n".join(lines)) if chosen else prose


def _cells(report: Report) -> Iterator[tuple[CellPath, tuple[Any, tuple[str, ...]]]]:
    """Every number that narrative quotes: of table 3 its total column, with the subtotals; of other tables all."""
    for name, entry in tables(type(report)).items():
        table = getattr(report, name)
        if table is not None and not table_of(table).rows_are_own:
            whole = getattr(table, "total", None)
            if whole is not None and not isinstance(whole, int):
                yield from _numbers(whole, (name, "total"), ())
            else:
                yield from _numbers(table, (name,), entry.words)


def _numbers(
    block: Any, path: CellPath, words: tuple[str, ...]
) -> Iterator[tuple[CellPath, tuple[Any, tuple[str, ...]]]]:
    own = getattr(block, "total", None)
    if isinstance(own, int) and not any(entry.name == "total" for entry in entries(type(block))):
        yield (*path, "total"), (own, words)
    for entry in entries(type(block)):
        value, said = getattr(block, entry.name), (*words, *entry.words)
        if entry.of is not None:
            yield from _numbers(value, (*path, entry.name), said)
        elif isinstance(value, int | Decimal):
            yield (*path, entry.name), (value, said)


def _in_paragraph(name: str, number: int, paragraph: Paragraph, cells: Mapping[CellPath, Any]) -> Iterator[Proposal]:
    if len(paragraph.parts) != 1 or not isinstance(paragraph.parts[0], str):
        return
    text = paragraph.text
    for found in _NUMBER.finditer(text):
        said, clause = found.group(), _clause(text, found.start())
        fitting = {path: _score(words, clause, path) for path, (value, words) in cells.items() if _is(value, said)}
        ranked = sorted(fitting, key=lambda path: (-fitting[path], len(path), path))
        if ranked:
            best = [path for path in ranked if fitting[path] == fitting[ranked[0]]]
            expressions = tuple(".".join(path) for path in ranked[:5])
            sure = len(best) == 1 and fitting[best[0]] > 0
            yield Proposal(
                section=name, paragraph=number, start=found.start(), number=said, clause=clause,
                expressions=expressions, sure=sure,
            )  # fmt: skip


def _is(value: int | Decimal, said: str) -> bool:
    return Decimal(value) == Decimal(said) and ("." not in said or isinstance(value, Decimal))


def _clause(text: str, at: int) -> str:
    """The words before a number, back to the last mark."""
    before = _CLAUSE.split(text[:at])[-1]
    return before if len(before) > 1 else text[max(0, at - 12) : at]


def _score(words: tuple[str, ...], clause: str, path: CellPath) -> int:
    """How many words of a cell's label stand near the number."""
    labels = [_NOISE.sub("", word) for word in words]
    hits = sum(2 for label in labels if len(label) > 1 and label in clause)
    hints = max((len(hint) for hint, line in _WORDS.items() if hint in clause and path[-1] == line), default=0)
    return hits + hints
