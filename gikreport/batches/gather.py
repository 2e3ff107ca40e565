"""Which reports a batch is made of: the files of a folder, of a list, or the rows of a workbook."""

from __future__ import annotations

import io
import os
import pathlib
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from ..errors import NOT_UTF8, Problem, Unreadable, Words
from ..files import file_bytes, file_name
from ..limits import hold
from ..office.worksheet import workbook_rows
from ..sources import report_files

_LISTS: Final = (".txt", ".lst")
_BYTES: Final = re.compile("[\ud800-\udfff]")


@attrs.frozen
class Item:
    """One report of a batch: a path or plain data, and the name that its outputs take, folders and suffix included."""

    source: str | Mapping[str, Any]
    name: str


def items(source: Any, out: str | os.PathLike[str] | None = None) -> Iterator[Item]:
    """The reports of a folder, a list file, a workbook with a row each, a single file, or of several of these.

    Files in `out`, hidden files and those that Office leaves beside an open document are passed over.
    """
    if isinstance(source, str | os.PathLike):
        yield from _of_path(pathlib.Path(source), pathlib.Path(out).resolve() if out else None)
    elif isinstance(source, Item):
        yield attrs.evolve(source, name=inside(pathlib.PurePath(source.name)))
    elif isinstance(source, Mapping):
        yield Item(source, _named(source, 0))
    else:
        for one in source:
            yield from items(one, out)


def _of_path(path: pathlib.Path, out: pathlib.Path | None) -> Iterator[Item]:
    if path.is_dir():
        yield from (Item(str(file), inside(file.relative_to(path))) for file in report_files(path, out))
    elif path.suffix.lower() in _LISTS and path.is_file():
        yield from _of_list(path)
    elif path.suffix.lower() == ".xlsx" and path.is_file():
        yield from _of_workbook(path)
    else:
        yield Item(str(path), inside(pathlib.PurePath(path.name)))


def _of_list(path: pathlib.Path) -> Iterator[Item]:
    """One path a line, relative to the list's own folder; blank lines and lines that begin with # are passed over."""
    try:
        text = file_bytes(path, "listed").decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(Words(f"{path} 读不出来", f"{path} cannot be read"), [Problem("", NOT_UTF8)]) from None
    hold(text.count("\n"), "files", str(path))
    for line in filter(None, map(str.strip, io.StringIO(text))):
        if not line.startswith("#"):
            yield Item(str(path.parent / line), inside(pathlib.PurePath(line)))


def inside(path: pathlib.PurePath) -> str:
    """A name that stays inside the output folder, whatever the list says, and that can be printed."""
    name = "/".join(part for part in path.parts if part not in (path.anchor, "..", "."))
    return printable(name) or "_"


def printable(name: str) -> str:
    """A name with U+FFFD for each byte of it that is no UTF-8, as of files that old systems wrote."""
    return _BYTES.sub("\ufffd", name)


def _of_workbook(path: pathlib.Path) -> Iterator[Item]:
    """The first row holds the keys of the data (agency, year, t3.natural_person.received); each other row is a report.

    A workbook with a column `file` is a list of files.
    """
    rows = workbook_rows(path)
    keys = [str(key).strip() if key is not None else "" for key in next(rows, ())]
    if "file" not in keys and "agency" not in keys:
        words = Words(f"{path} 的第一行不是键名", f"the first row of {path} holds no keys")
        due = Words("应为 file，或 agency、year、t3.natural_person.received 等", "file, or agency, year, … is due")
        raise Unreadable(words, [Problem("第1行", due)])
    for number, row in enumerate(rows, 2):
        stated = {key: value for key, value in zip(keys, row, strict=False) if key and value is not None}
        if "file" in stated:
            line = str(stated["file"]).strip()
            yield Item(str(path.parent / line), inside(pathlib.PurePath(line)))
        elif stated:
            yield Item(nested(stated), _named(stated, number))


_DEEPEST: Final = 16  # parts of a key, more than any form has


def nested(stated: Mapping[str, Any]) -> dict[str, Any]:
    """Plain data from dotted keys; a date loses its midnight. A key inside one that holds a value stays as it is."""
    root: dict[str, Any] = {}
    for key, value in stated.items():
        *steps, last = key.split(".") if key.count(".") < _DEEPEST else [key]
        block: Any = root
        for step in steps:
            block = block.setdefault(step, {}) if isinstance(block, dict) else None
        at, name = (block, last) if isinstance(block, dict) else (root, key)
        at[name] = value.date() if hasattr(value, "date") else value
    return root


def _named(data: Mapping[str, Any], number: int) -> str:
    agency, year = data.get("agency"), data.get("year")
    said = f"{agency if isinstance(agency, str) else ''}{year if isinstance(year, int) and 0 < year < 10_000 else ''}"
    return file_name(said, otherwise=f"row-{number}", instead="_") + ".json"
