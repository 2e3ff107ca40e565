"""The rows of a request register, one after the other, from wherever it lies."""

from __future__ import annotations

import codecs
import contextlib
import csv
import datetime
import functools
import operator
import pathlib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import attrs

from ..errors import Problem, Unreadable, Words, not_opened
from . import words
from .connecting import runner
from .mapping import Mapped

_FIELDS: Final = tuple(words.COLUMNS)
_LARGEST: Final = 2**30
_CHUNK: Final = 1 << 20


class Row(NamedTuple):
    """One row of a register as it stands there, with its number (the heading row is 1)."""

    number: int
    id: Any
    kind: Any = None
    received: Any = None
    closed: Any = None
    outcome: Any = None
    extended: Any = None
    reconsideration_filed: Any = None
    reconsideration_closed: Any = None
    reconsideration_result: Any = None
    litigation_filed: Any = None
    litigation_closed: Any = None
    litigation_result: Any = None
    as_reviewer: Any = None


@attrs.frozen
class Ledger:
    """A register opened: which optional columns it has, and its rows, to be read once."""

    fields: frozenset[str]
    rows: Iterator[Row]


def opened(source: Any, mapping: Mapped, *, query: str | None = None) -> Ledger:
    """The rows of a .csv or .xlsx file, of any iterable of mappings or objects, or of a query on a connection.

    Raises Unreadable where it cannot be opened, or where a required column is missing.
    """
    if query is not None:
        return _of_query(source, query, mapping)
    if isinstance(source, str | pathlib.Path):
        return _of_file(pathlib.Path(source), mapping)
    return _of_items(iter(source), mapping)


def _of_file(path: pathlib.Path, mapping: Mapped) -> Ledger:
    reader = _FILES.get(path.suffix.lower())
    if reader is None:
        known = " ".join(_FILES)
        raise Unreadable(Words(f"{path.name} 不是能读的台账；可用的是 {known}", f"{path.name}: registers are {known}"))
    try:
        return _of_table(reader(path), mapping, path.name)
    except OSError as error:
        raise not_opened(path, error) from None


def _of_table(table: Iterator[Sequence[Any]], mapping: Mapped, name: str, first: int = 2) -> Ledger:
    heading = ["" if cell is None else str(cell).strip().lstrip("\ufeff") for cell in next(table, ())]
    found = found_columns(heading, mapping, name)
    pick, width = _picked(found, len(heading)), len(heading)
    rows = (Row(number, *pick(_padded(cells, width))) for number, cells in enumerate(table, first) if any(cells))
    return Ledger(frozenset(found), rows)


def _padded(cells: Sequence[Any], width: int) -> tuple[Any, ...]:
    """The cells of a row as far as there are headings, and one that is empty."""
    return (*cells[:width], *(None,) * max(0, width - len(cells)), None)


def _picked(found: Mapping[str, tuple[int, ...]], width: int) -> Callable[[Sequence[Any]], Iterable[Any]]:
    pick: Callable[[Sequence[Any]], Iterable[Any]] = operator.itemgetter(
        *(found.get(field, (width,))[0] for field in _FIELDS)
    )
    joined = found["id"]
    if len(joined) == 1:
        return pick
    return lambda cells: ("-".join(str(cells[at]).strip() for at in joined), *tuple(pick(cells))[1:])


def found_columns(heading: Sequence[str], mapping: Mapped, name: str) -> dict[str, tuple[int, ...]]:
    """Where each column of a register stands; raises Unreadable where a required one is missing."""
    found, problems = {}, []
    for field in _FIELDS:
        names = mapping.names(field)
        at = [heading.index(column) for column in names if column in heading]
        joined = field == "id" and mapping.is_named(field)
        if at and (not joined or len(at) == len(names)):
            found[field] = tuple(at) if joined else (at[0],)
        elif field in words.REQUIRED or mapping.is_named(field):
            problems.append(Problem(field, _no_column(names, heading)))
    if problems:
        raise Unreadable(Words(f"{name or '台账'}缺少必要的列", f"{name or 'the register'} lacks columns"), problems)
    return found


def _no_column(names: Sequence[str], heading: Sequence[str]) -> Words:
    due, there = "、".join(names), "、".join(heading) or "（空）"
    return Words(
        f"没有找到这一列；认得的列名是 {due}，台账的列名是 {there}；可在 register.toml 的 [columns] 中写明",
        f"no such column; known names: {due}; the register has: {there}; name it in [columns] of register.toml",
    )


def _csv(path: pathlib.Path) -> Iterator[Sequence[str]]:
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        head = file.readline()
        file.seek(0)
        delimiter = max(",\t;", key=head.count)
        try:
            yield from csv.reader(file, delimiter=delimiter, strict=True)
        except csv.Error as error:
            raise Unreadable(
                Words(f"{path.name}不是完好的 CSV（{error}）", f"{path.name}: broken CSV: {error}")
            ) from None


def _encoding(path: pathlib.Path) -> str:
    """UTF-8, or GB 18030 as Excel saves it in China."""
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    decoder.decode(chunk)
            decoder.decode(b"", final=True)
            return encoding
        except UnicodeDecodeError:
            continue
    raise Unreadable(Words(f"{path.name}不是 UTF-8 或 GB 18030 编码", f"{path.name} is neither UTF-8 nor GB 18030"))


def _xlsx(path: pathlib.Path) -> Iterator[Sequence[Any]]:
    import openpyxl

    try:
        with zipfile.ZipFile(path) as package:
            if sum(member.file_size for member in package.infolist()) > _LARGEST:
                raise Unreadable(Words(f"{path.name}展开后过大", f"{path.name} is too large unpacked"))
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        words_ = Words(f"{path.name}不是完好的 .xlsx 文件", f"{path.name} is not a sound .xlsx file")
        raise Unreadable(words_, [Problem("", Words(str(error), str(error)))]) from None
    try:
        yield from book.worksheets[0].iter_rows(values_only=True)
    finally:
        book.close()


_FILES: Final[dict[str, Callable[[pathlib.Path], Iterator[Sequence[Any]]]]] = {
    ".csv": _csv, ".tsv": _csv, ".txt": _csv, ".xlsx": _xlsx,
}  # fmt: skip


def _of_items(items: Iterator[Any], mapping: Mapped) -> Ledger:
    """Mappings, or objects with the fields of a register as attributes; they count from 1."""
    first = next(items, None)
    if first is None:
        return Ledger(frozenset(words.REQUIRED), iter(()))
    heading = [str(name) for name in (first if isinstance(first, Mapping) else _attributes(first))]
    known = {name for field in _FIELDS for name in mapping.names(field)} - set(heading)
    chain = (_values(item, heading, known) for group in ((first,), items) for item in group)
    return _with_heading(heading, chain, mapping)


def _with_heading(heading: Sequence[str], table: Iterator[Sequence[Any]], mapping: Mapped) -> Ledger:
    def lines() -> Iterator[Sequence[Any]]:
        yield heading
        yield from table

    return _of_table(lines(), mapping, "", first=1)


def _attributes(item: Any) -> Iterable[str]:
    if attrs.has(type(item)):
        return [field.name for field in attrs.fields(type(item))]
    return [name for name in _FIELDS if hasattr(item, name)]


def _values(item: Any, heading: Sequence[str], others: set[str]) -> list[Any]:
    more = others & item.keys() if isinstance(item, Mapping) else set()
    if more:
        zh, en = (
            f"有“{'、'.join(sorted(more))}”的行，第一行却没有这一列",
            f"the first row lacks {', '.join(sorted(more))}",
        )
        raise Unreadable(Words(f"{zh}；请让各行的键相同", f"{en}; give every row the same keys"))
    get = item.get if isinstance(item, Mapping) else functools.partial(getattr, item)
    found = (get(name, None) for name in heading)
    return [value if value is None or isinstance(value, _PLAIN) else str(value) for value in found]


_PLAIN: Final = (str, int, float, datetime.date)


def _of_query(source: Any, query: str, mapping: Mapped) -> Ledger:
    with contextlib.ExitStack() as stack:
        heading, rows = stack.enter_context(runner(source))(query)
        kept_open = stack.pop_all()

    def lines() -> Iterator[Sequence[Any]]:
        with kept_open:
            yield from rows

    return _with_heading(heading, lines(), mapping)
