"""LibreOffice as a program that converts documents: found, run on a profile of its own, watched, tried twice."""

from __future__ import annotations

import functools
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from typing import Final, NoReturn

from ..errors import CannotRender, Problem, Words
from ..limits import limits

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
    with tempfile.TemporaryDirectory(prefix="gikreport-", ignore_cleanup_errors=True) as name:
        folder = pathlib.Path(name)
        sources = [folder / f"{number}.docx" for number in range(len(documents))]
        for source, document in zip(sources, documents, strict=True):
            source.write_bytes(document)
        said = ""
        for attempt in range(2):
            if left := [source for source in sources if not _made(source, "pdf")]:
                limit = seconds or _STARTING + _EACH * len(left)
                said = _run(soffice, left, "pdf", folder / f"profile-{attempt}", limit)
        return [_made(source, "pdf") or _nothing(said) for source in sources]


def converted(soffice: str, data: bytes, suffix: str, kind: str) -> bytes:
    """A file as "docx" or "xlsx"; empty where LibreOffice makes nothing of it, tried twice.

    It may come from anybody: nothing of the user's own settings, and no folder of theirs, is in reach.
    """
    until = time.monotonic() + limits().waiting - _BEFORE
    for _ in range(2):
        left = until - time.monotonic()
        if left <= 0:
            break
        with tempfile.TemporaryDirectory(prefix="gikreport-", ignore_cleanup_errors=True) as name:
            folder = pathlib.Path(name)
            source = folder / f"source{suffix}"
            source.write_bytes(data)
            _run(soffice, [source], kind, folder / "profile", left, {**_inherited(), "HOME": name})
            if made := _made(source, kind):
                return made
    return b""


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


def _run(
    soffice: str,
    sources: Sequence[pathlib.Path],
    kind: str,
    profile: pathlib.Path,
    seconds: float,
    environment: Mapping[str, str] | None = None,
) -> str:
    """Run LibreOffice once; its exit status says nothing, so what it said is returned.

    In a new profile macros stay off.
    """
    command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
    command += ["--convert-to", _FILTERS[kind], "--outdir", str(sources[0].parent / "out"), *map(str, sources)]
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=True, env=environment, preexec_fn=_as_usual if hasattr(os, "fork") else None,
        )  # fmt: skip
    except OSError as error:
        return str(error)
    try:
        said, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        _end(process)
        return f"超过 {seconds:.0f} 秒没有完成 / not done after {seconds:.0f} seconds"
    except BaseException:
        _end(process)
        raise
    return said.decode(errors="replace").strip()


def _as_usual() -> None:
    """LibreOffice is not bound by what a worker of ours may take: it has the time that it is given."""
    import resource

    for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (hard, hard))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice and the programs that it started."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()


@functools.cache
def _inherited() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "SAL_USE_VCLPLUGIN"}
