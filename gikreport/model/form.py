"""A form: the years it is for, its legal source, its report class."""

from __future__ import annotations

import functools
import importlib
from typing import Any, Final, cast

import attrs

from .report import Report


@attrs.frozen
class Form:
    """One official form of the yearly report. `last` is None while it is in force."""

    name: str
    first: int
    last: int | None
    notice: str
    _report: type[Report] | str  # the class, or "module:name" where it is imported when it is first needed
    encouraged: tuple[int, ...] = ()  # years for which it was encouraged, not yet due

    def __attrs_post_init__(self) -> None:
        _MADE.setdefault(self, self)

    def __reduce__(self) -> tuple[Any, ...]:
        return _made_once, attrs.astuple(self, recurse=False)

    @functools.cached_property
    def report(self) -> type[Report]:
        """The class of the reports on this form."""
        if not isinstance(self._report, str):
            return self._report
        module, _, name = self._report.partition(":")
        return cast("type[Report]", getattr(importlib.import_module(module), name))

    def holds(self, cls: type) -> bool:
        """Whether this is the report class of the form."""
        return cls is self._report or f"{cls.__module__}:{cls.__qualname__}" == self._report

    def covers(self, year: int) -> bool:
        """Whether the form was due for the report of this year."""
        return self.first <= year and (self.last is None or year <= self.last)


_MADE: Final[dict[Form, Form]] = {}


def _made_once(*stated: Any) -> Form:
    """A form that comes from another process is the one that is here already."""
    return _MADE.setdefault(made := Form(*stated), made)
