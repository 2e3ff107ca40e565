"""An error that nobody expected, a fault of the program itself, is kept to the file that brought it about."""

from __future__ import annotations

import json
import logging
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner, Result

import gikreport
from gikreport import load, render, sources
from gikreport.checking import files as checked_files
from gikreport.cli import group
from support import ROOT

EXAMPLE = ROOT / "examples" / "xiaogang-2021.toml"
BROKEN = "broken.toml"
REMEDY = "这是 gikreport 的错，不是文件的错，请把这一行和这份文件报告给维护者"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound report, and one on which the program fails."""
    for name in ("sound.toml", BROKEN):
        shutil.copy(EXAMPLE, tmp_path / name)
    return tmp_path


def _plant(patch: pytest.MonkeyPatch, module: ModuleType, name: str) -> None:
    """Let a function fail where it is given the broken file, or its reading."""
    real = getattr(module, name)

    def fails(*given: Any, **facts: Any) -> Any:
        if any(Path(one if isinstance(one, str) else getattr(one, "name", "")).name == BROKEN for one in given):
            raise ZeroDivisionError("planted")
        return real(*given, **facts)

    patch.setattr(module, name, fails)


@pytest.fixture(
    params=[(sources, "_bytes"), (checked_files, "checked"), (checked_files, "found_by")], ids=lambda p: p[1]
)
def planted(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in the reader, in the rules, or in the comparison with others."""
    _plant(monkeypatch, *request.param)


def check(*args: object) -> Result:
    return CliRunner().invoke(group, ["check", *map(str, args)])


@pytest.mark.usefixtures("planted")
def test_in_a_folder_the_other_files_are_checked(folder: Path) -> None:
    told = check(folder, "--format", "json")
    files = {Path(one["file"]).name: one for one in json.loads(told.stdout)["files"]}
    assert told.exit_code == 3
    assert files["sound.toml"]["error"] is None
    assert files[BROKEN]["error"] == {
        "message": f"处理 {folder / BROKEN} 时程序出错",
        "code": "internal",
        "problems": [{"at": "", "message": f"ZeroDivisionError: planted；{REMEDY}", "line": None}],
    }


def test_a_line_for_a_person_names_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _plant(monkeypatch, checked_files, "checked")
    lines = check(folder).stdout.splitlines()
    assert lines[0] == f"{folder / BROKEN}：读不出来，ZeroDivisionError: planted；{REMEDY}"
    assert lines[-2] == "共 2 份：读不出来 1 份，没有发现问题 1 份"


def test_a_single_file_ends_with_a_code_of_its_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _plant(monkeypatch, sources, "_bytes")
    told = check(folder / BROKEN, "--lang", "en")
    assert told.exit_code == 70
    assert told.stdout == (
        f"the program failed on {folder / BROKEN}\n"
        "  ZeroDivisionError: planted; this is a fault of gikreport and not of the file; "
        "please report this line and the file\n"
    )


def test_the_traceback_is_in_the_log(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _plant(monkeypatch, checked_files, "checked")
    with caplog.at_level(logging.ERROR, "gikreport"):
        check(folder / BROKEN)
    assert [record.getMessage() for record in caplog.records] == [str(folder / BROKEN)]
    assert "ZeroDivisionError: planted" in caplog.text


def test_last_years_folder_is_read_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _plant(monkeypatch, sources, "_bytes")
    told = check(folder / "sound.toml", "--previous", folder)
    assert told.exit_code == 0
    assert told.stderr.startswith(f"{folder / BROKEN}：读不出来，ZeroDivisionError: planted；")


def test_the_layout_of_the_other_files_is_checked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = render(load(EXAMPLE), ".docx")
    for name in ("sound.docx", "broken.docx"):
        (folder / name).write_bytes(document)
    monkeypatch.setattr(f"{__name__}.BROKEN", "broken.docx")
    _plant(monkeypatch, gikreport, "check_layout")
    told = check(folder / "broken.docx", folder / "sound.docx", "--layout")
    assert (told.exit_code, check(folder / "broken.docx", "--layout").exit_code) == (3, 70)
    assert told.stdout == f"{folder / 'sound.docx'}：版式没有发现问题\n"
