"""What a reader may remark of a file: everything that is odd about it and is not a cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..errors import Words
from ..model.check import Check, Need, Violation
from ..model.diagnostic import Diagnostic, Rank, Severity
from ..model.reading import Reading
from ..narrative.statement import Statement
from . import left


def _remarked(
    code: str, law: str, words: Words, remedy: Words, severity: Severity = Severity.WARNING, rank: Rank = Rank.FORM,
    source: str = "{notice} 格式",
) -> Diagnostic:  # fmt: skip
    return Diagnostic(code, law, words, remedy, source, severity, rank=rank)


_COMPARE: Final = Words("核对两处，删去多余的一遍", "compare the two, and delete the one that is too many")
_AS_PRINTED: Final = Words("改为格式中的原文", "use the words of the form")

PRINTED_TWICE: Final = _remarked(
    "F101",
    "A report is published once; where a file prints it twice, the first print is read.",
    Words("全文印了两遍，以第一遍为准", "the report is printed twice; the first print is read"),
    _COMPARE,
    rank=Rank.FILE,
)
PRINTS_DIFFER: Final = _remarked(
    "F102",
    "Two prints of one report say the same.",
    Words("两遍文字不同：第一遍“{first}”，第二遍“{second}”", "the two prints differ: first {first!r}, then {second!r}"),
    _COMPARE,
    rank=Rank.FILE,
)
CELLS_DIFFER: Final = _remarked(
    "F103",
    "A cell that a file prints twice holds the same number both times.",
    Words(
        "同一格印了两次，数不同：先为“{first}”，后为“{second}”",
        "the cell is printed twice with different content: first {first!r}, then {second!r}",
    ),
    Words("核对哪一个是对的，改正另一个", "find out which is right, and correct the other"),
    Severity.UNCERTAIN,
)
TRACKED_CHANGES: Final = _remarked(
    "F201",
    "A published document has no open changes; they are read as accepted.",
    Words(
        "文件中有 {count} 处未接受的修订，按接受后的内容读",
        "the file has {count} open changes; they are read as accepted",
    ),
    Words("在 Word 或 WPS 中接受或拒绝全部修订", "accept or reject all changes in the word processor"),
    rank=Rank.FILE,
)
UNIT_CONVERTED: Final = _remarked(
    "F301",
    "An amount stands in the unit that the form prints.",
    Words("单位不是万元：“{text}”按{unit}换算为 {value} 万元", "not in 万元: {text!r} in {unit} is {value} 万元"),
    Words("按万元填写", "state it in 万元"),
)
ROW_WITHOUT_LINE: Final = _remarked(
    "F302",
    "The official tables have their rows and no others; what an office adds is not part of the report.",
    Words(
        "表中有格式以外的一行“{label}”，没有读入：{text}",
        "a row that the form does not have, {label!r}, was not read: {text}",
    ),
    Words("核对行名；格式以外的内容写入正文", "check the label; what is not on the form goes into the text"),
    Severity.UNCERTAIN,
)
COLUMN_WITHOUT_LINE: Final = _remarked(
    "F303",
    "The official tables have their columns and no others.",
    Words(
        "表中有格式以外的一列“{label}”，没有读入：{text}",
        "a column that the form does not have, {label!r}, was not read: {text}",
    ),
    Words("核对列名；格式以外的内容写入正文", "check the heading; what is not on the form goes into the text"),
    Severity.UNCERTAIN,
)
ROW_LABEL_DIFFERS: Final = _remarked(
    "F304",
    "A row is named as the form names it.",
    Words(
        "行名“{text}”与格式不同，按“{label}”读", "the row {text!r} is not named as on the form; it is read as {label!r}"
    ),
    _AS_PRINTED,
)
COLUMN_LABEL_DIFFERS: Final = _remarked(
    "F305",
    "A column is named as the form names it.",
    Words(
        "列名“{text}”与格式不同，按“{label}”读",
        "the column {text!r} is not named as on the form; it is read as {label!r}",
    ),
    _AS_PRINTED,
)
COLUMNS_BY_ORDER: Final = _remarked(
    "F306",
    "Without headings above it, a row is read in the order of the form.",
    Words(
        "“{row}”一行没有认出列名，按格式的顺序读",
        "no headings were found for {row!r}; it is read in the order of the form",
    ),
    Words("补全表头", "complete the headings of the table"),
)
STRANGE_TABLE: Final = _remarked(
    "F307",
    "A table with labels of the form that is none of its tables may be a piece of one, and is not read.",
    Words("有一张格式以外的表（“{text}”），没有读入", "a table that the form does not have ({text!r}) was not read"),
    Words("格式以外的表另作附件，或将内容写入正文", "attach it separately, or say it in the text"),
    Severity.UNCERTAIN,
)
ROWS_WITHOUT_LINES: Final = _remarked(
    "F308",
    "Many rows of one table that the form does not have, or that cannot be told, are one matter.",
    Words(
        "表中有 {count} 行认不出是格式的哪一行，没有读入；前几行为 {text}",
        "{count} rows could not be told to be rows of the form, and were not read; the first are {text}",
    ),
    Words("核对行名、列名和每行的格数", "check the labels, the headings and the number of cells in each row"),
    Severity.UNCERTAIN,
)
TABLE_NOT_UNDERSTOOD: Final = _remarked(
    "F310",
    "A table that is there and that was not understood is not missing, and nothing of it is 0.",
    Words("有一张表（“{text}”）像是这张表，没有读懂", "a table ({text!r}) looks like this one and was not understood"),
    Words(
        "对照原文补上各格；复制的文字缺行少列的，改用原来的 Word、Excel 或 PDF 文件",
        "fill in its cells from the original; where copied text has lost rows or columns, use the file itself",
    ),
    Severity.UNCERTAIN,
)
MISSING_HEADING: Final = _remarked(
    "F401",
    "A report has the sections of its form, each under its heading.",
    Words("没有找到标题“{heading}”", "the heading {heading!r} was not found"),
    Words("补上标题，用格式中的原文", "add the heading in the words of the form"),
)
MISSING_FACT: Final = _remarked(
    "F501",
    "A report says whose it is, and for which year.",
    Words("没有认出{what}", "not found: {what}"),
    Words("在标题中写明单位全称和年度", "name the office in full and the year in the title"),
    Severity.UNCERTAIN,
)
MISSING_NARRATIVE: Final = _remarked(
    "F402",
    "A report tells in words how the office disclosed; the tables alone are not the report.",
    Words("报告没有正文，只有表格", "the report has no narrative, only tables"),
    Words("补上正文各部分", "add the sections"),
    Severity.UNCERTAIN,
    Rank.LAW,
    "条例第五十条",
)
MISSING_DATE: Final = _remarked(
    "F503",
    "A report says on which day it was made; without a day nobody can tell whether it came in time.",
    Words("没有找到成文日期", "there is no date"),
    Words("填上成文日期，年月日写全", "state the day, month and year"),
    Severity.UNCERTAIN,
    Rank.LAW,
    "条例第四十九条（按期公布）",
)
UNREAD_DATE: Final = _remarked(
    "F502",
    "The date of a report is a day of the calendar, with its year, month and day.",
    Words("成文日期写的是“{text}”，读不出是哪一天", "the date says {text!r}, which is no day"),
    Words("写全年月日，如 2027年1月19日", "state year, month and day, such as 2027年1月19日"),
    Severity.ERROR,
)


def remarked(reading: Reading) -> Iterator[Violation]:
    """Whatever the reader of a file remarked is told; what has been added to its data since is not missing."""
    said = any(prose for name, prose in reading.prose.items() if name != "preface")
    there = {MISSING_NARRATIVE: said, MISSING_DATE: reading.signed_on is not None}
    due = (remark for remark in reading.remarks if not there.get(remark.diagnostic))
    for remark in sorted(due, key=lambda remark: remark.code):
        yield Violation(
            diagnostic=remark.diagnostic, at=remark.at, facts=remark.facts, place=remark.place, severity=remark.severity
        )


def not_stated(statement: Statement) -> Iterator[Violation]:
    """What a data file, or a report made in a program, states no narrative and no date of is told, and may follow.

    A document or a workbook without them was not finished: its reader has remarked that, and it is uncertain.
    """
    told = statement.remarked | (_EXCUSED if MISSING_HEADING.code in statement.remarked else frozenset())
    if MISSING_NARRATIVE.code not in told and all(name == "preface" for name, _ in statement.sections()):
        yield Violation(diagnostic=MISSING_NARRATIVE, at=("overview",), severity=Severity.WARNING)
    if statement.signed_on is None and not told & {MISSING_DATE.code, UNREAD_DATE.code}:
        yield Violation(diagnostic=MISSING_DATE, at=("signed_on",), severity=Severity.WARNING)


_EXCUSED: Final = frozenset([MISSING_NARRATIVE.code])  # the words before the first table are the narrative


_OF_THE_REPORT: Final = (
    PRINTED_TWICE,
    PRINTS_DIFFER,
    CELLS_DIFFER,
    TRACKED_CHANGES,
    UNIT_CONVERTED,
    ROW_WITHOUT_LINE,
    COLUMN_WITHOUT_LINE,
    ROW_LABEL_DIFFERS,
    COLUMN_LABEL_DIFFERS,
    COLUMNS_BY_ORDER,
    STRANGE_TABLE,
    ROWS_WITHOUT_LINES,
    TABLE_NOT_UNDERSTOOD,
    MISSING_HEADING,
    MISSING_NARRATIVE,
    MISSING_FACT,
    MISSING_DATE,
    UNREAD_DATE,
)
REMARKS: Final = tuple(sorted((*_OF_THE_REPORT, *left.DIAGNOSTICS), key=lambda one: one.code))
LOSSES: Final = frozenset(
    one.code
    for one in (ROW_WITHOUT_LINE, COLUMN_WITHOUT_LINE, STRANGE_TABLE, ROWS_WITHOUT_LINES, *left.DIAGNOSTICS)
    if one.severity.forbids
)
CHECKS: Final = (
    Check(Reading, REMARKS, remarked, (Need.CELLS,)),
    Check(Statement, (MISSING_NARRATIVE, MISSING_DATE), not_stated),
)
