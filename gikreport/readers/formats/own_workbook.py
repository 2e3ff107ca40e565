"""The project's own workbook: its words, its labels, the sheet of text taken apart as it was written, its remarks."""

from __future__ import annotations

import datetime
import functools
import itertools
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from ...forms import FORMS
from ...model.cell import Place
from ...model.fields import Role as FieldRole
from ...model.form import Form
from ...model.outline import Entry, entries
from ...model.report import prose_fields
from ..found import FileFacts, FoundParagraph, FoundTable, Item, Role, year_stated
from ..left import Kind, Left

PROPERTY: Final = "gikreport"
# The sheets, and the labels on the sheet of text, as the workbook prints them.
TEXT_SHEET: Final = "正文"
GUIDE_SHEET: Final = "填报说明"
REMARKS_SHEET: Final = "读入提示"  # what was remarked of the file that the numbers come from
_AGENCY, _YEAR, _TITLE, _PREFACE, _BY, _ON = "行政机关", "年度", "标题", "编制说明", "落款单位", "成文日期"
_AFTER: Final = "（表后文字）"
_SINGLE: Final = (_AGENCY, _YEAR, _BY, _ON)  # what has one line
_OWN_HEADING: Final = 3  # the column of headings in the office's own words
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


def form_of_book(book: Any) -> Form | None:
    """The form of a workbook of ours, which its property names; None for any other workbook."""
    named = next((one.value for one in book.custom_doc_props.props if one.name == PROPERTY), None)
    return next((form for form in FORMS if form.name == named), None)


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
def labels(form: Form) -> tuple[str, ...]:
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
        known = labels(self.form)
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
        # Without a line for the name, one of the text would be taken for it.
        signed = said.get(_BY) or [FoundParagraph("", Place(sheet=TEXT_SHEET))]
        yield from (_as(line, Role.SIGNATURE) for line in signed)
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


def _as(line: FoundParagraph, role: Role) -> FoundParagraph:
    return FoundParagraph(line.text, line.place, role)
