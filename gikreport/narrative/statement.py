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

from ..model.comparable import Comparable, comparable
from ..model.form import Form
from ..model.outline import CellPath
from ..model.prose import Paragraph, Prose
from ..model.report import prose_fields
from ..model.table import Table


@attrs.frozen
class Sentence:
    """One sentence, the narrative part in which it stands, and the paragraph there, counted from 0.

    `text` is its normal form, which the rules read; `printed` knows how it was written.
    """

    section: str
    text: str
    paragraph: int = 0
    printed: Comparable | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(kw_only=True)
class Statement:
    """The narrative of a report, and the number that stands in any of its printed cells.

    `amount` gives None where the number is not known; `tables` holds the tables that are there. Title and narrative
    are those that the rules compare, in their normal form; `written` gives them, and every other text, as they stand.
    """

    form: Form
    agency: str | None
    year: int | None
    signed_on: datetime.date | None
    _title: tuple[str, ...] | None
    _prose: Mapping[str, Prose]
    tables: Mapping[str, Table]
    amount: Callable[[CellPath], Any | None]
    signed_by: str | None = None
    cell_texts: Mapping[CellPath, str] = attrs.field(factory=dict)  # of the cells that hold more than ASCII

    @functools.cached_property
    def title(self) -> tuple[str, ...] | None:
        """The title."""
        return None if self._title is None else tuple(comparable(line).text for line in self._title)

    @functools.cached_property
    def prose(self) -> Mapping[str, Prose]:
        """The narrative, by section."""
        return {name: _comparable_prose(prose) for name, prose in self._prose.items()}

    def written(self) -> Iterator[tuple[CellPath, int | None, str]]:
        """Every text as it stands, with its path and, in the narrative, its paragraph."""
        yield ("agency",), None, self.agency or ""
        yield from ((("title",), None, line) for line in self._title or ())
        for name, prose in self._prose.items():
            yield from (((name,), number, paragraph.text) for number, paragraph in enumerate(prose.paragraphs))
        yield ("signed_by",), None, self.signed_by or ""
        yield from ((path, None, text) for path, text in self.cell_texts.items())

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
        for name, _ in self.sections():
            for number, paragraph in enumerate(self._prose[name].paragraphs):
                for text in paragraph.sentences:
                    if "{{" not in text:
                        printed = comparable(text)
                        yield Sentence(name, printed.text, number, printed)

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


def _comparable_prose(prose: Prose) -> Prose:
    """Prose in its normal form: the very same where it is that already."""
    if prose.is_bound:
        return prose
    plain = [comparable(paragraph.text) for paragraph in prose.paragraphs]
    if all(one.text == one.original for one in plain):
        return prose
    return Prose(tuple(Paragraph((one.text,)) for one in plain))


def _find(pattern: re.Pattern[str], text: str, since: int) -> int:
    """Where a pattern is found next in a text; -1 where it is not, as str.find says it of a word."""
    found = pattern.search(text, since)
    return found.start() if found else -1
