"""Word documents and templates that take time or memory, or that do not hold what they say."""

from __future__ import annotations

import copy
import io
import zipfile

from support.hostile.kind import MEGABYTE, MOST_UNPACKED, Kind, filled, numbered
from support.hostile.packages import DOCUMENT, RELATIONS, cell, docx, docx_parts, packed, paragraph, table, word_part

_ALTERNATIVE = "<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>"
_BOX = "<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"
_NESTED = "<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"
_DEEPEST = 60  # libxml2 itself refuses elements deeper than 256


def empty_runs(size: int) -> bytes:
    return docx(filled("<w:r><w:t/></w:r>", size, "<w:p>", "</w:p>"))


def empty_paragraphs(size: int) -> bytes:
    return docx(filled("<w:p/>", size))


def short_paragraphs(size: int) -> bytes:
    return docx(filled(paragraph("1"), size))


def headings(size: int) -> bytes:
    return docx(filled(paragraph("一、总体情况"), size))


def one_sentence(size: int) -> bytes:
    return docx(paragraph(filled("收到申请100件，其中处理", size)))


def notes(size: int) -> bytes:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
    return docx(filled(raised, size, "<w:p>", "</w:p>"))


def _in_each_other(pair: tuple[str, str], size: int, inner: str = "<w:p/>") -> bytes:
    one = pair[0] * _DEEPEST + inner + pair[1] * _DEEPEST
    return docx(filled(one, size))


def nested_tables(size: int) -> bytes:
    return _in_each_other(_NESTED, size)


def nested_boxes(size: int) -> bytes:
    return _in_each_other(_BOX, size, paragraph("字"))


def nested_boxes_in_cells(size: int) -> bytes:
    boxes = _BOX[0] * _DEEPEST + paragraph("字") + _BOX[1] * _DEEPEST
    return docx(filled(table([cell(boxes) * 2]), size))


def alternative_chunks(size: int) -> bytes:
    return docx(filled('<w:altChunk r:id="rId1"/>', size))


def nested_alternatives(size: int) -> bytes:
    return _in_each_other(_ALTERNATIVE, size)


def too_deep(size: int) -> bytes:
    return docx(filled("<w:sdt>", size // 2) + "</w:sdt>" * max(1, size // 2 // 7))


def tables(size: int) -> bytes:
    return docx(filled(table([cell() * 2]), size))


def grid_span(size: int) -> bytes:
    return docx(table([filled(cell(properties='<w:gridSpan w:val="99999"/>'), size)] * 2))


def merged_rows(size: int) -> bytes:
    row = f"<w:tr>{cell(properties='<w:vMerge/>') * 8}</w:tr>"
    return docx(filled(row, size, "<w:tbl>", "</w:tbl>"))


def cells_in_a_row(size: int) -> bytes:
    return docx(table([filled(cell(), size)]))


def label_cells(size: int) -> bytes:
    row = f"<w:tr>{cell(paragraph('予以公开')) + cell(paragraph('1'))}</w:tr>"
    return docx(filled(row, size, "<w:tbl>", "</w:tbl>"))


def paragraphs_in_a_cell(size: int) -> bytes:
    return docx(table([cell(filled(paragraph("本年新收"), size)) + cell()]))


def deleted_paragraphs(size: int) -> bytes:
    mark = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>字</w:t></w:r></w:p>"
    return docx(filled(mark, size))


def changes(size: int) -> bytes:
    return docx(filled("<w:p><w:ins><w:r><w:t>1</w:t></w:r></w:ins><w:del><w:r/></w:del></w:p>", size))


def hidden_runs(size: int) -> bytes:
    return docx(filled("<w:r><w:rPr><w:vanish/></w:rPr><w:t>1</w:t></w:r>", size, "<w:p>", "</w:p>"))


def styles(size: int) -> bytes:
    return docx(styles=numbered('<w:style w:styleId="a{n}"><w:name w:val="b{n}"/></w:style>', size))


def styles_in_a_circle(size: int) -> bytes:
    return docx(paragraph("字"), styles=numbered('<w:style w:styleId="a{n}"><w:basedOn w:val="a{n}"/></w:style>', size))


def long_attribute(size: int) -> bytes:
    return docx(filled("1", size, '<w:p w:rsidR="', '"/>'))


def attributes(size: int) -> bytes:
    return docx("<w:p " + numbered("a{n}='' ", size) + "/>")


def namespaces(size: int) -> bytes:
    return docx("<w:p " + numbered("xmlns:a{n}='u{n}' ", size) + "/>")


def entities(size: int) -> bytes:
    levels = "".join(f"<!ENTITY e{n + 1} '{'&eX;' * 10}'>".replace("X", str(n)) for n in range(12))
    doctype = filled("字", size, "<!DOCTYPE w:document [<!ENTITY e0 '", f"'>{levels}]>")
    parts = docx_parts(paragraph("&e12;"))
    return packed({**parts, DOCUMENT: str(parts[DOCUMENT]).replace("\n", doctype, 1)})


def comments(size: int) -> bytes:
    listed = numbered('<w:comment w:id="{n}"/>', size)
    return docx(paragraph("收到申请1件。"), comments=word_part("comments", listed))


def comment_number(size: int) -> bytes:
    return docx(paragraph("字"), comments=word_part("comments", filled("9", size, '<w:comment w:id="', '"/>')))


def grid_before(size: int) -> bytes:
    before = filled("9", size, '<w:trPr><w:gridBefore w:val="', '"/></w:trPr>')
    return docx(table([before + cell(paragraph("本年新收")) + cell(paragraph("x"))]))


def relationships(size: int) -> bytes:
    return docx(paragraph("字"), relations=numbered('<Relationship Id="a{n}" Type="t" Target="x{n}"/>', size))


def bomb(size: int) -> bytes:
    return _with_blanks(DOCUMENT, min(size * 1000, MOST_UNPACKED))


def bomb_beside(size: int) -> bytes:
    return _with_blanks("word/a.xml", min(size * 1000, MOST_UNPACKED))


def _with_blanks(name: str, count: int) -> bytes:
    """A document one of whose parts unpacks to as many blanks in a sound element."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in docx_parts(paragraph("字")).items():
            if part != name:
                package.writestr(part, content)
        with package.open(name, "w") as stream:
            stream.write(b"<a>")
            for _ in range(count // MEGABYTE):
                stream.write(b" " * MEGABYTE)
            stream.write(b"</a>")
    return written.getvalue()


def members_that_add_up(size: int) -> bytes:
    filling = word_part("a", " " * 2_000_000)
    return packed(docx_parts(paragraph("字")) | {f"word/a{n}.xml": filling for n in range(max(1, size // 6000))})


def members(size: int) -> bytes:
    return packed(docx_parts(paragraph("字")) | {f"word/{n}": "" for n in range(max(1, size // 100))})


def one_member_for_all(size: int) -> bytes:
    return _listed_again(size, "word/a{n}.xml")


def one_name_for_all(size: int) -> bytes:
    return _listed_again(size, "word/a.xml")


def _listed_again(size: int, name: str) -> bytes:
    """A package whose list names one member again and again, a million spaces each time."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in {**docx_parts(paragraph("字")), "word/a.xml": word_part("a", " " * 10**6)}.items():
            package.writestr(part, content)
        again = [copy.copy(package.getinfo("word/a.xml")) for _ in range(max(1, size // 70))]
        for number, info in enumerate(again):
            info.filename = name.replace("{n}", str(number))
        package.filelist += again
    return written.getvalue()


def cut_short(size: int) -> bytes:
    return docx(filled(paragraph("字"), size))[:-100]


def expressions(size: int) -> bytes:
    return docx(paragraph(filled("{{ agency ", size)))


def loops(size: int) -> bytes:
    return docx(filled(paragraph("{% for a in [1] %}"), size))


def powers(size: int) -> bytes:
    return docx(paragraph(f"{{{{ {filled('9**', size)}9 }}}}"))


def brackets(size: int) -> bytes:
    return docx(paragraph(f"{{{{ {'(' * (size // 2)}{')' * (size // 2)} }}}}"))


def remote_relations(size: int) -> bytes:
    parts = docx_parts(paragraph("字"))
    target = '<Relationship Id="a{n}" Type="t" TargetMode="External" Target="http://127.0.0.1:9/{n}"/>'
    return packed({**parts, RELATIONS: str(parts[RELATIONS]).replace("</", numbered(target, size) + "</", 1)})


_READ = (
    empty_runs, empty_paragraphs, short_paragraphs, headings, one_sentence, notes, nested_tables, nested_boxes,
    nested_boxes_in_cells, nested_alternatives, too_deep, tables, grid_span, merged_rows, cells_in_a_row, label_cells,
    paragraphs_in_a_cell, deleted_paragraphs, changes, hidden_runs, styles, long_attribute, attributes, namespaces,
    entities, bomb, bomb_beside, members_that_add_up, members, one_member_for_all, one_name_for_all, cut_short,
    alternative_chunks,
)  # fmt: skip
_LAYOUT = (
    empty_runs, short_paragraphs, nested_tables, styles, styles_in_a_circle, relationships, members_that_add_up,
    one_member_for_all, bomb_beside, label_cells,
)  # fmt: skip
_ANNOTATE = (short_paragraphs, nested_tables, label_cells, comments, comment_number, grid_before, members_that_add_up)
_TEMPLATE = (expressions, loops, powers, brackets, remote_relations, empty_runs, one_member_for_all, nested_tables)
KINDS = tuple(
    Kind(make, ".docx", command)
    for command, makers in (("check", _READ), ("layout", _LAYOUT), ("annotate", _ANNOTATE), ("template", _TEMPLATE))
    for make in makers
)
