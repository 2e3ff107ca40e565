"""The tests' own reader of .docx and of the witness pages; shares nothing with the library."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from xml.etree import ElementTree

from support import ROOT

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WITNESSES = ROOT / "tests" / "data" / "witness"


@dataclass(frozen=True)
class Cell:
    row: int
    column: int
    rowspan: int
    colspan: int
    text: str = ""


def part(docx: bytes, name: str = "word/document.xml") -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return ElementTree.fromstring(package.read(name))


def text_of(element: ElementTree.Element) -> str:
    """What is read on paper: tabs and breaks as characters."""
    signs = {f"{W}tab": "\t", f"{W}br": "\n"}
    runs = (one for run in element.iter(f"{W}r") for one in run)
    return "".join(one.text or "" if one.tag == f"{W}t" else signs.get(one.tag, "") for one in runs)


def paragraphs(docx: bytes) -> list[tuple[str, str]]:
    """Style and text of each paragraph outside tables, the empty ones left out."""
    body = part(docx).find(f"{W}body")
    assert body is not None
    found = [(value(p, "pPr/pStyle"), text_of(p)) for p in body.findall(f"{W}p")]
    return [(style, text) for style, text in found if text]


def value(element: ElementTree.Element, path: str) -> str:
    found = element.find("/".join(W + step for step in path.split("/")))
    return "" if found is None else found.get(f"{W}val", "")


def tables(docx: bytes) -> list[list[Cell]]:
    return [cells(table) for table in part(docx).iter(f"{W}tbl")]


def cells(table: ElementTree.Element) -> list[Cell]:
    """Each cell with its spans; a merge goes on as long as continuations stand below it at its width."""
    found: list[Cell] = []
    open_at: dict[int, int] = {}
    for row, tr in enumerate(table.findall(f"{W}tr"), 1):
        column = 1
        for tc in tr.findall(f"{W}tc"):
            colspan = int(value(tc, "tcPr/gridSpan") or 1)
            merge = tc.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(f"{W}val", "continue") == "continue":
                begun = open_at[column]
                assert found[begun].colspan == colspan
                assert found[begun].row + found[begun].rowspan == row
                found[begun] = replace(found[begun], rowspan=found[begun].rowspan + 1)
            else:
                open_at[column] = len(found)
                text = "\n".join(map(text_of, tc.findall(f"{W}p")))
                found.append(Cell(row, column, 1, colspan, text))
            column += colspan
    return found


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, list[Cell]] = {}
        self.values: dict[str, set[tuple[int, int]]] = {}
        self._taken: set[tuple[int, int]] = set()
        self._row = 0
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "table":
            self._name = given["data-id"] or ""
            self.tables[self._name], self.values[self._name] = [], set()
            self._taken, self._row = set(), 0
        elif tag == "tr":
            self._row += 1
        elif tag == "td":
            self._inside = True
            self._cell(int(given.get("rowspan") or 1), int(given.get("colspan") or 1), bool(given.get("class")))

    def _cell(self, rowspan: int, colspan: int, value: bool) -> None:
        column = next(n for n in range(1, 99) if (self._row, n) not in self._taken)
        self._taken |= {(self._row + y, column + x) for y in range(rowspan) for x in range(colspan)}
        self.tables[self._name].append(Cell(self._row, column, rowspan, colspan))
        if value:
            self.values[self._name].add((self._row, column))

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "td"

    def handle_data(self, data: str) -> None:
        if self._inside:
            last = self.tables[self._name][-1]
            self.tables[self._name][-1] = replace(last, text=last.text + data.strip())


def witness(form: str) -> _Page:
    page = _Page()
    page.feed((WITNESSES / f"{form}.html").read_text(encoding="utf-8"))
    return page


def rows(table: list[Cell]) -> Iterator[list[Cell]]:
    for number in range(1, max(cell.row for cell in table) + 1):
        yield [cell for cell in table if cell.row == number]
