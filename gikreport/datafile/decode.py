"""From the bytes of a data file to plain values, strictly: no duplicate key, no broken syntax."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Final

from ..errors import NOT_UTF8, GikreportError, Problem, Unreadable, Words
from ..limits import hold
from .values import visible

_SHOWN: Final = 200
_DEEPEST_KEYS: Final = 10_000_000


def decode(data: bytes, suffix: str, name: str = "") -> Any:
    """The value of a data file, ".json", ".toml" or ".yaml"; raises Unreadable at its first fault of syntax."""
    hold(len(data), "yaml" if suffix in (".yaml", ".yml") else "data", name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _unreadable(name, NOT_UTF8.zh, NOT_UTF8.en, line) from None
    try:
        return _PARSERS[suffix](text, name)
    except RecursionError:
        raise _unreadable(name, "嵌套过深", "nested too deep") from None


def line_of(data: bytes, suffix: str, path: tuple[str, ...]) -> int | None:
    """The line of a key of a data file, where its parser tells it: that of YAML does."""
    if suffix not in (".yaml", ".yml"):
        return None
    from .yaml import lines

    return lines(data.decode("utf-8-sig")).get(path)


def _unreadable(name: str, zh: str, en: str, line: int | None = None) -> Unreadable:
    words = Words(f"{name or '数据'} 读不出来", f"{name or 'data'} cannot be read")
    return Unreadable(words, [Problem("", Words(zh, en), line)])


def _broken(kind: str, name: str, said: str, line: int | None = None) -> Unreadable:
    zh = f"{kind} 语法有误，请检查这里的引号、括号和缩进，以及有没有重复的键（{said}）"
    return _unreadable(name, zh, f"broken {kind}: {said}", line)


def _json(text: str, name: str) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            twice = visible(_first_again([key for key, _ in pairs])[:_SHOWN])
            raise _unreadable(name, f"键 {twice} 写了两次", f"key {twice} stands twice")
        return found

    def refuse(constant: str) -> None:
        raise _unreadable(name, f"{constant} 不是数", f"{constant} is no number")

    try:
        return json.loads(text, object_pairs_hook=once, parse_float=Decimal, parse_int=_whole, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise _broken("JSON", name, error.msg, error.lineno) from None


def _first_again(keys: Sequence[str]) -> str:
    """The first key that stands there again."""
    known: set[str] = set()
    return next(key for key in keys if key in known or known.add(key))  # type: ignore[func-returns-value]


def _whole(digits: str) -> int | Decimal:
    return int(digits) if len(digits) <= 40 else Decimal(digits)


def _toml(text: str, name: str) -> Any:
    import tomllib

    if text.count(".") ** 2 > _DEEPEST_KEYS < sum(line.count(".") ** 2 for line in text.splitlines()):
        raise RecursionError  # tomllib keeps every beginning of a dotted key: a short text could fill the memory
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", str(error))
        said = str(error)[: found.start()] if found else str(error)
        last = text.count("\n") + (not text.endswith("\n"))
        raise _broken("TOML", name, said, int(found[1] or last) if found else None) from None
    except ValueError:  # Python reads no whole number of more than 4300 digits
        raise _unreadable(name, "有一个数长得不合理", "a number is too long to be one") from None


def _yaml(text: str, name: str) -> Any:
    from .yaml import Refused, load

    try:
        return load(text)
    except (GikreportError, RecursionError):
        raise
    except Refused as error:
        raise _unreadable(name, error.words.zh, error.words.en, error.line) from None
    except Exception as error:  # what YAML raises of a broken text is of many kinds
        mark = getattr(error, "problem_mark", None)
        said = visible(str(getattr(error, "problem", error)).partition("\n")[0][:_SHOWN])
        raise _broken("YAML", name, said, mark.line + 1 if mark is not None else None) from None


_PARSERS: Final[dict[str, Callable[[str, str], Any]]] = {
    ".json": _json, ".toml": _toml, ".yaml": _yaml, ".yml": _yaml,
}  # fmt: skip
