"""Is a Word document well made? Every layout rule over any .docx, made here or by hand."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from ..datafile import file_bytes
from ..model.finding import At, Finding
from ..office.parts import DocumentPackage, open_document
from ..rules.word_layout import CHECKS
from .finding import found_at


def check_layout(source: str | PathLike[str] | bytes) -> tuple[Finding, ...]:
    """Every finding about how a .docx is made, errors first; raises Unreadable where it is no Word document."""
    package = _opened(source)
    found = [
        found_at(one.diagnostic(violation), violation, At(place=violation.place))
        for one in CHECKS
        for violation in one.run(package)
    ]
    return tuple(sorted(found, key=lambda finding: not finding.severity.forbids))


def _opened(source: str | PathLike[str] | bytes) -> DocumentPackage:
    if isinstance(source, bytes):
        return open_document(source)
    path = Path(source)
    return open_document(file_bytes(path), path.name)
