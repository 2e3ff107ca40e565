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

DATA: Final = "数据"  # the folder inside, of what is for programs
INDEX: Final = f"{DATA}/index.json"
GUIDE: Final = "说明.txt"
_TYPES: Final[Mapping[str, str]] = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}


def contents(
    document: SoundReport,
    base: str,
    template: Any = None,
    printed: Callable[[bytes], bytes | None] = lambda word: None,
) -> dict[str, bytes]:
    """The files of a folder to post by their names: .docx, .html and a PDF under one name, and 说明.txt.

    Inside 数据 lie the data, .json and .csv, with index.json.

    The same report gives the same bytes. `printed` makes the PDF of the Word document, None for a folder without.
    """
    word = render_docx(document, template)
    pdf = printed(word)
    files = {f"{base}.docx": word, **({} if pdf is None else {f"{base}.pdf": pdf}), **dict(_data(document, base))}
    files[f"{base}.html"] = render_html(document, template, _attachments(document, base, files))
    files[GUIDE] = _guide(document, base, files)
    files[INDEX] = index(document, files)
    return files


def _guide(document: SoundReport, base: str, files: Mapping[str, bytes]) -> bytes:
    """What the person who posts the report is told, in a text that opens everywhere."""
    kinds = {".html": "网页，可直接放到网站上", ".docx": "Word 文档，供下载", ".pdf": "PDF 文档，供下载和打印"}
    listed = [f"  {base}{suffix}    {words}" for suffix, words in kinds.items() if base + suffix in files]
    lines = ["".join(document.title), "", *_GUIDE_ABOVE, *listed, *_GUIDE_BELOW]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


_GUIDE_ABOVE: Final = ("一、发布到网站的是下列文件：",)
_GUIDE_BELOW: Final = (
    f"二、“{DATA}”文件夹是同一份报告的数据（JSON、CSV），供程序读取。请与网页放在同一处，",
    "    不要改名：网页末尾的下载链接指向这里的文件。",
    "三、请不要直接修改这些文件。内容有误时，改正填报的数据，用 gikreport publish 重新生成整个文件夹，",
    "    这样网页、Word、PDF 和数据才会一致。",
    f"四、核验：gikreport verify 加上本文件夹的路径，逐个核对文件是否与清单（{DATA}/manifest.json）一致。",
    "五、本说明不必发布。",
)


def _data(document: SoundReport, base: str) -> Iterator[tuple[str, bytes]]:
    """The data for machines: all numbers, totals too, the schema that they keep to, and each table."""
    described = Attachment(f"{base}.schema.json", "")  # beside the data
    whole = attrs.evolve(
        stated(document.report), title=document.title, signed_by=document.signed_by, remarks=document.left_out
    )
    data = {"$schema": described.address, **to_data(whole)}
    yield f"{DATA}/{base}.json", encode(data, ".json").encode()
    yield f"{DATA}/{described.name}", _json(schema(document.form))
    for name in document.tables:
        yield f"{DATA}/{base}-{name}.csv", table_csv(document.report, name)


def _attachments(document: SoundReport, base: str, files: Mapping[str, bytes]) -> Iterator[Attachment]:
    words = {f"{base}.docx": "Word 文档", f"{base}.pdf": "PDF 文档", f"{DATA}/{base}.json": "数据（JSON）"}
    called = tables(document.form.report)
    each = {f"{DATA}/{base}-{name}.csv": f"{called[name].words[0]}（CSV）" for name in document.tables}
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
    return set(file_names(folder)) <= named


def file_names(folder: Path) -> Iterator[str]:
    """The names of the files of a published folder, as its index has them: those in a folder inside with its name."""
    for path in sorted(folder.iterdir()):
        if path.name == DATA and path.is_dir() and not path.is_symlink():
            yield from (f"{DATA}/{inner.name}" for inner in sorted(path.iterdir()))
        else:
            yield path.name
