"""From plain data to frozen classes, strictly: every unknown key, missing key and wrong type at once."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeVar

import attrs

from ..errors import Problem, Unreadable, Words

T = TypeVar("T")
_MISSING: Final = Words("缺少这一项", "is missing")
_UNKNOWN: Final = Words("不认识的键", "unknown key")


def structured(cls: type[T], content: bytes, name: str, kind: Words) -> T:
    """The value of a class that JSON text states.

    Raises Unreadable with everything that is wrong with it; `kind` is what the file should have been.
    """
    problems: list[Problem] = []
    made: Any = None
    try:
        data = json.loads(content, object_pairs_hook=_once)
        problems = list(_faults(cls, data, ""))
        made = None if problems else _made(cls, data)
    except (ValueError, TypeError, RecursionError) as error:
        problems = [Problem("", Words(str(error), str(error)))]
    if problems:
        words = Words(f"{name} 不是{kind.zh}", f"{name} is no {kind.en}")
        raise Unreadable(words, problems)
    return typing.cast(T, made)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(key for number, (key, _) in enumerate(pairs) if key in dict(pairs[:number]))
        raise ValueError(f"{twice!r} 写了两次 / stands twice")
    return found


def _faults(due: Any, data: Any, at: str) -> Iterator[Problem]:
    options = _options(due)
    if data is None and type(None) in options:
        return
    due = next(option for option in options if option is not type(None))
    if attrs.has(due):
        yield from _object_faults(due, data, at)
    elif typing.get_origin(due) is tuple:
        yield from _list_faults(typing.get_args(due)[0], data, at)
    elif typing.get_origin(due) is not None:
        yield from _mapping_faults(typing.get_args(due)[1], data, at)
    elif due is not Any and type(data) is not due:
        yield _wrong(at, due, data)


def _options(due: Any) -> tuple[Any, ...]:
    return typing.get_args(due) if isinstance(due, types.UnionType) else (due,)


def _object_faults(cls: type, data: Any, at: str) -> Iterator[Problem]:
    if not isinstance(data, dict):
        yield _wrong(at, dict, data)
        return
    hints = typing.get_type_hints(cls)
    names = [field.name for field in attrs.fields(cls)]
    yield from (Problem(_joined(at, key), _UNKNOWN) for key in data if key not in names)
    for name in names:
        if name in data:
            yield from _faults(hints[name], data[name], _joined(at, name))
        else:
            yield Problem(_joined(at, name), _MISSING)


def _list_faults(due: Any, data: Any, at: str) -> Iterator[Problem]:
    if not isinstance(data, list):
        yield _wrong(at, list, data)
        return
    for number, inner in enumerate(data, 1):
        yield from _faults(due, inner, f"{at}[{number}]")


def _mapping_faults(due: Any, data: Any, at: str) -> Iterator[Problem]:
    if not isinstance(data, dict):
        yield _wrong(at, dict, data)
        return
    for key, inner in data.items():
        yield from _faults(due, inner, _joined(at, key))


def _joined(at: str, key: str) -> str:
    return f"{at}.{key}" if at else key


def _wrong(at: str, due: type, data: Any) -> Problem:
    zh, en = _NAMES[due]
    said = repr(data)[:40]
    return Problem(at, Words(f"应为{zh}，实为 {said}", f"takes {en}, not {said}"))


_NAMES: Final[Mapping[type, tuple[str, str]]] = {
    str: ("文字", "text"), int: ("整数", "a whole number"), bool: ("true 或 false", "true or false"),
    dict: ("一组键和值", "keys and values"), list: ("列表", "a list"),
}  # fmt: skip


def _made(due: Any, data: Any) -> Any:
    if data is None:
        return None
    due = next(option for option in _options(due) if option is not type(None))
    if attrs.has(due):
        hints = typing.get_type_hints(due)
        return due(**{name: _made(hints[name], value) for name, value in data.items()})
    if typing.get_origin(due) is tuple:
        return tuple(_made(typing.get_args(due)[0], inner) for inner in data)
    return data
