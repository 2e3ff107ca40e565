"""Build templates/<form>/report.docx, and the same prepared, for every form: `python tools/build_templates.py`.

The printed words, the merges and the order come from the form's classes, the look from tools/base.
"""

import itertools
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import attrs

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gikreport.forms import FORMS  # noqa: E402
from gikreport.model.fields import Role  # noqa: E402
from gikreport.model.form import Form  # noqa: E402
from gikreport.model.grid import Grid, GridCell  # noqa: E402
from gikreport.model.outline import Entry  # noqa: E402
from gikreport.model.report import parts  # noqa: E402
from gikreport.model.table import table_of  # noqa: E402
from gikreport.office.packing import in_order, member, packed  # noqa: E402
from gikreport.renderers.template.prepared import dumped  # noqa: E402

BASE = Path(__file__).parent / "base"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
TEXT_WIDTH = 8845  # twips: 156 mm

OWN_ROWS = "own rows"
# Relative widths of the columns by kind of table; the last one repeats.
WIDTHS: dict[str, tuple[int, ...]] = {
    "Articles": (24, 20),
    "Crosstab": (330, 1160, 2825, 750, 630, 630, 630, 630, 630, 630),
    "Columns": (1,),
    OWN_ROWS: (24, 32, 16, 28),
    "Listing": (78, 9, 13),
}
# Kinds of table whose row labels stand in the middle of their cells.
CENTRED_LABELS = {"Articles", OWN_ROWS}
WHOLE = 40  # a table of up to so many rows has room on one page, and stays whole
LAST_ROWS = 3  # at least so many rows of a table come over to its last page
STEP = 210  # twips by which a line stands further right than its heading
LABEL = 42  # the indent of labels, as their style has it

SECTION_PROPERTIES = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:headerReference w:type="even" r:id="rId5"/>'
    '<w:footerReference w:type="default" r:id="rId6"/><w:footerReference w:type="even" r:id="rId7"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="1020" w:footer="1372" w:gutter="0"/>'
    '<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
)


def template(form: Form) -> bytes:
    """The template of a form as a .docx package."""
    files = (path for path in BASE.rglob("*") if path.is_file())
    content = {path.relative_to(BASE).as_posix(): re.sub(rb">\s*\n\s*<", b"><", path.read_bytes()) for path in files}
    content["word/document.xml"] = document(form).encode()
    return packed([member(name, content[name], 9) for name in in_order(content)])


def document(form: Form) -> str:
    """The main part: title, sections with their tables, signature."""
    printed = parts(form.report)
    last = max(index for index, entry in enumerate(printed) if entry.facts.role is not Role.TABLE)
    body = [block("title"), *sections(form, printed[: last + 1]), block("signature")]
    body += [annex(form, entry) for entry in printed[last + 1 :]]
    return f"{HEAD}<w:document {SPACES}><w:body>{''.join(body)}{SECTION_PROPERTIES}</w:body></w:document>"


def sections(form: Form, printed: tuple[Entry, ...]) -> Iterator[str]:
    """Each heading, the prose below it, and each table, in printed order."""
    heading = ""
    own_headings = "headings" in attrs.fields_dict(form.report)
    for entry in printed:
        if entry.facts.role is Role.SECTION:
            heading = entry.words[0]
            yield paragraph("Heading1", f"{{{{ headings.{entry.name} }}}}" if own_headings else heading)
        if entry.facts.role is Role.TABLE:
            yield where_stated(form, entry, paragraph("TableGap", "") + table(entry, heading))
        else:
            yield block(entry.name)


def annex(form: Form, entry: Entry) -> str:
    """A table that follows the signature, on a page of its own, under its name."""
    name = entry.words[0]
    return where_stated(form, entry, paragraph("TableTitle", name) + table(entry, name) + paragraph("TableGap", ""))


def where_stated(form: Form, entry: Entry, xml: str) -> str:
    """What a report prints only where it has the table."""
    if attrs.fields_dict(form.report)[entry.name].default is attrs.NOTHING:
        return xml
    return block(f"if {entry.name}", "%") + xml + block("endif", "%")


def block(name: str, mark: str = "{") -> str:
    """The place of a structural tag: a paragraph of its own."""
    return paragraph("BodyText", f"{{{mark}p {name} {'}' if mark == '{' else mark}}}")


def paragraph(style: str, text: str, depth: int = 0) -> str:
    """A paragraph in a style, moved right by its depth."""
    run = f"<w:r><w:t>{escape(text)}</w:t></w:r>" if text else ""
    moved = f'<w:ind w:left="{STEP * depth + LABEL}"/>' if depth else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{moved}</w:pPr>{run}</w:p>'


def table(entry: Entry, heading: str) -> str:
    """A table with one tag in each of its cells."""
    assert entry.of is not None
    whole = table_of(entry.of)
    printed, kind = whole.grid, OWN_ROWS if whole.rows_are_own else type(whole.layout).__name__
    widths = columns(WIDTHS.get(kind, (1,)), printed.columns)
    frame = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = [row(entry.name, printed, number, widths, kind in CENTRED_LABELS) for number in range(1, printed.rows + 1)]
    if kind in LOOPS:
        rows.insert(printed.header_rows, LOOPS[kind](entry, widths))
    return f"<w:tbl>{table_properties(entry, printed, heading)}<w:tblGrid>{frame}</w:tblGrid>{''.join(rows)}</w:tbl>"


def grouped_rows(entry: Entry, widths: list[int]) -> str:
    """The rows of the category table: group cells merged down, an item-less group across both label columns."""
    number, note = (
        cell("TableNumber", f"{{{{ row.{name} }}}}", [w]) for name, w in zip(NOTED, widths[2:], strict=True)
    )
    group, item = (
        cell("TableGroup", "{% vm %}{{ row.group }}", widths[:1]),
        cell("TableLabel", "{{ row.item }}", widths[1:2]),
    )
    alone = cell("TableGroup", "{{ row.group }}", widths[:2])
    tags = (f"for group in {entry.name}.groups", "for row in group", "if row.item", "else", "endif", "endfor", "endfor")
    opened, each, has_item, otherwise, *closed = (tr(cell("TableNumber", f"{{%tr {tag} %}}", widths)) for tag in tags)
    with_item, without = tr(group + item + number + note), tr(alone + number + note)
    return "".join((opened, each, has_item, with_item, otherwise, without, *closed))


NOTED = ("number", "note")
LOOPS = {OWN_ROWS: grouped_rows}


def columns(weights: tuple[int, ...], count: int) -> list[int]:
    """The widths of `count` columns that fill the text area to the twip."""
    weights = (*weights[:count], *[weights[-1]] * (count - len(weights)))
    edges = [round(TEXT_WIDTH * total / sum(weights)) for total in itertools.accumulate(weights)]
    return [right - left for left, right in itertools.pairwise([0, *edges])]


def table_properties(entry: Entry, printed: Grid, heading: str) -> str:
    """Style, width and layout of a table, and what is told of it to those who cannot see it."""
    first_row = int(printed.header_rows > 0)
    caption = f"{entry.words[0]} {heading.partition('、')[2] or heading}"
    told = f"{printed.rows}行{printed.columns}列，其中数据{len(printed.at)}项"
    return (
        '<w:tblPr><w:tblStyle w:val="ReportTable"/>'
        f'<w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{"0420" if first_row else "0400"}" w:firstRow="{first_row}" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(caption)}/><w:tblDescription w:val={quoteattr(told)}/></w:tblPr>"
    )


def row(name: str, printed: Grid, number: int, widths: list[int], centred: bool) -> str:
    """A row that never splits over pages; heading rows are repeated on each page."""
    covering = sorted(
        (cell for cell in printed.cells if cell.row <= number < cell.row + cell.rowspan), key=lambda cell: cell.column
    )
    cells = "".join(tc(name, one, number, widths, centred) for one in covering)
    if holds_on(printed, number):
        cells = re.sub("(<w:pStyle [^>]*/>)", r"\1<w:keepNext/>", cells, count=1)
    return tr(cells, "<w:tblHeader/>" if number <= printed.header_rows else "")


def holds_on(printed: Grid, number: int) -> bool:
    """Whether a row stays on the page of the next: in a table that fits one, under its heading, near the end."""
    if number >= printed.rows:
        return False
    here, following = printed.by_row[number - 1][0], printed.by_row[number][0]
    last = number > printed.rows - LAST_ROWS
    return printed.rows <= WHOLE or last or following.depth > here.depth


def tr(cells: str, header: str = "") -> str:
    """A row that stays on one page."""
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{cells}</w:tr>"


def tc(name: str, printed: GridCell, number: int, widths: list[int], centred: bool) -> str:
    """A cell, or the continuation of one that began in a row above."""
    begins = printed.row == number
    merge = "" if printed.rowspan == 1 else '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    covered = widths[printed.column - 1 : printed.column - 1 + printed.colspan]
    return cell(style(printed, centred), words(name, printed) if begins else "", covered, merge, printed.depth)


def cell(style: str, text: str, widths: list[int], merge: str = "", depth: int = 0) -> str:
    """A cell over one or more columns."""
    span = f'<w:gridSpan w:val="{len(widths)}"/>' if len(widths) > 1 else ""
    properties = f'<w:tcW w:w="{sum(widths)}" w:type="dxa"/>{span}{merge}'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(style, text, depth)}</w:tc>"


def words(name: str, printed: GridCell) -> str:
    """What a cell holds: printed words, or the tag of its number."""
    return printed.text if printed.line is None else f"{{{{ {'.'.join((name, *printed.line.path))} }}}}"


def style(printed: GridCell, centred: bool) -> str:
    """The paragraph style of a cell by what it is."""
    if printed.line is not None:
        return "TableNumber"
    if printed.heads == "column":
        return "TableHead"
    return "TableLabel" if printed.heads == "row" and printed.rowspan == 1 and not centred else "TableGroup"


def main() -> None:
    """Write every template to templates/, or to the folder that is named."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "templates"
    for form in FORMS:
        target = folder / form.name / "report.docx"
        target.parent.mkdir(parents=True, exist_ok=True)
        made = template(form)
        target.write_bytes(made)
        target.with_suffix(".json").write_text(dumped(made), "utf-8")
        print(target)


if __name__ == "__main__":
    main()
