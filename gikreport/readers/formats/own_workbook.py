"""The project's own workbook: known by its property, its sheets by what stands on them, whatever they are called."""

from __future__ import annotations

import datetime
import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from ...forms import FORMS
from ...model.cell import Place
from ...model.fields import Role as FieldRole
from ...model.form import Form
from ...model.outline import Entry, entries
from ...model.report import prose_fields
from ...model.text import unspaced
from ..form_tables import form_tables
from ..found import FileFacts, FoundParagraph, FoundTable, Item, Role, year_stated
from ..left import Kind, Left
from ..wording import key

PROPERTY: Final = "gikreport"
# The labels on the sheet of text, as the workbook prints them.
TEXT_SHEET: Final = "正文"
GUIDE_SHEET: Final = "填报说明"
_AGENCY, _YEAR, _TITLE, _PREFACE, _BY, _ON = "行政机关", "年度", "标题", "编制说明", "落款单位", "成文日期"
_AFTER: Final = "（表后文字）"
_SINGLE: Final = (_AGENCY, _YEAR, _BY, _ON)  # what has one line
_FEWEST: Final = 3  # labels that make a sheet the one of text
_LIKE: Final = 0.5  # of the words of a table that make a sheet its own
_OWN_HEADING: Final = 3  # the column of headings in the office's own words
_TOP: Final = 2  # rows above a table: its name, and a line of instruction


@attrs.frozen
class OwnSheets:
    """Which sheet of a workbook of ours is which; `tables` by the words of the table."""

    text: Any | None
    tables: Mapping[str, Any]
    left: tuple[Left, ...]


def form_of_book(book: Any) -> Form | None:
    """The form of a workbook of ours, which its property names; None for any other workbook."""
    named = next((one.value for one in book.custom_doc_props.props if one.name == PROPERTY), None)
    return next((form for form in FORMS if form.name == named), None)


def own_sheets(book: Any, form: Form) -> OwnSheets:
    """The sheets of our workbook by what stands on them; of two alike the one of the right name."""
    fits = {sheet.title: _fit(sheet, form) for sheet in book.worksheets}
    due = [TEXT_SHEET, *_table_names(form)]
    chosen: dict[str, Any] = {}
    for name in due:
        alike = [sheet for sheet in book.worksheets if fits[sheet.title] == name]
        named = [sheet for sheet in alike if sheet.title == name]
        if alike:
            chosen[name] = (named or alike)[0]
    taken = {sheet.title: name for name, sheet in chosen.items()}
    tables = {name: sheet for name, sheet in chosen.items() if name != TEXT_SHEET}
    return OwnSheets(chosen.get(TEXT_SHEET), tables, tuple(_about_sheets(book, taken)))


def _about_sheets(book: Any, taken: Mapping[str, str]) -> Iterator[Left]:
    """What is to be said of the sheets: renamed ones, further ones, and that the text is gone."""
    for sheet in book.worksheets:
        name, words = taken.get(sheet.title), _first_words(sheet)
        place = Place(sheet=sheet.title)
        if name is not None and name != sheet.title:
            yield Left(Kind.RENAMED, place, f"“{sheet.title}”按内容是“{name}”，照此读入")
        elif name is None and sheet.title != GUIDE_SHEET and sheet.sheet_state == "visible" and words:
            yield Left(Kind.SHEET, place, f"“{sheet.title}”：{words}")
    if TEXT_SHEET not in taken.values():
        yield Left(Kind.MISSING_SHEET, words=TEXT_SHEET)


def _table_names(form: Form) -> list[str]:
    return [entry.words[0] for entry in entries(form.report) if entry.facts.role is FieldRole.TABLE]


def _fit(sheet: Any, form: Form) -> str:
    """What a sheet is, by its words: the text, a table, or "" for anything else."""
    cells = [cell for cell in list(sheet._cells.values()) if isinstance(cell.value, str) and cell.value]
    labels = {cell.value.strip() for cell in cells if cell.column == 1}
    if len(labels & {*_labels(form)}) >= _FEWEST:
        return TEXT_SHEET
    words = {key(cell.value) for cell in cells}
    names = _table_names(form)
    shares = [(len(words & one.words) / len(one.words), -at) for at, one in enumerate(form_tables(form)) if one.words]
    share, at = max(shares, default=(0.0, 0))
    return names[-at] if share >= _LIKE else ""


def _first_words(sheet: Any) -> str:
    said = (str(cell.value) for cell in list(sheet._cells.values()) if cell.value is not None)
    return " ".join([words for words in said if words.strip()][:_SHOWN])


_SHOWN: Final = 8


@functools.cache
def _headings(form: Form) -> dict[str, str]:
    """The heading that each label of a section, or of what follows its table, stands for, in printed order."""
    fields = prose_fields(form.report)
    found: dict[str, str] = {}
    for entry in fields.values():
        if entry.words:
            found[entry.words[0]] = entry.words[0]
        elif entry.facts.follows:
            heading = fields[entry.facts.follows].words[0]
            found[heading + _AFTER] = heading
    return found


@functools.cache
def _labels(form: Form) -> tuple[str, ...]:
    """Every label of the sheet of text."""
    return (_AGENCY, _YEAR, _TITLE, _PREFACE, *_headings(form), _BY, _ON)


@attrs.define
class OwnText:
    """The sheet of text, line for line; `left` holds what stands beside its columns or under no label."""

    form: Form
    lines: dict[str, list[FoundParagraph]] = attrs.field(factory=dict)
    left: list[Left] = attrs.field(factory=list)
    _outside: list[Any] = attrs.field(factory=list)

    def read(self, sheet: Any, words: Any) -> OwnText:
        """The lines of each label; a line without a label goes on with the one above. `words` gives a cell's text."""
        label = ""
        rows: dict[int, dict[int, Any]] = {}
        for cell in list(sheet._cells.values()):
            if cell.value is not None:
                rows.setdefault(cell.row, {})[cell.column] = cell
        labels = {row: str(cells[1].value).strip() for row, cells in sorted(rows.items()) if 1 in cells}
        for row, cells in sorted(rows.items()):
            own = labels.get(row, "")
            if own:
                label = self._label(own, label, set(labels.values()), cells[1])
            self._line(sheet, label, cells, words, is_first=bool(own))
        if self._outside:
            said = "、".join(f"{one.coordinate}“{words(one)}”" for one in self._outside)
            place = Place(sheet=sheet.title, cell=self._outside[0].coordinate)
            self.left.append(Left(Kind.CELL, place, said))
        return self

    def _label(self, own: str, above: str, there: set[str], cell: Any) -> str:
        """The label that stands here; of words that are none, the one that is missing at this place."""
        known = _labels(self.form)
        if own in known:
            return own
        following = known[known.index(above) + 1 :] if above in known else known
        missing = [one for one in itertools.takewhile(lambda one: one not in there, following) if _AFTER not in one]
        due = missing[0] if len(missing) == 1 else ""
        place = Place(sheet=cell.parent.title, cell=cell.coordinate)
        said = f"{cell.coordinate}写的是“{own}”" + (f"，原来是“{due}”" if due else "，不是栏目名")
        self.left.append(Left(Kind.LABEL, place, said))
        return due or above

    def _line(self, sheet: Any, label: str, cells: Mapping[int, Any], words: Any, *, is_first: bool) -> None:
        for column, cell in sorted(cells.items()):
            if column == 1:
                continue
            place, text = Place(sheet=sheet.title, cell=cell.coordinate), words(cell)
            line = FoundParagraph(text, place)
            if not text.strip():
                continue
            if column == 2 and (label not in _SINGLE or label not in self.lines):
                self.lines.setdefault(label, []).append(line)
            elif column == 2 and label == _ON:
                self.left.append(Left(Kind.BEHIND, place, text))
            elif column == _OWN_HEADING and is_first and _takes_heading(label, self.form):
                self.lines.setdefault(f"{label}\0", []).append(line)
            else:
                self._outside.append(cell)

    def facts(self) -> FileFacts:
        """What the sheet says of the report beside its text."""
        agency, typed = self._first(_AGENCY), self._first(_YEAR).strip()
        year = year_stated(typed)
        strange = "" if year else typed
        return FileFacts(is_ours=True, agency=agency, year=year, year_typed=strange, form=self.form.name, to_fill=True)

    def _first(self, label: str) -> str:
        return self.lines[label][0].text if label in self.lines else ""

    def items(self, tables: Mapping[str, FoundTable]) -> Iterator[Item]:
        """The items in the order of the printed report; `tables` by their words."""
        said, form = self.lines, self.form
        yield from (_as(line, Role.TITLE) for line in said.get(_TITLE, ()))
        yield from said.get(_PREFACE, ())
        heading = {e.name: e.words[0] for e in entries(form.report) if e.words}
        for entry in entries(form.report):
            if entry.facts.role is FieldRole.SECTION:
                yield from self._section(entry)
            elif entry.facts.role is FieldRole.TABLE and entry.words[0] in tables:
                yield tables[entry.words[0]]
            elif entry.facts.role is FieldRole.AFTER and entry.facts.follows:
                yield from said.get(heading[entry.facts.follows] + _AFTER, ())
        yield from (_as(line, Role.SIGNATURE) for line in said.get(_BY, ()))
        yield from (_as(line, Role.DATE) for line in said.get(_ON, ()))

    def _section(self, entry: Entry) -> Iterator[FoundParagraph]:
        own = self.lines.get(f"{entry.words[0]}\0")
        place = own[0].place if own else Place(sheet=TEXT_SHEET)
        yield FoundParagraph(own[0].text if own else entry.words[0], place, Role.HEADING)
        yield from self.lines.get(entry.words[0], ())


def _takes_heading(label: str, form: Form) -> bool:
    """Whether the office may word the heading of this section itself."""
    return _headings(form).get(label) == label and "headings" in attrs.fields_dict(form.report)


def shown(value: object) -> str:
    """A cell of the sheet of text as it is shown there: a date in words, a whole number without a point."""
    if isinstance(value, datetime.datetime):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def merged_entries(sheet: Any, words: str, form: Form) -> Sequence[Any]:
    """The merged ranges on the sheet of a table that the form does not merge: somebody merged cells for numbers."""
    printed = form_tables(form)[_table_names(form).index(words)].printed.grid.cells
    labels = {unspaced(cell.text) for cell in printed if cell.line is None}
    entries_ = {(cell.column, cell.rowspan, cell.colspan) for cell in printed if cell.line is not None}
    strange = []
    for area in sheet.merged_cells.ranges:
        first = sheet._cells.get((area.min_row, area.min_col))
        text = str(first.value) if first is not None and first.value is not None else ""
        shape = (area.min_col, area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
        is_label = bool(text) and (unspaced(text) in labels or text.startswith(_BALANCE))
        if area.min_row > _TOP and not is_label and shape not in entries_:
            strange.append(area)
    return strange


def table_outside(sheet: Any, words: str, form: Form) -> Sequence[Any]:
    """The cells on the sheet of a table that stand right of it, or below its last row; what reads along is known."""
    found = form_tables(form)[_table_names(form).index(words)]
    width = found.printed.grid.columns
    filled = sorted((c for c in list(sheet._cells.values()) if c.value is not None), key=lambda c: (c.row, c.column))
    last = _last_row(filled, found) if not found.has_own_rows else max((c.row for c in filled), default=0)
    known = {cell.row for cell in filled if str(cell.value).startswith(_BALANCE)}
    wide = _inserted(filled, found)
    return [c for c in filled if c.row not in known and (c.row > last or c.column > width + wide)]


def _last_row(filled: Sequence[Any], found: Any) -> int:
    """The last row with a label of the form; in a table of one row, the one below its headings."""
    if len(found.rows) == 1:
        return _TOP + int(found.printed.grid.rows)
    rows = [cell.row for cell in filled if isinstance(cell.value, str) and key(cell.value) in found.leaf_words]
    return max(rows, default=_TOP + int(found.printed.grid.rows))


def _inserted(filled: Sequence[Any], found: Any) -> int:
    """By how many columns the headings of the table were moved to the right."""
    width = int(found.printed.grid.columns)
    last = next(cell for cell in reversed(found.printed.grid.by_row[0]) if cell.heads == "column")
    headings = [c.column for c in filled if isinstance(c.value, str) and key(c.value) in found.column_words]
    return max(0, max(headings, default=width) - width) if last else 0


_BALANCE: Final = "勾稽：第一项"
GUIDE: Final = (
    "一、先填“正文”表：单位全称、年度、成文日期和各部分文字，每段文字占一行，行不够时插入行。",
    "二、再填各张数据表：黄色格逐格填写，没有的填 0，不要留空；留空的格是“待填”，不能成文。",
    "三、灰色格是合计，由公式算出，不用填，也改不动。",
    "四、表三最下一行是勾稽关系，出现红色“不平”时，核对该列的第一至四项。",
    "五、上年结转已由上一年的报告带入的，核对后保留。",
    "六、填完保存，用 gikreport check 核对，用 gikreport render 生成正式文件。",
)
ASKS: Final = {
    "count": ("填 0 或正整数；没有的填 0。", "这里只能填 0 或正整数。"),
    "money": ("单位：万元，可以有小数；没有的填 0。", "这里只能填不小于 0 的数，单位万元。"),
    "change": ("增加填正整数，减少填负整数，不变填 0。", "这里只能填整数，减少用负数。"),
}
ASK_TITLES: Final = ("填写", "填得不对")
PROMPTS: Final = frozenset([*ASK_TITLES, *(words for both in ASKS.values() for words in both)])


def strange_guide(sheet: Any) -> Sequence[Any]:
    """The cells on the sheet of instructions that are none of its own lines, whatever version wrote them."""
    return [
        cell
        for cell in list(sheet._cells.values())
        if cell.value is not None and (cell.column > 1 or (cell.row > 1 and not _is_guide(str(cell.value), cell.row)))
    ]


def _is_guide(text: str, row: int) -> bool:
    """Whether a line is one of the instructions, or one numbered in its place that another version printed."""
    return text in GUIDE or (row - 2 < len(_NUMERALS) and text.startswith(f"{_NUMERALS[row - 2]}、"))


_NUMERALS: Final = "一二三四五六七八"


def _as(line: FoundParagraph, role: Role) -> FoundParagraph:
    return FoundParagraph(line.text, line.place, role)
