"""The history of the benchmarks: every line is whole, the picture is that of the lines, and shows each of them."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from xml.etree import ElementTree

from support.scripts import program

history = program("benchmarks/history.py")
SVG = "{http://www.w3.org/2000/svg}"
RUN = {"processor": "A", "ratios": {"docxtpl/zlib": 200, "road": 40.5}}


def test_every_line_of_the_history_is_a_run() -> None:
    past = history.runs()
    assert past
    assert [run["date"] for run in past] == sorted(run["date"] for run in past)
    for run in past:
        assert datetime.date.fromisoformat(run["date"])
        assert re.fullmatch(r"[0-9a-f]{7,}\+?", run["commit"])
        assert {key for key, _, _ in history.PANELS} - {"processes"} <= set(run["ratios"])
        assert all(value > 0 for value in run["ratios"].values())


def test_the_picture_of_the_docs_is_that_of_the_history() -> None:
    assert history.PICTURE.read_text("utf-8") == history.picture(history.runs())


def test_the_picture_has_a_point_for_each_ratio_of_each_run() -> None:
    past = [RUN, {**RUN, "processor": "B", "ratios": {"road": 50}}]
    drawn = ElementTree.fromstring(history.picture(past))
    points = [len(panel.findall(f"{SVG}circle")) for panel in drawn.findall(f"{SVG}g")]
    assert points == [{"docxtpl/zlib": 1, "road": 2}.get(key, 0) for key, _, _ in history.PANELS]
    assert [len(panel.findall(f"{SVG}path")) for panel in drawn.findall(f"{SVG}g")] == [3] * len(history.PANELS)


def test_a_higher_ratio_stands_higher() -> None:
    (line,) = ElementTree.fromstring(history.picture([RUN, {**RUN, "ratios": {"road": 81}}])).findall(
        f"{SVG}g[5]/{SVG}polyline"
    )
    (_, low), (_, high) = (tuple(map(float, point.split(","))) for point in line.attrib["points"].split())
    assert high < low


def test_a_run_is_written_behind_the_others(tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    for date in ("2026-01-01", "2026-01-02"):
        history.remember({"date": date, "processor": "某处理器"}, file)
    assert [run["date"] for run in history.runs(file)] == ["2026-01-01", "2026-01-02"]
    assert "某处理器" in file.read_text("utf-8")
