"""How each table is counted from a register: table 3 from requests, table 4 from reviews and lawsuits."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from ..model.form import Form
from ..model.outline import CellPath
from . import meaning
from .cases import Entry, Track, text
from .ledger import Row
from .mapping import Mapped
from .meaning import NOTE, Dictionary, labels
from .vocabulary import CHANNELS, YES, key

REQUESTS, REVIEWS, LAWSUITS, CHANNEL = "requests", "reviews", "lawsuits", "channels"
DIRECT: Final = "litigation.direct"
AFTER: Final = "litigation.after_reconsideration"
REVIEW: Final = "reconsideration"
UNSTATED: Final[CellPath] = ("未写明或认不出",)  # requests of which the register does not tell how they came in
SEVERAL: Final = re.compile(r"[;；\n]")  # between several reviews of one request in one cell


def tracks(mapping: Mapped, form: Form) -> dict[str, Track]:
    """The ways of counting that a register may ask for, by name."""
    reviews, lawsuits = (_court(mapping, name, form) for name in ("reconsideration", "litigation"))
    requests = Track(
        kinds=mapping.kind_words,
        outcomes=mapping.outcome_words,
        blocks=_blocks(mapping.kind_words.words.values()),
        labels=labels(form),
        open=meaning.OPEN,
        new=("received",),
        old=("carried_over",),
    )
    channels = Track(
        kinds=mapping.channel_words,
        outcomes=mapping.outcome_words,
        blocks=(*((name,) for name in CHANNELS), UNSTATED),
        open=meaning.OPEN,
        new=("received",),
        old=("carried_over",),
        labels=labels(form),
        anyone=UNSTATED,
        requesters=mapping.kind_words,
    )
    return {REQUESTS: requests, REVIEWS: reviews, LAWSUITS: lawsuits, CHANNEL: channels}


def _blocks(paths: Iterable[CellPath]) -> tuple[CellPath, ...]:
    return tuple(dict.fromkeys(path for path in paths if path))


def _court(mapping: Mapped, name: str, form: Form) -> Track:
    groups = {word: path for word, path in mapping.courts.items() if path[0] == name}
    return Track(
        kinds=Dictionary(words=groups),
        outcomes=mapping.result_words,
        blocks=_blocks(groups.values()),
        open=meaning.PENDING,
    )


TABLES: Final = {REQUESTS: "t3", REVIEWS: "t4", LAWSUITS: "t4", CHANNEL: CHANNEL}
# The columns that a register must have for a track to be counted.
ASKED_BY: Final = {REVIEWS: "reconsideration_filed", LAWSUITS: "litigation_filed"}


def wanted(mapping: Mapped, form: Form, fields: Iterable[str], *, channels: bool) -> dict[str, Track]:
    """The tracks that a register with these columns is counted by."""
    there = set(fields)
    found = tracks(mapping, form)
    if not channels:
        del found[CHANNEL]
    return {name: track for name, track in found.items() if ASKED_BY.get(name, "received") in there}


def request(row: Row) -> tuple[Entry, ...]:
    """The request that a row of a register holds."""
    return (Entry(row.kind, row.received, row.closed, row.outcome),)


def channel(row: Row) -> tuple[Entry, ...]:
    """The same request by the road on which it came in."""
    kind = f"{text(row.kind)}{NOTE}{text(row.channel)}"
    return (Entry(kind, row.received, row.closed, row.outcome),)


def reviews(row: Row) -> Iterable[Entry]:
    """The reconsiderations of the request of a row, one or several."""
    return _several(REVIEW, row.reconsideration_filed, row.reconsideration_closed, row.reconsideration_result)


def lawsuits(row: Row) -> Iterable[Entry]:
    """The lawsuits about the request of a row, one or several.

    Litigation with the reviewing organ as co-defendant is counted by the original actor only
    (国办公开办函〔2016〕201号), so a row marked as such is no lawsuit of this office.
    """
    if key(text(row.as_reviewer)) in YES:
        return ()
    court = AFTER if text(row.reconsideration_filed) else DIRECT
    return _several(court, row.litigation_filed, row.litigation_closed, row.litigation_result)


def _several(kind: str, *cells: Any) -> Iterator[Entry]:
    """The cases of three cells: one, or, where a cell holds several with ； between them, one for each."""
    parts = [_parts(cell) for cell in cells]
    if max(map(len, parts)) == 1:
        parts = [[cell] for cell in cells]
    for began, ended, result in itertools.zip_longest(*parts):
        if any(text(value) for value in (began, ended, result)):
            yield Entry(kind, began, ended, result)


def _parts(cell: Any) -> list[Any]:
    return [part.strip() for part in SEVERAL.split(cell.strip())] if isinstance(cell, str) and cell else [cell]


CASES: Final[Mapping[str, Callable[[Row], Iterable[Entry]]]] = {
    REQUESTS: request, REVIEWS: reviews, LAWSUITS: lawsuits, CHANNEL: channel,
}  # fmt: skip
