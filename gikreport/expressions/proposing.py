"""Literal numbers in narrative, and the cells that they may stand for: what the narrative was understood to say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import attrs

from ..model.outline import CellPath, entries
from ..model.prose import Paragraph, Prose
from ..model.reading import Reading
from ..model.report import Report, tables
from ..model.table import table_of
from ..narrative.claims import Claim, Why
from ..narrative.statement import Passage, Statement
from ..narrative.tokens import COUNTERS
from .values import text_of
from .wrong import WrongExpression

_CLAUSE: Final = re.compile("[，。；：、！？（）\n]")
_SHOWN: Final = 5


@attrs.frozen(kw_only=True)
class Proposal:
    """A number in the text: its section, its paragraph from 1, its place there, and the expressions that fit.

    `sure` where the words say which number it is, and one expression prints it as it stands. Where nobody knows what
    the words count, the cells that hold the same number are named.
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
    report, statement = reading.report, _statement(reading)
    cells = tuple(_cells(report))
    found = {
        (passage.sentence, claim.offset): proposal
        for passage in statement.passages
        for claim in passage.claims
        if (proposal := _proposal(passage, claim, report, cells)) is not None
    }
    return tuple(found.values())


def _statement(reading: Reading) -> Statement:
    """What a reading says in words."""
    there = {name: reading.table(name) for name in reading.tables}
    return Statement(
        form=reading.form, agency=reading.agency, year=reading.year, title=reading.title, signed_on=reading.signed_on,
        prose=reading.prose, tables=there, amount=reading.amount,
    )  # fmt: skip


def bind(reading: Reading) -> Reading:
    """The reading with the sure numbers of its narrative written as expressions."""
    chosen = [one for one in propose(reading) if one.sure]
    prose = {name: _bound(prose, [p for p in chosen if p.section == name]) for name, prose in reading.prose.items()}
    return attrs.evolve(reading, prose=prose)


def _bound(prose: Prose, chosen: list[Proposal]) -> Prose:
    """The text with expressions for these numbers; a paragraph in which words are set off stays as it is."""
    if not chosen:
        return prose
    bound = (_bound_paragraph(one, number, chosen) for number, one in enumerate(prose.paragraphs, 1))
    return attrs.evolve(prose, paragraphs=tuple(bound))


def _bound_paragraph(paragraph: Paragraph, number: int, chosen: list[Proposal]) -> Paragraph:
    text = paragraph.text
    for one in sorted((p for p in chosen if p.paragraph == number), key=lambda p: -p.start):
        text = f"{text[: one.start]}{{{{ {one.expressions[0]} }}}}{text[one.start + len(one.number) :]}"
    return Prose.bound(text).paragraphs[0] if paragraph.is_plain else paragraph


def _proposal(
    passage: Passage, claim: Claim, report: Report, cells: tuple[tuple[CellPath, Any], ...]
) -> Proposal | None:
    """What a number may be written as; None where it is a part, of another year, or no cell holds it."""
    if claim.negated or not claim.exact or claim.value is None:
        return None
    fitting, sure = _fitting(claim, report, cells)
    if not fitting:
        return None
    sentence = passage.sentence
    offset, written = sentence.as_written(claim.offset, len(claim.digits))
    return Proposal(
        section=sentence.section,
        paragraph=sentence.paragraph + 1,
        start=sentence.start + offset,
        number=written,
        clause=_clause(sentence.text, claim.offset),
        expressions=tuple(fitting[:_SHOWN]),
        sure=sure and written == claim.digits,
    )


def _fitting(claim: Claim, report: Report, cells: tuple[tuple[CellPath, Any], ...]) -> tuple[list[str], bool]:
    """The expressions that come to a number, and whether one of them is it beyond doubt."""
    if claim.concept is not None and claim.why is Why.COMPARED:
        groups = [group[0] for group in claim.concept.cells if len(group) == 1]
        named = [one for path in groups for one in _named(path, claim, report)]
        return named, len(named) == 1 and _printed(named[0], report) == claim.digits
    if claim.why is Why.UNKNOWN_WORDS and claim.value and claim.unit in COUNTERS:
        return [".".join(path) for path, value in cells if value == claim.value], False
    return [], False


def _named(path: CellPath, claim: Claim, report: Report) -> Iterator[str]:
    """The expression for a cell, or for the total of the block at a path, where it comes to the number that is told."""
    for cell in (path, (*path, "total")):
        plain = ".".join(cell)
        said = _printed(plain, report)
        if said:
            if Decimal(said) == claim.value:
                in_characters = f"{plain} | chinese"
                yield in_characters if _printed(in_characters, report) == claim.digits else plain
            return


def _printed(expression: str, report: Report) -> str:
    """What an expression prints; "" where it names no cell, or cannot be told so."""
    try:
        return text_of(expression, report)
    except WrongExpression:
        return ""


def _cells(report: Report) -> Iterator[tuple[CellPath, Any]]:
    """Every number that narrative quotes: of table 3 its total column, with the subtotals; of other tables all."""
    for name in tables(type(report)):
        table = getattr(report, name)
        if table is not None and not table_of(table).rows_are_own:
            whole = getattr(table, "total", None)
            by_column = whole is not None and not isinstance(whole, int)
            yield from _numbers(whole, (name, "total")) if by_column else _numbers(table, (name,))


def _numbers(block: Any, path: CellPath) -> Iterator[tuple[CellPath, Any]]:
    own = getattr(block, "total", None)
    if isinstance(own, int) and not any(entry.name == "total" for entry in entries(type(block))):
        yield (*path, "total"), own
    for entry in entries(type(block)):
        value = getattr(block, entry.name)
        if entry.of is not None:
            yield from _numbers(value, (*path, entry.name))
        elif isinstance(value, int | Decimal):
            yield (*path, entry.name), value


def _clause(text: str, at: int) -> str:
    """The words before a number, back to the last mark."""
    before = _CLAUSE.split(text[:at])[-1]
    return before if len(before) > 1 else text[max(0, at - 12) : at]
