"""The numbered examples: each runs on its own, is silent about nothing, and makes what its docstring says it makes."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT

EXAMPLES = ROOT / "examples"
SCRIPTS = sorted(EXAMPLES.glob("[0-9]*.py"))


def told(script: Path, word: str) -> list[str]:
    """What the docstring of a script lists behind a word: `Makes: a.docx, b.json`."""
    text = ast.get_docstring(ast.parse(script.read_text("utf-8"))) or ""
    found = re.search(rf"^{word}: (.+)$", text, re.MULTILINE)
    return found[1].split(", ") if found else []


def run(script: Path, folder: Path) -> str:
    command = [sys.executable, "-W", "error", "-X", "utf8", str(script), str(folder)]
    done = subprocess.run(command, cwd=folder.parent, capture_output=True, text=True, encoding="utf-8", timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def params() -> list[object]:
    """The scripts; those that need LibreOffice are marked as the tests of pages are."""
    marks = {script: [pytest.mark.layout] if told(script, "Needs") else [] for script in SCRIPTS}
    return [pytest.param(script, marks=marks[script], id=script.stem) for script in SCRIPTS]


@pytest.mark.parametrize("script", params())
def test_an_example_makes_what_it_says(script: Path, tmp_path: Path) -> None:
    out = tmp_path / "made"
    assert run(script, out).strip()
    makes = told(script, "Makes")
    assert makes
    assert [name for name in makes if not (out / name).is_file() or not (out / name).stat().st_size] == []
    assert [path.name for path in tmp_path.iterdir()] == ["made"]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_the_first_line_is_a_title_in_two_languages(script: Path) -> None:
    text = ast.get_docstring(ast.parse(script.read_text("utf-8"))) or ""
    assert re.match(r"[^\n/]*[\u4e00-\u9fff][^\n/:]* / [A-Z][^\n:]+: [^\n]+\.\n", text)


def test_the_examples_are_numbered_without_a_gap() -> None:
    assert [script.name[:2] for script in SCRIPTS] == [f"{number:02}" for number in range(1, len(SCRIPTS) + 1)]


def test_the_finding_of_the_wrong_table_is_that_of_its_column(tmp_path: Path) -> None:
    said = run(EXAMPLES / "03_wrong_table.py", tmp_path / "made")
    assert "错误 T301 本列不平" in said
    assert "应为 1，实为 0" in said
