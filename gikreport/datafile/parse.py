"""From a mapping of plain data to a Reading, with every problem at once."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from typing import Any, Final, TypeGuard

import attrs

from ..errors import UnknownForm, Unreadable, Words
from ..forms import FORMS, form_for, form_named
from ..model.cell import UNFILLED_WORD, Cell, State
from ..model.diagnostic import Diagnostic
from ..model.fields import Kind
from ..model.form import Form
from ..model.options import Options, taken
from ..model.outline import CellPath, Entry, cached, stated_entries
from ..model.prose import EMPTY, Prose
from ..model.reading import Reading
from ..model.report import Report, prose_fields, tables
from ..model.table import table_of, tables_of
from ..model.text import clean_line, fault
from .blocks import ATTACHMENTS_KEY, BlockParser
from .problems import Lines, Problems
from .remarks import REMARKS_KEY, remarks_of
from .values import shown, stated_cell

FORMAT: Final = 1
FACTS: Final = ("agency", "year", "title", "preface", "signed_by", "signed_on")
PRINTED_KEY, OUTPUT_KEY, HEADINGS_KEY = "printed", "output", "headings"
EXPRESSIONS_KEY: Final = "expressions"


def parse(
    data: object, *, form: Form | None = None, name: str = "", lines: Lines = lambda path: None,
    diagnostics: Sequence[Diagnostic] = (),
) -> Reading:  # fmt: skip
    """The reading of a mapping; raises Unreadable with everything that is wrong with it at once.

    `lines` tells the line of a path where the parser of the file knows it; `diagnostics` are those that the remarks
    of the data may be of.
    """
    parser = _Parser(lines, diagnostics)
    reading = parser.reading(data, form, name)
    found = parser.problems.count
    if found or reading is None:
        zh = f"{name or '数据'} 有 {found} 处写得不对，请改正后再试"
        raise Unreadable(Words(zh, f"{name or 'data'} cannot be read: {found} to correct"), parser.problems.told())
    return reading


class _Parser:
    """Walks a mapping along the form, and keeps every problem it meets."""

    def __init__(self, lines: Lines, diagnostics: Sequence[Diagnostic]) -> None:
        self.problems = Problems(lines)
        self._diagnostics = diagnostics
        self._problem = self.problems.add
        self._blocks = BlockParser(self.problems)

    def reading(self, data: object, form: Form | None, name: str) -> Reading | None:
        top = self._mapping(data, ())
        if top is None:
            return None
        stated = stated_cell(top.get("format", FORMAT), Kind.COUNT)
        if stated is None or stated.value != FORMAT:
            said = shown(top["format"])
            self._problem(("format",), f"应为 {FORMAT}，实为 {said}", f"must be {FORMAT}, not {said}")
        if not isinstance(top.get("$schema", ""), str):
            self._bad_text(("$schema",), top["$schema"], "文字", "text")
        if not isinstance(top.get(EXPRESSIONS_KEY, False), bool):
            self._problem((EXPRESSIONS_KEY,), "应为 true 或 false", "takes true or false")
        chosen = form or self._form(top)
        return None if chosen is None else self._on_form(top, chosen, name)

    def _on_form(self, top: Mapping[str, Any], form: Form, name: str) -> Reading:
        declared, prose = tables(form.report), prose_fields(form.report)
        keys = {
            "form",
            "$schema",
            "format",
            EXPRESSIONS_KEY,
            PRINTED_KEY,
            OUTPUT_KEY,
            REMARKS_KEY,
            ATTACHMENTS_KEY,
            *FACTS,
            *declared,
            *prose,
            *_headings(form),
        }
        self._known(top, (), keys)
        cells: dict[CellPath, Cell] = {}
        for key in (key for key in declared if key in top):
            self._table(top, declared[key], cells)
        cells |= self._printed(top.get(PRINTED_KEY, {}), form)
        return Reading(
            form=form,
            name=name,
            agency=self._line(top, "agency", required=True),
            year=self._year(top),
            title=self._title(top),
            signed_by=self._line(top, "signed_by"),
            signed_on=self._date(top, "signed_on"),
            prose={key: self._prose(top, key) for key in prose if key in top},
            attachments=self._blocks.attachments(top.get(ATTACHMENTS_KEY, []), Prose.of),
            headings=self._heading_words(top, form),
            tables=frozenset(key for key in declared if key in top),
            cells=cells,
            remarks=remarks_of(top.get(REMARKS_KEY, []), self._diagnostics, self.problems),
            options=self._options(top.get(OUTPUT_KEY, {})),
        )

    def _prose(self, top: Mapping[str, Any], key: str) -> Prose:
        """Text is literal unless the data ask for expressions by name."""
        value = top[key]
        made = Prose.bound if top.get(EXPRESSIONS_KEY) is True else Prose.of
        try:
            if isinstance(value, str):
                return made(value)
            if isinstance(value, list):
                return self._blocks.prose(value, (key,), made)
        except ValueError:  # it holds a character that no document can
            pass
        self._bad_text((key,), value, "文字", "text")
        return EMPTY

    def _form(self, top: Mapping[str, Any]) -> Form | None:
        """The form that is named, or due for the year; the newest where neither is told, to find what else is wrong."""
        named, year = top.get("form"), top.get("year")
        try:
            if isinstance(named, str):
                return form_named(named)
            if "form" in top:
                self._problem(
                    ("form",), f"应为格式名，如 {FORMS[0].name}", f"takes the name of a form, {FORMS[0].name}"
                )
            return form_for(year) if _is_year(year) else next(form for form in FORMS if form.last is None)
        except UnknownForm as error:
            self._problem(("form" if "form" in top else "year",), error.words.zh, error.words.en)
            return None

    def _table(self, top: Mapping[str, Any], entry: Entry, cells: dict[CellPath, Cell]) -> None:
        row = table_of(entry.of).row
        if row is None:
            self._block(top[entry.name], (entry.name,), entry.of, cells)
        elif isinstance(top[entry.name], list):
            for index, item in enumerate(top[entry.name]):
                self._block(item, (entry.name, str(index)), row, cells)
        else:
            self._problem((entry.name,), "应为若干行的列表", "takes a list of rows")

    def _block(self, data: object, path: CellPath, cls: type | None, cells: dict[CellPath, Cell]) -> None:
        fields = _fields(cls) if cls is not None else {}
        block = self._keyed(data, path, fields.keys())
        if block is None:
            return
        for name, (of, kind, absent) in fields.items():
            here, value = (*path, name), block.get(name, absent)
            if of is not None:
                self._block(value, here, of, cells)
            else:
                cells[here] = stated_cell(value, kind) or self._no_cell(value, here, kind)

    def _no_cell(self, value: object, path: CellPath, kind: Kind) -> Cell:
        due = {"zh": "金额", "en": "an amount"} if kind is Kind.MONEY else {"zh": "整数", "en": "a whole number"}
        said = shown(value)
        self._problem(path, f"应为{due['zh']}或“{UNFILLED_WORD}”，实为 {said}", f"takes {due['en']}, not {said}")
        return Cell("", State.TEXT, None, kind)

    def _printed(self, data: object, form: Form) -> dict[CellPath, Cell]:
        totals = _printed_totals(form.report)
        return {path[1:]: cell for path, cell in self._totals(data, (PRINTED_KEY,), totals)}

    def _totals(self, data: object, path: CellPath, totals: Mapping[CellPath, Kind]) -> Iterator[tuple[CellPath, Cell]]:
        if path in totals:
            yield path, stated_cell(data, totals[path]) or self._no_cell(data, path, totals[path])
        elif any(total[: len(path)] == path for total in totals):
            for key, value in (self._mapping(data, path) or {}).items():
                yield from self._totals(value, (*path, key), totals)
        else:
            self._problem(path, "表中没有这一格总计", "names no total of a table")

    def _options(self, data: object) -> Options:
        fields = {field.name for field in attrs.fields(Options)}
        block = self._keyed(data, (OUTPUT_KEY,), fields) or {}
        given = {}
        for key in fields & set(block):
            try:
                attrs.evolve(Options(), **{key: block[key]})
                given[key] = block[key]
            except (TypeError, ValueError) as error:
                self._problem((OUTPUT_KEY, key), f"{taken(key)}，实为 {shown(block[key])}", str(error))
        return Options(**given)

    def _heading_words(self, top: Mapping[str, Any], form: Form) -> dict[str, str]:
        if not _headings(form):
            return {}
        sections = {name for name, entry in prose_fields(form.report).items() if entry.words}
        block = self._keyed(top.get(HEADINGS_KEY, {}), (HEADINGS_KEY,), sections) or {}
        return {key: self._line(block, key, over=(HEADINGS_KEY,)) or "" for key in block if key in sections}

    def _year(self, top: Mapping[str, Any]) -> int | None:
        year = top.get("year")
        if "year" not in top:
            self._problem(("year",), "必须写明", "is required")
        elif not _is_year(year):
            self._problem(("year",), f"应为四位年份，实为 {shown(year)}", f"takes a year, not {shown(year)}")
        return year if _is_year(year) else None

    def _line(
        self, top: Mapping[str, Any], key: str, *, required: bool = False, over: tuple[str, ...] = ()
    ) -> str | None:
        if key not in top:
            if required:
                self._problem((*over, key), "必须写明", "is required")
            return None
        value = top[key]
        if required and isinstance(value, str) and not value.strip():
            self._problem((*over, key), "不能为空", "must not be empty")
            return None
        if not isinstance(value, str) or clean_line(value):
            self._bad_text((*over, key), value, "一行文字", "one line of text")
            return None
        return value

    def _title(self, top: Mapping[str, Any]) -> tuple[str, ...] | None:
        if "title" not in top:
            return None
        value = [top["title"]] if isinstance(top["title"], str) else top["title"]
        if not isinstance(value, list) or not value or not all(_is_line(line) for line in value):
            self._bad_text(("title",), top["title"], "一行或几行文字", "one or more lines of text")
            return None
        return tuple(value)

    def _date(self, top: Mapping[str, Any], key: str) -> datetime.date | None:
        value = top.get(key)
        if type(value) is datetime.date or (value is None and key not in top):
            return value
        try:
            if isinstance(value, str) and len(value) == len("2022-01-12"):
                return datetime.date.fromisoformat(value)
        except ValueError:
            pass
        self._problem((key,), f"应为日期，如 2022-01-12，实为 {shown(value)}", f"takes a date, not {shown(value)}")
        return None

    def _mapping(self, data: object, path: CellPath) -> Mapping[str, Any] | None:
        if isinstance(data, Mapping) and all(isinstance(key, str) for key in data):
            return data
        self._problem(path, f"应为一组键和值，实为 {shown(data)}", f"takes keys and values, not {shown(data)}")
        return None

    def _keyed(self, data: object, path: CellPath, keys: Set[str]) -> Mapping[str, Any] | None:
        """A mapping that should have no other keys than these."""
        if isinstance(data, dict) and data.keys() <= keys:
            return data
        block = self._mapping(data, path)
        if block is not None:
            self._known(block, path, keys)
        return block

    def _known(self, data: Mapping[str, Any], path: CellPath, keys: Collection[str]) -> None:
        for key in (key for key in data if key not in keys):
            self.problems.add_unknown((*path, key), keys)

    def _bad_text(self, path: CellPath, value: object, zh: str, en: str) -> None:
        said = fault(value) if isinstance(value, str) else None
        said = said or Words(f"实为 {shown(value)}", f"not {shown(value)}")
        self._problem(path, f"应为{zh}，{said.zh}", f"takes {en}, {said.en}")


@cached
def _fields(cls: type) -> dict[str, tuple[type | None, Kind, object]]:
    """The keys of a block: the class of the block below each, or the kind of its cell; what its absence means."""
    return {entry.name: (entry.of, entry.facts.kind, _absent(entry)) for entry in stated_entries(cls)}


def _absent(entry: Entry) -> object:
    return {} if entry.of is not None else "" if entry.facts.kind is Kind.WORDS else 0


@cached
def _printed_totals(report: type[Report]) -> dict[CellPath, Kind]:
    """The totals of a form that a document may state under `printed`."""
    lines = [(name, line) for name, table in tables_of(report).items() for line in table.lines]
    return {(PRINTED_KEY, name, *line.path): line.kind for name, line in lines if line.computed}


def _headings(form: Form) -> tuple[str, ...]:
    return (HEADINGS_KEY,) if any(field.name == HEADINGS_KEY for field in attrs.fields(form.report)) else ()


def _is_year(value: object) -> TypeGuard[int]:
    return type(value) is int and 1000 <= value <= 9999


def _is_line(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and not clean_line(value)
