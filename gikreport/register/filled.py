"""The workbook of words that an office has filled in, read back as the data of a mapping."""

from __future__ import annotations

import datetime
import pathlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from ..errors import Problem, Unreadable, Words
from ..fence import fenced
from ..limits import told_within
from ..office.worksheet import workbook_rows, workbook_sheets
from .vocabulary import FIELDS, key

# The sheets of the workbook, each with the section of the mapping that it fills.
SHEETS: Final[Mapping[str, str]] = {
    "columns": "列名", "outcomes": "办理结果", "kinds": "申请人类型", "results": "复议诉讼结果",
    "channels": "申请方式", "dates": "日期",
}  # fmt: skip
WORD, TIMES, PLACES, LINE, REMARK = "台账用词", "出现几次", "例（行号）", "格式中的哪一项", "说明"
NO_COLUMN: Final = "不用这一列"
_SECTIONS: Final = {title: section for section, title in SHEETS.items()}
_TOP: Final = 10


@attrs.frozen
class Filled:
    """What a workbook decides: the sections of a mapping; `headings`, which column is which where it is there;
    `unused`, the headings of columns that are not to be used."""

    data: Mapping[str, Mapping[str, Any]]
    headings: Mapping[str, str] = attrs.field(factory=dict)
    unused: frozenset[str] = frozenset()


@fenced
def filled_in(source: str, name: str) -> Filled:
    """What somebody has decided; a word that nobody has decided is left out, and asked again.

    Raises Unreadable where the workbook is none of these, or a column is called something that there is not.
    """
    path = pathlib.Path(source)
    found: dict[str, dict[str, Any]] = {}
    pairs_of_columns: list[tuple[int, str, str]] = []
    problems: list[Problem] = []
    for number, sheet in enumerate(workbook_sheets(path)):
        section = _SECTIONS.get(sheet.title)
        if section is None:
            continue
        pairs = list(_pairs(workbook_rows(path, number)))
        if section == "columns":
            pairs_of_columns = pairs
            found[section] = {}
        else:
            found[section] = {word: target for _, word, target in pairs}
    if not found:
        zh, en = "不是 --ask 写出的对照表", "is no workbook that --ask has written"
        raise Unreadable(Words(f"{path.name}{zh}", f"{path.name} {en}"))
    columns = _columns(pairs_of_columns, problems)
    if problems:
        raise Unreadable(Words(f"{path.name}有写错的地方", f"{path.name} is not sound"), told_within(problems))
    headings = {field: named[0] for field, named in columns.items() if len(named) == 1}
    joined = {field: named for field, named in columns.items() if len(named) > 1}
    unused = frozenset(key(heading) for _, heading, target in pairs_of_columns if key(target) == key(NO_COLUMN))
    return Filled({**found, "columns": joined}, headings, unused)


def _pairs(rows: Iterator[Sequence[Any]]) -> Iterator[tuple[int, str, str]]:
    """Each word with what somebody has decided, and the number of its row."""
    at: tuple[int, int] | None = None
    for number, cells in enumerate(rows, 1):
        said = [_text(cell) for cell in cells]
        if at is None:
            if WORD in said and LINE in said:
                at = said.index(WORD), said.index(LINE)
            elif number > _TOP:
                return
        elif max(at) < len(said) and said[at[0]] and said[at[1]]:
            yield number, said[at[0]], said[at[1]]


def _text(cell: Any) -> str:
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell).strip()


def _columns(pairs: Sequence[tuple[int, str, str]], problems: list[Problem]) -> dict[str, list[str]]:
    """The headings that are each column; an id may be several, joined."""
    fields = {key(name): field for field, name in FIELDS.items()}
    found: dict[str, list[str]] = {}
    for number, heading, target in pairs:
        field = fields.get(key(target))
        if field is not None:
            found.setdefault(field, []).append(heading)
        elif key(target) != key(NO_COLUMN):
            words = Words(f"没有“{target}”这样一列", f"there is no column “{target}”")
            problems.append(Problem(f"{SHEETS['columns']}!D{number}", words))
    for field, headings in found.items():
        if field != "id" and len(headings) > 1:
            zh = f"“{FIELDS[field]}”写了不止一列：{'、'.join(headings)}；请只留一列"
            en = f"several columns are {field}: {', '.join(headings)}; keep one"
            problems.append(Problem(SHEETS["columns"], Words(zh, en)))
    return found
