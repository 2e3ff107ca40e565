"""What a workbook holds beside the words in its cells: drawings, comments, headers, what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, normpath
from typing import TYPE_CHECKING, Any, Final

import attrs

from ...model.cell import Place
from ...office.opc import Package
from ..left import Kind, Left

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BOOK: Final = "xl/workbook.xml"
_CODES: Final = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-Fa-f]{6}|[A-Z])')
_FIRST: Final = 5
_SHOWN: Final = 40
_ANCHORS: Final = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_SENTENCE: Final = re.compile(r'^"(.*)"$', re.DOTALL)
_BUILT_IN: Final = re.compile(r"^_xl|^Print_|_FilterDatabase$")


@attrs.frozen
class BookParts:
    """The package of a workbook: the part of each sheet, and what a part is related to."""

    package: Package

    def sheets(self) -> Iterator[tuple[str, str]]:
        """The name and the part of each sheet."""
        parts = self.related(_BOOK)
        for one in self.package.xml(_BOOK).iter() if _BOOK in self.package else ():
            if _bare(one.tag) == "sheet":
                yield one.get("name") or "", parts.get(one.get(_R + "id") or "", ("", ""))[1]

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """The kind and the target of each relation of a part, by its id."""
        folder, _, name = part.rpartition("/")
        relations = f"{folder}/_rels/{name}.rels"
        found: dict[str, tuple[str, str]] = {}
        for one in self.package.xml(relations) if relations in self.package else ():
            target = one.get("Target") or ""
            whole = target[1:] if target.startswith("/") else normpath(f"{dirname(part)}/{target}")
            found[one.get("Id") or ""] = ((one.get("Type") or "").rpartition("/")[2], whole)
        return found

    def drawings(self) -> Iterator[Left]:
        """Pictures, charts, shapes, objects and controls of every sheet, with the cell at which each stands."""
        if not any(member.startswith(_DRAWN) for member in self.package.members()):
            return
        for sheet, part in self.sheets():
            for kind, target in self.related(part).values():
                if target not in self.package:
                    continue
                if kind == "drawing":
                    yield from self._drawing(sheet, target)
                elif kind in _BY_RELATION:
                    yield Left(_BY_RELATION[kind], Place(sheet=sheet), self._control(kind, target))

    def _control(self, kind: str, target: str) -> str:
        if kind != "ctrlProp":
            return ""
        given = self.package.xml(target)
        return {"Checked": "☑"}.get(given.get("checked") or "", given.get("objectType") or "")

    def _drawing(self, sheet: str, part: str) -> Iterator[Left]:
        related = self.related(part)
        for anchor in self.package.xml(part):
            if _bare(anchor.tag) in _ANCHORS:
                place = Place(sheet=sheet, cell=_cell(anchor))
                yield from (attrs.evolve(one, place=place) for one in self._drawn(anchor, related))

    def _drawn(self, anchor: Element, related: Mapping[str, tuple[str, str]]) -> Iterator[Left]:
        for one in anchor.iter():
            tag = _bare(one.tag)
            if tag == "pic":
                yield Left(Kind.PICTURE, words=next((e.get("descr") or "" for e in one.iter() if e.get("descr")), ""))
            elif tag == "graphicFrame":
                relation = next((e.get(_R + "id") or e.get(_R + "dm") or "" for e in one.iter() if _is_drawn(e)), "")
                kind, target = related.get(relation, ("", ""))
                diagram = kind.startswith("diagram")
                yield Left(Kind.DIAGRAM if diagram else Kind.CHART, words=self._words(target))
            elif tag in ("sp", "cxnSp"):
                words = " ".join(t.text or "" for t in one.iter(_A + "t")).strip()
                yield Left(Kind.DRAWING if words else Kind.SHAPE, words=words)

    def _words(self, part: str) -> str:
        said = (t.text or "" for t in self.package.xml(part).iter(_A + "t")) if part in self.package else ()
        return " ".join(filter(None, said))


_DRAWN: Final = ("xl/drawings/", "xl/embeddings/", "xl/ctrlProps/", "xl/media/")
_BY_RELATION: Final = {
    "oleObject": Kind.OBJECT, "package": Kind.OBJECT, "ctrlProp": Kind.FIELD, "image": Kind.BACKGROUND,
}  # fmt: skip


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]


def _is_drawn(element: Element) -> bool:
    return bool(element.get(_R + "id") or element.get(_R + "dm"))


def _cell(anchor: Element) -> str | None:
    """The cell at which a drawing begins."""
    start = next((one for one in anchor if _bare(one.tag) == "from"), None)
    numbers = (one for one in (start if start is not None else ()) if (one.text or "").isdigit())
    at = {_bare(one.tag): int(one.text or 0) for one in numbers}
    return _address(at["row"] + 1, at["col"] + 1) if "row" in at and "col" in at else None


def _address(row: int, column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def beside_cells(book: Any, prompts: frozenset[str]) -> Iterator[Left]:
    """Comments, headers, hidden rows, columns and sheets, prompts but for those of the project, and defined names."""
    for sheet in book.worksheets:
        yield from _about(sheet, prompts)
    for name, defined in book.defined_names.items():
        words = _SENTENCE.match(defined.attr_text or "")
        if words and words[1].strip() and not _BUILT_IN.search(name):
            yield Left(Kind.NAME, words=f"{name} {words[1]}")


def _about(sheet: Any, prompts: frozenset[str]) -> Iterator[Left]:
    title = str(sheet.title)
    for cell in list(sheet._cells.values()):
        if cell._comment is not None:
            yield Left(Kind.COMMENT, Place(sheet=title, cell=cell.coordinate), cell._comment.text or "")
    if sheet.sheet_state != "visible":
        yield Left(Kind.HIDDEN_SHEET, Place(sheet=title), _some_words(sheet))
    yield from _running(sheet, title)
    yield from _hidden(sheet, title)
    for one in sheet.data_validations.dataValidation:
        said = {one.promptTitle, one.prompt, one.errorTitle, one.error, *_SENTENCE.findall(one.formula1 or "")}
        strange = sorted(words for words in said - {None} if words and words not in prompts)
        if strange:
            yield Left(Kind.PROMPT, Place(sheet=title, cell=str(one.sqref).split()[0]), "；".join(strange))


def _some_words(sheet: Any) -> str:
    said = (str(cell.value) for cell in list(sheet._cells.values()) if cell.value is not None)
    return " ".join([words for words in said if words.strip()][:8])


def _running(sheet: Any, title: str) -> Iterator[Left]:
    said: dict[tuple[Kind, str], None] = {}
    for which in ("oddHeader", "evenHeader", "firstHeader", "oddFooter", "evenFooter", "firstFooter"):
        one = getattr(sheet, which)
        kind = Kind.HEADER if which.endswith("Header") else Kind.FOOTER
        parts = (_CODES.sub("", part.text or "").strip() for part in (one.left, one.center, one.right))
        words = " ".join(filter(None, parts))
        if re.search(r"[^\W\d_]", re.sub("[第页共]", "", words)):
            said[kind, words] = None
    yield from (Left(kind, Place(sheet=title), words) for kind, words in said)


def _hidden(sheet: Any, title: str) -> Iterator[Left]:
    filled = {cell.row for cell in list(sheet._cells.values()) if cell.value is not None}
    rows = [row for row, one in sorted(sheet.row_dimensions.items()) if one.hidden and row in filled]
    if rows:
        cells = sorted((c for c in list(sheet._cells.values()) if c.row in set(rows)), key=lambda c: (c.row, c.column))
        words = " ".join(str(cell.value) for cell in cells if cell.value is not None)
        said = f"第{'、'.join(map(str, rows[:_FIRST]))}行 {words[:_SHOWN]}"
        yield Left(Kind.HIDDEN_ROW, Place(sheet=title, cell=f"A{rows[0]}"), said)
    columns = [letters for letters, one in sorted(sheet.column_dimensions.items()) if one.hidden]
    if columns:
        yield Left(Kind.HIDDEN_COLUMN, Place(sheet=title), f"{'、'.join(columns[:_FIRST])}列")
