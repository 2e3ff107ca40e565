"""What a report says in words, beside the numbers its tables hold: a Report and a Reading alike."""

from __future__ import annotations

import bisect
import datetime
import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from ..model.comparable import Comparable, comparable, is_plain
from ..model.form import Form
from ..model.outline import CellPath
from ..model.prose import Paragraph, Prose
from ..model.report import prose_fields
from ..model.table import Table
from .claims import Claim
from .lexicon import NAMES, Lexicon, lexicon
from .office import Office
from .tokens import KEPT, Token, tokens_of
from .understanding import understood, understood_kept

_OF_REQUESTS: Final = ("requests", "requests_after")
_COUNTS: Final = re.compile(
    "[0-9０-９〇零一二两三四五六七八九十百千万亿][余多几]?[ 　]?"
    "(?:[件条宗份个起次例项元封篇期场人%％，。；、）),;]|万元|亿元|$)"
)
_DENIES: Final = re.compile("[未没无零]|不存在")
_THINGS: Final = re.compile("申请|复议|诉讼|涉诉|被诉|规范性|规章|许可|处罚|强制|结转|公开|废止|发布")


@attrs.frozen
class Sentence:
    """One sentence, the narrative part in which it stands, the paragraph there from 0, and where in it it begins.

    `text` is its normal form, which the rules read; `printed` knows how it was written, where that is another form.
    """

    section: str
    text: str
    paragraph: int = 0
    start: int = 0
    printed: Comparable | None = attrs.field(default=None, eq=False, repr=False)

    def as_written(self, offset: int, length: int) -> tuple[int, str]:
        """Where signs of the normal form stand in the sentence as it was written, and what stands there."""
        if self.printed is None:
            return offset, self.text[offset : offset + length]
        start, end = self.printed.at(offset), self.printed.at(offset + length)
        return start, self.printed.original[start:end].rstrip()

    def joined(self, other: Sentence) -> Sentence:
        """This sentence with the one that goes on with it."""
        if self.printed is None or other.printed is None:
            return attrs.evolve(self, text=self.text + other.text)
        printed = comparable(self.printed.original + other.printed.original)
        return attrs.evolve(self, text=printed.text, printed=printed)


@attrs.frozen(eq=False)
class Passage:
    """A sentence with its tokens and what it claims: scanned and understood once, when a rule first asks.

    It may tell a number of a table where it names what is counted, or goes on with a `topic`.
    """

    sentence: Sentence
    office: Office
    words: Lexicon
    topic: str
    names: bool  # whether it names what is counted

    @functools.cached_property
    def tokens(self) -> list[Token]:
        """The words, numbers and marks of the sentence."""
        return tokens_of(self.sentence.text, self.words)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Each number that it tells, and each denial."""
        return self._understood[0]

    @functools.cached_property
    def told(self) -> tuple[Claim, ...]:
        """The claims of which it is known what they count."""
        return tuple([claim for claim in self.claims if claim.concept is not None]) if self.may_tell else ()

    @property
    def topic_behind(self) -> str:
        """What it speaks of in the end; "" for what no sentence behind it goes on with."""
        return self._understood[1] if self.may_tell else ""

    @property
    def may_tell(self) -> bool:
        """Whether it may tell a number of a table."""
        return self.names or bool(self.topic)

    @functools.cached_property
    def _understood(self) -> tuple[tuple[Claim, ...], str]:
        text, office = self.sentence.text, self.office
        if len(text) > KEPT:
            return understood(text, self.tokens, office, self.topic)
        return understood_kept(text, self.words, office.agency, office.year, self.topic)


@attrs.frozen(kw_only=True)
class Statement:
    """The narrative of a report, and the number that stands in any of its printed cells.

    `amount` gives None where the number is not known; `tables` holds the tables that are there; `words` are those
    of an office that has its own; `remarked` are the codes of what its reader remarked. Title and narrative are
    those that the rules compare, in their normal form; `written` gives them, and every other text, as they stand.
    """

    form: Form
    agency: str | None
    year: int | None
    signed_on: datetime.date | None
    _title: tuple[str, ...] | None = attrs.field(alias="title")
    _prose: Mapping[str, Prose] = attrs.field(alias="prose")
    tables: Mapping[str, Table]
    amount: Callable[[CellPath], Any | None]
    words: Lexicon | None = None
    signed_by: str | None = None
    remarked: frozenset[str] = frozenset()
    cell_texts: Mapping[CellPath, str] = attrs.field(factory=dict)  # of the cells that hold more than ASCII
    _sums: dict[tuple[CellPath, ...], tuple[tuple[CellPath, ...], Any | None]] = attrs.field(
        factory=dict, init=False, eq=False, repr=False
    )

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

    def sum_of(self, under: tuple[CellPath, ...]) -> tuple[tuple[CellPath, ...], Any | None]:
        """The printed cells at or below some paths, and their sum as `total` gives it; added up once."""
        known = self._sums.get(under)
        if known is None:
            cells = tuple(cell for path in under for cell in self.cells(path))
            known = self._sums[under] = cells, self.total(cells)
        return known

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
                start, plain = 0, is_plain(paragraph.text)
                for text in paragraph.sentences:
                    start = paragraph.text.index(text, start)
                    if "{{" not in text:
                        printed = None if plain else comparable(text)
                        yield Sentence(name, printed.text if printed else text, number, start, printed)
                    start += len(text)

    @functools.cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Each sentence that tells a number or denies something, scanned once."""
        office, words = Office(self.agency, self.year), self.words or lexicon()
        naming = self._with(*words.words_in(self._lines[0], NAMES), *_years_beside(self.year))
        found: list[Passage] = []
        for number, one in enumerate(self.sentences):
            if _tells(one.text) or (self.words is not None and _DENIES.search(one.text)):
                topic = self._topic_before(one, found[-1] if found else None)
                found.append(Passage(one, office, words, topic, number in naming))
        return tuple(found)

    def passages_with(self, *signs: str | re.Pattern[str]) -> tuple[Passage, ...]:
        """The passages that hold one of these words or patterns, found as `sentences_with` does."""
        there = set(self.sentences_with(*signs))
        return tuple([passage for passage in self.passages if passage.sentence in there]) if there else ()

    @functools.cached_property
    def told(self) -> tuple[tuple[Sentence, tuple[Claim, ...]], ...]:
        """The sentences that tell numbers of the tables, each with its claims of them."""
        return tuple([(passage.sentence, claims) for passage in self.passages if (claims := passage.told)])

    def _topic_before(self, sentence: Sentence, last: Passage | None) -> str:
        """What a sentence goes on to speak of: the topic of its paragraph, or of its section."""
        of_section = "request" if sentence.section in _OF_REQUESTS else ""
        if last is None or last.sentence.section != sentence.section:
            return of_section
        if last.sentence.paragraph != sentence.paragraph:
            before = self.prose[sentence.section].paragraphs[last.sentence.paragraph]
            if last.sentence.paragraph != sentence.paragraph - 1 or not before.stands_alone:
                return of_section
        topic = last.topic_behind
        goes_on = topic in ("document", "rule+document") and last.sentence.text.endswith(("；", ";"))
        cases = topic == "request" or topic.startswith(("reconsideration", "litigation"))
        return topic if cases or goes_on else of_section

    @functools.cached_property
    def paragraphs_of_passages(self) -> tuple[Passage, ...]:
        """The passages, those of a list that runs over ； or begins with 其中 joined to what they continue."""
        found: list[Passage] = []
        for passage in self.passages:
            last = found[-1] if found else None
            if last is not None and _continues(last.sentence, passage.sentence):
                names = last.names or passage.names
                found[-1] = attrs.evolve(last, sentence=last.sentence.joined(passage.sentence), names=names)
            else:
                found.append(passage)
        return tuple(found)

    def sentences_with(self, *signs: str | re.Pattern[str]) -> tuple[Sentence, ...]:
        """The sentences that hold one of these words or patterns; the narrative is searched as a whole.

        A pattern may not depend on where a sentence begins or ends.
        """
        return tuple([self.sentences[number] for number in sorted(self._with(*signs))])

    def _with(self, *signs: str | re.Pattern[str]) -> set[int]:
        """The numbers of the sentences that hold one of these words or patterns."""
        text, ends = self._lines
        found: set[int] = set()
        for sign in signs:
            find = functools.partial(text.find, sign) if isinstance(sign, str) else functools.partial(_find, sign, text)
            at = find(0)
            while at >= 0:
                number = bisect.bisect(ends, at)
                found.add(number)
                at = find(ends[number])
        return found

    @functools.cached_property
    def _lines(self) -> tuple[str, list[int]]:
        """The sentences one below the other, and where each of them ends."""
        texts = [sentence.text for sentence in self.sentences]
        return "\n".join(texts), list(itertools.accumulate(len(text) + 1 for text in texts))


def _years_beside(year: int | None) -> Iterator[str]:
    """The last digit of the year before that of a report, and of the year behind it, as a text names them."""
    for digit in () if year is None else (str((year - 1) % 10), str((year + 1) % 10)):
        yield from (f"{digit}年", f"{digit.translate(_FULL_WIDTH)}年")


_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")


def _tells(text: str) -> bool:
    """Whether a sentence may tell a number, deny something, or name what the numbers behind it are of."""
    if "依申请" in text or _COUNTS.search(text):
        return True
    return bool(_DENIES.search(text) and _THINGS.search(text))


def _continues(last: Sentence, one: Sentence) -> bool:
    """Whether a sentence goes on with the list of the one before it."""
    same = (last.section, last.paragraph) == (one.section, one.paragraph)
    return same and (last.text.endswith(("；", ";")) or one.text.startswith(_OPENS_A_LIST))


_OPENS_A_LIST: Final = ("其中", "具体为", "具体包括", "包括", "按", "从")


def _comparable_prose(prose: Prose) -> Prose:
    """Prose in its normal form: the very same where it is that already."""
    if prose.is_bound:
        return prose
    if all(is_plain(paragraph.text) for paragraph in prose.paragraphs):
        return prose
    texts = [comparable(paragraph.text).text for paragraph in prose.paragraphs]
    if texts == [paragraph.text for paragraph in prose.paragraphs]:
        return prose
    return Prose(tuple(Paragraph((text,)) for text in texts), prose.figures)


def _find(pattern: re.Pattern[str], text: str, since: int) -> int:
    """Where a pattern is found next in a text; -1 where it is not, as str.find says it of a word."""
    found = pattern.search(text, since)
    return found.start() if found else -1
