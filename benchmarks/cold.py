"""From the start of a process to the file written: the whole command against a bare docxtpl script."""

from __future__ import annotations

import compileall
import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from . import subject
from .engines import docxtpl_context, docxtpl_template
from .rounds import ROOT

BARE = """
import json, sys
from docxtpl import DocxTemplate
template = DocxTemplate(sys.argv[1])
template.render(json.load(open(sys.argv[2], encoding="utf-8")))
template.save(sys.argv[3])
"""


def commands(room: Path) -> dict[str, list[str]]:
    """The two ways, ready to run; our modules compiled beforehand, as pip compiles those of a wheel."""
    compileall.compile_dir(ROOT / "gikreport", quiet=1)
    (room / "report.json").write_text(subject.text(), "utf-8")
    (room / "context.json").write_text(json.dumps(docxtpl_context(), ensure_ascii=False), "utf-8")
    (room / "bare.py").write_text(BARE, "utf-8")
    template = docxtpl_template(room / "bare.docx")
    bare = [room / "bare.py", template, room / "context.json", room / "bare.out.docx"]
    command = [sys.executable, "-m", "gikreport", "render", room / "report.json", "-o", room / "ours.out.docx"]
    return {"cold-ours": list(map(str, command)), "cold-docxtpl": [sys.executable, *map(str, bare)]}


def measured(room: Path, rounds: int) -> dict[str, list[float]]:
    """Processor seconds of each process, one figure a round."""
    found: dict[str, list[float]] = {}
    ready = commands(room)
    for _ in range(rounds):
        for name, command in ready.items():
            found.setdefault(name, []).append(_seconds(command))
    return found


def _seconds(command: Sequence[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
