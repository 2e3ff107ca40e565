"""The published figures of a city as plain data."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from gikreport.forms import shared, y2021
from gikreport.model.outline import leaves, outline
from support import ROOT

FIGURES = json.loads((ROOT / "tests" / "data" / "figures.json").read_text("utf-8"), parse_float=Decimal)


def real(name: str, year: int) -> dict[str, Any]:
    """A published report of 宿迁 as plain data, its printed totals too."""
    figures = FIGURES[name]
    data: dict[str, Any] = {
        "agency": "宿迁市人民政府",
        "year": year,
        "t2": {},
        "t3": {},
        "t4": {},
        "printed": {"t3": {}, "t4": {}},
    }
    two = figures["t2"]
    flat = [*two["rule"], *two["norm"], two["lic"], two["pen"], two["coe"], Decimal(two["fee"])]
    for path, value in zip(leaves(y2021.Proactive), flat, strict=True):
        _put(data["t2"], path, value)
    printed_rows = list(figures["t3"].values())
    for row, line in zip(printed_rows, outline(y2021.Requests), strict=True):
        stated = [path for path in columns() if path != ("total",)]
        for column, value in zip([*stated, ("total",)], row, strict=True):
            computed = line.computed or column == ("total",)
            _put(data["printed"]["t3"] if computed else data["t3"], (*column, *line.path), value)
    for line, value in zip(outline(shared.Table4), figures["t4"], strict=True):
        _put(data["printed"]["t4"] if line.computed else data["t4"], line.path, value)
    return data


def columns() -> list[tuple[str, ...]]:
    """The columns of table 3 in printed order, the total too."""
    return list(dict.fromkeys(line.path[:-1] for line in outline(y2021.Table3) if line.path[-1] == "received"))


def _put(block: dict[str, Any], path: tuple[str, ...], value: object) -> None:
    for step in path[:-1]:
        block = block.setdefault(step, {})
    block[path[-1]] = value
