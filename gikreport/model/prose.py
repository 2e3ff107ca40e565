"""Narrative text as paragraphs with their levels 一、/（一）/1./（1）, and the figures among them."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import attrs

from .figures import Figure, Picture, SmallTable
from .text import clean, clean_line

BODY: Final = 0

_NUMBERS = "一二三四五六七八九十百"
_NUMBERED = re.compile(  # the group that matches is the level
    f"([{_NUMBERS}]+、)|([（(][{_NUMBERS}]+[）)])|([0-9０-９]+[.．、](?![0-9０-９]))|([（(][0-9０-９]+[）)])"
)
_RUN_IN = re.compile("^(.{2,45}?[。：:])(?=.)", re.DOTALL)
_LONGEST_HEADING = 45
# A numbered paragraph that ends like a sentence is text; without an end like this it is a heading.
_SENTENCE_ENDS = ("。", "；", ";", "：", ":", "，", ",", ".")
SENTENCE_MARKS: Final = "。；！？!?;"
_SENTENCE: Final = re.compile(f"[^{SENTENCE_MARKS}]+[{SENTENCE_MARKS}]?|[{SENTENCE_MARKS}]")
_DEEP = 3  # from this level on a heading looks like text
_BOUND = re.compile(r"\{\{(.*?)(\}\}|$)")


@attrs.frozen
class Bound:
    """An expression over the report's own numbers, as it was written between its braces.

    One that is not closed before the line ends is an expression too, and a wrong one.
    """

    source: str
    closed: bool = True

    def __str__(self) -> str:
        return "{{" + self.source + ("}}" if self.closed else "")


def _run_words(run: Run, attribute: attrs.Attribute[str], value: object) -> None:
    if not isinstance(value, str) or not value or clean_line(value):
        raise ValueError(f"a run takes words on one line, not {value!r}")
    if not any(run.marks):
        raise ValueError("a run is set off by bold, italic, underline or superscript; other words are plain text")


@attrs.frozen
class Run:
    """Words within a paragraph that are set off: bold, italic, underlined or raised."""

    text: str = attrs.field(validator=_run_words)
    bold: bool = False
    italic: bool = False
    underline: bool = False
    superscript: bool = False

    @property
    def marks(self) -> tuple[bool, bool, bool, bool]:
        """Whether it is bold, italic, underlined, raised."""
        return self.bold, self.italic, self.underline, self.superscript

    def __str__(self) -> str:
        return self.text


Part = str | Bound | Run
_WRITTEN: Final = attrs.Factory(lambda paragraph: "".join(map(str, paragraph.parts)), takes_self=True)


def _kind(part: Part) -> object:
    """What neighbours have in common that are one part; an expression stands for itself."""
    if isinstance(part, Run):
        return part.marks
    return id(part) if isinstance(part, Bound) else None


def joined(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts of a paragraph, neighbours that are set off alike as one."""
    found = tuple(parts)
    if len(found) < 2:
        return found
    groups = [list(group) for _, group in itertools.groupby(filter(str, found), key=_kind)]
    return tuple(_one(group) for group in groups)


def _one(group: list[Part]) -> Part:
    first = group[0]
    if isinstance(first, Bound) or len(group) == 1:
        return first
    text = "".join(map(str, group))
    return attrs.evolve(first, text=text) if isinstance(first, Run) else text


@attrs.frozen
class Paragraph:
    """One paragraph: literal text, with expressions only where they were asked for by name."""

    parts: tuple[Part, ...] = attrs.field(converter=joined)
    text: str = attrs.field(init=False, eq=False, repr=False, default=_WRITTEN)  # with expressions in their braces

    @property
    def is_plain(self) -> bool:
        """Whether nothing in it is set off."""
        first, *others = self.parts or ("",)
        return not (others or isinstance(first, Run)) or not any(isinstance(part, Run) for part in self.parts)

    @functools.cached_property
    def opening(self) -> tuple[int, str]:
        """The level of a paragraph and its heading sentence."""
        numbered = _NUMBERED.match(self.text)
        if numbered is None:
            return BODY, ""
        run_in = _RUN_IN.match(self.text)
        whole = self.text if len(self.text) <= _LONGEST_HEADING else ""
        return numbered.lastindex or BODY, run_in.group(1) if run_in else whole

    @property
    def level(self) -> int:
        """1 for 一、, 2 for （一）, 3 for 1., 4 for （1）, 0 for text without a number."""
        return self.opening[0]

    @property
    def heading(self) -> str:
        """The heading sentence that a numbered paragraph opens with; the whole of it when nothing follows."""
        return self.opening[1]

    @property
    def body(self) -> str:
        """What follows the heading sentence."""
        return self.text[len(self.heading) :]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences, each with the mark that ends it; marks that stand alone are sentences too."""
        return tuple(said for text in _SENTENCE.findall(self.text) if (said := text.strip()))

    @property
    def stands_alone(self) -> bool:
        """Whether the whole paragraph is a heading, with its text in the paragraphs after it."""
        whole = bool(self.heading) and not self.body
        return whole and (self.level < _DEEP or not self.heading.endswith(_SENTENCE_ENDS))


Block = Paragraph | Figure


@attrs.frozen
class Placed:
    """A small table or a picture, and how many paragraphs stand before it."""

    before: int
    figure: Figure


def _in_order(prose: Prose, attribute: attrs.Attribute[Any], value: tuple[Placed, ...]) -> None:
    before = [one.before for one in value]
    if before != sorted(before) or any(not 0 <= number <= len(prose.paragraphs) for number in before):
        raise ValueError("figures stand in their order, each behind so many paragraphs as there are")


@attrs.frozen
class Prose:
    """The paragraphs below one heading, and the figures among them. Text is literal: braces in it are braces.

    `paragraphs` are all its words but those of figures; `blocks` is everything, in the order of the page.
    """

    paragraphs: tuple[Paragraph, ...] = ()
    figures: tuple[Placed, ...] = attrs.field(default=(), validator=_in_order)

    @classmethod
    def of(cls, *blocks: str | Block) -> Prose:
        """Literal prose, one paragraph a line, with figures where they stand; blank lines and indents are layout."""
        return cls._made(blocks, lambda line: (line,))

    @classmethod
    def bound(cls, *blocks: str | Block) -> Prose:
        """Prose in which `{{ t3.total.received }}` stands for the report's own number."""
        return cls._made(blocks, _parts)

    @classmethod
    def _made(cls, blocks: Iterable[object], parts: Callable[[str], tuple[Part, ...]]) -> Prose:
        paragraphs: list[Paragraph] = []
        figures: list[Placed] = []
        for block in blocks:
            if isinstance(block, str):
                paragraphs += [Paragraph(parts(line)) for line in _lines(block)]
            elif isinstance(block, Paragraph):
                paragraphs.append(block)
            elif isinstance(block, SmallTable | Picture):
                figures.append(Placed(len(paragraphs), block))
            else:
                raise TypeError(f"prose takes text, paragraphs, small tables and pictures, not {block!r}")
        return cls(tuple(paragraphs), tuple(figures))

    @property
    def blocks(self) -> Iterator[Block]:
        """Its paragraphs and figures in the order of the page."""
        figures = iter(self.figures)
        following = next(figures, None)
        for number, paragraph in enumerate((*self.paragraphs, None)):
            while following is not None and following.before == number:
                yield following.figure
                following = next(figures, None)
            if paragraph is not None:
                yield paragraph

    @property
    def is_plain(self) -> bool:
        """Whether it is nothing but paragraphs of plain words, which its text tells wholly."""
        return not self.figures and all(paragraph.is_plain for paragraph in self.paragraphs)

    @property
    def text(self) -> str:
        """The paragraphs as written, one a line."""
        return "\n".join(p.text for p in self.paragraphs)

    @functools.cached_property
    def is_bound(self) -> bool:
        """Whether an expression stands anywhere in it."""
        return any(isinstance(part, Bound) for p in self.paragraphs for part in p.parts)

    def __bool__(self) -> bool:
        return bool(self.paragraphs or self.figures)


def _lines(text: str) -> list[str]:
    fault = clean(text)
    if fault:
        raise ValueError(fault)
    return [line for line in map(str.strip, text.splitlines()) if line]  # a clean text breaks as split_lines breaks it


def _parts(line: str) -> tuple[Part, ...]:
    parts: list[Part] = []
    at = 0
    for found in _BOUND.finditer(line):
        parts += [line[at : found.start()], Bound(found.group(1), closed=bool(found.group(2)))]
        at = found.end()
    return tuple(part for part in (*parts, line[at:]) if part != "")


EMPTY: Final = Prose()
