"""A report on another form: every number is carried over, moved, or listed as lost."""

from __future__ import annotations

import pathlib
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given

from gikreport.checking.check import check
from gikreport.checking.sound import sound
from gikreport.checking.subject import stated
from gikreport.forms import FORMS, form_named, y2021
from gikreport.lifecycle.migrate import migrate
from gikreport.model.cell import Cell, State
from gikreport.sources import read
from support import ROOT
from support.strategies import figures, reports

EXAMPLES = ROOT / "examples"
Y2019, Y2021 = form_named("y2019"), form_named("y2021")


@pytest.mark.parametrize("target", FORMS, ids=lambda form: form.name)
@pytest.mark.parametrize("source", FORMS, ids=lambda form: form.name)
def test_every_number_is_carried_moved_or_listed(source: Any, target: Any) -> None:
    @given(reports(source))
    def holds(report: Any) -> None:
        reading = stated(report)
        result = migrate(report, target)
        told = {*(one.path for one in result.lost), *(one.path for one in result.moved)}
        for path, cell in reading.cells.items():
            printed = reading.grid_cell(path)
            if printed is not None and printed.line is not None and printed.line.computed:
                continue
            assert path in told or result.reading.cells.get(path) == cell
        texts = {one.path for one in result.lost}
        for name, prose in reading.prose.items():
            assert not prose or (name,) in texts or result.reading.prose[name] == prose

    holds()


@given(figures(Y2019))
def test_other_handling_of_2019_goes_into_the_third_line_and_the_columns_still_balance(report: Any) -> None:
    result = migrate(report, Y2021)
    assert not [finding for finding in check(result.reading) if finding.code == "T301"]
    table = result.reading.block(("t3",), y2021.Table3)
    assert table is not None
    assert table.total.outcomes.other_handling.other == report.t3.total.outcomes.other_handling
    assert {cell.state for path, cell in result.reading.cells.items() if path[0] == "t2"} == {State.UNFILLED}


@given(figures(Y2021))
def test_the_three_lines_of_2021_are_summed_into_the_one_of_2019(report: Any) -> None:
    reading = migrate(report, Y2019).reading
    column = "t3", "natural_person", "outcomes", "other_handling"
    assert reading.cells[column].value == report.t3.natural_person.outcomes.other_handling.total
    assert reading.block(("t4",), type(report.t4)) == report.t4


def test_a_line_that_is_open_stays_open() -> None:
    data = {
        "agency": "甲",
        "year": 2020,
        "t2": {},
        "t3": {"natural_person": {"outcomes": {"other_handling": "待填"}}},
        "t4": {},
    }
    moved = migrate(read(data), Y2021).reading.cells["t3", "natural_person", "outcomes", "other_handling", "other"]
    assert moved == Cell("待填", State.UNFILLED)


def test_the_same_form_is_the_same_reading() -> None:
    reading = read(EXAMPLES / "xiaogang-2021.toml")
    assert migrate(reading, Y2021).reading is reading


def convert(*args: str) -> subprocess.CompletedProcess[str]:
    """Run `gikreport convert`."""
    command = [sys.executable, "-m", "gikreport", "convert", *args]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_a_conversion_that_loses_a_number_is_refused_and_writes_nothing(tmp_path: pathlib.Path) -> None:
    out = tmp_path / "out.toml"
    done = convert(str(EXAMPLES / "linhai-2020.toml"), "--form", "y2021", "-o", str(out))
    assert done.returncode == 1
    assert not out.exists()
    assert "丢失 表二 / 第二十条第（一）项 / 规范性文件 / 本年新制作数量 = 4（该格式没有含义相同的一格）" in done.stderr
    assert "= 1 → t3.natural_person.outcomes.other_handling.other（2019 年格式的“其他处理”不分项" in done.stderr
    assert done.stderr.endswith("转换会丢失以上内容，没有转换；确实要转换时加 --lossy\n")


def test_a_lossy_conversion_is_written_when_it_is_asked_for(tmp_path: pathlib.Path) -> None:
    out = tmp_path / "out.json"
    assert convert(str(EXAMPLES / "linhai-2020.toml"), "--form", "y2021", "--lossy", "-o", str(out)).returncode == 0
    assert read(out).form is Y2021


def test_formats_are_converted_without_loss(tmp_path: pathlib.Path) -> None:
    for path in sorted(EXAMPLES.glob("*.toml")):
        out = tmp_path / f"{path.stem}.yaml"
        assert convert(str(path), "-o", str(out)).returncode == 0
        assert sound(read(out)).report == sound(read(path)).report
