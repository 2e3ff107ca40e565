"""The core without compiled packages: read, checked and rendered to the same bytes."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import gikreport
from support import ROOT

PURE = (
    "attr",
    "attrs",
    "click",
    "jinja2",
    "markupsafe",
    "pebble",
    "tomli_w",
    "wcwidth",
    "xlsxwriter",
    "openpyxl",
    "et_xmlfile",
)
EXAMPLES = [str(path) for path in sorted((ROOT / "examples").glob("*.toml"))]

WORK = """
import hashlib, json, sys
import attrs, gikreport
from gikreport.renderers import render

def told(findings):
    return [(f.code, f.words.zh, str(f.at.place)) for f in findings]

made = {}
for path in sys.argv[1:]:
    reading = gikreport.read(path)
    form = reading.form.name
    made[form, "check"] = told(gikreport.check(reading))
    documents = {
        "sound": gikreport.sound(reading),
        "draft": gikreport.draft(reading),
        "waived": attrs.evolve(gikreport.sound(reading), waivers=("T301 a & b（某）",)),
        "all": gikreport.sound(reading, options=gikreport.Options(charts=True, toc=True, grid="word", seal=True)),
    }
    for name, document in documents.items():
        for suffix in (".docx", ".html", ".xlsx"):
            if suffix != ".xlsx" or name == "sound":
                content = render(document, suffix) if suffix != ".xlsx" else render(reading, suffix)
                content = content.encode() if isinstance(content, str) else content
                made[form, name + suffix] = hashlib.sha256(content).hexdigest()
                if name == "sound":
                    again = gikreport.read(content)
                    found = gikreport.check(again)
                    made[form, "again" + suffix] = [again.form.name, len(again.cells), told(found)]
                    if suffix == ".docx":
                        made[form, "noted"] = hashlib.sha256(gikreport.annotated(content, found)).hexdigest()
                        made[form, "layout"] = told(gikreport.check_layout(content))
foreign = sorted({name.partition(".")[0] for name in sys.modules} & {"lxml", "docx", "docxtpl"})
compiled = sorted(name for name, module in sys.modules.items()
                  if (getattr(module, "__file__", None) or "").endswith((".so", ".pyd")) and name.partition(".")[0] in
                  ("attr", "attrs", "click", "jinja2", "markupsafe", "openpyxl", "lxml", "numpy", "PIL"))
rows = sorted((*key, value) for key, value in made.items())
print(json.dumps({"made": rows, "foreign": foreign, "compiled": compiled}))
"""


@pytest.fixture(scope="module")
def pure(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pure-Python packages and ours, nothing else; what they have compiled is left out."""
    folder = tmp_path_factory.mktemp("pure")
    for name in PURE:
        spec = importlib.util.find_spec(name)
        assert spec is not None
        assert spec.submodule_search_locations is not None
        (source,) = spec.submodule_search_locations
        shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("*.so", "*.pyd", "__pycache__"))
    (folder / "gikreport").symlink_to(Path(gikreport.__file__).parent)
    return folder


def run(script: str, *arguments: str, folder: Path | None = None) -> str:
    """What a script prints, in a process that finds the packages of a folder and no others."""
    begins = f"import sys; sys.path.insert(0, {str(folder)!r})\n" if folder else ""
    command = [sys.executable, *(["-I", "-S"] if folder else []), "-c", begins + script, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=600, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow  # an environment without compiled packages is made
def test_every_form_is_read_checked_and_rendered_to_the_same_bytes_without_compiled_packages(pure: Path) -> None:
    with_all: dict[str, Any] = json.loads(run(WORK, *EXAMPLES))
    without: dict[str, Any] = json.loads(run(WORK, *EXAMPLES, folder=pure))
    assert {row[0] for row in without["made"]} == {form.name for form in gikreport.FORMS}
    assert without["made"] == with_all["made"]
    assert (without["foreign"], without["compiled"]) == ([], [])


COLD = """
import sys
import gikreport
gikreport.render(gikreport.sound(gikreport.read(sys.argv[1])), ".docx")
print(sorted({"zipfile", "xml.etree", "jinja2", "markupsafe", "lxml", "docxtpl", "openpyxl"} & set(sys.modules)))
"""


def test_a_document_made_from_a_data_file_starts_without_what_only_opens_documents() -> None:
    assert run(COLD, EXAMPLES[-1]).strip() == "[]"


TEMPLATE = """
import gikreport
from gikreport.renderers import render
report = gikreport.sound(gikreport.read(sys.argv[1]))
own = open(sys.argv[2], "rb").read()
for ask in (lambda: render(report, ".docx", template=own), lambda: gikreport.lint_template(own)):
    try: ask()
    except gikreport.CannotRender as error: print(error.told("zh"), error.told("en"), error.exit_code, sep="\\n")
"""
MISSING = """\
没有安装 lxml，不能用单位自己的模板
  运行 pip install lxml docxtpl
  核对和用官方模板成文不需要它
lxml is missing, which an office's own template needs
  run pip install lxml docxtpl
  checking, and documents on the official templates, go without
4
"""


def test_an_office_s_own_template_says_what_it_needs(pure: Path) -> None:
    said = run(TEMPLATE, EXAMPLES[-1], str(ROOT / "templates" / "y2021" / "report.docx"), folder=pure)
    assert said.replace("\r\n", "\n") == MISSING * 2
