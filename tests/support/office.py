"""What LibreOffice makes of a document: its pages as PDF, or the document in another format."""

import os
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from support import ROOT

FONTS_CONF = ROOT / "tests" / "data" / "fonts.conf"


class OfficeFailed(Exception):
    """LibreOffice did not make the files it was asked for."""


def environment() -> dict[str, str]:
    """The process environment in which a renderer sees the test fonts."""
    return {**os.environ, "FONTCONFIG_FILE": str(FONTS_CONF), "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}


def to_pdf(documents: Sequence[bytes | Path], outdir: Path) -> list[Path]:
    """The PDF of each .docx (bytes) or office file (path), in one run of LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        sources = [_source(document, Path(folder), number) for number, document in enumerate(documents, 1)]
        return convert(sources, outdir)


def convert(sources: Sequence[Path], outdir: Path, suffix: str = "pdf", seconds: float = 120) -> list[Path]:
    """The sources in another format, tried twice; raises `OfficeFailed` when a file is missing after that."""
    targets = [outdir / f"{source.stem}.{suffix}" for source in sources]
    if len(set(targets)) < len(targets):
        raise ValueError(f"two sources would become one file: {sorted(map(str, sources))}")
    for target in targets:
        target.unlink(missing_ok=True)
    said = ""
    for _attempt in range(2):
        said = soffice(sources, outdir, suffix, seconds)
        if all(target.is_file() and target.stat().st_size for target in targets):
            return targets
    raise OfficeFailed(f"no {[target.name for target in targets if not target.is_file()]}: {said}")


def _source(document: bytes | Path, folder: Path, number: int) -> Path:
    """The document as a file; a broken package is refused, since LibreOffice would take it for plain text."""
    path = document if isinstance(document, Path) else folder / f"document-{number}.docx"
    if isinstance(document, bytes):
        path.write_bytes(document)
    if path.suffix in {".docx", ".xlsx"} and not zipfile.is_zipfile(path):
        raise OfficeFailed(f"{path.name} is not a document package")
    return path


def soffice(sources: Sequence[Path], outdir: Path, suffix: str, seconds: float) -> str:
    """Run LibreOffice once on a profile of its own; its exit status says nothing, so what it printed is returned."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", suffix, "--outdir", str(outdir), *map(str, sources)]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment(), start_new_session=True
        )
        try:
            said, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return f"stopped after {seconds} seconds"
        return said.decode(errors="replace")
