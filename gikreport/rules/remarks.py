"""Of a file that was read: what its reader remarked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from ..model.reading import Reading
from ..model.rule import Rule, Severity, Violation

Check = Callable[[Reading], Iterator[Violation]]


def _remarked(reading: Reading, code: str) -> Iterator[Violation]:
    for remark in reading.remarks:
        if remark.code == code:
            yield Violation(at=remark.at, facts=remark.facts, place=remark.place)


def printed_twice(reading: Reading) -> Iterator[Violation]:
    """A report is published once; where a file prints it twice, the first print is read."""
    yield from _remarked(reading, "F101")


def prints_differ(reading: Reading) -> Iterator[Violation]:
    """Two prints of one report say the same."""
    yield from _remarked(reading, "F102")


def cells_differ(reading: Reading) -> Iterator[Violation]:
    """A cell that a file prints twice holds the same number both times."""
    yield from _remarked(reading, "F103")


def tracked_changes(reading: Reading) -> Iterator[Violation]:
    """A published document has no open changes; they are read as accepted."""
    yield from _remarked(reading, "F201")


def hidden_text(reading: Reading) -> Iterator[Violation]:
    """Hidden words are not printed and words struck out do not count; neither are read."""
    yield from _remarked(reading, "F202")


def unit_converted(reading: Reading) -> Iterator[Violation]:
    """An amount stands in the unit that the form prints."""
    yield from _remarked(reading, "F301")


def row_without_line(reading: Reading) -> Iterator[Violation]:
    """The official tables have their rows and no others; what an office adds is not part of the report."""
    yield from _remarked(reading, "F302")


def column_without_line(reading: Reading) -> Iterator[Violation]:
    """The official tables have their columns and no others."""
    yield from _remarked(reading, "F303")


def row_label_differs(reading: Reading) -> Iterator[Violation]:
    """A row is named as the form names it."""
    yield from _remarked(reading, "F304")


def column_label_differs(reading: Reading) -> Iterator[Violation]:
    """A column is named as the form names it."""
    yield from _remarked(reading, "F305")


def columns_by_order(reading: Reading) -> Iterator[Violation]:
    """Without headings above it, a row is read in the order of the form."""
    yield from _remarked(reading, "F306")


def strange_table(reading: Reading) -> Iterator[Violation]:
    """A table that the form does not have is not read."""
    yield from _remarked(reading, "F307")


def rows_without_lines(reading: Reading) -> Iterator[Violation]:
    """Many rows of one table that the form does not have, or that cannot be told, are one matter."""
    yield from _remarked(reading, "F308")


def missing_heading(reading: Reading) -> Iterator[Violation]:
    """A report has the sections of its form, each under its heading."""
    yield from _remarked(reading, "F401")


def missing_fact(reading: Reading) -> Iterator[Violation]:
    """A report says whose it is, and for which year."""
    yield from _remarked(reading, "F501")


_WARNING, _UNCERTAIN = Severity.WARNING, Severity.UNCERTAIN


def _rule(code: str, check: Check, zh: str, en: str, remedies: tuple[str, str], severity: Severity = _WARNING) -> Rule:
    return Rule(
        code, check, on=Reading, source="{notice} 格式", severity=severity,
        zh=zh, en=en, remedy_zh=remedies[0], remedy_en=remedies[1],
    )  # fmt: skip


_COMPARE: Final = ("核对两处，删去多余的一遍", "compare the two, and delete the one that is too many")
_AS_PRINTED: Final = ("改为格式中的原文", "use the words of the form")

RULES: Final = (
    _rule(
        "F101",
        printed_twice,
        "全文印了两遍，以第一遍为准",
        "the report is printed twice; the first print is read",
        _COMPARE,
    ),
    _rule(
        "F102",
        prints_differ,
        "两遍文字不同：第一遍“{first}”，第二遍“{second}”",
        "the two prints differ: first {first!r}, then {second!r}",
        _COMPARE,
    ),
    _rule(
        "F103",
        cells_differ,
        "同一格印了两次，数不同：先为“{first}”，后为“{second}”",
        "the cell is printed twice with different content: first {first!r}, then {second!r}",
        ("核对哪一个是对的，改正另一个", "find out which is right, and correct the other"),
        _UNCERTAIN,
    ),
    _rule(
        "F201",
        tracked_changes,
        "文件中有 {count} 处未接受的修订，按接受后的内容读",
        "the file has {count} open changes; they are read as accepted",
        ("在 Word 或 WPS 中接受或拒绝全部修订", "accept or reject all changes in the word processor"),
    ),
    _rule(
        "F202",
        hidden_text,
        "文件中有隐藏或加了删除线的文字，没有读入：“{text}”",
        "the file has text that is hidden or struck out, which was not read: {text!r}",
        ("删去这些文字，或取消隐藏、删除线", "delete that text, or let it stand"),
    ),
    _rule(
        "F301",
        unit_converted,
        "单位不是万元：“{text}”按{unit}换算为 {value} 万元",
        "not in 万元: {text!r} in {unit} is {value} 万元",
        ("按万元填写", "state it in 万元"),
    ),
    _rule(
        "F302",
        row_without_line,
        "表中有格式以外的一行“{label}”，没有读入：{text}",
        "a row that the form does not have, {label!r}, was not read: {text}",
        ("核对行名；格式以外的内容写入正文", "check the label; what is not on the form goes into the text"),
    ),
    _rule(
        "F303",
        column_without_line,
        "表中有格式以外的一列“{label}”，没有读入：{text}",
        "a column that the form does not have, {label!r}, was not read: {text}",
        ("核对列名；格式以外的内容写入正文", "check the heading; what is not on the form goes into the text"),
    ),
    _rule(
        "F304",
        row_label_differs,
        "行名“{text}”与格式不同，按“{label}”读",
        "the row {text!r} is not named as on the form; it is read as {label!r}",
        _AS_PRINTED,
    ),
    _rule(
        "F305",
        column_label_differs,
        "列名“{text}”与格式不同，按“{label}”读",
        "the column {text!r} is not named as on the form; it is read as {label!r}",
        _AS_PRINTED,
    ),
    _rule(
        "F306",
        columns_by_order,
        "“{row}”一行没有认出列名，按格式的顺序读",
        "no headings were found for {row!r}; it is read in the order of the form",
        ("补全表头", "complete the headings of the table"),
    ),
    _rule(
        "F307",
        strange_table,
        "有一张格式以外的表（“{text}”），没有读入",
        "a table that the form does not have ({text!r}) was not read",
        ("格式以外的表另作附件，或将内容写入正文", "attach it separately, or say it in the text"),
    ),
    _rule(
        "F308",
        rows_without_lines,
        "表中有 {count} 行认不出是格式的哪一行，没有读入；前几行为 {text}",
        "{count} rows could not be told to be rows of the form, and were not read; the first are {text}",
        ("核对行名、列名和每行的格数", "check the labels, the headings and the number of cells in each row"),
    ),
    _rule(
        "F401",
        missing_heading,
        "没有找到标题“{heading}”",
        "the heading {heading!r} was not found",
        ("补上标题，用格式中的原文", "add the heading in the words of the form"),
    ),
    _rule(
        "F501",
        missing_fact,
        "没有认出{what}",
        "not found: {what}",
        ("在标题中写明单位全称和年度", "name the office in full and the year in the title"),
        _UNCERTAIN,
    ),
)  # fmt: skip
