"""Which reports a batch is made of: the files of a folder, of a list, or the rows of a workbook."""

from __future__ import annotations

import os
import pathlib
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from ..errors import CannotRender, Problem, Unreadable, Words

SUFFIXES: Final = (".json", ".toml", ".yaml", ".yml", ".docx", ".html", ".htm", ".xlsx", ".pdf", ".txt")
_LISTS: Final = (".txt", ".lst")
_UNFIT: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST: Final = 80


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
        yield source
    elif isinstance(source, Mapping):
        yield Item(source, _named(source, 0))
    else:
        for one in source:
            yield from items(one, out)


def _of_path(path: pathlib.Path, out: pathlib.Path | None) -> Iterator[Item]:
    if path.is_dir():
        yield from _of_folder(path, path, out)
    elif path.suffix.lower() in _LISTS and path.is_file():
        yield from _of_list(path)
    elif path.suffix.lower() == ".xlsx" and path.is_file():
        yield from _of_workbook(path)
    else:
        yield Item(str(path), path.name)


def _of_folder(folder: pathlib.Path, root: pathlib.Path, out: pathlib.Path | None) -> Iterator[Item]:
    """Files in the order of their names, then folders; of one folder at a time the names are held, and no more."""
    files, folders = _names(folder)
    for name in files:
        yield Item(str(folder / name), (folder / name).relative_to(root).as_posix())
    for name in folders:
        if (folder / name).resolve() != out:
            yield from _of_folder(folder / name, root, out)


def _names(folder: pathlib.Path) -> tuple[list[str], list[str]]:
    """The files of a folder that may hold reports, and the folders in it, each in order."""
    files, folders = [], []
    with os.scandir(folder) as found:
        for entry in found:
            if entry.name.startswith((".", "~$")):
                continue
            if entry.is_dir():
                folders.append(entry.name)
            elif pathlib.PurePath(entry.name).suffix.lower() in SUFFIXES:
                files.append(entry.name)
    return sorted(files), sorted(folders)


def _of_list(path: pathlib.Path) -> Iterator[Item]:
    """One path a line, relative to the list's own folder; blank lines and lines that begin with # are passed over."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for line in filter(None, map(str.strip, lines)):
                if not line.startswith("#"):
                    yield Item(str(path.parent / line), _inside(pathlib.PurePath(line)))
    except UnicodeDecodeError:
        raise Unreadable(
            Words(f"{path} 读不出来", f"{path} cannot be read"),
            [Problem("", Words("不是 UTF-8 编码，请另存为 UTF-8", "not UTF-8; save it as UTF-8"))],
        ) from None


def _inside(path: pathlib.PurePath) -> str:
    """A name that stays inside the output folder, whatever the list says."""
    return "/".join(part for part in path.parts if part not in (path.anchor, "..", "."))


def _of_workbook(path: pathlib.Path) -> Iterator[Item]:
    """The first row holds the keys of the data (agency, year, t3.natural_person.received); each other row is a report.

    A workbook with a column `file` is a list of files.
    """
    rows = _rows(path)
    keys = [str(key).strip() if key is not None else "" for key in next(rows, ())]
    if "file" not in keys and "agency" not in keys:
        words = Words(f"{path} 的第一行不是键名", f"the first row of {path} holds no keys")
        due = Words("应为 file，或 agency、year、t3.natural_person.received 等", "file, or agency, year, … is due")
        raise Unreadable(words, [Problem("第1行", due)])
    for number, row in enumerate(rows, 2):
        stated = {key: value for key, value in zip(keys, row, strict=False) if key and value is not None}
        if "file" in stated:
            line = str(stated["file"]).strip()
            yield Item(str(path.parent / line), _inside(pathlib.PurePath(line)))
        elif stated:
            data = nested(stated)
            yield Item(data, _named(data, number))


def _rows(path: pathlib.Path) -> Iterator[tuple[Any, ...]]:
    try:
        import openpyxl
    except ImportError:
        words = Words("读工作簿需要先安装：pip install gikreport[xlsx]", "workbooks need: pip install gikreport[xlsx]")
        raise CannotRender(words) from None
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever a damaged package brings about
        reason = str(error) or type(error).__name__
        words = Words(f"{path} 不是能读的工作簿", f"{path} is no readable workbook")
        raise Unreadable(words, [Problem("", Words(reason, reason))]) from None
    try:
        yield from book.worksheets[0].iter_rows(values_only=True)
    finally:
        book.close()


def nested(stated: Mapping[str, Any]) -> dict[str, Any]:
    """Plain data from dotted keys; a whole number that the workbook holds as 3.0 is 3, a date loses its midnight."""
    root: dict[str, Any] = {}
    for key, value in stated.items():
        *steps, last = key.split(".")
        block = root
        for step in steps:
            block = block.setdefault(step, {})
        block[last] = value.date() if hasattr(value, "date") else value
    return root


def _named(data: Mapping[str, Any], number: int) -> str:
    said = f"{data.get('agency', '')}{data.get('year', '')}"
    return (_UNFIT.sub("_", said).strip(". ")[:_LONGEST] or f"row-{number}") + ".json"
