"""The published figures of a city: no false alarm, its real slips found, every planted one located."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest

from gikreport import check, read
from gikreport.forms.y2021 import Table3
from gikreport.model.cell import Cell, State
from gikreport.model.outline import outline
from gikreport.model.reading import Reading
from support import ROOT

FIGURES = json.loads((ROOT / "tests" / "data" / "figures.json").read_text("utf-8"))
KINDS = ("commercial", "research", "welfare", "legal_service", "other")
COLUMNS = [("natural_person",), *(("organizations", kind) for kind in KINDS), ("total",)]
ROWS = [line.path[1:] for line in outline(Table3) if line.path[0] == "natural_person"]
RESULTS = ("upheld", "corrected", "other", "pending", "total")
BLOCKS = [("reconsideration",), ("litigation", "direct"), ("litigation", "after_reconsideration")]


def put(root: dict[str, Any], path: tuple[str, ...], value: object) -> None:
    for step in path[:-1]:
        root = root.setdefault(step, {})
    root[path[-1]] = value


def city(key: str, **prose: str) -> Reading:
    """The reading of one published report, its totals as printed."""
    figures, data = FIGURES[key], {"agency": "宿迁市人民政府", "year": int(key[-4:]), **prose}
    documents = {name: dict(zip(("issued", "repealed", "in_force"), figures["t2"][short], strict=True))
                 for name, short in (("administrative_rules", "rule"), ("normative_documents", "norm"))}  # fmt: skip
    decided = {"licensing": "lic", "penalties": "pen", "compulsion": "coe", "fees": "fee"}
    data["t2"] = documents | {name: figures["t2"][short] for name, short in decided.items()}
    for row, numbers in zip(ROWS, figures["t3"].values(), strict=True):
        for column, number in zip(COLUMNS, numbers, strict=True):
            printed = column == ("total",) or row[-1] == "total"
            put(data, (*(("printed",) if printed else ()), "t3", *column, *row), number)
    for place, number in enumerate(figures["t4"]):
        name = RESULTS[place % 5]
        put(data, (*(("printed",) if name == "total" else ()), "t4", *BLOCKS[place // 5], name), number)
    return read(data)


@pytest.mark.parametrize("key", ["suqian2023", "suqian2024"])
def test_published_figures_raise_no_alarm(key: str) -> None:
    assert [one.code for one in check(city(key))] == ["F402", "F503"]  # the figures alone were written down


def test_the_two_years_follow_each_other() -> None:
    told = check(city("suqian2024"), previous=city("suqian2023"))
    assert [finding for finding in told if finding.severity.forbids] == []


@pytest.mark.parametrize("key", ["suqian2023", "suqian2024"])
def test_every_cell_of_table_3_is_located_when_it_alone_is_wrong(key: str) -> None:
    sound = city(key)
    for path, cell in sound.cells.items():
        if path[0] == "t3":
            wrong = attrs.evolve(sound, cells={**sound.cells, path: Cell("7777", State.NUMBER, 7777)})
            [one] = (one for one in check(wrong) if one.severity.forbids)
            assert (one.at.path, one.expected) == (path, cell.value)


def test_the_slips_of_the_narrative_are_found() -> None:
    """The published report of 2024 told 134 and 57 where its table has 170 and 77, and 1.05% for 1.08%."""
    told = FIGURES["suqian2024"]["narrative"]
    text = (
        f"全年共收办政府信息公开申请{told['handled']}件，较上年（3607件）增长{told['yoy']}。"
        f"因政府信息公开引起行政复议{told['review']}件、行政诉讼{told['litigation']}件。"
    )
    more = {
        "problems": "公开的及时性有待提高，已按季度通报。",
        "other_matters": "发出收费通知3件，收取信息处理费2230元。",
    }
    found = check(city("suqian2024", overview=text, **more))
    assert [(one.code, one.facts["said"], one.facts["due"]) for one in found if one.code[0] == "P"] == [
        ("P401", 134, 170),
        ("P401", 57, 77),
        ("P009", "增长1.05%", "增长1.08%"),
    ]
