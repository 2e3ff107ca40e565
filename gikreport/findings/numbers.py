"""The numbers of a narrative on the reviewers' page, folded by section: each with its cell, or why it was let be."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final

from ..checking.files import Judged
from ..checking.finding import heading_of
from ..checking.subject import subject_of
from ..model.outline import CellPath
from ..model.reading import Reading
from ..model.report import tables
from ..narrative.claims import Why
from ..narrative.telling import WHY, ToldNumber
from .words import page_words

_COLUMNS: Final = ("number", "concept", "cells", "why")
_ABOUT_WORDS: Final = (Why.UNKNOWN_WORDS, Why.ALIEN)


def told_numbers(one: Judged, lang: str) -> Iterator[str]:
    """What was understood of the narrative of a file, a folded part for each section that tells a number."""
    if one.reading is not None and one.claims:
        yield f"<h3>{page_words(lang)['told']}</h3>"
        subject = subject_of(one.reading)
        for heading, found in itertools.groupby(one.claims, lambda number: heading_of(subject, number.section)):
            yield from _section(one.reading, heading, list(found), lang)


def _section(reading: Reading, heading: str, found: Sequence[ToldNumber], lang: str) -> Iterator[str]:
    words = page_words(lang)
    held = sum(number.why is Why.COMPARED for number in found)
    counted = [words["compared"].format(n=held), words["let_be"].format(n=len(found) - held)]
    told = "，".join(said for said, n in zip(counted, (held, len(found) - held), strict=True) if n)
    yield f"<details><summary><b>{escape(heading)}</b> <span>{told}</span></summary>"
    heads = "".join(f'<th scope="col">{words[name]}</th>' for name in _COLUMNS)
    yield f'<div class="wide"><table class="told">\n<thead><tr>{heads}</tr></thead>'
    for (*_, sentence), numbers in itertools.groupby(found, _sentence_of):
        yield from _sentence(reading, sentence, list(numbers), lang)
    yield "</table></div></details>"


def _sentence_of(number: ToldNumber) -> tuple[str, int, int, str]:
    return number.section, number.paragraph, number.start, number.sentence


def _sentence(reading: Reading, sentence: str, numbers: Sequence[ToldNumber], lang: str) -> Iterator[str]:
    """A sentence with its numbers marked, and a row for each of them."""
    yield f'<tr class="said"><td colspan="{len(_COLUMNS)}">{_marked(sentence, numbers)}</td></tr>'
    for number in numbers:
        yield _row(reading, number, lang)


def _marked(sentence: str, numbers: Iterable[ToldNumber]) -> str:
    text, at = "", 0
    for number in numbers:
        since = number.offset - number.start
        said = number.number
        if since >= at and sentence.startswith(said, since):
            kind = "" if number.why is Why.COMPARED else ' class="let-be"'
            text += f"{escape(sentence[at:since])}<mark{kind}>{escape(said)}</mark>"
            at = since + len(said)
    return text + escape(sentence[at:])


def _row(reading: Reading, number: ToldNumber, lang: str) -> str:
    words = page_words(lang)
    cells = f" {words['or']} ".join(_sum(reading, cells, words["all"]) for cells in number.cells)
    why = WHY[number.why].told(lang) + (
        f"：“{number.because}”" if number.why in _ABOUT_WORDS and number.because else ""
    )
    said = (words["zero"] if number.is_denial else number.number, number.concept or words["unknown"], cells, why)
    kind = "" if number.why is Why.COMPARED else ' class="let-be"'
    first, *others = map(escape, said)
    return f'<tr{kind}><td class="figure">{first}</td>{"".join(f"<td>{other}</td>" for other in others)}</tr>'


def _sum(reading: Reading, cells: str, all_of: str) -> str:
    """The cells of a sum as the form calls them."""
    return " + ".join(_cell(reading, tuple(path.split(".")), all_of) for path in cells.split("+"))


def _cell(reading: Reading, path: CellPath, all_of: str) -> str:
    table = tables(reading.form.report)[path[0]].words[0]
    printed = reading.grid_cell(path)
    if printed is not None:
        rows, columns = printed.labels
        return f"{table} {'，'.join((*rows[-1:], *columns[-1:]) if rows else columns)}"
    below = [cell for own in reading.table(path[0]).below(path[1:]) if (cell := reading.grid_cell((path[0], *own)))]
    common = _common([cell.labels[0] for cell in below]) or _common([cell.labels[1] for cell in below])
    return f"{table} {common[-1]}（{all_of}）" if common else table


def _common(labels: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The words that several labels begin with."""
    same = itertools.takewhile(lambda words: len(set(words)) == 1, zip(*labels, strict=False))
    return tuple(words[0] for words in same)
