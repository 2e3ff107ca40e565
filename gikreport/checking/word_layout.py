"""Is a Word document well made? Every layout rule over any .docx, made here or by hand."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from ..datafile import file_bytes
from ..fence import fenced
from ..model.finding import At, Finding
from ..office.parts import open_document
from ..rules.word_layout import CHECKS
from .finding import found_at


def check_layout(source: str | PathLike[str] | bytes) -> tuple[Finding, ...]:
    """Every finding about how a .docx is made, errors first; raises Unreadable where it is no Word document."""
    if isinstance(source, bytes):
        return _findings(source, "")
    path = Path(source)
    return _findings(file_bytes(path), path.name)


@fenced
def _findings(data: bytes, name: str) -> tuple[Finding, ...]:
    package = open_document(data, name)
    found = [
        found_at(one.diagnostic(violation), violation, At(place=violation.place))
        for one in CHECKS
        for violation in one.run(package)
    ]
    return tuple(sorted(found, key=lambda finding: not finding.severity.forbids))
