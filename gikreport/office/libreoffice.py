"""LibreOffice as a program that converts documents: found, run on a profile of its own, watched, tried twice.

It opens no address: its profile blocks links, macros and active content, its proxy is a dead one, and where the system
has network namespaces it has no network. Its whole process group ends with us, and what it wrote goes with its folder.
"""

from __future__ import annotations

import contextlib
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NoReturn

from ..errors import CannotRender, Problem, Words
from ..files import clear_left_behind, process_mark
from ..limits import limits
from .fence import environment, fence, profile
from .process_group import output_of

_NAMES: Final = (
    "soffice",
    "libreoffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
# PDF/A-2b (ISO 19005-2), tagged, with the document's headings as bookmarks.
_PDF: Final = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
)
_FILTERS: Final = {"pdf": _PDF, "docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_STARTING, _EACH = 60.0, 10.0  # seconds that LibreOffice may take to start, and for each document
_START_UP: Final = 4  # seconds of the processor that it takes to start, and twice that on a slow machine
_BEFORE: Final = 5.0  # seconds that it is ended before a worker is, which would leave it alive


def program() -> str | None:
    """The LibreOffice of this machine, on the PATH or where its installers put it."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def print_all(documents: Sequence[bytes], seconds: float | None = None) -> list[bytes]:
    """The PDF of each .docx, in one call of LibreOffice; what fails is tried once more.

    Raises CannotRender where LibreOffice is missing, takes longer than `seconds`, or leaves a document out.
    """
    soffice = program()
    if soffice is None:
        raise _missing()
    with _folder() as folder:
        sources = [folder / f"{number}.docx" for number in range(len(documents))]
        for source, document in zip(sources, documents, strict=True):
            source.write_bytes(document)
        said = ""
        for attempt in range(2):
            if left := [source for source in sources if not _made(source, "pdf")]:
                limit = seconds or _STARTING + _EACH * len(left)
                said = _run(soffice, left, "pdf", folder / f"profile-{attempt}", limit, environment(folder))
        return [_made(source, "pdf") or _nothing(said) for source in sources]


def converted(soffice: str, data: bytes, suffix: str, kind: str) -> bytes:
    """A file as "docx" or "xlsx"; empty where LibreOffice makes nothing of it, tried twice.

    It may come from anybody: nothing of the user's own settings, and no folder of theirs, is in reach.
    """
    until = time.monotonic() + limits().waiting - _BEFORE
    processor = limits().seconds + _START_UP
    for _ in range(2):
        left, before = until - time.monotonic(), _used()
        if left <= 0:
            break
        with _folder() as folder:
            source = folder / f"source{suffix}"
            source.write_bytes(data)
            _run(soffice, [source], kind, folder / "profile", left, environment(folder, home=folder), processor)
            if made := _made(source, kind):
                return made
        if _used() - before >= processor:  # it would be ended again
            break
    return b""


def _used() -> float:
    """Seconds of the processor that programs took which have ended."""
    times = os.times()
    return times.children_user + times.children_system


def _made(source: pathlib.Path, kind: str) -> bytes:
    target = source.parent / "out" / f"{source.stem}.{kind}"
    return target.read_bytes() if target.is_file() else b""


def _nothing(said: str) -> NoReturn:
    raise CannotRender(
        Words("LibreOffice 没有生成 PDF，已重试一次", "LibreOffice made no PDF, tried twice"),
        [Problem("", Words(said, said))] if said else (),
    )


def _missing() -> CannotRender:
    zh = "安装 LibreOffice：Debian/Ubuntu 运行 sudo apt-get install libreoffice-writer，其他系统见 libreoffice.org"
    en = "install LibreOffice: sudo apt-get install libreoffice-writer, or see libreoffice.org"
    return CannotRender(Words("没有找到 LibreOffice，不能生成 PDF", "LibreOffice is missing, no PDF can be made"),
                        [Problem("", Words(zh, en))])  # fmt: skip


@contextlib.contextmanager
def _folder() -> Iterator[pathlib.Path]:
    """A folder for the documents and all that LibreOffice writes on the way; nothing of it is left.

    What a process that was killed left goes with the next one.
    """
    clear_left_behind(pathlib.Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=f"gikreport-{process_mark()}-", ignore_cleanup_errors=True) as name:
        yield pathlib.Path(name)


def _run(
    soffice: str,
    sources: Sequence[pathlib.Path],
    kind: str,
    home: pathlib.Path,
    seconds: float,
    variables: Mapping[str, str],
    processor: int | None = None,
) -> str:
    """Run LibreOffice once on a new profile; its exit status says nothing, so what it said is returned."""
    profile(home)
    command = [*fence(), soffice, f"-env:UserInstallation={home.as_uri()}", "--headless", "--norestore"]
    command += ["--nolockcheck", "--convert-to", _FILTERS[kind], "--outdir", str(sources[0].parent / "out")]
    try:
        said = output_of([*command, *map(str, sources)], seconds, variables, processor)
        return said.decode(errors="replace").strip()
    except OSError as error:
        return str(error)
    except subprocess.TimeoutExpired:
        return f"超过 {seconds:.0f} 秒没有完成 / not done after {seconds:.0f} seconds"
