"""A folder is checked one report at a time: what is kept of the others is small, and nothing is told differently."""

from __future__ import annotations

import gc
import json
import weakref
from pathlib import Path

import attrs
from click.testing import CliRunner

import gikreport
from gikreport.checking.files import judge
from gikreport.cli import group
from gikreport.model.reading import Reading
from support import ROOT

EXAMPLES = [str(path) for path in sorted((ROOT / "examples").glob("*.toml"))]


def folder(place: Path, count: int) -> list[str]:
    """Reports of offices that share their narrative, and two of one office that state other numbers."""
    text = "。".join(chr(0x4E00 + 40 * number) * 30 for number in range(8)) + "。"
    for number in range(count):
        data = {"agency": f"某县第{max(number, 1)}小学", "year": 2023, "t2": {"licensing": number}, "t3": {}, "t4": {}}
        (place / f"{number:02}.json").write_text(gikreport.encode({**data, "overview": text}, ".json"), "utf-8")
    return [str(path) for path in sorted(place.iterdir())]


def test_one_reading_is_alive_at_a_time(tmp_path: Path) -> None:
    alive: list[weakref.ref[Reading]] = []
    most = 0

    def reader(name: str) -> Reading:
        nonlocal most
        gc.collect()
        most = max(most, sum(one() is not None for one in alive))
        reading = gikreport.read(name)
        alive.append(weakref.ref(reading))
        return reading

    judge(folder(tmp_path, 8), reader=reader, whole=False, telling=True)
    assert (len(alive), most) == (8, 1)


def test_nothing_is_told_differently(tmp_path: Path) -> None:
    names = [*EXAMPLES, *folder(tmp_path, 6)]
    (tmp_path / "broken.json").write_text("{", "utf-8")
    names.append(str(tmp_path / "broken.json"))
    whole, small = judge(names), judge(names, whole=False)
    told = judge(names, whole=False, telling=True)
    assert [one.claims for one in told] == [one.claims for one in whole]
    assert sum(len(one.claims) for one in told) > 20
    codes = {finding.code for one in small for finding in one.findings}
    assert {"A501", "A502"} <= codes
    for one, other in zip(whole, small, strict=True):
        assert attrs.evolve(one, reading=None, error=None) == attrs.evolve(other, reading=None, error=None)
        assert str(one.error) == str(other.error)
        if one.reading is not None and other.reading is not None:
            facts = (other.reading.name, other.reading.agency, other.reading.year, other.reading.form)
            assert facts == (one.reading.name, one.reading.agency, one.reading.year, one.reading.form)
            assert not other.reading.cells


def test_json_is_written_file_by_file_as_one_value(tmp_path: Path) -> None:
    names = folder(tmp_path, 3)
    (tmp_path / "broken.json").write_text("{", "utf-8")
    names.append(str(tmp_path / "broken.json"))
    waiver = tmp_path / "waivers.toml"
    waiver.write_text(
        '[[waiver]]\ncode = "T301"\nfile = "00.json"\nplace = "t3"\nvalues = []\nreason = "核对过"\nby = "张三"\n',
        "utf-8",
    )
    for more in ([], ["--waivers", str(waiver)]):
        waivers = gikreport.read_waivers(waiver) if more else ()
        judged = judge(names, waivers=waivers)
        due = gikreport.findings_data(judged, gikreport.unused_waivers(judged, waivers), version=gikreport.__version__)
        printed = CliRunner().invoke(group, ["check", "--format", "json", *more, *names]).stdout
        assert printed == json.dumps(due, ensure_ascii=False, indent=2) + "\n"
    assert due["findings"]


def test_a_long_sentence_is_told_with_each_number_by_the_words_around_it() -> None:
    sentence = "全年收到申请1件，其中" + "收到申请100件，" * 300
    data = {"agency": "某局", "year": 2023, "overview": f"本年情况如下。{sentence}", "t2": {}, "t3": {}, "t4": {}}
    told = [one.data["sentence"] for one in gikreport.claims(gikreport.read(data))]
    assert told[0].startswith("全年收到申请1件，其中收到")
    assert told[0].endswith("…")
    assert len(told) == 301
    assert {len(one) for one in told[20:200]} == {102}
    assert all("申请100件" in one for one in told[1:])
