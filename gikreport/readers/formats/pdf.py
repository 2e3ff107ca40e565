"""What a PDF with a text layer holds: tables by their ruling lines, continued over pages, and the lines between."""

from __future__ import annotations

import collections
import contextlib
import io
import logging
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, Final, cast

import attrs

from ...errors import unreadable
from ...limits import hold
from ...model.cell import Place
from ...model.document import DRAFT_MARK
from ...office.opc import encrypted
from ..found import Found, FoundCell, FoundParagraph, FoundTable, Item
from ..left import Kind, Left
from .pdf_left import beside_text
from .pdf_work import PagesWork, refuse_wide_rows

_NEAR: Final = 3.0
_LONGEST_NUMBER: Final = 60  # signs of a line that numbers the page
_PAGE_NUMBER: Final = re.compile(
    r"^[-—–－\s·]*+第?\s*+[0-9]{1,3}\s*+页?[-—–－\s·]*+(/\s*[0-9]{1,3})?$|^第\s*+[0-9]++\s*+页.*共.*页$"
)


def find_pdf(data: bytes, name: str = "") -> Found:
    """What a PDF holds; raises Unreadable where it has no text, has a password, or is broken."""
    hold(len(data), "file", name)
    refuse_wide_rows(data, name)
    try:
        import pdfplumber
    except ImportError:
        raise unreadable(
            name, "读 PDF 要先安装：pip install 'gikreport[pdf]'", "to read PDF: pip install 'gikreport[pdf]'"
        ) from None
    logging.getLogger("pdfminer").addHandler(logging.NullHandler())  # silent, unless the program listens
    try:
        with _without_warnings(), pdfplumber.open(io.BytesIO(data)) as pdf:
            return _found(pdf.pages, name)
    except MemoryError:
        raise
    except Exception as error:  # pdfminer raises what its parsers raise
        raise _told(error, name) from None


@contextlib.contextmanager
def _without_warnings() -> Iterator[None]:
    """What the parser says of every font that lacks a box is not for the clerk."""
    log = logging.getLogger("pdfminer")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)


def _told(error: Exception, name: str) -> Exception:
    from ...errors import Unreadable

    if isinstance(error, Unreadable):
        return error
    if "Password" in type(error).__name__ or "Encrypt" in type(error).__name__ or "Password" in repr(error):
        return cast(Exception, encrypted(name))
    return unreadable(name, "PDF 已损坏", "the PDF is broken", "damaged")


@attrs.frozen
class _Ruled:
    """A table on one page: where it stands, the cells between its lines."""

    page: int
    box: tuple[float, float, float, float]
    cells: tuple[tuple[float, float, float, float, str], ...]


@attrs.frozen
class _Text:
    """One line of words: where it stands."""

    page: int
    top: float
    left: float
    right: float
    size: float
    text: str


def _found(pages: Sequence[Any], name: str) -> Found:
    hold(len(pages), "pages", name)
    found: list[list[_Ruled | _Text]] = []
    left: list[Left] = []
    characters, work = 0, PagesWork(name)
    for number, page in enumerate(pages, 1):
        work.hold(page.page_obj, number)
        characters += len(page.chars)
        hold(characters, "characters", name, f"第 {number} 页")
        parts = _page(page, number)
        found.append(parts)
        boxes = [part.box for part in parts if isinstance(part, _Ruled)]
        lines = [(part.top, part.top + part.size, part.text) for part in parts if isinstance(part, _Text)]
        left += beside_text(page, number, boxes, lines)
        page.close()
    if not characters:
        raise unreadable(
            name,
            "PDF 里只有图像，没有文字（扫描件）；请先识别为文字，或找原来的电子文件",
            "the PDF holds images only, no text (a scan); turn it into text first",
        )
    parts = [part for parts in _without_running_heads(found, left) for part in parts]
    return Found(name, tuple(_items(parts)), left=tuple(left))


def _without_running_heads(pages: Sequence[list[_Ruled | _Text]], left: list[Left]) -> Iterator[list[_Ruled | _Text]]:
    """The pages without a first and a last line that most of them share but for its figures; these are `left`."""
    edges = [{at: _shared(page[at]) for at in (0, len(page) - 1)} if page else {} for page in pages]
    counts = collections.Counter(words for page in edges for words in set(page.values()) if words)
    running = {words for words, count in counts.items() if count > 1 and count * 2 >= len(pages)}
    left += _running(pages, edges, running)
    for page, edge in zip(pages, edges, strict=True):
        yield [part for at, part in enumerate(page) if edge.get(at, "") not in running]


def _running(
    pages: Sequence[list[_Ruled | _Text]], edges: Sequence[dict[int, str]], running: set[str]
) -> Iterator[Left]:
    """Each running line once, where it says more than the number of the page and the title."""
    told: set[str] = set()
    top = "".join("".join(part.text.split()) for page in pages[:1] for part in page[1:5] if isinstance(part, _Text))
    for page, edge in zip(pages, edges, strict=True):
        for at, words in edge.items():
            part = page[at]
            if words in running - told and isinstance(part, _Text) and _says_more(part.text, top):
                told.add(words)
                yield Left(Kind.HEADER if at == 0 else Kind.FOOTER, Place(page=part.page), part.text)


def _says_more(text: str, top: str) -> bool:
    """Whether a running line says anything but the number of the page and what stands at the top of the first."""
    words = "".join(text.split())
    return _WORD.search(words) is not None and words not in top and words != DRAFT_MARK


_WORD: Final = re.compile(r"[^\W\d_第页共]")


def _shared(part: _Ruled | _Text) -> str:
    return re.sub("[0-9]+", "#", part.text) if isinstance(part, _Text) else ""


def _page(page: Any, number: int) -> list[_Ruled | _Text]:
    tables = [
        _ruled(table, page, number) for table in page.find_tables({"explicit_horizontal_lines": _open_ends(page)})
    ]
    tables = [part for table in tables for part in _without_text(table) if len(part.cells) > 1]
    outside = [line for line in _lines(page, number) if not any(_within(line, table) for table in tables)]
    both: list[tuple[float, _Ruled | _Text]] = [(table.box[1], table) for table in tables]
    both += [
        (line.top, line) for line in outside if len(line.text) > _LONGEST_NUMBER or not _PAGE_NUMBER.match(line.text)
    ]
    return [part for _, part in sorted(both, key=lambda one: one[0])]


def _without_text(table: _Ruled) -> Iterator[_Ruled]:
    """The table without boxes as wide as itself that hold running text: what stands between them, each for itself."""
    left, _, right, _ = table.box
    holes = [c for c in table.cells if c[2] - c[0] > right - left - _NEAR and _is_running_text(c[4])]
    if not holes:
        yield table
        return
    groups: dict[int, list[tuple[float, float, float, float, str]]] = {}
    for cell in (cell for cell in table.cells if cell not in holes):
        groups.setdefault(sum(hole[1] < cell[1] for hole in holes), []).append(cell)
    for _, cells in sorted(groups.items()):
        box = (min(c[0] for c in cells), min(c[1] for c in cells), max(c[2] for c in cells), max(c[3] for c in cells))
        yield _Ruled(table.page, box, tuple(cells))


def _is_running_text(text: str) -> bool:
    return text.count("\n") >= _LINES and text.count("。") > 1


_LINES: Final = 3


def _is_page_number(text: str) -> bool:
    return len(text) <= _LONGEST_NUMBER and _PAGE_NUMBER.match(text) is not None


def _open_ends(page: Any) -> list[float]:
    """Where upright lines reach beyond all level ones: the end of the page cut a row, and its line is not drawn."""
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    level = [e["top"] for e in page.edges if e["orientation"] == "h" and e["x1"] - e["x0"] > _NEAR]
    if not upright or not level:
        return []
    top, bottom = min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright)
    return [*([top] if top < min(level) - _NEAR else []), *([bottom] if bottom > max(level) + _NEAR else [])]


def _ruled(table: Any, page: Any, number: int) -> _Ruled:
    cells = tuple((*box, _text_in(box, page.chars)) for box in table.cells)
    return _Ruled(number, table.bbox, cells)


def _text_in(box: tuple[float, float, float, float], characters: list[dict[str, Any]]) -> str:
    """The characters whose middle lies in the box, line by line."""
    left, top, right, bottom = box
    inside = [
        c
        for c in characters
        if left <= (c["x0"] + c["x1"]) / 2 <= right and top <= (c["top"] + c["bottom"]) / 2 <= bottom
    ]
    lines: list[list[dict[str, Any]]] = []
    for c in sorted(inside, key=lambda c: (c["top"] + c["bottom"]) / 2):
        if lines and abs(_middle(lines[-1][0]) - _middle(c)) < c["size"] / 2:
            lines[-1].append(c)
        else:
            lines.append([c])
    return "\n".join("".join(c["text"] for c in sorted(line, key=lambda c: c["x0"])) for line in lines).translate(
        _RADICALS
    )


def _middle(character: dict[str, Any]) -> float:
    return float(character["top"] + character["bottom"]) / 2


def _lines(page: Any, number: int) -> Iterator[_Text]:
    for line in page.extract_text_lines(strip=True, return_chars=True, x_tolerance=2):
        characters = line["chars"]
        size = characters[0]["size"] if characters else 10.0
        yield _Text(number, line["top"], line["x0"], line["x1"], size, _spaced(characters))


def _spaced(characters: list[dict[str, Any]]) -> str:
    """The characters of a line, with a space only where the gap is as wide as one."""
    said: list[str] = []
    for before, c in zip([None, *characters], characters, strict=False):
        if before is not None and c["x0"] - before["x1"] > _GAP * c["size"]:
            said.append(" ")
        said.append(c["text"])
    return " ".join("".join(said).split()).translate(_RADICALS)


# Radicals that printing programs write for the characters that look the same.
_RADICALS: Final = {sign: unicodedata.normalize("NFKC", chr(sign)) for sign in range(0x2F00, 0x2FD6)} | str.maketrans(
    "⺠⺟⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⼾",
    "民母虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟户",
)
_GAP: Final = 0.45


def _within(line: _Text, table: _Ruled) -> bool:
    left, top, right, bottom = table.box
    return top - 1 <= line.top + line.size / 2 <= bottom + 1 and line.left < right and line.right > left


def _items(parts: Sequence[_Ruled | _Text]) -> Iterator[Item]:
    right = max((part.right for part in parts if isinstance(part, _Text)), default=0.0)
    at = tables = 0
    while at < len(parts):
        part = parts[at]
        if isinstance(part, _Ruled):
            pieces = [part]
            while at + 1 < len(parts) and _goes_on(pieces[-1], parts[at + 1]):
                at += 1
                pieces.append(parts[at])  # type: ignore[arg-type]
            tables += 1
            yield _joined(pieces, tables)
            at += 1
        else:
            text, at = _paragraph(parts, at, right)
            yield FoundParagraph(text, Place(page=part.page))


def _goes_on(above: _Ruled, below: _Ruled | _Text) -> bool:
    """Whether a table goes on at the top of the next page: the same width, nothing between."""
    return (
        isinstance(below, _Ruled)
        and below.page == above.page + 1
        and abs(below.box[0] - above.box[0]) < _NEAR
        and abs(below.box[2] - above.box[2]) < _NEAR
    )


def _joined(pieces: Sequence[_Ruled], number: int) -> FoundTable:
    """One table of all its parts: columns by the edges that they share, rows one below the other."""
    columns = _edges([x for piece in pieces for cell in piece.cells for x in (cell[0], cell[2])])
    found: list[FoundCell] = []
    first = 0
    for piece in pieces:
        rows = _edges([y for cell in piece.cells for y in (cell[1], cell[3])])
        for left, top, right, bottom, text in piece.cells:
            row, column = _at(rows, top), _at(columns, left)
            rowspan, colspan = max(1, _at(rows, bottom) - row), max(1, _at(columns, right) - column)
            place = Place(page=piece.page, table=number, row=first + row + 1, column=column + 1)
            found.append(FoundCell(text, first + row, column, rowspan, colspan, place))
        first += len(rows) - 1
    found.sort(key=lambda cell: (cell.row, cell.column))
    return FoundTable(tuple(found), Place(page=pieces[0].page, table=number))


def _edges(values: list[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _at(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))


def _paragraph(parts: Sequence[_Ruled | _Text], at: int, right: float) -> tuple[str, int]:
    """A line with those that go on with it: it reaches the right margin, and the next one is not indented."""
    line = parts[at]
    assert isinstance(line, _Text)
    text, at = line.text, at + 1
    while at < len(parts) and isinstance(following := parts[at], _Text) and _wraps(line, following, right):
        text, line, at = text + following.text, following, at + 1
    return text, at


def _wraps(line: _Text, following: _Text, right: float) -> bool:
    full = line.right > right - 1.6 * line.size
    same = abs(line.size - following.size) < 1
    indented = following.left - line.left > _NEAR and following.left > line.left + line.size
    whole = _DATE.fullmatch(line.text) is not None
    return full and same and not indented and not whole and not _begins(following.text)


_DATE: Final = re.compile(r"\s*[0-9]{4}\s?年\s?[0-9]{1,2}\s?月\s?[0-9]{1,2}\s?日\s*")


def _begins(text: str) -> bool:
    return re.match("[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十]{1,2}[）)]", text) is not None
