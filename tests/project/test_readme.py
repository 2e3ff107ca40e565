"""What the two READMEs show works as they show it, and both show the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import gikreport
from gikreport.cli import COMMANDS, group
from support import ROOT

READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(readme: Path, kind: str) -> list[str]:
    return [text for found, text in BLOCK.findall(readme.read_text("utf-8")) if found == kind]


def test_both_languages_show_the_same_commands_and_programs() -> None:
    one, other = (BLOCK.findall(readme.read_text("utf-8")) for readme in READMES)
    assert [re.sub("#.*", "", text) for _, text in one] == [re.sub("#.*", "", text) for _, text in other]


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_command_is_shown(readme: Path) -> None:
    shown = {
        word for row in re.findall(r"^\| (`.*?) \|", readme.read_text("utf-8"), re.MULTILINE) for word in row.split("`")
    }
    assert shown - {"", ", ", "、"} == set(COMMANDS)


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_link_leads_to_a_file(readme: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", readme.read_text("utf-8")):
        assert (ROOT / link).exists(), link


def test_the_program_makes_the_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    program, _ = blocks(READMES[0], "python")
    exec(program, {})
    assert (tmp_path / "report.docx").stat().st_size > 5000


def test_the_program_with_an_unanswered_request_says_what_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    program = blocks(READMES[0], "python")[0].replace("Outcomes(disclosed=2)", "Outcomes(disclosed=1)")
    with pytest.raises(gikreport.UnsoundReport):
        exec(program, {})
    assert list(tmp_path.iterdir()) == []
    names: dict[str, Any] = {}
    exec(program.replace("save(report", "report").replace(', "report.docx")', ""), names)
    gikreport.save(names["report"], "report.toml")
    shown = next(text for text in blocks(READMES[0], "console") if "T301" in text)
    said = CliRunner().invoke(group, ["check", "report.toml"]).output
    assert shown.split("\n", 1)[1].split("\n\n")[0] in said


def test_the_data_file_is_read_and_found_open() -> None:
    (text,) = blocks(READMES[0], "toml")
    reading = gikreport.read(text.encode())
    assert reading.agency == "青石县水利局"
    assert [finding.code for finding in gikreport.check(reading) if finding.severity.forbids] == ["T003"]


def test_the_way_into_an_oa_system(tmp_path: Path) -> None:
    names: dict[str, Any] = {}
    exec(blocks(READMES[0], "python")[1], names)
    data = {"agency": "某局", "year": 2024, "t2": {}, "t3": {}, "t4": {}}
    assert Path(names["publish"](data, str(tmp_path))).name == "2024.docx"
    assert "T301" in names["publish"]({**data, "t3": {"natural_person": {"received": 1}}}, str(tmp_path))
    assert "不认识的键" in names["publish"]({**data, "x": 1}, str(tmp_path))
