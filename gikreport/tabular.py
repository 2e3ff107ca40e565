"""Where a number came from, as a table to file: .csv, .json or .xlsx."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from .errors import CannotRender, Words
from .model.form import Form
from .model.outline import CellPath
from .model.report import tables
from .model.table import tables_of

PLACE: Final = ("表", "行", "列", "路径")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def placed(form: Form, path: CellPath) -> tuple[str, str, str, str]:
    """A cell in the words of the form, and its path: table, row, column."""
    row, column = tables_of(form.report)[path[0]].grid.at[path[1:]].labels
    return tables(form.report)[path[0]].words[0], " ".join(row), " ".join(column), ".".join(path)


def trace_of_cases(form: Form, cases: Mapping[CellPath, Sequence[str]], suffix: str) -> bytes:
    """The cases behind each cell, one line for each; as .json, a list of ids by path."""
    if suffix == ".json":
        return _json({".".join(path): list(ids) for path, ids in cases.items()})
    rows = ((*placed(form, path), named) for path, ids in cases.items() for named in ids)
    return encode_rows((*PLACE, "编号"), rows, suffix)


def encode_rows(heading: Sequence[str], rows: Iterable[Sequence[Any]], suffix: str) -> bytes:
    """A table with its heading; text never becomes a formula. Raises CannotRender for an unknown suffix."""
    writer = _WRITERS.get(suffix.lower())
    if writer is None:
        known = " ".join(_WRITERS)
        raise CannotRender(Words(f"不能写成“{suffix}”；可用的是 {known}", f"no output {suffix!r}; there are {known}"))
    return writer(heading, rows)


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1, default=str) + "\n").encode()


def _json_rows(heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    return _json([dict(zip(heading, row, strict=True)) for row in rows])


def _csv(heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(heading)
    writer.writerows([_inert(value) for value in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _inert(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _xlsx(heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([heading, *rows]):
            sheet.write_row(number, 0, row)
        sheet.freeze_panes(1, 0)
    return stream.getvalue()


_WRITERS: Final[dict[str, Callable[[Sequence[str], Iterable[Sequence[Any]]], bytes]]] = {
    ".csv": _csv, ".json": _json_rows, ".xlsx": _xlsx,
}  # fmt: skip
