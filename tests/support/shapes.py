"""Documents as offices make them: the test's own writers, which share nothing with the renderers.

Each shape takes the pieces of a report (title, paragraphs, tables as rows of cells with spans) and gives a file.
"""

import html
import io
import itertools
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from openpyxl.worksheet.worksheet import Worksheet

from gikreport.model.reading import Reading
from gikreport.model.report import parts, prose_fields, tables


@dataclass(frozen=True)
class Cell:
    text: str
    rowspan: int = 1
    colspan: int = 1
    number: bool = False


Table = list[list[Cell]]
Piece = str | Table


def table_of(reading: Reading, name: str) -> Table:
    """The official table with the figures of a reading, a list of rows with the cells that begin in them."""
    printed = reading.table(name).grid
    rows: Table = []
    for row in printed.by_row:
        said = [
            Cell(reading.cells[name, *c.line.path].text if c.line else c.text, c.rowspan, c.colspan, c.line is not None)
            for c in row
        ]
        rows.append(said)
    return rows


def pieces_of(reading: Reading) -> list[Piece]:
    """Title, preface, headings, prose, tables and signature in printed order."""
    form = reading.form.report
    fields, declared = prose_fields(form), tables(form)
    said: list[Piece] = list(reading.title or (f"{reading.agency}{reading.year}年政府信息公开工作年度报告",))
    said += [p.text for p in reading.prose["preface"].paragraphs] if "preface" in reading.prose else []
    for entry in parts(form):
        if entry.name in declared and entry.name in reading.tables:
            said.append(table_of(reading, entry.name))
        elif entry.name in fields and entry.name != "preface":
            said += [entry.words[0]] if entry.words else []
            said += [p.text for p in reading.prose[entry.name].paragraphs] if entry.name in reading.prose else []
    said += [reading.signed_by or reading.agency or ""]
    if reading.signed_on:
        said.append(f"{reading.signed_on.year}年{reading.signed_on.month}月{reading.signed_on.day}日")
    return said


# Word and WPS

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOX = (
    '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent>{}'
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)


def word(pieces: list[Piece], paragraph: str = "plain", cells: str = "merged", wrap: str = "{}") -> bytes:
    """A .docx by hand: `paragraph` how words are marked up, `cells` how merges are, `wrap` what a table stands in."""
    body = "".join(
        wrap.format(_word_table(piece, paragraph, cells)) if isinstance(piece, list) else _word_p(piece, paragraph)
        for piece in pieces
    )
    return package({"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"})


def package(members: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", _TYPES)
        made.writestr("_rels/.rels", _RELS)
        for name, text in members.items():
            made.writestr(name, text)
    return stream.getvalue()


_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def _word_p(text: str, markup: str) -> str:
    said = escape(text)
    if markup == "runs":  # a run for each character, as WPS leaves it after corrections
        return "<w:p>" + "".join(f"<w:r><w:t>{escape(c)}</w:t></w:r>" for c in text) + "</w:p>"
    if markup == "tracked" and len(text) > 1:  # the first sign was typed wrong and put right
        return (
            '<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>9</w:delText></w:r></w:del><w:ins w:id="2" w:author="a">'
            f"<w:r><w:t>{escape(text[0])}</w:t></w:r></w:ins><w:r><w:t>{escape(text[1:])}</w:t></w:r></w:p>"
        )
    if markup == "controls":
        return (
            f'<w:p><w:sdt><w:sdtContent><w:smartTag w:element="chmetcnv"><w:r><w:t>{said}</w:t></w:r></w:smartTag>'
            "</w:sdtContent></w:sdt><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r></w:p>"
        )
    return f'<w:p><w:r><w:t xml:space="preserve">{said}</w:t></w:r></w:p>'


_EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def _word_table(rows: Table, markup: str, cells: str) -> str:
    wide = max(sum(c.colspan for c in row) for row in grid_rows(rows))
    columns = f'<w:gridCol w:w="{8800 // wide}"/>' * wide
    made = "".join(
        f"<w:tr>{''.join(_word_cell(c, below, markup, cells) for c, below in row)}</w:tr>" for row in _covered(rows)
    )
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{_EDGES}</w:tblBorders></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{made}</w:tbl>"
    )


def _word_cell(cell: Cell, below: bool, markup: str, cells: str) -> str:
    """A cell, or (below) the continuation of the one above it."""
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    merge = '<w:vMerge w:val="restart"/>' if cell.rowspan > 1 and not below else "<w:vMerge/>" if below else ""
    if cells == "blank" and cell.rowspan > 1:  # the merge was lost: the cells below are there, and empty
        merge = ""
    text = "" if below else cell.text
    said = _word_p(text, "plain" if markup == "controls" else markup)
    content = f"<w:sdt><w:sdtContent>{said}</w:sdtContent></w:sdt><w:p/>" if markup == "controls" else said
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{content}</w:tc>"


def _covered(rows: Table) -> Iterator[list[tuple[Cell, bool]]]:
    """For each row its cells left to right, those that reach down from above marked."""
    reaching: dict[int, tuple[Cell, int]] = {}
    for row in rows:
        made: list[tuple[Cell, bool]] = []
        column, own = 0, iter(row)
        cell = next(own, None)
        while cell is not None or any(at >= column for at in reaching):
            if column in reaching:
                above, left = reaching.pop(column)
                made.append((above, True))
                if left > 1:
                    reaching[column] = above, left - 1
                column += above.colspan
            elif cell is not None:
                made.append((cell, False))
                if cell.rowspan > 1:
                    reaching[column] = cell, cell.rowspan - 1
                column += cell.colspan
                cell = next(own, None)
            else:
                column += 1
        yield made


def grid_rows(rows: Table) -> list[list[Cell]]:
    return [[cell for cell, _ in row] for row in _covered(rows)]


# Web pages


def page(pieces: list[Piece], markup: str = "plain", encoding: str = "utf-8") -> bytes:
    body = "".join(_html_table(p, markup) if isinstance(p, list) else _html_p(p, markup) for p in pieces)
    if markup == "portal":  # the page of a government site: everything stands in layout tables
        body = (
            "<script>var a='<table><tr><td>9</td></tr></table>';</script>"
            "<ul><li>首页</li><li>政府信息公开年报</li></ul>"
            "<table><tr><td width=200>栏目<table><tr><td>政府信息公开指南</td><td>年报</td></tr></table></td><td>"
            "<table class=layout><tr><td><div>发布日期：2024-01-20 来源：办公室 浏览次数：123</div>"
            f"{body}<div>【打印本页】【关闭窗口】</div></td></tr></table></td></tr></table>"
            "<div>版权所有：某某 ICP备12345678号</div>"
        )
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">'
    return f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding)


def _html_p(text: str, markup: str) -> str:
    if markup == "mso":
        spans = "".join(f'<span lang=ZH-CN style="font-family:仿宋_GB2312">{html.escape(c)}</span>' for c in text)
        return f'<p class=MsoNormal style="text-indent:32.0pt">{spans}<span lang=EN-US><o:p></o:p></span></p>\n'
    return f"<p>　　{html.escape(text)}</p>"


def _html_table(rows: Table, markup: str) -> str:
    made = "".join("<tr>" + "".join(_html_cell(c, markup) for c in row) + "</tr>" for row in rows)
    if markup == "blank":  # no spans at all: merged cells are empty ones
        made = "".join(
            "<tr>" + "".join(f"<td>{text or '&nbsp;'}</td>" for text in flat) + "</tr>" for flat in unmerged(rows)
        )
    return f"<table border=1>{made}</table>"


def _html_cell(cell: Cell, markup: str) -> str:
    spans = (f" rowspan={cell.rowspan}" if cell.rowspan > 1 else "") + (
        f" colspan={cell.colspan}" if cell.colspan > 1 else ""
    )
    text = html.escape(cell.text)
    if markup == "mso":
        text = _html_p(cell.text, "mso") if cell.text else "<p class=MsoNormal>&nbsp;</p>"
    return f"<td{spans}>&nbsp;{text}&nbsp;</td>" if markup == "portal" else f"<td{spans}>{text}</td>"


def unmerged(rows: Table) -> list[list[str]]:
    """Every place of the grid as a cell of its own, words only in the first place of a merged one."""
    flat: list[list[str]] = []
    for row in _covered(rows):
        texts: list[str] = []
        for cell, below in row:
            texts += ["" if below else cell.text, *[""] * (cell.colspan - 1)]
        flat.append(texts)
    return flat


# Text


def text_of(pieces: list[Piece], shape: str) -> bytes:
    made = [_text_table(piece, shape) if isinstance(piece, list) else piece + "\n" for piece in pieces]
    return "".join(made).encode("gb18030" if shape == "tabs" else "utf-8")


def _text_table(rows: Table, shape: str) -> str:
    if shape == "listed":  # one cell to a line, behind a tab; cells merged down are empty, those merged across are one
        listed = ("".join(f"\t{'' if below else cell.text}\n" for cell, below in row) + "\n" for row in _covered(rows))
        return "".join(listed) + "\n"
    if shape == "collapsed":
        return "".join(" ".join(cell.text for cell in row if cell.text) + "\n" for row in rows)
    sign = " | " if shape == "bars" else "\t"
    lines = [sign.join(texts) for texts in unmerged(rows)]
    return "\n".join(f"| {line} |" if shape == "bars" else line for line in lines) + "\n"


# Sheets


def sheet(pieces: list[Piece]) -> bytes:
    """Everything on one sheet, as somebody pasted it from Word: merged cells, numbers as numbers."""
    import openpyxl

    book = openpyxl.Workbook()
    ws = book["Sheet"]
    row = 1
    for piece in pieces:
        if isinstance(piece, list):
            row += _pasted(ws, piece, row) + 1
        else:
            ws.cell(row, 1, piece)
            row += 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _pasted(ws: Worksheet, rows: Table, top: int) -> int:
    for index, covered in enumerate(_covered(rows)):
        column = 1
        for cell, below in covered:
            if not below:
                value = int(cell.text) if cell.number and cell.text.isdigit() else cell.text
                ws.cell(top + index, column, value)
                if cell.rowspan * cell.colspan > 1:
                    ws.merge_cells(
                        start_row=top + index, start_column=column,
                        end_row=top + index + cell.rowspan - 1, end_column=column + cell.colspan - 1,
                    )  # fmt: skip
            column += cell.colspan
    return len(rows)


# What happens to tables on their way


def halved(pieces: list[Piece], at: int = 14) -> list[Piece]:
    """Long tables in two, as at the end of a page; what is merged over the cut is merged in each half."""
    made: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, list) and len(piece) > at + 2:
            made += [_rows_of(piece, 0, at), _rows_of(piece, at, len(piece))]
        else:
            made.append(piece)
    return made


def _rows_of(rows: Table, first: int, last: int) -> Table:
    part: Table = [[] for _ in range(last - first)]
    for index, row in enumerate(_covered(rows)):
        for cell, below in row:
            if first <= index < last and (not below or index == first):
                begins = next(i for i in range(index, -1, -1) if not dict_of(rows, i, cell))
                end = min(begins + cell.rowspan, last)
                part[index - first].append(Cell("" if below else cell.text, end - index, cell.colspan, cell.number))
    return part


def dict_of(rows: Table, index: int, cell: Cell) -> bool:
    """Whether a cell reaches down into a row from above."""
    return any(one is cell and below for one, below in next(itertools.islice(_covered(rows), index, None)))


def total_first(pieces: list[Piece]) -> list[Piece]:
    """The column 总计 of table 3 before the others."""
    return [_moved(piece) if isinstance(piece, list) and len(piece) > 20 else piece for piece in pieces]


def _moved(rows: Table) -> Table:
    moved = [list(row) for row in rows]
    moved[1] = [moved[1][-1], *moved[1][:-1]]
    for row in moved[3:]:
        first = next(i for i, cell in enumerate(row) if cell.number)
        row[first:] = [row[-1], *row[first:-1]]
    return moved
