"""What was read from a file, cell by cell, as plain data for a program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from ..model.cell import Cell
from ..model.finding import Finding
from ..model.reading import Reading
from ..model.report import prose_fields, tables
from .json import finding_data, place_data


def reading_data(reading: Reading, findings: Iterable[Finding], lang: str = "zh") -> dict[str, Any]:
    """What `gikreport read` prints: file, form, year, agency, title, every cell with its place, prose, findings."""
    return {
        "file": reading.name,
        "form": reading.form.name,
        "year": reading.year,
        "agency": reading.agency,
        "title": "\n".join(reading.title) if reading.title else None,
        "signed_by": reading.signed_by,
        "signed_on": reading.signed_on.isoformat() if reading.signed_on else None,
        "tables": [
            {"table": name, "cells": list(_cells(reading, name))}
            for name in tables(reading.form.report)
            if name in reading.tables
        ],
        "sections": list(_sections(reading)),
        "findings": [finding_data(finding, lang) for finding in findings],
    }


def _cells(reading: Reading, name: str) -> Iterator[dict[str, Any]]:
    table = reading.table(name)
    printed = table.grid.at
    for line in table.lines:
        path = (name, *line.path)
        cell = reading.cells.get(path)
        if cell is not None:
            row, column = printed[line.path].labels if line.path in printed else (line.words[:-1], line.words[-1:])
            yield {"row": list(row), "column": list(column), "path": ".".join(path), **_stated(cell)}


def _stated(cell: Cell) -> dict[str, Any]:
    value = format(cell.value, "f") if isinstance(cell.value, Decimal) else cell.value
    return {"text": cell.text, "value": value, "state": cell.state.value, "place": place_data(cell.place)}


def _sections(reading: Reading) -> Iterator[dict[str, Any]]:
    for name, entry in prose_fields(reading.form.report).items():
        if name in reading.prose or entry.words:
            title = reading.headings.get(name) or (entry.words[0] if entry.words else None)
            paragraphs = [p.text for p in reading.prose[name].paragraphs] if name in reading.prose else []
            places = [place_data(place) for place in reading.prose_places.get(name, ())]
            yield {"title": title, "path": name, "paragraphs": paragraphs, "places": places}
