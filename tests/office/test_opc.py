"""One door: whoever opens an Office file, what is wrong with it is found, and told in the words of that caller."""

import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import gikreport
from gikreport.errors import GikreportError
from gikreport.forms import FORMS
from gikreport.office.opc import DOCUMENT, Fault, member_names, package, package_to_read
from gikreport.office.worksheet import workbook_rows
from gikreport.readers.formats.docx import find_docx
from gikreport.readers.formats.xlsx import find_xlsx
from gikreport.renderers.template.library import load_template
from gikreport.renderers.template.official import official_file

MAIN = "word/document.xml"
Y2021 = next(form for form in FORMS if form.name == "y2021")


def packed(members: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return out.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def book() -> bytes:
    rendered = gikreport.render(gikreport.read({"form": "y2021", "agency": "甲局", "year": 2024}), ".xlsx")
    assert isinstance(rendered, bytes)
    return rendered


def encrypted(data: bytes) -> bytes:
    """Every member marked as encrypted, in its own header and in the directory."""
    made = bytearray(data)
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = made.find(mark)
        while at >= 0:
            (flags,) = struct.unpack_from("<H", made, at + place)
            struct.pack_into("<H", made, at + place, flags | 1)
            at = made.find(mark, at + 4)
    return bytes(made)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def doubled(data: bytes) -> bytes:
    """The first part twice, under one name."""
    out = io.BytesIO(data)
    first = next(iter(members(data)))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as target:
        target.writestr(first, b"<x/>")
    return out.getvalue()


def with_doctype(data: bytes, encoding: str = "utf-8") -> bytes:
    """A document type before the root of every part, in this encoding."""
    head = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "b">]>'

    def changed(content: bytes) -> bytes:
        root = re.sub(r"^\s*<\?xml.*?\?>\s*", "", content.decode())
        return (head + root).encode(encoding)

    return packed({name: changed(c) if name.endswith((".xml", ".rels")) else c for name, c in members(data).items()})


def large(data: bytes) -> bytes:
    """The first part of 20 megabytes of spaces."""
    found = members(data)
    first = MAIN if MAIN in found else "xl/workbook.xml"
    return packed({**found, first: found[first] + b" " * (20 * 2**20)})


def squeezed(data: bytes) -> bytes:
    """Packed in a way that no Office program packs."""
    return packed(members(data), zipfile.ZIP_LZMA)


def many(data: bytes) -> bytes:
    """Thousands of parts."""
    return packed({**members(data), **{f"x/{n}": b"" for n in range(5001)}})


def elsewhere(data: bytes) -> bytes:
    """The relation to what an office program opens names another part than the usual one."""
    parts = members(data)
    relation = re.compile(rb"Target=.(/?word/document|/?xl/workbook)\.xml")
    assert relation.search(parts["_rels/.rels"])
    return packed({**parts, "_rels/.rels": relation.sub(b'Target="./other/part2.xml', parts["_rels/.rels"])})


Way = Callable[[bytes, Path], Any]


def rows(data: bytes, folder: Path) -> Any:
    path = folder / "台账.xlsx"
    path.write_bytes(data)
    return list(workbook_rows(path))


WAYS: dict[str, tuple[Way, Callable[[], bytes]]] = {
    "read": (lambda data, _: find_docx(data, "年报.docx"), lambda: official_file(Y2021)),
    "layout": (lambda data, _: gikreport.check_layout(data), lambda: official_file(Y2021)),
    "comments": (lambda data, _: gikreport.annotated(data, []), lambda: official_file(Y2021)),
    "template": (lambda data, _: load_template(data, Y2021), lambda: official_file(Y2021)),
    "workbook": (lambda data, _: find_xlsx(data, "年报.xlsx"), book),
    "ledger": (rows, book),
}
FAULTS: dict[str, Callable[[bytes], bytes]] = {
    "half": lambda data: data[: len(data) // 2],
    "encrypted": encrypted,
    "doubled": doubled,
    "doctype": with_doctype,
    "doctype in UTF-16": lambda data: with_doctype(data, "utf-16"),
    "large": large,
    "squeezed": squeezed,
    "many": many,
    "capitals": lambda data: packed({**members(data), **{name.upper(): data for name, data in members(data).items()}}),
    "elsewhere": elsewhere,
}
ONCE = {
    "half": "文件不完整，或不是 Office 文档",
    "encrypted": "文件有密码，请先去掉密码再读",
    "doubled": "文件中有重名的部件，不予读取",
    "doctype": "含有 DOCTYPE，不予读取",
    "doctype in UTF-16": "含有 DOCTYPE，不予读取",
    "large": "内容过多，不像一份年度报告",
    "squeezed": "已损坏",
    "many": "内容过多，不像一份年度报告",
    "capitals": "文件中有重名的部件，不予读取",
    "elsewhere": "打开时显示的是其中的 other/part2.xml，与常规不同，不予读取",
}
OTHERWISE = {
    ("template", "half"): "模板不是 .docx 文件",
    ("template", "encrypted"): "模板有密码，请先去掉密码",
    ("template", "doubled"): "模板的部件过多或重名",
    ("template", "doctype"): "模板中的部件带有 DOCTYPE",
    ("template", "doctype in UTF-16"): "模板中的部件带有 DOCTYPE",
    ("template", "large"): "模板展开后过大",
    ("template", "squeezed"): "模板文件已损坏",
    ("template", "many"): "模板的部件过多或重名",
    ("template", "capitals"): "模板的部件过多或重名",
    ("template", "elsewhere"): "关系指向的 ./other/part2.xml 不在模板中，或不是这种部件",
    ("ledger", "many"): "台账.xlsx展开后过大",
}


MET = [(way, fault) for way in WAYS for fault in FAULTS if (way, fault) != ("ledger", "large")]  # which may be large


@pytest.mark.parametrize(("way", "fault"), MET)
def test_every_fault_is_found_on_every_way_in(way: str, fault: str, tmp_path: Path) -> None:
    opens, sound = WAYS[way]
    broken = FAULTS[fault](sound())
    with pytest.raises(GikreportError) as refused:
        opens(broken, tmp_path)
    assert OTHERWISE.get((way, fault), ONCE[fault]) in refused.value.told("zh")
    assert refused.value.told("en")


@pytest.mark.parametrize("way", WAYS)
def test_what_is_sound_comes_in(way: str, tmp_path: Path) -> None:
    opens, sound = WAYS[way]
    opens(sound(), tmp_path)


def test_members_that_are_small_alone_and_large_together_are_not_read_on() -> None:
    opened = package_to_read(packed({f"{n}.xml": b" " * 2**23 for n in range(33)}))
    for name in opened.members()[:32]:
        opened.read(name)
    with pytest.raises(gikreport.Unreadable, match="内容过多"):
        opened.read("32.xml")


@pytest.mark.parametrize("most", [2, 9000], ids=["directory of a long package", "plain directory"])
@pytest.mark.parametrize("comment", [b"", b"PK\x05\x06" * 9])
def test_members_beyond_all_bounds_are_counted_and_not_opened(
    most: int, comment: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", most)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        target.comment = comment
        for n in range(5001):
            target.writestr(f"{n}", b"")
    monkeypatch.delattr(zipfile, "ZipFile")
    with pytest.raises(gikreport.Unreadable, match="内容过多"):
        package_to_read(written.getvalue())
    assert member_names(written.getvalue()) == frozenset()


def test_the_caller_words_what_is_wrong() -> None:
    class Mine(GikreportError):
        """Of this caller."""

    heard: list[tuple[Fault, str]] = []

    def told(fault: Fault, member: str) -> Mine:
        heard.append((fault, member))
        return Mine(gikreport.errors.Words("", ""))

    opened = package(packed({"a.xml": b"<a>", "b.xml": b"<!DOCTYPE b><b/>"}), told, DOCUMENT)
    for ask in (lambda: opened.xml("a.xml"), lambda: opened.tree("b.xml"), lambda: opened.read("c.xml")):
        with pytest.raises(Mine):
            ask()
    assert heard == [(Fault.NO_XML, "a.xml"), (Fault.DOCTYPE, "b.xml"), (Fault.MISSING, "c.xml")]
