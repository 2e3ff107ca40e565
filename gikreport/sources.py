"""From any path, bytes, file object or mapping to a Reading, by its content."""

from __future__ import annotations

import functools
import importlib
import os
import pathlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO, Any, Final

import attrs

from .datafile import decode, line_of, parse
from .errors import Problem, Unreadable, Words, unopened
from .fence import begun, isolating
from .files import file_bytes, within_limit
from .forms import form_named
from .limits import Limits, held, limits as usual
from .model.form import Form
from .model.reading import Reading
from .readers.formats import kinds
from .readers.remarks import REMARKS

Source = str | os.PathLike[str] | bytes | IO[bytes] | Mapping[str, Any]


@attrs.frozen
class Reader:
    """One kind of input: how to know it, and how to read it. `knows` is given the content and the suffix.

    `foreign` tells a document, which may come from anybody, from a data file.
    """

    knows: Callable[[bytes, str], bool]
    read: Callable[[bytes, str, str, Form | None], Reading]
    foreign: bool = True


def read(
    source: Source, *, form: str | Form | None = None, isolated: bool = False, limits: Limits | None = None
) -> Reading:
    """What a data file or a document states; raises Unreadable where it cannot be read at all.

    A `str` or path names a file; bytes and file objects are told apart by their content; a mapping is plain data.
    `limits` bounds what one file may hold. With `isolated`, or within `isolation()`, a document, which may come from
    anybody, is read in a process of its own, and Exhausted is raised where it takes more time or memory than it may; a
    data file is not.
    """
    chosen = form_named(form) if isinstance(form, str) else form
    with held(limits):
        if isinstance(source, Mapping):
            return parse(source, form=chosen, diagnostics=REMARKS)
        data, name = _bytes(source)
        suffix = pathlib.PurePath(name).suffix.lower()
        reader = _reader(data, suffix, name)
        if (isolated or isolating()) and reader.foreign:
            return _begun(reader, data, suffix, name, chosen)()
        return reader.read(data, suffix, name, chosen)


def _reader(data: bytes, suffix: str, name: str) -> Reader:
    strange = kinds.refused(data, suffix)
    if strange is not None:
        what, remedy = strange
        said = Words(f"{name or '输入'} {what.zh}", f"{name or 'input'} {what.en}")
        raise Unreadable(said, [Problem("", remedy)])
    reader = next((reader for reader in READERS if reader.knows(data, suffix)), None)
    if reader is None:
        raise Unreadable(Words(f"{name or '输入'} 不是能读的格式", f"{name or 'input'} is of no readable kind"))
    return reader


def _begun(reader: Reader, data: bytes, suffix: str, name: str, form: Form | None) -> Callable[[], Reading]:
    """The reading that the worker makes, begun now."""
    return begun(_in_worker, (READERS.index(reader), data, suffix, name, form), name, usual())


class ReadAhead:
    """Many files read one after the other, documents behind the fence, and the next ones begun while one is looked at.

    Called with each path in the order of `paths`; answers and raises as `read(path, isolated=True)` does.
    """

    def __init__(self, paths: Sequence[str], limits: Limits | None = None) -> None:
        self._paths, self._limits = list(paths), limits
        self._begun: dict[int, Callable[[], Reading]] = {}
        self._next = 0

    def __call__(self, path: str) -> Reading:
        """The reading of the next path."""
        if self._next >= len(self._paths) or self._paths[self._next] != path:
            return read(path, isolated=True, limits=self._limits)
        here, self._next = self._next, self._next + 1
        for index in range(here, min(here + _AHEAD, len(self._paths))):
            if index not in self._begun:
                self._begun[index] = self._begin(self._paths[index])
        return self._begun.pop(here)()

    def _begin(self, path: str) -> Callable[[], Reading]:
        later = functools.partial(read, path, isolated=True, limits=self._limits)
        try:
            with held(self._limits):
                data, name = _bytes(path)
                suffix = pathlib.PurePath(name).suffix.lower()
                reader = _reader(data, suffix, name)
                return _begun(reader, data, suffix, name, None) if reader.foreign else later
        except Exception:  # it is told when this file is asked for, and of this file
            return later


_AHEAD: Final = 4


def _in_worker(reader: int, data: bytes, suffix: str, name: str, form: Form | None) -> Reading:
    return READERS[reader].read(data, suffix, name, form)


def _bytes(source: Any) -> tuple[bytes, str]:
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source), ""
    if hasattr(source, "read"):
        name = getattr(source, "name", "")
        named = pathlib.PurePath(name).name if isinstance(name, str) else ""
        return within_limit(source, named), named
    path = pathlib.Path(source)
    return file_bytes(path), path.name


def _is_json(data: bytes, suffix: str) -> bool:
    return suffix == ".json" or (not suffix and data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{")


def _is_yaml(data: bytes, suffix: str) -> bool:
    return suffix in (".yaml", ".yml") or (not suffix and data.startswith(b"%YAML"))


_HEAD: Final = 4096
_Read = Callable[[bytes, str, str, Form | None], Reading]


def _data(kind: str) -> _Read:
    def read_data(data: bytes, suffix: str, name: str, form: Form | None) -> Reading:
        lines = functools.partial(line_of, data, kind)
        return parse(decode(data, kind, name), form=form, name=name, lines=lines, diagnostics=REMARKS)

    return read_data


def _document(module: str) -> _Read:
    """A reader of documents, imported when it is first used: `readers.formats.docx` has `find_docx`."""

    def read_document(data: bytes, suffix: str, name: str, form: Form | None) -> Reading:
        from .readers.binding import bind
        from .readers.found import within_limits

        found = importlib.import_module(f".readers.formats.{module}", __package__)
        return bind(within_limits(getattr(found, f"find_{module}")(data, name)), form)

    return read_document


# Under these names a report may lie in a folder.
SUFFIXES: Final = frozenset(
    {
        *(".docx", ".doc", ".wps", ".odt", ".rtf", ".pdf", ".html", ".htm", ".xlsx", ".xls"),
        *(".ofd", ".mht", ".mhtml"),  # not read, which is told
        *(".txt", ".md", ".json", ".toml", ".yaml", ".yml"),
    }
)


def report_files(folder: pathlib.Path, out: pathlib.Path | None = None) -> Iterator[pathlib.Path]:
    """The files of a folder that may hold reports, at any depth: those of each folder by name, then its folders.

    Hidden files, those that Office leaves beside an open document, the folder `out`, and folders that lead back here
    are passed over. Of one folder at a time the names are held. Raises Unreadable where one cannot be opened.
    """
    yield from _below(folder, (out, folder.resolve()))


def _below(folder: pathlib.Path, shut: tuple[pathlib.Path | None, ...]) -> Iterator[pathlib.Path]:
    files, folders = _names(folder)
    yield from (folder / name for name in files)
    for name in folders:
        path = folder / name
        if path.resolve() not in shut:
            yield from _below(path, (*shut, path.resolve()))


def _names(folder: pathlib.Path) -> tuple[list[str], list[str]]:
    """The files of a folder that may hold reports, and the folders in it, each in order."""
    try:
        names = sorted(path.name for path in folder.iterdir() if not path.name.startswith((".", "~$")))
    except OSError as error:
        raise unopened(folder, error) from None
    folders = dict.fromkeys(name for name in names if (folder / name).is_dir())
    return [name for name in names if _may_be_report(name) and name not in folders], list(folders)


def _may_be_report(name: str) -> bool:
    return pathlib.PurePath(name).suffix.lower() in SUFFIXES


READERS: Final[tuple[Reader, ...]] = (
    Reader(_is_json, _data(".json"), foreign=False),
    Reader(_is_yaml, _data(".yaml"), foreign=False),
    Reader(kinds.is_toml, _data(".toml"), foreign=False),
    Reader(kinds.is_docx, _document("docx")),
    Reader(kinds.is_xlsx, _document("xlsx")),
    Reader(kinds.is_old_office, _document("legacy")),
    Reader(kinds.is_open_document, _document("legacy")),
    Reader(kinds.is_pdf, _document("pdf")),
    Reader(kinds.is_html, _document("html")),
    Reader(kinds.is_text, _document("text")),
)
