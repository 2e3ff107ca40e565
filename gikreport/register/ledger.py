"""The rows of a request register, one after the other, from wherever it lies."""

from __future__ import annotations

import contextlib
import datetime
import functools
import itertools
import operator
import pathlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import attrs

from ..errors import Unreadable, Words
from ..model.text import legible
from . import vocabulary
from .columns import found_columns, heading_of
from .connections import runner
from .files import file_rows
from .mapping import Mapped

_FIELDS: Final = tuple(vocabulary.COLUMNS)
_TOP: Final = 10  # rows among which the headings are looked for


class Row(NamedTuple):
    """One row of a register as it stands there, with its number (the heading row is 1)."""

    number: int
    id: Any
    kind: Any = None
    received: Any = None
    closed: Any = None
    outcome: Any = None
    extended: Any = None
    reconsideration_filed: Any = None
    reconsideration_closed: Any = None
    reconsideration_result: Any = None
    litigation_filed: Any = None
    litigation_closed: Any = None
    litigation_result: Any = None
    as_reviewer: Any = None


@attrs.frozen
class Ledger:
    """A register opened: which optional columns it has, and its rows, to be read once."""

    fields: frozenset[str]
    rows: Iterator[Row]


def opened(source: Any, mapping: Mapped, *, query: str | None = None) -> Ledger:
    """The rows of a .csv or .xlsx file, of any iterable of mappings or objects, or of a query on a connection.

    Raises Unreadable where it cannot be opened, or where a required column is missing.
    """
    if query is not None:
        return _of_query(source, query, mapping)
    if isinstance(source, str | pathlib.Path):
        return _of_file(pathlib.Path(source), mapping)
    return _of_items(iter(source), mapping)


def _of_file(path: pathlib.Path, mapping: Mapped) -> Ledger:
    table = file_rows(path)
    top = list(itertools.islice(table, _TOP))
    heading, number = heading_of(top, mapping)
    return _of_rows(heading, itertools.chain(top[number:], table), mapping, path.name, number + 1)


def _of_rows(
    heading: Sequence[str], table: Iterable[Sequence[Any]], mapping: Mapped, name: str = "", first: int = 1
) -> Ledger:
    found = found_columns(heading, mapping, name)
    pick, width = _picked(found, len(heading)), len(heading)
    rows = (Row(number, *pick(_padded(cells, width))) for number, cells in enumerate(table, first) if _states(cells))
    return Ledger(frozenset(found), rows)


def _states(cells: Sequence[Any]) -> bool:
    """Whether anything but blanks stands in a row."""
    return any(not isinstance(cell, str) or not cell.isspace() for cell in cells if cell)


def _padded(cells: Sequence[Any], width: int) -> tuple[Any, ...]:
    """The cells of a row as far as there are headings, and one that is empty."""
    return (*cells[:width], *(None,) * max(0, width - len(cells)), None)


def _picked(found: Mapping[str, tuple[int, ...]], width: int) -> Callable[[Sequence[Any]], Iterable[Any]]:
    pick: Callable[[Sequence[Any]], Iterable[Any]] = operator.itemgetter(
        *(found.get(field, (width,))[0] for field in _FIELDS)
    )
    joined = found["id"]
    if len(joined) == 1:
        return pick
    return lambda cells: ("-".join(str(cells[at]).strip() for at in joined), *tuple(pick(cells))[1:])


def _of_items(items: Iterator[Any], mapping: Mapped) -> Ledger:
    """Mappings, or objects with the fields of a register as attributes; they count from 1."""
    first = next(items, None)
    if first is None:
        return Ledger(frozenset(vocabulary.REQUIRED), iter(()))
    heading = [str(name) for name in (first if isinstance(first, Mapping) else _attributes(first))]
    known = {name for field in _FIELDS for name in mapping.names(field)} - set(heading)
    chain = (_values(item, heading, known) for group in ((first,), items) for item in group)
    return _of_rows(heading, chain, mapping)


def _attributes(item: Any) -> Iterable[str]:
    if attrs.has(type(item)):
        return [field.name for field in attrs.fields(type(item))]
    return [name for name in _FIELDS if hasattr(item, name)]


def _values(item: Any, heading: Sequence[str], others: set[str]) -> list[Any]:
    more = others & item.keys() if isinstance(item, Mapping) else set()
    if more:
        zh, en = (
            f"有“{'、'.join(sorted(more))}”的行，第一行却没有这一列",
            f"the first row lacks {', '.join(sorted(more))}",
        )
        raise Unreadable(Words(f"{zh}；请让各行的键相同", f"{en}; give every row the same keys"))
    get = item.get if isinstance(item, Mapping) else functools.partial(getattr, item)
    return [_plain(get(name, None)) for name in heading]


def _plain(value: Any) -> Any:
    try:
        return value if value is None or isinstance(value, _PLAIN) else legible(str(value))
    except ValueError:  # Python writes no whole number of more than 4300 digits
        raise Unreadable(Words("台账中有一个数长得不合理", "a number in the register is too long to be one")) from None


_PLAIN: Final = (float, datetime.date)  # the others are looked at as text


def _of_query(source: Any, query: str, mapping: Mapped) -> Ledger:
    with contextlib.ExitStack() as stack:
        heading, rows = stack.enter_context(runner(source))(query)
        kept_open = stack.pop_all()

    def lines() -> Iterator[Sequence[Any]]:
        with kept_open:
            yield from rows

    return _of_rows(heading, lines(), mapping)
