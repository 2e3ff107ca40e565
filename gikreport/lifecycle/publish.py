"""What is in a folder to post: the document, the page, the PDF, the data, and an index of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any, Final

import attrs

from ..checking.subject import stated
from ..datafile import encode, schema, to_data
from ..model.document import SoundReport
from ..model.report import tables
from ..renderers.docx import render_docx
from ..renderers.excel.csv import table_csv
from ..renderers.web.html import Attachment, render_html

INDEX: Final = "index.json"
_TYPES: Final[Mapping[str, str]] = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
}


def contents(
    document: SoundReport,
    base: str,
    template: Any = None,
    printed: Callable[[bytes], bytes | None] = lambda word: None,
) -> dict[str, bytes]:
    """The files of a folder to post by their names: .docx, .html, .json, .csv under one name, index.json and a PDF.

    The same report gives the same bytes. `printed` makes the PDF of the Word document, None for a folder without.
    """
    word = render_docx(document, template)
    pdf = printed(word)
    files = {f"{base}.docx": word, **({} if pdf is None else {f"{base}.pdf": pdf}), **dict(_data(document, base))}
    files[f"{base}.html"] = render_html(document, template, _attachments(document, base, files))
    files[INDEX] = index(document, files)
    return files


def _data(document: SoundReport, base: str) -> Iterator[tuple[str, bytes]]:
    """The data for machines: all numbers, totals too, the schema that they keep to, and each table."""
    described = Attachment(f"{base}.schema.json", "")
    whole = attrs.evolve(
        stated(document.report), title=document.title, signed_by=document.signed_by, remarks=document.left_out
    )
    data = {"$schema": described.address, **to_data(whole)}
    yield f"{base}.json", encode(data, ".json").encode()
    yield described.name, _json(schema(document.form))
    for name in document.tables:
        yield f"{base}-{name}.csv", table_csv(document.report, name)


def _attachments(document: SoundReport, base: str, files: Mapping[str, bytes]) -> Iterator[Attachment]:
    words = {f"{base}.docx": "Word 文档", f"{base}.pdf": "PDF 文档", f"{base}.json": "数据（JSON）"}
    called = tables(document.form.report)
    each = {f"{base}-{name}.csv": f"{called[name].words[0]}（CSV）" for name in document.tables}
    yield from (Attachment(name, said) for name, said in {**words, **each}.items() if name in files)


def index(document: SoundReport, files: Mapping[str, bytes]) -> bytes:
    """The index of a folder: the report, and each file with its type, size and SHA-256."""
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


def is_published(folder: Path, beside: Iterable[str] = ()) -> bool:
    """Whether a folder holds nothing but what its own index names, and files of the names `beside`."""
    try:
        listed = json.loads((folder / INDEX).read_bytes())["files"]
        named = {INDEX, *beside, *(one["name"] for one in listed)}
    except (OSError, ValueError, KeyError, TypeError):
        return not any(folder.iterdir())
    return {path.name for path in folder.iterdir()} <= named
