"""Word documents as others make them, with figures in each section: a sound one of ours without our marks."""

from __future__ import annotations

import functools
import io
import zipfile

from gikreport import read, render
from support import ROOT
from support.figures import SVG, emf, gif, jpeg, png

EXAMPLE = ROOT / "examples" / "xiaogang-2021.toml"
HEADINGS = {
    "overview": "一、总体情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "problems": "五、存在的主要问题及改进情况",
    "other_matters": "六、其他需要报告的事项",
}
MEDIA = {"png": png(40, 30), "jpeg": jpeg(), "gif": gif(), "emf": emf(), "svg": SVG, "bmp": b"BM" + b"\0" * 60}
_NAMES = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
)
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
END = "<w:sectPr>"


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of text, set off or not."""
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: str, heads: bool = False) -> str:
    """A table, the cells of a row apart by blanks."""
    repeated = "<w:trPr><w:tblHeader/></w:trPr>" if heads else ""
    cells = ["".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in row.split()) for row in rows]
    first, *others = cells
    return f"<w:tbl><w:tr>{repeated}{first}</w:tr>{''.join(f'<w:tr>{row}</w:tr>' for row in others)}</w:tbl>"


def drawing(kind: str = "png", frame: str = "inline") -> str:
    """A picture of DrawingML, 40 mm wide."""
    inner = f'<a:graphic><a:graphicData uri="x/picture"><a:blip r:embed="rIdX{kind}"/></a:graphicData></a:graphic>'
    size = '<wp:extent cx="1440000" cy="1080000"/><wp:docPr id="7" name="n" descr="公开栏照片"/>'
    return f"<w:p><w:r><w:drawing><wp:{frame}>{size}{inner}</wp:{frame}></w:drawing></w:r></w:p>"


def old_picture(kind: str = "png", tag: str = "pict", inner: str = "") -> str:
    """A picture of VML, or the preview of an object, 72 pt wide."""
    shape = f'<v:shape style="width:72pt;height:54pt"><v:imagedata r:id="rIdX{kind}"/></v:shape>'
    return f"<w:p><w:r><w:{tag}>{shape}{inner}</w:{tag}></w:r></w:p>"


@functools.cache
def _sound() -> dict[str, bytes]:
    package = zipfile.ZipFile(io.BytesIO(render(read(EXAMPLE), ".docx")))
    members = {name: package.read(name) for name in package.namelist()}
    core = members["docProps/core.xml"]
    members["docProps/core.xml"] = core[: core.index(b"<dc:subject")] + core[core.index(b"</dc:subject>") + 13 :]
    return members


def document(put: str, at: str = "overview") -> bytes:
    """The document with something below the heading of a section, or at its end."""
    members = dict(_sound())
    main = members["word/document.xml"].decode()
    place = HEADINGS.get(at, at)
    where = main.index(END) if at == END else main.index("</w:p>", main.index(f">{place}<")) + len("</w:p>")
    main = (main[:where] + put + main[where:]).replace("<w:document ", "<w:document " + _NAMES, 1)
    links = "".join(f'<Relationship Id="rIdX{kind}" Type="{_IMAGE}" Target="media/x.{kind}"/>' for kind in MEDIA)
    relations = members["word/_rels/document.xml.rels"].decode()
    members["word/document.xml"] = main.encode()
    members["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", links + "</Relationships>").encode()
    members |= {f"word/media/x.{kind}": content for kind, content in MEDIA.items()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    return made.getvalue()


def edited(whole: bytes, before: str, put: str) -> bytes:
    """A document with something before the first place of its text that begins so."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                assert before.encode() in content
                content = content.replace(before.encode(), (put + before).encode(), 1)
            new.writestr(name, content)
    return made.getvalue()
