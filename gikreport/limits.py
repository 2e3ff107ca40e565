"""How much one file may hold and take: one budget for every kind of file, held before any costly work begins."""

from __future__ import annotations

import contextlib
import contextvars
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import attrs

from .errors import Problem, Unreadable, Words


def _most(default: int, zh: str, en: str) -> Any:
    """One limit, with what it counts as a message names it."""
    return attrs.field(default=default, validator=attrs.validators.gt(0), metadata={"words": Words(zh, en)})


@attrs.frozen(kw_only=True)
class Limits:
    """How much a file may hold, and what a worker may take to read it. A yearly report is far below each.

    Bytes: `file` as it lies on the disk, `unpacked` of all members of a package, `part` of one XML part, `markup`
    of a web page, `data` of JSON and TOML, `yaml` of YAML, whose parser is slow, `listed` of a list of files.
    Counts: `members` of a package; `characters` of words; `items`, paragraphs and tables; `rows` and `columns` of
    one table, `width` of a register or a workbook with a report a row; `cells` of all tables, and `merged`, the
    cells that merges and spans cover; `ranges` that merges, links and conditions name; `elements` of a workbook's
    XML; `styles` among them; `tags` of a page; `depth` of what stands inside one another; `pages` of a PDF,
    `operators` and signs of one of its pages; `problems` of one file that are told one by one, and `files` of a
    list. `seconds` of the processor and `memory` in bytes bound the worker of `isolation()` and `read(…,
    isolated=True)`: a PDF of many pages and a register of many rows have more seconds, by what was counted in them.
    `waiting` is how many seconds of the clock it may take beyond these.
    """

    file: int = _most(256 * 2**20, "文件的字节数", "bytes of the file")
    members: int = _most(5000, "压缩包中的文件数", "members of the package")
    part: int = _most(16 * 2**20, "一个部件的字节数", "bytes of one part")
    unpacked: int = _most(256 * 2**20, "展开后的字节数", "bytes unpacked")
    markup: int = _most(20_000_000, "网页的字节数", "bytes of the page")
    data: int = _most(8 * 2**20, "数据的字节数", "bytes of data")
    yaml: int = _most(256 * 1024, "YAML 的字节数", "bytes of YAML")
    listed: int = _most(64 * 2**20, "清单的字节数", "bytes of the list")
    files: int = _most(1_000_000, "清单中的文件数", "files of the list")
    characters: int = _most(300_000, "文字的字数", "characters of text")
    items: int = _most(20_000, "段落和表格数", "paragraphs and tables")
    rows: int = _most(3000, "一张表的行数", "rows of a table")
    columns: int = _most(256, "一张表的列数", "columns of a table")
    width: int = _most(1024, "台账或清单的列数", "columns of a register or a list")
    cells: int = _most(60_000, "单元格数", "cells")
    merged: int = _most(200_000, "合并、链接等覆盖的单元格数", "cells that merges and links cover")
    ranges: int = _most(4000, "合并、链接等区域数", "merges, links and other ranges")
    elements: int = _most(400_000, "工作簿中的 XML 元素数", "XML elements of the workbook")
    styles: int = _most(60_000, "样式数", "styles")
    tags: int = _most(200_000, "网页的标记数", "tags of the page")
    depth: int = _most(200, "嵌套层数", "levels of nesting")
    pages: int = _most(120, "PDF 的页数", "pages of the PDF")
    operators: int = _most(30_000, "PDF 一页的操作和字数", "operators and signs on a page of the PDF")
    problems: int = _most(100, "逐条列出的问题数", "problems told one by one")
    seconds: int = _most(3, "用时（秒）", "seconds")
    waiting: int = _most(60, "等待（秒）", "seconds of waiting")
    memory: int = _most(320 * 2**20, "内存的字节数", "bytes of memory")


def limits_of(text: str) -> Limits:
    """Limits written as `seconds=60,memory=1GB`, the others as they are; raises Unreadable for anything else."""
    given: dict[str, int] = {}
    for entry in filter(None, map(str.strip, text.split(","))):
        stated = _ENTRY.fullmatch(entry)
        if stated is None or stated["name"] not in _WORDS or not (number := int(stated["number"])):
            raise _unknown(entry)
        given[stated["name"]] = number * _UNITS[stated["unit"].upper()]
    return Limits(**given)


_ENTRY: Final = re.compile(r"(?P<name>[a-z]+)\s*+=\s*+(?P<number>[0-9]{1,15})\s*+(?P<unit>|[KMG]B)", re.IGNORECASE)
_UNITS: Final = {"": 1, "KB": 2**10, "MB": 2**20, "GB": 2**30}


def _unknown(entry: str) -> Unreadable:
    known = "、".join(_WORDS)
    zh = f"应为“名称=数”，如 seconds=60、memory=1GB；名称有：{known}"
    en = f"it is written name=number, as seconds=60 or memory=1GB; the names are {known.replace('、', ', ')}"
    words = Words(f"限额“{entry}”不是能用的限额", f"{entry!r} is no limit")
    return Unreadable(words, [Problem("", Words(zh, en))])


_WORDS: Final[dict[str, Words]] = {one.name: one.metadata["words"] for one in attrs.fields(Limits)}
_DEFAULT: Final = Limits()
_CURRENT: Final[contextvars.ContextVar[Limits]] = contextvars.ContextVar("limits", default=_DEFAULT)


def limits() -> Limits:
    """The limits of the file that is being read."""
    return _CURRENT.get()


@contextlib.contextmanager
def held(given: Limits | None) -> Iterator[None]:
    """Read within these limits instead of the usual ones; None leaves them as they are."""
    if given is None:
        yield
        return
    token = _CURRENT.set(given)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def hold(count: int, limit: str, name: str = "", at: str = "") -> None:
    """Raise Unreadable where there is more of something than its limit; `at` says where in the file."""
    if count > getattr(limits(), limit):
        raise exceeded(limit, name, at)


def told_within(problems: Sequence[Problem], others: int = 0) -> list[Problem]:
    """The first problems, as many as are told one by one, and how many more there are with `others` not kept."""
    most = limits().problems
    more = max(0, len(problems) - most) + others
    return [*problems[:most], *([Problem("", and_more(more))] if more else [])]


def and_more(number: int) -> Words:
    """How many more there are than those that are told one by one."""
    return Words(f"……及另外 {number:,} 处", f"… and {number:,} more")


def exceeded(limit: str, name: str = "", at: str = "") -> Unreadable:
    """The error for a file that holds more than a limit allows."""
    most, words = getattr(limits(), limit), _WORDS[limit]
    zh = f"{words.zh}超过 {most:,}，不像一份年度报告；确是年度报告的，请把内容复制到新文件中再读"
    en = f"more than {most:,} {words.en}, far more than a yearly report has; copy the report into a new file"
    zh, en = f"{zh}，或用 --limits {limit}=… 放宽", f"{en}, or use --limits {limit}=…"
    return Unreadable(
        Words(f"{name or '文件'} 读不出来", f"{name or 'the file'} cannot be read"), [Problem(at, Words(zh, en))]
    )
