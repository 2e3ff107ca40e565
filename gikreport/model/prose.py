"""Narrative text as paragraphs with their levels 一、/（一）/1./（1）."""

from __future__ import annotations

import functools
import re
from typing import Final

import attrs

from .text import clean

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


Part = str | Bound
_WRITTEN: Final = attrs.Factory(lambda paragraph: "".join(map(str, paragraph.parts)), takes_self=True)


@attrs.frozen
class Paragraph:
    """One paragraph: literal text, with expressions only where they were asked for by name."""

    parts: tuple[Part, ...]
    text: str = attrs.field(init=False, eq=False, repr=False, default=_WRITTEN)  # with expressions in their braces

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


@attrs.frozen
class Prose:
    """The paragraphs below one heading. Text is literal: braces in it are braces."""

    paragraphs: tuple[Paragraph, ...] = ()

    @classmethod
    def of(cls, text: str) -> Prose:
        """Literal prose, one paragraph a line; blank lines and indents are layout, not text."""
        return cls(tuple(Paragraph((line,)) for line in _lines(text)))

    @classmethod
    def bound(cls, text: str) -> Prose:
        """Prose in which `{{ t3.total.received }}` stands for the report's own number."""
        return cls(tuple(Paragraph(_parts(line)) for line in _lines(text)))

    @property
    def text(self) -> str:
        """The paragraphs as written, one a line."""
        return "\n".join(p.text for p in self.paragraphs)

    @functools.cached_property
    def is_bound(self) -> bool:
        """Whether an expression stands anywhere in it."""
        return any(isinstance(part, Bound) for p in self.paragraphs for part in p.parts)

    def __bool__(self) -> bool:
        return bool(self.paragraphs)


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
