"""Reports in the shapes in which offices publish them, read cell by cell; each test prints its figures."""

import base64
import dataclasses
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest
from hypothesis import Phase, given, settings, strategies as st

from gikreport import check, load
from gikreport.checking.subject import stated
from gikreport.forms import FORMS
from gikreport.model.form import Form
from gikreport.model.reading import Reading
from gikreport.sources import read
from support import ROOT, office, shapes
from support.browser import chromium
from support.readings import PLAIN, PROSE, real, score
from support.shapes import Piece
from support.strategies import reports

# Shapes that need nothing but this file: what they are called, and how they are made.
SHAPES: dict[str, Callable[[list[Piece]], bytes]] = {
    "docx": shapes.word,
    "docx, a run for each character": lambda pieces: shapes.word(pieces, "runs"),
    "docx, tracked changes": lambda pieces: shapes.word(pieces, "tracked"),
    "docx, content controls and hidden words": lambda pieces: shapes.word(pieces, "controls"),
    "docx, merges down lost": lambda pieces: shapes.word(pieces, cells="blank"),
    "docx, tables in text boxes": lambda pieces: shapes.word(pieces, wrap=shapes.BOX),
    "docx, tables over two pages": lambda pieces: shapes.word(shapes.halved(pieces)),
    "docx, total column first": lambda pieces: shapes.word(shapes.total_first(pieces)),
    "html": shapes.page,
    "html, Word's own, GB18030": lambda pieces: shapes.page(pieces, "mso", "gb2312"),
    "html, a portal's layout tables": lambda pieces: shapes.page(pieces, "portal"),
    "html, no spans": lambda pieces: shapes.page(pieces, "blank"),
    "html, tables over two pages": lambda pieces: shapes.page(shapes.halved(pieces)),
    "xlsx, pasted on one sheet": shapes.sheet,
    "txt, a cell a line": lambda pieces: shapes.text_of(pieces, "listed"),
    "txt, tabs": lambda pieces: shapes.text_of(pieces, "tabs"),
    "txt, bars": lambda pieces: shapes.text_of(pieces, "bars"),
    "txt, collapsed": lambda pieces: shapes.text_of(pieces, "collapsed"),
}
SUFFIXES = {"docx": ".docx", "html": ".html", "xlsx": ".xlsx", "txt": ".txt"}


def named(content: bytes, suffix: str) -> io.BytesIO:
    stream = io.BytesIO(content)
    stream.name = f"年报{suffix}"
    return stream


def check_shape(shape: str, due: Reading, got: Reading) -> None:
    right, wrong, unread = score(due, got)
    print(f"{shape:<45} {right:>4} right {len(wrong):>3} wrong {len(unread):>3} unread")
    assert not wrong
    assert not unread


@pytest.mark.parametrize("year", [2023, 2024])
@pytest.mark.parametrize("shape", SHAPES)
def test_real_figures_are_read_from_every_shape(shape: str, year: int) -> None:
    due = real(year)
    content = SHAPES[shape](shapes.pieces_of(due))
    got = read(named(content, SUFFIXES[shape[: shape.find(",")] if "," in shape else shape]))
    check_shape(shape, due, got)
    assert (got.form, got.year, got.agency, got.signed_on) == (due.form, due.year, due.agency, due.signed_on)
    assert {name: prose for name, prose in got.prose.items() if prose} == {
        name: prose for name, prose in due.prose.items() if prose
    }


@pytest.mark.parametrize("form", FORMS[:2], ids=lambda form: form.name)
@settings(max_examples=12, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(data=st.data())
def test_generated_reports_are_read_from_every_shape(form: Form, data: st.DataObject) -> None:
    due = stated(data.draw(reports(form)))
    year = due.year or 0
    due = Reading(form=due.form, agency="某县财政局", year=year, tables=due.tables, cells=due.cells, prose=PLAIN)
    shape = data.draw(st.sampled_from(sorted(SHAPES)))
    content = SHAPES[shape](shapes.pieces_of(due))
    got = read(named(content, SUFFIXES[shape[: shape.find(",")] if "," in shape else shape]))
    right, wrong, unread = score(due, got)
    assert (got.form.name, wrong, unread) == (form.name, [], [])
    assert right == len(due.cells)


# Shapes that pass through LibreOffice: the source, the filter, the suffix that comes out.
THROUGH: dict[str, tuple[str, Callable[[list[Piece]], bytes], str, str]] = {
    "docx saved again as docx": ("docx", shapes.word, "docx:MS Word 2007 XML", "docx"),
    "docx saved as doc": ("docx", shapes.word, "doc:MS Word 97", "doc"),
    "docx saved as odt": ("docx", shapes.word, "odt", "odt"),
    "docx saved as rtf": ("docx", shapes.word, "rtf", "rtf"),
    "docx saved as html": ("docx", shapes.word, "html", "html"),
    "docx printed as pdf": ("docx", shapes.word, "pdf", "pdf"),
    "Word's html saved as docx": (
        "html",
        lambda pieces: shapes.page(pieces, "mso"),
        "docx:MS Word 2007 XML",
        "docx",
    ),
    "xlsx saved as xls": ("xlsx", shapes.sheet, "xls:MS Excel 97", "xls"),
    "xlsx saved again as xlsx": ("xlsx", shapes.sheet, "xlsx:Calc MS Excel 2007 XML", "xlsx"),
}


@pytest.mark.layout
@pytest.mark.slow
@pytest.mark.parametrize("shape", THROUGH)
def test_real_figures_are_read_after_libreoffice(shape: str, tmp_path: Path) -> None:
    suffix, make, target, made = THROUGH[shape]
    due = real(2023)
    source = tmp_path / f"source.{suffix}"
    source.write_bytes(make(shapes.pieces_of(due)))
    (tmp_path / "out").mkdir()
    office.soffice([source], tmp_path / "out", target, 120)
    got = read(tmp_path / "out" / f"source.{made}")
    check_shape(shape, due, got)
    assert (got.form, got.year, got.agency) == (due.form, due.year, due.agency)


@pytest.mark.slow  # a browser prints
@pytest.mark.browser
def test_a_page_printed_by_a_browser_is_read(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Rows cut by the page, their line not drawn; a head and a foot on every page; 乙 and 民 written as radicals."""
    due = attrs.evolve(real(2024), agency="甲县人民政府乙局", title=None, signed_by="甲县人民政府乙局")
    rules = "<style>table{border-collapse:collapse;width:100%}td{border:1px solid;padding:4px}</style>"
    page = shapes.page(shapes.pieces_of(due)).replace(b"</head>", rules.encode() + b"</head>")
    (tmp_path / "page.html").write_bytes(page)
    with chromium() as browser:
        browser.open(tmp_path / "page.html")
        printed = browser("Page.printToPDF", displayHeaderFooter=True, printBackground=True)["data"]
    got = read(named(base64.b64decode(printed), ".pdf"))
    check_shape("pdf, printed by a browser", due, got)
    assert (got.agency, got.signed_by, got.signed_on) == (due.agency, due.agency, due.signed_on)
    assert [p.text for p in got.prose["other_matters"].paragraphs] == [PROSE["other_matters"]]
    assert capfd.readouterr().err == ""


# What stands in a cell besides its number, and numbers that stand elsewhere in it.

Table = list[list[shapes.Cell]]


def changed(due: Reading, change: Callable[[Table], Table]) -> list[Piece]:
    return [change(piece) if isinstance(piece, list) else piece for piece in shapes.pieces_of(due)]


def figures_as(figure: str, every: int = 1) -> Callable[[Table], Table]:
    """The figures written otherwise, each, or each seventh."""

    def change(rows: Table) -> Table:
        at = iter(range(10_000))
        written = [
            [
                dataclasses.replace(c, text=figure.format(c.text)) if c.number and next(at) % every == 0 else c
                for c in row
            ]
            for row in rows
        ]
        return written

    return change


def as_markup(page: bytes) -> bytes:
    return page.replace(b"&lt;", b"<").replace(b"&gt;", b">").replace(b"&quot;", b'"')


MARKED = {
    "struck out": ("<s>77</s>{}", 1, "F202"),
    "struck out by style": ('<span style="text-decoration: line-through">77</span>{}', 1, ""),
    "the number of a note": ("{}<sup>1</sup>", 7, ""),
    "a note in brackets": ("{}<sup>[12]</sup>", 7, ""),
    "a note that is no superscript": ("{}<a>[3]</a>", 7, ""),
    "a circled number": ("{}②", 7, ""),
    "a field": ('<input type="text" value="{}">', 1, ""),
    "a hidden field": ('{}<input type="hidden" value="9">', 1, ""),
}


@pytest.mark.parametrize("what", MARKED)
def test_a_number_is_read_without_what_stands_beside_it(what: str) -> None:
    figure, every, code = MARKED[what]
    due = real(2024)
    got = read(named(as_markup(shapes.page(changed(due, figures_as(figure, every)))), ".html"))
    check_shape(what, due, got)
    assert not code or code in {finding.code for finding in check(got)}


def test_a_number_set_higher_alone_is_a_number() -> None:
    due = real(2024)
    got = read(named(as_markup(shapes.page(changed(due, figures_as("<sup>{}</sup>")))), ".html"))
    check_shape("all superscripts", due, got)


@pytest.mark.parametrize(
    "run",
    [
        "<w:r><w:rPr><w:strike/></w:rPr><w:t>77</w:t></w:r><w:r><w:t>{}</w:t></w:r>",
        "<w:r><w:rPr><w:dstrike/></w:rPr><w:t>77</w:t></w:r><w:r><w:t>{}</w:t></w:r>",
        '<w:r><w:t>{}</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>',
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>',
    ],
)
def test_a_number_in_word_is_read_without_what_stands_beside_it(run: str) -> None:
    due = real(2024)
    content = shapes.word(changed(due, figures_as("«{}»")))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        xml = package.read("word/document.xml").decode()
    written = re.sub(r'<w:r><w:t xml:space="preserve">«([^»]*)»</w:t></w:r>', lambda m: run.format(m.group(1)), xml)
    check_shape(run[:40], due, read(named(shapes.package({"word/document.xml": written}), ".docx")))


def in_place(place: int) -> Callable[[Table], Table]:
    """The one number of a row of table 2 in one of three cells under its heading."""

    def change(rows: Table) -> Table:
        made = []
        for row in rows:
            if len(row) == 2 and row[1].number:
                cells = [shapes.Cell("", number=True) for _ in range(3)]
                cells[place] = dataclasses.replace(row[1], colspan=1)
                row = [row[0], *cells]
            made.append(row)
        return made

    return change


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_only_number_under_a_heading_over_several_cells_is_read(place: int) -> None:
    due = real(2024)
    check_shape(f"in cell {place}", due, read(named(shapes.page(changed(due, in_place(place))), ".html")))


def test_a_second_number_under_one_heading_is_told() -> None:
    due = real(2024)

    def second(rows: Table) -> Table:
        made = in_place(0)(rows)
        for row in made:
            if row[0].text == "行政许可":
                row[2] = dataclasses.replace(row[2], text="4321")
        return made

    got = read(named(shapes.page(changed(due, second)), ".html"))
    assert got.cells["t2", "licensing"].value == due.cells["t2", "licensing"].value
    assert [finding for finding in check(got) if finding.code == "F303" and "4321" in finding.words.zh]


def table_three_of(year: int) -> Table:
    return next(p for p in shapes.pieces_of(of_year(year)) if isinstance(p, list) and len(p) > 20)


def of_year(year: int) -> Reading:
    examples = ROOT / "examples"
    return real(year) if year > 2020 else stated(load(examples / f"linhai-{year}.toml"))


@pytest.mark.parametrize("year", [2020, 2024])
@pytest.mark.parametrize("make", [shapes.page, shapes.word, lambda pieces: shapes.text_of(pieces, "collapsed")])
def test_what_is_one_row_on_one_form_and_three_on_another_is_not_taken_for_any_of_them(
    year: int, make: Callable[[list[Piece]], bytes]
) -> None:
    """A report on one form with table 3 of the other: （六）其他处理 and its parts stay unread, and are told."""
    due, other = of_year(year), table_three_of(2024 if year == 2020 else 2020)
    content = make(changed(due, lambda rows: other if len(rows) > 20 else rows))
    suffix = ".docx" if content[:2] == b"PK" else ".html" if content[:1] == b"<" else ".txt"
    got = read(named(content, suffix))
    assert got.form == due.form
    assert [path for path in got.cells if "other_handling" in path] == []
    assert {"F302", "T005"} <= {finding.code for finding in check(got)}
    assert not [finding for finding in check(got) if finding.code == "T006"]


def test_a_table_four_in_two_tables_is_read() -> None:
    due = real(2024)
    pieces: list[Piece] = []
    for piece in shapes.pieces_of(due):
        if isinstance(piece, list) and len(piece) == 4:
            heads, parts, leaves, cells = piece
            plain = [dataclasses.replace(cell, rowspan=1) for cell in parts[:5]]
            pieces += [[heads[:1], plain, cells[:5]], [heads[1:], parts[5:], leaves, cells[5:]]]
        else:
            pieces.append(piece)
    check_shape("table 4 in two", due, read(named(shapes.page(pieces), ".html")))
