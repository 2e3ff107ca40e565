"""No template fetches, runs or merges anything: what stands in it is of a short list, and all else is told."""

import io
import zipfile
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

import gikreport
from gikreport.cli import group
from gikreport.errors import BrokenTemplate
from gikreport.forms.y2021 import FORM as Y2021
from gikreport.renderers.template.guard import opened
from gikreport.renderers.template.official import official_file
from support import ROOT
from support.documents import EVERY_FORM, plain
from support.templates import changed, replaced

HOSTILE: Final = ROOT / "tests" / "data" / "hostile"
HERE: Final = "<w:r><w:t>二、主动"  # stands in the fifth paragraph
RELATIONS: Final = "word/_rels/document.xml.rels"
TYPES: Final = "[Content_Types].xml"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
DOT: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
VML: Final = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


def put(xml: str) -> bytes:
    return replaced(HERE, xml + HERE)


def field(*codes: str) -> bytes:
    texts = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    begin, parted, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return put(f"{begin}{texts}{parted}<w:r><w:t>1</w:t></w:r>{end}")


def simple(code: str) -> bytes:
    return put(f'<w:fldSimple w:instr="{code}"/>')


def setting(xml: str) -> bytes:
    return replaced("<w:zoom", f"{xml}<w:zoom", "word/settings.xml")


def relation(name: str, target: str, mode: str = "") -> bytes:
    one = f'<Relationship Id="rId77" Type="{OFFICE}{name}" Target="{target}"{mode}/></Relationships>'
    return replaced("</Relationships>", one, RELATIONS)


def member(name: str, content: bytes, kind: str = "application/xml", to: str = "") -> bytes:
    """A template with one part more, and a relationship of the main part to it."""
    docx = relation(to, name.removeprefix("word/")) if to else official_file(Y2021)
    override = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
    out = io.BytesIO(changed(docx, TYPES, lambda xml: xml.replace("</Types>", override)))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(name, content)
    return out.getvalue()


NESTED: Final = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
PLANTED: Final = {
    "dde": (field(" DDE excel c:\\x.xls r1c1 "), "DDE"),
    "dde in runs": (field(" DD", "EAU", "TO c:\\x "), "DDEAUTO"),
    "small letters": (field(" ddeAuto x y "), "ddeAuto"),
    "include text": (field(' INCLUDETEXT "x.docx" '), "INCLUDETEXT"),
    "include picture": (field(' INCLUDEPICTURE "x.png" '), "INCLUDEPICTURE"),
    "import": (field(" IMPORT x.wmf "), "IMPORT"),
    "link": (field(" LINK Excel.Sheet.8 x "), "LINK"),
    "embed": (field(" EMBED Equation.3 "), "EMBED"),
    "macro button": (field(" MACROBUTTON AutoOpen 打开 "), "MACROBUTTON"),
    "database": (field(' DATABASE \\d "x.mdb" '), "DATABASE"),
    "formula": (field(" =1+1 "), "=1+1"),
    "quote": (field(" QUOTE 68 68 69 "), "QUOTE"),
    "file name": (field(" FILENAME \\p "), "FILENAME"),
    "user name": (field(" USERNAME "), "USERNAME"),
    "date": (field(' DATE \\@ "yyyy年" '), "每次打开都变"),
    "time": (simple(" TIME "), "每次打开都变"),
    "address behind page": (field(' PAGE "http://x/y" '), "PAGE"),
    "hyperlink": (field(' HYPERLINK "http://x/y" '), "HYPERLINK"),
    "hyperlink with both": (field(' HYPERLINK "x.html" \\l "a" '), "HYPERLINK"),
    "hyperlink to a share": (simple(" HYPERLINK \\l a &quot;\\\\h\\s&quot; "), "HYPERLINK"),
    "tag in a code": (field(' HYPERLINK \\l "{{ agency }}" '), "HYPERLINK"),
    "simple field": (simple(" DDEAUTO c:\\x "), "DDEAUTO"),
    "field in a field": (put(NESTED), "PAGE"),
    "code in no field": (put("<w:r><w:instrText> DDEAUTO x </w:instrText></w:r>"), "DDEAUTO"),
    "field in a footer": (replaced(" PAGE ", " DDEAUTO x ", "word/footer1.xml"), "DDEAUTO"),
    "alternative chunk": (put('</w:p><w:altChunk r:id="rId1"/><w:p>'), "altChunk"),
    "subdocument": (put('<w:subDoc r:id="rId1"/>'), "subDoc"),
    "object": (put("<w:r><w:object/></w:r>"), "object"),
    "bound control": (put('<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr></w:sdt>'), "dataBinding"),
    "vml source": (put(f'<w:r><w:pict {VML}><v:imagedata src="http://x/y.png"/></w:pict></w:r>'), "imagedata src"),
    "vml share": (put(f'<w:r><w:pict {VML}><v:fill src="//h/y.png"/></w:pict></w:r>'), "fill src"),
    "vml href": (put(f'<w:r><w:pict {VML}><v:shape o:href="http://x/y"/></w:pict></w:r>'), "shape href"),
    "vml relative": (put(f'<w:r><w:pict {VML}><v:shape href="y.html"/></w:pict></w:r>'), "shape href"),
    "linked picture": (put(f'<w:r><a:blip xmlns:a="{DOT}" r:link="rId1"/></w:r>'), "blip link"),
    "click": (put(f'<w:r><a:hlinkClick xmlns:a="{DOT}" r:id="rId1"/></w:r>'), "hlinkClick"),
    "any attribute": (put('<w:r w:x="\\\\h\\s"/>'), "r x"),
    "a program's scheme": (put('<w:r w:x="ms-msdt:/id"/>'), "r x"),
    "attached template": (setting('<w:attachedTemplate r:id="a" xmlns:r="r"/>'), "attachedTemplate"),
    "mail merge": (setting("<w:mailMerge/>"), "mailMerge"),
    "schema": (setting('<w:attachedSchema w:val="x"/>'), "attachedSchema"),
    "macro of a form": (put("<w:r><w:fldChar><w:ffData><w:entryMacro/></w:ffData></w:fldChar></w:r>"), "entryMacro"),
    "relationship outside": (relation("image", "http://x/y.png", ' TargetMode="External"'), "http://x/y.png"),
    "address said to be inside": (relation("image", "http://x/y.png"), "http://x/y.png"),
    "file address": (relation("image", "file:///x"), "file:///x"),
    "share": (relation("image", "\\\\h\\s\\y.png"), "\\\\h\\s"),
    "share with slashes": (relation("image", "//h/s/y.png"), "//h/s"),
    "escaped address": (relation("image", "%68ttp:x"), "%68ttp"),
    "hyperlink relation": (relation("hyperlink", "styles.xml"), "hyperlink"),
    "template relation": (relation("attachedTemplate", "styles.xml"), "attachedTemplate"),
    "object relation": (relation("package", "styles.xml"), "package"),
    "chunk relation": (relation("aFChunk", "styles.xml"), "aFChunk"),
    "nothing there": (relation("image", "media/none.png"), "media/none.png"),
    "wrong kind": (relation("image", "styles.xml"), "styles.xml"),
    "add-in": (member("word/taskpanes.xml", b"<a/>", "application/vnd.ms-office.webextension+xml"), "webextension"),
    "page in it": (member("word/x.html", b"<script/>", "text/html"), "text/html"),
    "printer": (member("word/printer.bin", b"x", "application/vnd.x.printerSettings"), "printerSettings"),
    "unknown bytes": (member("word/x.bin", b"x", "application/octet-stream"), "octet-stream"),
    "drawn picture": (member("word/x.svg", b"<svg/>", "image/svg+xml", "image"), "svg"),
    "no picture": (member("word/x.png", b"<html>", "image/png", "image"), "不是它所说的那种图片"),
    "address in custom XML": (member("customXml/item1.xml", b"<a>http://x/y</a>"), "a 中有地址"),
    "base of links": (replaced("</Properties>", "<HyperlinkBase>x</HyperlinkBase></Properties>", "docProps/app.xml"),
                      "HyperlinkBase"),
    "style sheet": (replaced("?>", '?><?xml-stylesheet href="x.xsl"?>', "word/styles.xml"), "处理指令"),
    "expression in an attribute": (put('<w:r w:rsidR="{{ agency|safe }}"/>'), "标签不在段落的文字中"),
    "expression in a comment": (put("<!-- {{ agency }} -->"), "标签不在段落的文字中"),
    "expression beside the text": (put("<w:r>{{ 7*7 }}</w:r>"), "标签不在段落的文字中"),
    "statement in the properties": (replaced("{{ title }}", "{% if year %}{% endif %}", "docProps/core.xml"),
                                    "标签不在段落的文字中"),
}  # fmt: skip


@pytest.mark.parametrize("fault", PLANTED)
def test_what_reaches_out_of_a_template_is_refused(fault: str) -> None:
    docx, said = PLANTED[fault]
    with pytest.raises(BrokenTemplate) as refused:
        opened(docx)
    assert said in str(refused.value)
    assert refused.value.told("en") != refused.value.told("zh")


@pytest.mark.parametrize("name", ["tpl-dde", "tpl-includepicture", "tpl-unc-internal"])
def test_templates_that_call_out_do_not_pass_the_check(name: str, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes((HOSTILE / f"{name}.docx").read_bytes())
    done = CliRunner().invoke(group, ["template", "check", str(tmp_path)])
    assert (done.exit_code, "模板不能使用" in done.stderr) == (4, True)
    with pytest.raises(BrokenTemplate):
        gikreport.render(plain(), ".docx", template=tmp_path)


def test_every_one_is_told_at_once_with_its_part_and_paragraph() -> None:
    docx = changed(field(" DDE x "), RELATIONS, lambda xml: xml.replace("styles.xml", "http://x/s"))
    with pytest.raises(BrokenTemplate) as refused:
        opened(docx)
    assert [problem.at for problem in refused.value.problems] == [
        f"{RELATIONS} rId1 styles", "word/document.xml 第5段",
    ]  # fmt: skip


PICTURE: Final = b"\x89PNG\r\n\x1a\n"
KEPT: Final = {
    "page of pages": field(" PAGE  \\* MERGEFORMAT "),
    "roman": field(" PAGE \\* ROMAN"),
    "without a space": field("NUMPAGES\\* Arabic"),
    "contents": field(' TOC \\o "1-3" \\h \\z \\u '),
    "contents by styles": field(' TOC \\t "标题 1,1,标题 2,2" '),
    "link to a bookmark": field(' HYPERLINK \\l "_Toc1" '),
    "link with a hint": field(' HYPERLINK \\l "_Toc1" \\o "目录" '),
    "page of a bookmark": field(" PAGEREF _Toc1 \\h "),
    "numbered": simple(" SEQ 表 \\* ARABIC "),
    "anchor": put('<w:hyperlink w:anchor="_Toc1"><w:r><w:t>见</w:t></w:r></w:hyperlink>'),
    "printed address": put("<w:r><w:t>网址：http://www.example.com</w:t></w:r>"),
    "picture": member("word/media/x.png", PICTURE, "image/png", "image"),
    "custom properties": member("customXml/item1.xml", b'<a xmlns="http://www.wps.cn/x">1</a>'),
    "page number gallery": put('<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="x"/></w:docPartObj></w:sdtPr>'
                               "<w:sdtContent/></w:sdt>"),
}  # fmt: skip


@pytest.mark.parametrize("name", KEPT)
def test_what_offices_put_into_templates_is_kept(name: str) -> None:
    assert opened(KEPT[name])


@EVERY_FORM
def test_official_and_exported_templates_pass(form: gikreport.Form, tmp_path: Path) -> None:
    gikreport.export_template(form, tmp_path / "own")
    assert gikreport.lint_template(tmp_path / "own", form) == ()
