"""What a waiver rests on, what a proposed list holds, and what is wrong with a list."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from gikreport import Unreadable, check, read
from gikreport.checking.subject import stated
from gikreport.checking.waivers import proposed, read_waivers, values_of
from gikreport.model.cell import Cell, State
from gikreport.model.finding import Finding
from support.datafiles import SAID


def findings(**changed: object) -> tuple[Finding, ...]:
    """What is told of a small report."""
    data = {**SAID, "agency": "某局", "year": 2023, "t2": {}, "t3": {"natural_person": {"received": 2}}, "t4": {}}
    return check(read({**data, **changed}))


def test_a_waiver_rests_on_every_number_of_a_finding_and_on_nothing_that_is_not_said() -> None:
    [one] = findings()
    assert values_of(one) == ("2", "0", "2", "0", "0")
    sound = stated(read({**SAID, "agency": "某局", "year": 2023, "t2": {}, "t3": {}, "t4": {}}).report)
    wrong = {**sound.cells, ("t3", "natural_person", "received"): Cell("5", State.NUMBER, 5)}
    [located] = check(attrs.evolve(sound, cells=wrong))
    assert (located.code, values_of(located)) == ("T007", ("0", "5", *("0" for _ in located.related)))
    [told] = findings(t3={}, overview="加强政府政府信息的管理。")[:1]
    assert values_of(told) == ("政府政府", "加强政府政府信息的管理。")


def test_a_proposed_list_names_the_file_it_is_for() -> None:
    [item] = proposed(findings(), "甲.docx")["waiver"]
    place, values = "t3.natural_person.carried_forward", ["2", "0", "2", "0", "0"]
    unnamed = {"code": "T301", "place": place, "values": values, "reason": "", "by": ""}
    assert item == {"file": "甲.docx", **unnamed}
    assert proposed(findings())["waiver"] == [unnamed]


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        read_waivers(tmp_path / "无.toml")
    assert caught.value.words.zh == f"打不开 {tmp_path / '无.toml'}：没有这个文件"


def test_the_file_of_a_waiver_is_named_by_words(tmp_path: Path) -> None:
    texts = 'code = "T301"\nplace = "t3"\nvalues = []\nreason = "查"\nby = "王某"\n'
    (tmp_path / "a.toml").write_text(f"[[waiver]]\nfile = 3\n{texts}", "utf-8")
    with pytest.raises(Unreadable) as caught:
        read_waivers(tmp_path / "a.toml")
    assert [one.told() for one in caught.value.problems] == ["waiver 1.file：应为文件名"]
