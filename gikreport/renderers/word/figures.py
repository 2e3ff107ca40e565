"""Small tables, pictures and attachments as WordprocessingML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ...model.attachment import LABEL, Attachment
from ...model.figures import Figure, Merge, Picture, SmallTable
from .figure_styles import IDS
from .runs import escaped, in_run
from .styles import Look, ems

_MILLIMETRE: Final = 36000  # in the units of DrawingML
_TWIPS_PER_MM: Final = 1440 / 25.4
_NARROWEST, _WIDEST_SHARE = 3.0, 18.0  # characters that count for the width of a column
_LONG: Final = 12  # characters in a cell that is read as text, set from the left
_KEPT: Final = 12  # rows of a table that stays on one page
_NAMES: Final = (
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
)
_DRAWINGML: Final = "http://schemas.openxmlformats.org/drawingml/2006"
UNNUMBERED: Final = '<wp:docPr id="0"'  # numbered once the document is whole
_INLINE: Final = (
    '<w:r><w:drawing><wp:inline {names}distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
    '{unnumbered} name="{name}"{alt}/><wp:cNvGraphicFramePr/>'
    '<a:graphic xmlns:a="{dml}/main"><a:graphicData uri="{dml}/picture"><pic:pic xmlns:pic="{dml}/picture">'
    '<pic:nvPicPr><pic:cNvPr id="0" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{relation}"{vector}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing></w:r>"
)
_VECTOR: Final = (
    '><a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{relation}"/></a:ext></a:extLst>'
    "</a:blip>"
)


def figure(block: Figure, look: Look) -> str:
    """A small table or a picture with its caption."""
    return "".join(_table(block, look) if isinstance(block, SmallTable) else _picture(block, look))


def relation(picture: Picture) -> str:
    """The id of the relation by which a document names a picture."""
    return f"rIdPicture{picture.digest[:16]}"


def _picture(picture: Picture, look: Look) -> Iterator[str]:
    width = min(float(picture.width), look.width / _TWIPS_PER_MM)
    is_vector = picture.image.suffix == "svg"
    drawing = _INLINE.format(
        names=_NAMES,
        dml=_DRAWINGML,
        width=round(width * _MILLIMETRE),
        height=max(1, round(width * _MILLIMETRE * picture.image.height / picture.image.width)),
        unnumbered=UNNUMBERED,
        name=f"{picture.digest[:8]}.{picture.image.suffix}",
        alt=f' descr="{escaped(picture.alt)}"' if picture.alt else "",
        relation=FALLBACK_RELATION if is_vector else relation(picture),
        vector=_VECTOR.format(relation=relation(picture)) if is_vector else "/>",
    )
    yield _paragraph("picture", drawing, "<w:keepNext/>" if picture.caption else "")
    if picture.caption:
        yield _paragraph("picture_caption", _run(picture.caption))


FALLBACK_RELATION: Final = "rIdPictureVector"  # what stands where a program does not draw SVG


def _table(table: SmallTable, look: Look) -> Iterator[str]:
    if table.caption:
        yield _paragraph("table_caption", _run(table.caption))
    if table.unit:
        yield _paragraph("table_unit", _run(table.unit))
    widths = _widths(table, look.width)
    described = f'<w:tblCaption w:val="{escaped(table.caption)}"/>' if table.caption else ""
    yield (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{IDS["table"]}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0400" w:firstRow="0" w:lastRow="0" '
        f'w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>{described}</w:tblPr><w:tblGrid>'
    )
    yield "".join(f'<w:gridCol w:w="{width}"/>' for width in widths) + "</w:tblGrid>"
    yield from _rows(table, widths)
    yield "</w:tbl>" + _paragraph("table_gap", "")


def _rows(table: SmallTable, widths: Sequence[int]) -> Iterator[str]:
    spans = {(merge.row, merge.column): merge for merge in table.merges}
    below = {
        (row, merge.column): merge for merge in table.merges for row in range(merge.row + 1, merge.row + merge.rowspan)
    }
    covered = {cell for merge in table.merges for cell in merge.covered if cell not in below}
    last = len(table.rows) - 1
    for row, texts in enumerate(table.rows):
        is_head = row < table.header_rows
        kept = "<w:keepNext/>" if is_head or row == 0 or (last < _KEPT and row < last) else ""
        cells = []
        for column, text in enumerate(texts):
            if (row, column) in covered:
                continue
            merge = spans.get((row, column)) or below.get((row, column))
            width = sum(widths[column : column + (merge.colspan if merge else 1)])
            properties = f'<w:tcW w:w="{width}" w:type="dxa"/>' + _span(merge, row)
            cells.append(f"<w:tc><w:tcPr>{properties}</w:tcPr>{_cell(text, is_head, kept)}</w:tc>")
        repeated = "<w:tblHeader/>" if is_head else ""
        yield f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _span(merge: Merge | None, row: int) -> str:
    if merge is None:
        return ""
    wide = f'<w:gridSpan w:val="{merge.colspan}"/>' if merge.colspan > 1 else ""
    first = ' w:val="restart"' if row == merge.row else ""
    return wide + (f"<w:vMerge{first}/>" if merge.rowspan > 1 else "")


def _cell(text: str, is_head: bool, kept: str) -> str:
    lines = text.split("\n")
    placed = '<w:jc w:val="left"/>' if not is_head and max(map(ems, lines)) > _LONG else ""
    role = "table_head" if is_head else "table_cell"
    return "".join(_paragraph(role, _run(line) if line else "", kept, placed) for line in lines)


def _widths(table: SmallTable, room: int) -> list[int]:
    """The widths of the columns in twips, by their longest words; together the text area."""
    merged = {(merge.row, merge.column) for merge in table.merges if merge.colspan > 1}
    shares = []
    for column in range(table.columns):
        own = [row[column] for at, row in enumerate(table.rows) if (at, column) not in merged]
        longest = max((ems(line) for text in own for line in text.split("\n")), default=0.0)
        shares.append(min(max(longest + 1, _NARROWEST), _WIDEST_SHARE))
    widths = [int(room * share / sum(shares)) for share in shares]
    widths[-1] += room - sum(widths)
    return widths


def notes(attachments: Sequence[Attachment], look: Look) -> str:
    """附件说明 below the text, by 7.3.4: two characters in, the names of several aligned behind their numbers."""
    written = []
    opening = f"{LABEL}："
    for one in attachments:
        number = f"{one.number}. " if one.number else ""
        before = opening if one is attachments[0] else ""
        start, room = _TWO + (0 if before else ems(opening)), ems(before + number)
        left, hanging = (round(ch * look.character) for ch in (start + room, room))
        placed = f'<w:spacing w:before="{look.line if before else 0}"/>'
        placed += f'<w:ind w:left="{left}" w:hanging="{hanging}"/>'
        written.append(_paragraph("note", _run(before + number + one.title), "<w:keepNext/>", placed))
    return "".join(written)


_TWO: Final = 2  # 空二字


def attachment_heading(attachment: Attachment) -> str:
    """附件 with its number at the top left of a new page, its title centred in the third line."""
    label = _paragraph("attachment", _run(attachment.label))
    return label + (_paragraph("attachment_title", _run(attachment.title)) if attachment.title else "")


def _paragraph(role: str, runs: str, kept: str = "", placed: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{IDS[role]}"/>{kept}{placed}</w:pPr>{runs}</w:p>'


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{in_run(text)}</w:t></w:r>'


def numbered(main: bytes) -> bytes:
    """The main part with a number of its own for each drawing that has none yet."""
    taken = [int(number) for number in re.findall(rb'<wp:docPr [^>]*\bid="(\d{1,9})"', main)]
    number = max(taken, default=0)

    def one(_: re.Match[bytes]) -> bytes:
        nonlocal number
        number += 1
        return UNNUMBERED.replace('"0"', f'"{number}"').encode()

    return re.sub(re.escape(UNNUMBERED.encode()), one, main)
