"""What is wrong with the data of one file: as many problems as are told one by one, and how many there are."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from ..errors import Problem, Words
from ..limits import limits, told_within
from .values import visible

Lines = Callable[[tuple[str, ...]], int | None]


class Problems:
    """The problems of one file; beyond those that are told they are only counted."""

    def __init__(self, lines: Lines) -> None:
        self.count = 0
        self._kept: list[Problem] = []
        self._lines = lines

    def add(self, path: tuple[str, ...], zh: str, en: str) -> None:
        """One problem, at a key."""
        self.count += 1
        if len(self._kept) < limits().problems:
            at = ".".join(key if len(key) <= _LONGEST_KEY else key[:_LONGEST_KEY] + "…" for key in path)
            self._kept.append(Problem(visible(at), Words(zh, en), self._lines(path)))

    def add_unknown(self, path: tuple[str, ...], keys: Collection[str]) -> None:
        """A key that is none of those that may stand there."""
        near = _near(path[-1], keys) if len(self._kept) < limits().problems else ""
        zh, en = (f"，是否为 {near}？", f"; did you mean {near}?") if near else ("", "")
        self.add(path, f"不认识的键{zh}", f"unknown key{en}")

    def told(self) -> list[Problem]:
        """Those that are told, and how many more there are."""
        return told_within(self._kept, self.count - len(self._kept))


_LONGEST_KEY: Final = 60


def _near(key: str, keys: Collection[str]) -> str:
    """The key that is meant, where one is much like it."""
    import difflib

    return next(iter(difflib.get_close_matches(key, sorted(keys), 1)), "") if len(key) <= _LONGEST_KEY else ""
