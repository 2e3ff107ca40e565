"""Which column of a register is which: its headings, under a title, in one row or two, and what stands below them."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from ..errors import Problem, Unreadable, Words
from ..office.worksheet import Merge
from . import dates, vocabulary
from .mapping import Mapped
from .vocabulary import key

Columns = dict[str, tuple[int, ...]]
TOP: Final = 15  # rows among which the headings are looked for
SAMPLE: Final = 200  # rows below them whose values tell what a column is
_PREFIXES: Final = ("政府信息公开申请", "依申请公开", "政府信息公开", "信息公开申请", "信息公开")
_UNSURE_KINDS: Final = frozenset(map(key, ("申请人", "类型", "类别", "性质", "身份", "申请人名称", "申请主体名称")))
_UNSURE_OUTCOMES: Final = frozenset(
    map(key, (*vocabulary.UNSURE, "类型", "结果", "是否公开", "公开情况", "是否予以公开"))
)
_MOSTLY: Final = 0.5
_NAMED: Final = 6  # of the usual headings that are named where none is found
_ID: Final = "id"


@attrs.frozen
class Headings:
    """The headings of a table: what each column is called, which is which, how many rows they take with the title."""

    names: tuple[str, ...]
    columns: Columns
    height: int
    title: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def lacks(self) -> tuple[str, ...]:
        """The columns that a register must have and that were not found."""
        return tuple(field for field in vocabulary.REQUIRED if field not in self.columns)


def headings_of(rows: Sequence[Sequence[Any]], mapping: Mapped, merges: Sequence[Merge] = ()) -> Headings:
    """The headings at the top of a table, `rows` being its first ones; the choice is where most columns are known."""
    texts = [list(map(worded, cells)) for cells in rows[:TOP]]
    best: tuple[tuple[int, int, int, int], int, int] | None = None
    for at in range(len(texts)):
        for height in (1, 2) if at + 1 < len(texts) and not _states_a_day(rows[at + 1]) else (1,):
            found, _ = _sought(_candidates(texts, at, height, merges), mapping, ())
            required = sum(field in found for field in vocabulary.REQUIRED)
            score = (required, len(found), -height, -at)
            if best is None or score > best[0]:
                best = score, at, height
    if best is None:
        return Headings((), {}, 0, problems=tuple(_sought([], mapping, ())[1]))
    _, at, height = best
    candidates = _candidates(texts, at, height, merges)
    below = [tuple(cells) for cells in rows[at + height :]]
    found, problems = _sought(candidates, mapping, below)
    title = " ".join(dict.fromkeys(cell for cells in texts[:at] for cell in cells if cell))
    names = tuple(one[0] if one else "" for one in candidates)
    return Headings(names, found, at + height, title, tuple(problems))


def _states_a_day(cells: Sequence[Any]) -> bool:
    return any(isinstance(dates.day_in(cell, 2000), datetime.date) for cell in cells if worded(cell))


def _candidates(texts: list[list[str]], at: int, height: int, merges: Sequence[Merge]) -> list[tuple[str, ...]]:
    """What each column may be called: both storeys together, the lower; the upper where nothing stands below it."""
    upper = _spread(texts[at], at + 1, merges)
    if height == 1:
        return [(name,) if name else () for name in upper]
    lower = texts[at + 1]
    width = max(len(upper), len(lower))
    upper = [*upper, *[""] * (width - len(upper))]
    lower = [*lower, *[""] * (width - len(lower))]
    if not merges:
        upper = _filled(upper, lower)
    return [_storeys(high, low) for high, low in zip(upper, lower, strict=True)]


def _storeys(high: str, low: str) -> tuple[str, ...]:
    if high and low:
        return high + low, low
    return (high or low,) if high or low else ()


def _spread(cells: list[str], row: int, merges: Sequence[Merge]) -> list[str]:
    """The cells of a row of headings, a merged one in each of its columns."""
    spread = list(cells)
    for merge in merges:
        if merge.top == row and merge.left < len(spread):
            for column in range(merge.left, min(merge.right + 1, len(spread))):
                spread[column] = spread[column] or spread[merge.left]
    return spread


def _filled(upper: list[str], lower: list[str]) -> list[str]:
    """A heading that stands over several others goes on to the right, where something stands below."""
    filled: list[str] = []
    for high, low in zip(upper, lower, strict=True):
        filled.append(high or (filled[-1] if filled and low else ""))
    return filled


def worded(cell: Any) -> str:
    """What stands in a cell of a heading."""
    return "" if cell is None else str(cell).strip().lstrip("\ufeff")


def found_columns(heading: Sequence[str], mapping: Mapped, name: str, sample: Sequence[Sequence[Any]] = ()) -> Columns:
    """Where each column of a register stands; raises Unreadable where a required one is missing or stands twice."""
    found, problems = _sought([(words,) if words else () for words in heading], mapping, sample)
    if problems:
        raise lacking(name, problems)
    return found


def lacking(name: str, problems: Sequence[Problem]) -> Unreadable:
    """The error for a register whose columns are not all known."""
    words = Words(f"{name or '台账'}缺少必要的列", f"{name or 'the register'} lacks columns")
    return Unreadable(words, problems)


def field_of(heading: str) -> str | None:
    """Which column a heading names, told by the heading alone."""
    return next((_FIELDS[name] for name in _keys(heading) if name in _FIELDS), None)


@functools.lru_cache(maxsize=4096)
def _keys(heading: str) -> tuple[str, ...]:
    """A heading as it is looked up, also without 政府信息公开 before it."""
    name = key(heading)
    return (name, *(name.removeprefix(prefix) for prefix in _PREFIXES if name.startswith(prefix)))


_FIELDS: Final = {key(name): field for field, names in reversed(list(vocabulary.COLUMNS.items())) for name in names}

Candidates = Sequence[Sequence[str]]
Sample = Sequence[Sequence[Any]]


def _sought(candidates: Candidates, mapping: Mapped, sample: Sample) -> tuple[Columns, list[Problem]]:
    """The columns that are found, and what is wrong with them."""
    places: dict[str, list[int]] = {}
    for column, names in enumerate(candidates):
        known = dict.fromkeys(name for heading in names for name in _keys(heading))
        for name in known if mapping.unused.isdisjoint(known) else ():
            places.setdefault(name, []).append(column)
    found: Columns = {}
    problems: list[Problem] = []
    for field in vocabulary.COLUMNS:
        at = _places_of(field, places, mapping, sample)
        if at:
            found[field] = at
            problems += _twice(field, at, candidates, places, mapping)
        elif field in vocabulary.REQUIRED or mapping.is_named(field):
            problems.append(Problem(field, _no_column(mapping.names(field), candidates)))
    return found, problems


def _places_of(field: str, places: Mapping[str, list[int]], mapping: Mapped, sample: Sample) -> tuple[int, ...]:
    names = [key(name) for name in mapping.names(field)]
    if mapping.is_named(field):
        at = [places[name][0] for name in names if name in places]
        return tuple(at) if len(at) == len(names) or (at and field != _ID) else ()
    if field == "outcome":
        return _by_values(names, _UNSURE_OUTCOMES, places, mapping.outcome_words, sample)
    if field == "kind":
        return _by_values(names, _UNSURE_KINDS, places, mapping.kind_words, sample)
    return _fullest([places[name][0] for name in names if name in places], sample)


def _fullest(columns: Sequence[int], sample: Sample) -> tuple[int, ...]:
    """The likeliest of several columns; one that is mostly empty where another is filled is not meant."""
    filled = [sum(1 for cells in sample if at < len(cells) and worded(cells[at])) for at in columns]
    most = max(filled, default=0)
    return next(((at,) for at, number in zip(columns, filled, strict=True) if number >= _MOSTLY * most), ())


def _by_values(
    names: Sequence[str], unsure: frozenset[str], places: Mapping[str, list[int]], words: Any, sample: Sample
) -> tuple[int, ...]:
    """The column with a usual heading; one with an unsure heading only where its values are words of the form."""
    sure = [places[name][0] for name in names if name in places and name not in unsure]
    maybe = [column for name in (*names, *unsure) if name in places and name in unsure for column in places[name]]
    shares = {column: _share(column, words, sample) for column in (*sure, *maybe)}
    fitting = [column for column in (*sure, *maybe) if shares[column] >= _MOSTLY]
    return (fitting[0],) if fitting else (sure[0],) if sure else ()


def _share(column: int, words: Any, sample: Sample) -> float:
    """How many of the values of a column are words that mean something."""
    said = [text for cells in sample if column < len(cells) and (text := worded(cells[column]))]
    return sum(map(words.tells, said)) / len(said) if said else 0.0


def _no_column(names: Sequence[str], candidates: Candidates) -> Words:
    due = "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")
    there = "、".join(filter(None, (one[0] if one else "" for one in candidates))) or "（空）"
    return Words(
        f"没有找到这一列；认得的列名是 {due}，台账的列名是 {there}；"
        "可用 --ask 写出对照表，或在 register.toml 的 [columns] 中写明",
        f"no such column; known names: {due}; the register has: {there}; "
        "write a workbook to fill in with --ask, or name it in [columns] of register.toml",
    )


def _twice(
    field: str, at: tuple[int, ...], candidates: Candidates, places: Mapping[str, list[int]], mapping: Mapped
) -> Iterator[Problem]:
    names = {key(name) for name in mapping.names(field)}
    for column in at:
        for heading in candidates[column]:
            if key(heading) in names and len(places.get(key(heading), ())) > 1:
                zh, en = (
                    "有不止一列叫“{}”；请改名，使每列名称不同",
                    "several columns are called “{}”; give each its own name",
                )
                yield Problem(field, Words(zh.format(heading), en.format(heading)))
                break
