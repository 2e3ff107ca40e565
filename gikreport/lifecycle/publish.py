"""One report as a folder to post: the document, the page, the PDF, the data, and an index of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any, Final

import attrs

from ..checking.sound import sound
from ..checking.subject import stated
from ..datafile import encode, schema, to_data
from ..files import file_name, write_folder
from ..model.document import SoundReport
from ..model.finding import Finding
from ..model.options import Options
from ..model.reading import Reading
from ..model.report import Report, tables
from ..renderers.docx import render_docx
from ..renderers.excel.csv import table_csv
from ..renderers.printed.pdf import to_pdf
from ..renderers.web.html import Attachment, render_html

INDEX: Final = "index.json"
_TYPES: Final[Mapping[str, str]] = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
}


@attrs.frozen
class Published:
    """What was written: the folder, the names of its files, the warnings, and the fonts replaced in the PDF."""

    folder: Path
    files: tuple[str, ...]
    warnings: tuple[Finding, ...]
    replaced: Mapping[str, str]


def publish(
    subject: Reading | Report | SoundReport,
    folder: str | Path,
    *,
    name: str | None = None,
    options: Options | None = None,
    template: Any = None,
    pdf: bool = True,
) -> Published:
    """Write a report as .docx, .html, .pdf, .json and .csv, all under one name, with index.json; all or nothing.

    The same report gives the same bytes, but for the PDF and its line in the index. `name` is that of the data file,
    or the title, unless given. A folder that was published before is replaced, any other is left alone.
    Raises UnsoundReport for what is not sound, CannotRender where a program or a font is missing, or the folder
    cannot be written.
    """
    document = _document(subject, options)
    base = file_name(name or _own_name(subject, document), otherwise="report")
    word = render_docx(document, template)
    printed = to_pdf([word], substitute_fonts=document.options.substitute_fonts) if pdf else ()
    files = {f"{base}.docx": word, **{f"{base}.pdf": one.data for one in printed}, **dict(_data(document, base))}
    files[f"{base}.html"] = render_html(document, template, _attachments(document, base, files))
    files[INDEX] = _index(document, files)
    target = write_folder(folder, files, _is_published)
    replaced = {old: new for one in printed for old, new in one.replaced.items()}
    return Published(target, tuple(sorted(files)), document.warnings, replaced)


def _document(subject: Reading | Report | SoundReport, options: Options | None) -> SoundReport:
    if isinstance(subject, SoundReport):
        return subject if options is None else attrs.evolve(subject, options=options)
    return sound(subject, options=options)


def _own_name(subject: object, document: SoundReport) -> str:
    named = subject.name if isinstance(subject, Reading) else ""
    return PurePath(named).stem or "".join(document.title)


def _data(document: SoundReport, base: str) -> Iterator[tuple[str, bytes]]:
    """The data for machines: all numbers, totals too, the schema that they keep to, and each table."""
    described = Attachment(f"{base}.schema.json", "")
    data = {"$schema": described.address, **to_data(stated(document.report))}
    yield f"{base}.json", encode(data, ".json").encode()
    yield described.name, _json(schema(document.form))
    for name in document.tables:
        yield f"{base}-{name}.csv", table_csv(document.report, name)


def _attachments(document: SoundReport, base: str, files: Mapping[str, bytes]) -> Iterator[Attachment]:
    words = {f"{base}.docx": "Word 文档", f"{base}.pdf": "PDF 文档", f"{base}.json": "数据（JSON）"}
    called = tables(document.form.report)
    each = {f"{base}-{name}.csv": f"{called[name].words[0]}（CSV）" for name in document.tables}
    yield from (Attachment(name, said) for name, said in {**words, **each}.items() if name in files)


def _index(document: SoundReport, files: Mapping[str, bytes]) -> bytes:
    listed = [
        {
            "name": name,
            "type": _TYPES[PurePath(name).suffix],
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        for name, content in sorted(files.items())
    ]
    facts = {"agency": document.agency, "year": document.year, "form": document.form.name}
    return _json({**facts, "title": "".join(document.title), "files": listed})


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _is_published(folder: Path) -> bool:
    """Whether a folder holds nothing but what its own index names."""
    try:
        listed = json.loads((folder / INDEX).read_bytes())["files"]
        named = {INDEX, *(one["name"] for one in listed)}
    except (OSError, ValueError, KeyError, TypeError):
        return not any(folder.iterdir())
    return {path.name for path in folder.iterdir()} <= named
