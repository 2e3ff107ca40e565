"""Things planted into a sound report that no reading holds, each kind in each format that can hold it.

A plant is some edits of a file of ours: the part ("" of a page or a text), what stands there, what stands there then;
where nothing stood, the part is new, or the end of the page or the text is meant.
"""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gikreport import Reading, read, render
from gikreport.checking.subject import stated
from gikreport.model.figures import SmallTable
from gikreport.model.prose import Prose
from support import ROOT, shapes

EXAMPLE = ROOT / "examples" / "xiaogang-2021.toml"
CARRIED = ""
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NAMES = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wpd="http://x"'
)
_BODY, _HEADING = "word/document.xml", "<w:t>六、其他需要报告的事项</w:t></w:r></w:p>"
_END = "<w:sectPr>"
_URI = "http://schemas.openxmlformats.org/drawingml/2006/"
_TEXT, _T3, _BOOK = "xl/worksheets/sheet2.xml", "xl/worksheets/sheet4.xml", "xl/workbook.xml"
_PAGE_HEADING, _PAGE_END = "六、其他需要报告的事项</h2>", "</footer>"


@dataclass(frozen=True)
class Plant:
    """One thing in one format: its kind, the code that tells it or "" where its words are carried, and the words."""

    format: str
    kind: str
    code: str
    words: str
    edits: tuple[tuple[str, str, str], ...]

    @property
    def id(self) -> str:
        """Format and kind."""
        return f"{self.format} {self.kind}"


def _word(kind: str, code: str, words: str, put: str, *, at: str = _HEADING, **parts: str) -> Plant:
    """A paragraph behind a heading, or something else at a place; `parts` are new members by the name of their file."""
    paragraph = (
        put if not put.startswith(("<w:r>", "<m:", "<w:sdt>", "<w:ins>")) or at != _HEADING else f"<w:p>{put}</w:p>"
    )
    new = tuple((f"word/{name}.xml", "", content) for name, content in parts.items())
    names = ("<w:document ", "<w:document " + _NAMES + " ")
    return Plant("docx", kind, code, words, ((_BODY, *names), (_BODY, at, _beside(at, paragraph)), *new))


def _beside(at: str, put: str) -> str:
    """What is put behind a place, or before the end of the document."""
    return put + at if at == _END else at + put


def _drawing(uri: str, inner: str = "") -> str:
    data = f'<a:graphic><a:graphicData uri="{_URI}{uri}">{inner}</a:graphicData></a:graphic>'
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="7" name="n" descr="公开栏照片"/>{data}</wp:inline></w:drawing></w:r>'
    )


def _run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def _table(*rows: str) -> str:
    cells = ("".join(f"<w:tc><w:p>{_run(text)}</w:p></w:tc>" for text in row.split()) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def _note(tag: str, text: str) -> str:
    return f'<w:{tag}s {_W}><w:{tag} w:id="1"><w:p>{_run(text)}</w:p></w:{tag}></w:{tag}s>'


def _field(inner: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inner}</w:ffData></w:fldChar></w:r>'


WORD = (
    _word("picture", "F324", "公开栏照片", _drawing("picture", '<a:blip r:embed="rId90"/>')),
    _word(
        "picture of the old kind",
        "F324",
        "图片",
        '<w:r><w:pict><v:shape><v:imagedata r:id="rId9"/></v:shape></w:pict></w:r>',
    ),
    _word("chart", "F324", "图表", _drawing("chart", '<c:chart r:id="rId91"/>')),
    _word("diagram", "F324", "图示", _drawing("diagram")),
    _word("seal", "F207", "印章", _drawing("picture", '<a:blip r:embed="rId90"/>'), at="2022年1月12日</w:t></w:r>"),
    _word("shape without words", "F207", "图形", '<w:r><w:pict><v:rect style="width:9pt"/></w:pict></w:r>'),
    _word(
        "text box",
        CARRIED,
        "文本框里的话",
        f"<w:r><w:pict><v:rect><v:textbox><w:txbxContent><w:p>{_run('文本框里的话')}</w:p></w:txbxContent></v:textbox></v:rect></w:pict></w:r>",
    ),
    _word("equation", "F311", "x=41", "<m:oMath><m:r><m:t>x=41</m:t></m:r></m:oMath>"),
    _word(
        "embedded object",
        "F312",
        "Excel.Sheet.12",
        '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>',
    ),
    _word("embedded file", "F312", "另一份文件", '<w:altChunk r:id="rId92"/>'),
    _word("ticked box", "F313", "☑", _field("<w:checkBox><w:checked/></w:checkBox>")),
    _word(
        "choice",
        "F313",
        "优秀",
        _field('<w:ddList><w:result w:val="1"/><w:listEntry w:val="良好"/><w:listEntry w:val="优秀"/></w:ddList>'),
    ),
    _word(
        "content control", CARRIED, "控件里的话", f"<w:sdt><w:sdtContent>{_run('控件里的话')}</w:sdtContent></w:sdt>"
    ),
    _word(
        "footnote",
        "F314",
        "脚注里的话",
        '<w:r><w:footnoteReference w:id="1"/></w:r>',
        footnotes=_note("footnote", "脚注里的话"),
    ),
    _word(
        "endnote",
        "F314",
        "尾注里的话",
        '<w:r><w:endnoteReference w:id="1"/></w:r>',
        endnotes=_note("endnote", "尾注里的话"),
    ),
    _word(
        "comment",
        "F203",
        "批注里的话",
        '<w:r><w:commentReference w:id="1"/></w:r>',
        comments=_note("comment", "批注里的话"),
    ),
    _word("header", "F204", "送审稿", "<w:p/>", header9=f"<w:hdr {_W}><w:p>{_run('送审稿')}</w:p></w:hdr>"),
    _word("footer", "F204", "经手人", "<w:p/>", footer9=f"<w:ftr {_W}><w:p>{_run('经手人')}</w:p></w:ftr>"),
    _word("table outside the form", CARRIED, "栏目名称", _table("栏目名称 篇数", "惠民补贴 73")),
    _word("table of words", CARRIED, "财政所", _table("栏目 责任站所", "惠民 财政所")),
    _word("table with a label of the form", "F307", "行政许可", _table("行政许可 篇数", "15 73")),
    _word("table behind the signature", "F322", "栏目名称", _table("栏目名称 篇数", "惠民补贴 73"), at=_END),
    _word("table in a cell", "F322", "分类甲", _table("分类甲 分类乙") + "<w:p/>", at="行政许可</w:t></w:r></w:p>"),
    _word("lines behind the signature", "F315", "附件：公开目录", f"<w:p>{_run('附件：公开目录')}</w:p>", at=_END),
    _word("imprint", "F210", "抄送", f"<w:p>{_run('抄送：区政府办公室')}</w:p>", at=_END),
    _word("hidden words", "F202", "底稿备查", _run("底稿备查", "<w:vanish/>")),
    _word("struck-out words", "F202", "划掉的话", _run("划掉的话", "<w:strike/>")),
    _word("open change", "F201", "修订", f"<w:ins>{_run('插入的话')}</w:ins>"),
    _word(
        "automatic number",
        "F206",
        "村级公开",
        f'<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>{_run("村级公开")}</w:p>',
    ),
    _word("sign of a symbol font", "F206", "Wingdings", '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'),
)


def _sheet(kind: str, code: str, words: str, part: str, old: str, new: str) -> Plant:
    return Plant("xlsx", kind, code, words, ((part, old, new),))


def _cell(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


_RELATED = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://x/{}" Target="{}"/></Relationships>'
)
_DRAWN = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:oneCellAnchor><xdr:from><xdr:col>1</xdr:col>'
    "<xdr:row>11</xdr:row></xdr:from>{}</xdr:oneCellAnchor></xdr:wsDr>"
)


def _drawn(kind: str, code: str, words: str, inner: str) -> Plant:
    """Something drawn on the sheet of text at B12."""
    relations = ("xl/worksheets/_rels/sheet2.xml.rels", "", _RELATED.format("drawing", "../drawings/drawing1.xml"))
    return Plant("xlsx", kind, code, words, (relations, ("xl/drawings/drawing1.xml", "", _DRAWN.format(inner))))


WORKBOOK = (
    _drawn("picture", "F324", "图片", "<xdr:pic><a:blip/></xdr:pic>"),
    _drawn("text box", "F324", "框里的话", "<xdr:sp><a:t>框里的话</a:t></xdr:sp>"),
    _drawn("shape without words", "F207", "图形", "<xdr:cxnSp/>"),
    _drawn("chart", "F324", "图表", "<xdr:graphicFrame/>"),
    _sheet("words beside the columns", "F316", "E1“另有一句”", _TEXT, "</row>", _cell("E1", "另有一句") + "</row>"),
    _sheet("words beside a table", "F316", "另有说明", _T3, "</row>", _cell("N1", "另有说明") + "</row>"),
    _sheet(
        "further sheet",
        "F317",
        "表三 (2)",
        _BOOK,
        "</sheets>",
        '<sheet name="表三 (2)" sheetId="9" r:id="rId4"/></sheets>',
    ),
    _sheet("renamed sheet", "F209", "Sheet3", _BOOK, 'name="表三"', 'name="Sheet3"'),
    _sheet("missing sheet", "F319", "正文", _BOOK, '<sheet name="正文" sheetId="2" r:id="rId2"/>', ""),
    _sheet("hidden sheet", "F205", "隐藏的工作表", _BOOK, 'name="表三"', 'name="表三" state="hidden"'),
    _sheet("hidden row", "F205", "隐藏的行", _T3, '<row r="9"', '<row r="9" hidden="1"'),
    _sheet(
        "merged cells",
        "F318",
        "D8:E8",
        _T3,
        '<mergeCell ref="A1:J1"/>',
        '<mergeCell ref="A1:J1"/><mergeCell ref="D8:E8"/>',
    ),
    _sheet(
        "changed label",
        "F323",
        "五、打算",
        "xl/sharedStrings.xml",
        "<t>五、存在的主要问题及改进情况</t>",
        "<t>五、打算</t>",
    ),
    _sheet(
        "header",
        "F204",
        "内部件",
        _T3,
        "</worksheet>",
        "<headerFooter><oddHeader>&amp;C内部件</oddHeader></headerFooter></worksheet>",
    ),
    _sheet(
        "struck-out words",
        "F202",
        "作废",
        "xl/sharedStrings.xml",
        "<t>五、存在的主要问题及改进情况</t>",
        "<r><t>五、存在的主要问题及改进情况</t></r><r><rPr><strike/></rPr><t>作废</t></r>",
    ),
    _sheet(
        "error of a total",
        "F320",
        "#REF!",
        _T3,
        '<c r="J9" s="11"><f>D9+E9+F9+G9+H9+I9</f><v>0</v></c>',
        '<c r="J9" t="e"><f>#REF!</f><v>#REF!</v></c>',
    ),
    _sheet(
        "defined name",
        "F205",
        "备忘话",
        _BOOK,
        "</sheets>",
        '</sheets><definedNames><definedName name="n">"备忘话"</definedName></definedNames>',
    ),
)


def _page(kind: str, code: str, words: str, put: str, at: str = _PAGE_HEADING) -> Plant:
    return Plant("html", kind, code, words, (("", at, at + put),))


PAGE = (
    _page("picture", "F324", "公开栏", '<p><img src="a.png" alt="公开栏"></p>'),
    _page("drawing", "F324", "流程图字样", "<svg><text>流程图字样</text></svg>"),
    _page("canvas", "F324", "图形", "<canvas></canvas>"),
    _page("video", "F324", "jd.mp4", '<video src="jd.mp4"></video>'),
    _page("seal", "F207", "印章", '<img src="z.png" alt="章">', "2022年1月12日</time>"),
    _page("background", "F207", "背景图片", '<div style="background-image:url(a.png)"></div>'),
    _page("equation", "F311", "按期率", "<math><mi>按期率</mi></math>"),
    _page("embedded object", "F312", "tj.pdf", '<object data="tj.pdf"></object>'),
    _page("page in a frame", "F312", "tb.html", '<iframe src="tb.html"></iframe>'),
    _page("ticked box", "F313", "☑", '<input type="checkbox" checked>'),
    _page("field with words", "F313", "第一方阵", '<p><input value="第一方阵"></p>'),
    _page("choice", "F313", "优秀", "<select><option>良好<option selected>优秀</select>"),
    _page("field of lines", "F313", "几行话", "<textarea>几行话</textarea>"),
    _page("comment", "F203", "待县里确认", "<!-- 待县里确认 -->"),
    _page("table outside the form", CARRIED, "栏目", "<table><tr><td>栏目<td>篇数<tr><td>惠民<td>73</table>"),
    _page("lines behind the signature", "F315", "附件：目录", "<p>附件：目录</p>", _PAGE_END),
    _page("note behind the signature", "F315", "含转载", "<p>[1] 含转载信息。</p>", _PAGE_END),
    _page("imprint", "F210", "抄送", "<p>抄送：区政府</p>", _PAGE_END),
    _page("hidden words", "F202", "备忘", '<p style="display:none">备忘文字</p>'),
    _page("hidden attribute", "F202", "备忘", "<p hidden>备忘文字</p>"),
    _page("words of a style sheet", "F202", "样式里的话", '<style>.a::after{content:"样式里的话"}</style>'),
    _page("struck-out words", "F202", "划掉的话", "<p>所余<s>划掉的话</s></p>"),
    _page("list with numbers", "F206", "自动编号", "<ol><li>第一件事</ol>"),
    _page("closed details", CARRIED, "折叠的话", "<details><p>折叠的话</p></details>"),
    _page("list", CARRIED, "列表里的话", "<ul><li>列表里的话</ul>"),
)  # fmt: skip


def _text(kind: str, code: str, words: str, put: str, *, last: bool = False) -> Plant:
    return Plant("txt", kind, code, words, (("", at := "" if last else "六、其他需要报告的事项\n", at + put + "\n"),))


TEXT = (
    _text("sign of an object", "F324", "图片", "\ufffc"),
    _text("word for a picture", "F207", "[图片]", "[图片]"),
    _text("caption alone", "F207", "图1 公开栏", "图1 公开栏"),
    _text("table outside the form", CARRIED, "栏目", "栏目\t篇数\n惠民\t73"),
    _text("lines behind the signature", "F315", "附件：目录", "附件：目录", last=True),
    _text("note behind the signature", "F315", "含转载", "①含转载信息", last=True),
    _text("imprint", "F210", "抄送", "抄送：区政府", last=True),
    _text("words set with spaces", CARRIED, "栏目    篇数", "栏目    篇数"),
)
PLANTS = (*WORD, *WORKBOOK, *PAGE, *TEXT)

_SUFFIXES = {"docx": ".docx", "xlsx": ".xlsx", "html": ".html", "txt": ".txt"}


@functools.cache
def sound(format: str) -> bytes:
    """The report without anything planted."""
    if format == "txt":
        return _pasted(stated(read(EXAMPLE).report)).encode()
    return render(read(EXAMPLE), _SUFFIXES[format])


def _pasted(reading: Reading) -> str:
    """The report as it is copied from a document, the cells of its tables behind tabs."""
    lines = []
    for piece in shapes.pieces_of(reading):
        lines += [piece] if isinstance(piece, str) else ["\t".join(cell.text for cell in row) for row in piece]
    return "\n".join(lines) + "\n"


def planted(plant: Plant) -> bytes:
    """The report with the plant in it; a plant that finds no place is a mistake of the test."""
    content = sound(plant.format)
    if plant.format in ("html", "txt"):
        for _, old, new in plant.edits:
            content = _edited(content, old, new)
        return content
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old_file, zipfile.ZipFile(made, "w") as new_file:
        for name in old_file.namelist():
            part = old_file.read(name)
            for at, old, new in plant.edits:
                part = _edited(part, old, new) if at == name else part
            new_file.writestr(name, part)
        for at, old, new in plant.edits:
            if not old:
                new_file.writestr(at, new)
    return made.getvalue()


def _edited(content: bytes, old: str, new: str) -> bytes:
    assert old.encode() in content, old
    return content.replace(old.encode(), new.encode(), 1) if old else content + new.encode()


def reading_of(content: bytes, format: str) -> Reading:
    """A file read under a name of its format."""
    file = io.BytesIO(content)
    file.name = "report" + _SUFFIXES[format]
    return read(file)


def is_right(plant: Plant) -> bool:
    """Whether a plant is told by its code with its words, or carried where it can be."""
    reading = reading_of(planted(plant), plant.format)
    if plant.code == CARRIED:
        return any(plant.words in said for prose in reading.prose.values() for said in _said(prose))
    return any(plant.words in one.told() for one in reading.remarks if one.code == plant.code)


def _said(prose: Prose) -> Iterator[str]:
    """The words of a narrative, those of its tables too."""
    yield prose.text
    for one in prose.figures:
        if isinstance(one.figure, SmallTable):
            yield from (text for row in one.figure.rows for text in row)


# What the table of the documentation calls the things that a code tells.
ROWS = {
    "F324": ("pictures, charts, drawings, videos", "图片、图表、图形、视频"),
    "F311": ("equations", "公式"),
    "F312": ("embedded objects, files, frames", "嵌入的对象、文件、框架"),
    "F313": ("fields of forms", "表单控件"),
    "F314": ("footnotes and endnotes", "脚注、尾注"),
    "F307": ("tables with labels of the form", "带格式栏目的其他表"),
    "F322": ("tables in a cell, or outside the sections", "单元格里、正文以外的小表"),
    "F315": ("what stands behind the signature", "落款之后的内容"),
    "F316": ("cells outside those to fill in", "填报范围以外的单元格"),
    "F317": ("further sheets", "多出的工作表"),
    "F318": ("merged cells", "合并的单元格"),
    "F319": ("a missing sheet", "缺少的工作表"),
    "F320": ("formulas without a result", "没有结果的公式"),
    "F323": ("changed labels", "改动的栏目名"),
    "F201": ("open changes", "未接受的修订"),
    "F202": ("hidden and struck-out words", "隐藏、删去的文字"),
    "F203": ("comments", "批注"),
    "F204": ("headers and footers", "页眉、页脚"),
    "F205": ("hidden rows and sheets, defined names", "隐藏的行和工作表、定义的名称"),
    "F206": ("automatic numbers, symbol fonts", "自动编号、符号字体"),
    "F207": ("seals, shapes, backgrounds, captions", "印章、图形、背景、图题"),
    "F209": ("renamed sheets", "改名的工作表"),
    "F210": ("imprints", "版记"),
    CARRIED: ("words and tables that are carried", "照样带走的文字和小表"),
}


def table(right: Mapping[str, bool], lang: str = "en") -> str:
    """What is told or carried, of how many, by what it is and by format, as the documentation prints it."""
    heads = (
        ["what is left", ".docx", ".xlsx", ".html", "text"]
        if lang == "en"
        else ["没有读入的", ".docx", ".xlsx", ".html", "文本"]
    )
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for code, names in ROWS.items():
        cells = [_share([p for p in PLANTS if (p.code, p.format) == (code, one)], right) for one in _SUFFIXES]
        name = f"{names[lang == 'zh']} {code}".strip()
        lines.append(f"| {' | '.join([name, *cells])} |")
    return "\n".join(lines) + "\n"


def _share(plants: Sequence[Plant], right: Mapping[str, bool]) -> str:
    return f"{sum(right[plant.id] for plant in plants)}/{len(plants)}" if plants else ""
