"""What may stand between the braces of bound narrative: a path or a call, then filters."""

from __future__ import annotations

import re
from typing import Final

import attrs

from .wrong import WrongExpression

_TOKEN: Final = re.compile(
    r"""\s*(?:(?P<text>"[^"]*"|'[^']*')|(?P<number>[0-9]+)|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<mark>[.|(),]))"""
)


_LONGEST: Final = 9  # digits of a number in an expression


@attrs.frozen
class Path:
    """A number of the report, `t3.total.received`."""

    steps: tuple[str, ...]


@attrs.frozen
class Text:
    """Literal text, such as braces that are to be printed."""

    said: str


@attrs.frozen
class Call:
    """A function of numbers of the report, `change(t3.total.received)`."""

    name: str
    arguments: tuple[Path, ...]


@attrs.frozen
class Filter:
    """How a number is printed, `chinese` or `percent(1)`."""

    name: str
    digits: int | None = None


@attrs.frozen
class Expression:
    """A value, and how it is printed."""

    value: Path | Text | Call
    filters: tuple[Filter, ...] = ()


def parse(source: str) -> Expression:
    """The expression between two braces; raises WrongExpression."""
    return _Parser(_tokens(source)).expression()


def _tokens(source: str) -> list[tuple[str, str]]:
    found, at, end = [], 0, len(source.rstrip())
    while at < end:
        token = _TOKEN.match(source, at)
        if token is None:
            said = source[at:end].lstrip()[0]
            raise WrongExpression(f"不认识“{said}”", f"cannot read {said!r}")
        found.append((str(token.lastgroup), token.group(str(token.lastgroup))))
        at = token.end()
    return found


class _Parser:
    """Reads the tokens of one expression from left to right."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens, self._at = tokens, 0

    def expression(self) -> Expression:
        value, filters = self._value(), []
        while self._next() == ("mark", "|"):
            self._take("mark", "|")
            filters.append(self._filter())
        if self._at < len(self._tokens):
            self._unexpected()
        return Expression(value, tuple(filters))

    def _value(self) -> Path | Text | Call:
        if self._next()[0] == "text":
            return Text(self._take("text")[1:-1])
        path = self._path()
        if path.steps[1:] or self._next() != ("mark", "("):
            return path
        return Call(path.steps[0], self._arguments())

    def _path(self) -> Path:
        steps = [self._take("name")]
        while self._next() == ("mark", "."):
            self._take("mark", ".")
            steps.append(self._take("name"))
        return Path(tuple(steps))

    def _arguments(self) -> tuple[Path, ...]:
        self._take("mark", "(")
        found = [self._path()]
        while self._next() == ("mark", ","):
            self._take("mark", ",")
            found.append(self._path())
        self._take("mark", ")")
        return tuple(found)

    def _filter(self) -> Filter:
        name = self._take("name")
        if self._next() != ("mark", "("):
            return Filter(name)
        self._take("mark", "(")
        digits = self._take("number")
        if len(digits) > _LONGEST:
            raise WrongExpression(f"“{digits[:_LONGEST]}…”位数太多", f"{digits[:_LONGEST]}… has too many digits")
        self._take("mark", ")")
        return Filter(name, int(digits))

    def _next(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "")

    def _take(self, kind: str, said: str = "") -> str:
        found, text = self._next()
        if found != kind or (said and said != text):
            self._unexpected()
        self._at += 1
        return text

    def _unexpected(self) -> None:
        _, text = self._next()
        raise WrongExpression(
            f"“{text}”写在这里不对" if text else "没有写完",
            f"{text!r} cannot stand here" if text else "it is not complete",
        )
