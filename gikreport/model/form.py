"""A form: the years it is for, its legal source, its report class."""

from __future__ import annotations

import attrs

from .report import Report


@attrs.frozen
class Form:
    """One official form of the yearly report. `last` is None while it is in force."""

    name: str
    first: int
    last: int | None
    notice: str
    report: type[Report]
    encouraged: tuple[int, ...] = ()  # years for which it was encouraged, not yet due

    def covers(self, year: int) -> bool:
        """Whether the form was due for the report of this year."""
        return self.first <= year and (self.last is None or year <= self.last)
