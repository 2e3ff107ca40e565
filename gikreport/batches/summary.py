"""The summary of a batch: a line for each report, as a workbook and as JSON."""

from __future__ import annotations

import contextlib
import io
import json
import pathlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, Final

import attrs

from ..files import replacing
from ..model.text import legible
from .task import Result

JSON_FILE, WORKBOOK_FILE = "summary.json", "summary.xlsx"
STATUS: Final = {
    "written": "已生成", "sound": "数据相符", "unsound": "有问题，未生成", "unreadable": "读不出来",
    "failed": "未能生成",
}  # fmt: skip
COLUMNS: Final = (
    ("文件", 40), ("单位", 32), ("年度", 8), ("结果", 16), ("错误", 6), ("待定", 6), ("提示", 6), ("问题", 60),
    ("输出", 40), ("用时（秒）", 10),
)  # fmt: skip
_ROWS: Final = 1_000_000  # of one sheet
_A4: Final = 9
_LONGEST: Final = 32_000  # characters of a cell


def write_json(path: pathlib.Path, results: Iterable[Result], facts: dict[str, Any], mark: str = "") -> None:
    """`{"reports": […], …}`, written report by report."""
    counts: Counter[str] = Counter()
    with replacing(path, mark=mark) as whole, _text(whole) as file:
        file.write('{"reports": [')
        for index, result in enumerate(results):
            counts[result.status] += 1
            file.write(",\n" if index else "\n")
            file.write(json.dumps(plain(result), ensure_ascii=False))
        ends = json.dumps({"counts": dict(sorted(counts.items())), **facts}, ensure_ascii=False)
        file.write(f"\n], {ends[1:]}\n")


@contextlib.contextmanager
def _text(file: IO[bytes]) -> Iterator[IO[str]]:
    text = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace")
    yield text
    text.detach()


def plain(result: Result) -> dict[str, Any]:
    """A result as the summary tells it."""
    facts = attrs.asdict(result, recurse=False)
    return {key: value for key, value in facts.items() if key not in ("kept", "key")}


def write_workbook(path: pathlib.Path, results: Iterable[Result], mark: str = "") -> bool:
    """A sheet with a row for each report; False where XlsxWriter is not installed."""
    try:
        import xlsxwriter
    except ImportError:
        return False
    with replacing(path, mark=mark) as file:
        book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
        bold = book.add_format({"bold": True, "bottom": 1})
        write: Callable[[int, tuple[Any, ...]], None] = lambda row, values: None  # noqa: E731
        for index, result in enumerate(results):
            if index % _ROWS == 0:
                write = _sheet(book, bold)
            write(index % _ROWS + 1, _cells(result))
        if book.worksheets() == []:
            _sheet(book, bold)
        book.close()
    return True


def _sheet(book: Any, bold: Any) -> Callable[[int, tuple[Any, ...]], None]:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    lines = book.add_format({"text_wrap": True, "valign": "top"})
    for column, (_, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width, lines)
    for column, (words, _) in enumerate(COLUMNS):
        sheet.write_string(0, column, words, bold)

    def write(row: int, values: tuple[Any, ...]) -> None:
        for column, value in enumerate(values):
            if isinstance(value, str):
                sheet.write_string(row, column, legible(value[:_LONGEST]), lines)
            elif value is not None:
                sheet.write_number(row, column, value, lines)

    return write


def _cells(result: Result) -> tuple[Any, ...]:
    weights = Counter(finding["severity"] for finding in result.findings)
    counts = (weights["error"], weights["uncertain"], weights["warning"])
    outputs = "\n".join(result.outputs)
    return (
        result.name, result.agency, result.year, STATUS[result.status], *counts, _said(result), outputs,
        result.seconds,
    )  # fmt: skip


def _said(result: Result) -> str:
    found = [
        f"{finding['at']['table'] or ''} {finding['code']} {finding['message']}".lstrip() for finding in result.findings
    ]
    error = result.error
    said = (
        [] if error is None else [error["message"], *(f"{p['at']} {p['message']}".strip() for p in error["problems"])]
    )
    return "\n".join([*said, *found])
