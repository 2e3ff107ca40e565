"""Generated reports: built, never filtered. Every form gives its own strategy, from its classes alone."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, TypeVar, cast

import attrs
import pytest
from hypothesis import settings, strategies as st

from gikreport.checking.subject import stated
from gikreport.forms import FORMS
from gikreport.forms.shared import Balanced, Whole
from gikreport.model.fields import Kind
from gikreport.model.form import Form
from gikreport.model.outline import CellPath, Entry, entries, leaves, outline, value_at
from gikreport.model.prose import Prose
from gikreport.model.reading import Reading
from gikreport.model.report import Report, own_headings, prose_fields, tables
from gikreport.model.table import table_of

Block = TypeVar("Block")

TRAPS = [
    "{{ 7*7 }}", "{%", "{_{ x }_}", "R&D <局>", "]]>", "“三安全一稳定”", "全角ＡＢＣ１２３", "😀𠮷", "a\tb", "=1+1",
    "-->", "超长" * 40, "&amp;", "‘’", "1.5%", "（一）主动公开。正文", "一、小标题", "1.第一条", "（1）子项",
]  # fmt: skip

# Zl, Zp and the other line breaks end a paragraph; Cc, Cs and the two noncharacters stand in no document.
# Controls of direction and tags forbid a document (P020).
_FORBIDDEN = [0xFFFE, 0xFFFF, 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_FORBIDDEN += range(0xE0000, 0xE0080)
_characters = st.characters(
    exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="".join(map(chr, _FORBIDDEN))
)
_pieces = st.one_of(
    st.sampled_from(TRAPS),
    st.text("政府信息公开工作年度报告本件，。；0123456789", max_size=30),
    st.text(_characters, max_size=12),
)


@functools.cache
def lines() -> st.SearchStrategy[str]:
    """One line of words that is not blank."""
    return st.builds(
        lambda head, tail: head + "".join(tail), st.sampled_from("政府公开年"), st.lists(_pieces, max_size=3)
    )


@functools.cache
def cell_words() -> st.SearchStrategy[str]:
    """The words of a cell, perhaps none; without tabs and spaces at the ends, which no table keeps."""
    return st.one_of(st.just(""), lines().map(lambda line: line.replace("\t", " ").strip()))


@functools.cache
def prose() -> st.SearchStrategy[Prose]:
    """Some paragraphs, traps among them, perhaps none."""
    return st.lists(lines(), max_size=4).map("\n".join).map(Prose.of)


def counts(most: int = 9999) -> st.SearchStrategy[int]:
    """件数, mostly small."""
    return st.one_of(st.integers(0, 3), st.integers(0, most))


def _number(high: int, low: int, kind: Kind) -> Any:
    """A number from two bytes, small for most of them; zero from two zero bytes, so that examples shrink."""
    number = low % 4 if high < 160 else low * 39 + high - 160
    if kind is Kind.MONEY:
        return Decimal(number * 997).scaleb(-4)
    return -number if kind is Kind.CHANGE and low % 2 else number


@st.composite
def blocks(draw: st.DrawFn, cls: type) -> Any:
    """A block of a form; a requester column balances because its parts were split from one sum.

    All its numbers come from one drawn run of bytes: a table has up to 175 cells, and a draw for each is slow.
    """
    size = 2 * len(outline(cls))
    return _built(cls, iter(draw(st.binary(min_size=size, max_size=size))))


def _built(cls: type, source: Iterator[int]) -> Any:
    found = {e.name: _part(e, source) for e in entries(cls) if not e.computed}
    if issubclass(cls, Balanced):
        due = found["outcomes"].total + found["carried_forward"]
        found["carried_over"] = min(found["carried_over"], due)
        found["received"] = due - found["carried_over"]
    if issubclass(cls, Whole):
        found["total"] += max(found[e.name] for e in entries(cls) if e.facts.part)
    return cls(**found)


def _part(entry: Entry, source: Iterator[int]) -> Any:
    return _built(entry.of, source) if entry.of else _number(next(source), next(source), entry.facts.kind)


@functools.cache
def rows(cls: Any) -> st.SearchStrategy[Any]:
    """A table with as many rows as the office has."""
    fields = {e.name: counts() if e.facts.kind is Kind.COUNT else cell_words() for e in entries(cls.row)}
    return st.builds(cls, rows=st.lists(st.builds(cls.row, **fields), max_size=6).map(tuple))


@functools.cache
def _facts(form: Form) -> st.SearchStrategy[dict[str, Any]]:
    """Everything of a report but its tables."""
    day = st.dates(datetime.date(2000, 1, 1), datetime.date(2040, 12, 31))
    own = own_headings(form.report) if "headings" in attrs.fields_dict(form.report) else {}
    words = st.dictionaries(
        st.sampled_from(sorted(own)), st.sampled_from([*own.values(), "公开概况", "综述", "公开。"]), max_size=len(own)
    )
    return st.fixed_dictionaries(
        {
            **({"headings": words} if own else {}),
            "agency": lines().map(str.strip),
            "year": st.integers(form.first, form.last or 2030),
            "signed_on": st.one_of(st.none(), day),
            **{name: prose() for name in prose_fields(form.report)},
        },
        optional={"title": st.lists(lines(), min_size=1, max_size=3).map(tuple), "signed_by": lines()},
    )


@functools.cache
def _tables(form: Form) -> st.SearchStrategy[dict[str, Any]]:
    mandatory = {field.name for field in attrs.fields(form.report) if field.default is attrs.NOTHING}
    found: dict[str, st.SearchStrategy[Any]] = {}
    classes: dict[str, Any] = {name: entry.of for name, entry in tables(form.report).items()}
    for name, cls in classes.items():
        table = rows(cls) if table_of(cls).rows_are_own else blocks(cls)
        found[name] = table if name in mandatory else st.one_of(st.none(), table)
    return st.fixed_dictionaries(found)


@functools.cache
def reports(form: Form) -> st.SearchStrategy[Report]:
    """Sound reports on a form."""
    return st.builds(lambda facts, found: form.report(**facts, **found), _facts(form), _tables(form))


@functools.cache
def figures(form: Form) -> st.SearchStrategy[Report]:
    """Sound reports on a form, of one name and narrative: for what the tables alone decide, in a fifth of the time."""
    facts: dict[str, Any] = {"agency": "青石县水利局", "year": form.last or 2024}
    said: dict[str, Any] = {name: Prose.of("按规定办理。") for name in prose_fields(form.report)}
    return st.builds(lambda found: form.report(**facts, **said, **found), _tables(form))


_profile = settings.default
assert _profile is not None
fewer = settings(max_examples=max(8, _profile.max_examples // 5))
over_forms = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)


def columns_of(cls: type) -> tuple[CellPath, ...]:
    """The paths of the requester columns that a block of a form states."""
    return tuple(_columns(cls, ()))


def _columns(cls: type, path: CellPath) -> Iterator[CellPath]:
    for entry in entries(cls):
        if entry.of is not None and not entry.computed:
            here = (*path, entry.name)
            yield from (here,) if issubclass(entry.of, Balanced) else _columns(entry.of, here)


with_columns = pytest.mark.parametrize(
    "form", [form for form in FORMS if columns_of(form.report)], ids=lambda form: form.name
)


def changed(block: Block, path: CellPath, value: Any) -> Block:
    """The block, a report or a part of one, with another value at a path."""
    return cast(Block, _changed(block, path, value))


def _changed(block: Any, path: CellPath, value: Any) -> Any:
    return attrs.evolve(block, **{path[0]: _changed(getattr(block, path[0]), path[1:], value)}) if path else value


def spoiled_entry(report: Report) -> st.SearchStrategy[tuple[Report, CellPath]]:
    """A sound report with one entry of a requester column changed, and the path of that column."""
    columns = columns_of(type(report))
    cls = type(value_at(report, columns[0]))
    return st.builds(
        lambda column, leaf, most: (_more(report, (*column, *leaf), most), column),
        st.sampled_from(columns),
        st.sampled_from(leaves(cls)),
        st.integers(1, 999),
    )


def _more(report: Report, path: CellPath, most: int) -> Report:
    return changed(report, path, value_at(report, path) + most)


def spoiled_total(report: Report) -> st.SearchStrategy[tuple[Reading, CellPath, int | Decimal]]:
    """A report as printed, with one printed total too great; the path of that total, and what it should be."""
    reading = stated(report)
    totals = [(name, *one.total) for name in sorted(reading.tables) for one in reading.table(name).sums]
    return st.builds(
        lambda path, more: _printed_wrong(reading, path, more), st.sampled_from(totals), st.integers(1, 999)
    )


def _printed_wrong(reading: Reading, path: CellPath, more: int) -> tuple[Reading, CellPath, int | Decimal]:
    due = reading.cells[path].value
    assert isinstance(due, int | Decimal)
    cell = attrs.evolve(reading.cells[path], value=due + more, text=str(due + more))
    return attrs.evolve(reading, cells={**reading.cells, path: cell}), path, due
