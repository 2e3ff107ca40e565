"""LibreOffice as a program that prints documents: found, run on a profile of its own, watched, tried twice."""

from __future__ import annotations

import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from typing import Final

from ..errors import CannotRender, Problem, Words

_NAMES: Final = (
    "soffice",
    "libreoffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
# PDF/A-2b (ISO 19005-2), tagged, with the document's headings as bookmarks.
_FILTER: Final = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
)
_STARTING, _EACH = 60.0, 10.0  # seconds that LibreOffice may take to start, and for each document


def program() -> str:
    """The LibreOffice of this machine; raises CannotRender where there is none."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        zh = "安装 LibreOffice：Debian/Ubuntu 运行 sudo apt-get install libreoffice-writer，其他系统见 libreoffice.org"
        en = "install LibreOffice: sudo apt-get install libreoffice-writer, or see libreoffice.org"
        raise CannotRender(Words("没有找到 LibreOffice，不能生成 PDF", "LibreOffice is missing, no PDF can be made"),
                           [Problem("", Words(zh, en))])  # fmt: skip
    return found


def print_all(documents: Sequence[bytes], seconds: float | None = None) -> list[bytes]:
    """The PDF of each .docx, in one call of LibreOffice; what fails is tried once more.

    Raises CannotRender where LibreOffice is missing, takes longer than `seconds`, or leaves a document out.
    """
    soffice = program()
    with tempfile.TemporaryDirectory(prefix="gikreport-", ignore_cleanup_errors=True) as name:
        folder = pathlib.Path(name)
        sources = [folder / f"{number}.docx" for number in range(len(documents))]
        for source, document in zip(sources, documents, strict=True):
            source.write_bytes(document)
        said = ""
        for attempt in range(2):
            if open_ := [source for source in sources if not _printed(source)]:
                limit = seconds or _STARTING + _EACH * len(open_)
                said = _run(soffice, open_, folder / f"profile-{attempt}", limit)
        return [_result(source, said) for source in sources]


def _printed(source: pathlib.Path) -> bool:
    target = source.with_suffix(".pdf")
    return target.is_file() and target.stat().st_size > 0


def _result(source: pathlib.Path, said: str) -> bytes:
    if not _printed(source):
        raise CannotRender(
            Words("LibreOffice 没有生成 PDF，已重试一次", "LibreOffice made no PDF, tried twice"),
            [Problem("", Words(said, said))] if said else (),
        )
    return source.with_suffix(".pdf").read_bytes()


def _run(soffice: str, sources: Sequence[pathlib.Path], profile: pathlib.Path, seconds: float) -> str:
    """Run LibreOffice once; its exit status says nothing, so what it said is returned."""
    command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
    command += ["--convert-to", _FILTER, "--outdir", str(sources[0].parent), *map(str, sources)]
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
        )
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


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice and the programs that it started."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()
