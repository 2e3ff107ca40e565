"""The classes agree with the official tables, which were written down independently of them."""

from __future__ import annotations

import csv
from html.parser import HTMLParser
from typing import Any

import pytest

from gikreport.forms import form_named
from gikreport.model.grid import GridCell
from gikreport.model.report import prose_fields, tables
from gikreport.model.table import table_of, tables_of
from support import ROOT

WITNESS = ROOT / "tests" / "data" / "witness"
PAGES = sorted(path.stem for path in WITNESS.glob("*.html"))


class Page(HTMLParser):
    """The tables and headings of a witness page."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, dict[str, Any]] = {}
        self.headings: list[str] = []
        self._text: list[str] = []
        self._now: dict[str, Any] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        self._text = []
        if tag == "table":
            self._now = self.tables.setdefault(str(facts["data-id"]), {"facts": facts, "rows": []})
        elif tag == "tr":
            self._now["rows"].append([])
        elif tag == "td":
            spans = (int(facts.get("rowspan") or 1), int(facts.get("colspan") or 1))
            self._now["rows"][-1].append([*spans, facts.get("class", ""), ""])

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self._now["rows"][-1][-1][3] = "".join(self._text)
        elif tag == "h2":
            self.headings.append("".join(self._text))

    def handle_data(self, data: str) -> None:
        self._text.append(data)


def page(name: str) -> Page:
    found = Page()
    found.feed((WITNESS / f"{name}.html").read_text("utf-8"))
    return found


def as_witnessed(cell: GridCell) -> list[Any]:
    kind = "" if cell.line is None else "total" if cell.line.computed else "value"
    return [cell.rowspan, cell.colspan, kind, cell.text]


def test_the_witnesses_of_both_current_forms_are_there() -> None:
    assert PAGES == ["y2019", "y2021"]


@pytest.mark.parametrize("name", PAGES)
def test_the_grid_of_each_table_is_that_of_the_witness(name: str) -> None:
    declared = tables(form_named(name).report)
    witnessed = page(name).tables
    assert list(declared) == list(witnessed)
    for table, entry in declared.items():
        own, facts = table_of(entry.of).grid, witnessed[table]["facts"]
        assert [[as_witnessed(cell) for cell in row] for row in own.by_row] == witnessed[table]["rows"]
        assert (own.rows, own.columns) == (int(facts["data-rows"]), int(facts["data-columns"]))


@pytest.mark.parametrize("name", PAGES)
def test_the_headings_are_those_of_the_witness(name: str) -> None:
    own = [entry.words[0] for entry in prose_fields(form_named(name).report).values() if entry.words]
    assert own == page(name).headings


@pytest.mark.parametrize("name", PAGES)
def test_every_place_of_a_grid_is_covered_exactly_once(name: str) -> None:
    for entry in tables(form_named(name).report).values():
        own = table_of(entry.of).grid
        covered = [place for cell in own.cells for place in places(cell)]
        assert sorted(covered) == [(r, c) for r in range(1, own.rows + 1) for c in range(1, own.columns + 1)]


def places(cell: GridCell) -> list[tuple[int, int]]:
    rows, columns = range(cell.row, cell.row + cell.rowspan), range(cell.column, cell.column + cell.colspan)
    return [(row, column) for row in rows for column in columns]


def outlines(name: str) -> dict[str, list[str]]:
    """The labels of the outline file, by its headings: "t3 rows", "t3 columns"."""
    found: dict[str, list[str]] = {}
    for line in (WITNESS / "outlines" / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("# "):
            labels = found.setdefault(line[2:], [])
        elif line:
            labels.append(line)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_the_labels_of_rows_and_columns_are_those_of_the_outline(name: str) -> None:
    own: dict[str, list[str]] = {}
    for table, entry in tables(form_named(name).report).items():
        cells = [cell for cell in table_of(entry.of).grid.cells if cell.line is not None]
        own[f"{table} rows"] = labelled(sorted(cells, key=lambda cell: cell.row), 0)
        own[f"{table} columns"] = labelled(cells if table == "t2" else sorted(cells, key=lambda c: c.column), 1)
    assert own == outlines(name)


def labelled(cells: list[GridCell], axis: int) -> list[str]:
    computed: dict[tuple[str, ...], bool] = {}
    for cell in cells:
        words = cell.labels[axis]
        assert cell.line is not None
        computed[words] = computed.get(words, True) and cell.line.computed
    return [" / ".join(words) + ("   [total]" if total else "") for words, total in computed.items() if words]


def test_the_numbers_of_cells_are_those_that_the_notice_prints() -> None:
    counts = {name: len(table.lines) for name, table in tables_of(form_named("y2021").report).items()}
    assert counts == {"t2": 10, "t3": 175, "t4": 15}


def test_the_statistics_of_2014_have_the_lines_units_and_sums_of_the_witness() -> None:
    table = tables_of(form_named("y2014").report)["statistics"]
    with (WITNESS / "y2014-statistics.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["kind"] != "group"]
    lines = table.lines
    assert [(line.words[-1], line.unit, line.computed) for line in lines] == [
        (row["label"], row["unit"], row["kind"] == "derived") for row in rows
    ]
    path = {row["id"]: line.path for row, line in zip(rows, lines, strict=True)}
    due = {path[row["id"]]: tuple(path[part] for part in row["sum_of"].split()) for row in rows if row["sum_of"]}
    assert {one.total: one.parts for one in table.sums} == due
