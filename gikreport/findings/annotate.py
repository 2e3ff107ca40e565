"""A copy of a Word document with a comment at every finding: on its cell, or on its paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree

from ..errors import CannotRender, Words
from ..fence import fenced
from ..model.finding import At, Finding
from ..office.opc import Package, package_to_read
from ..office.tree import Tree
from ..readers.formats.docx import below, is_frame, rows_of, whole
from .text import amounts, place

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN: Final = "word/document.xml"
_COMMENTS: Final = "word/comments.xml"
_TYPES: Final = "[Content_Types].xml"
_RELATIONS: Final = "word/_rels/document.xml.rels"
_KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_AUTHOR: Final = "gikreport"
_ID_DIGITS: Final = 9


def annotated(data: bytes, findings: Sequence[Finding], name: str = "", lang: str = "zh") -> bytes:
    """The document with its findings as comments; raises CannotRender where it is no .docx."""
    return _annotated(data, name, findings, lang)


@fenced
def _annotated(data: bytes, name: str, findings: Sequence[Finding], lang: str) -> bytes:
    package = package_to_read(data, name, main=_MAIN)
    if _MAIN not in package:
        words = Words(f"{name or '输入'} 不是 .docx 文件，不能加批注", f"{name or 'input'} is no .docx file")
        raise CannotRender(words)
    document = package.tree(_MAIN)
    comments = package.tree(_COMMENTS) if _COMMENTS in package else _no_comments()
    first = 1 + max((whole(c.get(_w("id")), 0, _ID_DIGITS) for c in comments.root), default=-1)
    for number, (paragraph, finding) in enumerate(_targets(document.root, findings), first):
        _mark(paragraph, number)
        comments.root.append(_comment(number, finding, lang))
    changed = {_MAIN: document, _COMMENTS: comments, **_declared(package)}
    return package.with_changed({name: part.written() for name, part in changed.items()})


def _targets(document: Element, findings: Iterable[Finding]) -> Iterator[tuple[Element, Finding]]:
    """The paragraph that each finding is written beside."""
    tables = list(_tables(document))
    body = [p for p in document.iter(_w("p")) if _text(p).strip()]
    for finding in findings:
        own, related = (finding.at,), [at for at, _ in finding.related]
        beside = (_in_table(tables, own), _in_text(body, finding), _in_table(tables, related), _any(document))
        yield next(paragraph for paragraph in beside if paragraph is not None), finding


def _tables(document: Element) -> Iterator[Element]:
    """The tables as the reader counts them: a frame is none, and what stands in a cell is not counted again."""
    parents = {child: parent for parent in document.iter() for child in parent}
    for table in document.iter(_w("tbl")):
        around = _enclosing(table, parents)
        if not is_frame(table) and (around is None or is_frame(around)):
            yield table


def _enclosing(table: Element, parents: Mapping[Element, Element]) -> Element | None:
    """The table in which another stands."""
    around = parents.get(table)
    while around is not None and around.tag != _w("tbl"):
        around = parents.get(around)
    return around


def _in_table(tables: Sequence[Element], places: Iterable[At]) -> Element | None:
    here = next((at.place for at in places if at.place is not None and at.place.table), None)
    if here is None or not here.table or here.table > len(tables):
        return None
    rows = list(rows_of(tables[here.table - 1]))
    row = rows[here.row - 1] if here.row and here.row <= len(rows) else rows[0] if rows else None
    cell = _cell_at(row, here.column or 1) if row is not None else None
    return cell.find(_w("p")) if cell is not None else None


def _cell_at(row: Element, column: int) -> Element | None:
    """The cell that covers a column of the grid, merged cells counted at their width."""
    before = row.find(f"{_w('trPr')}/{_w('gridBefore')}")
    reached = whole(before.get(_w("val")), 0) if before is not None else 0
    for cell in below(row, _w("tc")):
        span = cell.find(f"{_w('tcPr')}/{_w('gridSpan')}")
        reached += whole(span.get(_w("val")), 1) if span is not None else 1
        if reached >= column:
            return cell
    return None


def _in_text(body: Sequence[Element], finding: Finding) -> Element | None:
    """The paragraph that holds the sentence which the finding quotes, or the heading of its section."""
    quote = str(finding.facts.get("quote", "")).strip("…")[:_ENOUGH]
    said = str(finding.facts.get("said", ""))
    for words in (quote, said, finding.at.section):
        found = next((p for p in body if words and words in _text(p)), None)
        if found is not None:
            return found
    return None


_ENOUGH: Final = 24


def _any(document: Element) -> Element:
    return next(document.iter(_w("p")))


def _text(paragraph: Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(_w("t")))


def _mark(paragraph: Element, number: int) -> None:
    """Put the range of a comment around all that a paragraph holds."""
    start, end = _element("commentRangeStart", id=number), _element("commentRangeEnd", id=number)
    properties = paragraph.find(_w("pPr"))
    paragraph.insert(0 if properties is None else 1, start)
    run = _element("r")
    run.append(_element("commentReference", id=number))
    paragraph.extend([end, run])


def _comment(number: int, finding: Finding, lang: str) -> Element:
    comment = _element("comment", id=number, author=_AUTHOR, initials="gik")
    head = f"{finding.severity.told(lang)} {finding.code} {place(finding.at, lang)}"
    lines = [f"{name}：{said}" for name, said in amounts(finding, lang)]
    for text in (head, finding.words.told(lang), *lines, finding.source, finding.remedy.told(lang)):
        paragraph, run, words = _element("p"), _element("r"), _element("t")
        words.text = text
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(words)
        paragraph.append(run)
        comment.append(paragraph)
    return comment


def _declared(package: Package) -> dict[str, Tree]:
    """The list of kinds and the list of parts, the comments among them."""
    types, relations = package.tree(_TYPES), package.tree(_RELATIONS)
    if _COMMENTS not in package:
        _add(types.root, f"{{{_PACKAGE}/content-types}}Override", PartName=f"/{_COMMENTS}", ContentType=_KIND)
        taken = {relation.get("Id") for relation in relations.root}
        own = next(f"rIdGik{number}" for number in range(len(taken) + 1) if f"rIdGik{number}" not in taken)
        _add(relations.root, f"{{{_PACKAGE}/relationships}}Relationship", Id=own, Type=_RELATION, Target="comments.xml")
    return {_TYPES: types, _RELATIONS: relations}


def _no_comments() -> Tree:
    root = _element("comments")
    return Tree(root, {root: [("w", _W)]})


def _element(tag: str, **attributes: object) -> Element:
    return ElementTree.Element(_w(tag), {_w(key): str(value) for key, value in attributes.items()})


def _add(parent: Element, tag: str, **attributes: str) -> None:
    ElementTree.SubElement(parent, tag, attributes)


def _w(tag: str) -> str:
    return f"{{{_W}}}{tag}"
