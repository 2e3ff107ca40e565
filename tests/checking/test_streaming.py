"""A folder is checked one report at a time: what is kept of the others is small, and nothing is told differently."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import attrs

import gikreport
from gikreport.checking.files import judge
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

    judge(folder(tmp_path, 8), reader=reader, whole=False)
    assert (len(alive), most) == (8, 1)


def test_nothing_is_told_differently(tmp_path: Path) -> None:
    names = [*EXAMPLES, *folder(tmp_path, 6)]
    (tmp_path / "broken.json").write_text("{", "utf-8")
    names.append(str(tmp_path / "broken.json"))
    whole, small = judge(names), judge(names, whole=False)
    codes = {finding.code for one in small for finding in one.findings}
    assert {"A501", "A502"} <= codes
    for one, other in zip(whole, small, strict=True):
        assert attrs.evolve(one, reading=None, error=None) == attrs.evolve(other, reading=None, error=None)
        assert str(one.error) == str(other.error)
        if one.reading is not None and other.reading is not None:
            facts = (other.reading.name, other.reading.agency, other.reading.year, other.reading.form)
            assert facts == (one.reading.name, one.reading.agency, one.reading.year, one.reading.form)
            assert not other.reading.cells
