"""What a reader met in a file and did not take: its kind, its place, its words, and the remark that tells it.

Every reader yields `Left`; one table, `LEFT`, says for each kind what it is called and which diagnostic tells it.
A loss of content is uncertain: no document and no data is made of it unless that is asked for. The rest are hints.
"""

from __future__ import annotations

import enum
import itertools
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from ..errors import Words
from ..model.cell import Place
from ..model.diagnostic import Diagnostic, Rank, Severity
from ..model.figures import Figure
from ..model.outline import CellPath
from ..model.reading import Remark


class Kind(enum.Enum):
    """What it is that was met."""

    PICTURE = "picture"
    CHART = "chart"
    DIAGRAM = "diagram"
    DRAWING = "drawing"
    FIGURE = "figure"
    MEDIA = "media"
    CAPTION = "caption"
    SEAL = "seal"
    SHAPE = "shape"
    BACKGROUND = "background"
    EQUATION = "equation"
    OBJECT = "object"
    FRAME = "frame"
    PART = "part"
    FIELD = "field"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    BEHIND = "behind"
    IMPRINT = "imprint"
    ABOVE = "above"
    NESTED = "nested"
    CELL = "cell"
    SHEET = "sheet"
    RENAMED = "renamed"
    MISSING_SHEET = "missing_sheet"
    LABEL = "label"
    MERGED = "merged"
    FORMULA = "formula"
    TRACKED_ROW = "tracked_row"
    COMMENT = "comment"
    HEADER = "header"
    FOOTER = "footer"
    HIDDEN = "hidden"
    STRUCK = "struck"
    HIDDEN_ROW = "hidden_row"
    HIDDEN_COLUMN = "hidden_column"
    HIDDEN_SHEET = "hidden_sheet"
    PROMPT = "prompt"
    NAME = "name"
    NUMBER = "number"
    SIGN = "sign"
    LABEL_WORDS = "label_words"
    SMALL_TABLE = "small_table"

    __hash__ = object.__hash__


@attrs.frozen
class Left:
    """One thing that a file holds and the reading does not: where it stands, its own words, the words around it.

    A picture or a small table that may be carried is its `figure`, `after` the place of the item that it follows;
    `floats` tells that it hangs beside the text, as a seal does. It is left where it stands in no section.
    """

    kind: Kind
    place: Place | None = None
    words: str = ""
    near: str = ""
    figure: Figure | None = None
    after: Place | None = None
    floats: bool = False


def _told(
    code: str, law: str, remedy: Words, *, words: Words | None = None, severity: Severity = Severity.UNCERTAIN
) -> Diagnostic:
    usual = Words("{what}没有读入{said}", "not read: {what}{said}")
    return Diagnostic(code, law, words or usual, remedy, "{notice} 格式", severity, rank=Rank.FILE)


_SAY_IT: Final = "；确实不要的，加 --lossy 照样生成"
_SAY_IT_EN: Final = "; add --lossy to do without it"
_HINT: Final = Severity.WARNING

COMMENTS: Final = _told(
    "F203",
    "Comments are talk about the report and no part of it.",
    Words("按批注办理后删去批注", "settle what it asks, then delete it"),
    severity=_HINT,
)
HEADERS: Final = _told(
    "F204",
    "A header or footer that says more than the title is not part of the report.",
    Words("属于报告的，写进正文；其余删去", "say it in the text if it belongs there; else delete it"),
    severity=_HINT,
)
HIDDEN_TEXT: Final = _told(
    "F202",
    "Hidden words are not printed and words struck out do not count; neither are read.",
    Words("删去这些文字，或取消隐藏、删除线", "delete that text, or let it stand"),
    words=Words(
        "文件中有隐藏或加了删除线的文字，没有读入{said}",
        "the file has text that is hidden or struck out, which was not read{said}",
    ),
    severity=_HINT,
)
HIDDEN_PARTS: Final = _told(
    "F205",
    "What is hidden is not printed; whether it counts is for the office to say.",
    Words("要用的取消隐藏，不要的删去", "show what is wanted, and delete the rest"),
    words=Words("文件中{what}{said}", "in the file {what}{said}"),
    severity=_HINT,
)
SIGNS: Final = _told(
    "F206",
    "Numbers that a word processor sets by itself, and signs of symbol fonts, are in no text.",
    Words("把编号、符号打成文字", "type the number or the sign as text"),
    severity=_HINT,
)
ORNAMENTS: Final = _told(
    "F207",
    "Seals, lines and backgrounds are set anew when the document is made.",
    Words("成文时由印章位置和模板另行编排", "they are set anew when the document is made"),
    severity=_HINT,
)
LABEL_SAYS_MORE: Final = _told(
    "F208",
    "The label of a row is the form's; what an office writes beside it is not carried over.",
    Words("把这几个字写进正文", "say it in the text"),
    severity=_HINT,
)
SHEET_RENAMED: Final = _told(
    "F209",
    "A workbook of ours is known by its property, and its sheets by what stands on them.",
    Words("把工作表改回原来的名称", "give the sheet its name back"),
    words=Words("填报表的{what}{said}", "in the workbook to fill in {what}{said}"),
    severity=_HINT,
)
IMPRINT: Final = _told(
    "F210",
    "What an office prints above the title or below the signature is no part of the report.",
    Words("属于报告的，移到标题和落款之间", "move it between title and signature if it belongs to the report"),
    severity=_HINT,
)
PICTURES: Final = _told(
    "F324",
    "A report holds text and the tables of its form; pictures and charts cannot be carried.",
    Words("图中的内容写成文字" + _SAY_IT, "say in words what it shows" + _SAY_IT_EN),
)
EQUATIONS: Final = _told(
    "F311",
    "Equations are set in markup of their own, which is not carried.",
    Words("把公式写成文字" + _SAY_IT, "write the equation as text" + _SAY_IT_EN),
)
OBJECTS: Final = _told(
    "F312",
    "What is embedded from another program or another file is not opened.",
    Words("把其中的内容写进正文" + _SAY_IT, "say in the text what it holds" + _SAY_IT_EN),
)
FIELDS: Final = _told(
    "F313",
    "What was chosen or typed in a field of a form is no text of the file.",
    Words("把选定的内容打成文字" + _SAY_IT, "type what was chosen as text" + _SAY_IT_EN),
)
NOTES: Final = _told(
    "F314",
    "Footnotes and endnotes stand outside the text.",
    Words("把注的内容写进正文" + _SAY_IT, "say in the text what the note says" + _SAY_IT_EN),
)
BEHIND_SIGNATURE: Final = _told(
    "F315",
    "The report ends with signature and date; what follows them is not read.",
    Words("移到落款之前，或写进正文" + _SAY_IT, "move it above the signature, or say it in the text" + _SAY_IT_EN),
)
CELLS_OUTSIDE: Final = _told(
    "F316",
    "The workbook to fill in has its columns and its tables; what stands beside them is not read.",
    Words("移到“正文”的B列，每段一行" + _SAY_IT, "move it to column B of 正文, a line for each paragraph" + _SAY_IT_EN),
)
OTHER_SHEETS: Final = _told(
    "F317",
    "The workbook to fill in has a sheet for the text and one for each table; others are not read.",
    Words(
        "只留一张，多余的删去；另有内容的写进“正文”" + _SAY_IT,
        "keep one of each, and say in 正文 what others hold" + _SAY_IT_EN,
    ),
)
MERGED_CELLS: Final = _told(
    "F318",
    "Each cell of a table has its own number; of merged cells only the first keeps one.",
    Words("取消合并，逐格填写", "unmerge them, and fill in each cell"),
    words=Words("合并了填数的单元格{said}，其中的数没有读入", "cells for numbers are merged{said}; they were not read"),
)
SHEET_MISSING: Final = _told(
    "F319",
    "The workbook to fill in has a sheet for the text.",
    Words("从原来的填报表把这张工作表复制回来", "copy the sheet back from the workbook as it was given out"),
    words=Words("填报表{what}{said}", "in the workbook to fill in {what}{said}"),
)
FORMULAS: Final = _told(
    "F320",
    "A formula counts for what the program last worked out; an error or no result is no number.",
    Words("改成数，或改正公式后重新计算、保存", "type the number, or mend the formula, calculate and save"),
    words=Words("单元格里的{what}{said}", "in the cell {what}{said}"),
)
TRACKED_ROWS: Final = _told(
    "F321",
    "A row that an open change deletes is gone once the change is accepted.",
    Words("接受或拒绝这处修订" + _SAY_IT, "accept or reject the change" + _SAY_IT_EN),
)
NESTED_TABLES: Final = _told(
    "F322",
    "A table inside a cell of the form, or outside the sections of the text, has no place in the report.",
    Words("把小表的内容写进正文" + _SAY_IT, "say in the text what it holds" + _SAY_IT_EN),
)
LABELS_CHANGED: Final = _told(
    "F323",
    "The left column of the sheet of text names what stands on its right.",
    Words("把左列恢复原样，内容写在B列" + _SAY_IT, "restore the left column; write in column B" + _SAY_IT_EN),
    words=Words("填报表{what}{said}", "in the workbook to fill in {what}{said}"),
)

# What each kind is called, and what tells it.
LEFT: Final[dict[Kind, tuple[Diagnostic, Words]]] = {
    Kind.PICTURE: (PICTURES, Words("图片", "a picture")),
    Kind.CHART: (PICTURES, Words("图表", "a chart")),
    Kind.DIAGRAM: (PICTURES, Words("图示（SmartArt）", "a diagram (SmartArt)")),
    Kind.DRAWING: (PICTURES, Words("图形", "a drawing")),
    Kind.FIGURE: (PICTURES, Words("图形或图表", "a drawing or a chart")),
    Kind.MEDIA: (PICTURES, Words("视频或音频", "a video or sound")),
    Kind.CAPTION: (ORNAMENTS, Words("文字所指的图片", "the picture that the words speak of")),
    Kind.SEAL: (ORNAMENTS, Words("落款处的图片（印章）", "a picture at the signature (a seal)")),
    Kind.SHAPE: (ORNAMENTS, Words("没有文字的图形", "a shape without words")),
    Kind.BACKGROUND: (ORNAMENTS, Words("背景图片", "a background picture")),
    Kind.EQUATION: (EQUATIONS, Words("公式", "an equation")),
    Kind.OBJECT: (OBJECTS, Words("嵌入的对象", "an embedded object")),
    Kind.FRAME: (OBJECTS, Words("框架里的另一个网页", "another page in a frame")),
    Kind.PART: (OBJECTS, Words("嵌入的另一份文件", "another file embedded")),
    Kind.FIELD: (FIELDS, Words("表单控件（勾选、下拉、填写框）", "a field of a form")),
    Kind.FOOTNOTE: (NOTES, Words("脚注", "a footnote")),
    Kind.ENDNOTE: (NOTES, Words("尾注", "an endnote")),
    Kind.BEHIND: (BEHIND_SIGNATURE, Words("落款之后的文字（附件等）", "text behind the signature")),
    Kind.IMPRINT: (IMPRINT, Words("落款之后印的文字", "words printed below the signature")),
    Kind.ABOVE: (IMPRINT, Words("标题之前印的文字", "words printed above the title")),
    Kind.NESTED: (NESTED_TABLES, Words("单元格里的小表格", "a table inside a cell")),
    Kind.SMALL_TABLE: (NESTED_TABLES, Words("正文各部分以外的小表格", "a small table outside the sections")),
    Kind.CELL: (CELLS_OUTSIDE, Words("填报范围以外的单元格", "cells outside those to fill in")),
    Kind.SHEET: (OTHER_SHEETS, Words("多出的工作表", "a further sheet")),
    Kind.RENAMED: (SHEET_RENAMED, Words("工作表改了名", "a sheet was renamed")),
    Kind.MISSING_SHEET: (SHEET_MISSING, Words("缺少工作表，可能被删除", "a sheet is missing, perhaps deleted")),
    Kind.LABEL: (LABELS_CHANGED, Words("“正文”左列的字改动过", "the left column of 正文 was changed")),
    Kind.MERGED: (MERGED_CELLS, Words("合并的单元格", "merged cells")),
    Kind.FORMULA: (FORMULAS, Words("公式没有结果或出错", "a formula has no result, or an error")),
    Kind.TRACKED_ROW: (TRACKED_ROWS, Words("修订中删去（未接受）的一行", "a row that an open change deletes")),
    Kind.COMMENT: (COMMENTS, Words("批注", "a comment")),
    Kind.HEADER: (HEADERS, Words("页眉", "a header")),
    Kind.FOOTER: (HEADERS, Words("页脚", "a footer")),
    Kind.HIDDEN: (HIDDEN_TEXT, Words("隐藏的文字", "hidden words")),
    Kind.STRUCK: (HIDDEN_TEXT, Words("加了删除线的文字", "words struck out")),
    Kind.HIDDEN_ROW: (HIDDEN_PARTS, Words("有隐藏的行", "a row is hidden")),
    Kind.HIDDEN_COLUMN: (HIDDEN_PARTS, Words("有隐藏的列", "a column is hidden")),
    Kind.HIDDEN_SHEET: (HIDDEN_PARTS, Words("有隐藏的工作表", "a sheet is hidden")),
    Kind.PROMPT: (HIDDEN_PARTS, Words("数据有效性里的提示没有读入", "the prompt of a data validation was not read")),
    Kind.NAME: (HIDDEN_PARTS, Words("定义的名称里的文字没有读入", "the words of a defined name were not read")),
    Kind.NUMBER: (SIGNS, Words("自动编号", "automatic numbers")),
    Kind.SIGN: (SIGNS, Words("符号字体的符号", "a sign of a symbol font")),
    Kind.LABEL_WORDS: (LABEL_SAYS_MORE, Words("行名中格式以外的字", "words in a label that are not the form's")),
}
DIAGNOSTICS: Final = tuple(sorted({one for one, _ in LEFT.values()}, key=lambda one: one.code))
_MOST: Final = 10  # remarks of one kind; of more, one tells their number
_TOGETHER: Final = frozenset([Kind.NUMBER])  # told once, however many
_SHOWN: Final = 60
_FIRST: Final = 3


def remarks_of(lefts: Iterable[Left]) -> Iterator[Remark]:
    """A remark for each thing that was left; of many of one kind a single one that tells how many."""
    ranked = sorted(lefts, key=lambda one: one.kind.value)
    for kind, group in itertools.groupby(ranked, key=lambda one: one.kind):
        ones = list(group)
        if len(ones) > (1 if kind in _TOGETHER else _MOST):
            yield remark(attrs.evolve(ones[0], words=_joint(ones)), count=len(ones))
        else:
            yield from map(remark, ones)


def _joint(ones: list[Left]) -> str:
    return "；".join([one.words for one in ones if one.words][:_FIRST])


def remark(one: Left, at: CellPath = (), count: int = 1) -> Remark:
    """The remark that tells one thing, or so many like it."""
    return Remark(diagnostic=LEFT[one.kind][0], facts=facts(one, count), at=at, place=one.place)


def facts(one: Left, count: int = 1) -> dict[str, object]:
    """What fills the words of its diagnostic: what it is, and what it says."""
    what = LEFT[one.kind][1]
    if count > 1:
        what = Words(f"{what.zh}（共 {count} 处）", f"{what.en} ({count} in all)")
    text = " ".join(one.words.split())
    text = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    quoted = text if "“" in text else f"“{text}”"
    return {"what": what, "said": Words(f"：{quoted}", f": {text!r}") if text else Words("", "")}
