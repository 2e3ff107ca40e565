"""The counting query: a register grouped where it lies, in SQL that DuckDB and PostgreSQL both run."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from .cases import Calendar, Phase
from .tracks import AFTER, DIRECT, LAWSUITS, REQUESTS, REVIEW, REVIEWS

NO_ID, ONCE, DUPLICATE, TWICE = range(4)

_DATES: Final = {
    REQUESTS: ("received", "closed", "outcome"),
    REVIEWS: ("reconsideration_filed", "reconsideration_closed", "reconsideration_result"),
    LAWSUITS: ("litigation_filed", "litigation_closed", "litigation_result"),
}
GROUP: Final = ("kind", "outcome", "began_phase", "ended_phase", "backwards", "id_state", "mark")


@attrs.frozen
class Query:
    """The counting query of one track over a register: `source` is a table expression, `columns` its column names."""

    source: str
    columns: Mapping[str, Sequence[str]]
    calendar: Calendar
    track: str = REQUESTS

    @property
    def counts(self) -> str:
        """How many cases there are of each sort: a handful of rows, however long the register is."""
        names = ", ".join(GROUP)
        return f"{self._with}SELECT {names}, COUNT(*) AS number FROM judged GROUP BY {names}"

    @property
    def cases(self) -> str:
        """Every case with its sort, for the trace and for the list of what cannot be counted."""
        return f"{self._with}SELECT {', '.join(GROUP)}, id, began, ended FROM judged"

    def cases_like(self, group: Sequence[object]) -> str:
        """The cases of one sort."""
        alike = (f"{name} IS NOT DISTINCT FROM {_literal(value)}" for name, value in zip(GROUP, group, strict=True))
        return f"{self.cases} WHERE {' AND '.join(alike)} ORDER BY id"

    @property
    def _with(self) -> str:
        began, ended, outcome = _DATES[self.track]
        return f"""WITH cases AS (
  SELECT {self._id()} AS id, {self._kind()} AS kind, {self._text(outcome)} AS outcome, {self._day(began)} AS began,
    {self._day(ended)} AS ended, {self._said("closed")} AS request_closed, {self._said(began)} AS said_began,
    {self._said(ended)} AS said_ended, {self._mark()} AS mark
  FROM {self.source} AS ledger
), ids AS (
  SELECT id, COUNT(*) AS times, COUNT(request_closed) AS closings FROM cases WHERE id IS NOT NULL GROUP BY id
  HAVING COUNT(*) > 1
), judged AS (
  SELECT cases.id, kind, outcome, began, ended, mark, {self._phase("began")} AS began_phase,
    {self._phase("ended")} AS ended_phase, CASE WHEN ended < began THEN 1 ELSE 0 END AS backwards,
    CASE WHEN cases.id IS NULL THEN {NO_ID} WHEN ids.closings > 1 THEN {TWICE} WHEN ids.times > 1 THEN {DUPLICATE}
      ELSE {ONCE} END AS id_state
  FROM cases LEFT JOIN ids ON ids.id = cases.id
  WHERE {self._is_there()}
)
"""

    def _id(self) -> str:
        columns = [f"TRIM(CAST({_name(column)} AS VARCHAR))" for column in self.columns["id"]]
        return f"NULLIF({' || chr(45) || '.join(columns)}, '')"

    def _kind(self) -> str:
        if self.track == REQUESTS:
            return self._text("kind")
        if self.track == REVIEWS:
            return _literal(REVIEW)
        filed = self._said("reconsideration_filed")
        return f"CASE WHEN {filed} IS NULL THEN {_literal(DIRECT)} ELSE {_literal(AFTER)} END"

    def _text(self, field: str) -> str:
        return f"CAST({_name(self.columns[field][0])} AS VARCHAR)" if field in self.columns else "CAST(NULL AS VARCHAR)"

    def _said(self, field: str) -> str:
        return f"NULLIF(TRIM({self._text(field)}), '')"

    def _day(self, field: str) -> str:
        return f"CAST(SUBSTR({self._said(field)}, 1, 10) AS DATE)"

    def _mark(self) -> str:
        return self._text("as_reviewer") if self.track == LAWSUITS else "CAST(NULL AS VARCHAR)"

    def _phase(self, column: str) -> str:
        first, last = datetime.date(self.calendar.year, 1, 1), datetime.date(self.calendar.year, 12, 31)
        return (
            f"CASE WHEN {column} IS NULL THEN {Phase.NONE:d} WHEN {column} > {_date(self.calendar.today)} "
            f"THEN {Phase.FUTURE:d} WHEN {column} < {_date(first)} THEN {Phase.BEFORE:d} "
            f"WHEN {column} <= {_date(last)} THEN {Phase.WITHIN:d} ELSE {Phase.AFTER:d} END"
        )

    def _is_there(self) -> str:
        if self.track == REQUESTS:
            return "TRUE"
        return "said_began IS NOT NULL OR said_ended IS NOT NULL OR NULLIF(TRIM(outcome), '') IS NOT NULL"


def _name(column: str) -> str:
    doubled = column.replace('"', '""')
    return f'"{doubled}"'


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def _date(day: datetime.date) -> str:
    return f"DATE '{day.isoformat()}'"
