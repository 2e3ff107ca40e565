"""The counting query: a register grouped where it lies, in SQL that DuckDB and PostgreSQL both run."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from .cases import Calendar, Phase
from .meaning import NOTE
from .tracks import AFTER, CHANNEL, DIRECT, LAWSUITS, REQUESTS, REVIEW, REVIEWS

NO_ID, ONCE, DUPLICATE, TWICE = range(4)

_DATES: Final = {
    REQUESTS: ("received", "closed", "outcome"),
    CHANNEL: ("received", "closed", "outcome"),
    REVIEWS: ("reconsideration_filed", "reconsideration_closed", "reconsideration_result"),
    LAWSUITS: ("litigation_filed", "litigation_closed", "litigation_result"),
}
GROUP: Final = ("kind", "outcome", "began_phase", "ended_phase", "backwards", "id_state", "mark")
_BLANKS: Final = "".join(filter(str.isspace, map(chr, range(0x3001))))  # what Python takes for blanks
# A timestamp as databases write it: its day is its first ten characters.
_STAMP: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?([+-][0-9]{2}(:[0-9]{2})?)?$"
_DAY_LONG: Final = 10
_SEVERAL: Final = r"\s*[;；\n]\s*"
_LONGEST_NOTE: Final = 60


@attrs.frozen
class Query:
    """The counting query of one track over a register: `source` is a table expression, `columns` its column names.

    `days` are the texts of the register that stand where days should, joined as a table: None where nothing is said,
    the text itself where it is no day. `unsure` are the outcomes that the remark beside them may decide.
    """

    source: str
    columns: Mapping[str, Sequence[str]]
    calendar: Calendar
    track: str = REQUESTS
    days: Mapping[str, datetime.date | str | None] = attrs.field(factory=dict)
    unsure: Sequence[str] = ()

    @property
    def counts(self) -> str:
        """How many cases there are of each sort: a handful of rows, however long the register is."""
        names = ", ".join(GROUP)
        return f"{self._with}SELECT {names}, COUNT(*) AS number FROM judged GROUP BY {names}"

    @property
    def cases(self) -> str:
        """Every case with its sort, for the trace and for the list of what cannot be counted."""
        return f"{self._with}SELECT {', '.join(GROUP)}, id, began, ended FROM judged"

    @property
    def texts(self) -> str:
        """The texts that stand where days should, each once."""
        began, ended, _ = _DATES[self.track]
        each = (
            f"SELECT {self._part(self._text(field))} AS said FROM {self.source} AS ledger" for field in (began, ended)
        )
        return " UNION ".join(f"SELECT DISTINCT {_key('said')} FROM ({one}) AS texts" for one in each)

    @property
    def outcomes(self) -> str:
        """The outcomes of the register, each once."""
        return f"SELECT DISTINCT {self._text('outcome')} FROM {self.source} AS ledger"

    def cases_like(self, groups: Sequence[Sequence[object]]) -> str:
        """The cases of some sorts."""
        alike = (
            " AND ".join(
                f"{name} IS NOT DISTINCT FROM {_literal(value)}" for name, value in zip(GROUP, group, strict=True)
            )
            for group in groups
        )
        return f"{self.cases} WHERE ({') OR ('.join(alike)})"

    @property
    def _with(self) -> str:
        return f"""WITH {self._cases}, days (said, phase, day) AS ({self._days()}), ids AS (
  SELECT id, COUNT(*) AS times, COUNT(request_closed) AS closings FROM rows_ WHERE id IS NOT NULL GROUP BY id
  HAVING COUNT(*) > 1
), judged AS (
  SELECT cases.id, kind, outcome, cases.began, cases.ended, mark, {_phase("first", "began")} AS began_phase,
    {_phase("last", "ended")} AS ended_phase, CASE WHEN last_day.day < first_day.day THEN 1 ELSE 0 END AS backwards,
    CASE WHEN cases.id IS NULL THEN {NO_ID} WHEN ids.closings > 1 THEN {TWICE} WHEN ids.times > 1 THEN {DUPLICATE}
      ELSE {ONCE} END AS id_state
  FROM cases LEFT JOIN ids ON ids.id = cases.id LEFT JOIN days AS first_day ON first_day.said = cases.began
    LEFT JOIN days AS last_day ON last_day.said = cases.ended
  WHERE {self._is_there()}
)
"""

    @property
    def _cases(self) -> str:
        """The cases of the track: of a request one, of its reviews as many as its cells hold."""
        began, ended, outcome = _DATES[self.track]
        rows = f"""rows_ AS NOT MATERIALIZED (
  SELECT {self._id()} AS id, {self._kind()} AS kind, {self._outcome(outcome)} AS outcome, {self._text(began)} AS began,
    {self._text(ended)} AS ended, {self._said("closed")} AS request_closed, {self._mark()} AS mark
  FROM {self.source} AS ledger
)"""
        parts = ", ".join(f"{self._part(name)} AS {name}" for name in ("began", "ended", "outcome"))
        return f"""{rows}, parts AS NOT MATERIALIZED (SELECT id, kind, mark, {parts} FROM rows_),
cases AS NOT MATERIALIZED (
  SELECT id, kind, mark, outcome, {_key("began")} AS began, {_key("ended")} AS ended FROM parts
)"""

    def _part(self, expression: str) -> str:
        """A cell of the track, or, of reviews and lawsuits, each of those that it holds."""
        if self.track in (REQUESTS, CHANNEL):
            return expression
        return f"UNNEST(REGEXP_SPLIT_TO_ARRAY({_trimmed(expression)}, {_literal(_SEVERAL)}))"

    def _days(self) -> str:
        nothing = "(CAST(NULL AS VARCHAR), 0, CAST(NULL AS DATE))"
        return "VALUES " + ", ".join([nothing, *(self._day(said, day) for said, day in self.days.items())])

    def _day(self, said: str, day: datetime.date | str | None) -> str:
        written = _date(day) if isinstance(day, datetime.date) else "NULL"
        return f"({_literal(said)}, {self.calendar.phase(day):d}, {written})"

    def _id(self) -> str:
        columns = [_trimmed(f"CAST({_name(column)} AS VARCHAR)") for column in self.columns["id"]]
        return f"NULLIF({' || chr(45) || '.join(columns)}, '')"

    def _kind(self) -> str:
        if self.track == REQUESTS:
            return self._text("kind")
        if self.track == CHANNEL:
            return f"COALESCE({self._said('kind')}, '') || chr({ord(NOTE)}) || COALESCE({self._said('channel')}, '')"
        if self.track == REVIEWS:
            return _literal(REVIEW)
        filed = self._said("reconsideration_filed")
        return f"CASE WHEN {filed} IS NULL THEN {_literal(DIRECT)} ELSE {_literal(AFTER)} END"

    def _outcome(self, field: str) -> str:
        """The outcome, with the remark beside it where that may decide."""
        said = self._text(field)
        if field != "outcome" or not self.unsure or "note" not in self.columns:
            return said
        listed, note = ", ".join(map(_literal, self.unsure)), self._said("note")
        return (
            f"CASE WHEN {said} IN ({listed}) AND LENGTH({note}) <= {_LONGEST_NOTE} "
            f"THEN {_trimmed(said)} || chr({ord(NOTE)}) || {note} ELSE {said} END"
        )

    def _text(self, field: str) -> str:
        return f"CAST({_name(self.columns[field][0])} AS VARCHAR)" if field in self.columns else "CAST(NULL AS VARCHAR)"

    def _said(self, field: str) -> str:
        return f"NULLIF({_trimmed(self._text(field))}, '')"

    def _mark(self) -> str:
        return self._text("as_reviewer") if self.track == LAWSUITS else "CAST(NULL AS VARCHAR)"

    def _is_there(self) -> str:
        if self.track in (REQUESTS, CHANNEL):
            return "TRUE"
        said = (f"(cases.{name} IS NOT NULL AND COALESCE({which}_day.phase, {Phase.BAD:d}) <> {Phase.NONE:d})"
                for name, which in (("began", "first"), ("ended", "last")))  # fmt: skip
        return f"{' OR '.join(said)} OR NULLIF({_trimmed('outcome')}, '') IS NOT NULL"


def _phase(which: str, said: str) -> str:
    """When the day of a case lies; a text that is not among the days is none."""
    missing = f"CASE WHEN cases.{said} IS NULL THEN {Phase.NONE:d} ELSE {Phase.BAD:d} END"
    return f"COALESCE({which}_day.phase, {missing})"


def _key(column: str) -> str:
    """A text that stands for a day, of a timestamp the day alone."""
    is_stamp = f"LENGTH({column}) > {_DAY_LONG} AND {column} ~ {_literal(_STAMP)}"
    return f"CASE WHEN {is_stamp} THEN SUBSTR({column}, 1, {_DAY_LONG}) ELSE {column} END"


def _trimmed(expression: str) -> str:
    """Without the blanks that Python calls blanks; few texts have any, and to take them off is dear."""
    blanks = _literal(_BLANKS)
    at_an_end = f"STRPOS({blanks}, LEFT({expression}, 1)) > 0 OR STRPOS({blanks}, RIGHT({expression}, 1)) > 0"
    return f"CASE WHEN {at_an_end} THEN TRIM({expression}, {blanks}) ELSE {expression} END"


def _name(column: str) -> str:
    doubled = column.replace('"', '""')
    return f'"{doubled}"'


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def _date(day: datetime.date) -> str:
    return f"DATE '{day.isoformat()}'"
