"""审核: many offices' reports at once, worst first; the page of findings, a table of all, copies with comments."""

from __future__ import annotations

import io
import pathlib
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, Final

from ..checking.files import Judged, by_office, judge, worst_first
from ..errors import GikreportError, Words
from ..findings.annotate import annotated
from ..findings.html import findings_page
from ..findings.tally import tally
from ..findings.text import label
from ..model.diagnostic import Severity
from ..model.reading import Reading
from ..readers.formats.kinds import is_docx
from ..server.answers import KINDS, Answer, disposition
from ..server.bodies import Elsewhere, File, Given, Pace
from ..tabular import encode_rows

_HEADING: Final = ("文件", "单位", "年度", *(severity.told() for severity in Severity), "问题")
_SHOWN: Final = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"}
_DATED: Final = (1980, 1, 1, 0, 0, 0)


def review(files: Sequence[File], last: Sequence[File], given: Given, *, packed: bool) -> Answer:
    """The page of findings of many files; or a zip of it with the table and the copies that have comments.

    Files of last year are found again by the name of their office. Raises GikreportError where no file was chosen, and
    Elsewhere where such work may not take its time.
    """
    if not files:
        raise GikreportError(Words("还没有选要审核的文件", "no file was chosen"))
    if given.pace is not Pace.LONG:
        raise Elsewhere(Pace.LONG)
    named, before = dict(_named(files)), [_before(given, file) for file in last]
    known = by_office(one.reading for one in before if one.reading is not None)
    judged = judge(list(named), previous=known or None, reader=lambda name: _read(given, named[name]))
    judged = worst_first([*judged, *(one for one in before if one.error is not None)])
    page = findings_page(judged).encode("utf-8", "xmlcharrefreplace")
    if not packed:
        return Answer(kind=KINDS["html"], content=page, headers=_SHOWN, verdict="reviewed")
    made = {"核对结果.html": page, "一览表.xlsx": encode_rows(_HEADING, map(_row, judged), ".xlsx")}
    read = [one for one in judged if one.error is None]
    made |= {f"批注/{one.name}": copy for one in read for copy in _commented(one, named[one.name])}
    headers = {"Content-Disposition": disposition("审核结果", "zip")}
    return Answer(kind=KINDS["zip"], content=_packed(made), headers=headers, verdict=tally(judged))


def _named(files: Sequence[File]) -> Iterator[tuple[str, File]]:
    """Each file under a name of its own; a name that stands twice is numbered."""
    met: dict[str, int] = {}
    for file in files:
        path = pathlib.PurePath(file.name or "report")
        met[file.name] = number = met.get(file.name, 0) + 1
        yield (path.name if number == 1 else f"{path.stem}（{number}）{path.suffix}"), file


def _read(given: Given, file: File) -> Reading:
    return Given({"report": file, "libreoffice": True}, office=given.office, pace=given.pace).reading("report")


def _before(given: Given, file: File) -> Judged:
    """A report of last year; why it cannot be read is told in a line of its own."""
    name = f"上一年的 {file.name}"
    try:
        return Judged(name=name, reading=_read(given, file))
    except GikreportError as error:
        return Judged(name=name, error=error)


def _row(one: Judged) -> tuple[Any, ...]:
    if one.error is not None:
        return (one.name, "", "", *("" for _ in Severity), one.error.words.zh)
    agency, year = (one.reading.agency or "", one.reading.year or "") if one.reading else ("", "")
    said = "；".join(f"{finding.at.table or finding.at.section}{_column(finding.at.column)}：{finding.words.zh}"
                    for finding in one.findings)  # fmt: skip
    return (one.name, agency, year, *(one.count(severity) for severity in Severity), said)


def _column(words: tuple[str, ...]) -> str:
    return f"（{label(words)}）" if words else ""


def _commented(one: Judged, file: File) -> Iterator[bytes]:
    """The Word document with a comment at each finding; none of other kinds of files, and none where all is well."""
    if one.findings and is_docx(file.content, file.suffix):
        yield annotated(file.content, one.findings, one.name)


def _packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, _DATED), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
