"""What a report says in words, beside the numbers its tables hold: a Report and a Reading alike."""

from __future__ import annotations

import bisect
import datetime
import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs

from ..model.form import Form
from ..model.outline import CellPath
from ..model.prose import Prose
from ..model.report import prose_fields
from ..model.table import Table


@attrs.frozen
class Sentence:
    """One sentence, the narrative part in which it stands, and the paragraph there, counted from 0."""

    section: str
    text: str
    paragraph: int = 0


@attrs.frozen(kw_only=True)
class Statement:
    """The narrative of a report, and the number that stands in any of its printed cells.

    `amount` gives None where the number is not known; `tables` holds the tables that are there.
    """

    form: Form
    agency: str | None
    year: int | None
    title: tuple[str, ...] | None
    signed_on: datetime.date | None
    prose: Mapping[str, Prose]
    tables: Mapping[str, Table]
    amount: Callable[[CellPath], Any | None]

    def cells(self, under: CellPath) -> tuple[CellPath, ...]:
        """The printed cells at or below a path; () where the form or the report has none."""
        table = self.tables.get(under[0])
        return () if table is None else tuple((under[0], *path) for path in table.below(under[1:]))

    def total(self, cells: Iterable[CellPath]) -> Any | None:
        """The sum of some cells; None where one is not known, or where there is none."""
        amounts = [self.amount(path) for path in cells]
        known = [amount for amount in amounts if amount is not None]
        return sum(known) if known and len(known) == len(amounts) else None

    def sections(self) -> Iterator[tuple[str, Prose]]:
        """Each narrative part that says something, in printed order."""
        for name in prose_fields(self.form.report):
            if self.prose.get(name):
                yield name, self.prose[name]

    @functools.cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence of the narrative, in printed order; those with expressions are left out."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[Sentence]:
        for name, prose in self.sections():
            for number, paragraph in enumerate(prose.paragraphs):
                for text in paragraph.sentences:
                    if "{{" not in text:
                        yield Sentence(name, text, number)

    def sentences_with(self, *signs: str | re.Pattern[str]) -> tuple[Sentence, ...]:
        """The sentences that hold one of these words or patterns; the narrative is searched as a whole.

        A pattern may not depend on where a sentence begins or ends.
        """
        text, ends = self._lines
        found = set()
        for sign in signs:
            find = functools.partial(text.find, sign) if isinstance(sign, str) else functools.partial(_find, sign, text)
            at = find(0)
            while at >= 0:
                number = bisect.bisect(ends, at)
                found.add(number)
                at = find(ends[number])
        return tuple([self.sentences[number] for number in sorted(found)])

    @functools.cached_property
    def _lines(self) -> tuple[str, list[int]]:
        """The sentences one below the other, and where each of them ends."""
        texts = [sentence.text for sentence in self.sentences]
        return "\n".join(texts), list(itertools.accumulate(len(text) + 1 for text in texts))


def _find(pattern: re.Pattern[str], text: str, since: int) -> int:
    """Where a pattern is found next in a text; -1 where it is not, as str.find says it of a word."""
    found = pattern.search(text, since)
    return found.start() if found else -1
