"""The rows of a register that lies in a file, its headings among them."""

from __future__ import annotations

import codecs
import csv
import io
import pathlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from ..errors import Unreadable, Words, unopened
from ..fence import more_time
from ..files import opened_file
from ..office.worksheet import workbook_rows

_CHUNK: Final = 1 << 20


def file_rows(path: pathlib.Path) -> Iterator[Sequence[Any]]:
    """The rows of a .csv or .xlsx file; raises Unreadable where it is neither or cannot be read."""
    reader = _FILES.get(path.suffix.lower())
    if reader is None:
        known = " ".join(_FILES)
        raise Unreadable(Words(f"{path.name}不是能读的台账；可用的是 {known}", f"{path.name}: registers are {known}"))
    more_time(_SECONDS[path.suffix.lower()] * max(0, _size(path) - _USUAL))
    return reader(path)


def _size(path: pathlib.Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise unopened(path, error) from None


def _csv(path: pathlib.Path) -> Iterator[Sequence[str]]:
    try:
        encoding = _encoding(path)
        with opened_file(path) as opened, io.TextIOWrapper(opened, encoding=encoding, newline="") as file:
            head = file.readline()
            file.seek(0)
            yield from csv.reader(file, delimiter=max(",\t;", key=head.count), strict=True)
    except OSError as error:
        raise unopened(path, error) from None
    except csv.Error as error:
        raise Unreadable(Words(f"{path.name}不是完好的 CSV（{error}）", f"{path.name}: broken CSV: {error}")) from None


def _encoding(path: pathlib.Path) -> str:
    """UTF-8, or GB 18030 as Excel saves it in China."""
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with opened_file(path) as file:
                while chunk := file.read(_CHUNK):
                    decoder.decode(chunk)
            decoder.decode(b"", final=True)
            return encoding
        except UnicodeDecodeError:
            continue
    raise Unreadable(Words(f"{path.name}不是 UTF-8 或 GB 18030 编码", f"{path.name} is neither UTF-8 nor GB 18030"))


_USUAL: Final = 50_000  # bytes of a register that needs no more time than any file
_SECONDS: Final = {".csv": 1.5e-6, ".tsv": 1.5e-6, ".txt": 1.5e-6, ".xlsx": 15e-6}  # of a byte beyond these
_FILES: Final[dict[str, Callable[[pathlib.Path], Iterator[Sequence[Any]]]]] = {
    ".csv": _csv, ".tsv": _csv, ".txt": _csv, ".xlsx": workbook_rows,
}  # fmt: skip
