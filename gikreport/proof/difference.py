"""Where a file differs from what its data give, in words."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Final

from ..errors import Unreadable, Words
from ..office.opc import Package, package_to_read

_PACKAGES: Final = (".docx", ".xlsx")
_MAIN: Final = "word/document.xml"
_TEXT: Final = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_PARTS: Final[Mapping[str, Words]] = {
    _MAIN: Words("正文", "the text"),
    "word/styles.xml": Words("样式", "the styles"),
    "docProps/core.xml": Words("文件属性（含豁免）", "the properties, waivers among them"),
}
_SHOWN: Final = 30


def difference(name: str, actual: bytes, due: bytes) -> Words:
    """The first place where a file is not what is due."""
    try:
        words = _of_packages(actual, due) if PurePath(name).suffix.lower() in _PACKAGES else _of_texts(actual, due)
    except Unreadable as error:
        words = next((problem.words for problem in error.problems), error.words)
    return words


def same_content(name: str, actual: bytes, due: bytes) -> bool:
    """Whether two packages hold the same members, and are only packed otherwise."""
    if PurePath(name).suffix.lower() not in _PACKAGES:
        return False
    try:
        return not any(_differing(package_to_read(actual, name), package_to_read(due, name)))
    except Unreadable:
        return False


def _of_packages(actual: bytes, due: bytes) -> Words:
    one, other = package_to_read(actual), package_to_read(due)
    names = list(_differing(one, other))
    if not names:
        return Words("内容相同，压缩不同", "the same content, packed otherwise")
    told = [_of_texts_inside(one, other)] if _MAIN in names and _MAIN in one else [None]
    parts = [_PARTS.get(name, Words(name, name)) for name in names[:_MOST]]
    where = Words("、".join(part.zh for part in parts), ", ".join(part.en for part in parts))
    return next((words for words in told if words is not None), Words(f"{where.zh}不同", f"{where.en} differ"))


_MOST: Final = 5


def _differing(one: Package, other: Package) -> Iterator[str]:
    names = dict.fromkeys((*other.members(), *one.members()))
    yield from (name for name in names if name not in one or name not in other or one.read(name) != other.read(name))


def _of_texts_inside(one: Package, other: Package) -> Words | None:
    """The first run of text that is not the same; None where all texts are, so that only the look differs."""
    texts = [_TEXT.findall(package.read(_MAIN).decode("utf-8", "replace")) for package in (one, other)]
    before = ""
    for actual, due in itertools.zip_longest(*texts, fillvalue=""):
        if actual != due:
            return _instead(html.unescape(actual), html.unescape(due), html.unescape(before))
        before = due.strip() or before
    return None


def _of_texts(actual: bytes, due: bytes) -> Words:
    lines = [content.decode("utf-8", "replace").splitlines() for content in (actual, due)]
    for number, (one, other) in enumerate(itertools.zip_longest(*lines, fillvalue=""), 1):
        if one != other:
            said = _instead(*_around(one, other))
            return Words(f"第{number}行{said.zh}", f"line {number}: {said.en}")
    return Words("换行或结尾不同", "line ends differ")


def _around(one: str, other: str) -> tuple[str, str]:
    """Two lines from a little before the first sign that differs."""
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    begin = max(0, same - _SHOWN // 2)
    return one[begin:], other[begin:]


def _instead(actual: str, due: str, before: str = "") -> Words:
    actual, due = actual[:_SHOWN], due[:_SHOWN]
    after = Words(f"“{before[:_SHOWN]}”之后", f"after “{before[:_SHOWN]}” ") if before else Words("", "")
    return Words(f"{after.zh}应为“{due}”，实为“{actual}”", f"{after.en}“{due}” is due, “{actual}” stands there")
