"""Tables as web extraction and pasting leave them in text: every shape read cell by cell, none wrong, none lost."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings, strategies as st

from gikreport import load
from gikreport.forms import FORMS
from gikreport.model.form import Form
from gikreport.model.reading import Reading
from gikreport.readers.wording import is_datum
from gikreport.sources import read
from gikreport.stating import stated
from shapes import Cell, Table, pieces_of, unmerged
from strategies import reports
from test_shapes import PLAIN, real, score

Lines = list[str]
EXAMPLES = Path(__file__).parents[1] / "examples"


def widths(rows: Table) -> int:
    return max(sum(cell.colspan for cell in row) for row in rows)


def padded_by_spans(rows: Table) -> Lines:
    """A row a line, one more bar for each further column that a cell covers."""
    return [" | ".join(c.text for c in row) + " |" + "|" * sum(c.colspan - 1 for c in row) for row in rows]


def padded_to_width(rows: Table) -> Lines:
    """A row a line, bars for as many cells as the widest row has more."""
    wide = widths(rows)
    return [" | ".join(c.text for c in row) + " | " + "|" * (wide - len(row)) for row in rows]


def cell_lines_padded(rows: Table) -> Lines:
    """A cell a line, its bar behind it; a line of bars where the row is shorter than the widest."""
    wide = widths(rows)
    pads = ["|" * (wide - len(row)) for row in rows]
    return [line for row, pad in zip(rows, pads, strict=True) for line in [*(f"{c.text} |" for c in row), pad] if line]


def cell_lines_opened(rows: Table) -> Lines:
    """A cell a line; a lone bar opens each row, spans are bars behind a space."""
    return [
        line
        for row in rows
        for line in ["|", *(c.text + " |" + (" " + "|" * (c.colspan - 1) if c.colspan > 1 else "") for c in row)]
    ]


def bars_on_lines_of_their_own(rows: Table) -> Lines:
    """A cell, then its bar on the next line; some labels over two lines."""
    return [line for row in rows for c in row for line in [*broken(c.text), "|"]]


def bars_before_cells(rows: Table) -> Lines:
    """The first cell of a row bare, the others behind a bar, a lone bar at the end of the row."""
    return [line for row in rows for line in [row[0].text, *(f"| {c.text}" for c in row[1:]), "|"]]


def broken(text: str) -> Lines:
    """Words in two pieces; numbers and short words in one."""
    whole = not 4 <= len(text) <= 30 or is_datum(text)
    return [text] if whole else [text[: len(text) // 2], text[len(text) // 2 :]]


def spaced(rows: Table) -> Lines:
    return [" ".join(c.text for c in row) for row in rows]


def spaced_wide(rows: Table) -> Lines:
    """Words with spaces inside, cells parted by wide spaces."""
    said = {"商业企业": "商业 企业", "科研机构": "科研 机构", "总计": "总 计"}
    return ["　　".join(said.get(c.text, c.text) for c in row) for row in rows]


def cell_lines(rows: Table) -> Lines:
    return [c.text for row in rows for c in row]


def cell_lines_apart(rows: Table) -> Lines:
    return [line for text in cell_lines(rows) for line in (text, "")]


def markdown(rows: Table) -> Lines:
    """Every place of the grid a cell; the rule below the first row."""
    made = [f"| {' | '.join(row)} |" for row in unmerged(rows)]
    return [made[0], "|" + "---|" * widths(rows), *made[1:]]


def markdown_begun(rows: Table) -> Lines:
    """Only cells that begin in a row, spans across as blanks behind them."""
    made = ["|" + "|".join(t for c in row for t in [c.text, *[""] * (c.colspan - 1)]) + "|" for row in rows]
    return [made[0], "|" + ":-:|" * widths(rows), *made[1:]]


def tabs_begun(rows: Table) -> Lines:
    return ["\t".join(c.text for c in row) for row in rows]


def tabs_broken(rows: Table) -> Lines:
    """Tabs; long labels go on on the next line."""
    return ["\n".join(["\t".join(row)]) for row in ([halved(c) for c in row] for row in rows)]


def halved(cell: Cell) -> str:
    return "\n".join(broken(cell.text)) if len(cell.text) > 8 and not cell.number else cell.text


def full_width(rows: Table) -> Lines:
    return ["｜".join(["", *row, ""]) for row in unmerged(rows)]


def hard_spaces(rows: Table) -> Lines:
    return [" | ".join(f"&nbsp;{text}　" for text in row) for row in unmerged(rows)]


def half_width_brackets(rows: Table) -> Lines:
    return [line.translate(str.maketrans("（）：，", "():,")) for line in padded_to_width(rows)]


def drawn(rows: Table) -> Lines:
    """A box of lines, labels over two of them."""
    wide = widths(rows)
    rule = "├" + "┼".join(["────"] * wide) + "┤"
    lines = [rule.replace("├", "┌").replace("┼", "┬").replace("┤", "┐")]
    for row in unmerged(rows):
        halves = [broken(text) for text in row]
        high = max(map(len, halves))
        lines += ["│" + "│".join(f" {h[at] if at < len(h) else ''} " for h in halves) + "│" for at in range(high)]
        lines.append(rule)
    return lines


def commas(rows: Table) -> Lines:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(unmerged(rows))
    return stream.getvalue().splitlines()


def commas_begun(rows: Table) -> Lines:
    return [",".join(c.text.replace(",", "，") for c in row) for row in rows]


def labels_over_lines(rows: Table) -> Lines:
    """Long words of a row over two lines between bars, the rest of its cells blank on the second."""
    lines = []
    for row in rows:
        halves = [broken(c.text) if not c.number else [c.text] for c in row]
        lines.append(" | ".join(h[0] for h in halves) + " |")
        if any(len(h) > 1 for h in halves):
            lines.append(" | ".join(h[1] if len(h) > 1 else "" for h in halves) + " |")
    return lines


SHAPES: dict[str, Callable[[Table], Lines]] = {
    made.__name__: made
    for made in (
        padded_by_spans, padded_to_width, cell_lines_padded, cell_lines_opened, bars_on_lines_of_their_own,
        bars_before_cells, spaced, spaced_wide, cell_lines, cell_lines_apart, markdown, markdown_begun, tabs_begun,
        tabs_broken, full_width, hard_spaces, half_width_brackets, drawn, commas, commas_begun,
    )
}  # fmt: skip


def text_of(reading: Reading, shape: Callable[[Table], Lines], mark: str = "") -> bytes:
    lines: Lines = []
    for at, piece in enumerate(pieces_of(reading)):
        lines += shape(piece) if isinstance(piece, list) else [("# " if at == 0 else "") * bool(mark) + piece]
    return "\n".join(lines).encode()


def assert_read(shape: str, due: Reading, content: bytes) -> Reading:
    got = read(shapes_named(content))
    right, wrong, unread = score(due, got)
    assert (got.form.name, wrong, unread) == (due.form.name, [], []), f"{shape}: {right} right"
    return got


def shapes_named(content: bytes) -> io.BytesIO:
    stream = io.BytesIO(content)
    stream.name = "年报.txt"
    return stream


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("year", [2020, 2024])
def test_real_figures_are_read_from_text(shape: str, year: int) -> None:
    due = real_of(year)
    got = assert_read(shape, due, text_of(due, SHAPES[shape], "#"))
    assert (got.agency, got.year) == (due.agency, due.year)


def real_of(year: int) -> Reading:
    """Published figures on the form of 2021, an example on that of 2019."""
    return real(year) if year > 2020 else stated(load(EXAMPLES / f"linhai-{year}.toml"))


@pytest.mark.parametrize("form", FORMS[:2], ids=lambda form: form.name)
@settings(max_examples=10, phases=[Phase.explicit, Phase.reuse, Phase.generate], deadline=None)
@given(data=st.data())
def test_generated_reports_are_read_from_text(form: Form, data: st.DataObject) -> None:
    drawn_one = stated(data.draw(reports(form)))
    due = Reading(
        form=form, agency="某县财政局", year=drawn_one.year or 0, tables=drawn_one.tables, cells=drawn_one.cells, prose=PLAIN
    )
    shape = data.draw(st.sampled_from(sorted(SHAPES)))
    assert_read(shape, due, text_of(due, SHAPES[shape]))
