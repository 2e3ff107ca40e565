"""Generated reports: built, never filtered. Every form gives its own strategy, from its classes alone."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import settings
from hypothesis import strategies as st

from gikreport.checking import stated
from gikreport.forms import FORMS
from gikreport.forms.shared import Balanced, Whole
from gikreport.model.fields import Kind
from gikreport.model.form import Form
from gikreport.model.outline import CellPath, entries, leaves, sums, value_at
from gikreport.model.prose import Prose
from gikreport.model.reading import Reading
from gikreport.model.report import Report, prose_fields, tables

TRAPS = [
    "{{ 7*7 }}", "{%", "{_{ x }_}", "R&D <局>", "]]>", "“三安全一稳定”", "全角ＡＢＣ１２３", "😀𠮷", "a\tb", "=1+1",
    "-->", "超长" * 40, "&amp;", "‘’", "1.5%", "（一）主动公开。正文", "一、小标题", "1.第一条", "（1）子项",
]  # fmt: skip

# Zl, Zp and the other line breaks end a paragraph; Cc, Cs and the two noncharacters stand in no document.
_characters = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff")
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


def cell_words() -> st.SearchStrategy[str]:
    """The words of a cell, perhaps none; without tabs and spaces at the ends, which no table keeps."""
    return st.one_of(st.just(""), lines().map(lambda line: line.replace("\t", " ").strip()))


@functools.cache
def prose() -> st.SearchStrategy[Prose]:
    """Some paragraphs, traps among them, perhaps none."""
    return st.lists(lines(), max_size=4).map("\n".join).map(Prose.of)


@functools.cache
def counts(most: int = 9999) -> st.SearchStrategy[int]:
    """件数; half of them are 0, as in a real report."""
    return st.integers(-most, most).map(lambda number: max(0, number))


def amounts() -> st.SearchStrategy[Decimal]:
    """万元, with up to four decimals."""
    return st.decimals(0, 999999, places=4, allow_nan=False, allow_infinity=False)


LEAVES = {
    Kind.COUNT: counts(),
    Kind.MONEY: amounts(),
    Kind.CHANGE: st.integers(-999, 999),
    Kind.WORDS: cell_words(),
}


@functools.cache
def blocks(cls: type) -> st.SearchStrategy[Any]:
    """A block of a form; a requester column balances because its parts were split from one sum."""
    own = getattr(cls, "generated", None) or GENERATED.get(cls.__name__)
    if own is not None:
        return own(cls)
    if issubclass(cls, Balanced):
        return _balanced(cls)
    if issubclass(cls, Whole):
        return _whole(cls)
    return st.builds(cls, **_fields(cls))


@functools.cache
def _fields(cls: type) -> dict[str, st.SearchStrategy[Any]]:
    return {e.name: blocks(e.of) if e.of else LEAVES[e.facts.kind] for e in entries(cls) if not e.computed}


@st.composite
def _balanced(draw: st.DrawFn, cls: type) -> Any:
    outcomes = draw(_fields(cls)["outcomes"])
    forward = draw(counts())
    due = outcomes.total + forward
    over = draw(st.integers(0, due))
    return cls(received=due - over, carried_over=over, outcomes=outcomes, carried_forward=forward)


@st.composite
def _whole(draw: st.DrawFn, cls: type) -> Any:
    given = {name: draw(field) for name, field in _fields(cls).items() if name != "total"}
    parts = [given[e.name] for e in entries(cls) if e.facts.part]
    return cls(total=max(parts) + draw(counts()), **given)


def rows(cls: Any) -> st.SearchStrategy[Any]:
    """A table with as many rows as the office has."""
    return st.builds(cls, rows=st.lists(st.builds(cls.row, **_fields(cls.row)), max_size=6).map(tuple))


GENERATED: dict[str, Any] = {}


@st.composite
def reports(draw: st.DrawFn, form: Form) -> Report:
    """A sound report on a form."""
    given: dict[str, Any] = {name: draw(prose()) for name in prose_fields(form.report)}
    for field in attrs.fields(form.report):
        if field.name in tables(form.report):
            cls = tables(form.report)[field.name].of
            assert cls is not None
            strategy = rows(cls) if hasattr(cls, "row") else blocks(cls)
            optional = field.default is not attrs.NOTHING
            given[field.name] = draw(st.one_of(st.none(), strategy) if optional else strategy)
    given["agency"] = draw(lines().map(str.strip))
    given["year"] = draw(st.integers(form.first, form.last or 2030))
    if draw(st.booleans()):
        given["title"] = tuple(draw(st.lists(lines(), min_size=1, max_size=3)))
    if draw(st.booleans()):
        given["signed_by"] = draw(lines())
    given["signed_on"] = draw(st.one_of(st.none(), st.dates(datetime.date(2000, 1, 1), datetime.date(2040, 12, 31))))
    return form.report(**given)


fewer = settings(max_examples=settings.default.max_examples // 5)
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


def changed(block: Any, path: CellPath, value: Any) -> Any:
    """The block with another value at a path."""
    if not path:
        return value
    return attrs.evolve(block, **{path[0]: changed(getattr(block, path[0]), path[1:], value)})


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
    totals = [(name, *one.total) for name in sorted(reading.tables) for one in sums(reading.shape(name))]
    return st.builds(
        lambda path, more: _printed_wrong(reading, path, more), st.sampled_from(totals), st.integers(1, 999)
    )


def _printed_wrong(reading: Reading, path: CellPath, more: int) -> tuple[Reading, CellPath, int | Decimal]:
    due = reading.cells[path].value
    assert isinstance(due, int | Decimal)
    cell = attrs.evolve(reading.cells[path], value=due + more, text=str(due + more))
    return attrs.evolve(reading, cells={**reading.cells, path: cell}), path, due
