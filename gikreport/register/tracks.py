"""How each table is counted from a register: table 3 from requests, table 4 from reviews and lawsuits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from .cases import Entry, Track, text
from .ledger import Row
from .mapping import Mapped
from .vocabulary import YES, key

REQUESTS, REVIEWS, LAWSUITS = "requests", "reviews", "lawsuits"
DIRECT: Final = "litigation.direct"
AFTER: Final = "litigation.after_reconsideration"
REVIEW: Final = "reconsideration"


def tracks(mapping: Mapped) -> dict[str, Track]:
    """The ways of counting that a register may ask for, by name."""
    reviews, lawsuits = (_court(mapping, name) for name in ("reconsideration", "litigation"))
    requests = Track(
        kinds=mapping.kinds,
        outcomes=mapping.outcomes,
        open=("carried_forward",),
        new=("received",),
        old=("carried_over",),
    )
    return {REQUESTS: requests, REVIEWS: reviews, LAWSUITS: lawsuits}


def _court(mapping: Mapped, name: str) -> Track:
    groups = {word: path for word, path in mapping.courts.items() if path[0] == name}
    return Track(kinds=groups, outcomes=mapping.results, open=("pending",))


TABLES: Final = {REQUESTS: "t3", REVIEWS: "t4", LAWSUITS: "t4"}
# The columns that a register must have for a track to be counted.
ASKED_BY: Final = {REVIEWS: "reconsideration_filed", LAWSUITS: "litigation_filed"}


def request(row: Row) -> Entry:
    """The request that a row of a register holds."""
    return Entry(row.kind, row.received, row.closed, row.outcome)


def review(row: Row) -> Entry | None:
    """The reconsideration of the request of a row, where there is one."""
    found = Entry(REVIEW, row.reconsideration_filed, row.reconsideration_closed, row.reconsideration_result)
    return found if _is_there(found) else None


def lawsuit(row: Row) -> Entry | None:
    """The lawsuit about the request of a row, where there is one.

    Litigation with the reviewing organ as co-defendant is counted by the original actor only
    (国办公开办函〔2016〕201号), so a row marked as such is no lawsuit of this office.
    """
    court = AFTER if text(row.reconsideration_filed) else DIRECT
    found = Entry(court, row.litigation_filed, row.litigation_closed, row.litigation_result)
    return found if _is_there(found) and key(text(row.as_reviewer)) not in YES else None


def _is_there(entry: Entry) -> bool:
    return any(text(value) for value in entry[1:])


CASES: Final[dict[str, Callable[[Row], Entry | None]]] = {REQUESTS: request, REVIEWS: review, LAWSUITS: lawsuit}
