"""Charts that Word can edit: each a chart part with its workbook, put into a finished document."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from ...errors import BrokenTemplate, CannotRender, Problem, Words
from ...model.document import Draft, SoundReport
from ...model.report import prose_fields
from ...office.packing import CONTENT_TYPES
from ...office.parts import MAIN
from ...office.tree import tree
from ..charts import Chart, charts, place
from ..environment import environment
from .runs import escaped
from .styles import W

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_RELATIONS: Final = "word/_rels/document.xml.rels"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_CHART: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MADE: Final = datetime.datetime(2000, 1, 1)  # the same in every workbook: same report, same bytes
_MILLIMETRE: Final = 36000
_WIDTH: Final = 150
_PARAGRAPH: Final = (
    '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:pPr><w:keepLines/><w:spacing w:before="120" w:after="120" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:firstLine="0"/><w:jc w:val="center"/></w:pPr><w:r><w:drawing>'
    '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
    '<wp:docPr id="{number}" name="{title}" descr="{words}"/><wp:cNvGraphicFramePr/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="{relation}"/>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)


def with_charts(members: Mapping[str, bytes], document: SoundReport | Draft) -> Mapping[str, bytes]:
    """The members of a .docx with the charts that its options ask for, at the end of its first section."""
    drawn = charts(document)
    if not drawn:
        return members
    changed = dict(members)
    changed[MAIN] = _with_drawings(changed[MAIN], drawn, document)
    changed[_RELATIONS] = _with_relations(changed[_RELATIONS], drawn)
    changed[CONTENT_TYPES] = _with_types(changed[CONTENT_TYPES], drawn)
    for number, chart in enumerate(drawn, 1):
        changed |= _parts(number, chart)
    return changed


def _parts(number: int, chart: Chart) -> Mapping[str, bytes]:
    part = environment().get_template("shared/chart.xml.jinja").render(chart=chart)
    target = f"../embeddings/chart{number}.xlsx"
    relations = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_OFFICE}/package" Target="{target}"/>'
        "</Relationships>"
    )
    return {
        f"word/charts/chart{number}.xml": part.encode(),
        f"word/charts/_rels/chart{number}.xml.rels": relations.encode(),
        f"word/embeddings/chart{number}.xlsx": workbook(chart),
    }


def workbook(chart: Chart) -> bytes:
    """The numbers of a chart as the workbook that Word opens to edit it."""
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise CannotRender(
            Words("图表需要 XlsxWriter", "charts need XlsxWriter"),
            [Problem("", Words('运行 pip install "gikreport[xlsx]"', 'run pip install "gikreport[xlsx]"'))],
        ) from error
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet("Sheet1")
        for row, words in enumerate(chart.categories, 1):
            sheet.write_string(row, 0, words)
        for column, series in enumerate(chart.series, 1):
            sheet.write_string(0, column, series.name)
            for row, value in enumerate(series.values, 1):
                sheet.write_number(row, column, value)
    return stream.getvalue()


def _with_drawings(main: bytes, drawn: Sequence[Chart], document: SoundReport | Draft) -> bytes:
    changed = tree(main)
    heading = _heading_after(changed.root, document)
    used = [int(one.get("id", "0")) for one in changed.root.iterfind(".//{*}docPr")]
    for number, chart in enumerate(drawn, 1):
        changed.put_before(heading, tree(_paragraph(number, max(used, default=0) + number, chart).encode()))
    return changed.written()


def _paragraph(number: int, identity: int, chart: Chart) -> str:
    height = 16 + (4.5 * len(chart.series) + 3.5) * len(chart.categories) + (8 if len(chart.series) > 1 else 0)
    return _PARAGRAPH.format(
        width=_WIDTH * _MILLIMETRE,
        height=round(height * _MILLIMETRE),
        number=identity,
        title=escaped(chart.title),
        words=escaped(chart.words),
        relation=f"rIdChart{number}",
    )


def _heading_after(root: Element, document: SoundReport | Draft) -> Element:
    """The paragraph before which the charts stand: the heading of the second section."""
    names = [name for name, entry in prose_fields(document.form.report).items() if entry.words]
    words = document.headings[names[names.index(place(document)) + 1]]
    for paragraph in root.iterfind(f"{W}body/{W}p"):
        if "".join(text.text or "" for text in paragraph.iter(f"{W}t")) == words:
            return paragraph
    raise BrokenTemplate(
        Words(
            f"模板中没有标题“{words}”，图表无处可放", f"the template has no heading {words!r} to put the charts before"
        )
    )


def _with_relations(relations: bytes, drawn: Sequence[Chart]) -> bytes:
    added = "".join(
        f'<Relationship Id="rIdChart{number}" Type="{_OFFICE}/chart" Target="charts/chart{number}.xml"/>'
        for number in range(1, len(drawn) + 1)
    )
    return relations.replace(b"</Relationships>", added.encode() + b"</Relationships>")


def _with_types(types: bytes, drawn: Sequence[Chart]) -> bytes:
    default = b"" if b'Extension="xlsx"' in types else f'<Default Extension="xlsx" ContentType="{_BOOK}"/>'.encode()
    added = "".join(
        f'<Override PartName="/word/charts/chart{number}.xml" ContentType="{_CHART}"/>'
        for number in range(1, len(drawn) + 1)
    )
    begins = types.index(b"<Default") if b"<Default" in types else types.index(b"<Override")
    with_default = types[:begins] + default + types[begins:]
    return with_default.replace(b"</Types>", added.encode() + b"</Types>")
