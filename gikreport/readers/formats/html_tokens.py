"""A web page as its tags and words, each sign looked at once; what never ends is taken as words.

Python's own `html.parser` looks for the end of each tag, comment and section anew, to the end of the page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

_TAG: Final = re.compile(r"</?([A-Za-z][^\s/>]*+)")
_BETWEEN: Final = re.compile(r"[\s/]++")
_NAME: Final = re.compile(r"[^\s/>][^\s/>=]*+")
_EQUALS: Final = re.compile(r"\s*+=\s*+")
_BARE: Final = re.compile(r"[^\s>]*+")
_LONG_NUMBER: Final = re.compile(r"&#(?:[0-9]{8,}+|[xX][0-9A-Fa-f]{7,}+);?")
_RAW: Final = frozenset(["script", "style"])
COMMENT: Final = "!--"  # the name of what stands for a comment; its "text" is the beginning of it
_LONGEST_COMMENT: Final = 1000
_UNKNOWN: Final = "\ufffd"

Attributes = list[tuple[str, str]]


class Tag:
    """A tag as it stands on a page; `ends` tells an end tag, `closed` one that is both, `<br/>`."""

    __slots__ = ("closed", "ends", "given", "name")

    def __init__(self, name: str, given: Attributes, *, ends: bool, closed: bool) -> None:
        self.name, self.given, self.ends, self.closed = name, given, ends, closed


def tokens(page: str) -> Iterator[Tag | str]:
    """Tags, and the words between them with their references made characters; a comment is a tag of its own name."""
    yield from _Scan(page).tokens()


def plain(text: str) -> str:
    """Words with their references made characters; one to a character that there is none of is U+FFFD."""
    return html.unescape(_LONG_NUMBER.sub(_UNKNOWN, text)) if "&" in text else text


class _Scan:
    """Goes along a page once. `_never` keeps what was looked for and does not come any more."""

    def __init__(self, page: str) -> None:
        self._page, self._at = page, 0
        self._never: set[str] = set()
        self._comment = ""

    def tokens(self) -> Iterator[Tag | str]:
        while self._at < len(self._page):
            start = self._page.find("<", self._at)
            start = len(self._page) if start < 0 else start
            if start > self._at:
                yield plain(self._page[self._at : start])
            self._at = start
            if start < len(self._page):
                yield from self._opened()

    def _opened(self) -> Iterator[Tag | str]:
        """What begins with the sign "<" that stands here."""
        found = _TAG.match(self._page, self._at)
        if found is not None and self._find(">", self._at) >= 0:
            tag = self._tag(found)
            yield tag
            if tag.name in _RAW and not tag.ends:
                yield from self._raw(tag.name)
        elif found is None and self._page[self._at + 1 : self._at + 2] in ("!", "?", "/") and self._passed_over():
            if self._comment:
                yield Tag(COMMENT, [("text", self._comment)], ends=False, closed=False)
        else:
            yield "<"
            self._at += 1

    def _passed_over(self) -> bool:
        """Pass over a comment, a declaration or an instruction; False where it has no end."""
        start, self._comment = self._at, ""
        ends = "-->" if self._page.startswith("<!--", self._at) else ">"
        end = self._find(ends, self._at + 2)
        if end < 0 and ends != ">":
            ends, end = ">", self._find(">", self._at)
        if end < 0:
            return False
        self._at = end + len(ends)
        if ends == "-->":
            self._comment = self._page[start + len("<!--") : min(end, start + _LONGEST_COMMENT)]
        return True

    def _tag(self, found: re.Match[str]) -> Tag:
        ends, name = self._page[self._at + 1] == "/", found[1].lower()
        self._at = found.end()
        given: Attributes = []
        closed = False
        while self._at < len(self._page) and self._page[self._at] != ">":
            between = _BETWEEN.match(self._page, self._at)
            if between is not None:
                self._at, closed = between.end(), between[0].endswith("/")
            else:
                given.append(self._attribute())
                closed = False
        self._at += 1
        return Tag(name, given, ends=ends, closed=closed)

    def _attribute(self) -> tuple[str, str]:
        name = _NAME.match(self._page, self._at)
        assert name is not None  # no blank, no slash and no end of the tag stands here
        equals = _EQUALS.match(self._page, name.end())
        self._at = name.end() if equals is None else equals.end()
        return name[0].lower(), "" if equals is None else plain(self._value())

    def _value(self) -> str:
        quote = self._page[self._at : self._at + 1]
        end = self._find(quote, self._at + 1) if quote in ('"', "'") else -1
        if end >= 0:
            start, self._at = self._at + 1, end + 1
            return self._page[start:end]
        bare = _BARE.match(self._page, self._at)
        assert bare is not None
        self._at = bare.end()
        return bare[0]

    def _raw(self, name: str) -> Iterator[Tag | str]:
        """The words of a script or a style sheet, to its end tag; without one to the end of the page."""
        ends = re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE).search(self._page, self._at)
        end = ends.start() if ends is not None else len(self._page)
        if end > self._at:
            yield self._page[self._at : end]
        self._at = end

    def _find(self, sign: str, start: int) -> int:
        """Where a sign comes next; -1 where it comes no more, which is found out once."""
        if sign in self._never:
            return -1
        found = self._page.find(sign, start)
        if found < 0:
            self._never.add(sign)
        return found
