"""The rows of a workbook that an office keeps as a list: its register, or the reports of a batch."""

from __future__ import annotations

import pathlib
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from ..errors import CannotRender, GikreportError, Problem, Unreadable, Words, unopened

_LARGEST: Final = 2**30


def workbook_rows(path: pathlib.Path) -> Iterator[tuple[Any, ...]]:
    """The rows of the first sheet, one after the other, without memory of those before.

    Raises Unreadable where it cannot be opened or is no sound workbook, CannotRender where openpyxl is not installed.
    """
    try:
        import openpyxl
    except ImportError:
        words = Words("读工作簿需要先安装：pip install gikreport[xlsx]", "workbooks need: pip install gikreport[xlsx]")
        raise CannotRender(words) from None
    try:
        _refuse_a_bomb(path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # the size that a file states of itself is often wrong
            yield from sheet.iter_rows(values_only=True)
        finally:
            book.close()
    except GikreportError:
        raise
    except OSError as error:
        raise unopened(path, error) from None
    except Exception as error:  # openpyxl raises whatever a damaged package brings about
        reason = str(error) or type(error).__name__
        words = Words(f"{path.name}不是完好的 .xlsx 文件", f"{path.name} is not a sound .xlsx file")
        raise Unreadable(words, [Problem("", Words(reason, reason))]) from None


def _refuse_a_bomb(path: pathlib.Path) -> None:
    with zipfile.ZipFile(path) as package:
        if sum(member.file_size for member in package.infolist()) > _LARGEST:
            raise Unreadable(Words(f"{path.name}展开后过大", f"{path.name} is too large unpacked"))
