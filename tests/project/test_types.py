"""Type checkers see what the library means: only what is sound, or a draft, becomes a document; typos are errors."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

SNIPPET = """\
from decimal import Decimal
import gikreport
from gikreport import Draft, Prose, Report, Report2021, SoundReport, draft, load, read, render, save, sound
from gikreport.forms.shared import Table4
from gikreport.forms.y2021 import Outcomes, Proactive, Requests, Table3
from gikreport.renderers.docx import render_docx

report = Report2021(
    agency="某局", year=2021, t2=Proactive(fees=Decimal(1)), t3=Table3(), t4=Table4(), overview=Prose.of("一")
)
older = gikreport.y2019.Table3(natural_person=gikreport.y2019.Requests(received=1))
handled: int = older.total.handled
total: int = report.t3.total.outcomes.withheld.total
good: SoundReport = sound(report)
sketch: Draft = draft(read("report.toml"))
anything: Report = load("report.toml")
document: bytes = render(report, ".docx")
render_docx(good)
render_docx(sketch)
render_docx(report)  # refused: a bare report
render_docx(read("report.toml"))  # refused: a reading
Requests(recieved=1)  # refused: no such line
Requests(received="1")  # refused: text
Requests(1)  # refused: positional
Proactive(fees=0.5)  # refused: a float
report.t3.natural_person.recieved  # refused: no such line
report.t3.natural_person.received = 3  # refused: frozen
Outcomes(total=3)  # refused: totals are computed
gikreport.rendr  # refused: no such name
gikreport.y2020  # refused: no such form
gikreport.y2019.Table3(natural_person=gikreport.Requests())  # refused: of another form
save(3, "report.docx")  # refused: not a report
"""
REFUSED = {number for number, line in enumerate(SNIPPET.splitlines(), 1) if "# refused" in line}


@pytest.fixture
def snippet(tmp_path: Path) -> Path:
    path = tmp_path / "snippet.py"
    path.write_text(SNIPPET, "utf-8")
    return path


@pytest.mark.slow
def test_mypy_refuses_exactly_these_lines(snippet: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", "", "--cache-dir", "cache", snippet.name]
    said = subprocess.run(command, cwd=snippet.parent, capture_output=True, text=True, timeout=300).stdout
    assert {int(line) for line in re.findall(r"snippet\.py:(\d+): error", said)} == REFUSED, said


@pytest.mark.slow
def test_pyright_refuses_exactly_these_lines(snippet: Path) -> None:
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable, str(snippet)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300)
    found = json.loads(run.stdout)["generalDiagnostics"]
    assert {one["range"]["start"]["line"] + 1 for one in found if one["severity"] == "error"} == REFUSED, found
