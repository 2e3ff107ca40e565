"""The styles of small tables, pictures and attachments: put where a template lacks them."""

from __future__ import annotations

import re
from typing import Final

from ...office import figure_styles as names
from .runs import escaped

IDS: Final = {
    "table": "FigureTable", "table_caption": "FigureTableCaption", "table_unit": "FigureTableUnit",
    "table_head": "FigureTableHead", "table_cell": "FigureTableCell", "table_gap": "FigureTableGap",
    "picture": "FigurePicture", "picture_caption": "FigurePictureCaption", "note": "AttachmentNote",
    "attachment": "AttachmentLabel", "attachment_title": "AttachmentTitle",
}  # fmt: skip
_SONG: Final = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="宋体" w:eastAsia="宋体" w:cs="Times New Roman"/>'
_HEI: Final = '<w:rFonts w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体" w:cs="黑体"/>'
_FIVE: Final = '<w:spacing w:val="0"/><w:sz w:val="21"/><w:szCs w:val="21"/>'  # 五号
_BORDER: Final = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


def _paragraph(role: str, name: str, properties: str, run: str = "", based: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{IDS[role]}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based or "{normal}"}"/><w:uiPriority w:val="42"/><w:qFormat/>'
        f"<w:pPr>{properties}</w:pPr>{f'<w:rPr>{run}</w:rPr>' if run else ''}</w:style>"
    )


_LINE: Final = '<w:spacing w:before="{}" w:after="{}" w:line="{}" w:lineRule="exact"/>'
_FLUSH: Final = '<w:ind w:left="0" w:right="0" w:firstLine="0"/>'
_STYLES: Final = (
    (
        "table",
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{IDS["table"]}"><w:name w:val="{names.TABLE}"/>'
        '<w:uiPriority w:val="42"/><w:qFormat/><w:tblPr><w:tblBorders>'
        + "".join(f"<w:{side} {_BORDER}/>" for side in _SIDES)
        + '</w:tblBorders><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>'
        '</w:tblCellMar></w:tblPr><w:tcPr><w:vAlign w:val="center"/></w:tcPr></w:style>',
    ),
    (
        "table_caption",
        _paragraph(
            "table_caption",
            names.TABLE_CAPTION,
            "<w:keepNext/><w:keepLines/>" + _LINE.format(170, 60, 340) + _FLUSH + '<w:jc w:val="center"/>',
            _HEI + _FIVE,
        ),
    ),
    (
        "table_unit",
        _paragraph(
            "table_unit",
            names.TABLE_UNIT,
            "<w:keepNext/><w:keepLines/>" + _LINE.format(0, 40, 300) + _FLUSH + '<w:jc w:val="right"/>',
            _SONG + _FIVE,
        ),
    ),
    (
        "table_cell",
        _paragraph(
            "table_cell",
            names.TABLE_CELL,
            _LINE.format(40, 40, 280) + _FLUSH + '<w:jc w:val="center"/>',
            _SONG + _FIVE,
        ),
    ),
    (
        "table_head",
        _paragraph("table_head", names.TABLE_HEAD, "<w:keepNext/>", _HEI, IDS["table_cell"]),
    ),
    (
        "table_gap",
        _paragraph("table_gap", names.TABLE_GAP, _LINE.format(0, 0, 170) + _FLUSH, '<w:sz w:val="10"/>'),
    ),
    (
        "picture",
        _paragraph(
            "picture",
            names.PICTURE,
            '<w:keepLines/><w:snapToGrid w:val="0"/>'
            '<w:spacing w:before="140" w:after="60" w:line="240" w:lineRule="auto"/>'
            + _FLUSH
            + '<w:jc w:val="center"/>',
        ),
    ),
    (
        "picture_caption",
        _paragraph(
            "picture_caption",
            names.PICTURE_CAPTION,
            "<w:keepLines/>" + _LINE.format(0, 140, 340) + _FLUSH + '<w:jc w:val="center"/>',
            _HEI + _FIVE,
        ),
    ),
    ("note", _paragraph("note", names.ATTACHMENT_NOTE, "<w:keepLines/>" + '<w:jc w:val="left"/>')),
    (
        "attachment",
        _paragraph(
            "attachment",
            names.ATTACHMENT,
            '<w:keepNext/><w:pageBreakBefore/><w:spacing w:after="{line}"/>' + _FLUSH + '<w:jc w:val="left"/>',
            _HEI,
        ),
    ),
    (
        "attachment_title",
        _paragraph("attachment_title", names.ATTACHMENT_TITLE, '<w:outlineLvl w:val="9"/>', "", "{title}"),
    ),
)


def with_figure_styles(styles: bytes, normal: str, title: str, line: int) -> bytes:
    """A part of styles with those of figures, each that it does not have yet; `line` is the height of one line."""
    there = set(re.findall(r'w:styleId="([^"]*)"', styles.decode()))
    facts = {"{normal}": escaped(normal), "{title}": escaped(title), "{line}": str(line)}
    added = "".join(style for role, style in _STYLES if IDS[role] not in there)
    for name, value in facts.items():
        added = added.replace(name, value)
    return styles.replace(b"</w:styles>", added.encode() + b"</w:styles>")
