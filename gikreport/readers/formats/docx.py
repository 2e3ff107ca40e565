"""What a Word document holds, whoever made it: one walk over its paragraphs and tables, changes as accepted."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import attrs

from ...limits import hold, limits
from ...model.cell import Place
from ...model.prose import Part
from ...office.opc import Package, package_to_read
from ..amounts import marks_a_note
from ..figures import marked, unmarked, without_heading_marks
from ..found import (
    FileFacts,
    Found,
    FoundCell,
    FoundParagraph,
    FoundTable,
    Item,
    Role,
    changes,
    hidden,
)
from ..left import Kind, Left
from .docx_figures import ROLES, OwnFigures, left_table
from .docx_left import Leavings, W

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_P, _TBL, _TR, _TC, _R, _T = (W + tag for tag in ("p", "tbl", "tr", "tc", "r", "t"))
_TCPR, _MERGE, _SPAN = (W + tag for tag in ("tcPr", "vMerge", "gridSpan"))
_WITHHELD: Final = tuple(W + tag for tag in ("vanish", "strike", "dstrike"))  # hidden on paper, or struck out
_RAISED: Final = W + "vertAlign"
_VAL: Final = W + "val"
_PR, _RPR, _TRPR, _BOX = W + "pPr", W + "rPr", W + "trPr", W + "txbxContent"
_STYLE, _DEL, _BEFORE = W + "pStyle", W + "del", W + "gridBefore"
_CHOICES: Final = MC + "AlternateContent"
_GONE: Final = frozenset(W + tag for tag in ("del", "moveFrom"))
_SIGNS: Final = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": "\t"}
_NO_TEXT: Final = frozenset(
    W + tag for tag in ("pPr", "rPr", "tblPr", "instrText", "delText", "delInstrText", "rt", "sectPr", "trPr", "tcPr")
)
_ROLES: Final = {
    "title": Role.TITLE, "heading 1": Role.HEADING, "signature": Role.SIGNATURE, "date": Role.DATE, **ROLES,
}  # fmt: skip
_MARKS: Final = {W + "b": 1, W + "i": 2, W + "u": 4, W + "vertAlign": 8}
_UNMARKED: Final = frozenset(("0", "false", "off", "none", "baseline", "subscript"))
_MOST_DIGITS: Final = 5
_TOP: Final = 4
_OWN: Final = re.compile(r"^政府信息公开工作年度报告（(\d{4})年度）$")


def find_docx(data: bytes, name: str = "") -> Found:
    """What a .docx holds; raises Unreadable where it is broken, encrypted or no Word document."""
    package = package_to_read(data, name, main="word/document.xml")
    facts = _facts(package)
    walk = _Walk(name, _styles(package), Leavings(package), facts)
    main = package.xml("word/document.xml")
    for part in main:
        if part.tag == W + "body":
            walk.blocks(part)
        elif part.tag == W + "background" and len(part):
            walk.left.found.append(Left(Kind.BACKGROUND))
    walk.end()
    left = (*hidden(walk.hidden), *walk.left.all(_title(walk)))
    attachments = walk.figures.attachments()
    return Found(name, tuple(walk.items), facts, tuple(changes(walk.changes)), left, attachments)


def _title(walk: _Walk) -> str:
    """The words at the top of a document, which a header may repeat."""
    first = [item.text for item in walk.items[:_TOP] if isinstance(item, FoundParagraph)]
    return "".join([walk.facts.title, *first])


def _styles(package: Package) -> dict[str, Role]:
    """The role that each style id stands for."""
    if "word/styles.xml" not in package:
        return {}
    roles = {}
    for style in package.xml("word/styles.xml").findall(W + "style"):
        named = style.find(W + "name")
        role = _ROLES.get((named.get(_VAL) or "").lower()) if named is not None else None
        if role:
            roles[style.get(W + "styleId") or ""] = role
    return roles


def _facts(package: Package) -> FileFacts:
    """What a document made by us says of itself: its office, its year, the lines of its title."""
    if "docProps/core.xml" not in package:
        return FileFacts()
    core = {child.tag.rpartition("}")[2]: child.text or "" for child in package.xml("docProps/core.xml")}
    own = _OWN.match(core.get("subject", ""))
    if not own:
        return FileFacts()
    title = core.get("title", "")
    return FileFacts(is_ours=True, agency=core.get("creator", ""), year=int(own.group(1)), title=title)


@attrs.define
class _Walk:
    """Goes through a document once and keeps what it finds."""

    name: str
    styles: dict[str, Role]
    left: Leavings
    facts: FileFacts = FileFacts()
    items: list[Item] = attrs.field(factory=list)
    figures: OwnFigures = attrs.field(factory=OwnFigures)
    marking: bool = False  # whether words that are set off are marked
    paragraphs: int = 0
    tables: int = 0
    changes: int = 0
    hidden: list[str] = attrs.field(factory=list)
    open_text: str = ""

    def blocks(self, parent: Element) -> None:
        """Paragraphs and tables below an element, in order."""
        for child in parent:
            tag = child.tag
            if tag == _P:
                self._paragraph(child)
            elif tag == _TBL:
                self._table(child)
            elif tag in _GONE:
                self.changes += 1
            elif tag == _CHOICES:
                self.blocks(child[0] if len(child) else child)
            elif tag not in _NO_TEXT and not self.left.meet(child):
                self.blocks(child)

    def _paragraph(self, paragraph: Element) -> None:
        hold(len(self.items), "items", self.name)
        boxes: list[Element] = []
        self.marking = True
        text = self.open_text + self.text(paragraph, boxes)
        self.marking = False
        properties = paragraph.find(_PR)
        if _child(_child(properties, _RPR), _DEL) is not None:
            self.open_text, self.changes = text, self.changes + 1
        else:
            self.open_text = ""
            role = self._role(properties)
            text, parts = unmarked(text)
            self._add(self._unbroken(text, paragraph, role), role, parts)
            self._numbered(properties, text)
        if self.left.is_waiting:
            self._stand(Place(paragraph=max(1, self.paragraphs)), text)
        for box in boxes:
            self.blocks(box)

    def _add(self, text: str, role: Role, parts: tuple[Part, ...] = ()) -> None:
        if text.strip():
            self.paragraphs += 1
            parts = parts if self.facts.is_ours else without_heading_marks(parts)
            found = FoundParagraph(text.strip(), Place(paragraph=self.paragraphs), role, parts)
            self.items += self.figures.text(found, self.left.found)

    def _stand(self, place: Place, near: str) -> None:
        """Give what was met its place; pictures go into the attachment that is being read."""
        if any(one.figure is not None for one in self.left.waiting):
            self.items += self.figures.waiting()
        self.left.stand(place, near, self._last_place)
        placed = [one for one in self.left.just_placed if one.figure is not None]
        for one in placed:
            if one.figure is not None and self.figures.put(one.figure, self.left.found):
                self.left.forget(one)

    @property
    def _last_place(self) -> Place | None:
        return self.items[-1].place if self.items else None

    def end(self) -> None:
        """What waits at the end of the document is text; so is 附件说明 that names other attachments."""
        self.items += self.figures.waiting()
        self.items += self.figures.other_notes()

    def _numbered(self, properties: Element | None, text: str) -> None:
        """A number that the word processor sets is none of the words."""
        number = _child(_child(properties, W + "numPr"), W + "numId")
        if number is not None and number.get(_VAL) != "0":
            self.left.found.append(Left(Kind.NUMBER, words=text.strip()))

    def _unbroken(self, text: str, paragraph: Element, role: Role) -> str:
        """A name, or a title that was one line, which was broken because it had no room."""
        if role is Role.SIGNATURE:
            return text.replace("\n", "")
        wrapped = role is Role.TITLE and any(br.get(W + "type") == "textWrapping" for br in paragraph.iter(W + "br"))
        title = self.facts.title
        return title if wrapped and "".join(text.split()) == "".join(title.split()) else text

    def _role(self, properties: Element | None) -> Role:
        style = _child(properties, _STYLE)
        return self.styles.get(style.get(_VAL) or "", Role.NONE) if style is not None else Role.NONE

    def text(self, parent: Element, boxes: list[Element]) -> str:
        """The words of a paragraph as they are printed; text boxes in it are put aside."""
        said: list[str] = []
        last = ""  # what stands before a run that may be the number of a note, set higher behind a number
        for child in parent:
            tag = child.tag
            last = (said[-1] if said else "") or last
            if tag == _T:
                said.append(child.text or "")
            elif tag == _R:
                words = self._run(child, boxes)
                if not (words and _is_raised(child) and marks_a_note(*(unmarked(one)[0] for one in (last, words)))):
                    said.append(words)
            elif tag in _SIGNS:
                said.append(_SIGNS[tag])
            elif tag == _BOX:
                boxes.append(child)
            elif tag not in _NO_TEXT:
                said.append(self._inner(child, boxes))
        return "".join(said)

    def _inner(self, element: Element, boxes: list[Element]) -> str:
        """The words in markup around runs: links, fields, changes, content controls; of alternatives the first."""
        if element.tag in _GONE:
            self.changes += 1
            return ""
        if element.tag == _CHOICES:
            return self.text(element[0], boxes) if len(element) else ""
        self.changes += element.tag == W + "ins"
        return "" if self.left.meet(element) else self.text(element, boxes)

    def _run(self, run: Element, boxes: list[Element]) -> str:
        properties = run.find(_RPR)
        if properties is not None and any(_is_on(one) for one in properties if one.tag in _WITHHELD):
            words = "".join(t.text or "" for t in run.iter(_T))
            self.hidden += [words] if words.strip() else []
            return ""
        words = self.text(run, boxes)
        return marked(words, _marks(properties)) if self.marking and properties is not None and words else words

    def _table(self, table: Element) -> None:
        if is_frame(table):
            for cell in _own_cells(table):
                self.blocks(cell)
            return
        self.tables += 1
        for row in filter(_is_deleted, below(table, _TR)):
            self.changes += 1
            words = " ".join(filter(None, ("".join(t.text or "" for t in cell.iter(_T)) for cell in below(row, _TC))))
            self.left.found.append(Left(Kind.TRACKED_ROW, words=words))
        place = Place(table=self.tables)
        self.left.stand(place)
        cells = tuple(_merged(self._cells(table, self.tables)))
        self._put(FoundTable(cells, place, header_rows=_header_rows(table)), self._table_role(table))

    def _put(self, table: FoundTable, role: Role) -> None:
        small = self.figures.table(table, role)
        if small is None:
            self.items += (*self.figures.waiting(), table)
        elif not self.figures.put(small, self.left.found):
            self.left.found.append(left_table(table, small))
            self.left.stand(table.place, "", self._last_place)

    def _table_role(self, table: Element) -> Role:
        style = _child(table.find(W + "tblPr"), W + "tblStyle")
        return self.styles.get(style.get(_VAL) or "", Role.NONE) if style is not None else Role.NONE

    def _cells(self, table: Element, number: int) -> Iterator[tuple[FoundCell, bool]]:
        """Each cell with its place on the table's grid, and whether it goes on from above."""
        for row, element in enumerate(rows_of(table)):
            hold(row, "rows", self.name)
            column = _number(_child(element.find(_TRPR), _BEFORE), 0)
            for cell in below(element, _TC):
                span, goes_on = _spans(cell.find(_TCPR))
                place = Place(table=number, row=row + 1, column=column + 1)
                yield FoundCell(self._cell_text(cell), row, column, 1, span, place), goes_on
                if self.left.is_waiting:
                    self.left.stand(place)
                column = min(column + span, limits().columns)

    def _cell_text(self, cell: Element) -> str:
        boxes: list[Element] = []
        if len(cell) > 2:
            for table in cell.iter(_TBL):
                self.left.found.append(Left(Kind.NESTED, words=" ".join(t.text or "" for t in table.iter(_T))))
        lines = [self.text(p, boxes) for p in cell.iter(_P)] if len(cell) != 2 else [self.text(cell[-1], boxes)]
        lines += [self.text(p, []) for box in boxes for p in box.iter(_P)]
        return "\n".join(line for line in lines if line.strip())


def _is_raised(run: Element) -> bool:
    raised = _child(run.find(_RPR), _RAISED)
    return raised is not None and raised.get(_VAL) == "superscript"


def _marks(properties: Element) -> int:
    """How words are set off by the run itself, not by its style."""
    found = 0
    for one in properties:
        if one.tag in _MARKS and one.get(_VAL, "1") not in _UNMARKED:
            found |= _MARKS[one.tag]
    return found


def _header_rows(table: Element) -> int | None:
    """How many rows at the top the file repeats on each page; None where it marks none."""
    heads = (_is_on(_child(row.find(_TRPR), W + "tblHeader")) for row in rows_of(table))
    return sum(1 for _ in itertools.takewhile(bool, heads)) or None


def rows_of(table: Element) -> Iterator[Element]:
    """The rows of a table; one that was deleted in a tracked change is gone."""
    return (row for row in below(table, _TR) if not _is_deleted(row))


def _is_deleted(row: Element) -> bool:
    return _child(row.find(_TRPR), _DEL) is not None


def below(parent: Element, wanted: str) -> Iterator[Element]:
    """The elements of one kind below another, through content controls and custom markup."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag not in _NO_TEXT and child.tag not in _GONE and child.tag not in (_P, _TBL):
            yield from below(child, wanted)


def _spans(properties: Element | None) -> tuple[int, bool]:
    """How many columns a cell covers, and whether it goes on from above."""
    if properties is None:
        return 1, False
    merge = properties.find(_MERGE)
    goes_on = merge is not None and merge.get(_VAL, "continue") != "restart"
    span = properties.find(_SPAN)
    return 1 if span is None else max(1, min(_number(span, 1), limits().columns)), goes_on


def _merged(cells: Iterator[tuple[FoundCell, bool]]) -> Iterator[FoundCell]:
    """The cells with those that go on from above joined to the one they began in."""
    found: list[FoundCell] = []
    latest: dict[int, int] = {}
    for cell, goes_on in cells:
        above = latest.get(cell.column)
        if goes_on and above is not None and found[above].row + found[above].rowspan == cell.row:
            found[above] = attrs.evolve(found[above], rowspan=found[above].rowspan + 1)
        else:
            latest[cell.column] = len(found)
            found.append(cell)
    return iter(found)


def is_frame(table: Element) -> bool:
    """Whether a table only holds other tables, or running text in one cell."""
    inner = next((one for one in table.iter(_TBL) if one is not table), None)
    if inner is not None:
        return len(list(inner.iter(_TC))) > 2
    first = next(table.iter(_TR), None)
    return first is not None and sum(1 for _ in table.iter(_TC)) == 1


def _own_cells(parent: Element) -> Iterator[Element]:
    """The cells of a table, without those of the tables in it."""
    for child in parent:
        if child.tag == _TC:
            yield child
        if child.tag != _TBL:
            yield from _own_cells(child)


def _child(parent: Element | None, tag: str) -> Element | None:
    """The first child of a kind, where there is a parent."""
    return parent.find(tag) if parent is not None else None


def _is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get(_VAL, "1") not in ("0", "false", "off")


def _number(element: Element | None, default: int) -> int:
    return whole(element.get(_VAL) if element is not None else None, default)


def whole(value: str | None, default: int, digits: int = _MOST_DIGITS) -> int:
    """A number as an attribute has it; of what is none, or has more digits than any in a document, the default."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) <= digits else default
