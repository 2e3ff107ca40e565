"""Each layout rule on the smallest document that breaks it, and on the nearest one that does not."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from gikreport.model.cell import Place
from gikreport.office.parts import CORE, MAIN, SETTINGS, STYLES, DocumentPackage, W
from gikreport.rules import word_layout as layout, word_layout_tables as tables

SPACE = (
    f'xmlns:w="{W[1:-1]}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="urn:drawing"'
)
FONTS = '<w:rFonts w:ascii="A" w:hAnsi="A" w:eastAsia="宋" w:cs="A"/>'


def tree(inner: str, name: str = "w:part") -> Any:
    """A part with this inside."""
    return etree.fromstring(f"<{name} {SPACE}>{inner}</{name}>")


def package(body: str = "", **parts: str) -> DocumentPackage:
    """A document with this body; other parts by the last word of their name."""
    names = {"styles": STYLES, "settings": SETTINGS, "core": CORE, "footer": "word/footer1.xml"}
    xml = {MAIN: tree(body), **{names[key]: tree(inner) for key, inner in parts.items()}}
    return DocumentPackage("a.docx", frozenset(xml), xml)


def places(rule: Any, body: str) -> list[Place | None]:
    """Where a rule finds fault with a body."""
    return [one.place for one in rule(package(body))]


def facts(rule: Any, body: str = "", **parts: str) -> list[dict[str, object]]:
    """What a rule says of a document."""
    return [dict(one.facts) for one in rule(package(body, **parts))]


def cell(width: str | int | None = None, kind: str = "dxa", more: str = "") -> str:
    """A cell of a width."""
    said = "" if width is None else f'<w:tcW w:w="{width}" w:type="{kind}"/>'
    return f"<w:tc><w:tcPr>{said}{more}</w:tcPr></w:tc>"


def row(*cells: str, more: str = "") -> str:
    """A row of cells."""
    return f"<w:tr><w:trPr>{more}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, grid: tuple[object, ...] = (10, 20), more: str = "") -> str:
    """A table of rows on a grid."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr>{more}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


SPAN, BEFORE = '<w:gridSpan w:val="2"/>', '<w:gridBefore w:val="1"/>'
GOOD = row(cell(10), cell(20))


@pytest.mark.parametrize(
    "good",
    [
        GOOD,
        row(cell(10)),
        row(cell(30, more=SPAN)),
        row(cell(20), more=BEFORE),
        row(cell(10), cell(20), more="<w:gridBefore/>"),
    ],
    ids=["grid", "fewer", "span", "before", "before nothing"],
)
def test_cells_that_fit_the_grid(good: str) -> None:
    assert places(tables.widths, table(good)) == []


@pytest.mark.parametrize(
    "bad",
    [
        row(cell(10), cell(21)), row(cell(20), cell(10)), row(cell(), cell(20)), row(cell(10, "pct"), cell(20)),
        row(cell(10), cell(20), cell(0)), row(cell(10, more=SPAN)), row(cell(10), more=BEFORE),
        row(cell(20), cell(0), more=BEFORE), row(cell("auto"), cell(20)), row(cell(-10), cell(20)),
    ],
)  # fmt: skip
def test_cells_that_do_not_fit_the_grid(bad: str) -> None:
    assert places(tables.widths, table(bad)) == [Place(table=1, row=1)]


def test_a_table_is_told_once_at_its_first_row_that_does_not_fit() -> None:
    bad = row(cell(11), cell(20))
    assert places(tables.widths, table(GOOD) + table(GOOD, bad, GOOD, bad)) == [Place(table=2, row=2)]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ('<w:tblLayout w:type="fixed"/>', []),
        ('<w:tblLayout w:type="autofit"/>', [Place(table=1)]),
        ("", [Place(table=1)]),
    ],
)
def test_columns_that_stay_as_they_are(said: str, found: list[Place]) -> None:
    assert places(tables.fixed_layout, table(GOOD, more=said)) == found


HEAD, HEAD_OFF = "<w:tblHeader/>", '<w:tblHeader w:val="0"/>'
RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def rows(*told: tuple[str, str]) -> str:
    """A table of two columns: of each row its property, and that of its first cell."""
    return table(*(row(cell(10, more=first), cell(20), more=more) for more, first in told))


PLAIN = ("", "")


@pytest.mark.parametrize(
    ("told", "due", "repeated"),
    [
        ([PLAIN] * 4, 1, 0),
        ([(HEAD_OFF, ""), *[PLAIN] * 3], 1, 0),
        ([PLAIN, (HEAD, ""), PLAIN, PLAIN], 1, 1),
        ([(HEAD, RESTART), ("", CONTINUE), PLAIN, PLAIN], 2, 1),
        ([(HEAD, RESTART), (HEAD, CONTINUE), ("", CONTINUE), PLAIN], 3, 2),
        ([("", RESTART), *[("", CONTINUE)] * 3], 4, 0),
    ],
)
def test_headings_that_are_not_repeated(told: list[tuple[str, str]], due: int, repeated: int) -> None:
    [one] = tables.repeated_headings(package(table(GOOD) + rows(*told)))
    assert (one.place, one.facts) == (Place(table=2), {"due": due, "is": repeated})


@pytest.mark.parametrize(
    "told",
    [
        [PLAIN] * 3,
        [(HEAD, ""), *[PLAIN] * 3],
        [(HEAD, ""), (HEAD, ""), PLAIN, PLAIN],
        [(HEAD, RESTART), (HEAD, CONTINUE), PLAIN, PLAIN],
        [(HEAD, ""), ("", CONTINUE), PLAIN, PLAIN],
        [(HEAD, RESTART), ("", RESTART), PLAIN, PLAIN],
    ],
)
def test_headings_that_are_repeated_or_need_not_be(told: list[tuple[str, str]]) -> None:
    assert facts(tables.repeated_headings, rows(*told)) == []


def test_a_heading_that_is_not_the_first_row_of_a_short_table() -> None:
    assert facts(tables.repeated_headings, rows(PLAIN, (HEAD, ""), PLAIN)) == [{"due": 1, "is": 1}]


def test_a_table_without_rows_or_under_a_title_has_no_heading() -> None:
    title = row(cell(30, more=SPAN))
    assert facts(tables.repeated_headings, table() + table(title, GOOD, GOOD, GOOD)) == []


def test_rows_that_may_split_are_counted() -> None:
    whole = row(more="<w:cantSplit/>")
    off = [row(more=f'<w:cantSplit w:val="{said}"/>') for said in ("0", "false", "off")]
    assert facts(tables.whole_rows, table(whole)) == []
    assert facts(tables.whole_rows, table(whole, *off, GOOD)) == [{"count": 4}]


def test_a_table_without_a_caption() -> None:
    assert places(tables.captions, table(more="<w:tblCaption/>") + table()) == [Place(table=2)]


@pytest.mark.parametrize("code", ["PAGE", " page \\* MERGEFORMAT", "NUMPAGES", "SECTIONPAGES"])
def test_a_page_number_as_a_simple_field(code: str) -> None:
    found = facts(layout.simple_fields, footer=f'<w:fldSimple w:instr="{code}"/>')
    assert found == [{"part": "word/footer1.xml", "code": code.strip()}]


def test_other_simple_fields_are_let_be() -> None:
    assert (
        facts(layout.simple_fields, '<w:fldSimple w:instr="DATE"/><w:fldSimple/><w:fldSimple w:instr="PAGEREF a"/>')
        == []
    )


def style(key: str, inner: str = "", kind: str = "paragraph", **said: str) -> str:
    """A style."""
    more = "".join(f' w:{name}="{value}"' for name, value in said.items())
    return f'<w:style w:type="{kind}" w:styleId="{key}"{more}><w:name w:val="样式{key}"/>{inner}</w:style>'


def paragraph(key: str = "") -> str:
    """A paragraph in a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{key}"/></w:pPr></w:p>' if key else "<w:p/>"


def based(on: str) -> str:
    """What a style inherits from."""
    return f'<w:basedOn w:val="{on}"/>'


RUN = f"<w:rPr>{FONTS}</w:rPr>"
DEFAULTS = f"<w:docDefaults><w:rPrDefault>{RUN}</w:rPrDefault></w:docDefaults>"


@pytest.mark.parametrize(
    ("body", "styles"),
    [
        (paragraph("a"), style("a", RUN)),
        (paragraph("a"), style("a", based("b")) + style("b", RUN)),
        (paragraph("a"), style("a", based("a")) + DEFAULTS),
        (paragraph("a"), style("a") + DEFAULTS),
        (paragraph("a"), style("a", RUN) + style("b")),
        (paragraph("a"), style("a", RUN) + style("b", default="1")),
        (paragraph(), style("a", RUN, default="1") + style("b")),
        (paragraph(), style("a", default="0") + style("b", RUN, default="1")),
        (paragraph(), style("a", kind="character", default="1") + style("b", RUN, default="1")),
        (paragraph("unknown"), style("a")),
        (paragraph(), style("a")),
    ],
)
def test_styles_in_use_that_name_their_fonts(body: str, styles: str) -> None:
    assert facts(layout.fonts, body, styles=styles) == []


@pytest.mark.parametrize("script", ["ascii", "hAnsi", "eastAsia", "cs"])
def test_a_style_that_leaves_one_font_open(script: str) -> None:
    run = RUN.replace(f"w:{script}=", f"w:{script}Theme=")
    assert facts(layout.fonts, paragraph("a"), styles=style("a", run)) == [{"style": "样式a", "missing": script}]


def test_the_default_style_is_in_use_where_a_paragraph_names_none() -> None:
    assert facts(layout.fonts, paragraph(), styles=style("a", default="1"))[0]["style"] == "样式a"


def test_styles_are_told_in_order_and_those_of_the_footer_too() -> None:
    nameless = '<w:style w:styleId="c" w:type="paragraph"/>'
    found = facts(
        layout.fonts, paragraph("b") + paragraph("c"), styles=style("b") + style("a") + nameless, footer=paragraph("a")
    )
    assert [one["style"] for one in found] == ["样式a", "样式b", ""]
    assert found[0]["missing"] == "ascii、hAnsi、eastAsia、cs"


def spoken(tongue: str | None) -> str:
    """A default language."""
    return "<w:lang/>" if tongue is None else f'<w:lang w:eastAsia="{tongue}"/>'


@pytest.mark.parametrize(
    ("styles", "theme", "found"),
    [
        (spoken("zh-CN"), "", []),
        (spoken("zh-CN") + spoken("ja-JP"), '<w:themeFontLang w:eastAsia="zh-CN"/>', []),
        (spoken("ja-JP") + spoken("zh-CN"), "", [{"part": STYLES, "is": "ja-JP"}]),
        (spoken(None), "", [{"part": STYLES, "is": "——"}]),
        ("", "", [{"part": STYLES, "is": "——"}]),
        (spoken("zh-CN"), '<w:themeFontLang w:eastAsia="ja-JP"/>', [{"part": SETTINGS, "is": "ja-JP"}]),
        (spoken("zh-CN"), "<w:themeFontLang/>", [{"part": SETTINGS, "is": "——"}]),
    ],
)
def test_the_language_of_chinese_text(styles: str, theme: str, found: list[dict[str, object]]) -> None:
    assert facts(layout.language, styles=styles, settings=theme) == found


GRID = '<w:docGrid w:type="lines"/>'
EXACT, SNAP_OFF = '<w:spacing w:lineRule="exact"/>', '<w:snapToGrid w:val="0"/>'


def spaced(*said: str) -> str:
    """The paragraph properties of a style."""
    return f"<w:pPr>{''.join(said)}</w:pPr>"


@pytest.mark.parametrize(
    ("grid", "styles", "told"),
    [
        (GRID, style("a", spaced(EXACT)), True),
        (GRID, style("a", spaced(EXACT, "<w:snapToGrid/>") + based("b")) + style("b", spaced(SNAP_OFF)), True),
        (GRID, style("a", spaced("<w:spacing/>") + based("b")) + style("b", spaced(EXACT)), True),
        (GRID, style("a", spaced(EXACT, SNAP_OFF)), False),
        (GRID, style("a", spaced(EXACT) + based("b")) + style("b", spaced(SNAP_OFF)), False),
        (GRID, style("a", spaced('<w:spacing w:lineRule="auto"/>')), False),
        (GRID, style("a", spaced(EXACT)) + f"<w:pPrDefault>{spaced(SNAP_OFF)}</w:pPrDefault>", False),
        (GRID, style("a"), False),
        ("", style("a", spaced(EXACT)), False),
        ('<w:docGrid w:type="default"/>', style("a", spaced(EXACT)), False),
    ],
)
def test_exact_lines_on_a_grid(grid: str, styles: str, told: bool) -> None:
    assert facts(layout.line_grid, grid + paragraph("a"), styles=styles) == [{"style": "样式a"}] * told


def test_numbers_and_names_that_stand_once() -> None:
    mark = '<w:bookmarkStart w:id="{}" w:name="{}"/>'
    body = '<wp:docPr id="1"/><wp:docPr id="2"/>' + mark.format(1, "a") + mark.format(2, "b")
    assert facts(layout.unique_ids, body) == []
    assert facts(layout.unique_ids, body, footer='<wp:docPr id="2"/><wp:docPr id="2"/>' + mark.format(1, "b")) == [
        {"kind": "docPr", "value": "2", "times": 3},
        {"kind": "bookmark id", "value": "1", "times": 2},
        {"kind": "bookmark name", "value": "b", "times": 2},
    ]


def related(target: str, *, part: str = "word/document.xml", body: str = "", more: str = "") -> list[dict[str, object]]:
    """What is told of a document with one relation."""
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels".lstrip("/")
    xml = {MAIN: tree(body), rels: tree(f'<Relationship Id="r1" Target="{target}"{more}/>')}
    members = frozenset({"word/media/a.png", "docProps/core.xml", "word/document.xml"})
    return [dict(one.facts) for one in layout.relationships(DocumentPackage("a.docx", members, xml))]


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("media/a.png", "word/document.xml"), ("/word/media/a.png", "word/document.xml"),
        ("../docProps/core.xml", "word/document.xml"), ("word/document.xml", ""),
    ],
)  # fmt: skip
def test_a_target_that_is_there(target: str, part: str) -> None:
    assert related(target, part=part) == []


def test_a_target_that_is_not_there() -> None:
    rels = "word/_rels/document.xml.rels"
    assert related("media/b.png") == [{"part": rels, "target": "media/b.png"}]
    assert related("a.png", more=' TargetMode="Internal"') == [{"part": rels, "target": "a.png"}]
    assert related("https://example.org/", more=' TargetMode="EXTERNAL"') == []


def test_a_reference_without_a_relation() -> None:
    body = '<w:a r:embed="r1" w:id="r7"/><w:a r:id="r2"/>'
    assert related("media/a.png", body=body) == [{"part": MAIN, "target": "r2"}]


def test_a_document_with_and_without_outline_levels() -> None:
    levelled = style("a", spaced('<w:outlineLvl w:val="0"/>'))
    assert facts(layout.outline, paragraph("a") + paragraph("b"), styles=levelled + style("b")) == []
    assert facts(layout.outline, paragraph("b"), styles=levelled + style("b")) == [{}]


def test_a_picture_that_says_nothing() -> None:
    body = '<wp:docPr name="图 1" descr="各类申请"/><wp:docPr name="图 2"/><wp:docPr descr=""/>'
    assert facts(layout.alternatives, body) == [{"name": "图 2"}, {"name": ""}]


def test_what_an_archive_looks_for() -> None:
    core = "".join(f"<w:{name}>某</w:{name}>" for name in ("title", "creator", "subject", "keywords"))
    assert facts(layout.described, core=core) == []
    assert facts(layout.described, core=core.replace("<w:title>某<", "<w:title> <")) == [{"missing": "title"}]
    assert facts(layout.described, core=core.replace("<w:title>某</w:title>", "<w:title/>")) == [{"missing": "title"}]
    assert facts(layout.described) == [{"missing": "title、creator、subject、keywords"}]
